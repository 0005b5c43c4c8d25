//! Schemas.

use serde_json::{Map, Value};

use super::super::v31::rewrite_types;
use super::super::{Upgrade, object};

/// How documents say that null is a value, which Swagger 2.0 itself cannot.
const NULLABLE: [&str; 2] = ["x-nullable", "x-isnullable"];

/// Rewrites a schema.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, schema: &mut Map<String, Value>) {
    for key in NULLABLE {
        if let Some(Value::Bool(nullable)) = schema.get(key).cloned() {
            schema.shift_remove(key);
            schema.entry("nullable").or_insert(nullable.into());
        }
    }
    if schema.get("discriminator").is_some_and(Value::is_string)
        && let Some(property) = schema.shift_remove("discriminator")
    {
        let discriminator = object("propertyName", property);
        schema.insert("discriminator".to_owned(), Value::Object(discriminator));
        upgrade.made("/discriminator/propertyName", "/discriminator");
    }
    file(schema);
    // Many documents write lists of types, which is JSON Schema but not Swagger.
    rewrite_types(upgrade, schema);
}

/// A file is a string of bytes.
pub(super) fn file(schema: &mut Map<String, Value>) {
    if schema.get("type").and_then(Value::as_str) == Some("file") {
        schema.insert("type".to_owned(), "string".into());
        schema.insert("format".to_owned(), "binary".into());
    }
}
