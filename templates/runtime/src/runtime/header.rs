//! Headers from text that a user gives.

use http::header::{HeaderName, HeaderValue};

use super::error::Error;

/// Names that hold one of these carry secrets, whoever sets them.
const SECRETS: [&str; 7] = [
    "api-key", "apikey", "auth", "cookie", "password", "secret", "token",
];

/// Checks a header. A value with a line break, which would end the header and begin another, is
/// refused, as is any other control character; the message leaves the value out, for it may be a
/// secret. If the name suggests one, the value is marked sensitive: `Debug` does not show it, and
/// HTTP/2 does not index it (RFC 7541, section 7.1.3).
pub(super) fn parse(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let name = HeaderName::try_from(name)
        .map_err(|_| Error::request(format!("{name:?} cannot be the name of a header")))?;
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        Error::request(format!(
            "the value of the header `{name}` holds a line break or another control character"
        ))
    })?;
    value.set_sensitive(SECRETS.iter().any(|part| name.as_str().contains(part)));
    Ok((name, value))
}
