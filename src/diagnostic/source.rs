//! The texts that diagnostics point into.

/// The name of what was read from standard input.
pub const STANDARD_INPUT: &str = "<stdin>";

/// Names a text of [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(usize);

/// One text that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// How the user named it: a path as it was given, or `<stdin>`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Every text that was read in one run: the document, the files that it refers to, overlays and
/// settings.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    sources: Vec<Source>,
}

impl Sources {
    /// Adds a text and returns its id.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.sources.push(Source {
            name: name.into(),
            text: text.into(),
        });
        SourceId(self.sources.len() - 1)
    }

    /// Returns a text.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.sources[id.0]
    }

    /// Returns all texts with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(index, source)| (SourceId(index), source))
    }
}
