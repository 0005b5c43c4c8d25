//! A server without a network that knows which calls are to come, for tests of one's own code.
#![cfg(feature = "mock")]

use std::fmt::Write;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::body::Body;
use super::content_type;
use super::expectation::Expectation;
use super::mock::{Answer, Recorded};
use super::operation::{Operation, ResponseFuture};
use super::pattern::{Pattern, shown};
use super::transport::{
    BoxFuture, Transport, TransportError, TransportErrorKind, TransportOptions,
};

/// A server that is told which calls are to come, and with what each is answered.
///
/// Give [`transport`](Self::transport) to the client. A call that is not expected fails, and when the
/// server is dropped it panics where a call came that was not expected, or one did not come that was; so
/// does [`verify`](Self::verify), at once. Each attempt and each page is a call.
///
/// An expectation is a call of the SDK itself. What it gives (parameters, headers of its own, a body)
/// must come; what it does not give may. Of several that fit, the one that was set first is used until
/// it came as often as it may.
#[derive(Debug, Default)]
pub struct Server {
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) expected: Vec<Expected>,
    requests: Vec<Recorded>,
    unexpected: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Expected {
    pub(super) operation: String,
    /// Nothing: whatever is asked of the operation.
    pub(super) pattern: Option<Pattern>,
    pub(super) least: usize,
    pub(super) most: usize,
    came: usize,
    /// The only media type that is asked for; empty: it may be any.
    pub(super) media_type: &'static str,
    pub(super) answer: Answer,
}

impl Server {
    /// Returns a server that expects nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what a client reaches this server by.
    pub fn transport(&self) -> impl Transport + 'static {
        Reaching {
            state: self.state.clone(),
        }
    }

    /// Expects a call, once, and says how it is read, so that its answer has a type.
    ///
    /// # Panics
    ///
    /// When the call makes no request: its error says why.
    #[track_caller]
    pub fn expect<C, K>(&self, call: C) -> Expectation<'_, K>
    where
        C: IntoFuture<IntoFuture = ResponseFuture<K>>,
    {
        let call = call.into_future().into_call();
        let call = call.expect("a call that was just made was not sent");
        let operation = call.state.operation.id.to_owned();
        let media_type = content_type::essence(call.state.asked());
        match Pattern::of(call) {
            Ok(pattern) => self.add(operation, Some(pattern), media_type),
            Err(error) => panic!("the expected call makes no request: {error}"),
        }
    }

    /// Expects a call of an operation, by its id, whatever it gives.
    pub fn expect_operation(&self, id: impl Into<String>) -> Expectation<'_, ()> {
        self.add(id.into(), None, "")
    }

    fn add<K>(
        &self,
        operation: String,
        pattern: Option<Pattern>,
        media_type: &'static str,
    ) -> Expectation<'_, K> {
        let mut state = lock(&self.state);
        state.expected.push(Expected {
            operation,
            pattern,
            least: 1,
            most: 1,
            came: 0,
            media_type,
            answer: Answer::empty(204),
        });
        Expectation {
            state: &self.state,
            at: state.expected.len() - 1,
            kind: PhantomData,
        }
    }

    /// Returns the requests so far, the oldest first, those that were not expected included.
    pub fn requests(&self) -> Vec<Recorded> {
        lock(&self.state).requests.clone()
    }

    /// Panics where a call came that was not expected, or one did not come that was.
    ///
    /// # Panics
    ///
    /// See above; the message says what came and what was expected.
    #[track_caller]
    pub fn verify(self) {
        // Dropping it does so.
    }

    /// Returns what is wrong so far, one line each; empty: nothing is.
    pub fn faults(&self) -> Vec<String> {
        let state = lock(&self.state);
        let mut faults = state.unexpected.clone();
        let missing = state.expected.iter().filter(|it| it.came < it.least);
        faults.extend(missing.map(|it| format!("too few calls: {}", it.describe())));
        faults
    }
}

impl Drop for Server {
    #[track_caller]
    fn drop(&mut self) {
        // A test that has failed already says why itself.
        if thread::panicking() {
            return;
        }
        let faults = self.faults();
        assert!(
            faults.is_empty(),
            "not all calls were as the mock server expects them:\n{}",
            faults.join("\n")
        );
    }
}

impl Expected {
    fn describe(&self) -> String {
        let times = match (self.least, self.most) {
            (least, most) if least == most => format!("{least}"),
            (least, usize::MAX) => format!("{least} or more"),
            (least, most) => format!("{least} to {most}"),
        };
        let mut text = format!(
            "{} came {} times of {times} expected",
            self.operation, self.came
        );
        if let Some(path) = self.pattern.as_ref().and_then(|it| it.path.as_ref()) {
            let query = self.pattern.as_ref().map(|it| it.query.join("&"));
            let query = query.filter(|it| !it.is_empty());
            let query = query.map(|it| format!("?{it}")).unwrap_or_default();
            text.push_str(&format!(" ({path}{query})"));
        }
        text
    }
}

impl State {
    /// Returns the answer to a request, or why it has none.
    fn answer(&mut self, request: &Recorded, operation: &Operation) -> Result<Answer, String> {
        let mut why = String::new();
        for expected in &mut self.expected {
            if expected.operation != operation.id {
                continue;
            }
            let mismatch = expected.pattern.as_ref();
            let mismatch = mismatch.and_then(|pattern| pattern.mismatch(request));
            let reason = match mismatch {
                None if expected.came < expected.most => {
                    expected.came += 1;
                    return Ok(expected.answer.clone());
                }
                None => expected.describe(),
                Some(mismatch) => format!("one is expected, but {mismatch}"),
            };
            // Writing to a string never fails.
            let _ = write!(why, "\n  {reason}");
        }
        if why.is_empty() {
            why.push_str("\n  no call of this operation is expected");
        }
        let target = request.uri.path_and_query();
        let target = target.map_or_else(String::new, |it| it.to_string());
        let mut came = format!(
            "unexpected call: {} {} {target}",
            operation.id, request.method
        );
        if !request.body.is_empty() {
            let _ = write!(came, " with the body {}", shown(&request.body));
        }
        let unexpected = format!("{came}{why}");
        self.unexpected.push(unexpected.clone());
        Err(unexpected)
    }
}

/// The way from a client to the server.
struct Reaching {
    state: Arc<Mutex<State>>,
}

impl Transport for Reaching {
    fn send(
        &self,
        request: http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let recorded = Recorded::of(request, &options).await?;
            let answer = {
                let mut state = lock(&self.state);
                let answer = state.answer(&recorded, options.operation);
                state.requests.push(recorded);
                answer
            };
            match answer {
                Ok(answer) => answer.give().await,
                Err(unexpected) => {
                    Err(TransportError::new(TransportErrorKind::Request, unexpected))
                }
            }
        })
    }
}

pub(super) fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // Each change is complete in itself, so a panic elsewhere leaves the state whole.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
