//! Which anonymous enumerations are one type?
//!
//! Enumerations that stand in several places under the same name, with the same values, become one
//! type of that name. A name of one word (`action`, `status`) says too little for that: such types
//! stay apart and are named after what holds them.

use std::collections::HashMap;

use super::{prune, role, words};
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
            name @ Name::Path(_) => role::of(name).unwrap_or_default(),
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
    let mut groups: Vec<Vec<TypeId>> = groups.into_values().filter(|ids| ids.len() > 1).collect();
    groups.sort_by_key(|ids| ids[0]);
    let names = role::names(api, &groups);
    for (ids, name) in groups.into_iter().zip(names) {
        let given = ids
            .iter()
            .find(|id| matches!(api.definition(**id).name, Name::Given(_)));
        let first = ids.iter().min_by_key(|id| &api.definition(**id).origin);
        let Some(kept) = given.or(first).copied() else {
            continue;
        };
        if let (None, Some(name)) = (given, name) {
            api.definition_mut(kept).name = Name::Path(vec![Segment::Field(name)]);
        }
        for id in ids {
            target[id.index()] = kept;
        }
    }
    prune::redirect(api, |id| target[id.index()]);
}
