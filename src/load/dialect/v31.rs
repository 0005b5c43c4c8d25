//! OpenAPI 3.1 (and what 3.2 has of it) to 3.0.

mod members;
mod schema;
mod types;

use serde_json::{Map, Value};

use super::kind::Kind;
use super::{Upgrade, WEBHOOKS_KEY, object, set_version};
use crate::diagnostic::{Diagnostic, codes};
pub(crate) use members::PREFIX_ITEMS_KEY;
pub(super) use types::rewrite_types;

/// The dialects of JSON Schema that schemas are read as.
const KNOWN_DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/",
    "https://json-schema.org/draft/2020-12/",
];

/// Rewrites one node whose members are OpenAPI 3.0 already.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, kind: Kind, node: &mut Value) {
    match kind {
        Kind::Schema => schema::rewrite(upgrade, node),
        Kind::Additional if node.is_object() => schema::rewrite(upgrade, node),
        Kind::Document => {
            if let Value::Object(root) = node {
                document(upgrade, root);
            }
        }
        Kind::MediaType => {
            if let Value::Object(media) = node {
                media_type(upgrade, media);
            }
        }
        Kind::Additional
        | Kind::Components
        | Kind::Paths
        | Kind::PathItems
        | Kind::PathItem
        | Kind::Operations
        | Kind::Operation
        | Kind::Callbacks
        | Kind::Parameters
        | Kind::Parameter
        | Kind::Bodies
        | Kind::Body
        | Kind::Responses
        | Kind::Response
        | Kind::Headers
        | Kind::Header
        | Kind::Content
        | Kind::Encodings
        | Kind::Encoding
        | Kind::Schemas
        | Kind::References
        | Kind::Reference
        | Kind::Discriminator
        | Kind::Mapping => {}
    }
}

fn document(upgrade: &mut Upgrade<'_>, root: &mut Map<String, Value>) {
    set_version(root);
    if let Some(webhooks) = root.shift_remove("webhooks") {
        root.insert(WEBHOOKS_KEY.to_owned(), webhooks);
        upgrade.moved("/webhooks", &format!("/{WEBHOOKS_KEY}"));
    }
    root.entry("paths")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(Value::String(dialect)) = root.get("jsonSchemaDialect")
        && !KNOWN_DIALECTS
            .iter()
            .any(|known| dialect.starts_with(known))
    {
        let diagnostic = Diagnostic::new(
            codes::UNKNOWN_SCHEMA_DIALECT,
            format!("`{dialect}` is not a dialect that sdkwright knows"),
        )
        .at(upgrade.here("/jsonSchemaDialect").value());
        upgrade.report.push(diagnostic);
    }
}

/// OpenAPI 3.2 lets media types be references. OpenAPI 3.0 does not, so the schema becomes one.
fn media_type(upgrade: &mut Upgrade<'_>, media: &mut Map<String, Value>) {
    if let Some(Value::String(text)) = media.get("$ref")
        && !media.contains_key("schema")
    {
        let schema = object("$ref", Value::String(format!("{text}/schema")));
        media.shift_remove("$ref");
        media.insert("schema".to_owned(), Value::Object(schema));
        upgrade.moved("/$ref", "/schema/$ref");
    }
}
