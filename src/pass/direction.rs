//! Which ways do the values of each type travel?
//!
//! Requests do not carry what only the server sets, responses do not carry what only the caller
//! sets: a walk in one direction does not pass through the fields of the other.

use crate::api::{Access, Api};

/// Marks the types that requests and responses reach.
pub(super) fn run(api: &mut Api) {
    for id in api.reached_through(api.sent(), |access| access != Access::ReadOnly) {
        api.definition_mut(id).directions.request = true;
    }
    for id in api.reached_through(api.received(), |access| access != Access::WriteOnly) {
        api.definition_mut(id).directions.response = true;
    }
}
