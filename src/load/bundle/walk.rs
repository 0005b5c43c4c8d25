//! Finds the `$ref`s of a tree that are references.
//!
//! `$ref` is a keyword only where OpenAPI says so: it may also be the name of a property, or stand in
//! an example, which is data. So the walk knows which keys hold data, which hold maps whose keys are
//! names, and takes everything else for objects of the specification.

use serde_json::{Map, Value};

use crate::diagnostic::Pointer;

/// A reference that was found.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// The object that has the `$ref`.
    pub(super) pointer: Pointer,
    /// What it says.
    pub(super) text: String,
}

/// Keys of the specification below which everything is data.
const DATA: [&str; 4] = ["example", "default", "enum", "const"];

/// Keys of the specification whose value is a map from names that the author chose.
const NAMED: [&str; 18] = [
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "webhooks",
];

/// Returns the references of a tree, in its order.
pub(super) fn references(tree: &Value) -> Vec<Found> {
    let mut walk = Walk {
        path: Vec::new(),
        found: Vec::new(),
    };
    walk.object_or_list(tree);
    walk.found
}

struct Walk<'v> {
    path: Vec<Token<'v>>,
    found: Vec<Found>,
}

enum Token<'v> {
    Key(&'v str),
    Index(usize),
}

impl<'v> Walk<'v> {
    /// Walks a value whose keys, where it has any, are keywords.
    fn object_or_list(&mut self, value: &'v Value) {
        match value {
            Value::Object(members) => self.object(members),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(Token::Index(index), |walk| walk.object_or_list(item));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn object(&mut self, members: &'v Map<String, Value>) {
        self.reference(members);
        for (key, value) in members {
            let key = key.as_str();
            if DATA.contains(&key) || key.starts_with("x-") {
                continue;
            }
            self.below(Token::Key(key), |walk| match value {
                Value::Object(names) if key == "examples" => walk.examples(names),
                Value::Array(_) if key == "examples" => {}
                Value::Object(names) if NAMED.contains(&key) => {
                    walk.named(names, key == "paths");
                }
                _ => walk.object_or_list(value),
            });
        }
    }

    /// Walks a map from names; of these, only those of paths leave room for extensions.
    fn named(&mut self, members: &'v Map<String, Value>, extensible: bool) {
        for (name, value) in members {
            if !(extensible && name.starts_with("x-")) {
                self.below(Token::Key(name), |walk| walk.object_or_list(value));
            }
        }
    }

    /// Walks a map of examples: each is a reference or holds nothing but data.
    fn examples(&mut self, members: &'v Map<String, Value>) {
        for (name, value) in members {
            if let Value::Object(example) = value {
                self.below(Token::Key(name), |walk| walk.reference(example));
            }
        }
    }

    fn reference(&mut self, members: &Map<String, Value>) {
        if let Some(Value::String(text)) = members.get("$ref") {
            let pointer = self
                .path
                .iter()
                .fold(Pointer::root(), |pointer, token| match token {
                    Token::Key(key) => pointer.join(key),
                    Token::Index(index) => pointer.join(index),
                });
            self.found.push(Found {
                pointer,
                text: text.clone(),
            });
        }
    }

    fn below(&mut self, token: Token<'v>, walk: impl FnOnce(&mut Self)) {
        self.path.push(token);
        walk(self);
        self.path.pop();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::references;

    fn found(tree: &Value) -> Vec<String> {
        references(tree)
            .into_iter()
            .map(|found| format!("{} {}", found.pointer, found.text))
            .collect()
    }

    #[test]
    fn references_are_found_in_objects_lists_and_maps() {
        let tree = json!({
            "paths": {"/a": {"$ref": "#/1"}, "x-a": {"$ref": "#/no"}},
            "components": {
                "schemas": {"default": {"$ref": "#/2"}, "x-b": {"allOf": [{"$ref": "#/3"}]}},
                "responses": {"default": {"headers": {"x-rate": {"$ref": "#/4"}}}},
            },
        });
        assert_eq!(
            found(&tree),
            [
                "/paths/~1a #/1",
                "/components/schemas/default #/2",
                "/components/schemas/x-b/allOf/0 #/3",
                "/components/responses/default/headers/x-rate #/4",
            ]
        );
    }

    #[test]
    fn properties_may_be_called_like_keywords() {
        let tree = json!({"properties": {
            "$ref": {"type": "string"},
            "example": {"$ref": "#/1"},
            "properties": {"properties": {"enum": {"$ref": "#/2"}}},
        }});
        assert_eq!(
            found(&tree),
            [
                "/properties/example #/1",
                "/properties/properties/properties/enum #/2",
            ]
        );
    }

    #[test]
    fn data_has_no_references() {
        let data = json!({"$ref": "#/no"});
        let tree = json!({
            "example": data, "default": data, "enum": [data], "const": data, "x-a": data,
            "examples": [data],
            "content": {"a/b": {"examples": {"one": {"value": data}, "two": {"$ref": "#/1"}}}},
        });
        assert_eq!(found(&tree), ["/content/a~1b/examples/two #/1"]);
    }
}
