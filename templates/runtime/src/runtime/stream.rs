//! Answers that are read while they come.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::body::BodyStream;
use super::call::Call;
use super::error::Error;
use super::response::{RawResponse, RawStream, Response};
use super::transport::BoxFuture;

/// A way of reading an answer while it comes.
pub trait FromStream {
    /// What the answer is read as.
    type Output;

    /// The only media type that it is read from; empty: any.
    const MEDIA_TYPE: &'static str;

    /// Begins to read the answer.
    ///
    /// # Errors
    ///
    /// Fails with the kind [`Decode`](super::ErrorKind::Decode) when the body is something else.
    fn from_stream(stream: RawStream) -> Result<Self::Output, Error>;
}

/// The stream to come: it is there when the answer begins. Nothing is sent before it is first polled.
///
/// `K` says how the body is read; the output is `Result<K::Output, Error>`.
#[must_use = "nothing is sent until the future is awaited"]
pub struct StreamFuture<K> {
    stream: BoxFuture<'static, Result<RawStream, Error>>,
    kind: PhantomData<fn() -> K>,
}

impl<K: FromStream> Future for StreamFuture<K> {
    type Output = Result<K::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.stream
            .as_mut()
            .poll(context)
            .map(|stream| K::from_stream(stream?))
    }
}

impl<K> fmt::Debug for StreamFuture<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamFuture").finish_non_exhaustive()
    }
}

impl Call {
    /// Returns the future of the answer, read as `K` does while it comes.
    pub fn stream<K: FromStream>(self) -> StreamFuture<K> {
        StreamFuture {
            stream: self.open(K::MEDIA_TYPE),
            kind: PhantomData,
        }
    }
}

/// Reads the body as `K` does, and keeps status and headers.
#[derive(Debug)]
pub struct StreamWithResponse<K>(PhantomData<fn() -> K>);

impl<K: FromStream> FromStream for StreamWithResponse<K> {
    type Output = Response<K::Output>;

    const MEDIA_TYPE: &'static str = K::MEDIA_TYPE;

    fn from_stream(stream: RawStream) -> Result<Self::Output, Error> {
        let response = stream.response().with_body(Bytes::new());
        Ok(response.read_as(K::from_stream(stream)?))
    }
}

/// Takes the body as it comes.
#[derive(Debug)]
pub struct Chunks;

impl FromStream for Chunks {
    type Output = ByteStream;

    const MEDIA_TYPE: &'static str = "";

    fn from_stream(stream: RawStream) -> Result<ByteStream, Error> {
        stream.response().check_type()?;
        let (response, body) = stream.into_parts();
        Ok(ByteStream {
            response,
            body: body.into_stream(),
        })
    }
}

/// The bytes of an answer, in the pieces in which they come.
///
/// After an error nothing more comes. Dropping it closes the connection, unless all was read.
pub struct ByteStream {
    response: RawResponse,
    body: BodyStream,
}

impl ByteStream {
    /// Returns the next piece, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the number of bytes of the whole answer, if the server says it.
    pub fn length(&self) -> Option<u64> {
        self.body.length()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let chunk = Pin::new(&mut this.body).poll_next(context);
        chunk.map(|chunk| chunk.map(|it| it.map_err(|e| Error::unfinished(&this.response, e))))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("response", &self.response)
            .field("length", &self.length())
            .finish_non_exhaustive()
    }
}

/// Completes the builder of an operation whose answer is a stream, as `operation!` does; with an
/// `Accept` header, gives a builder that is complete the method `stream` as well.
macro_rules! stream {
    ($(#[$docs:meta])+ $name:ident => $kind:ty) => {
        operation!(@builder $(#[$docs])+ $name);
        stream!($name => $kind);
    };
    ($name:ident => $kind:ty) => {
        operation!(@options $name);

        impl $name {
            /// Sends the request and returns the answer as a stream, once it begins. The time-out is
            /// for that; the stream may take as long as it does.
            ///
            /// # Errors
            ///
            /// See [`ErrorKind`](runtime::ErrorKind).
            pub fn send(self) -> runtime::StreamFuture<$kind> {
                self.call.stream()
            }

            /// Sends the request and returns the answer as a stream, with its status and headers.
            ///
            /// # Errors
            ///
            /// See [`ErrorKind`](runtime::ErrorKind).
            pub fn send_with_response(
                self,
            ) -> runtime::StreamFuture<runtime::StreamWithResponse<$kind>> {
                self.call.stream()
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = ::std::result::Result<
                <$kind as runtime::FromStream>::Output,
                runtime::Error,
            >;
            type IntoFuture = runtime::StreamFuture<$kind>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.stream()
            }
        }
    };
    ($name:ident => $kind:ty, $accept:literal) => {
        impl $name {
            /// Sends the request and returns the answer as a stream, once it begins. The time-out is
            /// for that; the stream may take as long as it does.
            ///
            /// # Errors
            ///
            /// See [`ErrorKind`](runtime::ErrorKind).
            pub fn stream(self) -> runtime::StreamFuture<$kind> {
                self.call.accept($accept).stream()
            }
        }
    };
}
pub(crate) use stream;
