//! OAuth 2.0 client credentials (RFC 6749, section 4.4).

use std::fmt;
use std::time::Duration;

use http::header::AUTHORIZATION;

use super::base64;
use super::call::Call;
use super::core::{Core, CoreBuilder};
use super::credential::Credential;
use super::expand::encode;
use super::operation::Operation;
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::security::Security;
use super::token_flow::{Flow, Target};

/// The client credentials of OAuth 2.0 (RFC 6749, section 4.4): an id and a secret for which a token
/// endpoint gives the tokens of calls.
///
/// A token is kept and used for all calls until shortly before it expires, or until the server refuses it.
/// Calls that need one at the same time share one request, which goes through the client's transport
/// without the client's headers and hooks, and has retries and a time-out of its own within the time for
/// the call. `Debug` does not show the secret.
#[derive(Clone)]
pub struct ClientCredentials {
    id: String,
    pub(super) secret: Secret,
    pub(super) endpoint: Option<Endpoint>,
    scope: Option<String>,
    parameters: Vec<(String, Secret)>,
    pub(super) authentication: Option<ClientAuthentication>,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
}

/// Where tokens come from.
#[derive(Clone, Debug)]
pub(super) enum Endpoint {
    Token(String),
    /// Where the metadata is that names the token endpoint.
    Discovery(String),
}

/// How a client proves to the token endpoint who it is (RFC 6749, section 2.3.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientAuthentication {
    /// By the header `Authorization: Basic` (`client_secret_basic`), which every server takes.
    #[default]
    Basic,
    /// By `client_id` and `client_secret` in the body (`client_secret_post`).
    Post,
}

const TIMEOUT: Duration = Duration::from_secs(30);

impl ClientCredentials {
    /// Returns the credentials of a client.
    pub fn new(id: impl Into<String>, secret: impl Into<Secret>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            endpoint: None,
            scope: None,
            parameters: Vec::new(),
            authentication: None,
            timeout: TIMEOUT,
            retry: RetryPolicy::new(),
        }
    }

    /// Sets the URL of the token endpoint, instead of the document's. One without a host is relative to
    /// the client's server.
    #[must_use]
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(Endpoint::Token(url.into()));
        self
    }

    /// Sets the issuer, or the URL of its metadata, which names the token endpoint (OpenID Connect
    /// Discovery 1.0, section 4), instead of the document's.
    #[must_use]
    pub fn discovery_url(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(Endpoint::Discovery(url.into()));
        self
    }

    /// Sets the scopes to ask for (RFC 6749, section 3.3), instead of those that operations need by the
    /// document. None: the server chooses.
    #[must_use]
    pub fn scopes<S: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        let mut scope = String::new();
        for name in scopes {
            if !scope.is_empty() {
                scope.push(' ');
            }
            scope.push_str(name.as_ref());
        }
        self.scope = Some(scope);
        self
    }

    /// Adds a parameter to the request, such as the `audience` or `resource` that some servers want.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets how the client proves who it is. By the header unless set, or unless the server's metadata
    /// says that it does not take that.
    #[must_use]
    pub fn authentication(mut self, authentication: ClientAuthentication) -> Self {
        self.authentication = Some(authentication);
        self
    }

    /// Limits how long it may take to get a token, retries included: 30 seconds unless set.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets when and how often a token is asked for again. Nothing is harmed by that, so the policy holds
    /// although the method is `POST`.
    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Returns the credential, with the URL of the token endpoint, and with scopes, separated by spaces,
    /// where none are set.
    pub fn by_endpoint(self, url: &str, scope: &str) -> Credential {
        self.or(Endpoint::Token(url.to_owned()), scope)
    }

    /// Returns the credential, with the URL of the issuer's metadata, and with scopes, separated by
    /// spaces, where none are set.
    pub fn by_discovery(self, url: &str, scope: &str) -> Credential {
        self.or(Endpoint::Discovery(url.to_owned()), scope)
    }

    fn or(mut self, endpoint: Endpoint, scope: &str) -> Credential {
        self.endpoint.get_or_insert(endpoint);
        self.scope.get_or_insert_with(|| scope.to_owned());
        self.into()
    }
}

impl CoreBuilder {
    /// Takes the credential for a security scheme from the environment variables of an id and a secret, if
    /// none is set by [`build`](Self::build) and both are there and not empty. Variables that were named
    /// before go before these.
    pub fn client_credentials_from_env(
        self,
        scheme: &'static str,
        variables: [&'static str; 2],
        make: fn(ClientCredentials) -> Credential,
    ) -> Self {
        self.credential_from_env_pair(scheme, variables, move |id, secret| {
            make(ClientCredentials::new(id, secret))
        })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("secret", &self.secret)
            .field("endpoint", &self.endpoint)
            .field("scope", &self.scope)
            .field("parameters", &self.parameters)
            .field("authentication", &self.authentication)
            .field("timeout", &self.timeout)
            .field("retry", &self.retry)
            .finish()
    }
}

impl From<ClientCredentials> for Credential {
    fn from(settings: ClientCredentials) -> Self {
        Self::bearer_from(Flow::new(settings))
    }
}

impl ClientCredentials {
    /// Returns the request for a token (RFC 6749, section 4.4.2).
    pub(super) fn request(&self, core: &Core, target: Target) -> Call {
        let mut call = Call::new(core, &TOKEN).url(target.url);
        let mut form = String::from("grant_type=client_credentials");
        let mut add = |name: &str, value: &str| {
            form.push_str(&format!("&{}={}", encode(name), encode(value)));
        };
        if let Some(scope) = self.scope.as_deref().filter(|scope| !scope.is_empty()) {
            add("scope", scope);
        }
        for (name, value) in &self.parameters {
            add(name, value.expose());
        }
        match target.authentication {
            ClientAuthentication::Basic => {
                let pair = format!("{}:{}", encode(&self.id), encode(self.secret.expose()));
                let value = format!("Basic {}", base64::encode(pair.as_bytes()));
                call = call.header(AUTHORIZATION.as_str(), &value);
            }
            ClientAuthentication::Post => {
                add("client_id", &self.id);
                add("client_secret", self.secret.expose());
            }
        }
        call.bytes("application/x-www-form-urlencoded", form)
    }
}

/// The request for a token. Mock transports know it by this id.
static TOKEN: Operation = Operation {
    id: "oauth2.token",
    method: "POST",
    path: "/",
    server: None,
    security: Security::None,
    accept: "application/json",
    defaults: &[],
};
