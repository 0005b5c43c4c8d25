//! The structure of the document is that of the facts.

use serde_json::{Map, Value, json};

use crate::difference::differences;
use crate::document::{Document, array, object};
use crate::shared;

/// Keys of schemas whose values are texts.
const TEXTS: [&str; 4] = ["description", "example", "title", "x-enum-descriptions"];

#[test]
fn the_document_has_the_structure_of_the_facts() {
    let Some(facts) = shared("facts.json") else {
        return;
    };
    let mut facts: Value = serde_json::from_str(&facts).expect("the facts are JSON");
    for operation in array_mut(&mut facts["operations"]) {
        default_facts(operation);
    }
    let document = Document::load(&[]);
    let differences = differences(&structure(&document), &facts);
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));

    let operations = array(&facts["operations"]);
    assert_eq!(operations.len(), 86);
    assert_eq!(object(&document.root["paths"]).len(), 82);
    assert_eq!(object(&facts["schemas"]).len(), 158);
}

/// Writes out what the facts leave to defaults, and leaves out what the document has elsewhere.
fn default_facts(operation: &mut Value) {
    let speakeasy = match &operation["speakeasy"] {
        // An overlay of theirs takes the operation away. The document has it, without a name.
        Value::String(what) if what == "removed-by-overlay" => json!({}),
        Value::Object(members) => {
            let mut members = members.clone();
            members.remove("operationId");
            members.into()
        }
        _ => json!({}),
    };
    operation["speakeasy"] = speakeasy;
    if let Some(body) = operation.get_mut("requestBody")
        && body.get("required").is_none()
    {
        body["required"] = json!(false);
    }
}

/// Returns the document in the form of the facts.
fn structure(document: &Document) -> Value {
    let root = &document.root;
    let components = &root["components"];
    let mut operations = Vec::new();
    for (path, item) in object(&root["paths"]) {
        for (method, operation) in object(item) {
            operations.push(structure_of_operation(method, path, operation));
        }
    }
    let responses = object(&components["responses"]).iter();
    let schemas = object(&components["schemas"]).iter();
    json!({
        "openapi": root["openapi"],
        "version": root["info"]["version"],
        "servers": each(&root["servers"], |server| server["url"].clone()),
        "security": root["security"],
        "securitySchemes": object(&components["securitySchemes"])
            .iter()
            .map(|(name, scheme)| (name.clone(), without_texts(scheme)))
            .collect::<Map<_, _>>(),
        "tags": each(&root["tags"], |tag| tag["name"].clone()),
        "operations": operations,
        "responses": responses
            .map(|(status, response)| (status.clone(), contents(response)))
            .collect::<Map<_, _>>(),
        "schemas": schemas
            .map(|(name, schema)| (name.clone(), structure_of_schema(schema)))
            .collect::<Map<_, _>>(),
    })
}

fn structure_of_operation(method: &str, path: &str, operation: &Value) -> Value {
    let mut structure = json!({
        "method": method,
        "path": path,
        "operationId": operation["operationId"],
        "tags": operation["tags"],
        "parameters": [],
        "responses": {},
        "speakeasy": {},
    });
    if let Some(security) = operation.get("security") {
        structure["security"] = security.clone();
    }
    if let Some(parameters) = operation.get("parameters") {
        structure["parameters"] = each(parameters, |parameter| {
            let mut parameter = without_texts(parameter);
            parameter["schema"] = structure_of_schema(&parameter["schema"]);
            parameter
        });
    }
    if let Some(body) = operation.get("requestBody") {
        let required = body.get("required").cloned().unwrap_or(json!(false));
        structure["requestBody"] = json!({ "required": required, "content": contents(body) });
    }
    for (status, response) in object(&operation["responses"]) {
        structure["responses"][status] = match response.get("$ref") {
            Some(_) => response.clone(),
            None => json!({ "content": contents(response) }),
        };
    }
    for (key, name) in [
        ("x-speakeasy-group", "group"),
        ("x-speakeasy-name-override", "name"),
        ("x-internal", "internal"),
    ] {
        if let Some(value) = operation.get(key) {
            structure["speakeasy"][name] = value.clone();
        }
    }
    structure
}

/// Returns the schemas of a body by media type.
fn contents(node: &Value) -> Value {
    let contents = node.get("content").map(object).into_iter().flatten();
    let schema = |content: &Value| structure_of_schema(&content["schema"]);
    let contents = contents.map(|(media_type, content)| (media_type.clone(), schema(content)));
    Value::Object(contents.collect())
}

fn structure_of_schema(schema: &Value) -> Value {
    let Value::Object(mut structure) = without_texts(schema) else {
        return schema.clone();
    };
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = structure.get_mut(key) {
            *inner = structure_of_schema(inner);
        }
    }
    if let Some(Value::Object(properties)) = structure.get_mut("properties") {
        for property in properties.values_mut() {
            *property = structure_of_schema(property);
        }
    }
    if let Some(parts) = structure.get_mut("allOf") {
        *parts = each(parts, structure_of_schema);
    }
    Value::Object(structure)
}

fn without_texts(node: &Value) -> Value {
    let mut node = node.clone();
    if let Value::Object(members) = &mut node {
        members.retain(|key, _| !TEXTS.contains(&key.as_str()));
    }
    node
}

fn each(list: &Value, change: impl Fn(&Value) -> Value) -> Value {
    array(list).iter().map(change).collect()
}

fn array_mut(node: &mut Value) -> &mut Vec<Value> {
    node.as_array_mut().expect("a list stands here")
}

#[test]
fn differences_are_found() {
    let document = Document::load(&[]);
    let structure = structure(&document);
    let number = "/schemas/client/properties/number";
    for (place, change) in [
        ("/operations/0/operationId", json!("another")),
        ("/operations/0/parameters/0/required", json!(false)),
        ("/operations/3/requestBody/required", json!(true)),
        ("/operations/0/responses/200/content", json!({})),
        ("/operations/0/speakeasy/name", json!("another")),
        (
            "/schemas/client_type/enum",
            json!(["CONFIDENTIAL", "PUBLIC"]),
        ),
        (
            number,
            json!({ "type": "integer", "format": "int64", "readOnly": true }),
        ),
        ("/servers/0", json!("https://example.com")),
    ] {
        let mut changed = structure.clone();
        let node = changed.pointer_mut(place).expect("the place is there");
        assert_ne!(*node, change, "{place}");
        *node = change;
        let differences = differences(&structure, &changed);
        assert!(
            differences.iter().all(|it| it.starts_with(place)),
            "{differences:?}"
        );
        assert!(!differences.is_empty(), "{place}");
    }
}
