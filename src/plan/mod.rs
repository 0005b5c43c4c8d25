//! API to SDK: every Rust name, path, type and line of documentation is decided here.
//!
//! What enters is a finished [`Api`]; what leaves is an [`Sdk`] that `emit` prints without looking
//! anything up. Nothing here makes tokens.

mod client;
mod credential;
mod docs;
mod enumeration;
mod example;
mod feature;
mod group;
mod header;
mod ident;
mod model;
mod needs;
mod operation;
mod outcome;
mod paging;
mod rules;
mod sdk;
mod server;
mod types;
mod union;
mod webhook;

pub use docs::{DocLine, code, is_hidden, plain, summary_of, visible};
pub use example::{Expression, Rest as ExpressionRest};
pub use rules::Rule;
pub use sdk::{
    Argument, BodyMethod, Client, ClientCredentials, ClientParameter, Credential, CredentialKind,
    Field, FieldKind, Group, Model, ModelKind, NextPage, Operation, Outcome, OutcomeVariant,
    Package, Paging, RequestBody, ResponseHeader, ResponseKind, Rest, Sdk, Server, ServerChoice,
    ServerPlaceholder, ServerVariable, Setter, StreamKind, StreamOutcome, Tag, UnionVariant,
    Variant,
};
pub use types::{Scope, Type};
pub use webhook::{Header, Received, Webhook, Webhooks};

use crate::{api::Api, config::Config, diagnostic::Report};

/// Plans the SDK of an API.
pub fn plan(api: &Api, config: &Config, report: &mut Report) -> Sdk {
    let names = model::names(api, report);
    let features = feature::of(api, config);
    let models = model::models(api, config, &names, &features);
    let mut package = client::package(api, config);
    let servers = server::Servers::of(api);
    let groups = group::groups(api, config, &names, &servers);
    let client = client::client(api, config, &package, &servers);
    if !client.server_variables.is_empty() {
        package.parts.push("server_variables");
    }
    if client.credentials.iter().any(|it| it.client.is_some()) {
        package
            .parts
            .extend(["client_credentials", "discovery", "token_flow"]);
    }
    package.parts.extend(group::parts_of_runtime(&groups));
    Sdk {
        package,
        client,
        deprecated: Sdk::deprecates(&groups, &models),
        groups,
        models,
        webhooks: webhook::webhooks(api, config, &names),
    }
}
