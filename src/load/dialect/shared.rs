//! Parameters that several operations refer to.
//!
//! A tree enters before it is rewritten; what matters to operations about each parameter that they
//! refer to leaves, by the text of the reference.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::super::reference;
use super::kind::METHODS;

/// How many `$ref`s in a row are followed.
const MAX_REFERENCES: usize = 64;

/// What matters about a shared parameter.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// Where it is, a JSON pointer.
    pub(super) pointer: String,
    /// Where it goes.
    pub(super) location: String,
    /// Its name.
    pub(super) name: String,
    /// Its description.
    pub(super) description: Option<String>,
    /// Whether it is required.
    pub(super) required: bool,
    /// How its items are put together.
    pub(super) collection: Option<String>,
    /// Whether it is a file.
    pub(super) is_file: bool,
    /// Whether it is a list.
    pub(super) is_list: bool,
    /// Whether it has a schema.
    pub(super) has_schema: bool,
}

/// Returns the parameters that the path items of a document refer to.
pub(super) fn parameters(root: &Value) -> HashMap<String, Shared> {
    let mut shared = HashMap::new();
    let maps = [
        root.get("paths"),
        root.get("webhooks"),
        root.pointer("/components/pathItems"),
    ];
    let items = maps
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .flat_map(Map::values);
    for item in items {
        let Some((_, Value::Object(item))) = follow(root, item) else {
            continue;
        };
        let operations = METHODS.iter().filter_map(|method| item.get(*method));
        let more = item
            .get("additionalOperations")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(Map::values);
        let lists = operations
            .chain(more)
            .filter_map(|operation| operation.get("parameters"))
            .chain(item.get("parameters"))
            .filter_map(Value::as_array);
        for parameter in lists.flatten() {
            let Some(text) = parameter.get("$ref").and_then(Value::as_str) else {
                continue;
            };
            if shared.contains_key(text) {
                continue;
            }
            if let Some((pointer, Value::Object(members))) = follow(root, parameter) {
                shared.insert(text.to_owned(), describe(pointer, members));
            }
        }
    }
    shared
}

fn describe(pointer: String, members: &Map<String, Value>) -> Shared {
    let text = |key: &str| members.get(key).and_then(Value::as_str).map(str::to_owned);
    let kind = text("type").unwrap_or_default();
    Shared {
        pointer,
        location: text("in").unwrap_or_default(),
        name: text("name").unwrap_or_default(),
        description: text("description"),
        required: members
            .get("required")
            .and_then(Value::as_bool)
            .unwrap_or_default(),
        collection: text("collectionFormat"),
        is_file: kind == "file",
        is_list: kind == "array",
        has_schema: members.contains_key("schema"),
    }
}

/// Follows the `$ref`s that a node consists of; returns the node that has content, and where it is
/// if there were any.
fn follow<'v>(root: &'v Value, node: &'v Value) -> Option<(String, &'v Value)> {
    let (mut at, mut node) = (String::new(), node);
    for _ in 0..MAX_REFERENCES {
        let Some(text) = node.get("$ref").and_then(Value::as_str) else {
            return Some((at, node));
        };
        let pointer = reference::fragment(text.strip_prefix('#')?).ok()?;
        node = root.pointer(pointer.as_str())?;
        at = pointer.as_str().to_owned();
    }
    None
}
