//! Which types does anybody reach?

use crate::api::{Api, Schema, TypeId};

/// Removes the types that no operation reaches.
pub(super) fn run(api: &mut Api) {
    let mut reached = vec![false; api.types.len()];
    for id in api.reached(api.sent().chain(api.received())) {
        reached[id.index()] = true;
    }
    let mut next = 0;
    let new_ids: Vec<TypeId> = reached
        .iter()
        .map(|kept| {
            let id = TypeId::new(next);
            next += usize::from(*kept);
            id
        })
        .collect();
    for definition in &mut api.types {
        definition.twin = definition
            .twin
            .filter(|twin| reached[twin.index()])
            .map(|twin| new_ids[twin.index()]);
    }
    let mut kept = reached.iter();
    api.types
        .retain(|_| kept.next().copied().unwrap_or_default());
    redirect(api, |id| new_ids[id.index()]);
}

/// Gives every reference to a type another target.
pub(super) fn redirect(api: &mut Api, target: impl Fn(TypeId) -> TypeId) {
    let change = |schema: &mut Schema| {
        for id in schema.named_mut() {
            *id = target(*id);
        }
    };
    api.sent_mut().for_each(change);
    api.received_mut().for_each(change);
    let types = api.types.iter_mut();
    types
        .flat_map(|definition| definition.schemas_mut())
        .for_each(change);
}
