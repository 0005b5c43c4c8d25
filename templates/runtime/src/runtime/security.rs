//! Which credentials a request carries.

use super::credential::Credential;
use super::error::Error;

/// The security requirements of an operation (OpenAPI, "Security Requirement Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// The operation takes no credential, and none is sent.
    None,
    /// One of these alternatives; all the schemes of an alternative, by their names in the
    /// document. An alternative without schemes makes the others optional.
    Any(&'static [&'static [&'static str]]),
}

impl Security {
    /// Returns the credentials of the first alternative that the client can meet.
    ///
    /// The empty alternative comes last wherever the document has it: a client that has a credential
    /// means to use it.
    pub(super) fn choose<'a>(
        self,
        credentials: &'a [(&'static str, Credential)],
    ) -> Result<Vec<&'a Credential>, Error> {
        let alternatives = match self {
            Self::None => return Ok(Vec::new()),
            Self::Any(alternatives) => alternatives,
        };
        let met = alternatives
            .iter()
            .filter(|alternative| !alternative.is_empty())
            .find_map(|alternative| {
                alternative
                    .iter()
                    .map(|scheme| find(credentials, scheme))
                    .collect::<Option<Vec<_>>>()
            });
        match met {
            Some(found) => Ok(found),
            None if alternatives.iter().any(|schemes| schemes.is_empty()) => Ok(Vec::new()),
            None => Err(missing(alternatives)),
        }
    }
}

fn find<'a>(credentials: &'a [(&'static str, Credential)], scheme: &str) -> Option<&'a Credential> {
    credentials
        .iter()
        .find(|(name, _)| *name == scheme)
        .map(|(_, credential)| credential)
}

fn missing(alternatives: &[&[&str]]) -> Error {
    let wanted: Vec<String> = alternatives
        .iter()
        .map(|schemes| format!("`{}`", schemes.join("` and `")))
        .collect();
    Error::configuration(format!(
        "the client has no credential for {}",
        wanted.join(", or ")
    ))
}
