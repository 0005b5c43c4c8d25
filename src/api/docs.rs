//! What the document says about something.

use serde_json::Value;

use crate::diagnostic::Place;

/// What the document says about something, in CommonMark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The whole story.
    pub description: Option<String>,
    /// An example value.
    pub example: Option<Example>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}

/// An example value.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The value.
    pub value: Value,
    /// Where it stands in the document.
    pub place: Place,
}
