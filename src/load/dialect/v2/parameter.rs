//! Parameters, those of `in: body` and `in: formData` included, and headers.
//!
//! A body becomes a request body and a field of a form the schema of a property, both where they are;
//! [`super::body`] and [`super::document`] put them where they belong.

use serde_json::{Map, Value};

use super::super::{Upgrade, object, reference_to};
use super::schema;
use crate::diagnostic::{Diagnostic, codes};

/// The mark of a parameter that became a request body.
pub(super) const BODY_MARK: &str = "x-sdkwright-body";

/// The mark of a parameter that became a property, an object of what a property cannot say.
pub(super) const FIELD_MARK: &str = "x-sdkwright-field";

/// Keywords of a schema that Swagger 2.0 writes into the parameter itself.
const SCHEMA_KEYS: [&str; 18] = [
    "default",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "multipleOf",
    "pattern",
    "type",
    "uniqueItems",
    "x-isnullable",
    "x-nullable",
];

/// Rewrites a parameter.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, parameter: &mut Map<String, Value>) {
    if parameter.contains_key("$ref") {
        return;
    }
    match parameter.get("in").and_then(Value::as_str) {
        Some("body") => body(upgrade, parameter),
        Some("formData") => field(upgrade, parameter),
        Some(location @ ("query" | "header" | "path")) => {
            let is_query = location == "query";
            collection(upgrade, parameter, is_query);
            own_schema(upgrade, parameter);
        }
        // Reading the parameter says what is wrong with it.
        Some(_) | None => {}
    }
}

/// Rewrites a header of a response.
pub(super) fn header(upgrade: &mut Upgrade<'_>, header: &mut Map<String, Value>) {
    if !header.contains_key("$ref") {
        header.shift_remove("collectionFormat");
        own_schema(upgrade, header);
    }
}

/// Moves the keywords of the schema into a schema.
fn own_schema(upgrade: &mut Upgrade<'_>, parameter: &mut Map<String, Value>) {
    if let Some(example) = parameter.shift_remove("x-example") {
        parameter.entry("example").or_insert(example);
    }
    if parameter.contains_key("schema") {
        return;
    }
    let mut schema = Map::new();
    let keys: Vec<String> = parameter
        .keys()
        .filter(|key| SCHEMA_KEYS.contains(&key.as_str()) || is_about_values(key))
        .cloned()
        .collect();
    for key in keys {
        if let Some(value) = parameter.shift_remove(&key) {
            if key == "items" {
                upgrade.moved("/items", "/schema/items");
            }
            schema.insert(key, value);
        }
    }
    if schema.is_empty() {
        return;
    }
    let mark = upgrade.enter("schema");
    schema::rewrite(upgrade, &mut schema);
    upgrade.path.truncate(mark);
    parameter.insert("schema".to_owned(), Value::Object(schema));
    upgrade.made("/schema", "");
}

/// Returns whether an extension names or describes the values of an `enum`.
fn is_about_values(key: &str) -> bool {
    key.starts_with("x-enum") || key.starts_with("x-ms-enum") || key.starts_with("x-speakeasy-enum")
}

/// Says how the items of a list are put together.
fn collection(upgrade: &mut Upgrade<'_>, parameter: &mut Map<String, Value>, is_query: bool) {
    let format = parameter.shift_remove("collectionFormat");
    let is_list = parameter.get("type").and_then(Value::as_str) == Some("array");
    if !is_list {
        return;
    }
    let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
    let (style, known) = match (format, is_query) {
        ("multi", true) => return,
        ("csv", true) => ("form", true),
        ("ssv", true) => ("spaceDelimited", true),
        ("pipes", true) => ("pipeDelimited", true),
        (_, true) => ("form", false),
        // What OpenAPI 3.0 takes for granted.
        ("csv", false) => return,
        (_, false) => ("simple", false),
    };
    if !known {
        let diagnostic = Diagnostic::new(
            codes::UNSUPPORTED_COLLECTION_FORMAT,
            format!("OpenAPI 3 has nothing like `collectionFormat: {format}` here"),
        )
        .label(
            upgrade.here("/collectionFormat").value(),
            "sent with commas between items",
        );
        upgrade.report.push(diagnostic);
    }
    parameter.insert("style".to_owned(), style.into());
    parameter.insert("explode".to_owned(), false.into());
}

/// Turns a body parameter into a request body.
fn body(upgrade: &mut Upgrade<'_>, parameter: &mut Map<String, Value>) {
    for key in ["name", "in"] {
        parameter.shift_remove(key);
    }
    let schema = parameter.shift_remove("schema");
    let types = types_or_json(upgrade.media.consumes());
    let content = content(upgrade, &types, schema, "/schema");
    parameter.insert("content".to_owned(), Value::Object(content));
    parameter.insert(BODY_MARK.to_owned(), true.into());
}

/// Returns these media types, or JSON where there are none.
pub(super) fn types_or_json(types: &[String]) -> Vec<String> {
    match types {
        [] => vec!["application/json".to_owned()],
        _ => types.to_vec(),
    }
}

/// Returns the content of the node at hand: its schema, which was at `from`, for each media type.
pub(super) fn content(
    upgrade: &mut Upgrade<'_>,
    types: &[String],
    schema: Option<Value>,
    from: &str,
) -> Map<String, Value> {
    let again = reference_to(&format!("{}{from}", upgrade.path));
    let mut schema = schema;
    let has_schema = schema.is_some();
    let mut content = Map::new();
    for media_type in types {
        let at = format!("/content/{}/schema", super::super::escaped(media_type));
        let media = match schema.take() {
            Some(schema) => {
                upgrade.moved(from, &at);
                object("schema", schema)
            }
            // One schema, however many media types there are.
            None if has_schema => {
                upgrade.refers(&format!("{at}/$ref"));
                upgrade.made(&at, from);
                object("schema", again.clone())
            }
            None => Map::new(),
        };
        content.insert(media_type.clone(), Value::Object(media));
    }
    content
}

/// Turns a field of a form into the schema of a property.
fn field(upgrade: &mut Upgrade<'_>, parameter: &mut Map<String, Value>) {
    let mut mark = Map::new();
    for key in ["name", "required", "collectionFormat"] {
        if let Some(value) = parameter.shift_remove(key) {
            mark.insert(key.to_owned(), value);
        }
    }
    parameter.shift_remove("in");
    parameter.shift_remove("allowEmptyValue");
    if let Some(kind) = parameter.get("type") {
        mark.insert("type".to_owned(), kind.clone());
    }
    if let Some(example) = parameter.shift_remove("x-example") {
        parameter.entry("example").or_insert(example);
    }
    schema::rewrite(upgrade, parameter);
    parameter.insert(FIELD_MARK.to_owned(), Value::Object(mark));
}
