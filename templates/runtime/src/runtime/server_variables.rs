//! The variables of servers (OpenAPI, "Server Variable Object").
//!
//! What enters is the template of a URL and the values that were set; what leaves is a URL in which each
//! value is where its variable was. What the document itself gives is written as it is. Any other value
//! stays in its place: in a path it is encoded, elsewhere what would end its place is refused.

use std::net::Ipv6Addr;

use super::error::Error;
use super::expand;
use super::request::{is_removed, next_expression};
use super::server::BaseUrl;

/// A variable, as the document has it.
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// What stands between braces in templates: its name, unless variables of one name differ.
    pub placeholder: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its value unless it is set; `None` where it must be set.
    pub default: Option<&'static str>,
    /// The values that it may have; none where it may have any.
    pub values: &'static [&'static str],
}

/// Defines a static with the variables of a document.
///
/// `server_variables!(VARIABLES { "region" = "region" default "eu" of ["eu", "us"], });` is one variable:
/// its placeholder, its name, its default and its values; the last two may be left out. In scope must be
/// `runtime`, the module that this file is in, and `server_variables`, this macro.
macro_rules! server_variables {
    ($variables:ident { $(
        $placeholder:literal = $name:literal $(default $default:literal $(of [$($value:literal),* $(,)?])?)?,
    )* }) => {
        /// The variables in the URLs of servers.
        pub(crate) static $variables: &[runtime::ServerVariable] = &[$(
            runtime::ServerVariable {
                placeholder: $placeholder,
                name: $name,
                default: server_variables!(@default $($default)?),
                values: &[$($($($value,)*)?)?],
            },
        )*];
    };
    (@default) => { None };
    (@default $default:literal) => { Some($default) };
}
pub(crate) use server_variables;

/// The values that were set.
#[derive(Clone, Debug)]
pub struct ServerVariables {
    known: &'static [ServerVariable],
    given: Vec<(&'static str, String)>,
}

impl ServerVariables {
    /// Returns the variables of a document, none of them set.
    pub fn of(known: &'static [ServerVariable]) -> Self {
        Self {
            known,
            given: Vec::new(),
        }
    }

    /// Sets the variables of a name.
    pub fn set(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.given.retain(|(given, _)| *given != name);
        self.given.push((name, value.into()));
        self
    }

    /// Returns the URL of a server.
    ///
    /// # Errors
    ///
    /// Fails when a variable that has no default is not set, and when a value is none that the document
    /// lists, or cannot stand where it belongs.
    pub fn url(&self, template: &str) -> Result<String, Error> {
        let mut url = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((literal, placeholder, after)) = next_expression(rest) {
            url.push_str(literal);
            match self.known.iter().find(|it| it.placeholder == placeholder) {
                Some(variable) => self.write(variable, &mut url, after)?,
                // No URL has braces, so this is refused as one.
                None => url.extend(["{", placeholder, "}"]),
            }
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }

    /// Adds the value of a variable to what is before it.
    fn write(&self, variable: &ServerVariable, url: &mut String, after: &str) -> Result<(), Error> {
        let mut given = self.given.iter();
        let given = given.find(|(name, _)| *name == variable.name);
        let refuse = |why: &str| {
            let name = variable.name;
            Error::configuration(format!("the server variable `{name}` {why}"))
        };
        let value = match (given, variable.default) {
            (Some((_, value)), default) if default != Some(value.as_str()) => value,
            (_, Some(default)) => {
                url.push_str(default);
                return Ok(());
            }
            (_, None) => return Err(refuse("has no value")),
        };
        if variable.values.contains(&value.as_str()) {
            url.push_str(value);
            return Ok(());
        }
        if !variable.values.is_empty() {
            let values = variable.values.join("`, `");
            return Err(refuse(&format!("is none of `{values}`")));
        }
        // What has no default is one thing: a segment, not none of them.
        let default = variable.default.unwrap_or(variable.name);
        let place = Place::between(url, after, default);
        place.write(value, url, after).map_err(refuse)
    }
}

/// The part of a URL that a variable is in.
enum Place {
    /// All that there is up to the path, or more.
    Base,
    /// The scheme, or a part of it.
    Scheme,
    /// A part of the host; whether it ends the authority.
    Host(bool),
    /// The port.
    Port,
    /// A part of a segment of the path.
    Segment,
    /// One segment of the path or several.
    Segments,
}

impl Place {
    /// Returns the place between what is before and what is after it.
    fn between(before: &str, after: &str, default: &str) -> Self {
        let Some((_, before)) = before.split_once("://") else {
            return match after.contains("://") {
                true => Self::Scheme,
                false => Self::Base,
            };
        };
        let is_path = before.contains('/');
        // Where the default has several segments or none, so may other values; it may bring the first slash.
        let has_segments = default.is_empty() || default.contains('/');
        if default.starts_with('/') || (is_path && has_segments) {
            Self::Segments
        } else if is_path {
            Self::Segment
        } else if before.contains(':') {
            Self::Port
        } else {
            Self::Host(after.is_empty() || after.starts_with('/'))
        }
    }

    /// Adds a value; `Err`, with what is wrong, where it cannot be there.
    fn write(&self, value: &str, url: &mut String, after: &str) -> Result<(), &'static str> {
        match self {
            Self::Base => {
                let whole = format!("{url}{value}");
                BaseUrl::parse(&whole).map_err(|_| "is no URL that paths can be appended to")?;
                url.push_str(match after.starts_with('/') {
                    true => value.trim_end_matches('/'),
                    false => value,
                });
            }
            Self::Scheme if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                url.push_str(value);
            }
            Self::Scheme => return Err("is no scheme of a URL"),
            Self::Host(is_last) if is_host(value, url, *is_last) => url.push_str(value),
            Self::Host(_) => return Err("cannot be in a host"),
            Self::Port if is_port(value) => url.push_str(value),
            Self::Port => return Err("is no port"),
            Self::Segment if value.is_empty() => return Err("is empty"),
            Self::Segment => {
                url.push_str(&expand::encode(value));
                // With what is around it, a dot may be two.
                let start = url.rfind('/').map_or(0, |slash| slash + 1);
                let end = after.split(['/', '{']).next().unwrap_or_default();
                if is_removed(&format!("{}{end}", &url[start..])) {
                    return Err("is `.` or `..`, which would be another path");
                }
            }
            Self::Segments => {
                let value = value.trim_matches('/');
                if !value.is_empty() && value.split('/').any(is_removed) {
                    return Err("has an empty segment, `.` or `..`, which would be another path");
                }
                if !value.is_empty() && !url.ends_with('/') {
                    url.push('/');
                }
                let segments: Vec<String> = value.split('/').map(expand::encode).collect();
                url.push_str(&segments.join("/"));
            }
        }
        Ok(())
    }
}

/// Returns whether a value can be a part of a host (RFC 3986 section 3.2.2); what ends the authority may
/// be an address, and may have a port.
fn is_host(value: &str, before: &str, is_last: bool) -> bool {
    let host = match value.rsplit_once(':') {
        Some((host, port)) if is_last && is_port(port) => host,
        Some(_) | None => value,
    };
    if let Some(address) = host.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
        return is_last && before.ends_with('/') && address.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    // No label is empty, but for the one after the dot that a host may end in.
    let starts = host.starts_with('.') && before.ends_with(['/', '.']);
    let ends = host.ends_with('.') && (!is_last || host != value);
    !host.is_empty() && host.bytes().all(is_label) && !host.contains("..") && !starts && !ends
}

fn is_port(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit()) && value.parse::<u16>().is_ok()
}
