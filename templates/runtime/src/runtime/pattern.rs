//! What the mock server expects of a request.
#![cfg(feature = "mock")]

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName};
use serde_json::Value;

use super::call::Call;
use super::error::Error;
use super::mock::Recorded;
use super::parameter::Place;

/// What must come.
#[derive(Debug, Default)]
pub(super) struct Pattern {
    pub(super) path: Option<String>,
    /// Encoded.
    pub(super) query: Vec<String>,
    pub(super) headers: Vec<(HeaderName, Bytes)>,
    pub(super) body: Option<Bytes>,
}

impl Pattern {
    pub(super) fn of(call: Call) -> Result<Self, Error> {
        let given = call.state.parameters.iter();
        let given = given.filter_map(|(parameter, _)| match parameter.place {
            Place::Header { .. } => HeaderName::try_from(parameter.name).ok(),
            Place::Path { .. }
            | Place::Query { .. }
            | Place::QueryString
            | Place::Cookie { .. }
            | Place::Member => None,
        });
        let own = call.state.headers.iter().map(|(name, _)| name.clone());
        // A call that asks for one media type is another one than the plain call.
        let accept = call.state.is_exact.then_some(ACCEPT);
        let names: Vec<HeaderName> = given.chain(own).chain(accept).collect();
        let request = call.into_request()?;
        let headers = names.into_iter().filter_map(|name| {
            let value = request.headers().get(&name)?.as_bytes();
            let value = Bytes::copy_from_slice(value);
            Some((name, value))
        });
        let query = request.uri().query().unwrap_or_default().split('&');
        let query = query.filter(|pair| !pair.is_empty());
        // Parts have a boundary that is another one each time.
        let media_type = request.headers().get(CONTENT_TYPE);
        let is_in_parts = media_type.is_some_and(|it| it.as_bytes().starts_with(b"multipart/"));
        let body = request.body().as_bytes().filter(|_| !is_in_parts);
        Ok(Self {
            path: Some(request.uri().path().to_owned()),
            query: query.map(str::to_owned).collect(),
            headers: headers.collect(),
            body: body.filter(|body| !body.is_empty()).cloned(),
        })
    }

    /// Returns how a request is not what must come.
    pub(super) fn mismatch(&self, request: &Recorded) -> Option<String> {
        if let Some(path) = &self.path
            && path != request.uri.path()
        {
            return Some(format!("its path is {path}"));
        }
        let mut pairs: Vec<&str> = request.uri.query().unwrap_or_default().split('&').collect();
        for pair in &self.query {
            // What is given twice must come twice.
            match pairs.iter().position(|there| there == pair) {
                Some(at) => drop(pairs.remove(at)),
                None => return Some(format!("it has the query `{pair}`")),
            }
        }
        for (name, value) in &self.headers {
            let there = request.headers.get(name).map(|it| it.as_bytes());
            if there != Some(&value[..]) {
                return Some(format!("it has the header `{name}: {}`", shown(value)));
            }
        }
        match &self.body {
            Some(body) if !is_same(body, &request.body) => {
                Some(format!("its body is {}", shown(body)))
            }
            Some(_) | None => None,
        }
    }
}

/// Returns whether two bodies are the same, of JSON whatever the order of members.
fn is_same(one: &Bytes, other: &Bytes) -> bool {
    let value = |body: &Bytes| serde_json::from_slice::<Value>(body).ok();
    one == other || value(one).is_some_and(|one| Some(one) == value(other))
}

/// How much a message shows of a body, in characters.
const LONGEST_SHOWN: usize = 400;

pub(super) fn shown(body: &Bytes) -> String {
    let text = String::from_utf8_lossy(body);
    let mut letters = text.chars();
    let mut shown: String = letters.by_ref().take(LONGEST_SHOWN).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}
