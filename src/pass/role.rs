//! What is the role of an anonymous type, and what is it called after it?
//!
//! The role of a type is the field that holds it. Where types become one, in many places, the role is all
//! that these have in common.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::words;
use crate::api::{Api, Name, Segment, TypeId};

/// Returns the words of the field that holds a type, in the singular where it is one of many; `None`
/// where the document names it, or something else than a field holds it.
pub(super) fn of(name: &Name) -> Option<Vec<String>> {
    match name {
        Name::Given(_) => None,
        Name::Path(path) => Some(of_path(path)).filter(|words| !words.is_empty()),
    }
}

/// Returns the name of each group, of its role, or of that and what holds it; `None` where neither is
/// its own, so that it is called after its first place.
pub(super) fn names(api: &Api, groups: &[Vec<TypeId>]) -> Vec<Option<String>> {
    let taken: BTreeSet<Vec<String>> = api
        .types
        .iter()
        .filter_map(|definition| match &definition.name {
            Name::Given(given) => Some(words::of(given)),
            Name::Path(path) => match &path[..] {
                // So is called what became one before.
                [Segment::Field(name)] => Some(words::of(name)),
                _ => None,
            },
        })
        .collect();
    let candidates: Vec<[Vec<String>; 2]> = groups
        .iter()
        .map(|ids| {
            let paths = || ids.iter().map(|id| &api.definition(*id).name);
            let short = paths().filter_map(|name| match name {
                Name::Path(path) => Some(of_path(path)),
                Name::Given(_) => None,
            });
            let long = paths().filter_map(|name| match name {
                Name::Path(path) => with_holder(path),
                Name::Given(_) => None,
            });
            [most(short), most(long)]
        })
        .collect();
    let mut uses: HashMap<&[String], usize> = HashMap::new();
    for candidate in candidates.iter().flatten() {
        *uses.entry(candidate).or_default() += 1;
    }
    candidates
        .iter()
        .map(|both| {
            let own = both.iter().find(|words| {
                !words.is_empty() && uses[words.as_slice()] == 1 && !taken.contains(*words)
            });
            own.map(|words| words.join("_"))
        })
        .collect()
}

/// Returns the words of the field that a path ends in, behind those of the field that holds that one.
fn with_holder(path: &[Segment]) -> Option<Vec<String>> {
    let role = of_path(path);
    let end = path
        .iter()
        .rposition(|it| matches!(it, Segment::Field(_)))?;
    let holder = path[..end]
        .iter()
        .rposition(|it| matches!(it, Segment::Field(_)));
    let mut words = match (holder, path.first()) {
        (Some(at), _) => of_path(&path[at..end]),
        (None, Some(Segment::Type(name) | Segment::Webhook(name))) => words::of(name),
        (None, Some(Segment::Operation(id))) => words::of(id),
        (None, _) => return None,
    };
    if words == role {
        return None;
    }
    words.extend(role);
    Some(words)
}

/// Returns what comes most often, the first of the alphabet where several do.
fn most(words: impl Iterator<Item = Vec<String>>) -> Vec<String> {
    let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for words in words {
        *counts.entry(words).or_default() += 1;
    }
    let most = counts.values().copied().max();
    let first = counts.into_iter().find(|(_, count)| Some(*count) == most);
    first.map(|(words, _)| words).unwrap_or_default()
}

/// Returns the words of the field that a path ends in, one item of it in the singular; empty where
/// it ends in something else.
fn of_path(path: &[Segment]) -> Vec<String> {
    match path {
        [.., Segment::Field(field)] => words::of(field),
        [.., Segment::Field(field), Segment::Item | Segment::Value] => {
            let mut words = words::of(field);
            if let Some(singular) = words.last().and_then(|word| words::singular(word)) {
                words.pop();
                words.push(singular);
            }
            words
        }
        _ => Vec::new(),
    }
}
