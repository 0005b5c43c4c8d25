//! API to SDK: every Rust name, path, type and line of documentation is decided here.
//!
//! What enters is a finished [`Api`]; what leaves is an [`Sdk`] that `emit` prints without looking
//! anything up. Nothing here makes tokens.

mod alternative;
mod cli;
mod client;
mod credential;
mod docs;
mod enumeration;
mod example;
mod expression;
mod feature;
mod group;
mod header;
mod ident;
mod model;
mod needs;
mod operation;
mod outcome;
mod page;
mod paging;
mod program;
mod rules;
mod sdk;
mod server;
mod types;
mod union;
mod webhook;
mod xml;

pub use docs::{Anchors, DocLine, brief, code, is_hidden, plain, visible};
pub use expression::{Expression, Rest as ExpressionRest};
pub use operation::OPERATIONS;
pub use rules::Rule;
pub use sdk::{
    Alternative, Answer, Argument, BodyMethod, Client, ClientCredentials, ClientParameter, Command,
    CommandArgument, CommandBody, CommandGroup, CommandLine, CommandMember, CommandSets,
    CommandSetting, CommandValue, Credential, CredentialKind, Example, Field, FieldKind, Group,
    Link, Model, ModelKind, ModelPage, NextPage, Operation, Outcome, OutcomeVariant, Package,
    PageInput, Paging, Program, Reach, Reading, RequestBody, ResponseHeader, ResponseKind, Rest,
    Role, Sdk, Server, ServerChoice, ServerPlaceholder, ServerVariable, Setter, Step, StreamKind,
    StreamOutcome, Tag, UnionVariant, Use, Variant, XmlKind, XmlMember, XmlRoot, XmlTable,
};
pub use types::{Scope, Type};
pub use webhook::{Header, Received, Webhook, Webhooks};

use std::cell::RefCell;

use crate::{api::Api, config::Config, diagnostic::Report};

use example::Examples;

/// Plans the SDK of an API.
pub fn plan(api: &Api, config: &Config, report: &mut Report) -> Sdk {
    let names = model::names(api, report);
    let features = feature::of(api, config);
    let mut models = model::models(api, config, &names, &features);
    let mut package = client::package(api, config);
    let servers = server::Servers::of(api);
    let mut examples = Examples::new(api, &models);
    let of_models = model::examples(&mut examples, models.len());
    let examples = RefCell::new(examples);
    let groups = group::groups(api, config, &names, &servers, &examples);
    examples.into_inner().report(report);
    model::exemplify(&mut models, of_models);
    if config.has_pages() {
        page::fill(&mut models, &groups);
    }
    let programs = program::programs(api, &groups, &models, report);
    models.sort_by(|one, other| one.module.cmp(&other.module));
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
    if package.parts.contains(&"xml") {
        package.dependencies.push("quick-xml");
    }
    let command_line = cli::command_line(api, config, (&package, &client), (&groups, &models));
    Sdk {
        package,
        client,
        command_line,
        deprecated: Sdk::deprecates(&groups, &models),
        groups,
        models,
        programs,
        webhooks: webhook::webhooks(api, config, &names),
    }
}
