//! Which types does anybody reach?

use crate::api::{Api, Schema, TypeId};

/// Removes the types that no operation reaches.
pub(super) fn run(api: &mut Api) {
    let mut reached = vec![false; api.types.len()];
    let mut queue: Vec<TypeId> = Vec::new();
    for operation in &mut api.operations {
        queue.extend(operation_schemas(operation).filter_map(|schema| schema.named()));
    }
    while let Some(id) = queue.pop() {
        if std::mem::replace(&mut reached[id.index()], true) {
            continue;
        }
        queue.extend(
            api.definition(id)
                .schemas()
                .into_iter()
                .filter_map(Schema::named),
        );
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
    let operations = api.operations.iter_mut().flat_map(operation_schemas);
    let types = api
        .types
        .iter_mut()
        .flat_map(|definition| definition.schemas_mut());
    for schema in operations.chain(types) {
        if let Some(id) = schema.named_mut() {
            *id = target(*id);
        }
    }
}

/// Returns every schema that an operation uses directly.
fn operation_schemas(operation: &mut crate::api::Operation) -> impl Iterator<Item = &mut Schema> {
    let parameters = operation
        .parameters
        .iter_mut()
        .map(|parameter| &mut parameter.schema);
    let body = operation
        .body
        .iter_mut()
        .flat_map(|body| body.variants.iter_mut().map(|variant| &mut variant.schema));
    let responses = operation
        .responses
        .iter_mut()
        .filter_map(|response| response.content.as_mut().map(|content| &mut content.schema));
    parameters.chain(body).chain(responses)
}
