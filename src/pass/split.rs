//! Which types differ between requests and responses?
//!
//! A field that only one side may set is not there in values that travel the other way. In a type
//! that travels one way it is left out, or kept as it is. A type that travels both ways stays one
//! type where all such fields are optional; where one is required, nobody could rely on it, and the
//! type is split: the type of responses keeps its name and its place, the type of requests is added.
//! Whatever holds a type that is split, and travels both ways itself, is split with it.
//!
//! What enters are types with their directions. What leaves are types of which none has a required
//! field that one of its directions lacks.

use std::collections::HashMap;

use crate::api::{
    Access, Api, Definition, Directions, Kind, Name, Object, Schema, Segment, TypeId,
};

/// Splits types, and leaves out the fields that a direction lacks.
pub(super) fn run(api: &mut Api) {
    let twins = split(api);
    for index in 0..api.types.len() {
        let definition = &mut api.types[index];
        restrict(definition);
        let directions = definition.directions;
        let to_twin = |schema: &mut Schema| {
            for id in schema.named_mut() {
                *id = twins.get(id).copied().unwrap_or(*id);
            }
        };
        match (&mut definition.kind, directions.response) {
            (_, false) => definition.schemas_mut().into_iter().for_each(to_twin),
            // What only callers set is of a type of requests wherever it is.
            (Kind::Object(object), true) => object
                .fields
                .iter_mut()
                .filter(|field| field.access == Access::WriteOnly)
                .for_each(|field| to_twin(&mut field.schema)),
            (Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_), true) => {}
        }
    }
    for schema in api.sent_mut() {
        for id in schema.named_mut() {
            *id = twins.get(id).copied().unwrap_or(*id);
        }
    }
}

/// Adds the types of requests; returns them by the types of responses.
fn split(api: &mut Api) -> HashMap<TypeId, TypeId> {
    let apart = differing(api);
    let mut twins = HashMap::new();
    for id in (0..api.types.len()).map(TypeId::new) {
        if !apart[id.index()] {
            continue;
        }
        let twin = TypeId::new(api.types.len());
        let original = api.definition_mut(id);
        let mut definition = original.clone();
        original.directions.request = false;
        original.twin = Some(twin);
        definition.directions.response = false;
        definition.twin = Some(id);
        definition.name = requested(&definition.name);
        api.types.push(definition);
        twins.insert(id, twin);
    }
    twins
}

/// Returns for each type whether it is to be split.
fn differing(api: &Api) -> Vec<bool> {
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); api.types.len()];
    let mut queue = Vec::new();
    for id in (0..api.types.len()).map(TypeId::new) {
        let definition = api.definition(id);
        if !travels_both_ways(definition.directions) {
            continue;
        }
        if definition.object().is_some_and(requires_one_side) {
            queue.push(id);
        }
        for held in definition.held_through(|access| access == Access::ReadWrite) {
            holders[held.index()].push(id);
        }
    }
    let mut differing = vec![false; api.types.len()];
    while let Some(id) = queue.pop() {
        if !std::mem::replace(&mut differing[id.index()], true) {
            queue.append(&mut holders[id.index()]);
        }
    }
    differing
}

fn travels_both_ways(directions: Directions) -> bool {
    directions.request && directions.response
}

/// Returns whether a field is always there in one direction and never in the other.
fn requires_one_side(object: &Object) -> bool {
    object
        .fields
        .iter()
        .any(|field| field.required && field.access != Access::ReadWrite)
}

/// Leaves out the fields that the only direction of a type lacks.
fn restrict(definition: &mut Definition) {
    let directions = definition.directions;
    let Kind::Object(object) = &mut definition.kind else {
        return;
    };
    object.fields.retain(|field| match field.access {
        Access::ReadWrite => true,
        Access::ReadOnly => directions.response,
        Access::WriteOnly => directions.request,
    });
}

/// Returns what the part of a type that requests have is called.
fn requested(name: &Name) -> Name {
    let mut path = match name {
        Name::Given(given) => vec![Segment::Type(given.clone())],
        Name::Path(path) => path.clone(),
    };
    path.push(Segment::Requested);
    Name::Path(path)
}

#[cfg(test)]
mod tests;
