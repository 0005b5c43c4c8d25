//! OAuth 2.0 client credentials (RFC 6749, section 4.4).

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::header::AUTHORIZATION;
use reqwest::Url;
use serde_json::Value;
use tokio::time::Instant;

use super::base64;
use super::call::Call;
use super::core::{Core, CoreBuilder};
use super::credential::Credential;
use super::discovery;
use super::error::Error;
use super::expand::encode;
use super::operation::Operation;
use super::response::{FromResponse, RawResponse};
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::security::Security;
use super::token::{BoxError, TokenProvider, TokenRequest};
use super::transport::BoxFuture;

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
    secret: Secret,
    endpoint: Option<Endpoint>,
    scope: Option<String>,
    parameters: Vec<(String, Secret)>,
    authentication: Option<ClientAuthentication>,
    timeout: Duration,
    retry: RetryPolicy,
}

/// Where tokens come from.
#[derive(Clone, Debug)]
enum Endpoint {
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
        Self::bearer_from(Flow {
            settings,
            held: Mutex::new(None),
            gate: tokio::sync::Mutex::new(Gate::default()),
        })
    }
}

/// What gets tokens and keeps them.
struct Flow {
    settings: ClientCredentials,
    held: Mutex<Option<Held>>,
    /// Whoever has it may ask for a token.
    gate: tokio::sync::Mutex<Gate>,
}

#[derive(Default)]
struct Gate {
    /// When no token came last, and why.
    failure: Option<(Instant, Failure)>,
    /// What the metadata says, once it is known.
    found: Option<Target>,
}

/// Where and how to ask for tokens.
#[derive(Clone)]
pub(super) struct Target {
    pub(super) url: Uri,
    pub(super) authentication: ClientAuthentication,
}

#[derive(Clone)]
struct Held {
    token: Secret,
    /// When to get another one, and when it must not be used any more; `None`: never.
    until: Option<(Instant, Instant)>,
}

/// Why no token came.
#[derive(Clone)]
enum Failure {
    Of(Error),
    /// What the server said holds the secret, so only this text without it remains.
    Cleaned(String),
}

impl From<Failure> for BoxError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Of(error) => error.into(),
            Failure::Cleaned(text) => text.into(),
        }
    }
}

/// A token is replaced before it expires: when a quarter of its time is left, or this.
const MOST_EARLY: Duration = Duration::from_secs(60);

/// While the old token is good, it is not tried more often to get another one.
const PAUSE: Duration = Duration::from_secs(5);

impl Held {
    fn of(answer: Answer) -> Self {
        let until = answer.lifetime.and_then(|lifetime| {
            let early = MOST_EARLY.min(lifetime / 4);
            let now = Instant::now();
            Some((
                now.checked_add(lifetime - early)?,
                now.checked_add(lifetime)?,
            ))
        });
        Self {
            token: answer.token,
            until,
        }
    }

    fn is_fresh(&self) -> bool {
        self.until
            .is_none_or(|(renewal, _)| Instant::now() < renewal)
    }

    fn is_good(&self) -> bool {
        self.until.is_none_or(|(_, end)| Instant::now() < end)
    }
}

impl Flow {
    /// Returns the token that is held, if it is good and not the one that was refused.
    fn held(&self, rejected: Option<&str>) -> Option<Held> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let held = held.clone();
        held.filter(|held| held.is_good() && rejected != Some(held.token.expose()))
    }

    async fn get(&self, request: TokenRequest) -> Result<Secret, BoxError> {
        let asked = Instant::now();
        let held = self.held(request.rejected());
        let mut gate = match held {
            Some(held) if held.is_fresh() => return Ok(held.token),
            // Somebody sees to the next token; this one is good for a while.
            Some(held) => match self.gate.try_lock() {
                Ok(gate) => gate,
                Err(_) => return Ok(held.token),
            },
            None => self.gate.lock().await,
        };
        // There may be another one by now.
        let held = self.held(request.rejected());
        match (&held, &gate.failure) {
            (Some(held), _) if held.is_fresh() => return Ok(held.token.clone()),
            (Some(held), Some((at, _))) if at.elapsed() < PAUSE => return Ok(held.token.clone()),
            // Who waited for a request that failed does not make the same one again.
            (None, Some((at, failure))) if *at > asked => return Err(failure.clone().into()),
            (Some(_) | None, _) => {}
        }
        match self.fetch(request.core(), &mut gate.found).await {
            Ok(answer) => {
                gate.failure = None;
                let token = answer.token.clone();
                let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
                *held = Some(Held::of(answer));
                Ok(token)
            }
            Err(error) => {
                let failure = self.cleaned(error);
                gate.failure = Some((Instant::now(), failure.clone()));
                held.map(|held| held.token).ok_or_else(|| failure.into())
            }
        }
    }

    /// Takes the secret out of what the server says, which may repeat what it got.
    fn cleaned(&self, error: Error) -> Failure {
        let secret = self.settings.secret.expose();
        let text = format!("{error} {error:?}");
        match !secret.is_empty() && text.contains(secret) {
            true => Failure::Cleaned(error.to_string().replace(secret, "[redacted]")),
            false => Failure::Of(error),
        }
    }

    async fn fetch(&self, core: &Core, found: &mut Option<Target>) -> Result<Answer, Error> {
        let settings = &self.settings;
        let limited = |call: Call| {
            let policy = settings.retry.retry_non_idempotent();
            call.timeout(settings.timeout).retry(policy)
        };
        let mut target = match (&settings.endpoint, &*found) {
            (Some(Endpoint::Token(url)), _) => Target {
                url: resolve(core, url)?,
                authentication: ClientAuthentication::default(),
            },
            (Some(Endpoint::Discovery(_)), Some(target)) => target.clone(),
            (Some(Endpoint::Discovery(url)), None) => {
                let url = resolve(core, url)?.to_string();
                let target = discovery::discover(core, &url, limited).await?;
                found.insert(target).clone()
            }
            (None, _) => {
                return Err(Error::configuration(
                    "the client credentials have no token endpoint: set `token_url`",
                ));
            }
        };
        target.authentication = settings.authentication.unwrap_or(target.authentication);
        limited(settings.request(core, target))
            .send::<Answer>()
            .await
    }
}

impl ClientCredentials {
    /// Returns the request for a token (RFC 6749, section 4.4.2).
    fn request(&self, core: &Core, target: Target) -> Call {
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

impl TokenProvider for Flow {
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Secret, BoxError>> {
        Box::pin(self.get(request))
    }
}

/// Returns a URL that may be relative to the client's server.
fn resolve(core: &Core, url: &str) -> Result<Uri, Error> {
    let invalid = |why: &str| Error::configuration(format!("the URL `{url}`, for tokens, {why}"));
    let absolute = match Url::parse(url) {
        Ok(url) => url,
        Err(_) => {
            let inner = core.inner();
            let server = inner.base_url.as_ref().or(inner.server.as_ref());
            let base = server.ok_or_else(|| invalid("names no host, and the client no server"))?;
            Url::parse(&base.join("/")?.to_string())
                .and_then(|base| base.join(url))
                .map_err(|_| invalid("is not valid"))?
        }
    };
    let mut absolute = absolute;
    absolute.set_fragment(None);
    match absolute.scheme() {
        "http" | "https" if absolute.username().is_empty() && absolute.password().is_none() => {}
        _ => return Err(invalid("is none of `https`, or holds a user")),
    }
    absolute
        .as_str()
        .parse()
        .map_err(|_| invalid("is not valid"))
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

/// A token that came (RFC 6749, section 5.1).
struct Answer {
    token: Secret,
    lifetime: Option<Duration>,
}

impl FromResponse for Answer {
    type Output = Self;

    fn from_response(response: &RawResponse) -> Result<Self, Error> {
        // The body stays out of errors: a token may be in it.
        let wrong = |path: &str, reason: &str| {
            Error::decode(&response.with_body(Bytes::new()), path, reason)
        };
        let Ok(Value::Object(answer)) = serde_json::from_slice(response.body()) else {
            return Err(wrong("", "it is no JSON object"));
        };
        let token = match answer.get("access_token") {
            Some(Value::String(token)) if !token.is_empty() => Secret::new(token.as_str()),
            Some(_) => return Err(wrong("access_token", "it is no text, or an empty one")),
            None => return Err(wrong("access_token", "it is missing")),
        };
        match answer.get("token_type") {
            Some(Value::String(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
            None => {}
            Some(_) => return Err(wrong("token_type", "it is not `Bearer`, which calls send")),
        }
        let seconds = match answer.get("expires_in") {
            Some(Value::Number(seconds)) => seconds.as_f64(),
            // Some servers write it so.
            Some(Value::String(seconds)) => seconds.trim().parse().ok(),
            Some(_) | None => None,
        };
        Ok(Self {
            token,
            // What is no time, or longer than one can be, is none.
            lifetime: seconds.and_then(|it: f64| Duration::try_from_secs_f64(it.max(0.0)).ok()),
        })
    }
}
