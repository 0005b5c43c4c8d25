//! The client and its builder, planned.

use super::{super::DocLine, Variant};
use crate::api::TokenSource;

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
    /// The setter that takes what gives tokens, of a bearer token.
    pub provider: Option<String>,
    /// The setters for a client's id and secret, where the document says where tokens come from.
    pub client: Option<ClientCredentials>,
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

/// The setters of the builder for a client's id and secret, for which tokens are got.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientCredentials {
    /// The setter that takes both.
    pub setter: String,
    /// The setter that takes all that can be set.
    pub full_setter: String,
    /// The function that makes them a credential.
    pub maker: String,
    /// Where tokens come from.
    pub source: TokenSource,
    /// The scopes that operations need.
    pub scopes: Vec<String>,
    /// The environment variable of the id.
    pub id_variable: String,
    /// The environment variable of the secret.
    pub secret_variable: String,
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
