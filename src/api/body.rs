//! Bodies of requests.

use super::{Example, Schema, Style, Xml};

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
    /// What its values look like; of a body in parts, anything where the caller names the parts.
    pub schema: Schema,
    /// The properties that are written in ways of their own, for forms and bodies in parts.
    pub properties: Vec<PropertyEncoding>,
    /// How they stand in XML, where they are sent as that.
    pub xml: Option<Xml>,
    /// An example value.
    pub example: Option<Example>,
}

/// How a property of a form is written (OpenAPI 3.0.3 section 4.7.15).
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyEncoding {
    /// The name of the property.
    pub name: String,
    /// How lists and objects are written, where that is said: as a parameter of the query would be.
    pub style: Option<Style>,
    /// The media type of its parts.
    pub content_type: Option<String>,
    /// The headers of its parts, those that can have one value only.
    pub headers: Vec<(String, String)>,
}

/// How values become bytes, or bytes values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Encoding {
    /// JSON (RFC 8259), also in types with the suffix `+json`.
    Json,
    /// `application/x-www-form-urlencoded` (WHATWG URL section 5).
    Form,
    /// In parts, `multipart/*` (RFC 2046 section 5.1, RFC 7578).
    Multipart,
    /// XML (XML 1.0) whose structure the document describes.
    Xml,
    /// Text in UTF-8.
    Text,
    /// Bytes as they are.
    Bytes,
}
