//! The one error of the SDK.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::content_type;
use super::decode::{self, Notation};
use super::problem::{self, Problem};
use super::response::{RawResponse, request_id};
use super::retry;
use super::token::BoxError;
use super::transport::{TransportError, TransportErrorKind};

/// Why a call gave no value.
///
/// `Display` says it all in one line: the operation, the status or the failure, what the server says
/// about it (`resultCode`, `error_description`, RFC 9457's `title`, ...), the request id, the
/// number of attempts. [`source`](StdError::source) gives the causes one by one. Neither it nor
/// `Debug` shows a credential; `Debug` gives the length of the body only.
#[derive(Clone)]
pub struct Error {
    inner: Box<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    message: String,
    operation: Option<&'static str>,
    attempts: u32,
    answer: Option<Answer>,
    path: Option<String>,
    transport: Option<TransportErrorKind>,
    /// In what the body is written, where that is not JSON.
    notation: Option<&'static dyn Notation>,
    source: Option<Arc<dyn StdError + Send + Sync>>,
}

/// What the server sent.
#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client's settings are wrong or lack something: base URL, credential, header. Nothing was
    /// sent.
    Configuration,
    /// The parameters or the body make no valid request. Nothing was sent, or not all of a body that
    /// is streamed.
    Request,
    /// No token could be got for the call. Nothing was sent, or the server refused the token that was.
    Authentication,
    /// No answer came: the connection could not be made, or broke.
    Transport,
    /// No answer came in time.
    Timeout,
    /// The server answered with a status that is no success.
    Status,
    /// The server answered with a success, but the body could not be read. The request took effect.
    Decode,
}

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                message: message.into(),
                operation: None,
                attempts: 0,
                answer: None,
                path: None,
                transport: None,
                notation: None,
                source: None,
            }),
        }
    }

    /// Returns an error of kind [`Configuration`](ErrorKind::Configuration).
    pub fn configuration(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, message)
    }

    /// Returns an error of kind [`Request`](ErrorKind::Request).
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    /// Returns an error of kind [`Authentication`](ErrorKind::Authentication), with its cause.
    pub(super) fn authentication(cause: BoxError) -> Self {
        let message = format!("no token could be got: {cause}");
        Self::new(ErrorKind::Authentication, message).caused_by(cause)
    }

    /// Returns an error of kind [`Decode`](ErrorKind::Decode): `reason` says what is wrong with the
    /// body, or with its part at `path` (empty for the whole).
    pub fn decode(
        response: &RawResponse,
        path: impl Into<String>,
        reason: impl fmt::Display,
    ) -> Self {
        let path = path.into();
        let place = if path.is_empty() {
            String::new()
        } else {
            format!(" at `{path}`")
        };
        let message = format!("the body cannot be decoded{place}: {reason}");
        let mut error = Self::new(ErrorKind::Decode, message).with_response(response);
        error.inner.path = Some(path);
        error
    }

    /// Returns an error of kind [`Decode`](ErrorKind::Decode): the answer is a page of a list, and
    /// `reason` says why the next one cannot be had.
    pub fn no_next_page(response: &RawResponse, reason: impl fmt::Display) -> Self {
        let message = format!("the next page cannot be had: {reason}");
        let mut error = Self::new(ErrorKind::Decode, message).with_response(response);
        error.inner.path = Some(String::new());
        error
    }

    /// Returns the error of an answer that began to come, and did not come to its end.
    pub fn unfinished(response: &RawResponse, error: TransportError) -> Self {
        Self::transport(error).with_response(response)
    }

    pub(super) fn status_of(response: &RawResponse) -> Self {
        Self::new(ErrorKind::Status, "").with_response(response)
    }

    pub(super) fn timeout(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Timeout, message)
    }

    pub(super) fn transport(error: TransportError) -> Self {
        let kind = match error.kind() {
            TransportErrorKind::Request | TransportErrorKind::Body => ErrorKind::Request,
            TransportErrorKind::Connect | TransportErrorKind::Interrupted => ErrorKind::Transport,
            TransportErrorKind::ConnectTimeout | TransportErrorKind::Timeout => ErrorKind::Timeout,
        };
        let mut message = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            let text = error.to_string();
            // Some errors repeat their cause.
            if !message.ends_with(&text) {
                message.push_str(": ");
                message.push_str(&text);
            }
            cause = error.source();
        }
        let mut wrapped = Self::new(kind, message);
        wrapped.inner.transport = Some(error.kind());
        wrapped.with_source(error)
    }

    /// Adds the cause. The message should say what it says: few programs print the causes.
    #[must_use]
    pub fn with_source(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.inner.source = Some(Arc::new(source));
        self
    }

    /// Adds the cause where it is on the heap already.
    pub(super) fn caused_by(mut self, source: BoxError) -> Self {
        self.inner.source = Some(Arc::from(source));
        self
    }

    /// Says in what the body is written, unless that is JSON.
    pub(super) fn with_notation(mut self, notation: Option<&'static dyn Notation>) -> Self {
        self.inner.notation = notation;
        self
    }

    pub(super) fn with_operation(mut self, id: &'static str) -> Self {
        self.inner.operation = Some(id);
        self
    }

    pub(super) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    fn with_response(mut self, response: &RawResponse) -> Self {
        self.inner.operation = Some(response.operation().id);
        self.inner.attempts = response.attempts();
        self.inner.answer = Some(Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.body().clone(),
        });
        self
    }

    /// Returns the kind of the failure.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns the operation that failed, `None` when the client could not even be built.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// Returns the status, if an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.answer.as_ref().map(|answer| answer.status)
    }

    /// Returns the headers of the answer, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.answer.as_ref().map(|answer| &answer.headers)
    }

    /// Returns the body of the answer, if one came.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.answer.as_ref().map(|answer| &answer.body)
    }

    /// Reads the body of the answer as JSON of type `T`, or in what else the document says that it is.
    ///
    /// # Errors
    ///
    /// Fails with the kind [`Decode`](ErrorKind::Decode) when the body is no `T`, and with a copy of
    /// this error when no answer came.
    pub fn body_as<T: DeserializeOwned>(&self) -> Result<T, Self> {
        let Some(answer) = &self.inner.answer else {
            return Err(self.clone());
        };
        // A proxy may answer in JSON where the API does not.
        let is_json = content_type::said(&answer.headers).is_some_and(|it| it.contains("json"));
        let notation = self.inner.notation.filter(|_| !is_json);
        let wanted = notation.map_or("JSON", |_| "XML");
        decode::error_body(&answer.body, notation).map_err(|wrong| {
            let reason = content_type::explain(&answer.headers, wanted, wrong.reason);
            let mut error = self.clone();
            error.inner.kind = ErrorKind::Decode;
            error.inner.message = match wrong.path.as_str() {
                "" => format!("the body cannot be decoded: {reason}"),
                path => format!("the body cannot be decoded at `{path}`: {reason}"),
            };
            error.inner.path = Some(wrong.path);
            match wrong.cause {
                Some(cause) => error.with_source(cause),
                None => error,
            }
        })
    }

    /// Returns where in the body decoding failed, such as `client.grantTypes[2]`; empty for the
    /// body as a whole. `None` for other kinds than [`Decode`](ErrorKind::Decode).
    pub fn path(&self) -> Option<&str> {
        self.inner.path.as_deref()
    }

    /// Returns the id that the server gave the request, to quote to its operator.
    pub fn request_id(&self) -> Option<&str> {
        self.headers().and_then(request_id)
    }

    /// Returns how many times the request was sent, or its sending begun.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Returns whether the time for the call, for the connection or for a token passed.
    pub fn is_timeout(&self) -> bool {
        match self.inner.kind {
            ErrorKind::Timeout => true,
            ErrorKind::Authentication => self.cause().is_some_and(Self::is_timeout),
            ErrorKind::Configuration
            | ErrorKind::Request
            | ErrorKind::Transport
            | ErrorKind::Status
            | ErrorKind::Decode => false,
        }
    }

    /// Returns the cause, where that is the error of another request.
    fn cause(&self) -> Option<&Self> {
        self.inner.source.as_ref()?.downcast_ref()
    }

    /// Returns whether no connection could be made, so that the server has seen nothing.
    pub fn is_connect(&self) -> bool {
        matches!(
            self.inner.transport,
            Some(TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout)
        )
    }

    /// Returns whether the same call may succeed later. Whether it is safe to repeat is another
    /// question: see [`RetryPolicy`](super::RetryPolicy).
    pub fn is_retryable(&self) -> bool {
        match self.inner.kind {
            ErrorKind::Transport | ErrorKind::Timeout => true,
            ErrorKind::Status => self.status().is_some_and(retry::is_transient),
            ErrorKind::Authentication => self.cause().is_some_and(Self::is_retryable),
            ErrorKind::Configuration | ErrorKind::Request | ErrorKind::Decode => false,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.inner;
        if let Some(operation) = inner.operation {
            write!(f, "{operation}: ")?;
        }
        if let Some(answer) = &inner.answer {
            match inner.kind {
                ErrorKind::Decode | ErrorKind::Transport | ErrorKind::Timeout
                    if answer.status.is_success() =>
                {
                    write!(f, "the request succeeded (")?;
                    write_status(f, answer.status)?;
                    write!(f, "), but ")?;
                }
                ErrorKind::Decode => {
                    write_status(f, answer.status)?;
                    write!(f, ", and ")?;
                }
                ErrorKind::Status => {
                    write_status(f, answer.status)?;
                    if let Some(problem) = Problem::read(&answer.headers, &answer.body) {
                        write!(f, ": {problem}")?;
                    }
                }
                ErrorKind::Configuration
                | ErrorKind::Request
                | ErrorKind::Authentication
                | ErrorKind::Transport
                | ErrorKind::Timeout => {}
            }
        }
        f.write_str(&inner.message)?;
        match (self.request_id(), inner.attempts) {
            (None, 0 | 1) => Ok(()),
            (None, attempts) => write!(f, " ({attempts} attempts)"),
            (Some(id), 0 | 1) => write!(f, " (request id {})", problem::one_line(id)),
            (Some(id), attempts) => {
                let id = problem::one_line(id);
                write!(f, " (request id {id}, {attempts} attempts)")
            }
        }
    }
}

/// Writes `404 Not Found`, and a status that nobody registered as its number.
fn write_status(f: &mut fmt::Formatter<'_>, status: StatusCode) -> fmt::Result {
    match status.canonical_reason() {
        Some(reason) => write!(f, "{} {reason}", status.as_u16()),
        None => write!(f, "{}", status.as_u16()),
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug
            .field("kind", &self.inner.kind)
            .field("message", &self.to_string());
        if let Some(answer) = &self.inner.answer {
            debug
                .field("status", &answer.status)
                .field("body", &format_args!("{} bytes", answer.body.len()));
        }
        if let Some(source) = &self.inner.source {
            debug.field("source", source);
        }
        debug.finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.inner
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
