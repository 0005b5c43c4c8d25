//! Code of an application that runs around each attempt of a call.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::clock::Instant;
use super::error::Error;
use super::operation::Operation;
use super::response::RawStream;
use super::token::BoxError;
use super::transport::{BoxFuture, TransportOptions};

/// Sees each attempt of each call before it is sent and after it is answered.
///
/// Hooks run in the order in which the client was given them. Requests for tokens and requests that
/// follow a redirect pass no hook.
pub trait Hook: Send + Sync {
    /// Sees the request, credentials included, and may change it. What it takes counts as time of the
    /// call.
    ///
    /// # Errors
    ///
    /// Ends the call: the request is not sent, nor are the hooks after this one asked. An
    /// [`Error`] is the error of the call as it is; another is the cause of one of the kind
    /// [`Request`](super::ErrorKind::Request).
    fn before_request<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        let _ = (request, options);
        Box::pin(std::future::ready(Ok(())))
    }

    /// Sees what became of the attempt. It is not called when the call is dropped.
    fn after_response(&self, outcome: &Outcome<'_>) {
        let _ = outcome;
    }
}

/// What became of one attempt. `Debug` does not show the values of headers.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Outcome<'a> {
    /// The operation that was called.
    pub operation: &'static Operation,
    /// The number of the attempt, from 1.
    pub attempt: u32,
    /// How long the attempt took: until its answer was there, or until the answer of a stream began.
    pub duration: Duration,
    /// The status, if an answer came.
    pub status: Option<StatusCode>,
    /// The headers of the answer, if one came.
    pub headers: Option<&'a HeaderMap>,
    /// What went wrong, if something did. It may be tried again.
    pub error: Option<&'a Error>,
}

impl fmt::Debug for Outcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outcome")
            .field("operation", &self.operation.id)
            .field("attempt", &self.attempt)
            .field("duration", &self.duration)
            .field("status", &self.status)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// A closure that sees requests.
pub(super) struct Before<F>(pub(super) F);

impl<F> Hook for Before<F>
where
    F: Fn(&mut http::Request<Body>, TransportOptions) -> Result<(), BoxError> + Send + Sync,
{
    fn before_request<'a>(
        &'a self,
        request: &'a mut http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'a, Result<(), BoxError>> {
        Box::pin(std::future::ready((self.0)(request, options)))
    }
}

/// A closure that sees what became of requests.
pub(super) struct After<F>(pub(super) F);

impl<F: Fn(&Outcome<'_>) + Send + Sync> Hook for After<F> {
    fn after_response(&self, outcome: &Outcome<'_>) {
        (self.0)(outcome);
    }
}

/// Asks the hooks before a request is sent.
pub(super) async fn before(
    hooks: &[Arc<dyn Hook>],
    request: &mut http::Request<Body>,
    options: TransportOptions,
) -> Result<(), Error> {
    for hook in hooks {
        if let Err(error) = hook.before_request(request, options).await {
            return Err(match error.downcast::<Error>() {
                Ok(error) => *error,
                Err(error) => {
                    Error::request(format!("a hook refuses the request: {error}")).caused_by(error)
                }
            });
        }
    }
    Ok(())
}

/// Tells the hooks what became of an attempt.
pub(super) fn after(
    hooks: &[Arc<dyn Hook>],
    operation: &'static Operation,
    attempt: u32,
    start: Instant,
    result: &Result<RawStream, Error>,
) {
    let response = result.as_ref().map(RawStream::response);
    let outcome = Outcome {
        operation,
        attempt,
        duration: start.elapsed(),
        status: match &response {
            Ok(response) => Some(response.status()),
            Err(error) => error.status(),
        },
        headers: match &response {
            Ok(response) => Some(response.headers()),
            Err(error) => error.headers(),
        },
        error: result.as_ref().err(),
    };
    hooks.iter().for_each(|hook| hook.after_response(&outcome));
}
