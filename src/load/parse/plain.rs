//! Gives texts back what YAML made numbers of.
//!
//! `version: 1.10` and `enum: [1.10, 0x1F]` of strings are numbers to YAML, and their digits are lost
//! when they are read. Where OpenAPI asks for text, this puts the text back as it was written. Data,
//! that is examples and extensions, stays as it is.

use serde_json::Value;

use super::super::{document::member, locate::Locator};
use crate::diagnostic::{Pointer, Source};

/// Members that hold data, not schemas.
const DATA: [&str; 2] = ["examples", "x-"];

/// Puts back the texts of a tree that was read from a source.
pub(super) fn restore(tree: &mut Value, source: &Source) {
    let mut places = Vec::new();
    let version = Pointer::root().join("info").join("version");
    if tree.pointer(version.as_str()).is_some_and(is_misread) {
        places.push(version);
    }
    find(tree, &mut Vec::new(), &mut places);
    if places.is_empty() {
        return;
    }
    let locator = Locator::new(source);
    for place in places {
        let text = locator
            .value(&place)
            .and_then(|span| locator.text().get(span.start..span.end))
            .map(str::trim)
            .filter(|text| !text.is_empty() && !text.starts_with(['*', '&', '!']));
        if let (Some(text), Some(value)) = (text, tree.pointer_mut(place.as_str())) {
            *value = Value::String(text.to_owned());
        }
    }
}

/// Returns whether a value may have been text.
fn is_misread(value: &Value) -> bool {
    value.is_number() || value.is_boolean()
}

/// Finds the values of schemas of strings that are no strings.
///
/// Pointers are made of those alone: the tree is large, and has few.
fn find<'v>(node: &'v Value, path: &mut Vec<Token<'v>>, places: &mut Vec<Pointer>) {
    match node {
        Value::Object(members) => {
            if member(node, "type").and_then(Value::as_str) == Some("string") {
                for key in ["const", "default", "example"] {
                    if member(node, key).is_some_and(is_misread) {
                        places.push(pointer(path).join(key));
                    }
                }
                if let Some(Value::Array(values)) = member(node, "enum") {
                    let misread = values.iter().enumerate().filter(|(_, it)| is_misread(it));
                    places.extend(misread.map(|(index, _)| pointer(path).join("enum").join(index)));
                }
            }
            for (key, value) in members {
                if DATA.iter().any(|data| key.starts_with(data)) {
                    continue;
                }
                below(Token::Key(key), value, path, places);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                below(Token::Index(index), item, path, places);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn below<'v>(
    token: Token<'v>,
    node: &'v Value,
    path: &mut Vec<Token<'v>>,
    places: &mut Vec<Pointer>,
) {
    if node.is_object() || node.is_array() {
        path.push(token);
        find(node, path, places);
        path.pop();
    }
}

/// A step from a node to one that it holds.
enum Token<'v> {
    Key(&'v str),
    Index(usize),
}

fn pointer(path: &[Token<'_>]) -> Pointer {
    path.iter()
        .fold(Pointer::root(), |pointer, token| match token {
            Token::Key(key) => pointer.join(key),
            Token::Index(index) => pointer.join(index),
        })
}
