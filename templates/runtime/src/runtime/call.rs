//! One call of an operation, while it is put together.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;
use http::header::{HeaderName, HeaderValue};

use super::body::Body;
use super::codec::{self, Encode};
use super::core::Core;
use super::error::Error;
use super::execute;
use super::expand;
use super::form::{self, Written};
use super::header;
use super::operation::{Operation, ResponseFuture};
use super::parameter::{Parameter, ParameterValue, ToParameter, ToScalar};
use super::property::{PropertyEncoding, PropertyStyle};
use super::request;
use super::response::{FromResponse, RawStream};
use super::retry::RetryPolicy;
use super::server::BaseUrl;
use super::token::TokenProvider;
use super::transport::BoxFuture;

/// One call of an operation: parameters, body and options, as they were given.
///
/// The setters cannot fail; the first thing that is wrong is reported when the call is sent or made
/// into a request. `Debug` shows the operation only: parameters and bodies may be secrets.
#[derive(Clone)]
pub struct Call {
    pub(super) state: Box<State>,
}

#[derive(Clone)]
pub(super) struct State {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    pub(super) parameters: Vec<(Parameter, ParameterValue)>,
    pub(super) body: Option<Content>,
    /// How properties of a form are written that are not written as usual.
    pub(super) properties: Vec<PropertyEncoding>,
    /// Instead of the operation's.
    pub(super) accept: Option<&'static str>,
    /// Whether the answer must be of the first type that is asked for.
    pub(super) is_exact: bool,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
    pub(super) base_url: Option<BaseUrl>,
    /// Instead of what base URL, path and query make: the call is none of the document's.
    pub(super) url: Option<Uri>,
    /// Where the call goes instead of to its path and its query.
    pub(super) target: Option<Uri>,
    pub(super) timeout: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
    /// Who gives the token, once the request is put together.
    pub(super) provider: Option<Arc<dyn TokenProvider>>,
    error: Option<Error>,
}

/// A body and its media type.
#[derive(Clone)]
pub(super) struct Content {
    pub(super) media_type: HeaderValue,
    pub(super) body: Body,
}

/// The header that lets a server recognise a request that is sent again.
pub(super) const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

impl Call {
    /// Begins a call.
    pub fn new(core: &Core, operation: &'static Operation) -> Self {
        Self {
            state: Box::new(State {
                core: core.clone(),
                operation,
                parameters: Vec::new(),
                body: None,
                properties: Vec::new(),
                accept: None,
                is_exact: false,
                headers: Vec::new(),
                base_url: None,
                url: None,
                target: None,
                timeout: None,
                retry: None,
                provider: None,
                error: None,
            }),
        }
    }

    /// Gives a parameter a value, instead of any that it has. A value of `None` leaves it as it is.
    pub fn parameter(mut self, parameter: Parameter, value: impl ToParameter) -> Self {
        self.state.give(parameter, value.to_parameter());
        self
    }

    /// Gives a parameter whose value is an object, or anything else that serialises.
    pub fn serialized(mut self, parameter: Parameter, value: &(impl Encode + ?Sized)) -> Self {
        self.state.give_written(parameter, Written::new(&value));
        self
    }

    /// Gives a parameter as JSON text (OpenAPI: a parameter with `content`).
    pub fn json_parameter(mut self, parameter: Parameter, value: &(impl Encode + ?Sized)) -> Self {
        let value = codec::to_text(&value).map(Written::Scalar);
        self.state.give_written(parameter, value);
        self
    }

    /// Gives a path parameter of the default style.
    pub fn path(self, name: &'static str, value: impl ToParameter) -> Self {
        self.parameter(Parameter::path(name), value)
    }

    /// Gives a query parameter of the default style.
    pub fn query(self, name: &'static str, value: impl ToParameter) -> Self {
        self.parameter(Parameter::query(name), value)
    }

    /// Sets the whole query, `application/x-www-form-urlencoded` (OpenAPI 3.2.0, "Parameter
    /// Locations"). The value serialises as an object, as [`form`](Self::form) has it.
    pub fn query_string_form(mut self, value: &(impl Encode + ?Sized)) -> Self {
        self.state.set_query_string_form(Written::new(&value));
        self
    }

    /// Sets the whole query: a value as JSON text, percent-encoded.
    pub fn query_string_json(mut self, value: &(impl Encode + ?Sized)) -> Self {
        let value = codec::to_text(&value);
        self.state.set_query_string_text(value);
        self
    }

    /// Sets the whole query: a text, percent-encoded.
    pub fn query_string_text(mut self, value: impl ToScalar) -> Self {
        self.state.set_query_string_text(Ok(value.to_scalar()));
        self
    }

    /// Gives a header parameter.
    pub fn header_parameter(self, name: &'static str, value: impl ToParameter) -> Self {
        self.parameter(Parameter::header(name), value)
    }

    /// Gives a cookie parameter of the default style.
    pub fn cookie(self, name: &'static str, value: impl ToParameter) -> Self {
        self.parameter(Parameter::cookie(name), value)
    }

    /// Sets a body of type `application/json`.
    pub fn json(mut self, body: &(impl Encode + ?Sized)) -> Self {
        match codec::to_vec(&body) {
            Ok(bytes) => {
                self.state.body = Some(Content {
                    media_type: HeaderValue::from_static("application/json"),
                    body: bytes.into(),
                });
            }
            Err(error) => self.state.fail(unserializable(error)),
        }
        self
    }

    /// Sets a JSON body of another media type, such as `application/merge-patch+json`.
    pub fn json_as(mut self, media_type: &str, body: &(impl Encode + ?Sized)) -> Self {
        match codec::to_vec(&body) {
            Ok(bytes) => self.state.set_body(media_type, bytes.into()),
            Err(error) => self.state.fail(unserializable(error)),
        }
        self
    }

    /// Says how a list or an object is written as a property of the form that is set next.
    pub fn property_style(mut self, name: &'static str, style: PropertyStyle) -> Self {
        PropertyEncoding::of(&mut self.state.properties, name).style = style;
        self
    }

    /// Says of which media type the parts of a property are.
    pub fn property_type(mut self, name: &'static str, media_type: &'static str) -> Self {
        PropertyEncoding::of(&mut self.state.properties, name).content_type = media_type;
        self
    }

    /// Adds a header to the parts of a property.
    pub fn property_header(
        mut self,
        name: &'static str,
        header: &'static str,
        value: &'static str,
    ) -> Self {
        let encoding = PropertyEncoding::of(&mut self.state.properties, name);
        encoding.headers.push((header, value));
        self
    }

    /// Sets a body of type `application/x-www-form-urlencoded`. The body serialises as an object:
    /// a list becomes the same key again, what is nested deeper JSON text, null is left out, unless
    /// [`property_style`](Self::property_style) says otherwise.
    pub fn form(mut self, body: &(impl Encode + ?Sized)) -> Self {
        self.state.set_form(Written::new(&body));
        self
    }

    /// Sets a body of type `text/plain`, in UTF-8.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.bytes("text/plain; charset=utf-8", body.into())
    }

    /// Sets a body of any media type, in memory or streamed.
    pub fn bytes(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.state.set_body(media_type, body.into());
        self
    }

    /// Sets the `Accept` header, instead of the operation's.
    pub fn accept(mut self, media_types: &'static str) -> Self {
        self.state.accept = Some(media_types);
        self
    }

    /// Limits the whole call, retries included. [`Duration::MAX`] is no limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.state.timeout = Some(timeout);
        self
    }

    /// Replaces the client's retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.state.retry = Some(policy);
        self
    }

    /// Sets a header, over any that the client, the operation or a credential sets.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match header::parse(name, value) {
            Ok(header) => self.state.headers.push(header),
            Err(error) => self.state.fail(error),
        }
        self
    }

    /// Sets the base URL of this call, over any other.
    pub fn base_url(mut self, url: &str) -> Self {
        match BaseUrl::parse(url) {
            Ok(url) => self.state.base_url = Some(url),
            Err(error) => self.state.fail(error),
        }
        self
    }

    /// Sends the call to this URL, whatever the operation says, and without what the client adds to
    /// calls: its headers and hooks. Its transport, and its `User-Agent`, stay.
    pub fn url(mut self, url: Uri) -> Self {
        self.state.url = Some(url);
        self
    }

    /// Sets the `Idempotency-Key` header, which also lets the call be retried.
    pub fn idempotency_key(self, key: &str) -> Self {
        self.header(IDEMPOTENCY_KEY.as_str(), key)
    }

    /// Reports `error` when the call is sent, unless something was wrong before.
    pub fn fail(mut self, error: Error) -> Self {
        self.state.fail(error);
        self
    }

    /// Returns the future of the answer, read as `K` does.
    pub fn send<K: FromResponse>(self) -> ResponseFuture<K> {
        ResponseFuture::new(self)
    }

    /// Sends the request and returns the answer with its body still to be read, unless the status is no
    /// success, or the answer says that it is of another type than `media_type` (empty: any will do).
    pub fn open(self, media_type: &'static str) -> BoxFuture<'static, Result<RawStream, Error>> {
        execute::open(self, media_type)
    }

    /// Returns the request and sends nothing. It has the credentials, without those that a
    /// [`TokenProvider`] gives.
    ///
    /// # Errors
    ///
    /// Fails with the first thing that was wrong while the call was put together, when a path
    /// parameter or a credential is missing, and when a value cannot stand where it belongs.
    pub fn into_request(self) -> Result<http::Request<Body>, Error> {
        Ok(self.prepare()?.1)
    }

    /// Returns whether the body, if there is one, can still be sent.
    pub fn is_unsent(&self) -> bool {
        let body = self.state.body.as_ref();
        body.is_none_or(|content| content.body.is_unread())
    }

    pub(super) fn prepare(self) -> Result<(Box<State>, http::Request<Body>), Error> {
        let mut state = self.state;
        if let Some(error) = state.error.take() {
            return Err(error.with_operation(state.operation.id));
        }
        request::add_defaults(&mut state);
        match request::assemble(&state) {
            Ok(assembled) => {
                state.provider = assembled.provider;
                Ok((state, assembled.request))
            }
            Err(error) => Err(error.with_operation(state.operation.id)),
        }
    }
}

impl State {
    pub(super) fn give(&mut self, parameter: Parameter, value: Option<ParameterValue>) {
        let Some(value) = value else {
            return;
        };
        match self
            .parameters
            .iter_mut()
            .find(|(given, _)| given.is_same(&parameter))
        {
            Some(given) => *given = (parameter, value),
            None => self.parameters.push((parameter, value)),
        }
    }

    fn give_written(&mut self, parameter: Parameter, value: serde_json::Result<Written>) {
        match value.and_then(ParameterValue::from_written) {
            Ok(value) => self.give(parameter, value),
            Err(error) => self.fail(
                Error::request(format!(
                    "the parameter `{}` cannot be serialised: {error}",
                    parameter.name
                ))
                .with_source(error),
            ),
        }
    }

    fn set_form(&mut self, body: serde_json::Result<Written>) {
        let form = match body {
            Ok(Written::Object(object)) => form::encode(&object, &self.properties),
            Ok(Written::Null | Written::Scalar(_) | Written::Array(_)) => {
                return self.fail(Error::request("the body is no object, so it makes no form"));
            }
            Err(error) => Err(error),
        };
        match form {
            Ok(form) => self.set_body("application/x-www-form-urlencoded", form.into()),
            Err(error) => self.fail(unserializable(error)),
        }
    }

    fn set_query_string_form(&mut self, value: serde_json::Result<Written>) {
        let form = match value {
            Ok(Written::Object(object)) => form::encode(&object, &[]),
            Ok(Written::Null | Written::Scalar(_) | Written::Array(_)) => {
                return self.fail(Error::request(
                    "the query is no object, so it makes no form",
                ));
            }
            Err(error) => Err(error),
        };
        match form {
            Ok(form) => self.set_query_string(form),
            Err(error) => self.fail(unserializable_query(error)),
        }
    }

    fn set_query_string_text(&mut self, text: serde_json::Result<String>) {
        match text {
            Ok(text) => self.set_query_string(expand::encode(&text)),
            Err(error) => self.fail(unserializable_query(error)),
        }
    }

    fn set_query_string(&mut self, encoded: String) {
        let value = ParameterValue::Scalar(encoded);
        self.give(Parameter::query_string(), Some(value));
    }

    fn set_body(&mut self, media_type: &str, body: Body) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => self.body = Some(Content { media_type, body }),
            Err(_) => self.fail(Error::request("the media type of the body is not valid")),
        }
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.state.operation.id)
            .finish_non_exhaustive()
    }
}

fn unserializable(error: serde_json::Error) -> Error {
    Error::request(format!("the body cannot be serialised: {error}")).with_source(error)
}

fn unserializable_query(error: serde_json::Error) -> Error {
    Error::request(format!("the query cannot be serialised: {error}")).with_source(error)
}
