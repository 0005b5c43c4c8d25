//! Features: which groups need which models.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    api::{Api, Operation, Schema, TypeId},
    config::{Config, Layout},
};

/// The features of an SDK.
#[derive(Clone, Debug)]
pub(super) struct Features {
    /// For each type the features that need it; empty where all do.
    of_type: Vec<Vec<String>>,
}

impl Features {
    /// Returns the features that need a type; empty where all do.
    pub(super) fn of(&self, id: TypeId) -> &[String] {
        &self.of_type[id.index()]
    }
}

/// Returns the name of the feature that an operation is behind.
pub(super) fn name(group: &[String]) -> String {
    let words: Vec<_> = group
        .iter()
        .map(|part| super::ident::module(part))
        .collect();
    match words.join("_").trim_end_matches('_') {
        // Cargo gives these names a meaning of their own, or the runtime does.
        reserved @ ("default" | "rustls" | "native_tls" | "tracing" | "mock") => {
            format!("{reserved}_api")
        }
        name => name.to_owned(),
    }
}

/// Works out which features need each type.
pub(super) fn of(api: &Api, config: &Config) -> Features {
    if config.layout == Layout::Module {
        return Features {
            of_type: vec![Vec::new(); api.types.len()],
        };
    }
    let mut groups: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
    for operation in &api.operations {
        let roots = schemas(operation).into_iter().filter_map(Schema::named);
        groups
            .entry(name(&operation.group))
            .or_default()
            .extend(roots);
    }
    let mut of_type: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); api.types.len()];
    for (feature, roots) in &groups {
        let mut queue = roots.clone();
        while let Some(id) = queue.pop() {
            if of_type[id.index()].insert(feature) {
                queue.extend(
                    api.definition(id)
                        .schemas()
                        .into_iter()
                        .filter_map(Schema::named),
                );
            }
        }
    }
    let all = groups.len();
    Features {
        of_type: of_type
            .into_iter()
            .map(|features| match features.len() == all {
                true => Vec::new(),
                false => features.into_iter().map(str::to_owned).collect(),
            })
            .collect(),
    }
}

fn schemas(operation: &Operation) -> Vec<&Schema> {
    let parameters = operation
        .parameters
        .iter()
        .map(|parameter| &parameter.schema);
    let body = operation
        .body
        .iter()
        .flat_map(|body| &body.variants)
        .map(|variant| &variant.schema);
    let responses = operation
        .responses
        .iter()
        .filter_map(|response| Some(&response.content.as_ref()?.schema));
    parameters.chain(body).chain(responses).collect()
}
