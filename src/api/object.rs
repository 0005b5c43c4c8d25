//! Objects with named fields.

use serde_json::Value;

use super::{Constraints, Docs, Literal, Schema, Xml};
use crate::diagnostic::Pointer;

/// An object with named fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Object {
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
    /// What the members beside the fields look like, where they are to be kept.
    pub rest: Option<Schema>,
    /// Whether its values are written in parts, its fields of bytes being parts by themselves, and not
    /// as JSON.
    pub in_parts: bool,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands in the document.
    pub origin: Pointer,
    /// What its values look like.
    pub schema: Schema,
    /// Whether it is always there.
    pub required: bool,
    /// Which side may set it.
    pub access: Access,
    /// What the document says about it.
    pub docs: Docs,
    /// What the server takes it to be when it is absent.
    pub default: Option<Value>,
    /// What its values must satisfy.
    pub constraints: Constraints,
    /// The only value that it has in objects of this type.
    pub constant: Option<Literal>,
    /// How it stands in XML, where values of its type are sent as that.
    pub xml: Option<Box<Xml>>,
    /// Whether its value must be held indirectly, because its type would hold itself otherwise;
    /// found by the recursion pass.
    pub indirect: bool,
}

/// Which side may set a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Both.
    ReadWrite,
    /// The server only.
    ReadOnly,
    /// The caller only.
    WriteOnly,
}
