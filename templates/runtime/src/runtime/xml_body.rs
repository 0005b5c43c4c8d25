//! Bodies in XML: of calls, and of answers.

use std::marker::PhantomData;

use http::header::{CONTENT_TYPE, HeaderValue};

use super::call::Call;
use super::codec::{self, Decode, Encode};
use super::decode::{self, Notation};
use super::error::Error;
use super::reader::JsonError;
use super::response::{FromResponse, RawResponse};
use super::xml::{Kind, Name, Shaped};
use super::xml_reader;
use super::xml_tree::Tree;
use super::xml_writer;

/// Returns a value as XML: an element of a name, and of a list what its items are called.
///
/// # Errors
///
/// Fails when the value cannot be written.
pub(super) fn to_text<T: Encode + Shaped + ?Sized>(
    value: &T,
    name: Name<'_>,
    items: Name<'_>,
) -> Result<String, Error> {
    // Only this knows the type.
    written(codec::to_vec(&value), name, items, T::kind())
}

fn written(
    json: serde_json::Result<Vec<u8>>,
    name: Name<'_>,
    items: Name<'_>,
    kind: Kind,
) -> Result<String, Error> {
    let json = json.map_err(|error| {
        Error::request(format!("the body cannot be serialised: {error}")).with_source(error)
    })?;
    xml_writer::document(&json, name, items, kind).map_err(|fault| {
        Error::request(match fault.path.as_str() {
            "" => format!("the body cannot be written as XML: {}", fault.reason),
            path => format!(
                "the body cannot be written as XML at `{path}`: {}",
                fault.reason
            ),
        })
    })
}

impl Call {
    /// Sets a body of an XML type. The root element is called as the type says.
    pub fn xml<T>(self, media_type: &str, body: &T) -> Self
    where
        T: Encode + Shaped + ?Sized,
    {
        self.xml_body(media_type, T::NAME, T::NAME, body)
    }

    /// Sets a body of an XML type, whose root element has this name, `{namespace}prefix:local`; of a list,
    /// so have its items, unless their type says it (empty).
    pub fn xml_as<T>(self, media_type: &str, name: &str, items: &str, body: &T) -> Self
    where
        T: Encode + Shaped + ?Sized,
    {
        let items = match items {
            "" => T::NAME,
            items => Name::expanded(items),
        };
        self.xml_body(media_type, Name::expanded(name), items, body)
    }

    fn xml_body<T>(self, media_type: &str, name: Name<'_>, items: Name<'_>, body: &T) -> Self
    where
        T: Encode + Shaped + ?Sized,
    {
        match to_text(body, name, items) {
            Ok(text) => self.bytes(media_type, text),
            Err(error) => self.fail(error),
        }
    }
}

/// Reads the body as XML of type `T`; what the root element is called does not count.
#[derive(Debug)]
pub struct Xml<T>(PhantomData<fn() -> T>);

impl<T: Decode + Shaped> FromResponse for Xml<T> {
    type Output = T;

    fn from_response(response: &RawResponse) -> Result<T, Error> {
        let json = json_of(response, T::kind())?;
        codec::from_slice(&json).map_err(|error| undecodable(response, T::kind(), &json, error))
    }
}

/// Reads the body as XML of type `T`, and an empty one as `None`.
#[derive(Debug)]
pub struct OptionalXml<T>(PhantomData<fn() -> T>);

impl<T: Decode + Shaped> FromResponse for OptionalXml<T> {
    type Output = Option<T>;

    fn from_response(response: &RawResponse) -> Result<Option<T>, Error> {
        if response.body().trim_ascii().is_empty() {
            return Ok(None);
        }
        Xml::<Option<T>>::from_response(response)
    }
}

/// Reads the answer as `K` does; bodies of errors are XML of type `E`.
#[derive(Debug)]
pub struct XmlErrors<K, E>(PhantomData<fn() -> (K, E)>);

impl<K: FromResponse, E: Shaped + 'static> FromResponse for XmlErrors<K, E> {
    type Output = K::Output;

    fn from_response(response: &RawResponse) -> Result<K::Output, Error> {
        K::from_response(response)
    }

    fn notation() -> Option<&'static dyn Notation> {
        Some(&const { XmlOf(E::kind) })
    }
}

/// XML of a kind.
struct XmlOf(fn() -> Kind);

impl Notation for XmlOf {
    fn json(&self, body: &[u8]) -> Result<Vec<u8>, String> {
        match Tree::read(body) {
            Ok(tree) => Ok(xml_reader::json(&tree, self.0(), None)),
            Err(error) => Err(placed(body, error.at(), error.reason())),
        }
    }

    fn explain(&self, body: &[u8], json: &[u8], error: &JsonError) -> (String, String) {
        explained(body, self.0(), json, error)
    }
}

/// Returns the body of an answer as JSON.
fn json_of(response: &RawResponse, kind: Kind) -> Result<Vec<u8>, Error> {
    let body = response.body();
    let content_type = response.headers().get(CONTENT_TYPE);
    if let Some(charset) = content_type.and_then(foreign_charset)
        && !body.is_ascii()
    {
        let reason = format!("it is encoded as {charset:?}, and only UTF-8 is read");
        return Err(Error::decode(response, "", reason));
    }
    match Tree::read(body) {
        Ok(tree) => Ok(xml_reader::json(&tree, kind, None)),
        Err(_) if body.trim_ascii().is_empty() => Err(Error::decode(response, "", "it is empty")),
        Err(error) => {
            let mut reason = placed(body, error.at(), error.reason());
            if let Some(Ok(said)) = content_type.map(HeaderValue::to_str)
                && !said.contains("xml")
            {
                // A page of a proxy, most often.
                reason = format!("{reason}, in a body of type `{said}`");
            }
            Err(Error::decode(response, "", reason).with_source(error))
        }
    }
}

/// Returns the encoding that a media type names, unless it is UTF-8.
fn foreign_charset(media_type: &HeaderValue) -> Option<&str> {
    let mut parameters = media_type.to_str().ok()?.split(';').skip(1);
    let charset = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    let charset = charset.trim().trim_matches('"');
    let is_utf8 = ["utf-8", "utf8", "us-ascii"].iter();
    let is_utf8 = is_utf8.clone().any(|it| charset.eq_ignore_ascii_case(it));
    (!is_utf8).then_some(charset)
}

fn placed(text: &[u8], at: usize, reason: &str) -> String {
    let (line, column) = decode::place(text, at);
    format!("{reason} at line {line} column {column}")
}

/// The part of a decoding failure that does not depend on the type: the path is that of the JSON, the
/// place that of the element which it was made of.
#[cold]
fn undecodable(response: &RawResponse, kind: Kind, json: &[u8], error: JsonError) -> Error {
    let (path, reason) = explained(response.body(), kind, json, &error);
    Error::decode(response, path, reason).with_source(error)
}

/// Returns at which path reading failed, and why.
fn explained(body: &[u8], kind: Kind, json: &[u8], error: &JsonError) -> (String, String) {
    let path = decode::path(json, error.at());
    let mut marks = Vec::new();
    if let Ok(tree) = Tree::read(body) {
        // Success pays nothing for the places.
        xml_reader::json(&tree, kind, Some(&mut marks));
    }
    let after = marks.partition_point(|(json, _)| *json <= error.at());
    let at = after.checked_sub(1).and_then(|index| marks.get(index));
    let at = at.map_or(0, |(_, at)| *at);
    (path, placed(body, at, error.reason()))
}
