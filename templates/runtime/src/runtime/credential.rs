//! Credentials: what proves to the server who calls.

use std::fmt;

use http::HeaderName;
use http::header::{AUTHORIZATION, HeaderValue};
use percent_encoding::utf8_percent_encode;

use super::base64;
use super::error::Error;
use super::expand::UNRESERVED;
use super::request::Assembly;

/// A credential for one security scheme (OpenAPI, "Security Scheme Object").
///
/// `Debug` shows its kind and prints `[redacted]` for the secret. Headers that carry it are marked
/// sensitive, and it is never sent to another origin by a redirect.
#[derive(Clone)]
pub struct Credential {
    kind: CredentialKind,
    secret: String,
}

/// Where a credential goes in a request, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialKind {
    /// `Authorization: Bearer <secret>` (RFC 6750, section 2.1).
    Bearer,
    /// `Authorization: Basic <base64 of secret>`, the secret being `user:password` (RFC 7617).
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
    /// Nothing is sent: the requirement is met by other means, such as a gateway or a client
    /// certificate.
    External,
}

impl Credential {
    /// Returns a credential of the given kind.
    pub fn new(kind: CredentialKind, secret: impl Into<String>) -> Self {
        Self {
            kind,
            secret: secret.into(),
        }
    }

    /// Returns a bearer token (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::new(CredentialKind::Bearer, token)
    }

    /// Returns a user name and a password (RFC 7617). The user name holds no colon.
    pub fn basic(user: &str, password: &str) -> Self {
        Self::new(CredentialKind::Basic, format!("{user}:{password}"))
    }

    /// Returns an API key that travels in a header.
    pub fn header(name: &'static str, key: impl Into<String>) -> Self {
        Self::new(CredentialKind::Header(name), key)
    }

    /// Returns an API key that travels in the query.
    pub fn query(name: &'static str, key: impl Into<String>) -> Self {
        Self::new(CredentialKind::Query(name), key)
    }

    /// Returns an API key that travels in a cookie.
    pub fn cookie(name: &'static str, key: impl Into<String>) -> Self {
        Self::new(CredentialKind::Cookie(name), key)
    }

    /// Returns a credential that meets its requirement and sends nothing.
    pub fn external() -> Self {
        Self::new(CredentialKind::External, String::new())
    }

    /// Returns where the credential goes.
    pub fn kind(&self) -> &CredentialKind {
        &self.kind
    }

    pub(super) fn apply(&self, assembly: &mut Assembly) -> Result<(), Error> {
        match &self.kind {
            CredentialKind::Bearer => self.authorize(assembly, format!("Bearer {}", self.secret)),
            CredentialKind::Basic => {
                let encoded = base64::encode(self.secret.as_bytes());
                self.authorize(assembly, format!("Basic {encoded}"))
            }
            CredentialKind::Header(name) => {
                let name = HeaderName::try_from(*name).map_err(|_| {
                    Error::configuration(format!("`{name}` cannot be the name of a header"))
                })?;
                self.insert(assembly, name, &self.secret)
            }
            CredentialKind::Query(name) => {
                assembly.push_query(&format!(
                    "{}={}",
                    utf8_percent_encode(name, UNRESERVED),
                    utf8_percent_encode(&self.secret, UNRESERVED)
                ));
                Ok(())
            }
            CredentialKind::Cookie(name) => {
                assembly.cookies.push(format!(
                    "{name}={}",
                    utf8_percent_encode(&self.secret, UNRESERVED)
                ));
                Ok(())
            }
            CredentialKind::External => Ok(()),
        }
    }

    fn authorize(&self, assembly: &mut Assembly, value: String) -> Result<(), Error> {
        self.insert(assembly, AUTHORIZATION, &value)
    }

    fn insert(&self, assembly: &mut Assembly, name: HeaderName, value: &str) -> Result<(), Error> {
        // The message leaves the value out: it is the secret.
        let mut header = HeaderValue::from_str(value).map_err(|_| {
            Error::configuration(format!(
                "the credential for the header `{name}` holds a line break or another control character"
            ))
        })?;
        header.set_sensitive(true);
        assembly.headers.insert(name, header);
        Ok(())
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("kind", &self.kind)
            .field("secret", &format_args!("[redacted]"))
            .finish()
    }
}
