//! A transport without a network, for tests of one's own code.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Method, StatusCode, Uri};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body::Body;
use super::clock;
#[cfg(feature = "mock")]
pub use super::expectation::{Answers, Expectation, Times};
#[cfg(feature = "mock")]
pub use super::mock_server::Server;
use super::transport::{BoxFuture, TransportError, TransportErrorKind, TransportOptions};

/// A transport that gives prepared answers and records what it was asked.
///
/// Clones share answers and records: give one to the client and keep one. Answers to one operation
/// are given in the order in which they were prepared, each once unless it
/// [repeats](Answer::repeat). A request for which no answer is prepared fails, and the error says so.
#[derive(Clone, Debug, Default)]
pub struct Transport {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    answers: VecDeque<(Matcher, Answer)>,
    requests: Vec<Recorded>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Matcher {
    Any,
    Operation(String),
    Route(Method, String),
}

impl Matcher {
    fn matches(&self, options: &TransportOptions) -> bool {
        let operation = options.operation;
        match self {
            Self::Any => true,
            Self::Operation(id) => id == operation.id,
            Self::Route(method, path) => method == operation.method && path == operation.path,
        }
    }
}

impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any operation"),
            Self::Operation(id) => f.write_str(id),
            Self::Route(method, path) => write!(f, "{method} {path}"),
        }
    }
}

impl Transport {
    /// Returns a transport without answers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Prepares the answer to the next request of an operation, by its id.
    pub fn answer(&self, operation: impl Into<String>, answer: Answer) -> &Self {
        self.prepare(Matcher::Operation(operation.into()), answer)
    }

    /// Prepares the answer to the next request of an operation, by its method and path template:
    /// `GET`, `/pets/{petId}`.
    pub fn answer_route(&self, method: Method, path: impl Into<String>, answer: Answer) -> &Self {
        self.prepare(Matcher::Route(method, path.into()), answer)
    }

    /// Prepares the answer to the next request, whichever it is.
    pub fn answer_any(&self, answer: Answer) -> &Self {
        self.prepare(Matcher::Any, answer)
    }

    /// Returns the requests so far, the oldest first. Every attempt and every redirect is one.
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// Returns what the answers that were not given were prepared for, without those that repeat.
    pub fn unused(&self) -> Vec<String> {
        self.state()
            .answers
            .iter()
            .filter(|(_, answer)| !answer.repeat)
            .map(|(matcher, _)| matcher.to_string())
            .collect()
    }

    fn prepare(&self, matcher: Matcher, answer: Answer) -> &Self {
        self.state().answers.push_back((matcher, answer));
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Each change is complete in itself, so a panic elsewhere leaves the state whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, options: &TransportOptions) -> Result<Answer, TransportError> {
        let mut state = self.state();
        let found = state
            .answers
            .iter()
            .position(|(matcher, _)| matcher.matches(options));
        let answer = match found {
            Some(at) if state.answers[at].1.repeat => Some(state.answers[at].1.clone()),
            Some(at) => state.answers.remove(at).map(|(_, answer)| answer),
            None => None,
        };
        answer.ok_or_else(|| {
            let operation = options.operation;
            let left: Vec<String> = state
                .answers
                .iter()
                .map(|(matcher, _)| matcher.to_string())
                .collect();
            let left = if left.is_empty() {
                "nothing".to_owned()
            } else {
                left.join(", ")
            };
            TransportError::new(
                TransportErrorKind::Request,
                format!(
                    "the mock transport has no answer for {} ({} {}); it has answers for: {left}",
                    operation.id, operation.method, operation.path
                ),
            )
        })
    }
}

impl super::transport::Transport for Transport {
    fn send(
        &self,
        request: http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = Recorded::of(request, &options).await?;
            self.state().requests.push(request);
            self.take(&options)?.give().await
        })
    }
}

/// A request that the mock transport got.
#[derive(Clone)]
#[non_exhaustive]
pub struct Recorded {
    /// The id of the operation.
    pub operation: &'static str,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// The method.
    pub method: Method,
    /// The absolute URI.
    pub uri: Uri,
    /// The headers, credentials included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Recorded {
    pub(super) async fn of(
        request: http::Request<Body>,
        options: &TransportOptions,
    ) -> Result<Self, TransportError> {
        let (parts, body) = request.into_parts();
        Ok(Self {
            operation: options.operation.id,
            attempt: options.attempt,
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
            body: body.into_bytes().await?,
        })
    }

    /// Reads the body as JSON.
    ///
    /// # Errors
    ///
    /// Fails when the body is no `T`.
    pub fn json<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_slice(&self.body)
    }

    /// Returns a header's value, `None` when it is absent or is no visible ASCII text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl fmt::Debug for Recorded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the query nor the body: a key may be in them.
        f.debug_struct("Recorded")
            .field("operation", &self.operation)
            .field("attempt", &self.attempt)
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// A prepared answer.
#[derive(Clone, Debug)]
#[must_use = "an answer is given only when the transport has it"]
pub struct Answer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    /// The pieces of a body that is streamed.
    chunks: Option<Chunks>,
    failure: Option<(TransportErrorKind, String)>,
    delay: Duration,
    repeat: bool,
}

impl Answer {
    /// Returns an answer without a body.
    pub fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: Bytes::new(),
            chunks: None,
            failure: None,
            delay: Duration::ZERO,
            repeat: false,
        }
    }

    /// Returns an answer with a JSON body.
    pub fn json(status: u16, body: &(impl Serialize + ?Sized)) -> Self {
        match serde_json::to_vec(body) {
            Ok(bytes) => Self::bytes(status, "application/json", bytes),
            Err(error) => Self::failure(
                TransportErrorKind::Request,
                format!("the body of the prepared answer cannot be serialised: {error}"),
            ),
        }
    }

    /// Returns an answer with a body of type `text/plain`.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::bytes(status, "text/plain; charset=utf-8", body.into())
    }

    /// Returns an answer with a body of any media type.
    pub fn bytes(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        let mut answer = Self::empty(status).header(CONTENT_TYPE.as_str(), media_type);
        answer.body = body.into();
        answer
    }

    /// Returns an answer whose body comes in these pieces.
    pub fn chunks<B: Into<Bytes>>(
        status: u16,
        media_type: &str,
        chunks: impl IntoIterator<Item = B>,
    ) -> Self {
        let mut answer = Self::empty(status).header(CONTENT_TYPE.as_str(), media_type);
        answer.chunks = Some(Chunks {
            chunks: chunks.into_iter().map(Into::into).collect(),
            breaks: false,
        });
        answer
    }

    /// Breaks the connection after the last piece of the body.
    pub fn breaks(mut self) -> Self {
        let body = std::mem::take(&mut self.body);
        let chunks = self.chunks.get_or_insert_with(|| Chunks {
            chunks: VecDeque::from([body]),
            breaks: false,
        });
        chunks.breaks = true;
        self
    }

    /// Returns a failure of the transport.
    pub fn failure(kind: TransportErrorKind, message: impl Into<String>) -> Self {
        let mut answer = Self::empty(0);
        answer.failure = Some((kind, message.into()));
        answer
    }

    /// Sets the status.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Says of which media type the body is, if there is one; a range and nothing leave what is said.
    #[cfg(feature = "mock")]
    pub(super) fn media_type(mut self, media_type: &str) -> Self {
        let is_one = !media_type.is_empty() && !media_type.contains('*');
        let mut headers = self.headers.iter_mut();
        let said = headers.find(|(name, _)| name == CONTENT_TYPE.as_str());
        if let Some((_, value)) = said.filter(|_| is_one) {
            media_type.clone_into(value);
        }
        self
    }

    /// Gives the answer only after a while.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Gives the answer as often as it is asked for.
    pub fn repeat(mut self) -> Self {
        self.repeat = true;
        self
    }

    pub(super) async fn give(self) -> Result<http::Response<Body>, TransportError> {
        if !self.delay.is_zero() {
            clock::sleep(self.delay).await;
        }
        self.into_response()
    }

    fn into_response(self) -> Result<http::Response<Body>, TransportError> {
        let invalid = |what: String| TransportError::new(TransportErrorKind::Request, what);
        if let Some((kind, message)) = self.failure {
            return Err(TransportError::new(kind, message));
        }
        let mut response = http::Response::new(match self.chunks {
            Some(chunks) => Body::stream(chunks),
            None => Body::from(self.body),
        });
        *response.status_mut() = StatusCode::from_u16(self.status)
            .map_err(|_| invalid(format!("the prepared status {} is none", self.status)))?;
        for (name, value) in self.headers {
            let (Ok(name), Ok(value)) =
                (HeaderName::try_from(&name), HeaderValue::from_str(&value))
            else {
                return Err(invalid(format!(
                    "the prepared header {name:?} is not valid"
                )));
            };
            response.headers_mut().append(name, value);
        }
        Ok(response)
    }
}

/// A body that comes in pieces.
#[derive(Clone, Debug)]
struct Chunks {
    chunks: VecDeque<Bytes>,
    breaks: bool,
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match self.chunks.pop_front() {
            Some(chunk) => Some(Ok(chunk)),
            None if std::mem::take(&mut self.breaks) => Some(Err(TransportError::new(
                TransportErrorKind::Interrupted,
                "the prepared answer breaks off here",
            ))),
            None => None,
        })
    }
}
