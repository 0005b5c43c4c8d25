//! Tokens that a token endpoint gives: asked for once for all, kept, replaced in time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use reqwest::Url;
use serde_json::Value;

use super::call::Call;
use super::client_credentials::{ClientAuthentication, ClientCredentials, Endpoint};
use super::clock::Instant;
use super::core::Core;
use super::discovery;
use super::error::Error;
use super::response::{FromResponse, RawResponse};
use super::secret::Secret;
use super::token::{BoxError, TokenProvider, TokenRequest};
use super::transport::BoxFuture;

/// What gets tokens and keeps them.
pub(super) struct Flow {
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
    pub(super) fn new(settings: ClientCredentials) -> Self {
        Self {
            settings,
            held: Mutex::new(None),
            gate: tokio::sync::Mutex::new(Gate::default()),
        }
    }

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
