//! Parameters of operations.

use serde_json::Value;

use super::{Constraints, Docs, Schema};
use crate::diagnostic::Pointer;

/// A value that a call takes outside of its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Where it stands in the document.
    pub origin: Pointer,
    /// Where it goes.
    pub location: Location,
    /// Whether a call needs it.
    pub required: bool,
    /// What its values look like.
    pub schema: Schema,
    /// How it is written.
    pub style: Style,
    /// Whether reserved characters (RFC 3986 section 2.2) are sent as they are.
    pub allow_reserved: bool,
    /// Whether the client holds a default for it.
    pub client_level: bool,
    /// What the document says about it.
    pub docs: Docs,
    /// What the server takes it to be when it is absent.
    pub default: Option<Value>,
    /// What its values must satisfy.
    pub constraints: Constraints,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// Into the path.
    Path,
    /// Into the query string.
    Query,
    /// The whole query string.
    QueryString,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

/// How the value of a parameter is written (OpenAPI 3.0.3 section 4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value`.
    Matrix {
        /// Each item or member by itself.
        explode: bool,
    },
    /// `.value`.
    Label {
        /// Each item or member by itself.
        explode: bool,
    },
    /// `value,value`.
    Simple {
        /// Members as `key=value`.
        explode: bool,
    },
    /// `name=value&name=value`.
    Form {
        /// Each item or member by itself.
        explode: bool,
    },
    /// `name=value%20value`.
    SpaceDelimited,
    /// `name=value|value`.
    PipeDelimited,
    /// `name[key]=value`.
    DeepObject,
    /// A JSON text, for parameters that have a media type.
    Json,
}
