//! Base URLs.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::uri::{self, Authority, PathAndQuery, Scheme, Uri};

use super::error::Error;

/// A base URL that was checked: absolute, `http` or `https`, without user information, query or
/// fragment, and without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct BaseUrl(Arc<Parts>);

/// What is parsed once, not for each call.
#[derive(PartialEq, Eq)]
struct Parts {
    scheme: Scheme,
    authority: Authority,
    /// Empty, or with a slash before it.
    path: String,
}

impl BaseUrl {
    /// Checks `url`.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Error::configuration(format!("the base URL {why}"));
        let url = url.trim();
        if url.contains(['?', '#']) {
            return Err(refuse("has a query or a fragment"));
        }
        let uri: Uri = url.parse().map_err(|_| refuse("is not a valid URL"))?;
        let path = uri.path().trim_end_matches('/').to_owned();
        let parts = uri.into_parts();
        let scheme = parts
            .scheme
            .filter(|scheme| matches!(scheme.as_str(), "http" | "https"))
            .ok_or_else(|| refuse("does not begin with `https://` or `http://`"))?;
        let authority = parts
            .authority
            .ok_or_else(|| refuse("does not name a host"))?;
        if authority.as_str().contains('@') {
            // It would end up in logs; a credential is the place for it.
            return Err(refuse("holds a user name or a password"));
        }
        if authority.host().is_empty() {
            return Err(refuse("does not name a host"));
        }
        Ok(Self(Arc::new(Parts {
            scheme,
            authority,
            path,
        })))
    }

    /// Appends a path that begins with `/`, or with `?` or nothing, and keeps the base's own path.
    pub(super) fn join(&self, path_and_query: &str) -> Result<Uri, Error> {
        let slash = if path_and_query.starts_with('/') {
            ""
        } else {
            "/"
        };
        let refuse = |error: &dyn fmt::Display| {
            Error::request(format!("the parameters make no valid URL: {error}"))
        };
        // Made in one piece, and not copied.
        let target = [&self.0.path, slash, path_and_query].concat();
        let target = PathAndQuery::from_maybe_shared(Bytes::from(target));
        let mut parts = uri::Parts::default();
        parts.scheme = Some(self.0.scheme.clone());
        parts.authority = Some(self.0.authority.clone());
        parts.path_and_query = Some(target.map_err(|error| refuse(&error))?);
        Uri::from_parts(parts).map_err(|error| refuse(&error))
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts {
            scheme,
            authority,
            path,
        } = &*self.0;
        write!(f, "\"{scheme}://{authority}{path}\"")
    }
}
