//! Documents that make no sense.

use serde_json::{Value, json};

use super::super::super::version::version;
use super::super::escaped;
use super::upgraded;

/// Replaces each node of a document in turn by each of these, and rewrites what comes out.
#[test]
fn nonsense_is_survived() {
    let nonsense = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("#/a"),
        json!([]),
        json!([[], {}, 1]),
        json!({}),
        json!({"$ref": 1}),
        json!({"$ref": "#"}),
        json!({"0": {"$ref": "#/paths"}}),
    ];
    let documents = [
        json!({
            "swagger": "2.0", "host": "h", "basePath": "/", "schemes": ["https"], "consumes": ["a/b"],
            "paths": {"/a": {
                "parameters": [{"name": "b", "in": "body", "schema": {"type": "string"}}],
                "post": {"parameters": [
                    {"$ref": "#/parameters/P"},
                    {"name": "f", "in": "formData", "type": "array", "items": {"type": "file"}},
                ], "responses": {"200": {"schema": {"type": "file"}, "examples": {"a": 1}, "headers": {"H": {"type": "string"}}}}},
            }},
            "definitions": {"A": {"discriminator": "a", "x-nullable": true}},
            "parameters": {"P": {"name": "b", "in": "formData", "type": "file"}},
            "securityDefinitions": {"s": {"type": "oauth2", "flow": "implicit"}},
        }),
        json!({
            "openapi": "3.2.0", "$self": "a", "tags": [{"name": "a", "summary": "s"}],
            "paths": {"/a": {"query": {"parameters": [{"in": "querystring"}]}, "additionalOperations": {"A": {}}}},
            "webhooks": {"a": {"get": {"responses": {"200": {"content": {"a": {"itemSchema": {"type": []}}}}}}}},
            "components": {"schemas": {"A": {
                "$id": "a", "$anchor": "b", "$dynamicRef": "#b", "type": ["array", "object", "null"],
                "prefixItems": [{"const": 1}], "items": false, "patternProperties": {"a": true},
                "exclusiveMinimum": 1, "examples": [1], "if": {}, "$ref": "#/components/schemas/A/items",
            }}},
        }),
    ];
    for document in documents {
        let mut pointers = Vec::new();
        collect(&document, &mut String::new(), &mut pointers);
        for pointer in &pointers {
            for value in &nonsense {
                let mut changed = document.clone();
                *changed.pointer_mut(pointer).unwrap() = value.clone();
                if version(&changed).is_ok() {
                    upgraded(changed);
                }
            }
        }
    }
}

fn collect(node: &Value, path: &mut String, pointers: &mut Vec<String>) {
    pointers.push(path.clone());
    let members: Vec<(String, &Value)> = match node {
        Value::Object(members) => members
            .iter()
            .map(|(key, value)| (escaped(key), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        _ => Vec::new(),
    };
    for (token, value) in members {
        let mark = path.len();
        path.push('/');
        path.push_str(&token);
        collect(value, path, pointers);
        path.truncate(mark);
    }
}
