//! Answers as other media types than the usual one.

use std::fmt;
use std::marker::PhantomData;

use super::body::Body;
use super::call::Call;
use super::error::Error;
use super::operation::ResponseFuture;
use super::response::{FromResponse, WithResponse};
use super::stream::{Chunks, StreamFuture};

/// A call that asks for its answer as one media type: await it, or send it. What a call may have besides
/// is set before.
///
/// `K` says how the body is read; the output is `Result<K::Output, Error>`. An answer that says that it
/// is of another type is an error of the kind [`Decode`](super::ErrorKind::Decode), which names both and
/// keeps the body. Not so where the type says nothing (it is missing, `application/octet-stream`,
/// `text/plain`) or is another name of the same (`text/csv`, `application/csv`). JSON is read whatever its type is.
#[must_use = "a call does nothing until it is awaited or sent"]
pub struct As<K> {
    call: Call,
    kind: PhantomData<fn() -> K>,
}

impl<K> As<K> {
    /// Makes a call ask for the first type of an `Accept` header; the others are those of errors.
    pub fn new(mut call: Call, accept: &'static str) -> Self {
        (call.state.accept, call.state.is_exact) = (Some(accept), true);
        Self {
            call,
            kind: PhantomData,
        }
    }

    /// Sends the request and returns the answer as bytes that are read while they come. The time-out is
    /// for its beginning.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](super::ErrorKind).
    pub fn stream(self) -> StreamFuture<Chunks> {
        self.call.stream()
    }

    /// Returns the request and sends nothing. It has the credentials, but for tokens that are asked for
    /// when a call is sent.
    ///
    /// # Errors
    ///
    /// Fails when a parameter, the body or the client's settings make no valid request.
    pub fn into_request(self) -> Result<http::Request<Body>, Error> {
        self.call.into_request()
    }
}

impl<K: FromResponse> As<K> {
    /// Sends the request and returns the body of the answer.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](super::ErrorKind).
    pub fn send(self) -> ResponseFuture<K> {
        self.call.send()
    }

    /// Sends the request and returns the body of the answer with its status and headers.
    ///
    /// # Errors
    ///
    /// See [`ErrorKind`](super::ErrorKind).
    pub fn send_with_response(self) -> ResponseFuture<WithResponse<K>> {
        self.call.send()
    }
}

impl<K: FromResponse> IntoFuture for As<K> {
    type Output = Result<K::Output, Error>;
    type IntoFuture = ResponseFuture<K>;

    fn into_future(self) -> ResponseFuture<K> {
        self.call.send()
    }
}

impl<K> Clone for As<K> {
    fn clone(&self) -> Self {
        Self {
            call: self.call.clone(),
            kind: PhantomData,
        }
    }
}

impl<K> fmt::Debug for As<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("As")
            .field("call", &self.call)
            .finish_non_exhaustive()
    }
}

/// Gives the builder of an operation methods that ask for other media types: how the answer is read, the
/// type, and what the `Accept` header has behind it.
macro_rules! alternative {
    ($name:ident.$method:ident => stream $kind:ty, $media_type:literal $(, $errors:literal)?) => {
        impl $name {
            #[doc = concat!(
                "Asks for the answer as `", $media_type, "`, and returns it as a stream, once it begins.\n\n\
                 # Errors\n\nSee [`ErrorKind`](runtime::ErrorKind).",
            )]
            #[inline]
            pub fn $method(self) -> runtime::StreamFuture<$kind> {
                self.call.accept(concat!($media_type $(, ", ", $errors)?)).stream()
            }
        }
    };
    ($name:ident.$method:ident => $kind:ty, $media_type:literal $(, $errors:literal)?) => {
        impl $name {
            #[doc = concat!("Asks for the answer as `", $media_type, "`.")]
            #[inline]
            pub fn $method(self) -> runtime::As<$kind> {
                runtime::As::new(self.call, concat!($media_type $(, ", ", $errors)?))
            }
        }
    };
}
pub(crate) use alternative;
