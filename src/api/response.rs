//! Responses of operations.

use super::{Encoding, Schema, Shape, Xml};

/// A response that the document describes.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Which statuses it is for.
    pub status: Status,
    /// What the document says about it.
    pub description: Option<String>,
    /// Its headers, in the order of the document.
    pub headers: Vec<Header>,
    /// Its body, where it has one that is read as a whole.
    pub content: Option<Content>,
    /// The same as a stream of items, where it can be one.
    pub stream: Option<Stream>,
}

/// The body of a response that is a stream of items.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// The media type, as the document writes it.
    pub media_type: String,
    /// How bytes become items.
    pub format: StreamFormat,
    /// What an item looks like; of events, their data.
    pub schema: Schema,
}

/// How bytes become items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamFormat {
    /// Server-sent events (HTML Standard section 9.2) with data in JSON.
    Events,
    /// Server-sent events with data as it is.
    TextEvents,
    /// JSON texts, a line each, or a sequence of them (RFC 7464).
    JsonTexts,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// What its value is: text, a number, or true or false.
    pub shape: Shape,
    /// What the document says about it.
    pub description: Option<String>,
}

/// The body of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Content {
    /// The media type, as the document writes it.
    pub media_type: String,
    /// How bytes become values.
    pub encoding: Encoding,
    /// What its values look like.
    pub schema: Schema,
    /// How they stand in XML, where it is that.
    pub xml: Option<Xml>,
}

/// Which statuses a response is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All statuses of a class: 4 stands for 400 to 499.
    Range(u16),
    /// Every status that no other response is for.
    Default,
}

impl Status {
    /// Returns whether it is for successes only.
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(class) => class == 2,
            Self::Default => false,
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Range(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}
