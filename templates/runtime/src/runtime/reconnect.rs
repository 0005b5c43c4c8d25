//! Asking for a stream of events again (HTML Standard, section 9.2.3).

use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderName, HeaderValue};

use super::call::Call;
use super::clock::{self, Sleep};
use super::error::Error;
use super::response::RawStream;
use super::retry::{self, RetryPolicy};
use super::transport::BoxFuture;

/// How long to wait where the server did not say it, as browsers do.
const WAIT: Duration = Duration::from_secs(3);
/// No wait is longer, whatever the server says and however often it failed.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// How a stream is asked for again.
pub(super) struct Reconnect {
    call: Call,
    media_type: &'static str,
    /// How often in a row, without an event between.
    most: u32,
    failures: u32,
    step: Step,
}

enum Step {
    /// The stream is there.
    Connected,
    Waiting(Pin<Box<Sleep>>),
    /// The lock makes the stream `Sync`; it is never contended.
    Connecting(Mutex<BoxFuture<'static, Result<RawStream, Error>>>),
}

impl Reconnect {
    pub(super) fn new(call: Call, media_type: &'static str, most: u32) -> Self {
        Self {
            // How often it is tried is decided here.
            call: call.retry(RetryPolicy::none()),
            media_type,
            most,
            failures: 0,
            step: Step::Connected,
        }
    }

    /// Hears that an event came.
    pub(super) fn succeed(&mut self) {
        self.failures = 0;
    }

    /// Begins to wait; returns whether there is anything to wait for.
    pub(super) fn begin(&mut self, id: Option<&str>, wait: Option<Duration>) -> bool {
        if self.failures >= self.most {
            return false;
        }
        let headers = &mut self.call.state.headers;
        headers.retain(|(name, _)| *name != LAST_EVENT_ID);
        // An id that no header can hold is not sent: the server begins anew.
        if let Some(Ok(id)) = id.map(|id| HeaderValue::from_bytes(id.as_bytes())) {
            headers.push((LAST_EVENT_ID, id));
        }
        let wait = wait.unwrap_or(WAIT).min(LONGEST_WAIT);
        let wait = match self.failures {
            0 => wait,
            failures => {
                retry::jittered(wait.saturating_mul(1 << failures.min(16))).min(LONGEST_WAIT)
            }
        };
        self.failures += 1;
        self.step = Step::Waiting(Box::pin(clock::sleep(wait)));
        true
    }

    /// Returns the next stream once it is there, `None` once the server has none any more, and at once
    /// where the stream is there. An error that may pass is waited out.
    pub(super) fn poll(
        &mut self,
        context: &mut Context<'_>,
        id: Option<&str>,
        wait: Option<Duration>,
    ) -> Poll<Result<Next, Error>> {
        loop {
            match &mut self.step {
                Step::Connected => return Poll::Ready(Ok(Next::Same)),
                Step::Waiting(sleep) => {
                    ready!(sleep.as_mut().poll(context));
                    let connecting = self.call.clone().open(self.media_type);
                    self.step = Step::Connecting(Mutex::new(connecting));
                }
                Step::Connecting(stream) => {
                    let stream = stream.get_mut().unwrap_or_else(PoisonError::into_inner);
                    let result = ready!(stream.as_mut().poll(context));
                    self.step = Step::Connected;
                    match result {
                        Ok(stream) if stream.response().status() == StatusCode::NO_CONTENT => {
                            return Poll::Ready(Ok(Next::None));
                        }
                        Ok(stream) => return Poll::Ready(Ok(Next::Stream(stream))),
                        Err(error) if error.is_retryable() && self.begin(id, wait) => {}
                        Err(error) => return Poll::Ready(Err(error)),
                    }
                }
            }
        }
    }
}

/// What comes after a stream.
pub(super) enum Next {
    /// It goes on.
    Same,
    /// Another one.
    Stream(RawStream),
    /// Nothing.
    None,
}
