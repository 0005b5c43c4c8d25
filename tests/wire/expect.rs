//! What the document says that a request looks like.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::call::Given;
use super::operation::Operation;
use crate::difference::differences;
use crate::document::object;
use crate::server::Request;

pub(crate) const TOKEN: &str = "token-of-the-tests";

/// Returns in which ways a request is not what an operation sends for what it was given; nothing
/// when it is exactly that.
pub(crate) fn wrong_in_request(
    operation: &Operation<'_>,
    media_type: Option<&str>,
    given: &Given,
    request: &Request,
) -> Vec<String> {
    let (path, mut query) = match request.target.split_once('?') {
        Some((path, query)) => (path, query.split('&').collect()),
        None => (request.target.as_str(), Vec::new()),
    };
    query.sort_unstable();
    let body = std::str::from_utf8(&request.body).expect("a body is UTF-8");
    let is = json!({
        "method": request.method,
        "path": path,
        "query": query,
        "headers": headers(request),
        "body": match media_type {
            Some("application/json") => json_of(body),
            Some("application/x-www-form-urlencoded") => form_of(body, given),
            _ => body.into(),
        },
    });
    let should_be = json!({
        "method": operation.method,
        "path": expected_path(operation, given),
        "query": expected_query(operation, given),
        "headers": expected_headers(operation, media_type, request),
        "body": match (media_type, &given.body) {
            (None, None) => json!(""),
            (Some("application/json"), Some(body)) => body.clone(),
            (Some("application/x-www-form-urlencoded"), Some(body)) => expected_form(body),
            (other, _) => panic!("the tests know no {other:?}"),
        },
    });
    differences(&is, &should_be)
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

/// Returns the pairs of the query, sorted: their order says nothing.
fn expected_query(operation: &Operation<'_>, given: &Given) -> Vec<String> {
    let parameters = operation.parameters.iter().filter(|it| it.place == "query");
    let pair = |name| {
        format!(
            "{name}={}",
            percent_encoded(&plain(&given.parameters[name]))
        )
    };
    let mut query: Vec<String> = parameters.map(|parameter| pair(parameter.name)).collect();
    query.sort_unstable();
    query
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

/// Returns the values of a form by key, in the order of the values of each. Where the value given
/// was an object, the text is read as JSON, in which the order of members says nothing.
fn form_of(form: &str, given: &Given) -> Value {
    let mut pairs = BTreeMap::<String, Vec<Value>>::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, "(no value)"));
        let (Some(key), Some(value)) = (form_decoded(key), form_decoded(value)) else {
            return format!("no form: {pair}").into();
        };
        let property = given.body.as_ref().and_then(|body| body.get(&key));
        let first = property.and_then(|property| property.get(0)).or(property);
        let value = match first {
            Some(Value::Object(_)) => json_of(&value),
            _ => value.into(),
        };
        pairs.entry(key).or_default().push(value);
    }
    json!(pairs)
}

/// A property that is a list is its key again and again, what is an object is JSON text (OpenAPI,
/// "Support for x-www-form-urlencoded Request Bodies"; "Encoding Object", `contentType`). No text
/// says null, so it is left out.
fn expected_form(body: &Value) -> Value {
    let mut pairs = BTreeMap::new();
    for (key, value) in object(body) {
        let values: Vec<Value> = match value {
            Value::Null => continue,
            Value::Array(items) if items.is_empty() => continue,
            Value::Array(items) if items[0].is_object() => items.clone(),
            Value::Array(items) => items.iter().map(plain).map(Value::from).collect(),
            Value::Object(_) => vec![value.clone()],
            value => vec![plain(value).into()],
        };
        pairs.insert(key, values);
    }
    json!(pairs)
}

/// Returns a value as it stands in a URL or a form.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn json_of(text: &str) -> Value {
    match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => format!("no JSON: {error}: {text}").into(),
    }
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

/// Decodes a key or a value of a form (URL Standard section 5.1), `None` if it is not encoded as the
/// standard says.
fn form_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(rest.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b'*' | b'-' | b'.' | b'_' => byte,
            byte if byte.is_ascii_alphanumeric() => byte,
            _ => return None,
        });
    }
    String::from_utf8(bytes).ok()
}
