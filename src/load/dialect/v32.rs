//! What OpenAPI 3.2 has over 3.1.

use serde_json::{Map, Value};

use super::kind::{Kind, METHODS};
use super::{OPERATIONS_KEY, Upgrade, escaped};
use crate::diagnostic::{Diagnostic, Pointer, codes};

/// Keys of a tag that OpenAPI 3.0 does not have, and under which they are kept.
const TAG_KEYS: [(&str, &str); 3] = [
    ("parent", "x-sdkwright-parent"),
    ("kind", "x-sdkwright-kind"),
    ("summary", "x-sdkwright-summary"),
];

/// The key of a media type under which the schema of the items of a stream is kept.
const ITEM_SCHEMA_KEY: &str = "x-sdkwright-item-schema";

/// Rewrites one node that OpenAPI 3.1 knows already.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, kind: Kind, node: &mut Value) {
    let Value::Object(members) = node else { return };
    match kind {
        Kind::Document => tags(upgrade, members),
        Kind::PathItem => {
            methods(upgrade, members);
            query_strings(upgrade, members);
        }
        Kind::Operation => query_strings(upgrade, members),
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
        | Kind::Callbacks
        | Kind::Parameters
        | Kind::Parameter
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
        let diagnostic = Diagnostic::new(
            codes::UNSUPPORTED_METHOD,
            format!("the method `{method}` cannot be sent yet"),
        )
        .label(upgrade.here(from), "the operation is left out")
        .omits(
            format!(
                "{method} {}",
                Pointer::parse(&upgrade.path).unwrap_or_default().last()
            ),
            upgrade.here(from),
        );
        upgrade.report.push(diagnostic);
        upgrade.moved(from, &format!("/{OPERATIONS_KEY}/{}", escaped(method)));
        aside.insert(method.to_owned(), operation);
    };
    if let Some(operation) = item.shift_remove("query") {
        keep(upgrade, "QUERY", "/query", operation);
    }
    if let Some(Value::Object(operations)) = item.shift_remove("additionalOperations") {
        for (method, operation) in operations {
            let from = format!("/additionalOperations/{}", escaped(&method));
            // Documents that name a method here that has a key of its own mean that.
            let key = method.to_ascii_lowercase();
            if METHODS.contains(&key.as_str()) && key != "query" && !item.contains_key(&key) {
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

/// Leaves out parameters that are the whole query string.
fn query_strings(upgrade: &mut Upgrade<'_>, holder: &mut Map<String, Value>) {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return;
    };
    let is_query_string = |upgrade: &Upgrade<'_>, parameter: &Value| {
        let text = |key: &str| parameter.get(key).and_then(Value::as_str);
        text("in") == Some("querystring")
            || text("$ref")
                .and_then(|text| upgrade.shared.get(text))
                .is_some_and(|shared| shared.location == "querystring")
    };
    if !parameters
        .iter()
        .any(|parameter| is_query_string(upgrade, parameter))
    {
        return;
    }
    let mut kept = Vec::new();
    for (index, parameter) in std::mem::take(parameters).into_iter().enumerate() {
        let from = format!("/parameters/{index}");
        if is_query_string(upgrade, &parameter) {
            let diagnostic = Diagnostic::new(
                codes::UNSUPPORTED_QUERY_STRING,
                "a whole query string cannot be sent as one parameter yet",
            )
            .label(upgrade.here(&from), "left out");
            upgrade.report.push(diagnostic);
        } else {
            if kept.len() != index {
                upgrade.moved(&from, &format!("/parameters/{}", kept.len()));
            }
            kept.push(parameter);
        }
    }
    *parameters = kept;
}
