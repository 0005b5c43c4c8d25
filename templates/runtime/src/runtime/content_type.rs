//! What an answer says that it is, beside what was asked for.
//!
//! Servers say it carelessly, so what is read as JSON is whatever can be read so, and the type only
//! explains why something cannot. Text and bytes are always something; where one type was asked for, an
//! answer that says that it is another one is an error.

use std::fmt;

use http::HeaderMap;
use http::header::{CONTENT_TYPE, HeaderValue};

use super::call::State;
use super::error::Error;
use super::problem::one_line;
use super::response::RawResponse;

/// Types that say nothing: what servers and proxies fall back on.
const VAGUE: [&str; 6] = [
    "",
    "*/*",
    "application/octet-stream",
    "application/x-download",
    "binary/octet-stream",
    "text/plain",
];

/// Names of the same thing, beside those that differ by `x-`, `vnd.` or what is before the slash.
const SAME: [(&str, &str); 3] = [
    ("jpg", "jpeg"),
    ("pjpeg", "jpeg"),
    ("zip-compressed", "zip"),
];

/// Returns the media type that headers give a body; `None` where they give none, or nothing readable.
pub(super) fn said(headers: &HeaderMap) -> Option<&str> {
    match headers.get(CONTENT_TYPE).map(HeaderValue::to_str) {
        Some(Ok(said)) if !said.trim().is_empty() => Some(said),
        Some(_) | None => None,
    }
}

/// Returns the first media type of an `Accept` header, without its parameters.
pub(super) fn essence(media_types: &str) -> &str {
    let end = media_types.find([';', ',']);
    media_types[..end.unwrap_or(media_types.len())].trim()
}

/// Returns whether an answer that is said to be of one media type may be of the one that was asked for,
/// which may be a range. An empty one stands for any.
pub(super) fn fits(asked: &str, said: Option<&str>) -> bool {
    let (asked, said) = (essence(asked), essence(said.unwrap_or_default()));
    let (asked, said) = (asked.to_ascii_lowercase(), said.to_ascii_lowercase());
    if asked == said || asked.is_empty() || asked == "*/*" || VAGUE.contains(&said.as_str()) {
        return true;
    }
    if let Some(range) = asked.strip_suffix('*') {
        return said.starts_with(range);
    }
    let (one, other) = (subtype(&asked), subtype(&said));
    one == other || suffix(one) == other || one == suffix(other)
}

/// Returns what is behind the slash, under the name that most use for it.
fn subtype(essence: &str) -> &str {
    let name = essence.split_once('/').map_or(essence, |(_, name)| name);
    let name = name.strip_prefix("x-").unwrap_or(name);
    let name = name.strip_prefix("vnd.").unwrap_or(name);
    let mut same = SAME.iter();
    same.find(|(other, _)| *other == name)
        .map_or(name, |(_, usual)| usual)
}

/// Returns what a name of a format is built on (RFC 6839): `xml` of `atom+xml`.
fn suffix(subtype: &str) -> &str {
    subtype
        .rsplit_once('+')
        .map_or(subtype, |(_, suffix)| suffix)
}

impl State {
    /// Returns the `Accept` header that asks for one media type only; empty: there is none.
    pub(super) fn asked(&self) -> &'static str {
        match self.is_exact {
            true => self.accept.unwrap_or_default(),
            false => "",
        }
    }
}

impl RawResponse {
    /// Checks that the answer does not say that it is of another type than the only one that was asked for,
    /// if one was.
    ///
    /// # Errors
    ///
    /// Fails with the kind [`Decode`](super::ErrorKind::Decode).
    pub(super) fn check_type(&self) -> Result<(), Error> {
        let said = said(self.headers());
        match fits(self.asked(), said) {
            true => Ok(()),
            false => {
                let reason = instead(said.unwrap_or_default(), essence(self.asked()));
                Err(Error::decode(self, "", reason))
            }
        }
    }

    /// Returns why the body cannot be read as what it should be, JSON or text, beginning with its type where
    /// that is another one.
    #[cold]
    pub(super) fn explained(&self, what: &str, reason: impl fmt::Display) -> String {
        let is_wanted = |media_type: &&str| match what {
            "JSON" => media_type.contains("json"),
            _ => media_type.starts_with("text/"),
        };
        let wanted = match self.asked() {
            "" => {
                let mut offered = self.operation().accept.split(',').map(essence);
                offered.find(is_wanted).unwrap_or(what)
            }
            asked => essence(asked),
        };
        explain(self.headers(), wanted, reason)
    }
}

/// Returns why a body cannot be read, beginning with its type where that is another one than it should be.
#[cold]
pub(super) fn explain(headers: &HeaderMap, wanted: &str, reason: impl fmt::Display) -> String {
    match said(headers) {
        Some(said) if !is_of(essence(said), wanted) => {
            format!("{}: {reason}", instead(said, wanted))
        }
        Some(_) | None => reason.to_string(),
    }
}

/// Returns whether a type is the one that is wanted, or of the kind that is.
fn is_of(essence: &str, wanted: &str) -> bool {
    match wanted {
        "JSON" => essence.to_ascii_lowercase().contains("json"),
        wanted => essence.eq_ignore_ascii_case(wanted),
    }
}

/// Names a type, and the one that there should be.
fn instead(said: &str, wanted: &str) -> String {
    let said = one_line(said);
    match wanted.contains('/') {
        true => format!("it is of type `{said}` instead of `{wanted}`"),
        false => format!("it is of type `{said}` instead of {wanted}"),
    }
}
