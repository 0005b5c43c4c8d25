//! Models as XML.
//!
//! A table beside each model, its [`Kind`], says how it stands in XML: which of its members are elements,
//! attributes or text, and how they are called there. Writing goes from a model over its JSON to XML, and
//! reading the other way, so that models have one codec. What never happens: a character that XML cannot
//! hold, an entity that a text itself defines, nesting without bound.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::xml_tree::split;

/// The name of an element or of an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'n> {
    pub(super) local: &'n str,
    pub(super) prefix: &'n str,
    pub(super) namespace: &'n str,
}

impl<'n> Name<'n> {
    /// Returns a name without a namespace.
    pub const fn of(local: &'n str) -> Self {
        Self {
            local,
            prefix: "",
            namespace: "",
        }
    }

    /// Returns a name as `{namespace}prefix:local`, of which the last is always there.
    pub(super) fn expanded(text: &'n str) -> Self {
        let (namespace, qualified) = match text.strip_prefix('{').and_then(|it| it.rsplit_once('}'))
        {
            Some(parts) => parts,
            None => ("", text),
        };
        let (prefix, local) = split(qualified);
        Self {
            local,
            prefix,
            namespace,
        }
    }

    /// Sets the namespace.
    pub const fn namespace(mut self, namespace: &'n str) -> Self {
        self.namespace = namespace;
        self
    }

    /// Sets the prefix that it is written with.
    pub const fn prefix(mut self, prefix: &'n str) -> Self {
        self.prefix = prefix;
        self
    }
}

/// What an element or an attribute has within.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Anything: elements by their names, attributes by their names behind an `@`, and the text beside
    /// them as `#text`; what has neither is text.
    Any,
    /// Text.
    Text,
    /// Text that white space around it is no part of, and that is never empty: a date, an id.
    Token,
    /// Text that no white space is part of: bytes in Base64.
    Bytes,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An element for each value, or in an attribute or a text a word for each.
    List(&'static Kind),
    /// An element for each value, by their positions.
    Tuple(&'static [Member]),
    /// An element for each value, called like its key.
    Map(&'static Kind),
    /// Named members, and what others are.
    Object {
        /// The members, in the order in which they are written.
        members: &'static [Member],
        /// What members beside these are, where they are kept.
        rest: Option<&'static Kind>,
    },
    /// One of several, told apart by a member.
    Tagged {
        /// The member.
        property: &'static str,
        /// Each with the values of the member that mean it.
        variants: &'static [(&'static [&'static str], Kind)],
    },
    /// One of several, told apart by what they look like.
    Union(&'static [Kind]),
    /// A type with a table of its own.
    Type(fn() -> Kind),
}

impl Kind {
    /// Returns the kind of a type, whose table is looked at only when it is needed: types hold themselves.
    pub const fn of<T: Shaped + ?Sized>() -> Self {
        Self::Type(T::kind)
    }

    /// Returns the kind that a type stands for.
    pub(super) fn resolved(mut self) -> Self {
        // A type that is nothing but itself is none.
        for _ in 0..32 {
            match self {
                Self::Type(kind) => self = kind(),
                other => return other,
            }
        }
        Self::Any
    }

    /// Returns the kind of an item of a list.
    pub(super) fn item(self) -> Option<&'static Self> {
        match self.resolved() {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

/// A member of an object.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(super) key: &'static str,
    pub(super) name: Name<'static>,
    pub(super) node: Node,
    /// What the items of a list are called, where an element is around them.
    pub(super) items: Option<Name<'static>>,
    pub(super) required: bool,
    pub(super) nullable: bool,
    pub(super) kind: Kind,
}

/// What a member is in XML (OpenAPI 3.2, "XML Node Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Element,
    Attribute,
    Text,
    CData,
    /// Nothing: what is within stands where it would.
    Inline,
}

impl Member {
    const fn new(key: &'static str, node: Node, kind: Kind) -> Self {
        Self {
            key,
            name: Name::of(key),
            node,
            items: None,
            required: false,
            nullable: false,
            kind,
        }
    }

    /// Returns a member that is an element, or one for each item of a list.
    pub const fn element(key: &'static str, kind: Kind) -> Self {
        Self::new(key, Node::Element, kind)
    }

    /// Returns a member that is an attribute.
    pub const fn attribute(key: &'static str, kind: Kind) -> Self {
        Self::new(key, Node::Attribute, kind)
    }

    /// Returns a member that is the text of the element.
    pub const fn text(key: &'static str, kind: Kind) -> Self {
        Self::new(key, Node::Text, kind)
    }

    /// Returns a member that is the text of the element, and written as a CDATA section.
    pub const fn cdata(key: &'static str, kind: Kind) -> Self {
        Self::new(key, Node::CData, kind)
    }

    /// Returns a member whose own members stand among those of the object.
    pub const fn inline(key: &'static str, kind: Kind) -> Self {
        Self::new(key, Node::Inline, kind)
    }

    /// Sets what it is called in XML.
    pub const fn named(mut self, name: Name<'static>) -> Self {
        self.name = name;
        self
    }

    /// Says that an element is around the items of a list, and what each item is called.
    pub const fn around(mut self, items: Name<'static>) -> Self {
        self.items = Some(items);
        self
    }

    /// Says that it is always there.
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says that it may be null.
    pub const fn nullable(mut self) -> Self {
        self.nullable = true;
        self
    }
}

/// A type that has a form in XML.
pub trait Shaped {
    /// What an element of it is called where nothing else says so.
    const NAME: Name<'static> = Name::of("value");

    /// Returns what an element of it has within.
    fn kind() -> Kind;
}

macro_rules! shaped {
    ($($kind:ident: $($type:ty)*;)*) => {
        $($(impl Shaped for $type {
            fn kind() -> Kind {
                Kind::$kind
            }
        })*)*
    };
}

shaped! {
    Any: Value;
    Text: String str;
    Number: i32 i64 u32 u64 f32 f64;
    Boolean: bool;
}

impl<T: Shaped> Shaped for Option<T> {
    const NAME: Name<'static> = T::NAME;

    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: Shaped> Shaped for Box<T> {
    const NAME: Name<'static> = T::NAME;

    fn kind() -> Kind {
        T::kind()
    }
}

impl<T: Shaped> Shaped for Vec<T> {
    const NAME: Name<'static> = T::NAME;

    fn kind() -> Kind {
        Kind::List(&const { Kind::of::<T>() })
    }
}

impl<T: Shaped> Shaped for [T] {
    const NAME: Name<'static> = T::NAME;

    fn kind() -> Kind {
        Kind::List(&const { Kind::of::<T>() })
    }
}

impl<T: Shaped> Shaped for BTreeMap<String, T> {
    fn kind() -> Kind {
        Kind::Map(&const { Kind::of::<T>() })
    }
}

/// Says how a model stands in XML: what its elements are called where nothing else says so, and what they
/// have within. In scope must be `runtime`.
macro_rules! table {
    ($model:ident as $name:expr => $kind:expr) => {
        impl runtime::xml::Shaped for $model {
            const NAME: runtime::xml::Name<'static> = {
                use runtime::xml::Name;

                $name
            };

            fn kind() -> runtime::xml::Kind {
                // A table may not need all of it.
                use runtime::xml::*;

                static XML: Kind = $kind;
                XML
            }
        }
    };
}
pub(crate) use table;

/// Why a value cannot be written.
pub(super) struct Fault {
    /// At which path.
    pub(super) path: String,
    /// What is wrong.
    pub(super) reason: String,
}

impl Fault {
    pub(super) fn new(reason: impl fmt::Display) -> Self {
        Self {
            path: String::new(),
            reason: reason.to_string(),
        }
    }

    /// Returns the same of a member, or of an item (`[2]`), in which it is.
    pub(super) fn within(mut self, step: &str) -> Self {
        let dot = match self.path.as_str() {
            "" => "",
            path if path.starts_with('[') => "",
            _ => ".",
        };
        self.path = format!("{step}{dot}{}", self.path);
        self
    }
}
