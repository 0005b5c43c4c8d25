//! Finds the places of a report in their texts.
//!
//! Places enter, spans leave; a text is looked at when the first place in it is asked for, and
//! outlined at most once.

use std::collections::BTreeMap;

use super::super::{Place, Source, SourceId, Sources};
use crate::load::{Locator, Span};

/// The texts of a report.
pub(super) struct Spots<'a> {
    sources: &'a Sources,
    locators: BTreeMap<SourceId, Locator<'a>>,
}

/// A place in a text.
pub(super) struct Spot<'a> {
    /// The text.
    pub(super) source: &'a Source,
    /// Where in it; `None` for all of it.
    pub(super) span: Option<Span>,
}

impl<'a> Spots<'a> {
    /// Returns the texts without having looked at any of them.
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self {
            sources,
            locators: BTreeMap::new(),
        }
    }

    /// Returns the text that a place is in.
    #[cfg(feature = "cli")]
    pub(super) fn source(&self, place: &Place) -> &'a Source {
        self.sources.get(place.source())
    }

    /// Finds a place.
    pub(super) fn find(&mut self, place: &Place) -> Spot<'a> {
        let id = place.source();
        let source = self.sources.get(id);
        let span = match place {
            Place::Source(_) => None,
            Place::Position { line, column, .. } => {
                Some(self.locator(id).character(*line, *column))
            }
            Place::Node {
                pointer,
                occurrence,
                ..
            } => self.locator(id).key(pointer, *occurrence),
            Place::Value { pointer, .. } => self.locator(id).value(pointer),
        };
        Spot { source, span }
    }

    /// Returns `name:line:column` of a place, or what of it is known.
    pub(super) fn position(&mut self, place: &Place) -> String {
        let spot = self.find(place);
        let name = &spot.source.name;
        match spot.span {
            Some(span) => format!("{name}:{}:{}", span.line, span.column),
            None => name.clone(),
        }
    }

    /// Returns what finds places in a text.
    pub(super) fn locator(&mut self, id: SourceId) -> &Locator<'a> {
        let sources = self.sources;
        self.locators
            .entry(id)
            .or_insert_with(|| Locator::new(sources.get(id)))
    }
}
