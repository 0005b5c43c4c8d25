//! From a call to a request.

use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderValue, USER_AGENT};
use http::{HeaderMap, Method, Request, Uri};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::body::Body;
use super::call::State;
use super::error::Error;
use super::expand;
use super::header;
use super::parameter::{Parameter, ParameterValue, PathStyle, Place};
use super::server::BaseUrl;
use super::token::TokenProvider;

/// The parts of a request that parameters and credentials add to.
#[derive(Default)]
pub(super) struct Assembly {
    pub(super) headers: HeaderMap,
    /// Encoded, without the `?`.
    query: String,
    /// Encoded, each `name=value`.
    pub(super) cookies: Vec<String>,
    /// Who gives the token that `Authorization` is to carry.
    pub(super) provider: Option<Arc<dyn TokenProvider>>,
}

impl Assembly {
    /// Adds an encoded `name=value` to the query.
    pub(super) fn push_query(&mut self, pair: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pair);
    }
}

/// What a call makes.
pub(super) struct Assembled {
    pub(super) request: Request<Body>,
    /// Who gives its token, if anybody does.
    pub(super) provider: Option<Arc<dyn TokenProvider>>,
}

/// Puts the request together: server, path, query, headers, credentials, body.
///
/// Of two headers with one name the later in this order stands: the client's, `Accept` and
/// `Content-Type`, header parameters, credentials, the call's own. A call that has a URL of its own gets
/// nothing of the client but its `User-Agent`: whoever answers there is no server of the API.
///
/// The same call makes the same request each time.
pub(super) fn assemble(state: &State) -> Result<Assembled, Error> {
    let core = state.core.inner();
    let mut assembly = Assembly::default();
    match &state.url {
        None => assembly.headers = core.headers.clone(),
        Some(_) => {
            let agent = core.headers.get(USER_AGENT);
            assembly
                .headers
                .extend(agent.map(|agent| (USER_AGENT, agent.clone())));
        }
    }
    let accept = state.accept.unwrap_or(state.operation.accept);
    if !accept.is_empty() {
        assembly.headers.insert(ACCEPT, static_value(accept)?);
    }
    let body = match &state.body {
        Some(content) => {
            let media_type = content.media_type.clone();
            assembly.headers.insert(CONTENT_TYPE, media_type);
            content.body.clone()
        }
        None => Body::empty(),
    };
    for (parameter, value) in &state.parameters {
        // The URL of a page has all that its server needs to be told.
        let is_there = matches!(parameter.place, Place::Query { .. } | Place::QueryString)
            && state.target.is_some();
        if !is_there {
            add_parameter(&mut assembly, parameter, value)?;
        }
    }
    add_credentials(&mut assembly, state)?;
    add_cookies(&mut assembly)?;
    for (name, value) in &state.headers {
        assembly.headers.insert(name, value.clone());
    }
    // A header set by hand goes before it.
    let provider = assembly
        .provider
        .filter(|_| !assembly.headers.contains_key(AUTHORIZATION));

    let mut request = Request::new(body);
    *request.method_mut() = Method::from_bytes(state.operation.method.as_bytes())
        .map_err(|_| Error::request("the method of the operation is none of HTTP"))?;
    *request.uri_mut() = uri(state, &assembly.query)?;
    *request.headers_mut() = assembly.headers;
    Ok(Assembled { request, provider })
}

/// Returns the value of a header, which stays where it is.
fn static_value(value: &'static str) -> Result<HeaderValue, Error> {
    HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes()))
        .map_err(|_| Error::request("the `Accept` header of the operation is not valid"))
}

/// Returns where the request goes: to the URL of its own, to the base URL with path and query, or where the page
/// before it says.
fn uri(state: &State, query: &str) -> Result<Uri, Error> {
    if let Some(url) = &state.url {
        return Ok(url.clone());
    }
    let Some(target) = &state.target else {
        return base_url(state)?.join(&with_query(path(state)?, query));
    };
    // Some servers repeat the keys that they were given.
    let has = |pair: &&str| {
        let name = pair.split('=').next();
        let mut there = target.query().into_iter().flat_map(|it| it.split('&'));
        there.any(|there| there.split('=').next() == name)
    };
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !has(pair));
    let query = pairs.collect::<Vec<_>>().join("&");
    with_query(target.to_string(), &query)
        .parse()
        .map_err(|_| Error::request("the URL of the next page is not valid"))
}

/// Adds to the query of a path or a URL, which may have one already: some documents have it in paths.
fn with_query(target: String, query: &str) -> String {
    match query {
        "" => target,
        query if target.contains('?') => format!("{target}&{query}"),
        query => format!("{target}?{query}"),
    }
}

/// Gives the parameters that the call leaves out and for which the client has a default.
pub(super) fn add_defaults(state: &mut State) {
    for default in state.operation.defaults {
        if state
            .parameters
            .iter()
            .any(|(given, _)| given.is_same(default))
        {
            continue;
        }
        if let Some(value) = state.core.default_parameter(default.name) {
            state.parameters.push((*default, value.clone()));
        }
    }
}

/// Chooses the base URL: the call's, the client's when set by hand, the operation's, the client's
/// server.
pub(super) fn base_url(state: &State) -> Result<BaseUrl, Error> {
    let core = state.core.inner();
    if let Some(url) = state.base_url.as_ref().or(core.base_url.as_ref()) {
        return Ok(url.clone());
    }
    match state.operation.server {
        Some(server) => core.url_of(server),
        None => core.server.clone().ok_or_else(|| {
            Error::configuration("the client has no server: set a server or a base URL")
        }),
    }
}

/// Encodes what a path template may hold beside parameters and a URI may not.
const TEMPLATE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Expands the path template.
///
/// Each segment of the template becomes one segment of the path: a value's own `/` is encoded, and a
/// value that would make the segment empty or a dot segment, which URL parsers take away (RFC 3986,
/// section 5.2.4), is refused.
fn path(state: &State) -> Result<String, Error> {
    // Some documents tell operations apart by a fragment, which is not sent.
    let template = state.operation.path;
    let end = template.bytes().position(|byte| byte == b'#');
    let template = &template[..end.unwrap_or(template.len())];
    let mut path = String::with_capacity(template.len() + 32);
    let mut segments = Some(template);
    while let Some(left) = segments {
        let end = left.bytes().position(|byte| byte == b'/');
        let segment = &left[..end.unwrap_or(left.len())];
        segments = end.map(|end| &left[end + 1..]);
        let start = path.len();
        let mut last = None;
        let mut rest = segment;
        while let Some((literal, name, after)) = next_expression(rest) {
            path.extend(utf8_percent_encode(literal, TEMPLATE));
            path.push_str(&path_parameter(state, name)?);
            last = Some(name);
            rest = after;
        }
        path.extend(utf8_percent_encode(rest, TEMPLATE));
        if let Some(name) = last
            && is_removed(&path[start..])
        {
            return Err(refused(name));
        }
        if segments.is_some() {
            path.push('/');
        }
    }
    Ok(path)
}

/// Returns whether URL parsers take a segment away, or the one before it too. They read `%2e` as a dot,
/// and a template may hold the `?` of a query.
pub(super) fn is_removed(segment: &str) -> bool {
    let segment = segment.split('?').next().unwrap_or_default();
    // Most are too long, and need no copy.
    if segment.len() > "%2e%2e".len() {
        return false;
    }
    let dots = segment.to_ascii_lowercase().replace("%2e", ".");
    matches!(dots.as_str(), "" | "." | "..")
}

/// Splits at the first `{name}` into what is before it, the name, and what is after it.
pub(super) fn next_expression(text: &str) -> Option<(&str, &str, &str)> {
    // Texts are so short that a search which is made for long ones costs more than it saves.
    let find = |byte: u8, from: usize| text.bytes().skip(from).position(|it| it == byte);
    let start = find(b'{', 0)?;
    let end = start + find(b'}', start)?;
    Some((&text[..start], &text[start + 1..end], &text[end + 1..]))
}

fn path_parameter(state: &State, name: &str) -> Result<String, Error> {
    let given = state
        .parameters
        .iter()
        .find_map(|(parameter, value)| match parameter.place {
            Place::Path { style, explode } if parameter.name == name => {
                Some(expand::path(name, style, explode, value))
            }
            Place::Path { .. }
            | Place::Query { .. }
            | Place::QueryString
            | Place::Header { .. }
            | Place::Cookie { .. }
            | Place::Member => None,
        });
    let expanded = given.or_else(|| {
        let value = state.core.default_parameter(name)?;
        Some(expand::path(name, PathStyle::Simple, false, value))
    });
    match expanded {
        Some(text) if text.is_empty() => Err(refused(name)),
        Some(text) => Ok(text),
        None => Err(Error::request(format!(
            "the path parameter `{name}` has no value, neither on the call nor on the client"
        ))),
    }
}

fn refused(name: &str) -> Error {
    Error::request(format!(
        "the path parameter `{name}` is empty, `.` or `..`, which would call another path"
    ))
}

fn add_parameter(
    assembly: &mut Assembly,
    parameter: &Parameter,
    value: &ParameterValue,
) -> Result<(), Error> {
    let name = parameter.name;
    match parameter.place {
        Place::Path { .. } | Place::Member => {}
        Place::Query {
            style,
            explode,
            allow_reserved,
        } => {
            for pair in expand::query(name, style, explode, allow_reserved, value) {
                assembly.push_query(&pair);
            }
        }
        Place::QueryString => match value {
            ParameterValue::Scalar(encoded) if !encoded.is_empty() => assembly.push_query(encoded),
            ParameterValue::Scalar(_) | ParameterValue::Array(_) | ParameterValue::Object(_) => {}
        },
        Place::Header { explode } => {
            let (name, value) = header::parse(name, &expand::header(explode, value))?;
            assembly.headers.insert(name, value);
        }
        Place::Cookie { explode } => {
            assembly
                .cookies
                .extend(expand::cookie(name, explode, value));
        }
    }
    Ok(())
}

fn add_credentials(assembly: &mut Assembly, state: &State) -> Result<(), Error> {
    let core = state.core.inner();
    // A hand-set header stands in for a credential that the client does not have.
    let by_hand = state.headers.iter().any(|(name, _)| name == AUTHORIZATION)
        || assembly.headers.contains_key(AUTHORIZATION);
    let credentials = match state.operation.security.choose(&core.credentials) {
        Ok(credentials) => credentials,
        Err(_) if by_hand => Vec::new(),
        Err(error) => return Err(error),
    };
    credentials
        .into_iter()
        .try_for_each(|credential| credential.apply(assembly))
}

fn add_cookies(assembly: &mut Assembly) -> Result<(), Error> {
    if assembly.cookies.is_empty() {
        return Ok(());
    }
    let mut value = HeaderValue::from_str(&assembly.cookies.join("; ")).map_err(|_| {
        Error::request("the name of a cookie holds a line break or another control character")
    })?;
    value.set_sensitive(true);
    assembly.headers.insert(COOKIE, value);
    Ok(())
}
