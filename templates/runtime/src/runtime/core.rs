//! What all calls of a client share.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::body::Body;
use super::credential::{Credential, CredentialKind};
use super::error::Error;
use super::header;
use super::hook::{self, Hook, Outcome};
use super::parameter::{ParameterValue, ToParameter};
use super::retry::RetryPolicy;
use super::server::BaseUrl;
use super::token::BoxError;
use super::transport::{Transport, TransportOptions};

/// The settings and the transport of a client. Cheap to clone.
///
/// `Debug` shows neither credentials nor the values of headers and parameters.
#[derive(Clone)]
pub struct Core {
    inner: Arc<Inner>,
}

pub(super) struct Inner {
    /// What the document says.
    pub(super) server: Option<BaseUrl>,
    /// What the user says, which goes before it.
    pub(super) base_url: Option<BaseUrl>,
    pub(super) credentials: Vec<(&'static str, Credential)>,
    pub(super) headers: HeaderMap,
    pub(super) timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) hooks: Vec<Arc<dyn Hook>>,
    /// How long an answer may be that is read as a whole, in bytes.
    pub(super) max_body: u64,
    servers: Option<Arc<Servers>>,
    parameters: Vec<(&'static str, ParameterValue)>,
}

/// Makes URLs of those that have variables in them.
type Servers = dyn Fn(&str) -> Result<String, Error> + Send + Sync;

impl Inner {
    /// Returns the base URL of a server of the document.
    pub(super) fn url_of(&self, server: &str) -> Result<BaseUrl, Error> {
        url_of(self.servers.as_deref(), server)
    }
}

fn url_of(servers: Option<&Servers>, server: &str) -> Result<BaseUrl, Error> {
    match servers {
        Some(url) => BaseUrl::parse(&url(server)?),
        None => BaseUrl::parse(server),
    }
}

const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);
const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const DEFAULT_MAX_BODY: u64 = 64 << 20;

impl Core {
    /// Returns a builder with the default settings.
    pub fn builder() -> CoreBuilder {
        CoreBuilder {
            server: None,
            base_url: None,
            servers: None,
            credentials: Vec::new(),
            environment: Vec::new(),
            parameters: Vec::new(),
            headers: HeaderMap::new(),
            timeout: DEFAULT_TIMEOUT,
            connect_timeout: DEFAULT_CONNECT_TIMEOUT,
            retry: RetryPolicy::new(),
            transport: None,
            hooks: Vec::new(),
            max_body: DEFAULT_MAX_BODY,
            error: None,
        }
    }

    pub(super) fn inner(&self) -> &Inner {
        &self.inner
    }

    pub(super) fn default_parameter(&self, name: &str) -> Option<&ParameterValue> {
        self.inner
            .parameters
            .iter()
            .find(|(given, _)| *given == name)
            .map(|(_, value)| value)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        let headers: Vec<&str> = inner.headers.keys().map(|name| name.as_str()).collect();
        let parameters: Vec<&str> = inner.parameters.iter().map(|(name, _)| *name).collect();
        f.debug_struct("Core")
            .field("server", &inner.base_url.as_ref().or(inner.server.as_ref()))
            .field("credentials", &inner.credentials)
            .field("headers", &headers)
            .field("parameters", &parameters)
            .field("timeout", &inner.timeout)
            .field("retry", &inner.retry)
            .field("max_body", &inner.max_body)
            .field("hooks", &inner.hooks.len())
            .finish_non_exhaustive()
    }
}

/// Builds a [`Core`]. What is wrong is reported by [`build`](Self::build).
#[must_use = "a builder does nothing until it is built"]
pub struct CoreBuilder {
    server: Option<String>,
    base_url: Option<String>,
    servers: Option<Arc<Servers>>,
    credentials: Vec<(&'static str, Credential)>,
    environment: Vec<Variable>,
    parameters: Vec<(&'static str, ParameterValue)>,
    headers: HeaderMap,
    timeout: Duration,
    connect_timeout: Duration,
    retry: RetryPolicy,
    transport: Option<Arc<dyn Transport>>,
    hooks: Vec<Arc<dyn Hook>>,
    max_body: u64,
    error: Option<Error>,
}

/// An environment variable to fall back on.
struct Variable {
    name: &'static str,
    sets: Setting,
}

type Make = Box<dyn Fn(String, String) -> Credential + Send + Sync>;

enum Setting {
    Credential(&'static str, CredentialKind),
    /// The second variable, and what both make.
    Pair(&'static str, &'static str, Make),
    Parameter(&'static str),
}

impl CoreBuilder {
    /// Sets the server that the document names. A base URL goes before it.
    pub fn server(mut self, url: impl Into<String>) -> Self {
        self.server = Some(url.into());
        self
    }

    /// Sets the base URL of all calls, over the document's servers, those of single operations too.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets how the URLs of servers are made, the client's and those of single operations.
    pub fn servers(
        mut self,
        url: impl Fn(&str) -> Result<String, Error> + Send + Sync + 'static,
    ) -> Self {
        self.servers = Some(Arc::new(url));
        self
    }

    /// Sets the credential for a security scheme.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(name, _)| *name != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// Takes the credential for a security scheme from an environment variable, if none is set by
    /// [`build`](Self::build) and the variable is there and not empty.
    pub fn credential_from_env(
        mut self,
        scheme: &'static str,
        variable: &'static str,
        kind: CredentialKind,
    ) -> Self {
        let sets = Setting::Credential(scheme, kind);
        self.environment.push(Variable {
            name: variable,
            sets,
        });
        self
    }

    /// Takes the credential for a security scheme from two environment variables, such as those of an
    /// id and a secret, if none is set by [`build`](Self::build) and both are there and not empty.
    /// Variables that were named before go before these.
    pub fn credential_from_env_pair(
        mut self,
        scheme: &'static str,
        variables: [&'static str; 2],
        make: impl Fn(String, String) -> Credential + Send + Sync + 'static,
    ) -> Self {
        let [name, second] = variables;
        let sets = Setting::Pair(scheme, second, Box::new(make));
        self.environment.push(Variable { name, sets });
        self
    }

    /// Sets the value of a parameter for all calls that have it and do not give it.
    pub fn default_parameter(mut self, name: &'static str, value: impl ToParameter) -> Self {
        if let Some(value) = value.to_parameter() {
            self.parameters.retain(|(given, _)| *given != name);
            self.parameters.push((name, value));
        }
        self
    }

    /// Takes the default of a parameter from an environment variable, if none is set by
    /// [`build`](Self::build) and the variable is there and not empty.
    pub fn default_parameter_from_env(
        mut self,
        name: &'static str,
        variable: &'static str,
    ) -> Self {
        let sets = Setting::Parameter(name);
        self.environment.push(Variable {
            name: variable,
            sets,
        });
        self
    }

    /// Limits each call, retries included. 60 seconds unless set; [`Duration::MAX`] is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Limits the making of a connection. 10 seconds unless set. It has no effect on a transport of
    /// one's own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets a header of all calls.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
        match header::parse(name.as_ref(), value.as_ref()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(error) => {
                self.error
                    .get_or_insert(Error::configuration(error.to_string()));
            }
        }
        self
    }

    /// Sets the `User-Agent` header.
    pub fn user_agent(self, value: impl AsRef<str>) -> Self {
        self.header(USER_AGENT.as_str(), value)
    }

    /// Sets the retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the transport, instead of the one over reqwest.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Adds a hook, after those that are there.
    pub fn hook(mut self, hook: impl Hook + 'static) -> Self {
        self.hooks.push(Arc::new(hook));
        self
    }

    /// Adds a hook that sees each request before it is sent: it may change it, or refuse it by an error.
    pub fn before_request(
        self,
        hook: impl Fn(&mut http::Request<Body>, TransportOptions) -> Result<(), BoxError>
        + Send
        + Sync
        + 'static,
    ) -> Self {
        self.hook(hook::Before(hook))
    }

    /// Adds a hook that sees what became of each request.
    pub fn after_response(self, hook: impl Fn(&Outcome<'_>) + Send + Sync + 'static) -> Self {
        self.hook(hook::After(hook))
    }

    /// Limits the length of an answer that is read as a whole, in bytes: 64 MiB unless set. A longer one is
    /// an error; of one that is an error by its status, the beginning is kept. Streams have no limit.
    pub fn max_body(mut self, bytes: u64) -> Self {
        self.max_body = bytes;
        self
    }

    /// Returns the core.
    ///
    /// # Errors
    ///
    /// Fails with the kind [`Configuration`](super::ErrorKind::Configuration) when a URL, a header
    /// or an environment variable is not valid, or when TLS cannot be set up.
    pub fn build(mut self) -> Result<Core, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        for Variable { name, sets } in std::mem::take(&mut self.environment) {
            self = self.fall_back(name, sets)?;
        }
        let base_url = self.base_url.as_deref().map(BaseUrl::parse).transpose()?;
        let servers = self.servers.as_deref();
        let server = match (&base_url, self.server.as_deref()) {
            (None, Some(server)) => Some(url_of(servers, server)?),
            // It would not be used, so nothing needs to be set for it.
            (Some(_), _) | (None, None) => None,
        };
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(super::reqwest::Transport::new(self.connect_timeout)?),
        };
        Ok(Core {
            inner: Arc::new(Inner {
                server,
                base_url,
                servers: self.servers,
                credentials: self.credentials,
                headers: self.headers,
                timeout: self.timeout,
                retry: self.retry,
                transport,
                hooks: self.hooks,
                max_body: self.max_body,
                parameters: self.parameters,
            }),
        })
    }

    fn fall_back(self, variable: &str, sets: Setting) -> Result<Self, Error> {
        let is_set = match &sets {
            Setting::Credential(scheme, _) | Setting::Pair(scheme, ..) => {
                self.credentials.iter().any(|(name, _)| name == scheme)
            }
            Setting::Parameter(name) => self.parameters.iter().any(|(given, _)| given == name),
        };
        if is_set {
            return Ok(self);
        }
        let Some(value) = variable_of(variable)? else {
            return Ok(self);
        };
        Ok(match sets {
            Setting::Credential(scheme, kind) => {
                self.credential(scheme, Credential::new(kind, value))
            }
            Setting::Pair(scheme, second, make) => match variable_of(second)? {
                Some(second) => self.credential(scheme, make(value, second)),
                None => self,
            },
            Setting::Parameter(name) => self.default_parameter(name, value),
        })
    }
}

/// Returns the value of an environment variable, `None` where it is not set or empty.
fn variable_of(name: &str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::configuration(format!(
            "the environment variable `{name}` is not valid Unicode"
        ))),
    }
}

impl fmt::Debug for CoreBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoreBuilder")
            .field("server", &self.server.is_some())
            .field("base_url", &self.base_url.is_some())
            .field("credentials", &self.credentials)
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
