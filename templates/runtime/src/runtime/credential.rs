//! Credentials: what proves to the server who calls.

use std::fmt;
use std::sync::Arc;

use http::HeaderName;
use http::header::{AUTHORIZATION, HeaderValue};
use percent_encoding::utf8_percent_encode;

use super::base64;
use super::error::Error;
use super::expand::UNRESERVED;
use super::request::Assembly;
use super::token::TokenProvider;

/// A credential for one security scheme (OpenAPI, "Security Scheme Object").
///
/// `Debug` shows its kind and prints `[redacted]` for the secret. Headers that carry it are marked
/// sensitive, and it is never sent to another origin by a redirect.
#[derive(Clone)]
pub struct Credential {
    kind: CredentialKind,
    secret: Source,
}

#[derive(Clone)]
enum Source {
    Fixed(String),
    /// What `Authorization` is, made once; `None` where no header can hold it.
    Authorization(Option<HeaderValue>),
    /// It is asked when a call is sent. The kind is then `Bearer`.
    Provider(Arc<dyn TokenProvider>),
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
        let secret = secret.into();
        let secret = match kind {
            CredentialKind::Bearer => authorization(&["Bearer ", &secret]),
            CredentialKind::Basic => authorization(&["Basic ", &base64::encode(secret.as_bytes())]),
            CredentialKind::Header(_)
            | CredentialKind::Query(_)
            | CredentialKind::Cookie(_)
            | CredentialKind::External => Source::Fixed(secret),
        };
        Self { kind, secret }
    }

    /// Returns a bearer token (RFC 6750).
    pub fn bearer(token: impl Into<String>) -> Self {
        Self::new(CredentialKind::Bearer, token)
    }

    /// Returns a bearer token that is asked for when a call is sent.
    ///
    /// A call that is only made into a request does not have it.
    pub fn bearer_from(provider: impl TokenProvider + 'static) -> Self {
        Self {
            kind: CredentialKind::Bearer,
            secret: Source::Provider(Arc::new(provider)),
        }
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
        let secret = match &self.secret {
            Source::Fixed(secret) => secret,
            Source::Authorization(value) => {
                let value = value.clone().ok_or_else(|| unfit(&AUTHORIZATION))?;
                assembly.headers.insert(AUTHORIZATION, value);
                // Of two credentials for one header the later one is sent.
                assembly.provider = None;
                return Ok(());
            }
            Source::Provider(provider) => {
                // The header of the client, if it has one, is not what is sent in the end.
                assembly.headers.remove(AUTHORIZATION);
                assembly.provider = Some(Arc::clone(provider));
                return Ok(());
            }
        };
        match &self.kind {
            CredentialKind::Header(name) => {
                let name = HeaderName::try_from(*name).map_err(|_| {
                    Error::configuration(format!("`{name}` cannot be the name of a header"))
                })?;
                let value = header(&name, secret)?;
                assembly.headers.insert(name, value);
                Ok(())
            }
            CredentialKind::Query(name) => {
                assembly.push_query(&format!(
                    "{}={}",
                    utf8_percent_encode(name, UNRESERVED),
                    utf8_percent_encode(secret, UNRESERVED)
                ));
                Ok(())
            }
            CredentialKind::Cookie(name) => {
                assembly.cookies.push(format!(
                    "{name}={}",
                    utf8_percent_encode(secret, UNRESERVED)
                ));
                Ok(())
            }
            CredentialKind::Bearer | CredentialKind::Basic | CredentialKind::External => Ok(()),
        }
    }
}

fn authorization(parts: &[&str]) -> Source {
    Source::Authorization(header(&AUTHORIZATION, &parts.concat()).ok())
}

/// Returns the value of a header that carries a credential.
pub(super) fn header(name: &HeaderName, value: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(value).map_err(|_| unfit(name))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The message leaves the value out: it is the secret.
fn unfit(name: &HeaderName) -> Error {
    Error::configuration(format!(
        "the credential for the header `{name}` holds a line break or another control character"
    ))
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("kind", &self.kind)
            .field("secret", &format_args!("[redacted]"))
            .finish()
    }
}
