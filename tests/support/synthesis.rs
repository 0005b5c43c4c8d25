//! Values made up from schemas.

use serde_json::{Map, Value, json};

use crate::document::{Document, array, file, object, text};

/// Stands in every text: each of these characters means something in a path, a query, a form or JSON.
pub(crate) const AWKWARD: &str = " a+b&c=d/e%41?f#g;h,i\"j\\k\u{1}\n<é>漢🦀";

impl Document {
    /// Reads the document that the SDK is made from, overlay included.
    pub(crate) fn mended() -> Self {
        Self::load(&[file("specs/authlete.overlay.yaml")])
    }

    /// Returns one schema with `$ref` and `allOf` replaced by what they mean.
    pub(crate) fn flat(&self, schema: &Value) -> Map<String, Value> {
        let mut flat = object(self.resolve(schema)).clone();
        for unknown in ["oneOf", "anyOf", "not"] {
            assert!(!flat.contains_key(unknown), "the tests know no `{unknown}`");
        }
        let Some(Value::Array(parts)) = flat.remove("allOf") else {
            return flat;
        };
        for part in parts {
            for (key, value) in self.flat(&part) {
                // What a part looks like is not what the whole looks like.
                if key == "example" {
                    continue;
                }
                match (flat.get_mut(&key), value) {
                    (Some(Value::Object(there)), Value::Object(more)) => there.extend(more),
                    (Some(Value::Array(there)), Value::Array(more)) => there.extend(more),
                    (Some(_), _) => {}
                    (None, value) => {
                        flat.insert(key, value);
                    }
                }
            }
        }
        flat
    }
}

/// What a value is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Properties that are `readOnly` are left out.
    Request,
    /// Properties that are `writeOnly` are left out.
    Response,
}

/// Makes values that have every property their schema has, no two alike where that is possible, so
/// that none can be taken for another.
pub(crate) struct Synthesis<'d> {
    document: &'d Document,
    purpose: Purpose,
    /// Whether values must pass those who take formats at their word and numbers for those of JavaScript.
    pub(crate) is_strict: bool,
    count: u32,
}

impl<'d> Synthesis<'d> {
    pub(crate) fn new(document: &'d Document, purpose: Purpose) -> Self {
        Self {
            document,
            purpose,
            is_strict: false,
            count: 0,
        }
    }

    /// Returns a value of the schema. `name` is for texts.
    pub(crate) fn value(&mut self, name: &str, schema: &Value) -> Value {
        self.count += 1;
        let schema = self.document.flat(schema);
        if let Some(values) = schema.get("enum") {
            let values = array(values);
            return values[self.count as usize % values.len()].clone();
        }
        let format = schema.get("format").map(text);
        match (schema.get("type").map(text), format) {
            (Some("string"), None) => json!(format!("{name} {}{AWKWARD}", self.count)),
            (Some("string"), Some("uri")) if self.is_strict => {
                json!(format!("https://example.com/{name}?q={}", self.count))
            }
            (Some("string"), Some("uri")) => {
                json!(format!(
                    "https://example.com/{name}?q={}{AWKWARD}",
                    self.count
                ))
            }
            (Some("integer"), Some("int32")) => json!(i32::MAX - self.count.cast_signed()),
            // What is above 2^53 has no exact floating-point number.
            (Some("integer"), _) if self.is_strict => json!((1_i64 << 53) - i64::from(self.count)),
            (Some("integer"), _) => json!(i64::MAX - i64::from(self.count)),
            (Some("number"), _) => json!(f64::from(self.count) + 0.25),
            (Some("boolean"), _) => json!(self.count.is_multiple_of(2)),
            (Some("array"), _) => self.array(name, &schema),
            (Some("object"), _) => Value::Object(self.object(&schema)),
            (other, format) => panic!("{name}: the tests know no {other:?} {format:?}"),
        }
    }

    fn array(&mut self, name: &str, schema: &Map<String, Value>) -> Value {
        let items = &schema["items"];
        if let Some(values) = self.document.flat(items).get("enum") {
            return values.clone();
        }
        json!([self.value(name, items), self.value(name, items)])
    }

    fn object(&mut self, schema: &Map<String, Value>) -> Map<String, Value> {
        let mut value = Map::new();
        if let Some(properties) = schema.get("properties") {
            for (name, property) in object(properties) {
                if self.is_wanted(property) {
                    value.insert(name.clone(), self.value(name, property));
                }
            }
        }
        match schema.get("additionalProperties") {
            Some(Value::Object(members)) => {
                let members = Value::Object(members.clone());
                for name in ["more", AWKWARD] {
                    value.insert(name.to_owned(), self.value("more", &members));
                }
            }
            Some(Value::Bool(true)) => value.extend(anything()),
            // Nothing but "an object" is said about it.
            None if value.is_empty() && !schema.contains_key("properties") => {
                value.extend(anything());
            }
            Some(_) | None => {}
        }
        value
    }

    fn is_wanted(&self, property: &Value) -> bool {
        let unwanted = match self.purpose {
            Purpose::Request => "readOnly",
            Purpose::Response => "writeOnly",
        };
        self.document.flat(property).get(unwanted) != Some(&Value::Bool(true))
    }
}

/// Returns members of every type that JSON has.
fn anything() -> Map<String, Value> {
    let value = json!({
        "x-text": AWKWARD,
        "x-integer": i64::MAX,
        "x-number": -1.5e-7,
        "x-flag": false,
        "x-null": null,
        "x-list": [1, "two", [], {}],
        "x-object": { "": { AWKWARD: null } },
    });
    object(&value).clone()
}
