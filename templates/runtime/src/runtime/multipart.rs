//! Bodies in several parts (RFC 2046, section 5.1; `multipart/form-data`: RFC 7578).

use std::collections::VecDeque;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::{HeaderName, HeaderValue};
use serde_json::value::RawValue;

use super::body::{Body, BodyStream};
use super::call::Call;
use super::codec::{self, Encode};
use super::error::Error;
use super::form::{self, Written};
use super::part::Part;
use super::property::{self, PropertyEncoding, PropertyStyle};
use super::transport::TransportError;

/// The parts of a body, in their order, each under a name.
///
/// The names may repeat.
#[derive(Clone, Debug, Default)]
pub struct Form {
    entries: Vec<(String, Entry)>,
    error: Option<Error>,
}

#[derive(Clone)]
enum Entry {
    Part(Part),
    Value(Box<RawValue>),
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Part(part) => part.fmt(f),
            // It may be a secret.
            Self::Value(_) => f.write_str("Value"),
        }
    }
}

impl Form {
    /// Returns a body without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a part.
    #[must_use]
    pub fn part(mut self, name: impl Into<String>, part: impl Into<Part>) -> Self {
        self.entries.push((name.into(), Entry::Part(part.into())));
        self
    }

    /// Adds a part of text.
    #[must_use]
    pub fn text(self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.part(name, Part::text(text))
    }

    /// Adds a value: text and numbers as they are, a list as a part for each item, an object as JSON,
    /// null not at all.
    #[must_use]
    pub fn value(mut self, name: &str, value: &(impl Encode + ?Sized)) -> Self {
        self.push_value(name, codec::to_text(&value).and_then(RawValue::from_string));
        self
    }

    /// Adds a part for each of these.
    #[must_use]
    pub fn parts(mut self, name: &str, parts: &[Part]) -> Self {
        for part in parts {
            self = self.part(name, part.clone());
        }
        self
    }

    fn push_value(&mut self, name: &str, value: serde_json::Result<Box<RawValue>>) {
        match value {
            Ok(value) => self.entries.push((name.to_owned(), Entry::Value(value))),
            Err(error) => {
                let message = format!("the part `{name}` cannot be serialised: {error}");
                self.error
                    .get_or_insert(Error::request(message).with_source(error));
            }
        }
    }

    fn of_object(object: serde_json::Result<Written>) -> Self {
        let mut form = Self::new();
        match object {
            Ok(Written::Object(members)) => {
                for (name, value) in members {
                    form.push_value(&name, Ok(value));
                }
            }
            Ok(Written::Null | Written::Scalar(_) | Written::Array(_)) => {
                let message = "the body is no object, so it has no parts";
                form.error = Some(Error::request(message));
            }
            Err(error) => {
                let message = format!("the body cannot be serialised: {error}");
                form.error = Some(Error::request(message).with_source(error));
            }
        }
        form
    }

    /// Returns the parts as they are written.
    fn into_parts(self, encodings: &[PropertyEncoding]) -> Result<Vec<Encoded<'_>>, Error> {
        if let Some(error) = self.error {
            return Err(error);
        }
        let mut parts = Vec::new();
        for (name, entry) in self.entries {
            let encoding = encodings.iter().find(|it| it.name == name);
            match entry {
                Entry::Part(part) => parts.push((name, part, encoding)),
                Entry::Value(value) => {
                    let written = parts_of(&name, &value, encoding).map_err(|error| {
                        let message = format!("the part `{name}` cannot be serialised: {error}");
                        Error::request(message).with_source(error)
                    })?;
                    parts.extend(
                        written
                            .into_iter()
                            .map(|(name, part)| (name, part, encoding)),
                    );
                }
            }
        }
        Ok(parts)
    }
}

/// A part, its name, and how it is written.
type Encoded<'e> = (String, Part, Option<&'e PropertyEncoding>);

/// Returns the parts that a value is written as.
fn parts_of(
    name: &str,
    value: &RawValue,
    encoding: Option<&PropertyEncoding>,
) -> serde_json::Result<Vec<(String, Part)>> {
    let style = encoding.map_or(PropertyStyle::Repeated, |encoding| encoding.style);
    if style != PropertyStyle::Repeated {
        let pairs = property::pairs(name, value, style)?.into_iter();
        return Ok(pairs.map(|(name, text)| (name, Part::text(text))).collect());
    }
    let items = match Written::read(value)? {
        Written::Array(items) => items,
        Written::Null | Written::Scalar(_) | Written::Object(_) => vec![value.to_owned()],
    };
    let mut parts = Vec::new();
    for item in items {
        let Some(text) = form::text(&item)? else {
            continue;
        };
        let part = Part::text(text);
        parts.push((
            name.to_owned(),
            match item.get().starts_with(['{', '[']) {
                true => part.content_type("application/json"),
                false => part,
            },
        ));
    }
    Ok(parts)
}

/// What can be sent in parts.
pub trait ToForm {
    /// Returns the parts.
    fn to_form(&self) -> Form;
}

impl ToForm for Form {
    fn to_form(&self) -> Form {
        self.clone()
    }
}

impl Call {
    /// Sets a body in parts, of a media type such as `multipart/form-data`.
    pub fn multipart(self, media_type: &str, body: &impl ToForm) -> Self {
        self.parts(media_type, body.to_form())
    }

    /// Sets a body in parts: the members of what serialises as an object.
    pub fn multipart_object(self, media_type: &str, body: &(impl Encode + ?Sized)) -> Self {
        let form = Form::of_object(Written::new(&body));
        self.parts(media_type, form)
    }

    fn parts(self, media_type: &str, form: Form) -> Self {
        match write(media_type, form, &self.state.properties) {
            Ok((media_type, body)) => self.bytes(&media_type, body),
            Err(error) => self.fail(error),
        }
    }
}

/// Returns the media type, boundary included, and the body.
fn write(
    media_type: &str,
    form: Form,
    encodings: &[PropertyEncoding],
) -> Result<(String, Body), Error> {
    let parts = form.into_parts(encodings)?;
    let boundary = boundary(&parts);
    let mut parameters = media_type.split(';').map(str::trim);
    let essence = match parameters.next() {
        Some("multipart/*") | None => "multipart/form-data",
        Some(essence) => essence,
    };
    let is_form_data = essence.eq_ignore_ascii_case("multipart/form-data");
    let mut segments: VecDeque<Body> = VecDeque::new();
    for (name, part, encoding) in parts {
        let head = head(&name, &part, encoding, is_form_data)?;
        segments.push_back(format!("--{boundary}\r\n{head}\r\n").into());
        segments.push_back(part.body);
        segments.push_back(Bytes::from_static(b"\r\n").into());
    }
    segments.push_back(format!("--{boundary}--\r\n").into());
    let others: String = parameters
        .filter(|it| !it.is_empty() && !it.to_ascii_lowercase().starts_with("boundary"))
        .map(|parameter| format!("; {parameter}"))
        .collect();
    let media_type = format!("{essence}{others}; boundary={boundary}");
    Ok((media_type, joined(segments)))
}

/// Returns the headers of a part.
fn head(
    name: &str,
    part: &Part,
    encoding: Option<&PropertyEncoding>,
    is_form_data: bool,
) -> Result<String, Error> {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", escaped(name));
    let file_name = match &part.file_name {
        Some(file_name) => Some(file_name.as_str()),
        None => (part.is_file && is_form_data).then_some("blob"),
    };
    if let Some(file_name) = file_name {
        head.push_str(&format!("; filename=\"{}\"", escaped(file_name)));
    }
    head.push_str("\r\n");
    let said = encoding
        .map(|encoding| encoding.content_type)
        .filter(|it| !it.is_empty());
    let otherwise = part.is_file.then_some("application/octet-stream");
    let content_type = part.content_type.as_deref();
    // A value is of the type that the document says, a file of that which the caller says.
    let content_type = match part.is_file {
        true => content_type.or(said).or(otherwise),
        false => said.or(content_type),
    };
    let mut push = |header: &str, value: &str| {
        let valid = HeaderName::try_from(header).is_ok() && HeaderValue::from_str(value).is_ok();
        if !valid {
            return Err(Error::request(format!(
                "the header {header:?} of the part {name:?} is not valid"
            )));
        }
        head.push_str(&format!("{header}: {value}\r\n"));
        Ok(())
    };
    if let Some(content_type) = content_type {
        push("Content-Type", content_type)?;
    }
    for (header, value) in encoding.map_or(&[][..], |encoding| &encoding.headers) {
        push(header, value)?;
    }
    for (header, value) in &part.headers {
        push(header, value)?;
    }
    Ok(head)
}

/// Escapes a name or a file name (HTML Standard, "multipart/form-data encoding algorithm").
fn escaped(name: &str) -> String {
    name.replace('\n', "%0A")
        .replace('\r', "%0D")
        .replace('"', "%22")
}

/// Returns a boundary that nothing in memory contains, and that nothing else can be made to: it is not
/// known before.
fn boundary(parts: &[Encoded<'_>]) -> String {
    loop {
        let random = || RandomState::new().build_hasher().finish();
        let boundary = format!("{:016x}{:016x}", random(), random());
        let contains = |part: &Part| {
            let bytes = part.body.as_bytes().map_or(&[][..], |bytes| bytes);
            bytes
                .windows(boundary.len())
                .any(|window| window == boundary.as_bytes())
        };
        if !parts.iter().any(|(_, part, _)| contains(part)) {
            return boundary;
        }
    }
}

/// Returns one body of several: in memory, and so repeatable, where all of them are.
fn joined(segments: VecDeque<Body>) -> Body {
    let length: Option<u64> = segments.iter().map(Body::length).sum();
    let bytes: Option<Vec<&[u8]>> = segments
        .iter()
        .map(|segment| segment.as_bytes().map(|bytes| &bytes[..]))
        .collect();
    if let Some(bytes) = bytes {
        return bytes.concat().into();
    }
    let body = Body::stream(Joined {
        segments,
        current: None,
    });
    match length {
        Some(length) => body.with_length(length),
        None => body,
    }
}

/// Bodies, one after the other.
struct Joined {
    segments: VecDeque<Body>,
    current: Option<BodyStream>,
}

impl Stream for Joined {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(current) = &mut self.current {
                match Pin::new(current).poll_next(context) {
                    Poll::Ready(None) => self.current = None,
                    item => return item,
                }
            }
            match self.segments.pop_front() {
                Some(segment) => self.current = Some(segment.into_stream()),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// Implements [`ToForm`] for a struct.
///
/// A field is `required` or `optional`, and a `part`, a list of `parts`, or another `value`; `rest` is
/// the map of all other members.
macro_rules! multipart {
    (
        $name:ident { $($kind:ident $what:ident $field:ident = $key:literal,)* }
        $(rest $rest_what:ident $rest:ident)?
    ) => {
        impl runtime::ToForm for $name {
            fn to_form(&self) -> runtime::Form {
                let form = runtime::Form::new();
                $(let form = multipart!(@$kind $what form, $key, &self.$field);)*
                $(
                    let form = self.$rest.iter().fold(form, |form, (key, value)| {
                        multipart!(@required $rest_what form, key, value)
                    });
                )?
                form
            }
        }
    };
    (@required part $form:ident, $key:expr, $value:expr) => {
        $form.part($key, $value.clone())
    };
    (@required $what:ident $form:ident, $key:expr, $value:expr) => {
        $form.$what($key, $value)
    };
    (@optional $what:ident $form:ident, $key:expr, $value:expr) => {
        match $value {
            Some(value) => multipart!(@required $what $form, $key, value),
            None => $form,
        }
    };
}
pub(crate) use multipart;
