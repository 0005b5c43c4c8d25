//! Each model of the Authlete SDK reads and writes what the document says about its schema: JSON in,
//! value, JSON out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../support/difference.rs"]
mod difference;
#[path = "../support/document.rs"]
mod document;
mod enumerations;
mod objects;
#[path = "../support/synthesis.rs"]
mod synthesis;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Error, Map, Value};

use document::{Document, object, text};
use table::{ENUMERATIONS, OBJECTS};

/// Reads a value in each way that serde_json has, and writes it.
fn round_trip<T>(json: &Value) -> Result<Value, Error>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + Debug,
{
    let text = json.to_string();
    let value: T = serde_json::from_str(&text)?;
    // Here nothing can be borrowed from the text.
    assert_eq!(value, serde_json::from_reader(text.as_bytes())?);
    assert_eq!(value, serde_json::from_value(json.clone())?);
    assert_eq!(value, value.clone());
    assert!(!format!("{value:?}").is_empty());
    let written = serde_json::to_value(&value)?;
    assert_eq!(
        written,
        serde_json::from_slice::<Value>(&serde_json::to_vec(&value)?)?
    );
    assert_eq!(value, serde_json::from_value(written.clone())?);
    Ok(written)
}

/// Returns every schema that has a model, by its name or the id of the operation whose request has
/// it, and for which of the two directions it is reached.
fn modelled(document: &Document) -> BTreeMap<String, Modelled> {
    let mut modelled = BTreeMap::new();
    for path in object(&document.root["paths"]).values() {
        for operation in object(path)
            .values()
            .filter(|it| it.get("responses").is_some())
        {
            if let Some(body) = operation.get("requestBody") {
                let schema = &body["content"]["application/json"]["schema"];
                if document.flat(schema).contains_key("properties") && schema.get("$ref").is_none()
                {
                    let id = text(&operation["operationId"]).to_owned();
                    let mut body = Modelled::new(document, schema);
                    body.is_requested = true;
                    modelled.insert(id, body);
                }
                reach(document, body, &mut modelled, |it| it.is_requested = true);
            }
            let responses = &operation["responses"];
            reach(document, responses, &mut modelled, |it| {
                it.is_answered = true
            });
        }
    }
    modelled
}

struct Modelled {
    flat: Map<String, Value>,
    is_requested: bool,
    is_answered: bool,
}

impl Modelled {
    fn new(document: &Document, schema: &Value) -> Self {
        Self {
            flat: document.flat(schema),
            is_requested: false,
            is_answered: false,
        }
    }
}

/// Marks the schemas that references in a node lead to. The parts of an `allOf` have no models: what
/// they are parts of has.
fn reach(
    document: &Document,
    node: &Value,
    modelled: &mut BTreeMap<String, Modelled>,
    mark: fn(&mut Modelled),
) {
    let mut open = vec![node];
    let mut seen = BTreeSet::new();
    while let Some(node) = open.pop() {
        match node {
            Value::Object(members) => {
                let members = members.iter().filter(|(key, _)| *key != "allOf");
                open.extend(members.map(|(_, member)| member));
            }
            Value::Array(items) => open.extend(items),
            _ => continue,
        }
        let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
            continue;
        };
        if !seen.insert(reference) {
            continue;
        }
        let target = document.resolve(node);
        open.push(target);
        if let Some(name) = reference.strip_prefix("#/components/schemas/") {
            let entry = modelled.entry(name.to_owned());
            mark(entry.or_insert_with(|| Modelled::new(document, target)));
        }
    }
}

#[test]
fn the_models_are_those_of_the_document() {
    let document = Document::mended();
    let mut expected = [BTreeSet::new(), BTreeSet::new()];
    for (name, schema) in modelled(&document) {
        let is_enumeration = schema.flat.contains_key("enum");
        assert!(is_enumeration || schema.flat["type"] == "object", "{name}");
        expected[usize::from(is_enumeration)].insert(name);
    }
    let objects: BTreeSet<_> = OBJECTS.iter().map(|it| it.schema.to_owned()).collect();
    let enumerations: BTreeSet<_> = ENUMERATIONS.iter().map(|it| it.schema.to_owned()).collect();
    assert_eq!(objects.len(), OBJECTS.len(), "a model is there twice");
    assert_eq!(
        enumerations.len(),
        ENUMERATIONS.len(),
        "a model is there twice"
    );
    assert_eq!([objects, enumerations], expected);
}
