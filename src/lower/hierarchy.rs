//! Hierarchies: schemas with a `discriminator` that other schemas are composed of (OpenAPI 3.0.3
//! section 4.7.25).
//!
//! The document enters; for each base, the schemas of its values leave. Only schemas with a name
//! count, because only these can be told apart by their names. In what is composed of a base and has a
//! name itself, the base stands for its own members; without a name, for any of these schemas.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use crate::{
    diagnostic::Pointer,
    load::{Document, FILES_KEY, read},
};

/// Which schemas are composed of which.
pub(super) struct Hierarchies {
    /// The schemas that are directly composed of a schema, in the order of the document.
    children: HashMap<Pointer, Vec<Pointer>>,
    /// The same the other way: a base may have thousands of children, a schema has few parents.
    parents: HashMap<Pointer, Vec<Pointer>>,
}

impl Hierarchies {
    /// Finds the hierarchies of a document.
    pub(super) fn of(document: &Document) -> Self {
        let mut children: HashMap<Pointer, Vec<Pointer>> = HashMap::new();
        let mut parents = HashMap::new();
        for schema in named(document) {
            let mut own = Vec::new();
            parents_of(document, &schema, &mut own);
            own.retain(|parent| !is_alias(document, &schema, parent));
            for parent in &own {
                let known = children.entry(parent.clone()).or_default();
                known.push(schema.clone());
            }
            if !own.is_empty() {
                parents.insert(schema, own);
            }
        }
        Self { children, parents }
    }

    /// Returns whether values of the schema at a pointer are values of other schemas too.
    pub(super) fn is_base(&self, document: &Document, pointer: &Pointer) -> bool {
        self.children.contains_key(pointer) && property(document, pointer).is_some()
    }

    /// Returns whether a schema is one of those that are composed of a base.
    pub(super) fn is_child(&self, base: &Pointer, pointer: &Pointer) -> bool {
        self.parents
            .get(pointer)
            .is_some_and(|parents| parents.contains(base))
    }

    /// Returns whether a schema is composed of a base, directly or by way of others.
    pub(super) fn is_descendant(&self, base: &Pointer, pointer: &Pointer) -> bool {
        let mut seen = HashSet::from([pointer]);
        let mut open = vec![pointer];
        while let Some(next) = open.pop() {
            for parent in self.parents.get(next).into_iter().flatten() {
                if parent == base {
                    return true;
                }
                if seen.insert(parent) {
                    open.push(parent);
                }
            }
        }
        false
    }

    /// Returns the schemas of the values of a base, in the order of the document: those that are
    /// composed of it, and of these in turn where these are no bases of their own.
    pub(super) fn descendants(&self, document: &Document, base: &Pointer) -> Vec<Pointer> {
        let mut seen = HashSet::from([base.clone()]);
        let mut found = Vec::new();
        let mut open = vec![base.clone()];
        while let Some(next) = open.pop() {
            if next != *base {
                found.push(next.clone());
                if self.is_base(document, &next) {
                    continue;
                }
            }
            let children = self.children.get(&next).into_iter().flatten().rev();
            open.extend(
                children
                    .filter(|child| seen.insert((*child).clone()))
                    .cloned(),
            );
        }
        found
    }
}

/// Returns the property by which values of a base are told apart; `None` where the schema lists its
/// variants itself.
fn property<'d>(document: &'d Document, pointer: &Pointer) -> Option<&'d str> {
    let node = document.get(pointer)?;
    let lists = |key: &str| {
        node.get(key)
            .and_then(Value::as_array)
            .is_some_and(|variants| !variants.is_empty())
    };
    if lists("oneOf") || lists("anyOf") {
        return None;
    }
    node.pointer("/discriminator/propertyName")?.as_str()
}

/// Returns the schemas that have names.
fn named(document: &Document) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut add = |at: &Pointer| {
        if let Some(Value::Object(schemas)) = document.get(at) {
            found.extend(schemas.keys().map(|name| at.join(name)));
        }
    };
    let root = Pointer::root();
    add(&root.join("components").join("schemas"));
    let files = root.join(FILES_KEY);
    let count = document
        .get(&files)
        .and_then(Value::as_array)
        .map_or(0, Vec::len);
    for file in (0..count).map(|index| files.join(index)) {
        add(&file.join("components").join("schemas"));
        add(&file.join("definitions"));
        add(&file);
    }
    found.extend((0..count).map(|index| files.join(index)));
    found
}

/// Adds the schemas that a schema is directly composed of.
fn parents_of(document: &Document, pointer: &Pointer, parents: &mut Vec<Pointer>) {
    let Some(Value::Array(parts)) = document.get(pointer).and_then(|node| node.get("allOf")) else {
        return;
    };
    for (index, part) in parts.iter().enumerate() {
        let at = pointer.join("allOf").join(index);
        if part.get("$ref").is_none() {
            parents_of(document, &at, parents);
            continue;
        }
        let parent = read::follow(document, &at);
        if parent != *pointer && !parents.contains(&parent) {
            parents.push(parent);
        }
    }
}

/// Returns whether a schema is only another name of a base: it adds nothing to it but texts or null,
/// and the base does not list it.
fn is_alias(document: &Document, pointer: &Pointer, base: &Pointer) -> bool {
    let Some(Value::Object(schema)) = document.get(pointer) else {
        return false;
    };
    let adds_nothing = |schema: &Map<String, Value>| {
        ["properties", "required", "additionalProperties", "enum"]
            .iter()
            .all(|key| !schema.contains_key(*key))
    };
    let parts = schema.get("allOf").and_then(Value::as_array);
    let mut others = parts
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
        .filter(|part| !part.contains_key("$ref"));
    let references = parts
        .into_iter()
        .flatten()
        .filter(|part| part.get("$ref").is_some());
    if references.count() != 1 || !adds_nothing(schema) || !others.all(adds_nothing) {
        return false;
    }
    let mapping = document
        .get(base)
        .and_then(|base| base.pointer("/discriminator/mapping")?.as_object());
    let listed = mapping
        .into_iter()
        .flat_map(Map::values)
        .filter_map(Value::as_str)
        .any(|value| maps_to(document, value, pointer));
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    !listed && (nullable || mapping.is_some_and(|mapping| !mapping.is_empty()))
}

/// Returns whether a value of a discriminator's mapping means a schema.
pub(super) fn maps_to(document: &Document, value: &str, target: &Pointer) -> bool {
    meant(document, value) == *target
}

/// Returns the schema that a value of a discriminator's mapping means: it is a reference, or the name of a
/// component.
pub(super) fn meant(document: &Document, value: &str) -> Pointer {
    let by_name = Pointer::root()
        .join("components")
        .join("schemas")
        .join(value);
    let pointer = document.resolve_reference(value).unwrap_or(by_name);
    read::follow(document, &pointer)
}
