//! The seam between the runtime and whatever carries HTTP.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;

use super::operation::Operation;

/// A future on the heap that can be sent between threads.
pub type BoxFuture<'a, T> = futures_core::future::BoxFuture<'a, T>;

/// What carries a request to the server and its answer back.
///
/// A transport sends each request once. It follows no redirect, retries nothing and treats no
/// status as an error: the runtime does, the same way over every transport. The time-out of the call
/// is enforced around it by dropping the future.
pub trait Transport: Send + Sync {
    /// Sends the request, whose URI is absolute, and returns the answer.
    ///
    /// # Errors
    ///
    /// Fails when no complete answer was received; the [`TransportErrorKind`] says how far it got.
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

/// The body of a request or of an answer.
///
/// It is opaque so that a body which arrives in pieces can be one too. `Debug` shows its length only.
#[derive(Clone, Default)]
pub struct Body(Bytes);

impl Body {
    /// Returns a body without bytes.
    pub const fn empty() -> Self {
        Self(Bytes::new())
    }

    /// Returns the bytes, if all of them are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        Some(&self.0)
    }

    /// Returns the bytes, once all of them are there.
    ///
    /// # Errors
    ///
    /// Fails when the rest of the body cannot be read.
    pub async fn into_bytes(self) -> Result<Bytes, TransportError> {
        Ok(self.0)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
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
            TransportErrorKind::Connect => "no connection could be made",
            TransportErrorKind::ConnectTimeout => "no connection could be made in time",
            TransportErrorKind::Interrupted => "the connection broke",
            TransportErrorKind::Timeout => "the answer did not come in time",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}
