//! What the document says about something.

use serde_json::Value;

/// What the document says about something, in CommonMark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The whole story.
    pub description: Option<String>,
    /// An example value.
    pub example: Option<Value>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}
