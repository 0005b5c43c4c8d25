//! What is fixed about an operation, the future of its answer, and the macro that completes its
//! builder.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::call::Call;
use super::error::Error;
use super::execute;
use super::parameter::Parameter;
use super::response::{FromResponse, RawResponse};
use super::security::Security;
use super::transport::BoxFuture;

/// The fixed part of an operation: all that its document says about every call of it
/// (OpenAPI, "Operation Object").
#[derive(Clone, Debug)]
pub struct Operation {
    /// The `operationId`, or the name made for an operation that has none.
    pub id: &'static str,
    /// The method.
    pub method: &'static str,
    /// The path template, beginning with `/`: `/api/{serviceId}/client/registration`.
    pub path: &'static str,
    /// The server of this operation alone, which yields only to a base URL that was set by hand.
    pub server: Option<&'static str>,
    /// The security requirements.
    pub security: Security,
    /// The `Accept` header. Empty: none is sent.
    pub accept: &'static str,
    /// Parameters which the client's defaults fill in when the call leaves them out. A path
    /// parameter in style `simple` needs no entry: the template names it.
    pub defaults: &'static [Parameter],
}

impl Operation {
    /// What most operations have in common: an answer in JSON, from any server, and no credentials.
    pub const JSON: Self = Self {
        id: "",
        method: "GET",
        path: "/",
        server: None,
        security: Security::None,
        accept: "application/json",
        defaults: &[],
    };
}

/// The answer to come. Nothing is sent before it is first polled.
///
/// `K` says how the body is read; the output is `Result<K::Output, Error>`.
#[must_use = "nothing is sent until the future is awaited"]
pub struct ResponseFuture<K> {
    answer: Pending,
    kind: PhantomData<fn() -> K>,
}

/// An answer that may not have been asked for yet: either the call is there, or the answer is on its way.
struct Pending {
    call: Option<Call>,
    answer: Option<BoxFuture<'static, Result<RawResponse, Error>>>,
}

impl Pending {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<RawResponse, Error>> {
        if let Some(call) = self.call.take() {
            self.answer = Some(execute::execute(call));
        }
        let answer = self.answer.as_mut().expect("where no call is, it was sent");
        answer.as_mut().poll(context)
    }
}

impl<K> ResponseFuture<K> {
    pub(super) fn new(call: Call) -> Self {
        Self {
            answer: Pending {
                call: Some(call),
                answer: None,
            },
            kind: PhantomData,
        }
    }

    /// Returns the call, unless it was sent.
    pub fn into_call(self) -> Option<Call> {
        self.answer.call
    }
}

impl<K: FromResponse> Future for ResponseFuture<K> {
    type Output = Result<K::Output, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.answer.poll(context).map(|response| match response {
            Ok(response) => K::from_response(&response),
            Err(error) => Err(error.with_notation(K::notation())),
        })
    }
}

impl<K> fmt::Debug for ResponseFuture<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// Completes the builder of an operation: options, `send`, `send_with_response`, `into_request`,
/// [`IntoFuture`].
///
/// The builder is a struct with a field `call: runtime::Call`; with documentation before its name, the struct
/// is made, too. In scope must be, by these names, `runtime`, the module that this file is in, and `operation`,
/// this macro; `http` must be a dependency.
///
/// | invocation | body of the answer | output |
/// | --- | --- | --- |
/// | `operation!(Get => models::Pet)`, `operation!(Get => json models::Pet)` | JSON | `models::Pet` |
/// | `operation!(Get => optional models::Pet)` | JSON; nothing or `null` | `Option<models::Pet>` |
/// | `operation!(Get => empty)` | ignored | `()` |
/// | `operation!(Get => text)` | UTF-8 text | `String` |
/// | `operation!(Get => bytes)` | anything | `Bytes` |
/// | `operation!(Get => custom GetResponse)` | what `GetResponse: FromResponse` makes of it | its `Output` |
macro_rules! operation {
    ($name:ident => json $body:ty) => { operation!($name => custom runtime::Json<$body>); };
    ($name:ident => optional $body:ty) => {
        operation!($name => custom runtime::Optional<$body>);
    };
    ($name:ident => empty) => { operation!($name => custom runtime::Empty); };
    ($name:ident => text) => { operation!($name => custom runtime::Text); };
    ($name:ident => bytes) => { operation!($name => custom runtime::Binary); };
    ($name:ident => custom $kind:ty) => {
        operation!(@options $name);

        impl $name {
            /// Sends the request and returns the body of the answer.
            ///
            /// # Errors
            ///
            /// See [`ErrorKind`](runtime::ErrorKind).
            #[inline]
            pub fn send(self) -> runtime::ResponseFuture<$kind> {
                self.call.send()
            }

            /// Sends the request and returns the body of the answer with its status and headers.
            ///
            /// # Errors
            ///
            /// See [`ErrorKind`](runtime::ErrorKind).
            #[inline]
            pub fn send_with_response(
                self,
            ) -> runtime::ResponseFuture<runtime::WithResponse<$kind>> {
                self.call.send()
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = ::std::result::Result<
                <$kind as runtime::FromResponse>::Output,
                runtime::Error,
            >;
            type IntoFuture = runtime::ResponseFuture<$kind>;

            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.call.send()
            }
        }
    };
    ($(#[$docs:meta])+ $name:ident => $($answer:tt)+) => {
        operation!(@builder $(#[$docs])+ $name);
        operation!($name => $($answer)+);
    };
    (@builder $(#[$docs:meta])+ $name:ident) => {
        $(#[$docs])+
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct $name {
            call: runtime::Call,
        }
    };
    (@options $name:ident) => {
        impl $name {
            /// Limits the whole call, retries included, to `timeout`.
            #[inline]
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self {
                    call: self.call.timeout(timeout),
                }
            }

            /// Replaces the client's retry policy for this call.
            #[inline]
            pub fn retry(self, policy: runtime::RetryPolicy) -> Self {
                Self {
                    call: self.call.retry(policy),
                }
            }

            /// Sets a header, over any that the client or the operation sets.
            #[inline]
            pub fn header(self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                Self {
                    call: self.call.header(name.as_ref(), value.as_ref()),
                }
            }

            /// Sends this call to another base URL.
            #[inline]
            pub fn base_url(self, url: impl AsRef<str>) -> Self {
                Self {
                    call: self.call.base_url(url.as_ref()),
                }
            }

            /// Sets the `Idempotency-Key` header, which also lets the call be retried.
            #[inline]
            pub fn idempotency_key(self, key: impl AsRef<str>) -> Self {
                Self {
                    call: self.call.idempotency_key(key.as_ref()),
                }
            }

            /// Returns the request and sends nothing. It has the credentials, but for tokens that are
            /// asked for when a call is sent.
            ///
            /// # Errors
            ///
            /// Fails when a parameter, the body or the client's settings make no valid request.
            #[inline]
            pub fn into_request(
                self,
            ) -> ::std::result::Result<::http::Request<runtime::Body>, runtime::Error> {
                self.call.into_request()
            }
        }
    };
    ($name:ident => $body:ty) => { operation!($name => custom runtime::Json<$body>); };
}
pub(crate) use operation;
