//! `enum`: a known set of values.

use openapiv3::AnySchema;
use serde_json::Value;

use super::{Lowering, schema::kind_of};
use crate::{
    api::{EnumValue, Enumeration, Kind, Literal, Name, Schema, Shape, TypeId},
    diagnostic::{Diagnostic, Pointer, codes},
};

/// Extensions that hold a text for each value, as a list in the order of `enum` or as a map.
const DESCRIPTIONS: [&str; 3] = [
    "x-enum-descriptions",
    "x-enumDescriptions",
    "x-speakeasy-enum-descriptions",
];

/// Extensions that hold a name for each value.
const NAMES: [&str; 3] = ["x-enum-varnames", "x-enumNames", "x-speakeasy-enums"];

impl Lowering<'_> {
    /// Lowers a schema that has an `enum`.
    pub(super) fn enumeration(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        keywords: &AnySchema,
    ) -> Schema {
        match self.enum_values(pointer, keywords) {
            Some(values) if !values.is_empty() => {
                Schema::of(Shape::Named(self.enumeration_of(pointer, name, values)))
            }
            // Values of other types constrain the type that the schema has without them.
            Some(_) | None => {
                let is_known = |value: &Value| value.is_null() || value.is_boolean();
                if !keywords.enumeration.iter().all(is_known) {
                    let diagnostic = Diagnostic::new(
                        codes::IGNORED_KEYWORD,
                        "values that are neither all texts nor all integers are no enumeration",
                    );
                    self.report_at(diagnostic, &pointer.join("enum"), "ignored here");
                }
                Schema::of(self.plain_shape(pointer, name, keywords))
            }
        }
    }

    /// Makes the type of a list of values.
    pub(super) fn enumeration_of(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        values: Vec<EnumValue>,
    ) -> TypeId {
        let mut unique: Vec<EnumValue> = Vec::new();
        for value in values {
            if !unique.iter().any(|known| known.literal == value.literal) {
                unique.push(value);
            }
        }
        let docs = self.docs(pointer);
        let id = self.reserve(name.clone(), pointer.clone(), docs);
        self.types[id.index()].kind = Kind::Enumeration(Enumeration { values: unique });
        id
    }

    /// Returns the values of a schema when they are all strings, or all integers, null aside.
    pub(super) fn enum_values(
        &self,
        pointer: &Pointer,
        keywords: &AnySchema,
    ) -> Option<Vec<EnumValue>> {
        let kind = kind_of(keywords);
        let node = self.document.get(pointer)?;
        let text = |extensions: [&str; 3], index: usize, literal: &Literal| {
            let texts = extensions.into_iter().find_map(|key| node.get(key))?;
            let text = match (texts, literal) {
                (Value::Array(list), _) => list.get(index)?,
                (Value::Object(map), Literal::String(value)) => map.get(value)?,
                (Value::Object(map), Literal::Integer(value)) => map.get(&value.to_string())?,
                _ => return None,
            };
            text.as_str()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(str::to_owned)
        };
        let literal = |value: &Value| match (value, kind) {
            (Value::String(text), Some("string") | None) => Some(Literal::String(text.clone())),
            // What stands without quotes in JSON; of fractions it is not known how they are written.
            (Value::Number(number), Some("string")) => number
                .as_i64()
                .map(|number| Literal::String(number.to_string())),
            (Value::Bool(flag), Some("string")) => Some(Literal::String(flag.to_string())),
            (Value::Number(number), Some("integer" | "number")) => {
                number.as_i64().map(Literal::Integer)
            }
            _ => None,
        };
        keywords
            .enumeration
            .iter()
            .enumerate()
            .filter(|(_, value)| !value.is_null())
            .map(|(index, value)| {
                let literal = literal(value)?;
                Some(EnumValue {
                    name: text(NAMES, index, &literal),
                    description: text(DESCRIPTIONS, index, &literal),
                    literal,
                })
            })
            .collect()
    }
}
