//! What is said about a call that the mock server expects.
#![cfg(feature = "mock")]

use std::marker::PhantomData;
use std::ops::{Bound, RangeBounds};
use std::sync::Mutex;
use std::time::Duration;

use super::codec::{self, Decode, Encode};
use super::mock::Answer;
use super::mock_server::{Expected, State, lock};
use super::response::{Binary, Empty, FromResponse, Json, Optional, Text};
use super::transport::TransportErrorKind;

/// A call that is to come.
#[derive(Debug)]
pub struct Expectation<'s, K> {
    pub(super) state: &'s Mutex<State>,
    pub(super) at: usize,
    pub(super) kind: PhantomData<fn() -> K>,
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
    /// Answers with a success of the type that the call gives, and of the media type that it asks for.
    pub fn answer(self, value: &K::Value) -> Self {
        self.change(|it| it.answer = K::answer(value).media_type(it.media_type))
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
