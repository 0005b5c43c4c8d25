//! Bodies of type `application/x-www-form-urlencoded`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

/// What the URL Standard leaves alone in a form ("application/x-www-form-urlencoded
/// percent-encode set"), beside letters and digits.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    // It becomes `+`.
    .remove(b' ');

/// Encodes the properties of an object: arrays as the same key again, an object in an object or in
/// an array as JSON text (OpenAPI, "Encoding Object"), null not at all.
pub(super) fn encode(object: &Map<String, Value>) -> String {
    let mut form = String::new();
    for (key, value) in object {
        match value {
            Value::Array(items) => items.iter().for_each(|item| push(&mut form, key, item)),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => push(&mut form, key, value),
        }
    }
    form
}

fn push(form: &mut String, key: &str, value: &Value) {
    let Some(text) = text(value) else {
        return;
    };
    if !form.is_empty() {
        form.push('&');
    }
    push_encoded(form, key);
    form.push('=');
    push_encoded(form, &text);
}

/// Returns a value as plain text, and an array or an object as JSON text. Null has none.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
            Some(value.to_string())
        }
    }
}

fn push_encoded(form: &mut String, text: &str) {
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            form.push('+');
        }
        form.extend(utf8_percent_encode(word, FORM));
    }
}
