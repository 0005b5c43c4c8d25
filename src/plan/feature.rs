//! Features: which groups need which models.

use std::collections::BTreeMap;

use crate::{
    api::{Api, Schema, TypeId},
    config::{Config, Layout},
};

/// The feature of what only webhooks need; a group of that name shares it.
pub(super) const WEBHOOKS: &str = "webhooks";

/// How many features a type may be behind: each is named beside each type, so their number would
/// grow with the product of groups and types.
const MAX_FEATURES: usize = 32;

/// The features of an SDK.
#[derive(Clone, Debug)]
pub(super) struct Features {
    /// For each type the features that need it; empty where all or very many do.
    of_type: Vec<Vec<String>>,
}

impl Features {
    /// Returns the features that need a type; empty where all or very many do.
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
        reserved @ ("blocking" | "cli" | "default" | "mock" | "native_tls" | "rustls"
        | "rustls_no_provider" | "tracing" | "xml") => {
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
    let mut groups: BTreeMap<String, Vec<&Schema>> = BTreeMap::new();
    for operation in &api.operations {
        let schemas = groups.entry(name(&operation.group)).or_default();
        schemas.extend(operation.request_schemas());
        schemas.extend(operation.response_schemas());
    }
    for webhook in &api.webhooks {
        let schemas = groups.entry(WEBHOOKS.to_owned()).or_default();
        schemas.extend(webhook.operation.request_schemas());
        schemas.extend(webhook.operation.response_schemas());
    }
    let mut of_type: Vec<Vec<String>> = vec![Vec::new(); api.types.len()];
    for (feature, schemas) in &groups {
        let mut queue: Vec<TypeId> = schemas.iter().flat_map(|it| it.named()).collect();
        while let Some(id) = queue.pop() {
            let features = &mut of_type[id.index()];
            // What so many need is always there, and so is what it is made of: no need to go on.
            if features.len() <= MAX_FEATURES && features.last() != Some(feature) {
                features.push(feature.clone());
                let schemas = api.definition(id).schemas();
                queue.extend(schemas.into_iter().flat_map(Schema::named));
            }
        }
    }
    let all = groups.len();
    for features in &mut of_type {
        if features.len() == all || features.len() > MAX_FEATURES {
            features.clear();
        }
    }
    Features { of_type }
}
