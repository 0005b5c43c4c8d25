//! Schemas of JSON Schema 2020-12 to those of OpenAPI 3.0.

use serde_json::{Map, Value};

use super::super::{Upgrade, escaped, object};

/// The key under which the schemas of the first items are kept.
const PREFIX_ITEMS_KEY: &str = "x-sdkwright-prefix-items";

/// The key under which the schema of further items is kept.
const ITEMS_KEY: &str = "x-sdkwright-rest-items";

/// Keywords that constrain values in ways that no type of Rust does; each with those that belong
/// to it.
const IGNORED: [(&str, &[&str]); 7] = [
    ("if", &["then", "else"]),
    ("dependentRequired", &[]),
    ("dependentSchemas", &[]),
    ("contains", &["minContains", "maxContains"]),
    ("propertyNames", &[]),
    ("unevaluatedItems", &[]),
    ("contentSchema", &[]),
];

/// Keywords beside a `$ref` that say nothing about values.
const ANNOTATIONS: [&str; 20] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$id",
    "$ref",
    "$schema",
    "$vocabulary",
    "definitions",
    "deprecated",
    "description",
    "discriminator",
    "example",
    "externalDocs",
    "nullable",
    "readOnly",
    "summary",
    "title",
    "writeOnly",
    "xml",
];

/// Rewrites a schema whose inner schemas are OpenAPI 3.0 already.
pub(super) fn rewrite(upgrade: &mut Upgrade<'_>, node: &mut Value) {
    match node {
        Value::Bool(anything) => {
            *node = Value::Object(if *anything {
                Map::new()
            } else {
                object("not", Value::Object(Map::new()))
            });
        }
        Value::Object(members) => {
            if members.keys().any(|key| is_foreign(key))
                || members.get("type").is_some_and(is_foreign_type)
            {
                let mut schema = Schema {
                    members,
                    moved: Vec::new(),
                    made: Vec::new(),
                };
                schema.rewrite(upgrade);
                schema.tell(upgrade);
            }
        }
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
    }
}

/// Rewrites what `type` says where it is not one plain type, whatever the version allows.
pub(in crate::load::dialect) fn rewrite_types(
    upgrade: &mut Upgrade<'_>,
    members: &mut Map<String, Value>,
) {
    if members.get("type").is_some_and(is_foreign_type) {
        let mut schema = Schema {
            members,
            moved: Vec::new(),
            made: Vec::new(),
        };
        schema.types();
        schema.tell(upgrade);
    }
}

/// Returns whether a keyword means something else in OpenAPI 3.0, or nothing.
fn is_foreign(key: &str) -> bool {
    matches!(
        key,
        "$ref"
            | "const"
            | "examples"
            | "contentEncoding"
            | "contentMediaType"
            | "exclusiveMinimum"
            | "exclusiveMaximum"
            | "prefixItems"
            | "patternProperties"
            | "unevaluatedProperties"
    ) || IGNORED.iter().any(|(keyword, _)| *keyword == key)
}

fn is_foreign_type(value: &Value) -> bool {
    value.is_array() || value.as_str() == Some("null")
}

/// One schema, and what has moved in it; pointers are ways from the schema.
struct Schema<'m> {
    members: &'m mut Map<String, Value>,
    /// From where before, to where now.
    moved: Vec<(String, String)>,
    /// What is new, and what says the same in the original.
    made: Vec<(String, String)>,
}

impl Schema<'_> {
    fn rewrite(&mut self, upgrade: &mut Upgrade<'_>) {
        self.constant();
        self.examples();
        self.content();
        self.bound("minimum", "exclusiveMinimum", |bound, exclusive| {
            bound > exclusive
        });
        self.bound("maximum", "exclusiveMaximum", |bound, exclusive| {
            bound < exclusive
        });
        self.prefix_items();
        self.patterns();
        for (keyword, _) in IGNORED {
            if self.members.contains_key(keyword) {
                upgrade.ignored(keyword);
            }
        }
        self.types();
        self.reference();
    }

    fn tell(self, upgrade: &mut Upgrade<'_>) {
        for (from, to) in &self.moved {
            upgrade.moved(from, to);
        }
        for (to, from) in &self.made {
            upgrade.made(to, from);
        }
    }

    fn insert(&mut self, key: &str, value: impl Into<Value>) {
        self.members.insert(key.to_owned(), value.into());
    }

    fn made(&mut self, to: &str, from: &str) {
        self.made.push((format!("/{to}"), format!("/{from}")));
    }

    /// `const` is an `enum` of one value.
    fn constant(&mut self) {
        let Some(value) = self.members.shift_remove("const") else {
            return;
        };
        if !self.members.contains_key("type") {
            let kind = match &value {
                Value::Null => "null",
                Value::Bool(_) => "boolean",
                Value::Number(number) if number.is_f64() => "number",
                Value::Number(_) => "integer",
                Value::String(_) => "string",
                Value::Array(_) => "array",
                Value::Object(_) => "object",
            };
            self.insert("type", kind);
            self.made("type", "const");
        }
        self.insert("enum", vec![value]);
        self.made("enum", "const");
    }

    /// Of `examples`, a list here, OpenAPI 3.0 takes one.
    fn examples(&mut self) {
        if self.members.contains_key("example")
            || !self.members.get("examples").is_some_and(Value::is_array)
        {
            return;
        }
        if let Some(Value::Array(examples)) = self.members.shift_remove("examples")
            && let Some(first) = examples.into_iter().next()
        {
            self.insert("example", first);
            self.made("example", "examples/0");
        }
    }

    /// Strings that hold bytes are told by their format.
    fn content(&mut self) {
        let text = |key: &str| self.members.get(key).and_then(Value::as_str);
        let encoding = text("contentEncoding").map(str::to_ascii_lowercase);
        let format = match (encoding.as_deref(), text("contentMediaType")) {
            (Some("base64"), _) => "byte",
            (None, Some("application/octet-stream")) => "binary",
            _ => return,
        };
        if self.members.contains_key("format") {
            return;
        }
        let from = match encoding {
            Some(_) => "contentEncoding",
            None => "contentMediaType",
        };
        self.insert("format", format);
        self.made("format", from);
        if !self.members.contains_key("type") && !self.members.contains_key("$ref") {
            self.insert("type", "string");
            self.made("type", from);
        }
    }

    /// A number that is itself excluded is a bound and a boolean.
    fn bound(&mut self, bound: &str, exclusive: &str, is_tighter: fn(f64, f64) -> bool) {
        let Some(Value::Number(excluded)) = self.members.get(exclusive).cloned() else {
            return;
        };
        let other = self.members.get(bound).and_then(Value::as_f64);
        if let (Some(other), Some(excluded)) = (other, excluded.as_f64())
            && is_tighter(other, excluded)
        {
            self.members.shift_remove(exclusive);
            return;
        }
        self.insert(bound, excluded);
        self.insert(exclusive, true);
        self.made(bound, exclusive);
    }

    /// Items whose schemas follow from their positions are items of anything, or of what they have
    /// in common.
    fn prefix_items(&mut self) {
        let Some(Value::Array(prefix)) = self.members.get("prefixItems") else {
            return;
        };
        let length = prefix.len();
        let rest = self.members.get("items").cloned();
        let closed = rest.as_ref().is_some_and(is_nothing);
        let common = prefix
            .first()
            .filter(|first| prefix.iter().all(|item| item == *first))
            .filter(|first| closed || rest.is_none() || rest.as_ref() == Some(*first))
            .filter(|first| is_plain(first))
            .cloned();
        if let Some(rest) = self.members.shift_remove("items") {
            if common.as_ref() != Some(&rest) {
                self.insert(ITEMS_KEY, rest);
                self.moved
                    .push(("/items".to_owned(), format!("/{ITEMS_KEY}")));
            }
        }
        if closed && !self.members.contains_key("maxItems") {
            self.insert("maxItems", length);
            self.made("maxItems", "items");
        }
        self.insert("items", common.unwrap_or_else(|| Value::Object(Map::new())));
        self.made("items", "prefixItems/0");
        if let Some(prefix) = self.members.shift_remove("prefixItems") {
            self.insert(PREFIX_ITEMS_KEY, prefix);
            self.moved
                .push(("/prefixItems".to_owned(), format!("/{PREFIX_ITEMS_KEY}")));
        }
    }

    /// Members whose schemas follow from patterns are additional members.
    fn patterns(&mut self) {
        let open = match self.members.get("additionalProperties") {
            None | Some(Value::Bool(false)) => true,
            Some(Value::Bool(true) | Value::Object(_)) => false,
            Some(_) => return,
        };
        let patterns = self
            .members
            .get_mut("patternProperties")
            .and_then(Value::as_object_mut)
            .filter(|patterns| open && !patterns.is_empty());
        if let Some(patterns) = patterns {
            let values = if patterns.len() == 1 {
                patterns.iter_mut().next().map(|(pattern, value)| {
                    let from = format!("/patternProperties/{}", escaped(pattern));
                    (from, std::mem::take(value))
                })
            } else {
                None
            };
            match values {
                Some((from, values)) => {
                    self.members.shift_remove("patternProperties");
                    self.insert("additionalProperties", values);
                    self.moved.push((from, "/additionalProperties".to_owned()));
                }
                None => {
                    self.insert("additionalProperties", true);
                    self.made("additionalProperties", "patternProperties");
                }
            }
        } else if !self.members.contains_key("additionalProperties")
            && let Some(values) = self.members.shift_remove("unevaluatedProperties")
        {
            self.insert("additionalProperties", values);
            self.moved.push((
                "/unevaluatedProperties".to_owned(),
                "/additionalProperties".to_owned(),
            ));
        }
    }

    /// Several types are one of several schemas; `null` is a flag.
    fn types(&mut self) {
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
            self.made("nullable", "type");
        }
        match &kinds[..] {
            [] if nullable => {
                if !self.members.contains_key("enum") {
                    self.insert("enum", vec![Value::Null]);
                    self.made("enum", "type");
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

    /// What stands beside a `$ref` counts, but in OpenAPI 3.0 it does not: so both are composed.
    fn reference(&mut self) {
        let says_more = self
            .members
            .keys()
            .any(|key| !key.starts_with("x-") && !ANNOTATIONS.contains(&key.as_str()));
        if !says_more || !self.members.get("$ref").is_some_and(Value::is_string) {
            return;
        }
        let index = match self.members.get("allOf") {
            None => 0,
            Some(Value::Array(members)) => members.len(),
            Some(_) => return,
        };
        let Some(reference) = self.members.shift_remove("$ref") else {
            return;
        };
        let member = Value::Object(object("$ref", reference));
        match self.members.get_mut("allOf") {
            Some(Value::Array(members)) => members.push(member),
            _ => self.insert("allOf", vec![member]),
        }
        self.moved
            .push(("/$ref".to_owned(), format!("/allOf/{index}/$ref")));
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

/// Returns whether no value is of a schema, which was `false` before.
fn is_nothing(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        members.len() == 1
            && members
                .get("not")
                .and_then(Value::as_object)
                .is_some_and(Map::is_empty)
    })
}

/// Returns whether a schema holds no other schemas, so that it may stand in two places.
fn is_plain(schema: &Value) -> bool {
    schema.as_object().is_some_and(|members| {
        members
            .values()
            .all(|value| !value.is_object() && !value.is_array())
            && !members.contains_key("$ref")
    })
}
