//! Sends a call: time-out, retries, redirects, tokens, hooks. Not generic, so that it is compiled once.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, HeaderMap};
use http::response::Parts;
use http::{Request, StatusCode};

use super::body::{Body, End, Prefix};
use super::call::{Call, IDEMPOTENCY_KEY, State};
use super::clock::{Instant, sleep, timeout_at};
use super::content_type;
use super::credential;
use super::error::Error;
use super::hook::{self, Hook};
use super::redirect;
use super::request;
use super::response::{RawResponse, RawStream};
use super::retry::RetryPolicy;
use super::secret::Secret;
use super::token::{TokenProvider, TokenRequest};
#[cfg(feature = "tracing")]
use super::trace;
use super::transport::{BoxFuture, TransportOptions};

/// Sends the call and returns the answer, whose status is a success, with its body.
pub(super) fn execute(call: Call) -> BoxFuture<'static, Result<RawResponse, Error>> {
    Box::pin(async move { Ok(run(call, Ending::Whole).await?.into_response()) })
}

/// Sends the call and returns the answer, whose status is a success, with its body still to be read;
/// one of another type than `media_type` is read nevertheless, for the error that it is.
pub(super) fn open(
    call: Call,
    media_type: &'static str,
) -> BoxFuture<'static, Result<RawStream, Error>> {
    Box::pin(async move {
        let again = call.clone();
        let stream = run(call, Ending::Stream(media_type)).await?;
        Ok(stream.with_call(again))
    })
}

async fn run(call: Call, ending: Ending) -> Result<RawStream, Error> {
    let (state, request) = call.prepare()?;
    let execution = Execution::new(&state, &request, ending);
    let mut request = Some(request);
    // What is moved takes its place twice, in the future that it is moved in: it is lent, or pinned where it is.
    let sent = pin!(execution.run(&mut request));
    #[cfg(feature = "tracing")]
    let sent = tracing::Instrument::instrument(sent, execution.span.clone());
    let result = sent.await;
    result.map_err(|error| error.with_operation(state.operation.id))
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

const FAR: Duration = Duration::from_secs(10 * 365 * 86_400);

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

    /// Makes attempts, the first one with a request that is there already.
    async fn run(&self, request: &mut Option<Request<Body>>) -> Result<RawStream, Error> {
        let (mut attempt, mut attempts) = (1, self.attempts);
        // The token that replaces one that was refused, which happens once.
        let (mut renewed, mut may_renew) = (None, true);
        loop {
            let token = match (&self.state.provider, renewed.take()) {
                (None, _) => None,
                (Some(_), Some(token)) => Some(token),
                (Some(provider), None) => Some(self.token(&**provider, None).await?),
            };
            let result = self.attempt(request, attempt, token.as_ref()).await;
            let error = match result {
                Ok(response) => return Ok(response),
                Err(error) => error,
            };
            // A body that was streamed is gone.
            let body = self.state.body.as_ref();
            if self.is_over() || body.is_some_and(|content| !content.body.is_unread()) {
                return Err(error);
            }
            let refused = match error.status() {
                Some(StatusCode::UNAUTHORIZED) if may_renew => self.state.provider.as_ref(),
                Some(_) | None => None,
            };
            if let Some(provider) = refused {
                let another = self.token(&**provider, token.as_ref()).await?;
                if Some(&another) == token.as_ref() {
                    return Err(error);
                }
                (renewed, may_renew) = (Some(another), false);
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

    /// Returns the token to send. The future is on the heap, so that calls without one have no place for it.
    fn token<'f>(
        &'f self,
        provider: &'f dyn TokenProvider,
        rejected: Option<&Secret>,
    ) -> BoxFuture<'f, Result<Secret, Error>> {
        let asked = provider.token(TokenRequest::new(&self.state.core, rejected));
        Box::pin(async move {
            let token = pin!(async { asked.await.map_err(Error::authentication) });
            self.in_time(token).await
        })
    }

    /// Sends the request once, and what it is redirected to, with the hooks around it. One that is not there is
    /// made again: that costs less than a copy of each that is sent, as most are sent once.
    async fn attempt(
        &self,
        request: &mut Option<Request<Body>>,
        attempt: u32,
        token: Option<&Secret>,
    ) -> Result<RawStream, Error> {
        let start = Instant::now();
        let hooks = match self.state.url {
            None => &self.state.core.inner().hooks[..],
            Some(_) => &[],
        };
        let exchange = pin!(self.exchange(request, attempt, token, hooks));
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
        request: &mut Option<Request<Body>>,
        attempt: u32,
        token: Option<&Secret>,
        hooks: &[Arc<dyn Hook>],
    ) -> Result<RawStream, Error> {
        let mut next = self.complete(request.take(), token)?;
        // A copy of what is sent, where it cannot be made again.
        let mut copy = None;
        if !hooks.is_empty() {
            hook::before(hooks, &mut next, self.options(attempt)).await?;
            copy = Some(next.clone());
        }
        let mut redirects = 0;
        // The answer is taken apart where it comes: a future keeps what it is given, and what it makes of that.
        let (head, body) = loop {
            let transport = &self.state.core.inner().transport;
            let sent = transport.send(next, self.options(attempt));
            let response = sent.await.map_err(Error::transport)?;
            if !response.status().is_redirection() {
                break response.into_parts();
            }
            let sent = match copy.take() {
                Some(sent) => sent,
                None => self.complete(None, token)?,
            };
            match redirect::follow(&sent, &response) {
                Some(followed) if redirects < redirect::MOST_REDIRECTS => {
                    redirects += 1;
                    copy = Some(followed.clone());
                    next = followed;
                }
                Some(_) | None => break response.into_parts(),
            }
        };
        let is_success = head.status.is_success();
        let fits = || content_type::fits(self.state.asked(), content_type::said(&head.headers));
        if is_success && self.ending.leaves(&head.headers) && fits() {
            return Ok(RawStream::new(self.state, attempt, head, body));
        }
        let limit = self.state.core.inner().max_body;
        let read = match body.length() {
            Some(length) if is_success && length > limit => Prefix::beyond(),
            Some(_) | None => body.read(limit).await,
        };
        self.end(head, read, attempt)
    }

    /// Returns the request with its token; where none is given, it is made again.
    fn complete(
        &self,
        request: Option<Request<Body>>,
        token: Option<&Secret>,
    ) -> Result<Request<Body>, Error> {
        let mut request = match request {
            Some(request) => request,
            None => request::assemble(self.state)?.request,
        };
        if let Some(token) = token {
            let value = format!("Bearer {}", token.expose());
            let value = credential::header(&AUTHORIZATION, &value)?;
            request.headers_mut().insert(AUTHORIZATION, value);
        }
        Ok(request)
    }

    /// Returns the answer with what was read of its body.
    fn end(&self, head: Parts, read: Prefix, attempt: u32) -> Result<RawStream, Error> {
        let is_success = head.status.is_success();
        let whole = |bytes: Bytes| RawStream::new(self.state, attempt, head, Body::from(bytes));
        // Of an answer that is an error by its status, that is what counts, whatever its body is.
        if !is_success {
            return Err(Error::status_of(whole(read.bytes).response()));
        }
        match read.end {
            End::Reached => Ok(whole(read.bytes)),
            // What was read is of no use, and it may be much.
            End::Failed(error) => Err(Error::unfinished(whole(Bytes::new()).response(), error)),
            End::Beyond => {
                let limit = self.state.core.inner().max_body;
                Err(Error::decode(
                    whole(Bytes::new()).response(),
                    "",
                    format_args!("it is longer than {limit} bytes, which `max_body` limits it to"),
                ))
            }
        }
    }

    /// Waits at most as long as the call may take.
    async fn in_time<T>(
        &self,
        future: Pin<&mut impl Future<Output = Result<T, Error>>>,
    ) -> Result<T, Error> {
        // What is not reached in this time is not reached by anybody.
        let deadline = self.deadline.unwrap_or_else(|| Instant::now() + FAR);
        timeout_at(deadline, future).await.unwrap_or_else(|_| {
            Err(Error::timeout(format!(
                "no answer came in {:?}, the time for the call",
                self.timeout
            )))
        })
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
