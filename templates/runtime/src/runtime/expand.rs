//! Parameters as text: the expansions of RFC 6570, and what OpenAPI adds to them.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::parameter::{ParameterValue, PathStyle, QueryStyle};

/// Encodes all but the unreserved characters (RFC 3986, section 2.3).
pub(super) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Leaves the reserved characters that can stand in the value of a query parameter. Of the others,
/// `&` would end the value, `#` the query, `+` would be read as a space, and `[` and `]` are not
/// allowed in a query (RFC 3986, section 3.4).
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Encodes all but the unreserved characters.
pub(super) fn encode(text: &str) -> String {
    Cow::from(utf8_percent_encode(text, UNRESERVED)).into_owned()
}

/// Encodes for `allowReserved`: what is percent-encoded already stays so (RFC 6570, section 3.2.1).
fn encode_reserved(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        encoded.extend(utf8_percent_encode(&rest[..at], RESERVED));
        match rest.as_bytes()[at + 1..] {
            [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                encoded.push_str(&rest[at..at + 3]);
                rest = &rest[at + 3..];
            }
            _ => {
                encoded.push_str("%25");
                rest = &rest[at + 1..];
            }
        }
    }
    encoded.extend(utf8_percent_encode(rest, RESERVED));
    encoded
}

/// Returns the parts of a list, or of an object, key and value as two parts, with `separator`
/// between them.
fn joined(value: &ParameterValue, separator: &str, encode: impl Fn(&str) -> String) -> String {
    let parts: Vec<String> = match value {
        ParameterValue::Scalar(text) => return encode(text),
        ParameterValue::Array(items) => items.iter().map(|item| encode(item)).collect(),
        ParameterValue::Object(members) => members
            .iter()
            .flat_map(|(key, value)| [encode(key), encode(value)])
            .collect(),
    };
    parts.join(separator)
}

/// Returns `key=value` for each member.
fn assignments(members: &[(String, String)], encode: impl Fn(&str) -> String) -> Vec<String> {
    members
        .iter()
        .map(|(key, value)| format!("{}={}", encode(key), encode(value)))
        .collect()
}

/// Returns whether a value is undefined in the sense of RFC 6570, section 2.3, and so expands to
/// nothing.
fn is_undefined(value: &ParameterValue) -> bool {
    match value {
        ParameterValue::Scalar(_) => false,
        ParameterValue::Array(items) => items.is_empty(),
        ParameterValue::Object(members) => members.is_empty(),
    }
}

/// Expands a path parameter. The result holds no `/`, `?`, `#` or `%2E`.
pub(super) fn path(name: &str, style: PathStyle, explode: bool, value: &ParameterValue) -> String {
    if is_undefined(value) {
        return String::new();
    }
    match (style, value) {
        (PathStyle::Simple, ParameterValue::Object(members)) if explode => {
            assignments(members, encode).join(",")
        }
        (PathStyle::Simple, value) => joined(value, ",", encode),
        (PathStyle::Label, ParameterValue::Object(members)) if explode => {
            format!(".{}", assignments(members, encode).join("."))
        }
        (PathStyle::Label, value) => {
            format!(
                ".{}",
                joined(value, if explode { "." } else { "," }, encode)
            )
        }
        (PathStyle::Matrix, ParameterValue::Object(members)) if explode => members
            .iter()
            .map(|(key, value)| matrix(key, &encode(value)))
            .collect(),
        (PathStyle::Matrix, ParameterValue::Array(items)) if explode => items
            .iter()
            .map(|item| matrix(name, &encode(item)))
            .collect(),
        (PathStyle::Matrix, value) => matrix(name, &joined(value, ",", encode)),
    }
}

/// Returns `;name=value`, without `=` when the value is empty (RFC 6570, section 3.2.7).
fn matrix(name: &str, encoded: &str) -> String {
    let equals = if encoded.is_empty() { "" } else { "=" };
    format!(";{}{equals}{encoded}", encode(name))
}

/// Expands a query parameter into its pairs, each `name=value`.
pub(super) fn query(
    name: &str,
    style: QueryStyle,
    explode: bool,
    allow_reserved: bool,
    value: &ParameterValue,
) -> Vec<String> {
    let encode_value = |text: &str| {
        if allow_reserved {
            encode_reserved(text)
        } else {
            encode(text)
        }
    };
    if is_undefined(value) {
        return Vec::new();
    }
    let name = encode(name);
    let separator = match style {
        QueryStyle::Form => ",",
        QueryStyle::SpaceDelimited => "%20",
        QueryStyle::PipeDelimited => "%7C",
        QueryStyle::DeepObject => return deep_object(&name, value, encode_value),
    };
    match value {
        ParameterValue::Array(items) if explode => items
            .iter()
            .map(|item| format!("{name}={}", encode_value(item)))
            .collect(),
        ParameterValue::Object(members) if explode => members
            .iter()
            .map(|(key, value)| format!("{}={}", encode(key), encode_value(value)))
            .collect(),
        ParameterValue::Scalar(_) | ParameterValue::Array(_) | ParameterValue::Object(_) => {
            vec![format!("{name}={}", joined(value, separator, encode_value))]
        }
    }
}

fn deep_object(
    name: &str,
    value: &ParameterValue,
    encode_value: impl Fn(&str) -> String,
) -> Vec<String> {
    match value {
        ParameterValue::Scalar(text) => vec![format!("{name}={}", encode_value(text))],
        ParameterValue::Array(items) => items
            .iter()
            .map(|item| format!("{name}%5B%5D={}", encode_value(item)))
            .collect(),
        ParameterValue::Object(members) => members
            .iter()
            .map(|(key, value)| format!("{name}%5B{}%5D={}", encode(key), encode_value(value)))
            .collect(),
    }
}

/// Expands a header parameter. Nothing is percent-encoded: HTTP defines no such thing for headers
/// (OpenAPI 3.1.1, appendix D). The caller refuses what no header can hold.
pub(super) fn header(explode: bool, value: &ParameterValue) -> String {
    match value {
        ParameterValue::Object(members) if explode => assignments(members, str::to_owned).join(","),
        ParameterValue::Scalar(_) | ParameterValue::Array(_) | ParameterValue::Object(_) => {
            joined(value, ",", str::to_owned)
        }
    }
}

/// Expands a cookie parameter into its pairs, each `name=value`. RFC 6570 would put `&` between
/// them; between cookies stands `; ` (RFC 6265, section 4.2.1), which OpenAPI 3.2 makes explicit.
pub(super) fn cookie(name: &str, explode: bool, value: &ParameterValue) -> Vec<String> {
    query(name, QueryStyle::Form, explode, false, value)
}
