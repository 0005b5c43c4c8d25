//! Tags of operations.

/// What the document says about a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// The name of the tag that it is below.
    pub parent: Option<String>,
    /// What it is for, where that is not to group operations.
    pub kind: Option<String>,
}

impl Tag {
    /// Returns whether it groups operations: its kind is `nav`, or not given.
    pub fn groups(&self) -> bool {
        self.kind.as_deref().is_none_or(|kind| kind == "nav")
    }
}
