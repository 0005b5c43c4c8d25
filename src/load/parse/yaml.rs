//! Reads YAML.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::{Limit, Tree};
use super::{Position, SyntaxError};

/// Parses a text into `tree`'s value.
pub(super) fn parse(text: &str, tree: &mut Tree) -> Result<Value, SyntaxError> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(document) = documents.next() else {
        return Ok(Value::Null);
    };
    let value = tree
        .root()
        .deserialize(document)
        .map_err(|error| syntax_error(&error, tree))?;
    if documents.next().is_some() {
        return Err(SyntaxError::SeveralDocuments);
    }
    Ok(value)
}

fn syntax_error(error: &serde_yaml::Error, tree: &Tree) -> SyntaxError {
    let at = match error.location() {
        Some(location) => Position::Characters {
            line: location.line(),
            column: location.column(),
        },
        None => Position::Unknown,
    };
    let message = message(error);
    // The parser has a bound of its own on aliases, relative to the size of the text, and says so
    // by nothing but its words. A test holds these.
    let limit = match message.as_str() {
        "repetition limit exceeded" => Some(Limit::Nodes),
        "recursion limit exceeded" => Some(Limit::Depth),
        _ => tree.limit(),
    };
    match limit {
        Some(limit) => SyntaxError::Limit(limit, at),
        None => SyntaxError::Malformed { message, at },
    }
}

/// Returns what is wrong without where, which is shown by other means.
fn message(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    match error.location() {
        Some(location) => text.replacen(
            &format!(" at line {} column {}", location.line(), location.column()),
            "",
            1,
        ),
        None => text,
    }
}
