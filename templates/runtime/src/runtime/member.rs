//! Members of bodies by which pages are asked for, of JSON and of forms.

use std::collections::BTreeMap;

use http::header::HeaderValue;
use serde_json::value::RawValue;

use super::body::Body;
use super::call::Content;
use super::error::Error;
use super::form::{self, Written};

/// A value that is no list and no object, as JSON has it and as plain text.
pub(super) struct Scalar {
    pub(super) raw: String,
    pub(super) text: String,
}

impl Scalar {
    pub(super) fn number(number: u64) -> Self {
        let text = number.to_string();
        Self {
            raw: text.clone(),
            text,
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

fn is_form(content: &Content) -> bool {
    content.media_type.as_bytes().starts_with(FORM.as_bytes())
}

/// Returns the members of a JSON body; none where it is no object.
fn members(content: &Content) -> Option<BTreeMap<String, Box<RawValue>>> {
    let text = std::str::from_utf8(content.body.as_bytes()?).ok()?;
    serde_json::from_str(text).ok()
}

/// Returns the text of a member, if it is there.
pub(super) fn get(content: Option<&Content>, name: &str) -> Option<String> {
    let content = content?;
    if is_form(content) {
        let text = std::str::from_utf8(content.body.as_bytes()?).ok()?;
        let name = encoded(name);
        let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
        // What pages are asked for by at first are numbers, which are written as they are.
        return pairs
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned());
    }
    match Written::read(members(content)?.get(name)?).ok()? {
        Written::Scalar(text) => Some(text),
        Written::Null | Written::Array(_) | Written::Object(_) => None,
    }
}

/// Gives a member a value, instead of any that it has; a call without a body gets one.
pub(super) fn set(content: &mut Option<Content>, name: &str, value: &Scalar) -> Result<(), Error> {
    let unusable = || {
        let what =
            "the body is neither a JSON object nor a form in memory, so no page comes after it";
        Error::request(what)
    };
    let content = content.get_or_insert_with(|| Content {
        media_type: HeaderValue::from_static("application/json"),
        body: Body::from("{}"),
    });
    let body = if is_form(content) {
        let text = content
            .body
            .as_bytes()
            .map(|body| std::str::from_utf8(body));
        let Some(Ok(text)) = text else {
            return Err(unusable());
        };
        let name = encoded(name);
        let others = text.split('&').filter(|pair| {
            let key = pair.split('=').next();
            !pair.is_empty() && key != Some(&name)
        });
        let mut pairs: Vec<String> = others.map(str::to_owned).collect();
        pairs.push(format!("{name}={}", encoded(&value.text)));
        pairs.join("&").into_bytes()
    } else {
        let mut members = members(content).ok_or_else(unusable)?;
        let raw = RawValue::from_string(value.raw.clone()).map_err(|_| unusable())?;
        members.insert(name.to_owned(), raw);
        serde_json::to_vec(&members).map_err(|_| unusable())?
    };
    content.body = Body::from(body);
    Ok(())
}

/// Returns a name or a value of a form as it is written.
fn encoded(text: &str) -> String {
    let mut form = String::new();
    form::push_encoded(&mut form, text);
    form
}
