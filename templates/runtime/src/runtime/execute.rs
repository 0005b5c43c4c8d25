//! Sends a call: time-out, retries, redirects, tokens, hooks. Not generic, so that it is compiled once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap};
use http::{Request, Response, StatusCode};
use tokio::time::{Instant, sleep, timeout_at};

use super::body::{Body, End, Prefix};
use super::call::{Call, IDEMPOTENCY_KEY, State};
use super::credential;
use super::error::Error;
use super::hook::{self, Hook};
use super::redirect;
use super::response::{RawResponse, RawStream};
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::token::TokenRequest;
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::{BoxFuture, TransportOptions};

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
    let again = call.clone();
    let stream = run(call, Ending::Stream(media_type));
    Box::pin(async move { Ok(stream.await?.with_call(again)) })
}

fn run(call: Call, ending: Ending) -> BoxFuture<'static, Result<RawStream, Error>> {
    Box::pin(async move {
        let (state, request) = call.prepare()?;
        let execution = Execution::new(&state, &request, ending);
        let sent = execution.run(&request);
        #[cfg(feature = "tracing")]
        let sent = tracing::Instrument::instrument(sent, execution.span.clone());
        let result = sent.await;
        result.map_err(|error| error.with_operation(state.operation.id))
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
    #[cfg(feature = "tracing")]
    span: tracing::Span,
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
            #[cfg(feature = "tracing")]
            span: trace::span(state.operation, request),
        }
    }

    async fn run(&self, request: &Request<Body>) -> Result<RawStream, Error> {
        let (mut attempt, mut attempts) = (1, self.attempts);
        // The token that replaces one that was refused, which happens once.
        let (mut renewed, mut may_renew) = (None, true);
        loop {
            let token = match renewed.take() {
                Some(token) => Some(token),
                None => self.token(None).await?,
            };
            let result = self.attempt(request, attempt, token.as_ref()).await;
            let error = match result {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            // A body that was streamed is gone.
            if self.is_over() || !request.body().is_unread() {
                return Err(error);
            }
            if may_renew && token.is_some() && error.status() == Some(StatusCode::UNAUTHORIZED) {
                let another = self.token(token.as_ref()).await?;
                if another == token {
                    return Err(error);
                }
                (renewed, may_renew) = (another, false);
                // The server did nothing, so it is no attempt of the policy.
                attempts = attempts.saturating_add(1);
            } else {
                if attempt >= attempts || !error.is_retryable() {
                    return Err(error);
                }
                // When the wait would outlast the call, what the server said tells more than a time-out.
                match self.policy.delay(attempt, error.headers()) {
                    Some(delay) if self.remaining().is_none_or(|remaining| delay < remaining) => {
                        sleep(delay).await;
                    }
                    Some(_) | None => return Err(error),
                }
            }
            attempt += 1;
        }
    }

    /// Returns the token to send, if the call has somebody to give it.
    async fn token(&self, rejected: Option<&Secret>) -> Result<Option<Secret>, Error> {
        let Some(provider) = &self.state.provider else {
            return Ok(None);
        };
        let asked = provider.token(TokenRequest::new(&self.state.core, rejected));
        let token = self.in_time(async { asked.await.map_err(Error::authentication) });
        token.await.map(Some)
    }

    /// Sends the request once, and what it is redirected to, with the hooks around it.
    async fn attempt(
        &self,
        request: &Request<Body>,
        attempt: u32,
        token: Option<&Secret>,
    ) -> Result<RawStream, Error> {
        let start = Instant::now();
        let mut request = request.clone();
        if let Some(token) = token {
            let value = format!("Bearer {}", token.expose());
            let value = credential::header(&AUTHORIZATION, &value)?;
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        let hooks = match self.state.url {
            None => &self.state.core.inner().hooks[..],
            Some(_) => &[],
        };
        let exchange = self.exchange(request, attempt, hooks);
        let result = self.in_time(exchange).await.map_err(|error| {
            let error = error.with_attempts(attempt);
            error.with_operation(self.state.operation.id)
        });
        #[cfg(feature = "tracing")]
        trace::attempt(&self.span, attempt, &result);
        if !hooks.is_empty() {
            hook::after(hooks, self.state.operation, attempt, start, &result);
        }
        result
    }

    async fn exchange(
        &self,
        mut request: Request<Body>,
        attempt: u32,
        hooks: &[Arc<dyn Hook>],
    ) -> Result<RawStream, Error> {
        if !hooks.is_empty() {
            hook::before(hooks, &mut request, self.options(attempt)).await?;
        }
        let mut redirects = 0;
        loop {
            let transport = &self.state.core.inner().transport;
            let sent = transport.send(request.clone(), self.options(attempt));
            let response = sent.await.map_err(Error::transport)?;
            match redirect::follow(&request, &response) {
                Some(next) if redirects < redirect::MOST_REDIRECTS => {
                    redirects += 1;
                    request = next;
                }
                Some(_) | None => return self.end(response, attempt).await,
            }
        }
    }

    /// Reads as much of the answer as is to be there at the end of the call.
    async fn end(&self, response: Response<Body>, attempt: u32) -> Result<RawStream, Error> {
        let is_success = response.status().is_success();
        let operation = self.state.operation;
        if is_success && self.ending.leaves(response.headers()) {
            return Ok(RawStream::new(operation, attempt, response));
        }
        let limit = self.state.core.inner().max_body;
        let (parts, body) = response.into_parts();
        let is_announced = body.length().is_some_and(|length| length > limit);
        let read = match is_success && is_announced {
            true => None,
            false => Some(body.read(limit).await),
        };
        let (bytes, end) = match read {
            Some(Prefix { bytes, end }) => (bytes, end),
            None => (Bytes::new(), End::Beyond),
        };
        let whole = |bytes: Bytes| {
            let response = Response::from_parts(parts, bytes.into());
            RawStream::new(operation, attempt, response)
        };
        // Of an answer that is an error by its status, that is what counts, whatever its body is.
        if !is_success {
            return Err(Error::status_of(whole(bytes).response()));
        }
        match end {
            End::Reached => Ok(whole(bytes)),
            // What was read is of no use, and it may be much.
            End::Failed(error) => Err(Error::unfinished(whole(Bytes::new()).response(), error)),
            End::Beyond => Err(Error::decode(
                whole(Bytes::new()).response(),
                "",
                format_args!("it is longer than {limit} bytes, which `max_body` limits it to"),
            )),
        }
    }

    /// Waits at most as long as the call may take.
    async fn in_time<T>(&self, future: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        match self.deadline {
            None => future.await,
            Some(deadline) => timeout_at(deadline, future).await.unwrap_or_else(|_| {
                Err(Error::timeout(format!(
                    "no answer came in {:?}, the time for the call",
                    self.timeout
                )))
            }),
        }
    }

    fn options(&self, attempt: u32) -> TransportOptions {
        TransportOptions {
            operation: self.state.operation,
            attempt,
            remaining: self.remaining(),
        }
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
