//! Finds nodes in the text again.
//!
//! A source and a pointer enter, a range of bytes leaves. Nothing here runs unless a diagnostic is
//! rendered: trees carry no positions, and a text is outlined once, when the first place in it is
//! asked for. A node that the text does not have (an overlay's copy, a merged key) gives the nearest
//! node around it that the text has.

mod json;
mod lines;
mod outline;
mod yaml;

use std::cell::OnceCell;
use std::ops::Range;

use super::format::Format;
use crate::diagnostic::{Pointer, Source};
pub(crate) use lines::Lines;
use outline::{Found, Outline};

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset behind the last byte.
    pub end: usize,
    /// The line of the first character, counted from 1.
    pub line: usize,
    /// The column of the first character, counted from 1 in characters.
    pub column: usize,
}

/// Returns where a node is: the key of a member, the value of an item or of the whole document.
///
/// Of a key that stands in an object more than once, `occurrence` says which, counted from 0.
/// Where the node does not exist, its nearest existing ancestor is returned; `None` only where
/// nothing of the text could be read.
pub fn locate(source: &Source, pointer: &Pointer, occurrence: usize) -> Option<Span> {
    Locator::new(source).key(pointer, occurrence)
}

/// Finds many nodes in one text.
#[derive(Debug)]
pub(crate) struct Locator<'a> {
    text: &'a str,
    format: Format,
    lines: Lines,
    outline: OnceCell<Outline<'a>>,
}

impl<'a> Locator<'a> {
    /// Returns a locator that has not looked at the structure of the text yet.
    pub(crate) fn new(source: &'a Source) -> Self {
        Self {
            text: &source.text,
            format: Format::of(source),
            lines: Lines::of(&source.text),
            outline: OnceCell::new(),
        }
    }

    /// Returns the text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the lines of the text.
    #[cfg(feature = "cli")]
    pub(crate) fn lines(&self) -> &Lines {
        &self.lines
    }

    /// Returns the key of a member, or the value of an item.
    pub(crate) fn key(&self, pointer: &Pointer, occurrence: usize) -> Option<Span> {
        let found = self.find(pointer, occurrence)?;
        Some(self.span(found.key.unwrap_or(found.value)))
    }

    /// Returns the value of a member or of an item; the key where the node itself is not found.
    pub(crate) fn value(&self, pointer: &Pointer) -> Option<Span> {
        let found = self.find(pointer, 0)?;
        let range = match found.key {
            // An absent value, as in `key:`, has nothing to show.
            Some(key) if !found.exact || found.value.is_empty() => key,
            Some(_) | None => found.value,
        };
        Some(self.span(range))
    }

    /// Returns the character at a line and a column, both counted from 1; behind the end of a line
    /// or of the text, its last character.
    pub(crate) fn character(&self, line: usize, column: usize) -> Span {
        let range = self.lines.range(self.text, line);
        let content = &self.text[range.clone()];
        let (offset, length) = content
            .char_indices()
            .nth(column.saturating_sub(1))
            .or_else(|| content.char_indices().last())
            .map_or((0, 0), |(offset, character)| (offset, character.len_utf8()));
        let start = range.start + offset;
        self.span(start..start + length)
    }

    fn find(&self, pointer: &Pointer, occurrence: usize) -> Option<Found> {
        self.outline
            .get_or_init(|| match self.format {
                Format::Json => json::outline(self.text),
                Format::Yaml => yaml::outline(self.text),
            })
            .find(pointer, occurrence)
    }

    fn span(&self, range: Range<usize>) -> Span {
        let (line, column) = self.lines.position(self.text, range.start);
        Span {
            start: range.start,
            end: range.end,
            line,
            column,
        }
    }
}

#[cfg(test)]
mod tests;
