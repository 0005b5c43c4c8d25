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
    /// The same in other media types, which callers can ask for instead; of successes only.
    pub alternatives: Vec<Alternative>,
}

impl Response {
    /// Returns the schemas of its bodies.
    pub fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let content = self.content.as_ref().map(|content| &content.schema);
        let stream = self.stream.as_ref().map(|stream| &stream.schema);
        let alternatives = self.alternatives.iter().map(Alternative::schema);
        content.into_iter().chain(stream).chain(alternatives)
    }

    /// Returns the schemas of its bodies, to be changed.
    pub fn schemas_mut(&mut self) -> impl Iterator<Item = &mut Schema> {
        let content = self.content.as_mut().map(|it| &mut it.schema);
        let stream = self.stream.as_mut().map(|it| &mut it.schema);
        let alternatives = self.alternatives.iter_mut().map(Alternative::schema_mut);
        content.into_iter().chain(stream).chain(alternatives)
    }
}

/// The body of a response in another media type than its usual one.
#[derive(Clone, Debug, PartialEq)]
pub enum Alternative {
    /// As a whole.
    Content(Content),
    /// As a stream of items.
    Stream(Stream),
}

impl Alternative {
    /// Returns the media type, as the document writes it.
    pub fn media_type(&self) -> &str {
        match self {
            Self::Content(content) => &content.media_type,
            Self::Stream(stream) => &stream.media_type,
        }
    }

    /// Returns what its values look like, or its items.
    pub fn schema(&self) -> &Schema {
        match self {
            Self::Content(content) => &content.schema,
            Self::Stream(stream) => &stream.schema,
        }
    }

    fn schema_mut(&mut self) -> &mut Schema {
        match self {
            Self::Content(content) => &mut content.schema,
            Self::Stream(stream) => &mut stream.schema,
        }
    }
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
