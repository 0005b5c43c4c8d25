//! Bodies of requests.

use super::Schema;

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether a call needs it.
    pub required: bool,
    /// What the document says about it.
    pub description: Option<String>,
    /// The ways to write it, in the order of the document; at least one.
    pub variants: Vec<BodyVariant>,
}

/// One way to write a body.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyVariant {
    /// The media type, as the document writes it.
    pub media_type: String,
    /// How values become bytes.
    pub encoding: Encoding,
    /// What its values look like.
    pub schema: Schema,
}

/// How values become bytes, or bytes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// JSON (RFC 8259), also in types with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded` (WHATWG URL section 5).
    Form,
    /// Text in UTF-8.
    Text,
    /// Bytes as they are.
    Bytes,
}
