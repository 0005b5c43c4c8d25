//! The texts that are read and written: made of the examples that `specs/authlete.yaml` gives.

use serde_json::{Map, Value, json};

/// How deep examples are looked for in types that have none of their own.
const DEEPEST: u32 = 4;

/// How large a list is, in bytes.
const LIST: usize = 1_000_000;

/// The document that payloads are made of.
pub(crate) struct Document(Value);

impl Document {
    /// Reads the document of this repository.
    pub(crate) fn read() -> Result<Self, Box<dyn std::error::Error>> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/authlete.yaml");
        Ok(Self(serde_yaml::from_str(&std::fs::read_to_string(path)?)?))
    }

    /// Returns an object with all members of a schema that have an example.
    pub(crate) fn example(&self, schema: &str) -> Option<Value> {
        self.value_of(&self.0["components"]["schemas"][schema], DEEPEST)
    }

    /// Returns a page of clients of about a megabyte.
    pub(crate) fn clients(&self) -> Option<Value> {
        let client = self.example("client")?;
        let count = LIST / client.to_string().len();
        Some(json!({
            "start": 0,
            "end": count,
            "totalCount": count,
            "clients": vec![client; count],
        }))
    }

    fn value_of(&self, schema: &Value, depth: u32) -> Option<Value> {
        if let Some(example) = schema.get("example") {
            return Some(example.clone());
        }
        if let Some(reference) = schema.get("$ref") {
            let pointer = reference.as_str()?.strip_prefix('#')?;
            return self.value_of(self.0.pointer(pointer)?, depth.checked_sub(1)?);
        }
        if let Some(items) = schema.get("items") {
            return Some(json!([self.value_of(items, depth)?]));
        }
        if let Some(values) = schema.get("enum") {
            return values.get(0).cloned();
        }
        let properties = schema.get("properties")?.as_object()?;
        let members = properties.iter().filter_map(|(name, schema)| {
            let value = self.value_of(schema, depth)?;
            Some((name.clone(), value))
        });
        let members: Map<String, Value> = members.collect();
        (!members.is_empty()).then_some(Value::Object(members))
    }
}
