//! What the document says about its nodes.

use serde_json::Value;

use super::{
    Lowering,
    schema::{MAX_DEPTH, tuple_length},
};
use crate::{
    api::{Constraints, Docs, MAX_TUPLE_SIZE, Pattern},
    diagnostic::Pointer,
    load::{PREFIX_ITEMS_KEY, read},
};

/// How many schemas are looked at for what one value must satisfy: tuples of tuples may be very many.
const MAX_CONSTRAINED: usize = 4 * MAX_TUPLE_SIZE;

impl Lowering<'_> {
    /// Returns what the document says about a node itself, siblings of `$ref` included.
    pub(super) fn docs(&self, pointer: &Pointer) -> Docs {
        let node = self.document.get(pointer);
        let member = |key: &str| node.and_then(|node| node.get(key));
        let text = |key: &str| {
            member(key)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        Docs {
            summary: text("summary").map(str::to_owned),
            description: text("description").map(str::to_owned),
            example: member("example").cloned(),
            deprecated: member("deprecated")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
        }
    }

    /// Returns what the document says about the value at a node; where the node is a bare
    /// reference to a schema that gets no type, what it says about that schema.
    pub(super) fn value_docs(&self, pointer: &Pointer, has_type: bool) -> Docs {
        let mut docs = self.docs(pointer);
        let target = read::follow(self.document, pointer);
        if target != *pointer && !has_type {
            let behind = self.docs(&target);
            docs.description = docs.description.or(behind.description);
            docs.example = docs.example.or(behind.example);
        }
        docs
    }

    /// Returns what values of the schema at a node must satisfy besides their shape.
    pub(super) fn constraints(&self, pointer: &Pointer) -> Constraints {
        self.constraints_within(pointer, 0, &mut { MAX_CONSTRAINED })
    }

    /// Returns what values must satisfy `depth` lists or maps deep; `left` is how many more schemas
    /// are looked at.
    fn constraints_within(&self, pointer: &Pointer, depth: usize, left: &mut usize) -> Constraints {
        *left = left.saturating_sub(1);
        let at = read::follow(self.document, pointer);
        let node = self.document.get(&at);
        let member = |key: &str| node.and_then(|node| node.get(key));
        let number = |key: &str| member(key).filter(|value| value.is_number()).cloned();
        let size = |keys: [&str; 3]| keys.into_iter().find_map(|key| member(key)?.as_u64());
        let text = |key: &str| member(key).and_then(Value::as_str).map(str::to_owned);
        let mut items = None;
        for key in ["items", "additionalProperties"] {
            if items.is_none()
                && depth < MAX_DEPTH
                && *left > 0
                && member(key).is_some_and(Value::is_object)
            {
                let within = self.constraints_within(&at.join(key), depth + 1, left);
                items = (within != Constraints::default()).then(|| Box::new(within));
            }
        }
        let tuple = node.and_then(tuple_length).filter(|_| depth < MAX_DEPTH);
        let mut positions = Vec::new();
        for index in 0..tuple.unwrap_or_default().min(*left) {
            let item = at.join(PREFIX_ITEMS_KEY).join(index);
            positions.push(self.constraints_within(&item, depth + 1, left));
        }
        Constraints {
            minimum: number("minimum"),
            maximum: number("maximum"),
            exclusive_minimum: self.flag(&at, "exclusiveMinimum"),
            exclusive_maximum: self.flag(&at, "exclusiveMaximum"),
            multiple_of: number("multipleOf"),
            // The length of a tuple is part of its type.
            min_length: size(["minLength", "minItems", "minProperties"])
                .filter(|_| tuple.is_none()),
            max_length: size(["maxLength", "maxItems", "maxProperties"])
                .filter(|_| tuple.is_none()),
            unique_items: self.flag(&at, "uniqueItems"),
            pattern: text("pattern").map(|text| Pattern {
                text,
                place: self.document.place(&at.join("pattern")),
                checked: true,
            }),
            format: text("format"),
            items,
            positions,
        }
    }
}
