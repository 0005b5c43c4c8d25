//! How the properties of a form are written.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::form::{Written, text};

/// How one property of a form is written (OpenAPI, "Encoding Object").
#[derive(Clone, Debug)]
pub struct PropertyEncoding {
    /// The name of the property.
    pub name: &'static str,
    /// How lists and objects are written.
    pub style: PropertyStyle,
    /// The media type of its parts, of a body in parts; empty: what its values say.
    pub content_type: &'static str,
    /// The headers of its parts, of a body in parts.
    pub headers: Vec<(&'static str, &'static str)>,
}

/// How a list or an object is written as a property of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PropertyStyle {
    /// Items under the same name again; objects as JSON text.
    Repeated,
    /// Items under the same name again; members under their own names.
    Members,
    /// All in one, with a comma between.
    Comma,
    /// All in one, with a space between.
    Space,
    /// All in one, with a vertical bar between.
    Pipe,
    /// `name[key]`, however deep.
    DeepObject,
    /// All in one, as JSON text.
    Json,
}

impl PropertyEncoding {
    /// Returns the encoding of the property of a name, the usual one where it has none yet.
    pub(super) fn of<'e>(encodings: &'e mut Vec<Self>, name: &'static str) -> &'e mut Self {
        let at = encodings.iter().position(|encoding| encoding.name == name);
        let at = at.unwrap_or_else(|| {
            encodings.push(Self {
                name,
                style: PropertyStyle::Repeated,
                content_type: "",
                headers: Vec::new(),
            });
            encodings.len() - 1
        });
        &mut encodings[at]
    }
}

/// Returns the names and the texts that a property is written as.
pub(super) fn pairs(
    name: &str,
    value: &RawValue,
    style: PropertyStyle,
) -> serde_json::Result<Vec<(String, String)>> {
    let mut pairs = Vec::new();
    let mut push = |name: &str, text: Option<String>| {
        pairs.extend(text.map(|text| (name.to_owned(), text)));
    };
    match (style, Written::read(value)?) {
        (PropertyStyle::Repeated | PropertyStyle::Members, Written::Array(items)) => {
            for item in &items {
                push(name, text(item)?);
            }
        }
        (PropertyStyle::Members, Written::Object(members)) => {
            for (key, member) in &members {
                push(key, text(member)?);
            }
        }
        (PropertyStyle::Repeated | PropertyStyle::Members | PropertyStyle::Json, _) => {
            push(name, text(value)?);
        }
        (PropertyStyle::Comma, written) => push(name, joined(written, ",")?),
        (PropertyStyle::Space, written) => push(name, joined(written, " ")?),
        (PropertyStyle::Pipe, written) => push(name, joined(written, "|")?),
        (PropertyStyle::DeepObject, written) => deep(name.to_owned(), written, &mut pairs)?,
    }
    Ok(pairs)
}

/// Returns the items of a list, or the keys and the values of an object, as one text.
fn joined(value: Written, separator: &str) -> serde_json::Result<Option<String>> {
    let mut parts: Vec<String> = Vec::new();
    match value {
        Written::Null => return Ok(None),
        Written::Scalar(text) => return Ok(Some(text)),
        Written::Array(items) => {
            for item in &items {
                parts.extend(text(item)?);
            }
        }
        Written::Object(members) => parts.extend(keys_and_values(&members)?),
    }
    Ok((!parts.is_empty()).then(|| parts.join(separator)))
}

fn keys_and_values(members: &BTreeMap<String, Box<RawValue>>) -> serde_json::Result<Vec<String>> {
    let mut parts = Vec::new();
    for (key, member) in members {
        if let Some(text) = text(member)? {
            parts.extend([key.clone(), text]);
        }
    }
    Ok(parts)
}

/// Adds `name[key]` for each member; of a list of objects `name[0]`, of another list `name[]`. A value
/// is never deeper than serde_json goes.
fn deep(name: String, value: Written, pairs: &mut Vec<(String, String)>) -> serde_json::Result<()> {
    match value {
        Written::Null => {}
        Written::Scalar(text) => pairs.push((name, text)),
        Written::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let item = Written::read(item)?;
                let name = match item {
                    Written::Array(_) | Written::Object(_) => format!("{name}[{index}]"),
                    Written::Null | Written::Scalar(_) => format!("{name}[]"),
                };
                deep(name, item, pairs)?;
            }
        }
        Written::Object(members) => {
            for (key, member) in members {
                deep(format!("{name}[{key}]"), Written::read(&member)?, pairs)?;
            }
        }
    }
    Ok(())
}
