//! Which ways do the values of each type travel?
//!
//! A field that only one side may set is not always there in a type whose values travel both ways:
//! what the server sets is missing in requests, what the caller sets in responses.

use crate::api::{Access, Api, Definition, Kind, Schema, TypeId};

/// Marks the types that requests and responses reach.
pub(super) fn run(api: &mut Api) {
    let requests = api.operations.iter().flat_map(|operation| {
        let parameters = operation
            .parameters
            .iter()
            .map(|parameter| &parameter.schema);
        let body = operation.body.iter().flat_map(|body| &body.variants);
        parameters.chain(body.map(|variant| &variant.schema))
    });
    let responses = api.operations.iter().flat_map(|operation| {
        operation
            .responses
            .iter()
            .filter_map(|response| Some(&response.content.as_ref()?.schema))
    });
    let requests = requests.filter_map(Schema::named).collect();
    let responses = responses.filter_map(Schema::named).collect();
    for id in reached(api, requests) {
        api.definition_mut(id).directions.request = true;
    }
    for id in reached(api, responses) {
        api.definition_mut(id).directions.response = true;
    }
    api.types.iter_mut().for_each(relax);
}

/// Requires no field of the side that may not set it.
fn relax(definition: &mut Definition) {
    let directions = definition.directions;
    let Kind::Object(object) = &mut definition.kind else {
        return;
    };
    for field in &mut object.fields {
        let missing = match field.access {
            Access::ReadWrite => false,
            Access::ReadOnly => directions.request,
            Access::WriteOnly => directions.response,
        };
        field.required &= !missing;
    }
}

fn reached(api: &Api, mut queue: Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; api.types.len()];
    let mut reached = Vec::new();
    while let Some(id) = queue.pop() {
        if !std::mem::replace(&mut seen[id.index()], true) {
            reached.push(id);
            queue.extend(
                api.definition(id)
                    .schemas()
                    .into_iter()
                    .filter_map(Schema::named),
            );
        }
    }
    reached
}
