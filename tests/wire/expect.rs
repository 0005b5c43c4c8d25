//! What the document says that a request looks like.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::call::Given;
use super::operation::Operation;
use crate::server::Request;

pub(crate) const TOKEN: &str = "token-of-the-tests";

/// Returns in which ways a request is not what an operation sends for what it was given; nothing
/// when it is exactly that.
pub(crate) fn differences(
    operation: &Operation<'_>,
    media_type: Option<&str>,
    given: &Given,
    request: &Request,
) -> Vec<String> {
    let mut differences = Vec::new();
    let mut compare = |what: &str, is: String, should_be: String| {
        if is != should_be {
            differences.push(format!(
                "{what}\n    is        {is}\n    should be {should_be}"
            ));
        }
    };
    compare("method", request.method.clone(), operation.method.clone());
    let (path, query) = match request.target.split_once('?') {
        Some((path, query)) => (path, query.split('&').collect()),
        None => (request.target.as_str(), BTreeSet::new()),
    };
    compare("path", path.to_owned(), expected_path(operation, given));
    compare(
        "query",
        format!("{query:?}"),
        format!("{:?}", expected_query(operation, given)),
    );
    compare(
        "headers",
        format!("{:?}", headers(request)),
        format!("{:?}", expected_headers(operation, media_type, request)),
    );
    let (is, should_be) = match (media_type, &given.body) {
        (None, _) => (text(&request.body).to_owned(), String::new()),
        (Some("application/json"), Some(body)) => (json(text(&request.body)), json_of(body)),
        (Some("application/x-www-form-urlencoded"), Some(body)) => (
            format!("{:?}", form(text(&request.body), body)),
            format!("{:?}", expected_form(body)),
        ),
        (Some(other), _) => panic!("the tests know no {other}"),
    };
    compare("body", is, should_be);
    differences
}

fn expected_path(operation: &Operation<'_>, given: &Given) -> String {
    let mut path = operation.path.to_owned();
    for parameter in operation.parameters.iter().filter(|it| it.place == "path") {
        let value = plain(&given.parameters[parameter.name]);
        let expression = format!("{{{}}}", parameter.name);
        assert!(path.contains(&expression), "{path} has {expression}");
        path = path.replace(&expression, &percent_encoded(&value));
    }
    path
}

fn expected_query(operation: &Operation<'_>, given: &Given) -> BTreeSet<String> {
    let parameters = operation.parameters.iter().filter(|it| it.place == "query");
    parameters
        .map(|parameter| {
            let value = plain(&given.parameters[parameter.name]);
            format!("{}={}", parameter.name, percent_encoded(&value))
        })
        .collect()
}

/// Returns the headers without those of the connection.
fn headers(request: &Request) -> BTreeMap<&str, Vec<&str>> {
    let names = request.headers.iter().map(|(name, _)| name.as_str());
    names
        .filter(|name| !["host", "user-agent"].contains(name))
        .map(|name| (name, request.header(name)))
        .collect()
}

fn expected_headers(
    operation: &Operation<'_>,
    media_type: Option<&str>,
    request: &Request,
) -> BTreeMap<&'static str, Vec<String>> {
    let accepts = operation
        .accepts()
        .into_iter()
        .collect::<Vec<_>>()
        .join(", ");
    let accepts = if accepts.is_empty() {
        "*/*".into()
    } else {
        accepts
    };
    let mut headers = BTreeMap::from([("accept", vec![accepts])]);
    if operation.is_authorized {
        headers.insert("authorization", vec![format!("Bearer {TOKEN}")]);
    }
    if let Some(media_type) = media_type {
        headers.insert("content-type", vec![media_type.to_owned()]);
        headers.insert("content-length", vec![request.body.len().to_string()]);
    }
    headers
}

/// Returns the pairs of a form by key, in the order of the values of each.
fn form(form: &str, body: &Value) -> BTreeMap<String, Vec<String>> {
    let mut pairs = BTreeMap::<_, Vec<_>>::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (key, mut value) = (form_decoded(key), form_decoded(value));
        let of_body = &body[&key];
        if of_body.is_object() || of_body.get(0).is_some_and(Value::is_object) {
            // The order of members says nothing.
            value = json(&value);
        }
        pairs.entry(key).or_default().push(value);
    }
    pairs
}

/// A property that is a list is its key again and again, what is an object is JSON text (OpenAPI,
/// "Support for x-www-form-urlencoded Request Bodies"; "Encoding Object", `contentType`).
fn expected_form(body: &Value) -> BTreeMap<String, Vec<String>> {
    let mut pairs = BTreeMap::new();
    for (key, value) in body.as_object().expect("a form is an object") {
        let values: Vec<String> = match value {
            Value::Array(items) => items.iter().map(plain).collect(),
            Value::Null => continue,
            value => vec![plain(value)],
        };
        if !values.is_empty() {
            pairs.insert(key.clone(), values);
        }
    }
    pairs
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => json_of(value),
    }
}

/// Returns JSON text with members in the order of their names.
fn json(text: &str) -> String {
    match serde_json::from_str(text) {
        Ok(value) => json_of(&value),
        Err(error) => format!("no JSON: {error}: {text}"),
    }
}

fn json_of(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    value.to_string()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a body is UTF-8")
}

/// Encodes all but what RFC 3986 section 2.3 calls unreserved, as RFC 6570 section 3.2.2 says.
pub(crate) fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// Decodes a key or a value of a form (URL Standard section 5.1).
fn form_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = (digit(), digit());
                let number = high.zip(low).map(|(high, low)| high * 16 + low);
                u8::try_from(number.expect("two digits follow")).expect("it is a byte")
            }
            b'*' | b'-' | b'.' | b'_' | b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => byte,
            byte => panic!("{:?} must be encoded in {text}", char::from(byte)),
        });
    }
    String::from_utf8(bytes).expect("a form is UTF-8")
}
