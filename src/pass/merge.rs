//! Which anonymous types are one type?
//!
//! Enumerations that stand in several places under the same name, with the same values, become one
//! type of that name. A name of one word (`action`, `status`) says too little for that: such types
//! stay apart and are named after what holds them.

use std::collections::HashMap;

use super::{prune, words};
use crate::api::{Api, Kind, Literal, Name, Segment, TypeId};

/// Merges enumerations.
pub(super) fn run(api: &mut Api) {
    let mut groups: HashMap<(Vec<String>, Vec<Literal>), Vec<TypeId>> = HashMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let Kind::Enumeration(enumeration) = &definition.kind else {
            continue;
        };
        let words = match &definition.name {
            Name::Given(given) => words::of(given),
            Name::Path(path) => field_words(path),
        };
        if words.len() > 1 {
            let mut values: Vec<_> = enumeration
                .values
                .iter()
                .map(|value| value.literal.clone())
                .collect();
            values.sort();
            groups
                .entry((words, values))
                .or_default()
                .push(TypeId::new(index));
        }
    }
    let mut target: Vec<TypeId> = (0..api.types.len()).map(TypeId::new).collect();
    // The order does not matter: groups share no type.
    let mut groups: Vec<_> = groups
        .into_iter()
        .filter(|(_, ids)| ids.len() > 1)
        .collect();
    groups.sort_by_key(|(_, ids)| ids[0]);
    for ((words, _), ids) in groups {
        let given = ids
            .iter()
            .find(|id| matches!(api.definition(**id).name, Name::Given(_)));
        let first = ids.iter().min_by_key(|id| &api.definition(**id).origin);
        let Some(kept) = given.or(first).copied() else {
            continue;
        };
        if given.is_none() {
            api.definition_mut(kept).name = Name::Path(vec![Segment::Field(words.join("_"))]);
        }
        for id in ids {
            target[id.index()] = kept;
        }
    }
    prune::redirect(api, |id| target[id.index()]);
}

/// Returns the words of the field that a path ends in, one item of it in the singular; empty where
/// it ends in something else.
fn field_words(path: &[Segment]) -> Vec<String> {
    match path {
        [.., Segment::Field(field)] => words::of(field),
        [.., Segment::Field(field), Segment::Item] => {
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
