//! Which values must be held indirectly?
//!
//! A type that holds itself without a list or a map in between would be of infinite size. A
//! depth-first walk over the types finds the edges that lead back to a type whose walk has not
//! ended; only these are made indirect. So is every edge to a type that holds a long chain of others:
//! the compiler follows such chains no further than its recursion limit. The walk keeps its own stack:
//! chains of types may be long.

use crate::api::{Api, Definition, Kind, TypeId};

/// A value holds no longer chain of values directly, each in the one before. The recursion limit of
/// rustc is 128, and what callers make of a type uses some of it.
const LONGEST: usize = 32;

/// Marks the fields and variants that close a cycle, or would make a chain too long.
pub(super) fn run(api: &mut Api) {
    #[derive(Clone, Copy, PartialEq)]
    enum Walk {
        New,
        Open,
        Done,
    }
    let mut walks = vec![Walk::New; api.types.len()];
    // How long the chain of values is that a value of each type holds.
    let mut lengths = vec![0; api.types.len()];
    for start in (0..api.types.len()).map(TypeId::new) {
        if walks[start.index()] != Walk::New {
            continue;
        }
        let mut stack = vec![(start, edges(api.definition(start)))];
        walks[start.index()] = Walk::Open;
        while let Some((id, left)) = stack.last_mut() {
            let Some((place, target)) = left.pop() else {
                walks[id.index()] = Walk::Done;
                stack.pop();
                continue;
            };
            let id = *id;
            match walks[target.index()] {
                Walk::New => {
                    walks[target.index()] = Walk::Open;
                    // The edge again, when the walk over its target has ended.
                    left.push((place, target));
                    stack.push((target, edges(api.definition(target))));
                }
                Walk::Done if lengths[target.index()] + 1 < LONGEST => {
                    let length = lengths[target.index()] + 1;
                    lengths[id.index()] = length.max(lengths[id.index()]);
                }
                Walk::Open | Walk::Done => make_indirect(api.definition_mut(id), place),
            }
        }
    }
}

/// Returns the types whose values a type holds directly, the first at the end, each with the number of the
/// schema that says so: that of a tuple may name several.
fn edges(definition: &Definition) -> Vec<(usize, TypeId)> {
    let schemas = definition.schemas().into_iter().enumerate();
    let mut edges: Vec<_> = schemas
        .flat_map(|(place, schema)| schema.held().into_iter().map(move |id| (place, id)))
        .collect();
    edges.reverse();
    edges
}

/// Makes a field or a variant indirect; where it is a tuple, all of it.
fn make_indirect(definition: &mut Definition, edge: usize) {
    match &mut definition.kind {
        Kind::Object(object) => {
            if let Some(field) = object.fields.get_mut(edge) {
                field.indirect = true;
            }
        }
        Kind::Union(union) => {
            if let Some(variant) = union.variants.get_mut(edge) {
                variant.indirect = true;
            }
        }
        // A wrapper holds a list or a map, whose values are on the heap already, or a tuple, which it
        // always holds indirectly.
        Kind::Wrapper(_) | Kind::Enumeration(_) => {}
    }
}
