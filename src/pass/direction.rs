//! Which ways do the values of each type travel?

use crate::api::{Api, Schema, TypeId};

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
