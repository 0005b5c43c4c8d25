//! Examples that are not of the type that the document says.

use std::collections::HashSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place, Report, codes};

/// How many contradictions are told of one document: those that generators write come by the thousand.
const MAX_TOLD: usize = 100;

/// How many characters of a value are told.
const MAX_SHOWN: usize = 60;

/// Where a value of an example stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::plan) enum At<'a> {
    /// It is a whole example.
    Example(&'a Place),
    /// It is a member of an object.
    Member(&'a At<'a>, &'a str),
    /// It is an item of a list.
    Item(&'a At<'a>, usize),
    /// Somewhere that is told of elsewhere.
    Nowhere,
}

impl At<'_> {
    /// Returns the place; `None` where it is told of elsewhere.
    fn place(&self) -> Option<Place> {
        match self {
            Self::Example(place) => Some((*place).clone().value()),
            Self::Member(holder, name) => Some(holder.place()?.join(name)),
            Self::Item(holder, index) => Some(holder.place()?.join(index)),
            Self::Nowhere => None,
        }
    }
}

/// What becomes of a value of another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plan) enum Sort {
    /// It is taken as one of the right type, and nothing is lost.
    Coerced,
    /// It is left out.
    Refused,
}

/// The contradictions that were found.
#[derive(Debug, Default)]
pub(super) struct Contradictions {
    found: Vec<(Place, Sort, String)>,
    places: HashSet<Place>,
}

impl Contradictions {
    /// Adds one, unless its place is known.
    pub(super) fn add(&mut self, at: &At<'_>, value: &Value, sort: Sort, expected: &str) {
        if self.found.len() >= MAX_TOLD {
            return;
        }
        let Some(place) = at.place() else { return };
        if !self.places.insert(place.clone()) {
            return;
        }
        let mut shown: String = value.to_string().chars().take(MAX_SHOWN + 1).collect();
        if shown.chars().count() > MAX_SHOWN {
            shown = shown.chars().take(MAX_SHOWN).collect();
            shown.push_str("..");
        }
        let message = format!("`{shown}` stands as an example of {expected}");
        self.found.push((place, sort, message));
    }

    /// Reports them, in the order in which they were found.
    pub(super) fn report(self, report: &mut Report) {
        for (place, sort, message) in self.found {
            let (code, label) = match sort {
                Sort::Coerced => (codes::COERCED_EXAMPLE, "taken as one, nothing is lost"),
                Sort::Refused => (codes::CONTRADICTORY_EXAMPLE, "left out"),
            };
            report.push(Diagnostic::new(code, message).label(place, label));
        }
    }
}
