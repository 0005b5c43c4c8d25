//! A server without a network that knows which calls are to come, for tests of one's own code.
#![cfg(feature = "mock")]

use std::fmt::Write;
use std::ops::{Bound, RangeBounds};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderName};
use serde_json::Value;

use super::body::Body;
use super::call::Call;
use super::codec::{self, Decode, Encode};
use super::mock::{Answer, Recorded};
use super::operation::{Operation, ResponseFuture};
use super::parameter::Place;
use super::response::{Binary, Empty, FromResponse, Json, Optional, Text};
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
struct State {
    expected: Vec<Expected>,
    requests: Vec<Recorded>,
    unexpected: Vec<String>,
}

#[derive(Debug)]
struct Expected {
    operation: String,
    /// Nothing: whatever is asked of the operation.
    pattern: Option<Pattern>,
    least: usize,
    most: usize,
    came: usize,
    answer: Answer,
}

/// What must come.
#[derive(Debug, Default)]
struct Pattern {
    path: Option<String>,
    /// Encoded.
    query: Vec<String>,
    headers: Vec<(HeaderName, Bytes)>,
    body: Option<Bytes>,
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
        match Pattern::of(call) {
            Ok(pattern) => self.add(operation, Some(pattern)),
            Err(error) => panic!("the expected call makes no request: {error}"),
        }
    }

    /// Expects a call of an operation, by its id, whatever it gives.
    pub fn expect_operation(&self, id: impl Into<String>) -> Expectation<'_, ()> {
        self.add(id.into(), None)
    }

    fn add<K>(&self, operation: String, pattern: Option<Pattern>) -> Expectation<'_, K> {
        let mut state = lock(&self.state);
        state.expected.push(Expected {
            operation,
            pattern,
            least: 1,
            most: 1,
            came: 0,
            answer: Answer::empty(204),
        });
        Expectation {
            state: &self.state,
            at: state.expected.len() - 1,
            kind: std::marker::PhantomData,
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

/// A call that is to come.
#[derive(Debug)]
pub struct Expectation<'s, K> {
    state: &'s Mutex<State>,
    at: usize,
    kind: std::marker::PhantomData<fn() -> K>,
}

impl<K> Expectation<'_, K> {
    fn change(self, change: impl FnOnce(&mut Expected)) -> Self {
        // Expectations are never taken away.
        if let Some(expected) = lock(self.state).expected.get_mut(self.at) {
            change(expected);
        }
        self
    }

    /// Says how often the call comes: `2`, `1..=3`, `0..`. Once unless set.
    pub fn times(self, times: impl Times) -> Self {
        let (least, most) = times.bounds();
        self.change(|it| (it.least, it.most) = (least, most))
    }

    /// Lets the call have other parameters than the expected one.
    pub fn any_parameters(self) -> Self {
        self.change(|it| {
            if let Some(pattern) = &mut it.pattern {
                pattern.path = None;
                pattern.query.clear();
                pattern.headers.clear();
            }
        })
    }

    /// Lets the call have another body than the expected one.
    pub fn any_body(self) -> Self {
        self.change(|it| {
            if let Some(pattern) = &mut it.pattern {
                pattern.body = None;
            }
        })
    }

    /// Answers with an error: a status, and a body in JSON.
    pub fn fail(self, status: u16, body: &impl Encode) -> Self {
        self.answer_with(json(status, body))
    }

    /// Answers with anything.
    pub fn answer_with(self, answer: Answer) -> Self {
        self.change(|it| it.answer = answer)
    }

    /// Sets the status of the answer, which is set before; 200 of one with a body, 204 of one without.
    pub fn status(self, status: u16) -> Self {
        self.change(|it| it.answer = it.answer.clone().status(status))
    }

    /// Adds a header to the answer, which is set before.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.change(|it| it.answer = it.answer.clone().header(name, value))
    }

    /// Gives the answer, which is set before, only after a while.
    pub fn delay(self, delay: Duration) -> Self {
        self.change(|it| it.answer = it.answer.clone().delay(delay))
    }
}

impl<K: Answers> Expectation<'_, K> {
    /// Answers with a success of the type that the call gives.
    pub fn answer(self, value: &K::Value) -> Self {
        self.answer_with(K::answer(value))
    }
}

/// How often a call comes.
pub trait Times {
    /// Returns the least and the greatest number.
    fn bounds(&self) -> (usize, usize);
}

impl Times for usize {
    fn bounds(&self) -> (usize, usize) {
        (*self, *self)
    }
}

macro_rules! times {
    ($($range:ty)*) => {
        $(impl Times for $range {
            fn bounds(&self) -> (usize, usize) {
                let least = match RangeBounds::<usize>::start_bound(self) {
                    Bound::Included(least) => *least,
                    Bound::Excluded(least) => least.saturating_add(1),
                    Bound::Unbounded => 0,
                };
                let most = match RangeBounds::<usize>::end_bound(self) {
                    Bound::Included(most) => *most,
                    Bound::Excluded(most) => most.saturating_sub(1),
                    Bound::Unbounded => usize::MAX,
                };
                (least, most)
            }
        })*
    };
}

times! {
    std::ops::Range<usize> std::ops::RangeInclusive<usize> std::ops::RangeFrom<usize>
    std::ops::RangeTo<usize> std::ops::RangeToInclusive<usize> std::ops::RangeFull
}

/// A way of reading answers whose values can be written as answers.
pub trait Answers: FromResponse {
    /// What is written.
    type Value: ?Sized;

    /// Returns the answer that is read as the value.
    fn answer(value: &Self::Value) -> Answer;
}

fn json(status: u16, value: &dyn Encode) -> Answer {
    match codec::to_vec(value) {
        Ok(bytes) => Answer::bytes(status, "application/json", bytes),
        Err(error) => Answer::failure(
            TransportErrorKind::Request,
            format!("the body of the expected answer cannot be serialised: {error}"),
        ),
    }
}

impl<T: Encode + Decode> Answers for Json<T> {
    type Value = T;

    fn answer(value: &T) -> Answer {
        json(200, value)
    }
}

impl<T: Encode + Decode> Answers for Optional<T> {
    type Value = Option<T>;

    fn answer(value: &Option<T>) -> Answer {
        match value {
            Some(value) => json(200, value),
            None => Answer::empty(204),
        }
    }
}

impl Answers for Empty {
    type Value = ();

    fn answer((): &()) -> Answer {
        Answer::empty(204)
    }
}

impl Answers for Text {
    type Value = str;

    fn answer(value: &str) -> Answer {
        Answer::text(200, value)
    }
}

impl Answers for Binary {
    type Value = [u8];

    fn answer(value: &[u8]) -> Answer {
        Answer::bytes(200, "application/octet-stream", value.to_vec())
    }
}

impl Pattern {
    fn of(call: Call) -> Result<Self, super::error::Error> {
        let given = call.state.parameters.iter();
        let given = given.filter_map(|(parameter, _)| match parameter.place {
            Place::Header { .. } => HeaderName::try_from(parameter.name).ok(),
            Place::Path { .. }
            | Place::Query { .. }
            | Place::QueryString
            | Place::Cookie { .. }
            | Place::Member => None,
        });
        let own = call.state.headers.iter().map(|(name, _)| name.clone());
        let names: Vec<HeaderName> = given.chain(own).collect();
        let request = call.into_request()?;
        let headers = names.into_iter().filter_map(|name| {
            let value = request.headers().get(&name)?.as_bytes();
            let value = Bytes::copy_from_slice(value);
            Some((name, value))
        });
        let query = request.uri().query().unwrap_or_default().split('&');
        let query = query.filter(|pair| !pair.is_empty());
        // Parts have a boundary that is another one each time.
        let media_type = request.headers().get(CONTENT_TYPE);
        let is_in_parts = media_type.is_some_and(|it| it.as_bytes().starts_with(b"multipart/"));
        let body = request.body().as_bytes().filter(|_| !is_in_parts);
        Ok(Self {
            path: Some(request.uri().path().to_owned()),
            query: query.map(str::to_owned).collect(),
            headers: headers.collect(),
            body: body.filter(|body| !body.is_empty()).cloned(),
        })
    }

    /// Returns how a request is not what must come.
    fn mismatch(&self, request: &Recorded) -> Option<String> {
        if let Some(path) = &self.path
            && path != request.uri.path()
        {
            return Some(format!("its path is {path}"));
        }
        let mut pairs: Vec<&str> = request.uri.query().unwrap_or_default().split('&').collect();
        for pair in &self.query {
            // What is given twice must come twice.
            match pairs.iter().position(|there| there == pair) {
                Some(at) => drop(pairs.remove(at)),
                None => return Some(format!("it has the query `{pair}`")),
            }
        }
        for (name, value) in &self.headers {
            let there = request.headers.get(name).map(|it| it.as_bytes());
            if there != Some(&value[..]) {
                return Some(format!("it has the header `{name}: {}`", shown(value)));
            }
        }
        match &self.body {
            Some(body) if !is_same(body, &request.body) => {
                Some(format!("its body is {}", shown(body)))
            }
            Some(_) | None => None,
        }
    }
}

/// Returns whether two bodies are the same, of JSON whatever the order of members.
fn is_same(one: &Bytes, other: &Bytes) -> bool {
    let value = |body: &Bytes| serde_json::from_slice::<Value>(body).ok();
    one == other || value(one).is_some_and(|one| Some(one) == value(other))
}

/// How much a message shows of a body, in characters.
const LONGEST_SHOWN: usize = 400;

fn shown(body: &Bytes) -> String {
    let text = String::from_utf8_lossy(body);
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST_SHOWN).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
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

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    // Each change is complete in itself, so a panic elsewhere leaves the state whole.
    state.lock().unwrap_or_else(PoisonError::into_inner)
}
