//! Sends a call: time-out, retries, redirects. Not generic, so that it is compiled once.

use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use tokio::time::{Instant, sleep, timeout_at};

use super::call::{Call, IDEMPOTENCY_KEY, State};
use super::error::Error;
use super::redirect;
use super::response::RawResponse;
use super::retry::RetryPolicy;
use super::transport::{Body, BoxFuture, TransportError, TransportOptions};

/// Sends the call and returns the answer, whose status is a success.
pub(super) fn execute(call: Call) -> BoxFuture<'static, Result<RawResponse, Error>> {
    Box::pin(async move {
        let (state, request) = call.prepare()?;
        Execution::new(&state, &request)
            .run(&request)
            .await
            .map_err(|error| error.with_operation(state.operation.id))
    })
}

struct Execution<'a> {
    state: &'a State,
    timeout: Duration,
    /// `None` when the time-out is too long to be reached.
    deadline: Option<Instant>,
    policy: RetryPolicy,
    /// How many there may be in all.
    attempts: u32,
}

impl<'a> Execution<'a> {
    fn new(state: &'a State, request: &Request<Bytes>) -> Self {
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
        }
    }

    async fn run(&self, request: &Request<Bytes>) -> Result<RawResponse, Error> {
        let mut attempt = 1;
        loop {
            let error = match self.attempt(request, attempt).await {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            if attempt >= self.attempts || !error.is_retryable() || self.is_over() {
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
    async fn attempt(&self, request: &Request<Bytes>, attempt: u32) -> Result<RawResponse, Error> {
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
        let response = RawResponse::new(
            self.state.operation,
            attempt,
            response.map_err(|error| error.with_attempts(attempt))?,
        );
        if response.status().is_success() {
            Ok(response)
        } else {
            Err(Error::status_of(&response))
        }
    }

    async fn exchange(
        &self,
        request: &Request<Bytes>,
        attempt: u32,
    ) -> Result<Response<Bytes>, Error> {
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
                Some(_) | None => return collect(response).await.map_err(Error::transport),
            }
        }
    }

    async fn send(
        &self,
        request: &Request<Bytes>,
        attempt: u32,
    ) -> Result<Response<Body>, TransportError> {
        let options = TransportOptions {
            operation: self.state.operation,
            attempt,
            remaining: self.remaining(),
        };
        let request = request.clone().map(Body::from);
        self.state
            .core
            .inner()
            .transport
            .send(request, options)
            .await
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

async fn collect(response: Response<Body>) -> Result<Response<Bytes>, TransportError> {
    let (parts, body) = response.into_parts();
    Ok(Response::from_parts(parts, body.into_bytes().await?))
}
