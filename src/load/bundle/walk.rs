//! Finds the references of a tree.
//!
//! `$ref` is a keyword only where OpenAPI says so: it may also be the name of a property, or stand in
//! an example, which is data. So the walk knows what each node is to the specification, as far as
//! that decides about the keys below it.

use serde_json::Value;

use crate::diagnostic::Pointer;

/// A reference that was found.
#[derive(Debug, PartialEq)]
pub(super) struct Found {
    /// The text that is the reference: the value of a `$ref`, or of a name in a discriminator's map.
    pub(super) pointer: Pointer,
    /// What it says.
    pub(super) text: String,
    /// What it leads to.
    pub(super) role: Role,
}

/// What a node is to the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// An object whose keys are keywords, or a list of such.
    Object,
    /// A map from names that the author chose.
    Names,
    /// The map from paths, whose keys may also be extensions.
    Paths,
    /// A map from names to examples.
    Examples,
    /// An example: a reference, or nothing but data.
    Example,
    /// A discriminator.
    Discriminator,
    /// The map of a discriminator, from values to schemas.
    Mapping,
}

/// Keywords below which everything is data.
const DATA: [&str; 4] = ["example", "default", "enum", "const"];

/// Returns whether a keyword's value is a map from names, apart from `paths`, `examples` and `mapping`.
fn is_named(key: &str) -> bool {
    matches!(
        key,
        "$defs"
            | "callbacks"
            | "content"
            | "definitions"
            | "dependentSchemas"
            | "encoding"
            | "headers"
            | "links"
            | "parameters"
            | "pathItems"
            | "patternProperties"
            | "properties"
            | "requestBodies"
            | "responses"
            | "schemas"
            | "securitySchemes"
            | "webhooks"
    )
}

impl Role {
    /// Returns what the value of a key is; `None` for data.
    pub(super) fn member(self, key: &str, value: &Value) -> Option<Self> {
        match self {
            Self::Object if DATA.contains(&key) || key.starts_with("x-") => None,
            Self::Object => match (key, value) {
                ("paths", Value::Object(_)) => Some(Self::Paths),
                ("examples", Value::Object(_)) => Some(Self::Examples),
                ("examples", _) => None,
                ("discriminator", Value::Object(_)) => Some(Self::Discriminator),
                // The parameters of an operation are a list, those of `components` a map.
                (_, Value::Object(_)) if is_named(key) => Some(Self::Names),
                _ => Some(Self::Object),
            },
            Self::Paths if key.starts_with("x-") => None,
            Self::Paths | Self::Names => Some(Self::Object),
            Self::Examples => Some(Self::Example),
            Self::Discriminator if key == "mapping" => Some(Self::Mapping),
            Self::Example | Self::Discriminator | Self::Mapping => None,
        }
    }

    /// Returns what the node at `path` is, below a node that is this; `None` for data.
    pub(super) fn at(self, mut node: &Value, path: &Pointer) -> Option<Self> {
        let mut role = self;
        for token in path.tokens() {
            match node {
                Value::Object(members) => {
                    node = members.get(&token)?;
                    role = role.member(&token, node)?;
                }
                Value::Array(items) => node = items.get(token.parse::<usize>().ok()?)?,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
            }
        }
        Some(role)
    }
}

/// Returns the references in a node, in their order; `top` is where the node is.
pub(super) fn references(node: &Value, role: Role, top: &Pointer) -> Vec<Found> {
    let mut walk = Walk {
        top,
        path: Vec::new(),
        found: Vec::new(),
    };
    walk.node(node, role);
    walk.found
}

struct Walk<'v> {
    top: &'v Pointer,
    path: Vec<Token<'v>>,
    found: Vec<Found>,
}

enum Token<'v> {
    Key(&'v str),
    Index(usize),
}

impl<'v> Walk<'v> {
    fn node(&mut self, node: &'v Value, role: Role) {
        match node {
            Value::Object(members) => {
                for (key, value) in members {
                    if let Value::String(text) = value {
                        self.text(key, text, role);
                    } else if let Some(role) = role.member(key, value) {
                        self.below(Token::Key(key), |walk| walk.node(value, role));
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.below(Token::Index(index), |walk| walk.node(item, role));
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    fn text(&mut self, key: &'v str, text: &str, role: Role) {
        let leads_to = match role {
            // No map of names has a name that stands for a text, so there `$ref` is what it says.
            Role::Object | Role::Names | Role::Paths | Role::Examples | Role::Example
                if key == "$ref" =>
            {
                role
            }
            Role::Mapping if is_path(text) => Role::Object,
            Role::Object
            | Role::Names
            | Role::Paths
            | Role::Examples
            | Role::Example
            | Role::Discriminator
            | Role::Mapping => return,
        };
        self.below(Token::Key(key), |walk| {
            let pointer = walk
                .path
                .iter()
                .fold(walk.top.clone(), |pointer, token| match token {
                    Token::Key(key) => pointer.join(key),
                    Token::Index(index) => pointer.join(index),
                });
            walk.found.push(Found {
                pointer,
                text: text.to_owned(),
                role: leads_to,
            });
        });
    }

    fn below(&mut self, token: Token<'v>, walk: impl FnOnce(&mut Self)) {
        self.path.push(token);
        walk(self);
        self.path.pop();
    }
}

/// Returns whether the text in a discriminator's map is a reference rather than a schema's name.
fn is_path(text: &str) -> bool {
    text.contains(['#', '/'])
        || [".yaml", ".yml", ".json"]
            .iter()
            .any(|extension| text.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Role, references};
    use crate::diagnostic::Pointer;

    fn found(tree: &Value) -> Vec<String> {
        references(tree, Role::Object, &Pointer::root())
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
                "/paths/~1a/$ref #/1",
                "/components/schemas/default/$ref #/2",
                "/components/schemas/x-b/allOf/0/$ref #/3",
                "/components/responses/default/headers/x-rate/$ref #/4",
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
                "/properties/example/$ref #/1",
                "/properties/properties/properties/enum/$ref #/2",
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
        assert_eq!(found(&tree), ["/content/a~1b/examples/two/$ref #/1"]);
    }

    #[test]
    fn discriminators_map_values_to_names_or_references() {
        let tree = json!({"discriminator": {
            "propertyName": "#/no",
            "mapping": {"a": "Dog", "b": "#/1", "c": "cat.yaml"},
        }});
        assert_eq!(
            found(&tree),
            [
                "/discriminator/mapping/b #/1",
                "/discriminator/mapping/c cat.yaml"
            ]
        );
    }

    #[test]
    fn the_role_of_a_node_follows_from_its_path() {
        let tree = json!({"default": {"a": {}}, "schemas": {"default": {"items": {}}}});
        let role = |path| Role::Object.at(&tree, &Pointer::parse(path).unwrap());
        assert_eq!(role("/default/a"), None);
        assert_eq!(role("/schemas"), Some(Role::Names));
        assert_eq!(role("/schemas/default/items"), Some(Role::Object));
        assert_eq!(role("/nowhere"), None);
    }
}
