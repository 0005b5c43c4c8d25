//! Which version of OpenAPI a document is of.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Pointer, codes};

/// A version of OpenAPI, as far as it matters to how a document is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.
    V3_0,
    /// OpenAPI 3.1.
    V3_1,
    /// OpenAPI 3.2.
    V3_2,
}

impl Version {
    fn parse(key: &str, text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let (major, minor) = (parts.next()?, parts.next()?);
        match (key, major, minor) {
            ("swagger", "2", "0") => Some(Self::V2),
            ("openapi", "3", "0") => Some(Self::V3_0),
            ("openapi", "3", "1") => Some(Self::V3_1),
            ("openapi", "3", "2") => Some(Self::V3_2),
            _ => None,
        }
    }
}

/// Why a document has no version.
#[derive(Debug, PartialEq)]
pub(super) enum VersionError {
    /// The document is not an object.
    NotAnObject,
    /// The document has neither `openapi` nor `swagger`.
    NoKey,
    /// The key has a value of the wrong type; YAML reads `3.0` as a number.
    NotAString(&'static str, String),
    /// There is no such version, or none that is known here.
    Unknown(&'static str, String),
}

impl VersionError {
    /// Returns where it is, and what is to be said of it.
    pub(super) fn describe(&self) -> (Pointer, Diagnostic) {
        match self {
            Self::NotAnObject => (
                Pointer::root(),
                Diagnostic::new(
                    codes::NOT_OPENAPI,
                    "this is not an OpenAPI document: it is not an object",
                ),
            ),
            Self::NoKey => (
                Pointer::root(),
                Diagnostic::new(
                    codes::NOT_OPENAPI,
                    "this is not an OpenAPI document: it has no `openapi` key",
                ),
            ),
            Self::NotAString(key, value) => (
                Pointer::root().join(key),
                Diagnostic::new(
                    codes::UNSUPPORTED_VERSION,
                    format!("the value of `{key}` is not a string"),
                )
                .help(format!("Write `{key}: \"{value}\"`.")),
            ),
            Self::Unknown(key, value) => (
                Pointer::root().join(key),
                Diagnostic::new(
                    codes::UNSUPPORTED_VERSION,
                    format!("there is no version `{value}` of OpenAPI that sdkwright knows"),
                ),
            ),
        }
    }
}

/// Returns the version of a document.
pub(super) fn version(root: &Value) -> Result<Version, VersionError> {
    let members = root.as_object().ok_or(VersionError::NotAnObject)?;
    let (key, value) = ["openapi", "swagger"]
        .into_iter()
        .find_map(|key| Some((key, members.get(key)?)))
        .ok_or(VersionError::NoKey)?;
    match value {
        Value::String(text) => {
            Version::parse(key, text).ok_or_else(|| VersionError::Unknown(key, text.clone()))
        }
        Value::Number(number) => {
            // 3.0 is written back as 3.0 and 3 as 3, so what to quote is what was written.
            Err(VersionError::NotAString(key, number.to_string()))
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
            Err(VersionError::NotAString(key, "3.0.3".to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Version, VersionError, version};

    #[test]
    fn the_first_two_numbers_decide() {
        for (document, expected) in [
            (json!({"openapi": "3.0.4"}), Version::V3_0),
            (json!({"openapi": "3.0.0-rc1"}), Version::V3_0),
            (json!({"openapi": "3.1.1"}), Version::V3_1),
            (json!({"openapi": "3.2.0"}), Version::V3_2),
            (json!({"swagger": "2.0"}), Version::V2),
        ] {
            assert_eq!(version(&document), Ok(expected), "{document}");
        }
    }

    #[test]
    fn everything_else_is_an_error() {
        assert_eq!(version(&json!([])), Err(VersionError::NotAnObject));
        assert_eq!(version(&json!({"a": 1})), Err(VersionError::NoKey));
        assert_eq!(
            version(&json!({"openapi": 3.1})),
            Err(VersionError::NotAString("openapi", "3.1".into()))
        );
        assert_eq!(
            version(&json!({"openapi": "4.0.0"})),
            Err(VersionError::Unknown("openapi", "4.0.0".into()))
        );
    }
}
