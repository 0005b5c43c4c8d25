//! What the document says about its nodes.

use serde_json::Value;

use super::{
    Lowering,
    schema::{MAX_DEPTH, tuple_length},
};
use crate::{
    api::{Constraints, Docs, Example, MAX_TUPLE_SIZE, Pattern},
    diagnostic::Pointer,
    load::{PREFIX_ITEMS_KEY, member as member_of, read},
};

/// How many schemas are looked at for what one value must satisfy: tuples of tuples may be very many.
const MAX_CONSTRAINED: usize = 4 * MAX_TUPLE_SIZE;

impl Lowering<'_> {
    /// Returns what the document says about a node itself, siblings of `$ref` included.
    pub(super) fn docs(&self, pointer: &Pointer) -> Docs {
        self.docs_of(pointer, self.document.get(pointer))
    }

    /// Returns the example of a node, which stands at a pointer.
    pub(super) fn example_of(&self, pointer: &Pointer, node: Option<&Value>) -> Option<Example> {
        Some(Example {
            value: member_of(node?, "example")?.clone(),
            place: self.document.place(&pointer.join("example")),
        })
    }

    /// Returns the example of a media type, which stands at a pointer, or the first of several.
    pub(super) fn example_of_media(&self, pointer: &Pointer) -> Option<Example> {
        let node = self.document.get(pointer);
        self.example_of(pointer, node).or_else(|| {
            let (first, _) = member_of(node?, "examples")?.as_object()?.iter().next()?;
            let first = pointer.join("examples").join(first);
            let at = read::follow(self.document, &first).join("value");
            Some(Example {
                value: self.document.get(&at)?.clone(),
                place: self.document.place(&at),
            })
        })
    }

    /// Returns what the document says about the value at a node; where the node is a bare reference to
    /// a schema that gets no type, what it says about that schema, which is `behind` then.
    pub(super) fn value_docs(
        &self,
        (pointer, node): (&Pointer, Option<&Value>),
        behind: Option<(&Pointer, Option<&Value>)>,
    ) -> Docs {
        let mut docs = self.docs_of(pointer, node);
        if let Some((target, behind)) = behind {
            let behind = self.docs_of(target, behind);
            docs.description = docs.description.or(behind.description);
            docs.example = docs.example.or(behind.example);
        }
        docs
    }

    /// Returns what the document says about a node, which stands at a pointer.
    fn docs_of(&self, pointer: &Pointer, node: Option<&Value>) -> Docs {
        let member = |key: &str| node.and_then(|node| member_of(node, key));
        let text = |key: &str| {
            member(key)
                .and_then(Value::as_str)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        Docs {
            summary: text("summary").map(str::to_owned),
            description: text("description").map(str::to_owned),
            example: self.example_of(pointer, node),
            deprecated: member("deprecated")
                .and_then(Value::as_bool)
                .unwrap_or_default(),
        }
    }

    /// Returns what values of the schema at a node must satisfy besides their shape.
    pub(super) fn constraints(&self, pointer: &Pointer) -> Constraints {
        self.constraints_of(pointer, self.document.get(pointer))
    }

    /// Returns what values of a schema must satisfy, which stands at a pointer.
    pub(super) fn constraints_of(&self, pointer: &Pointer, node: Option<&Value>) -> Constraints {
        self.constraints_within(pointer, node, 0, &mut { MAX_CONSTRAINED })
    }

    /// Returns what values must satisfy `depth` lists or maps deep; `left` is how many more schemas
    /// are looked at.
    fn constraints_within(
        &self,
        pointer: &Pointer,
        node: Option<&Value>,
        depth: usize,
        left: &mut usize,
    ) -> Constraints {
        *left = left.saturating_sub(1);
        let (at, node) = read::follow_from(self.document, pointer, node);
        let member = |key: &str| node.and_then(|node| member_of(node, key));
        let flag = |key: &str| member(key).and_then(Value::as_bool).unwrap_or_default();
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
                let within = self.constraints_within(&at.join(key), member(key), depth + 1, left);
                items = (within != Constraints::default()).then(|| Box::new(within));
            }
        }
        let tuple = node.and_then(tuple_length).filter(|_| depth < MAX_DEPTH);
        let mut positions = Vec::new();
        for index in 0..tuple.unwrap_or_default().min(*left) {
            let item = at.join(PREFIX_ITEMS_KEY).join(index);
            let node = self.document.get(&item);
            positions.push(self.constraints_within(&item, node, depth + 1, left));
        }
        Constraints {
            minimum: number("minimum"),
            maximum: number("maximum"),
            exclusive_minimum: flag("exclusiveMinimum"),
            exclusive_maximum: flag("exclusiveMaximum"),
            multiple_of: number("multipleOf"),
            // The length of a tuple is part of its type.
            min_length: size(["minLength", "minItems", "minProperties"])
                .filter(|_| tuple.is_none()),
            max_length: size(["maxLength", "maxItems", "maxProperties"])
                .filter(|_| tuple.is_none()),
            unique_items: flag("uniqueItems"),
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
