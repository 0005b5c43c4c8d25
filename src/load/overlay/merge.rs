//! Merges the value of an action into a node (section Action Object).
//!
//! Objects are merged member by member, arrays are appended to, plain values replace plain values.
//! Nothing else fits together: [`mismatch`] finds it before [`merge`] changes anything.

use serde_json::Value;

use super::super::origins::{Origin, Origins};
use crate::diagnostic::Pointer;

/// Two values that cannot be merged.
#[derive(Debug)]
pub(super) struct Mismatch {
    /// The node in the document.
    pub(super) pointer: Pointer,
    /// What it is.
    pub(super) old: &'static str,
    /// The value in the overlay.
    pub(super) origin: Origin,
    /// What it is.
    pub(super) new: &'static str,
}

/// Returns what keeps `value` from being merged into the target of an action.
///
/// A target that is an array takes anything: what is not an array is appended as one item.
pub(super) fn mismatch(
    target: &Value,
    value: &Value,
    pointer: &Pointer,
    origin: &Origin,
) -> Option<Mismatch> {
    if target.is_array() {
        return None;
    }
    member_mismatch(target, value, pointer, origin)
}

fn member_mismatch(
    target: &Value,
    value: &Value,
    pointer: &Pointer,
    origin: &Origin,
) -> Option<Mismatch> {
    match (target, value) {
        (Value::Object(old), Value::Object(new)) => new.iter().find_map(|(key, value)| {
            member_mismatch(old.get(key)?, value, &pointer.join(key), &origin.join(key))
        }),
        _ if kind(target) == kind(value) => None,
        _ => Some(Mismatch {
            pointer: pointer.clone(),
            old: kind(target),
            origin: origin.clone(),
            new: kind(value),
        }),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => "a plain value",
    }
}

/// Merges `value` into `target`, and records where each new node comes from.
pub(super) fn merge(
    target: &mut Value,
    value: &Value,
    pointer: &Pointer,
    origin: &Origin,
    origins: &mut Origins,
) {
    match (target, value) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, value) in new {
                let (pointer, origin) = (pointer.join(key), origin.join(key));
                match old.get_mut(key) {
                    Some(target) => merge(target, value, &pointer, &origin, origins),
                    None => {
                        old.insert(key.clone(), value.clone());
                        origins.set(pointer, origin);
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(new)) => {
            for (index, item) in new.iter().enumerate() {
                origins.set(pointer.join(items.len()), origin.join(index));
                items.push(item.clone());
            }
        }
        (Value::Array(items), item) => {
            origins.set(pointer.join(items.len()), origin.clone());
            items.push(item.clone());
        }
        (target, value) => {
            *target = value.clone();
            origins.set(pointer.clone(), origin.clone());
        }
    }
}

/// Returns how many nodes a value has, and how deep it is.
pub(super) fn size(value: &Value) -> (usize, usize) {
    let children: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Object(members) => Box::new(members.values()),
        Value::Array(items) => Box::new(items.iter()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return (1, 0),
    };
    let (nodes, depth) = children.map(size).fold((0, 0), |(nodes, depth), child| {
        (nodes + child.0, depth.max(child.1))
    });
    (nodes + 1, depth + 1)
}
