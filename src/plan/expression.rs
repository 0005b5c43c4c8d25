//! Expressions of Rust, as far as examples need them.

use std::collections::BTreeSet;

/// An expression of Rust.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// As it stands, for example `true` or `1140735077`.
    Literal(String),
    /// A string literal with this content, converted where it has to be.
    Text(String),
    /// A string literal as it is.
    Bare(String),
    /// A path to a value, for example `GrantType::Ciba`.
    Path(String),
    /// A call, for example `Some(..)`.
    Call(String, Box<Expression>),
    /// A call of a constructor with what every value has.
    New(String, Vec<Expression>),
    /// `vec![..]`.
    List(Vec<Expression>),
    /// `(.., ..)`.
    Tuple(Vec<Expression>),
    /// `[(key, value), ..].into()`.
    Map(Vec<(String, Expression)>),
    /// A JSON text, read by `serde_json`.
    Json(String),
    /// A text that the type of the value parses.
    Parsed(String),
    /// The content of a part of a body.
    Part(String),
    /// A struct.
    Struct {
        /// Its name.
        name: String,
        /// Its fields.
        fields: Vec<(String, Expression)>,
        /// Where the other fields come from.
        rest: Rest,
    },
}

/// Where the fields of a struct come from that an expression does not give.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// There are none.
    None,
    /// From `Default`.
    Default,
    /// From the constructor, called as this expression says.
    New(Box<Expression>),
}

impl Expression {
    /// Returns the types that the expression names: models, and `Nullable` and `Part` of the runtime.
    pub fn names(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.visit(&mut |expression| {
            let path = match expression {
                Self::Path(path) | Self::Call(path, _) | Self::New(path, _) => path,
                Self::Struct { name, .. } => name,
                Self::Part(_) => "Part",
                Self::Literal(_)
                | Self::Text(_)
                | Self::Bare(_)
                | Self::List(_)
                | Self::Tuple(_)
                | Self::Map(_)
                | Self::Json(_)
                | Self::Parsed(_) => return,
            };
            let first = path.split("::").next().unwrap_or_default();
            if !matches!(first, "Some" | "None" | "Box") {
                names.insert(first.to_owned());
            }
        });
        names
    }

    /// Returns whether making the value can fail, as far as the types of Rust tell.
    pub fn is_fallible(&self) -> bool {
        let mut found = false;
        self.visit(&mut |expression| {
            found |= matches!(expression, Self::Json(_));
        });
        found
    }

    /// Returns whether the type of the value is clear from the expression alone.
    pub fn is_typed(&self) -> bool {
        match self {
            Self::Literal(_) | Self::New(..) | Self::Struct { .. } | Self::Part(_) => true,
            Self::Path(path) => path != "None" && !path.starts_with("Nullable::"),
            Self::Call(name, inner) => match name.as_str() {
                "Some" | "Box::new" | "Nullable::Value" => inner.is_typed(),
                _ => true,
            },
            Self::List(items) => items.first().is_some_and(Self::is_typed),
            Self::Tuple(items) => items.iter().all(Self::is_typed),
            Self::Text(_) | Self::Bare(_) | Self::Map(_) | Self::Json(_) | Self::Parsed(_) => false,
        }
    }

    /// Visits this expression and all that it is made of.
    fn visit(&self, see: &mut impl FnMut(&Self)) {
        see(self);
        match self {
            Self::Literal(_)
            | Self::Text(_)
            | Self::Bare(_)
            | Self::Path(_)
            | Self::Json(_)
            | Self::Parsed(_)
            | Self::Part(_) => {}
            Self::Call(_, inner) => inner.visit(see),
            Self::New(_, items) | Self::List(items) | Self::Tuple(items) => {
                items.iter().for_each(|item| item.visit(see));
            }
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.visit(see)),
            Self::Struct { fields, rest, .. } => {
                if let Rest::New(call) = rest {
                    call.visit(see);
                }
                fields.iter().for_each(|(_, value)| value.visit(see));
            }
        }
    }

    /// Returns an expression as an argument of a constructor or of a call, which take texts without
    /// conversion.
    pub(super) fn bare(self) -> Self {
        match self {
            Self::Text(text) => Self::Bare(text),
            other => other,
        }
    }
}
