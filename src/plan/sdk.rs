//! The SDK, planned: what is printed, in the order in which it is printed.

mod cli;
mod client;
mod model;
mod operation;
mod page;
mod paging;
mod program;
mod xml;

pub use cli::{
    Command, CommandArgument, CommandBody, CommandGroup, CommandLine, CommandMember, CommandSets,
    CommandSetting, CommandValue,
};
pub use client::{
    Client, ClientCredentials, ClientParameter, Credential, CredentialKind, Server, ServerChoice,
    ServerPlaceholder, ServerVariable,
};
pub use model::{Example, Field, FieldKind, Model, ModelKind, Rest, UnionVariant, Variant};
pub use operation::{
    Alternative, Argument, BodyMethod, Group, Operation, Outcome, OutcomeVariant, Reading,
    RequestBody, ResponseHeader, ResponseKind, Setter, StreamKind, StreamOutcome, Tag,
};
pub use page::{Answer, Link, ModelPage, Reach, Role, Use};
pub use paging::{NextPage, PageInput, Paging};
pub use program::{Program, Step};
pub use xml::{XmlKind, XmlMember, XmlRoot, XmlTable};

use super::{DocLine, Webhooks};

/// A whole SDK.
#[derive(Clone, Debug, PartialEq)]
pub struct Sdk {
    /// What its `Cargo.toml` says.
    pub package: Package,
    /// Its client.
    pub client: Client,
    /// Its groups of operations, in the order of their first operation.
    pub groups: Vec<Group>,
    /// Its models, by module name.
    pub models: Vec<Model>,
    /// Programs that show several calls together.
    pub programs: Vec<Program>,
    /// What the API sends to a server of its callers.
    pub webhooks: Option<Webhooks>,
    /// The command-line program for it.
    pub command_line: Option<CommandLine>,
    /// Whether callers should move away from a part of it, which it names itself all the same.
    pub deprecated: bool,
}

impl Sdk {
    /// Returns whether a model, a field, an operation or a parameter is deprecated.
    pub(super) fn deprecates(groups: &[Group], models: &[Model]) -> bool {
        let in_model = |model: &Model| match &model.kind {
            ModelKind::Struct { fields, .. } => fields.iter().any(|field| field.deprecated),
            ModelKind::StringEnum { .. }
            | ModelKind::IntegerEnum { .. }
            | ModelKind::TaggedUnion { .. }
            | ModelKind::UntaggedUnion { .. }
            | ModelKind::Wrapper { .. } => false,
        };
        let in_operation = |operation: &Operation| {
            operation.deprecated || operation.setters.iter().any(|setter| setter.deprecated)
        };
        models
            .iter()
            .any(|model| model.deprecated || in_model(model))
            || groups.iter().any(|group| {
                group.operations.iter().any(in_operation) || Self::deprecates(&group.groups, &[])
            })
    }
}

/// What `Cargo.toml` and the crate's own documentation say.
#[derive(Clone, Debug, PartialEq)]
pub struct Package {
    /// The name of the crate.
    pub name: String,
    /// The crate as a path in Rust.
    pub crate_ident: String,
    /// The version of the SDK.
    pub version: String,
    /// The title of the API.
    pub title: String,
    /// The version of the API.
    pub api_version: String,
    /// One line on the SDK.
    pub description: String,
    /// A licence, as an SPDX expression.
    pub license: Option<String>,
    /// Where the source is.
    pub repository: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What the API is.
    pub docs: Vec<DocLine>,
    /// The public crates that the types of this SDK need, beside those of the runtime.
    pub dependencies: Vec<&'static str>,
    /// The parts of the runtime that only some SDKs have and this one has.
    pub parts: Vec<&'static str>,
}
