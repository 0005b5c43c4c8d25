//! The client, its builder, and the manifest of the crate.

use heck::{ToKebabCase, ToShoutySnakeCase};

use crate::{
    api::{Api, Parameter},
    config::{Config, CrateName},
};

use super::{
    credential, docs,
    ident::{self, Taken},
    needs::Needs,
    sdk::{Client, ClientParameter, Package},
    server::Servers,
};

/// Setters that every builder has.
const BUILDER: [&str; 14] = [
    "server",
    "base_url",
    "timeout",
    "connect_timeout",
    "header",
    "user_agent",
    "retry",
    "max_body",
    "hook",
    "before_request",
    "after_response",
    "transport",
    "build",
    "new",
];

/// How many characters of a title are part of the name of the crate: registries take 64.
const MAX_NAME: usize = 60;

/// How many characters of a title are shown.
const MAX_TITLE: usize = 200;

/// Plans what the manifest says.
pub(super) fn package(api: &Api, config: &Config) -> Package {
    let from_title = || {
        let start: String = api.title.chars().take(MAX_NAME).collect();
        CrateName::from_title(&start)
    };
    let name = config.name.clone().or_else(from_title);
    let (name, crate_ident) = match &name {
        Some(name) => (name.as_str().to_owned(), name.module()),
        None => ("sdk".to_owned(), "sdk".to_owned()),
    };
    let title = api.title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title: String = docs::visible(&title).chars().take(MAX_TITLE).collect();
    let title = match title.trim() {
        "" => name.clone(),
        title => title.to_owned(),
    };
    let description = config
        .description
        .clone()
        .unwrap_or_else(|| format!("Client of the {title}"));
    let needs = Needs::of(api, config);
    Package {
        crate_ident,
        version: config.version.to_string(),
        api_version: api.version.clone(),
        description,
        license: config.license.clone(),
        repository: config.repository.clone(),
        authors: config.authors.clone(),
        docs: api
            .description
            .as_deref()
            .map(|text| docs::markdown(text, 0))
            .unwrap_or_default(),
        dependencies: needs.crates.into_iter().collect(),
        parts: needs.parts.into_iter().collect(),
        title,
        name,
    }
}

/// Plans the client.
pub(super) fn client(
    api: &Api,
    config: &Config,
    package: &Package,
    servers: &Servers<'_>,
) -> Client {
    let prefix = env_prefix(config, &package.name);
    let mut setters = Taken::with(&BUILDER);
    let credentials = credential::credentials(api, &prefix, &mut setters);
    let parameters: Vec<ClientParameter> = config
        .client_parameters
        .iter()
        .filter_map(|name| {
            let mut all = api
                .operations
                .iter()
                .flat_map(|operation| &operation.parameters);
            let parameter =
                all.find(|parameter| parameter.client_level && parameter.name == *name)?;
            let mut lines = vec![format!(
                "Sets {} for all calls that take it and do not set it themselves.",
                docs::code(name)
            )];
            docs::paragraph(&mut lines, docs::lines(&parameter.docs, 4));
            Some(ClientParameter {
                setter: setters.claim(&ident::value(name)),
                wire: name.clone(),
                example: example(parameter),
                docs: lines,
            })
        })
        .collect();
    Client {
        servers: servers.variants(api),
        credentials,
        parameters,
        server_variables: servers.setters(api, &mut setters),
        server_placeholders: servers.placeholders(),
    }
}

/// Returns what the names of environment variables begin with.
pub(super) fn env_prefix(config: &Config, package: &str) -> String {
    match &config.env_prefix {
        Some(prefix) => prefix.as_str().to_owned(),
        None => package.to_shouty_snake_case(),
    }
}

/// Returns a text to show as the value of a parameter.
pub(super) fn example(parameter: &Parameter) -> String {
    let example = parameter.docs.example.as_ref();
    match example.map(|example| &example.value) {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(value @ (serde_json::Value::Number(_) | serde_json::Value::Bool(_))) => {
            value.to_string()
        }
        _ => parameter.name.to_kebab_case(),
    }
}
