//! Nodes that have a name of their own: `$anchor` (JSON Schema 2020-12 section 8.2.2).
//!
//! The tree of a file enters; where each of its anchors stands leaves. References within the root are
//! rewritten before anything is bundled into it, by `dialect::resolve_names`; these here lead to
//! another file, or stand in one. Nothing is read, and nothing changes.

use serde_json::Value;

use super::walk::Role;
use crate::diagnostic::Pointer;

/// The anchors of a file.
#[derive(Debug)]
pub(super) struct Anchors {
    all: Vec<Anchor>,
    /// The file itself, and each schema with an `$id`, after those around it.
    resources: Vec<Pointer>,
}

#[derive(Debug)]
struct Anchor {
    name: String,
    pointer: Pointer,
    /// The number of what it is an anchor of.
    resource: usize,
}

impl Anchors {
    /// Returns the anchors of a file.
    pub(super) fn of(file: &Value) -> Self {
        let mut anchors = Self {
            all: Vec::new(),
            resources: vec![Pointer::root()],
        };
        anchors.walk(file, Role::Object, &Pointer::root(), 0);
        anchors
    }

    /// Returns where the anchor of a name stands, as seen from a node of the file: the one of the
    /// same resource, or the only one of this name.
    pub(super) fn find(&self, name: &str, from: &Pointer) -> Option<&Pointer> {
        let resource = self
            .resources
            .iter()
            .rposition(|top| from.strip_prefix(top).is_some());
        let mut named = self.all.iter().filter(|anchor| anchor.name == name);
        let near = named
            .clone()
            .find(|anchor| Some(anchor.resource) == resource);
        let only = match (named.next(), named.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        };
        near.or(only).map(|anchor| &anchor.pointer)
    }

    /// Returns the names of all anchors.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.all.iter().map(|anchor| &anchor.name)
    }

    fn walk(&mut self, node: &Value, role: Role, at: &Pointer, resource: usize) {
        match node {
            Value::Object(members) => {
                let mut resource = resource;
                let text = |key: &str| members.get(key).and_then(Value::as_str);
                if role == Role::Object {
                    let mut names = vec![text("$anchor"), text("$dynamicAnchor")];
                    match text("$id").map(|id| (id, id.strip_prefix('#'))) {
                        // Earlier versions of JSON Schema wrote anchors like that.
                        Some((_, Some(name))) => names.push(Some(name)),
                        Some(_) if !at.as_str().is_empty() => {
                            self.resources.push(at.clone());
                            resource = self.resources.len() - 1;
                        }
                        Some(_) | None => {}
                    }
                    let anchors = names.into_iter().flatten().map(|name| Anchor {
                        name: name.to_owned(),
                        pointer: at.clone(),
                        resource,
                    });
                    self.all.extend(anchors);
                }
                for (key, value) in members {
                    if let Some(role) = role.member(key, value)
                        && (value.is_object() || value.is_array())
                    {
                        self.walk(value, role, &at.join(key), resource);
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(item, role, &at.join(index), resource);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Anchors;
    use crate::diagnostic::Pointer;

    #[test]
    fn anchors_are_found_by_name_as_seen_from_their_resource() {
        let anchors = Anchors::of(&json!({
            "$id": "https://a.example/whole",
            "Pet": {"$anchor": "pet", "properties": {"$anchor": {"type": "string"}}},
            "Owner": {
                "$id": "owner",
                "items": [{"$anchor": "pet"}, {"$dynamicAnchor": "only"}, {"$id": "#old"}],
            },
            "default": {"$anchor": "data"},
        }));
        let find = |name, from| {
            let from = Pointer::parse(from).unwrap();
            anchors.find(name, &from).map(|pointer| pointer.as_str())
        };
        assert_eq!(find("pet", ""), Some("/Pet"));
        assert_eq!(find("pet", "/Owner/items/1"), Some("/Owner/items/0"));
        assert_eq!(find("only", ""), Some("/Owner/items/1"));
        assert_eq!(find("old", ""), Some("/Owner/items/2"));
        assert_eq!(find("data", ""), None);
        let names: Vec<_> = anchors.names().collect();
        assert_eq!(names, ["pet", "pet", "only", "old"]);
    }
}
