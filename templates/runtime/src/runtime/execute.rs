//! Sends a call: time-out, retries, redirects. Not generic, so that it is compiled once.

use std::time::Duration;

use http::header::HeaderMap;
use http::{Request, Response};
use tokio::time::{Instant, sleep, timeout_at};

use super::body::Body;
use super::call::{Call, IDEMPOTENCY_KEY, State};
use super::error::Error;
use super::redirect;
use super::response::{RawResponse, RawStream};
use super::retry::RetryPolicy;
use super::transport::{BoxFuture, TransportError, TransportOptions};

/// Sends the call and returns the answer, whose status is a success, with its body.
pub(super) fn execute(call: Call) -> BoxFuture<'static, Result<RawResponse, Error>> {
    let whole = run(call, Ending::Whole);
    Box::pin(async move { Ok(whole.await?.into_response()) })
}

/// Sends the call and returns the answer, whose status is a success, with its body still to be read;
/// one of another type than `media_type` is read nevertheless, for the error that it is.
pub(super) fn open(
    call: Call,
    media_type: &'static str,
) -> BoxFuture<'static, Result<RawStream, Error>> {
    run(call, Ending::Stream(media_type))
}

fn run(call: Call, ending: Ending) -> BoxFuture<'static, Result<RawStream, Error>> {
    Box::pin(async move {
        let (state, request) = call.prepare()?;
        Execution::new(&state, &request, ending)
            .run(&request)
            .await
            .map_err(|error| error.with_operation(state.operation.id))
    })
}

/// How much of the answer there must be before the call is over.
#[derive(Clone, Copy)]
enum Ending {
    /// All of it.
    Whole,
    /// The head, where the body is of this type; empty stands for any.
    Stream(&'static str),
}

impl Ending {
    /// Returns whether the body of a success is left to be read.
    fn leaves(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Whole => false,
            Self::Stream(expected) => RawStream::is_of(headers, expected),
        }
    }
}

struct Execution<'a> {
    state: &'a State,
    timeout: Duration,
    /// `None` when the time-out is too long to be reached.
    deadline: Option<Instant>,
    policy: RetryPolicy,
    /// How many there may be in all.
    attempts: u32,
    ending: Ending,
}

impl<'a> Execution<'a> {
    fn new(state: &'a State, request: &Request<Body>, ending: Ending) -> Self {
        let core = state.core.inner();
        let timeout = state.timeout.unwrap_or(core.timeout);
        let policy = state.retry.unwrap_or(core.retry);
        // `http` knows the method QUERY from version 1.5 on.
        let idempotent = request.method().is_idempotent()
            || request.method().as_str() == "QUERY"
            || request.headers().contains_key(IDEMPOTENCY_KEY);
        Self {
            state,
            timeout,
            deadline: Instant::now().checked_add(timeout),
            policy,
            attempts: policy.attempts(idempotent),
            ending,
        }
    }

    async fn run(&self, request: &Request<Body>) -> Result<RawStream, Error> {
        let mut attempt = 1;
        loop {
            let error = match self.attempt(request, attempt).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            let is_last = attempt >= self.attempts || self.is_over();
            // A body that was streamed is gone.
            if is_last || !error.is_retryable() || !request.body().is_unread() {
                return Err(error);
            }
            // When the wait would outlast the call, what the server said tells more than a time-out.
            match self.policy.delay(attempt, error.headers()) {
                Some(delay) if self.remaining().is_none_or(|remaining| delay < remaining) => {
                    sleep(delay).await;
                }
                Some(_) | None => return Err(error),
            }
            attempt += 1;
        }
    }

    /// Sends the request once, and what it is redirected to.
    async fn attempt(&self, request: &Request<Body>, attempt: u32) -> Result<RawStream, Error> {
        let exchange = self.exchange(request, attempt);
        let response = match self.deadline {
            None => exchange.await,
            Some(deadline) => timeout_at(deadline, exchange).await.unwrap_or_else(|_| {
                Err(Error::timeout(format!(
                    "no answer came in {:?}, the time for the call",
                    self.timeout
                )))
            }),
        };
        let response = RawStream::new(
            self.state.operation,
            attempt,
            response.map_err(|error| error.with_attempts(attempt))?,
        );
        if response.response().status().is_success() {
            Ok(response)
        } else {
            Err(Error::status_of(response.response()))
        }
    }

    async fn exchange(
        &self,
        request: &Request<Body>,
        attempt: u32,
    ) -> Result<Response<Body>, Error> {
        let mut request = request.clone();
        let mut redirects = 0;
        loop {
            let response = self
                .send(&request, attempt)
                .await
                .map_err(Error::transport)?;
            match redirect::follow(&request, &response) {
                Some(next) if redirects < redirect::MOST_REDIRECTS => {
                    redirects += 1;
                    request = next;
                }
                Some(_) | None => return self.end(response).await.map_err(Error::transport),
            }
        }
    }

    /// Reads as much of the answer as is to be there at the end of the call.
    async fn end(&self, response: Response<Body>) -> Result<Response<Body>, TransportError> {
        if response.status().is_success() && self.ending.leaves(response.headers()) {
            return Ok(response);
        }
        let (parts, body) = response.into_parts();
        Ok(Response::from_parts(parts, body.into_bytes().await?.into()))
    }

    async fn send(
        &self,
        request: &Request<Body>,
        attempt: u32,
    ) -> Result<Response<Body>, TransportError> {
        let options = TransportOptions {
            operation: self.state.operation,
            attempt,
            remaining: self.remaining(),
        };
        let transport = &self.state.core.inner().transport;
        transport.send(request.clone(), options).await
    }

    fn remaining(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    fn is_over(&self) -> bool {
        self.remaining()
            .is_some_and(|remaining| remaining.is_zero())
    }
}
