//! Places in documents.

use std::fmt::{self, Write};

use super::SourceId;

/// Where a diagnostic points.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A whole source, for example an empty file.
    Source(SourceId),
    /// A line and a column of a source, both counted from 1; columns count characters.
    Position {
        /// The source.
        source: SourceId,
        /// The line.
        line: usize,
        /// The column.
        column: usize,
    },
    /// A node of a source that could be parsed.
    Node {
        /// The source.
        source: SourceId,
        /// The node.
        pointer: Pointer,
        /// For a key that stands there more than once: which, counted from 0.
        occurrence: usize,
    },
    /// What stands behind the key of a node; for an item the item.
    Value {
        /// The source.
        source: SourceId,
        /// The node.
        pointer: Pointer,
    },
}

impl Place {
    /// Returns the place of a node.
    pub fn node(source: SourceId, pointer: Pointer) -> Self {
        Self::Node {
            source,
            pointer,
            occurrence: 0,
        }
    }

    /// Returns the value of a node in place of its key; any other place stays what it is.
    #[must_use]
    pub fn value(self) -> Self {
        match self {
            Self::Node {
                source, pointer, ..
            } => Self::Value { source, pointer },
            Self::Source(_) | Self::Position { .. } | Self::Value { .. } => self,
        }
    }

    /// Returns a member or an item of the node; any place that is no node stays what it is.
    #[must_use]
    pub fn join(self, token: impl fmt::Display) -> Self {
        match self {
            Self::Node {
                source, pointer, ..
            }
            | Self::Value { source, pointer } => Self::Value {
                source,
                pointer: pointer.join(token),
            },
            Self::Source(_) | Self::Position { .. } => self,
        }
    }

    /// Returns the source that this place is in.
    pub fn source(&self) -> SourceId {
        match self {
            Self::Source(source)
            | Self::Position { source, .. }
            | Self::Node { source, .. }
            | Self::Value { source, .. } => *source,
        }
    }
}

/// A JSON pointer (RFC 6901), unescaped by [`Pointer::tokens`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the pointer that a text such as `/paths/~1pets/get` is, or `None` where it does not
    /// start with `/`.
    pub fn parse(text: &str) -> Option<Self> {
        (text.is_empty() || text.starts_with('/')).then(|| Self(text.to_owned()))
    }

    /// Returns the pointer to a member or an item of this node.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut text = String::with_capacity(self.0.len() + 16);
        text.push_str(&self.0);
        text.push('/');
        let start = text.len();
        // Writing to a string cannot fail.
        let _ = write!(text, "{token}");
        if text[start..].contains(['~', '/']) {
            for character in text.split_off(start).chars() {
                match character {
                    '~' => text.push_str("~0"),
                    '/' => text.push_str("~1"),
                    other => text.push(other),
                }
            }
        }
        Self(text)
    }

    /// Returns the pointer to the node that `rest` names when it is read from this node.
    #[must_use]
    pub fn append(&self, rest: &Self) -> Self {
        Self(format!("{}{}", self.0, rest.0))
    }

    /// Returns this pointer as read from `base`, or `None` where `base` does not hold this node.
    pub fn strip_prefix(&self, base: &Self) -> Option<Self> {
        let rest = self.0.strip_prefix(&base.0)?;
        Self::parse(rest)
    }

    /// Returns the pointer to the node that holds this one, or `None` for the whole document.
    pub fn parent(&self) -> Option<Self> {
        self.0.rfind('/').map(|cut| Self(self.0[..cut].to_owned()))
    }

    /// Returns the tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> + '_ {
        self.escaped_tokens().map(Self::unescape)
    }

    /// Returns the tokens as they are written.
    pub fn escaped_tokens(&self) -> impl Iterator<Item = &str> {
        self.0.split('/').skip(1)
    }

    /// Returns what a token stands for.
    pub fn unescape(token: &str) -> String {
        let mut text = String::with_capacity(token.len());
        let mut rest = token;
        while let Some((before, escape)) = rest.split_once('~') {
            text.push_str(before);
            let (character, length) = match escape.as_bytes().first() {
                Some(b'0') => ('~', 1),
                Some(b'1') => ('/', 1),
                // No escape, so what was written.
                Some(_) | None => ('~', 0),
            };
            text.push(character);
            rest = &escape[length..];
        }
        text.push_str(rest);
        text
    }

    /// Returns the last token, unescaped; empty for the whole document.
    pub fn last(&self) -> String {
        let last = self.0.rsplit_once('/').map(|(_, last)| last);
        last.map(Self::unescape).unwrap_or_default()
    }

    /// Returns the escaped text, for example `/paths/~1pets/get`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
