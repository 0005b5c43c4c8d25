//! The SDK, planned: what is printed, in the order in which it is printed.

use super::{DocLine, Expression, Rule, Type, Webhooks};

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
    /// What the API sends to a server of its callers.
    pub webhooks: Option<Webhooks>,
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

/// The client and its builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// Where the API is served, the default first.
    pub servers: Vec<Server>,
    /// How callers prove who they are.
    pub credentials: Vec<Credential>,
    /// Parameters that the client holds defaults for.
    pub parameters: Vec<ClientParameter>,
    /// The variables of servers, those of single operations too, that callers set.
    pub server_variables: Vec<ServerVariable>,
    /// What stands for them in the templates of servers.
    pub server_placeholders: Vec<ServerPlaceholder>,
}

impl Client {
    /// Returns whether a server of the document has variables that callers set.
    pub fn has_templates(&self) -> bool {
        self.servers.iter().any(|it| it.template != it.url)
    }
}

/// A place where the API is served: a variant of `Server`.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The variant.
    pub variant: String,
    /// The URL, with the defaults of variables.
    pub url: String,
    /// The URL with what stands for the variables that callers set.
    pub template: String,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// What its variables are unless they are set.
    pub notes: Vec<DocLine>,
}

/// A setter of the builder for the variables of servers that have one name.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// The setter.
    pub setter: String,
    /// The name of the variables.
    pub name: String,
    /// Whether no client of the first server is built without it.
    pub needed: bool,
    /// The enumeration of the values, where they are all listed.
    pub choice: Option<ServerChoice>,
    /// What it is.
    pub docs: Vec<DocLine>,
}

/// The values of a variable.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerChoice {
    /// The type.
    pub name: String,
    /// Its values.
    pub variants: Vec<Variant<String>>,
    /// What it is.
    pub docs: Vec<DocLine>,
}

/// What stands for a variable in the templates of servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerPlaceholder {
    /// The text between braces.
    pub text: String,
    /// The name of the variable.
    pub name: String,
    /// Its value unless it is set; `None` where it must be set.
    pub default: Option<String>,
    /// The values that it may have; none where it may have any.
    pub values: Vec<String>,
}

/// A setter of the builder for a security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct Credential {
    /// The setter.
    pub setter: String,
    /// The name of the scheme.
    pub scheme: String,
    /// The kind of the scheme.
    pub kind: CredentialKind,
    /// The environment variable that is read where the setter is not called.
    pub variable: String,
    /// What it is.
    pub docs: Vec<DocLine>,
}

/// The kinds of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// A bearer token.
    Bearer,
    /// A user and a password.
    Basic,
    /// A key in a header of that name.
    Header(String),
    /// A key in a query parameter of that name.
    Query(String),
    /// A key in a cookie of that name.
    Cookie(String),
}

/// A parameter that the client holds a default for.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientParameter {
    /// The setter.
    pub setter: String,
    /// The name on the wire.
    pub wire: String,
    /// A value to show.
    pub example: String,
    /// What it is.
    pub docs: Vec<DocLine>,
}

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The feature that it is behind; none in a module, where features are the application's own.
    pub feature: Option<String>,
    /// The module, and the method that leads to the group.
    pub module: String,
    /// The struct that has the operations as methods.
    pub handle: String,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// The operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// Groups within this group.
    pub groups: Vec<Group>,
}

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The id in the document.
    pub id: String,
    /// The method of the group.
    pub method: String,
    /// The type of the call.
    pub builder: String,
    /// The static that describes the operation.
    pub constant: String,
    /// The HTTP method.
    pub http_method: String,
    /// The path template.
    pub path: String,
    /// The URL of its own server, a template as that of [`Server`].
    pub server: Option<String>,
    /// The alternatives of schemes that are needed together.
    pub security: Vec<Vec<String>>,
    /// The `Accept` header; empty where no response has a body.
    pub accept: String,
    /// Parameters that each call needs.
    pub arguments: Vec<Argument>,
    /// Parameters that a call may have.
    pub setters: Vec<Setter>,
    /// The methods to start the call, one for each kind of body; the first is the plain one.
    pub bodies: Vec<BodyMethod>,
    /// What a call gives.
    pub outcome: Outcome,
    /// The headers of answers that the document describes.
    pub headers: Vec<ResponseHeader>,
    /// What it does.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}

/// A parameter that each call needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// The argument.
    pub ident: String,
    /// Where and how the value is sent.
    pub tag: Tag,
    /// The type of the value.
    pub ty: Type,
    /// What it is, as one line; may be empty.
    pub summary: String,
    /// A value to show, of parameters that are text.
    pub example: String,
}

/// A parameter that a call may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// The setter.
    pub ident: String,
    /// Where and how the value is sent.
    pub tag: Tag,
    /// The type of the value.
    pub ty: Type,
    /// Whether the client has a default for it.
    pub client_level: bool,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
}

/// Where and how a parameter is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The name on the wire.
    pub wire: String,
    /// Where it goes.
    pub location: crate::api::Location,
    /// How it is written.
    pub style: crate::api::Style,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
}

/// A method that starts a call.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyMethod {
    /// The method.
    pub method: String,
    /// The body; `None` without one.
    pub body: Option<RequestBody>,
    /// Whether the body must be given.
    pub required: bool,
}

/// A header of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseHeader {
    /// Its name.
    pub name: String,
    /// The type that its value reads as.
    pub ty: Type,
    /// Whether it is one of successes.
    pub success: bool,
    /// The statuses that it comes with; none: any of its kind.
    pub statuses: Vec<String>,
    /// What it is, as one line; may be empty.
    pub summary: String,
}

/// What a call sends.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestBody {
    /// How it is written.
    pub encoding: crate::api::Encoding,
    /// Its media type.
    pub media_type: String,
    /// Its type.
    pub ty: Type,
    /// Whether its type knows its parts, instead of being written as an object.
    pub in_parts: bool,
    /// The properties that are written in ways of their own.
    pub properties: Vec<crate::api::PropertyEncoding>,
}

/// What a call gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// How the response is read.
    pub kind: ResponseKind,
    /// The type of the value.
    pub ty: Type,
    /// Where there are several types: an enum of this name with these variants.
    pub variants: Vec<OutcomeVariant>,
    /// The type of the body of errors, where all have the same.
    pub error: Option<Type>,
    /// The same as a stream, where it can be one.
    pub stream: Option<StreamOutcome>,
}

/// What a call gives as a stream.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamOutcome {
    /// How it is read.
    pub kind: StreamKind,
    /// The type of its items; of events, of their data.
    pub ty: Type,
    /// The `Accept` header that asks for it.
    pub accept: String,
    /// Whether there is nothing but the stream.
    pub is_only: bool,
}

/// How a stream is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamKind {
    /// As bytes.
    Bytes,
    /// As events with data in JSON.
    Events,
    /// As events with text.
    TextEvents,
    /// As JSON texts.
    JsonTexts,
}

/// One of several successes.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeVariant {
    /// The variant.
    pub variant: String,
    /// The status.
    pub status: crate::api::Status,
    /// How it is read.
    pub kind: ResponseKind,
    /// The type of its value.
    pub ty: Type,
    /// What it means.
    pub docs: Vec<DocLine>,
}

/// How a response is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseKind {
    /// Not at all.
    Empty,
    /// As JSON.
    Json,
    /// As JSON where there is a body.
    OptionalJson,
    /// As text.
    Text,
    /// As bytes.
    Bytes,
    /// By status; see [`Outcome::variants`].
    ByStatus,
}

/// A model.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The type.
    pub name: String,
    /// The module, and the name of its page.
    pub module: String,
    /// The features that need it; empty: all or very many, or there are none.
    pub features: Vec<String>,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether callers make values of it.
    pub request: bool,
    /// The model of the same things in the other direction: its name and its module.
    pub twin: Option<(String, String)>,
    /// What it consists of.
    pub kind: ModelKind,
    /// An example in Rust.
    pub example: Option<Expression>,
    /// What it is checked for; empty where it is not.
    pub rules: Vec<Rule>,
}

/// What a model consists of.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelKind {
    /// A struct.
    Struct {
        /// Its fields.
        fields: Vec<Field>,
        /// The map of other members.
        rest: Option<Rest>,
        /// Whether its values are sent in parts, and are no JSON.
        in_parts: bool,
    },
    /// An enumeration of strings.
    StringEnum {
        /// Its values.
        variants: Vec<Variant<String>>,
        /// The variant for other values, where it is open.
        other: Option<String>,
    },
    /// An enumeration of integers.
    IntegerEnum {
        /// Its values.
        variants: Vec<Variant<i64>>,
        /// The variant for other values, where it is open.
        other: Option<String>,
    },
    /// A union told apart by a member.
    TaggedUnion {
        /// The member.
        property: String,
        /// Its variants.
        variants: Vec<UnionVariant>,
        /// The variant for other values.
        other: String,
        /// Whether a variant holds numbers of which no digit is to be lost.
        exact: bool,
    },
    /// A union told apart by shape.
    UntaggedUnion {
        /// Its variants, the most particular first.
        variants: Vec<UnionVariant>,
        /// Whether a variant holds numbers of which no digit is to be lost.
        exact: bool,
    },
    /// A newtype.
    Wrapper {
        /// What it wraps.
        ty: Type,
    },
}

/// The map of the members beside the fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Rest {
    /// The field.
    pub ident: String,
    /// The type of the values.
    pub ty: Type,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field.
    pub ident: String,
    /// Its name on the wire.
    pub wire: String,
    /// Whether it may be absent.
    pub kind: FieldKind,
    /// The type of its value, without what `kind` adds.
    pub value: Type,
    /// Its type.
    pub ty: Type,
    /// The value that constructors give it, where it has no other.
    pub constant: Option<Expression>,
    /// What it is.
    pub docs: Vec<DocLine>,
    /// The description, for tables.
    pub description: String,
    /// The example in JSON, for tables.
    pub example: Option<String>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Whether callers set it.
    pub settable: bool,
}

impl Field {
    /// Returns whether constructors ask for it.
    pub fn is_argument(&self) -> bool {
        self.constant.is_none() && self.kind.is_required()
    }
}

/// Whether a field may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Always there.
    Required,
    /// Always there, perhaps null.
    RequiredNullable,
    /// Absent where it is `None`.
    Optional,
    /// Absent, null or there.
    Nullable,
}

impl FieldKind {
    /// Returns whether the field is always there.
    pub fn is_required(self) -> bool {
        match self {
            Self::Required | Self::RequiredNullable => true,
            Self::Optional | Self::Nullable => false,
        }
    }
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant<T> {
    /// The variant.
    pub ident: String,
    /// The value on the wire.
    pub wire: T,
    /// What it means.
    pub docs: Vec<DocLine>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The variant.
    pub ident: String,
    /// What it holds.
    pub ty: Type,
    /// The values of the member that mean it, for tagged unions.
    pub tags: Vec<String>,
    /// The schema of what it holds.
    pub(super) schema: crate::api::Schema,
    /// Its JSON type, for untagged unions: a variant of the runtime's `union::Kind`.
    pub json_type: &'static str,
    /// Members that it must have, for untagged unions.
    pub keys: Vec<String>,
    /// Members that it may have, for untagged unions.
    pub optional: Vec<String>,
    /// Members that can have one value only, for untagged unions.
    pub constants: Vec<(String, String)>,
    /// What it is.
    pub docs: Vec<DocLine>,
}
