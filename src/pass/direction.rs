//! Which ways do the values of each type travel?
//!
//! Requests do not carry what only the server sets, responses do not carry what only the caller
//! sets: a walk in one direction does not pass through the fields of the other.

use crate::api::{Access, Api, Definition, Kind, Schema, TypeId};

/// Marks the types that requests and responses reach.
pub(super) fn run(api: &mut Api) {
    for id in reached(api, api.sent(), Access::ReadOnly) {
        api.definition_mut(id).directions.request = true;
    }
    for id in reached(api, api.received(), Access::WriteOnly) {
        api.definition_mut(id).directions.response = true;
    }
}

/// Returns the types that schemas reach, without a way through fields of one access.
fn reached<'s>(
    api: &Api,
    schemas: impl Iterator<Item = &'s Schema>,
    without: Access,
) -> Vec<TypeId> {
    let mut queue: Vec<TypeId> = schemas.filter_map(Schema::named).collect();
    let mut seen = vec![false; api.types.len()];
    let mut reached = Vec::new();
    while let Some(id) = queue.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            reached.push(id);
            queue.extend(held(api.definition(id), without));
        }
    }
    reached
}

/// Returns the types that a type holds, without those of fields of one access.
fn held(definition: &Definition, without: Access) -> Vec<TypeId> {
    match &definition.kind {
        Kind::Object(object) => object
            .fields
            .iter()
            .filter(|field| field.access != without)
            .map(|field| &field.schema)
            .chain(&object.rest)
            .filter_map(Schema::named)
            .collect(),
        Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => definition
            .schemas()
            .into_iter()
            .filter_map(Schema::named)
            .collect(),
    }
}
