//! Schemas of JSON Schema 2020-12 to those of OpenAPI 3.0.

use serde_json::{Map, Value};

use super::super::{Upgrade, object};
use super::types::is_foreign_type;

/// Keywords that constrain values in ways that no type of Rust does; each with those that belong
/// to it.
const IGNORED: [(&str, &[&str]); 6] = [
    ("if", &["then", "else"]),
    ("dependentRequired", &[]),
    ("dependentSchemas", &[]),
    ("contains", &["minContains", "maxContains"]),
    ("propertyNames", &[]),
    ("unevaluatedItems", &[]),
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
                let mut schema = Schema::new(members);
                schema.rewrite(upgrade);
                schema.tell(upgrade);
            }
        }
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) => {}
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

/// Returns whether a media type is of bytes that are no text.
fn is_bytes(media_type: &str) -> bool {
    let kind = media_type.split('/').next().unwrap_or_default();
    matches!(kind, "audio" | "image" | "video")
        || matches!(
            media_type,
            "application/octet-stream" | "application/pdf" | "application/zip"
        )
}

/// One schema, and what has moved in it; pointers are ways from the schema.
pub(super) struct Schema<'m> {
    pub(super) members: &'m mut Map<String, Value>,
    /// From where before, to where now.
    pub(super) moved: Vec<(String, String)>,
    /// What is new, and what says the same in the original.
    pub(super) made: Vec<(String, String)>,
}

impl<'m> Schema<'m> {
    /// Returns a schema in which nothing has moved.
    pub(super) fn new(members: &'m mut Map<String, Value>) -> Self {
        Self {
            members,
            moved: Vec::new(),
            made: Vec::new(),
        }
    }

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

    /// Tells what has moved.
    pub(super) fn tell(self, upgrade: &mut Upgrade<'_>) {
        for (from, to) in &self.moved {
            upgrade.moved(from, to);
        }
        for (to, from) in &self.made {
            upgrade.made(to, from);
        }
    }

    /// Sets a member.
    pub(super) fn insert(&mut self, key: &str, value: impl Into<Value>) {
        self.members.insert(key.to_owned(), value.into());
    }

    /// Tells that a new member says what another said.
    pub(super) fn made(&mut self, to: &str, from: &str) {
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
        }
        self.insert("enum", vec![value]);
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
        }
    }

    /// Strings that hold bytes are told by their format.
    fn content(&mut self) {
        let text = |key: &str| self.members.get(key).and_then(Value::as_str);
        let encoding = text("contentEncoding").map(str::to_ascii_lowercase);
        let format = match (encoding.as_deref(), text("contentMediaType")) {
            (Some("base64"), _) => "byte",
            (Some("base64url"), _) => "base64url",
            (None, Some(media_type)) if is_bytes(media_type) => "binary",
            _ => return,
        };
        if self.members.contains_key("format") {
            return;
        }
        self.insert("format", format);
        if !self.members.contains_key("type") && !self.members.contains_key("$ref") {
            self.insert("type", "string");
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
