//! What OpenAPI 3.2 has over 3.1.

use serde_json::{Map, Value};

use super::kind::{Kind, METHODS};
use super::{OPERATIONS_KEY, Upgrade, escaped};

/// Keys of a tag that OpenAPI 3.0 does not have, and under which they are kept.
const TAG_KEYS: [(&str, &str); 3] = [
    ("parent", "x-sdkwright-parent"),
    ("kind", "x-sdkwright-kind"),
    ("summary", "x-sdkwright-summary"),
];

/// The key that marks a parameter of the query as the whole query string.
const QUERY_STRING_KEY: &str = "x-sdkwright-query-string";

/// The key of a media type under which the schema of the items of a stream is kept.
pub(crate) const ITEM_SCHEMA_KEY: &str = "x-sdkwright-item-schema";

/// Rewrites one node that OpenAPI 3.1 knows already.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, kind: Kind, node: &mut Value) {
    let Value::Object(members) = node else { return };
    match kind {
        Kind::Document => tags(upgrade, members),
        Kind::PathItem => methods(upgrade, members),
        Kind::Parameter => query_string(members),
        Kind::MediaType => {
            if let Some(schema) = members.shift_remove("itemSchema") {
                members.insert(ITEM_SCHEMA_KEY.to_owned(), schema);
                upgrade.moved("/itemSchema", &format!("/{ITEM_SCHEMA_KEY}"));
            }
        }
        Kind::Response => {
            // A summary is better than nothing.
            if !members.contains_key("description")
                && let Some(summary) = members.shift_remove("summary")
            {
                members.insert("description".to_owned(), summary);
                upgrade.made("/description", "/summary");
            }
        }
        Kind::Components
        | Kind::Paths
        | Kind::PathItems
        | Kind::Operations
        | Kind::Operation
        | Kind::Callbacks
        | Kind::Parameters
        | Kind::Bodies
        | Kind::Body
        | Kind::Responses
        | Kind::Headers
        | Kind::Header
        | Kind::Content
        | Kind::Encodings
        | Kind::Encoding
        | Kind::Schemas
        | Kind::Schema
        | Kind::Additional
        | Kind::References
        | Kind::Reference
        | Kind::Discriminator
        | Kind::Mapping => {}
    }
}

fn tags(upgrade: &mut Upgrade<'_>, root: &mut Map<String, Value>) {
    let tags = root.get_mut("tags").and_then(Value::as_array_mut);
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        let Some(tag) = tag.as_object_mut() else {
            continue;
        };
        if !tag.contains_key("description")
            && let Some(summary) = tag.get("summary").cloned()
        {
            tag.insert("description".to_owned(), summary);
            upgrade.made(
                &format!("/tags/{index}/description"),
                &format!("/tags/{index}/summary"),
            );
        }
        for (key, kept) in TAG_KEYS {
            if let Some(value) = tag.shift_remove(key) {
                tag.insert(kept.to_owned(), value);
                upgrade.moved(
                    &format!("/tags/{index}/{key}"),
                    &format!("/tags/{index}/{kept}"),
                );
            }
        }
    }
}

/// Sets operations aside whose methods OpenAPI 3.0 does not know.
fn methods(upgrade: &mut Upgrade<'_>, item: &mut Map<String, Value>) {
    let mut aside = Map::new();
    let mut keep = |upgrade: &mut Upgrade<'_>, method: &str, from: &str, operation: Value| {
        upgrade.moved(from, &format!("/{OPERATIONS_KEY}/{}", escaped(method)));
        aside.entry(method).or_insert(operation);
    };
    if let Some(operation) = item.shift_remove("query") {
        keep(upgrade, "QUERY", "/query", operation);
    }
    if let Some(Value::Object(operations)) = item.shift_remove("additionalOperations") {
        for (method, operation) in operations {
            let from = format!("/additionalOperations/{}", escaped(&method));
            // Documents that name a method here that has a key of its own mean that.
            let key = method.to_ascii_lowercase();
            if key == "query" {
                keep(upgrade, "QUERY", &from, operation);
            } else if METHODS.contains(&key.as_str()) && !item.contains_key(&key) {
                upgrade.moved(&from, &format!("/{key}"));
                item.insert(key, operation);
            } else {
                keep(upgrade, &method, &from, operation);
            }
        }
    }
    if !aside.is_empty() {
        item.insert(OPERATIONS_KEY.to_owned(), Value::Object(aside));
    }
}

/// Marks a parameter that is the whole query string, which OpenAPI 3.0 does not know, as one of the
/// query.
fn query_string(parameter: &mut Map<String, Value>) {
    if parameter.get("in").and_then(Value::as_str) == Some("querystring") {
        parameter.insert("in".to_owned(), "query".into());
        parameter.insert(QUERY_STRING_KEY.to_owned(), true.into());
    }
}
