//! How callers prove who they are.

/// A way to prove who calls.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The document's name for it.
    pub name: String,
    /// What it is.
    pub kind: SecurityKind,
    /// What the document says about it.
    pub description: Option<String>,
}

/// The kinds of schemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// A key in a header.
    ApiKeyHeader(String),
    /// A key in the query string.
    ApiKeyQuery(String),
    /// A key in a cookie.
    ApiKeyCookie(String),
    /// `Authorization: Bearer`, with a token that is got for a client's id and secret, or otherwise.
    ClientCredentials(TokenSource),
}

/// Where tokens come from for a client's id and secret (RFC 6749 section 4.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenSource {
    /// The URL of the token endpoint.
    Endpoint(String),
    /// The URL of the metadata of the issuer (OpenID Connect Discovery 1.0 section 4).
    Discovery(String),
}

/// Schemes that are needed together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// The names of the schemes; empty: nothing is needed.
    pub schemes: Vec<String>,
    /// The names of schemes, each with a scope that its token needs.
    pub scopes: Vec<(String, String)>,
}
