//! Answers, and how their bodies are read.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, HeaderValue};
use http::response::Parts;
use http::{HeaderMap, StatusCode};

use super::body::Body;
use super::call::{Call, State};
use super::codec::{self, Decode};
use super::content_type;
use super::decode::{self, Notation};
use super::error::Error;
use super::operation::Operation;
use super::reader::JsonError;

/// An answer with its body read.
#[derive(Clone, Debug)]
pub struct Response<T> {
    body: T,
    status: StatusCode,
    headers: HeaderMap,
}

impl<T> Response<T> {
    /// Returns the body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// Returns the body and drops the rest.
    pub fn into_body(self) -> T {
        self.body
    }

    /// Returns the status, which is a success (2xx).
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns a header's value, `None` when it is absent or is no visible ASCII text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns a header's value as another type, such as `u32`; `None` when it is absent or is none.
    ///
    /// Values are read as [`FromStr`] does, so a list is one text.
    pub fn header_as<V: FromStr>(&self, name: &str) -> Option<V> {
        self.header(name)?.trim().parse().ok()
    }

    /// Returns the id that the server gave the request, to quote to its operator.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns the same answer with another body.
    pub fn map<U>(self, body: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            body: body(self.body),
            status: self.status,
            headers: self.headers,
        }
    }

    /// Returns the status, the headers and the body.
    pub fn into_parts(self) -> (StatusCode, HeaderMap, T) {
        (self.status, self.headers, self.body)
    }
}

/// The names under which servers give a request's id.
const REQUEST_IDS: [&str; 8] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-amz-request-id",
    "x-ms-request-id",
    "x-github-request-id",
    "x-trace-id",
];

pub(super) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_IDS
        .iter()
        .find_map(|name| headers.get(*name)?.to_str().ok())
}

/// An answer with a status of success (2xx), its body not yet read. `Debug` gives the body's
/// length only.
#[derive(Clone)]
pub struct RawResponse {
    operation: &'static Operation,
    /// The `Accept` header that asked for one media type only, and for those of errors; empty: it did not.
    asked: &'static str,
    attempts: u32,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl RawResponse {
    /// Returns the operation that was called.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    pub(super) fn asked(&self) -> &'static str {
        self.asked
    }

    /// Returns how many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the same answer with another body.
    pub fn with_body(&self, body: Bytes) -> Self {
        Self {
            body,
            ..self.clone()
        }
    }

    /// Returns what the body was read as, with status and headers.
    pub fn read_as<T>(&self, body: T) -> Response<T> {
        Response {
            body,
            status: self.status,
            headers: self.headers.clone(),
        }
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("operation", &self.operation.id)
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// An answer with a status of success (2xx), whose body may still be on its way.
#[derive(Debug)]
pub struct RawStream {
    response: RawResponse,
    body: Body,
    /// The call whose answer it is, where that may be made again.
    call: Option<Call>,
}

impl RawStream {
    pub(super) fn new(state: &State, attempts: u32, head: Parts, body: Body) -> Self {
        Self {
            response: RawResponse {
                operation: state.operation,
                asked: state.asked(),
                attempts,
                status: head.status,
                headers: head.headers,
                body: body.as_bytes().cloned().unwrap_or_default(),
            },
            body,
            call: None,
        }
    }

    pub(super) fn with_call(mut self, call: Call) -> Self {
        self.call = Some(call);
        self
    }

    /// Returns the call whose answer it is, to make it again; `None` once it was taken.
    pub fn take_call(&mut self) -> Option<Call> {
        self.call.take()
    }

    /// Returns whether an answer is of a media type, or does not say of which it is; the empty type
    /// stands for any.
    pub fn is_of(headers: &HeaderMap, media_type: &str) -> bool {
        match content_type::said(headers) {
            Some(said) if !media_type.is_empty() => {
                content_type::essence(said).eq_ignore_ascii_case(media_type)
            }
            Some(_) | None => true,
        }
    }

    /// Returns the answer without its body, or with it where all of it is there.
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Returns the answer without what is still on its way.
    pub fn into_response(self) -> RawResponse {
        self.response
    }

    /// Returns the answer and its body.
    pub fn into_parts(self) -> (RawResponse, Body) {
        (self.response, self.body)
    }
}

/// A way of reading an answer.
///
/// The types of this module cover the usual media types. An operation with several successes has an
/// enum of its own that implements this: by status, it hands the answer on to one of these.
pub trait FromResponse {
    /// What the answer is read as.
    type Output;

    /// Reads the answer.
    ///
    /// # Errors
    ///
    /// Fails with the kind [`Decode`](super::ErrorKind::Decode) when the body is something else.
    fn from_response(response: &RawResponse) -> Result<Self::Output, Error>;

    /// Returns in what bodies of errors are written, unless that is JSON.
    fn notation() -> Option<&'static dyn Notation> {
        None
    }
}

/// Reads the body as JSON of type `T`.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: Decode> FromResponse for Json<T> {
    type Output = T;

    fn from_response(response: &RawResponse) -> Result<T, Error> {
        codec::from_slice(response.body()).map_err(|error| undecodable(response, error))
    }
}

/// The part of a decoding failure that does not depend on the type.
#[cold]
pub(super) fn undecodable(response: &RawResponse, error: JsonError) -> Error {
    let (path, reason) = decode::explain(response.body(), &error);
    let mut reason = response.explained("JSON", reason);
    if let Some(Ok(coding)) = response
        .headers()
        .get(CONTENT_ENCODING)
        .map(HeaderValue::to_str)
    {
        // It was not asked for, and the transport does not undo it.
        reason = format!("{reason}, in a body which is encoded by `{coding}`");
    }
    Error::decode(response, path, reason).with_source(error)
}

/// Ignores the body.
#[derive(Debug)]
pub struct Empty;

impl FromResponse for Empty {
    type Output = ();

    fn from_response(_response: &RawResponse) -> Result<(), Error> {
        Ok(())
    }
}

/// Reads the body as UTF-8 text.
#[derive(Debug)]
pub struct Text;

impl FromResponse for Text {
    type Output = String;

    fn from_response(response: &RawResponse) -> Result<String, Error> {
        response.check_type()?;
        match std::str::from_utf8(response.body()) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => {
                let reason = response.explained("text", error);
                Err(Error::decode(response, "", reason).with_source(error))
            }
        }
    }
}

/// Takes the body as it is.
#[derive(Debug)]
pub struct Binary;

impl FromResponse for Binary {
    type Output = Bytes;

    fn from_response(response: &RawResponse) -> Result<Bytes, Error> {
        response.check_type()?;
        Ok(response.body().clone())
    }
}

/// Reads the body as JSON of type `T`, and an empty one, or `null`, as `None`.
#[derive(Debug)]
pub struct Optional<T>(PhantomData<fn() -> T>);

impl<T: Decode> FromResponse for Optional<T> {
    type Output = Option<T>;

    fn from_response(response: &RawResponse) -> Result<Option<T>, Error> {
        if response.body().trim_ascii().is_empty() {
            return Ok(None);
        }
        Json::<Option<T>>::from_response(response)
    }
}

/// Reads the body as `K` does, and keeps status and headers.
#[derive(Debug)]
pub struct WithResponse<K>(PhantomData<fn() -> K>);

impl<K: FromResponse> FromResponse for WithResponse<K> {
    type Output = Response<K::Output>;

    fn from_response(response: &RawResponse) -> Result<Response<K::Output>, Error> {
        Ok(response.read_as(K::from_response(response)?))
    }

    fn notation() -> Option<&'static dyn Notation> {
        K::notation()
    }
}
