//! Redirects (RFC 9110, section 15.4).

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, LOCATION, USER_AGENT};
use http::{Method, Request, Response, StatusCode, Uri};
use reqwest::Url;

use super::body::Body;

/// Longer chains are taken for loops, and the next redirect for the answer.
pub(super) const MOST_REDIRECTS: usize = 10;

/// Returns the request that the answer to `request` redirects to, or `None` when the answer is to
/// be taken as it is.
///
/// `GET` and `HEAD` follow all redirects, and so does `QUERY`, as it is within the origin. Another method follows 303 with a `GET`, and 307 and 308
/// within the origin as it is; a 301 or a 302, for which clients differ in what becomes of the
/// method and the body, is left to the caller. At another origin (scheme, host or port) only
/// `Accept` and `User-Agent` go along, so no credential and no body does; and nothing goes from
/// `https` to `http`. A body that was streamed cannot be sent again, so no redirect that needs it is
/// followed.
pub(super) fn follow(request: &Request<Body>, response: &Response<Body>) -> Option<Request<Body>> {
    let is_safe = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_query = request.method().as_str() == "QUERY";
    let keeps_method = match response.status() {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND if is_safe || is_query => true,
        StatusCode::SEE_OTHER => is_safe,
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        _ => return None,
    };
    let location = response.headers().get(LOCATION)?.to_str().ok()?;
    let from = Url::parse(&request.uri().to_string()).ok()?;
    let to = from.join(location).ok()?;
    let same_origin = from.origin() == to.origin();
    if !same_origin && keeps_method && !is_safe {
        return None;
    }
    if same_origin && keeps_method && !request.body().is_unread() {
        return None;
    }
    match (from.scheme(), to.scheme()) {
        (_, "https") | ("http", "http") => {}
        _ => return None,
    }

    let mut next = if keeps_method {
        request.clone()
    } else {
        let mut next = Request::new(Body::empty());
        *next.method_mut() = Method::GET;
        *next.headers_mut() = request.headers().clone();
        next.headers_mut().remove(CONTENT_TYPE);
        next.headers_mut().remove(CONTENT_LENGTH);
        next
    };
    if !same_origin {
        *next.body_mut() = Body::empty();
        *next.headers_mut() = harmless(request.headers());
    }
    *next.uri_mut() = to.as_str().parse::<Uri>().ok()?;
    Some(next)
}

/// Returns the headers that tell a stranger nothing.
fn harmless(headers: &HeaderMap) -> HeaderMap {
    [ACCEPT, USER_AGENT]
        .into_iter()
        .filter_map(|name| {
            let value = headers.get(&name)?.clone();
            Some((name, value))
        })
        .collect()
}
