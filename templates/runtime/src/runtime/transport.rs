//! The seam between the runtime and whatever carries HTTP.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::body::Body;
use super::operation::Operation;

/// A future on the heap that can be sent between threads.
pub type BoxFuture<'a, T> = futures_core::future::BoxFuture<'a, T>;

/// What carries a request to the server and its answer back.
///
/// A transport sends each request once. It follows no redirect, retries nothing and treats no
/// status as an error: the runtime does, the same way over every transport. The time-out of the call
/// is enforced around it by dropping the future.
pub trait Transport: Send + Sync {
    /// Sends the request, whose URI is absolute, and returns the answer, whose body may still be on
    /// its way. When that body is dropped, nothing more of it should be received.
    ///
    /// # Errors
    ///
    /// Fails when no answer was received; the [`TransportErrorKind`] says how far it got.
    fn send(
        &self,
        request: http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;
}

/// What a transport may want to know about a request beyond HTTP.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct TransportOptions {
    /// The operation that is called.
    pub operation: &'static Operation,
    /// The number of this attempt, from 1.
    pub attempt: u32,
    /// The time that is left for the call, `None` when it has no limit.
    pub remaining: Option<Duration>,
}

/// Why no answer came.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn StdError + Send + Sync>,
}

/// How far a request got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// It is no request that the transport can send. Nothing was sent.
    Request,
    /// The body of the request could not be read to its end, so that part of it may have been sent.
    Body,
    /// No connection was made. Nothing was sent.
    Connect,
    /// No connection was made in the time for it. Nothing was sent.
    ConnectTimeout,
    /// The connection was made, and broke before the answer was complete.
    Interrupted,
    /// The connection was made, and the transport's own time-out passed before the answer was
    /// complete.
    Timeout,
}

impl TransportError {
    /// Returns an error with its cause, which should not name the URL: a query may hold a key.
    pub fn new(
        kind: TransportErrorKind,
        source: impl Into<Box<dyn StdError + Send + Sync>>,
    ) -> Self {
        Self {
            kind,
            source: source.into(),
        }
    }

    /// Returns how far the request got.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Request => "the request cannot be sent",
            TransportErrorKind::Body => "the body of the request cannot be read",
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::ConnectTimeout => "no connection could be made in time",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Timeout => "the answer did not come in time",
        })
    }
}

/// What goes wrong while a file is read that is sent.
impl From<std::io::Error> for TransportError {
    fn from(error: std::io::Error) -> Self {
        Self::new(TransportErrorKind::Body, error)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
