//! Reads JSON.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::Tree;
use super::{Position, SyntaxError};

/// Parses a text into `tree`'s value.
pub(super) fn parse(text: &str, tree: &mut Tree) -> Result<Value, SyntaxError> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parsed = tree.root().deserialize(&mut deserializer);
    parsed
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| {
            let at = Position::Bytes {
                line: error.line(),
                column: error.column(),
            };
            match tree.limit() {
                Some(limit) => SyntaxError::Limit(limit, at),
                None => SyntaxError::Malformed {
                    message: message(&error),
                    at,
                    context: None,
                },
            }
        })
}

/// Returns what is wrong without where, which is shown by other means.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&suffix).unwrap_or(&text).to_owned()
}
