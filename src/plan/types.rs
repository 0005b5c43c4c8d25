//! Types of Rust.

use crate::{
    api::{IntegerFormat, NumberFormat, Schema, Shape, StringFormat, TypeId},
    config::{Config, DateTime, Decimal},
};

/// A type of Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// `()`.
    Unit,
    /// A type without parameters, by its full path or by a name of the prelude.
    Plain(&'static str),
    /// A type of the runtime; one of a part that only some SDKs have by its path (`decimal::Decimal`).
    Runtime(&'static str),
    /// A model.
    Model {
        /// Its name.
        name: String,
        /// The name of its page.
        module: String,
    },
    /// An enum of the module of operations.
    Local(String),
    /// `Vec<T>`.
    List(Box<Type>),
    /// `(A, B)`.
    Tuple(Vec<Type>),
    /// `BTreeMap<String, T>`.
    Map(Box<Type>),
    /// `Option<T>`.
    Option(Box<Type>),
    /// `Nullable<T>` of the runtime.
    Nullable(Box<Type>),
    /// `Box<T>`.
    Boxed(Box<Type>),
}

/// From where a type is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// From a module of models: models are in scope.
    Models,
    /// From elsewhere: `models` is in scope.
    Operations,
}

impl Type {
    /// Returns whether values are text that callers may give as `&str` or `String`.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Plain("String") | Self::Runtime("Secret"))
    }

    /// Returns whether values are parts of a body.
    pub fn is_part(&self) -> bool {
        matches!(self, Self::Runtime("Part"))
    }

    /// Returns the types that it is made of.
    fn inner(&self) -> &[Type] {
        match self {
            Self::List(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Nullable(inner)
            | Self::Boxed(inner) => std::slice::from_ref(inner),
            Self::Tuple(items) => items,
            Self::Unit
            | Self::Plain(_)
            | Self::Runtime(_)
            | Self::Local(_)
            | Self::Model { .. } => &[],
        }
    }

    /// Returns the models that it names.
    pub fn models(&self) -> Vec<&str> {
        match self {
            Self::Model { name, .. } => vec![name],
            other => other.inner().iter().flat_map(Self::models).collect(),
        }
    }

    /// Returns whether it names a map.
    pub fn has_map(&self) -> bool {
        matches!(self, Self::Map(_)) || self.inner().iter().any(Self::has_map)
    }

    /// Returns whether it names a tuple.
    pub fn has_tuple(&self) -> bool {
        matches!(self, Self::Tuple(_)) || self.inner().iter().any(Self::has_tuple)
    }

    /// Returns whether it names a number of which no digit is lost.
    pub(super) fn is_exact(&self) -> bool {
        matches!(self, Self::Runtime(DECIMAL | NUMBER)) || self.inner().iter().any(Self::is_exact)
    }

    /// Returns the types of the runtime that it names.
    pub fn runtime(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.inner().iter().flat_map(Self::runtime).collect();
        match self {
            Self::Runtime(name) => names.push(name),
            Self::Nullable(_) => names.push("Nullable"),
            Self::List(_)
            | Self::Tuple(_)
            | Self::Map(_)
            | Self::Option(_)
            | Self::Boxed(_)
            | Self::Unit
            | Self::Plain(_)
            | Self::Local(_)
            | Self::Model { .. } => {}
        }
        names
    }
}

/// A decimal number of the crate `rust_decimal`.
const DECIMAL: &str = "decimal::Decimal";

/// The same, a string on the wire.
const DECIMAL_TEXT: &str = "decimal::DecimalText";

/// A number as its text.
const NUMBER: &str = "exact::Number";

/// The Rust names of all types.
#[derive(Clone, Debug)]
pub(super) struct Names {
    pub(super) models: Vec<(String, String)>,
}

impl Names {
    /// Returns the name and the module of a type.
    pub(super) fn of(&self, id: TypeId) -> &(String, String) {
        &self.models[id.index()]
    }
}

/// Returns the type of the values of a schema, null aside.
pub(super) fn value_type(schema: &Schema, names: &Names, config: &Config) -> Type {
    match &schema.shape {
        Shape::Any => Type::Plain("serde_json::Value"),
        Shape::Boolean => Type::Plain("bool"),
        Shape::Integer(format) => Type::Plain(match format {
            IntegerFormat::Int32 => "i32",
            IntegerFormat::Int64 => "i64",
            IntegerFormat::UInt32 => "u32",
            IntegerFormat::UInt64 => "u64",
        }),
        Shape::Number(format) => Type::Plain(match format {
            NumberFormat::Float => "f32",
            NumberFormat::Double => "f64",
            NumberFormat::Decimal => match config.decimal {
                Decimal::F64 => "f64",
                Decimal::RustDecimal => return Type::Runtime(DECIMAL),
                Decimal::String => return Type::Runtime(NUMBER),
            },
        }),
        Shape::String(format) => string_type(*format, config),
        Shape::List(items) => Type::List(Box::new(item_type(items, names, config))),
        Shape::Tuple(items) => {
            let items = items.iter();
            Type::Tuple(items.map(|item| item_type(item, names, config)).collect())
        }
        Shape::Map(values) => Type::Map(Box::new(item_type(values, names, config))),
        Shape::Named(id) => {
            let (name, module) = names.of(*id);
            Type::Model {
                name: name.clone(),
                module: module.clone(),
            }
        }
    }
}

/// Returns the type of the values of a schema in a body of parts: bytes are parts by themselves.
pub(super) fn part_type(schema: &Schema, names: &Names, config: &Config) -> Type {
    match &schema.shape {
        Shape::String(StringFormat::Binary) => Type::Runtime("Part"),
        Shape::List(items) if items.shape == Shape::String(StringFormat::Binary) => {
            Type::List(Box::new(Type::Runtime("Part")))
        }
        Shape::Any
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_)
        | Shape::Named(_) => value_type(schema, names, config),
    }
}

/// Returns the type of items and of values of maps, which may be null.
pub(super) fn item_type(schema: &Schema, names: &Names, config: &Config) -> Type {
    let value = value_type(schema, names, config);
    // Any JSON value has a null of its own.
    if schema.nullable && schema.shape != Shape::Any {
        Type::Option(Box::new(value))
    } else {
        value
    }
}

fn string_type(format: StringFormat, config: &Config) -> Type {
    match format {
        // Bytes as they are cannot be part of JSON; what is there is some text.
        StringFormat::Plain | StringFormat::Binary => Type::Plain("String"),
        StringFormat::DateTime => match config.date_time {
            DateTime::Chrono => Type::Plain("chrono::DateTime<chrono::Utc>"),
            DateTime::Jiff => Type::Plain("jiff::Timestamp"),
            DateTime::Time => Type::Runtime("date_time::DateTime"),
            DateTime::String => Type::Plain("String"),
        },
        StringFormat::Date => match config.date_time {
            DateTime::Chrono => Type::Plain("chrono::NaiveDate"),
            DateTime::Jiff => Type::Plain("jiff::civil::Date"),
            DateTime::Time => Type::Runtime("date_time::Date"),
            DateTime::String => Type::Plain("String"),
        },
        StringFormat::Decimal => match config.decimal {
            Decimal::F64 | Decimal::String => Type::Plain("String"),
            Decimal::RustDecimal => Type::Runtime(DECIMAL_TEXT),
        },
        StringFormat::Uuid => Type::Plain("uuid::Uuid"),
        StringFormat::Byte => Type::Runtime("Base64"),
        StringFormat::ByteUrl => Type::Runtime("base64_url::Base64Url"),
        StringFormat::Password => Type::Runtime("Secret"),
    }
}
