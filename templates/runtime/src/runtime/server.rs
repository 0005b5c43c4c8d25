//! Base URLs.

use std::fmt;

use http::Uri;

use super::error::Error;

/// A base URL that was checked: absolute, `http` or `https`, without user information, query or
/// fragment, and without a slash at its end.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// Checks `url`.
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Error::configuration(format!("the base URL {why}"));
        let url = url.trim();
        if url.contains(['?', '#']) {
            return Err(refuse("has a query or a fragment"));
        }
        let uri: Uri = url.parse().map_err(|_| refuse("is not a valid URL"))?;
        match uri.scheme_str() {
            Some("http" | "https") => {}
            Some(_) | None => return Err(refuse("does not begin with `https://` or `http://`")),
        }
        let authority = uri
            .authority()
            .ok_or_else(|| refuse("does not name a host"))?;
        if authority.as_str().contains('@') {
            // It would end up in logs; a credential is the place for it.
            return Err(refuse("holds a user name or a password"));
        }
        if authority.host().is_empty() {
            return Err(refuse("does not name a host"));
        }
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }

    /// Appends a path that begins with `/`, or with `?` or nothing, and keeps the base's own path.
    pub(super) fn join(&self, path_and_query: &str) -> Result<Uri, Error> {
        let slash = if path_and_query.starts_with('/') {
            ""
        } else {
            "/"
        };
        format!("{}{slash}{path_and_query}", self.0)
            .parse()
            .map_err(|error: http::uri::InvalidUri| {
                Error::request(format!("the parameters make no valid URL: {error}"))
            })
    }
}

impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}
