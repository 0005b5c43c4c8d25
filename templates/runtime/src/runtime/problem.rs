//! What a server says in the body of an error.

use std::fmt;

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

/// The code and the message in the body of an error, under any of the names in use: RFC 9457,
/// OAuth 2.0 (RFC 6749, section 5.2), `resultCode`, `{"error": {...}}`, `{"errors": [...]}`.
pub(super) struct Problem {
    code: Option<String>,
    message: Option<String>,
}

const CODES: [&str; 6] = [
    "resultCode",
    "code",
    "errorCode",
    "error_code",
    "error",
    "status",
];
const MESSAGES: [&str; 8] = [
    "resultMessage",
    "message",
    "error_description",
    "errorMessage",
    "error_message",
    "detail",
    "title",
    "description",
];
/// Larger bodies are not searched: an error prints fast.
const LARGEST_BODY: usize = 256 * 1024;
/// Longer texts are cut, at this many characters.
const LONGEST_TEXT: usize = 300;

impl Problem {
    /// Looks for a code and a message. Any bytes may come in.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        if body.len() > LARGEST_BODY {
            return None;
        }
        match serde_json::from_slice(body) {
            Ok(Value::Object(object)) => Self::of_object(&object),
            Ok(Value::String(text)) => Self::of_text(&text),
            Ok(Value::Array(items)) => items.iter().find_map(Self::of_value),
            Ok(Value::Null | Value::Bool(_) | Value::Number(_)) => None,
            Err(_) if is_plain_text(headers) => Self::of_text(&String::from_utf8_lossy(body)),
            Err(_) => None,
        }
    }

    fn of_object(object: &Map<String, Value>) -> Option<Self> {
        // The detail, where there is one, is nested once: `{"error": {"code": .., "message": ..}}`.
        let nested = ["error", "errors"]
            .iter()
            .find_map(|name| match object.get(*name)? {
                Value::Object(inner) => Some(Self::of_fields(inner)),
                Value::Array(items) => items.iter().find_map(Self::of_value),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            });
        let own = Self::of_fields(object);
        let problem = match nested {
            Some(nested) => Self {
                code: own.code.or(nested.code),
                message: own.message.or(nested.message),
            },
            None => own,
        };
        (problem.code.is_some() || problem.message.is_some()).then_some(problem)
    }

    fn of_fields(object: &Map<String, Value>) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|name| text(object.get(*name)?));
        Self {
            code: first(&CODES),
            message: first(&MESSAGES),
        }
    }

    fn of_value(value: &Value) -> Option<Self> {
        match value {
            Value::Object(object) => Some(Self::of_fields(object)),
            Value::String(text) => Self::of_text(text),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => None,
        }
    }

    fn of_text(text: &str) -> Option<Self> {
        let message = one_line(text);
        (!message.is_empty()).then_some(Self {
            code: None,
            message: Some(message),
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.code, &self.message) {
            (Some(code), Some(message)) => write!(f, "{code}: {message}"),
            (Some(one), None) | (None, Some(one)) => f.write_str(one),
            (None, None) => Ok(()),
        }
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(one_line(text)).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn is_plain_text(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/plain"))
}

/// Returns the text on one line, without control characters, which a terminal might obey, and cut
/// when it is long.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > LONGEST_TEXT {
            let end = line
                .char_indices()
                .map(|(start, _)| start)
                .nth(LONGEST_TEXT);
            if let Some(end) = end {
                line.truncate(end);
                line.push('…');
                break;
            }
        }
    }
    line
}
