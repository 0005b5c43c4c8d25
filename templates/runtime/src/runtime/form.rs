//! Bodies of type `application/x-www-form-urlencoded`.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::value::RawValue;

use super::codec::{self, Encode};
use super::property::{self, PropertyEncoding, PropertyStyle};

/// What the URL Standard leaves alone in a form ("application/x-www-form-urlencoded
/// percent-encode set"), beside letters and digits.
const FORM: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'*')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    // It becomes `+`.
    .remove(b' ');

/// A JSON value whose parts are still text: no number is read, so none loses a digit.
pub(super) enum Written {
    /// Null, which has no text.
    Null,
    /// A string, or what any other scalar is written as.
    Scalar(String),
    /// The items of an array.
    Array(Vec<Box<RawValue>>),
    /// The members of an object, by their names.
    Object(BTreeMap<String, Box<RawValue>>),
}

impl Written {
    /// Writes a value.
    pub(super) fn new(value: &dyn Encode) -> serde_json::Result<Self> {
        Self::read(&RawValue::from_string(codec::to_text(value)?)?)
    }

    /// Reads a value.
    pub(super) fn read(value: &RawValue) -> serde_json::Result<Self> {
        let text = value.get();
        match text.as_bytes().first() {
            Some(b'n') => Ok(Self::Null),
            Some(b'"') => serde_json::from_str(text).map(Self::Scalar),
            Some(b'[') => serde_json::from_str(text).map(Self::Array),
            Some(b'{') => serde_json::from_str(text).map(Self::Object),
            Some(_) | None => Ok(Self::Scalar(text.to_owned())),
        }
    }
}

/// Encodes the properties of an object: arrays as the same key again, an object in an object or in
/// an array as JSON text, null not at all, unless a property has an encoding of its own (OpenAPI,
/// "Encoding Object").
pub(super) fn encode(
    object: &BTreeMap<String, Box<RawValue>>,
    encodings: &[PropertyEncoding],
) -> serde_json::Result<String> {
    let mut form = String::new();
    for (key, value) in object {
        let encoding = encodings.iter().find(|encoding| encoding.name == *key);
        let style = encoding.map_or(PropertyStyle::Repeated, |encoding| encoding.style);
        for (key, text) in property::pairs(key, value, style)? {
            if !form.is_empty() {
                form.push('&');
            }
            push_encoded(&mut form, &key);
            form.push('=');
            push_encoded(&mut form, &text);
        }
    }
    Ok(form)
}

/// Returns a value as plain text, and an array or an object as JSON text. Null has none.
pub(super) fn text(value: &RawValue) -> serde_json::Result<Option<String>> {
    Ok(match Written::read(value)? {
        Written::Null => None,
        Written::Scalar(text) => Some(text),
        Written::Array(_) | Written::Object(_) => Some(value.get().to_owned()),
    })
}

/// Adds a name or a value of a form as it is written.
pub(super) fn push_encoded(form: &mut String, text: &str) {
    for (i, word) in text.split(' ').enumerate() {
        if i > 0 {
            form.push('+');
        }
        form.extend(utf8_percent_encode(word, FORM));
    }
}
