//! `type`: several types, and `null`.

use serde_json::{Map, Value};

use super::super::{Upgrade, object};
use super::members::{ITEMS_KEY, PREFIX_ITEMS_KEY};
use super::schema::Schema;

/// Rewrites what `type` says where it is not one plain type, whatever the version allows.
pub(in crate::load::dialect) fn rewrite_types(
    upgrade: &mut Upgrade<'_>,
    members: &mut Map<String, Value>,
) {
    if members.get("type").is_some_and(is_foreign_type) {
        let mut schema = Schema::new(members);
        schema.types();
        schema.tell(upgrade);
    }
}

/// Returns whether OpenAPI 3.0 does not know a value of `type`.
pub(super) fn is_foreign_type(value: &Value) -> bool {
    value.is_array() || value.as_str() == Some("null")
}

impl Schema<'_> {
    /// Several types are one of several schemas; `null` is a flag.
    pub(super) fn types(&mut self) {
        let names: Vec<String> = match self.members.get("type") {
            Some(Value::String(name)) if name == "null" => vec![name.clone()],
            Some(Value::Array(names)) => {
                let names: Option<Vec<&str>> = names.iter().map(Value::as_str).collect();
                // Where something else than a name is among them, reading the schema says so.
                let Some(names) = names else { return };
                names.into_iter().map(str::to_owned).collect()
            }
            _ => return,
        };
        let nullable = names.iter().any(|name| name == "null");
        let mut kinds: Vec<String> = Vec::new();
        for name in &names {
            // Every integer is a number.
            let covered = name == "integer" && names.iter().any(|name| name == "number");
            if name != "null" && !covered && !kinds.contains(name) {
                kinds.push(name.clone());
            }
        }
        self.members.shift_remove("type");
        if nullable {
            self.insert("nullable", true);
        }
        match &kinds[..] {
            [] if nullable => {
                if !self.members.contains_key("enum") {
                    self.insert("enum", vec![Value::Null]);
                }
            }
            [] => {}
            [only] => self.insert("type", only.as_str()),
            _ => {
                let composed = ["$ref", "allOf", "oneOf", "anyOf"]
                    .iter()
                    .any(|key| self.members.contains_key(*key));
                match self.members.get("enum") {
                    Some(Value::Array(values)) => {
                        if let Some(kind) = kind_of_all(values) {
                            self.insert("type", kind);
                        }
                    }
                    // What is referred to has types of its own.
                    _ if composed => {}
                    _ => self.split(&kinds),
                }
            }
        }
    }

    /// Makes one schema of each type, with the keywords that are about it.
    fn split(&mut self, kinds: &[String]) {
        let mut variants = Vec::new();
        for (index, kind) in kinds.iter().enumerate() {
            let mut variant = object("type", kind.as_str().into());
            let at = format!("/oneOf/{index}");
            for key in keywords_of(kind) {
                if *key == "format" && !self.format_is_of(kind) {
                    continue;
                }
                let Some(value) = self.members.shift_remove(*key) else {
                    continue;
                };
                variant.insert((*key).to_owned(), value);
                if HAS_SCHEMAS.contains(key) {
                    self.moved_again(key, &at);
                }
            }
            variants.push(Value::Object(variant));
            self.made.push((at, String::new()));
        }
        self.insert("oneOf", variants);
    }

    /// Tells that a member, which may come from elsewhere, is in a variant.
    fn moved_again(&mut self, key: &str, variant: &str) {
        let member = format!("/{key}");
        let mut known = false;
        for (_, to) in &mut self.moved {
            if to
                .strip_prefix(&member)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            {
                to.insert_str(0, variant);
                known = true;
            }
        }
        if !known {
            self.moved
                .push((member.clone(), format!("{variant}{member}")));
        }
    }

    fn format_is_of(&self, kind: &str) -> bool {
        let numeric = matches!(
            self.members.get("format").and_then(Value::as_str),
            Some(
                "float"
                    | "double"
                    | "int8"
                    | "int16"
                    | "int32"
                    | "int64"
                    | "uint8"
                    | "uint16"
                    | "uint32"
                    | "uint64"
            )
        );
        numeric == matches!(kind, "integer" | "number")
    }
}

/// Keywords that hold schemas.
const HAS_SCHEMAS: [&str; 6] = [
    "items",
    "properties",
    "patternProperties",
    "additionalProperties",
    PREFIX_ITEMS_KEY,
    ITEMS_KEY,
];

/// Returns the keywords that are about values of a type.
fn keywords_of(kind: &str) -> &'static [&'static str] {
    match kind {
        "string" => &["format", "minLength", "maxLength", "pattern"],
        "integer" | "number" => &[
            "format",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
        "array" => &[
            "items",
            PREFIX_ITEMS_KEY,
            ITEMS_KEY,
            "minItems",
            "maxItems",
            "uniqueItems",
        ],
        "object" => &[
            "properties",
            "required",
            "additionalProperties",
            "patternProperties",
            "minProperties",
            "maxProperties",
        ],
        _ => &[],
    }
}

/// Returns the type that all values have, null aside.
fn kind_of_all(values: &[Value]) -> Option<&'static str> {
    let mut kinds = values.iter().filter_map(|value| match value {
        Value::Null => None,
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Array(_) => Some("array"),
        Value::Object(_) => Some("object"),
    });
    let first = kinds.next()?;
    kinds.all(|kind| kind == first).then_some(first)
}
