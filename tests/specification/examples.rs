//! The examples of the document are valid against the schemas that they stand in.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::document::{Document, file, object};

#[test]
fn every_example_is_valid() {
    // The overlay mends a schema that requires what it does not have.
    let document = Document::load(&[file("specs/authlete.overlay.yaml")]);
    let mut components = document.root["components"].clone();
    translate(&mut components);
    let mut found = Vec::new();
    for (path, item) in object(&document.root["paths"]) {
        collect(item, &format!("/paths/{}", escaped(path)), &mut found);
    }
    collect(&document.root["components"], "/components", &mut found);
    assert!(found.len() > 350, "{} examples", found.len());
    let mut wrong = Vec::new();
    for (place, schema, example) in found {
        let mut schema = schema.clone();
        translate(&mut schema);
        if schema.to_string().contains("\"$ref\"") {
            schema["components"] = components.clone();
        }
        let validator = validator(&schema);
        for error in validator.iter_errors(example) {
            wrong.push(format!("{place}{}: {error}", error.instance_path()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_invalid_example_is_found() {
    let mut schema = json!({"type": "string", "nullable": true, "maxLength": 3});
    translate(&mut schema);
    let validator = validator(&schema);
    assert!(validator.is_valid(&json!("abc")) && validator.is_valid(&Value::Null));
    assert!(!validator.is_valid(&json!("abcd")) && !validator.is_valid(&json!(3)));
}

fn validator(schema: &Value) -> Validator {
    jsonschema::draft202012::new(schema).expect("a schema of the document is one of JSON Schema")
}

/// Collects the examples of schemas and of parameters, with the schemas that they are of.
fn collect<'d>(node: &'d Value, place: &str, found: &mut Vec<(String, &'d Value, &'d Value)>) {
    match node {
        Value::Object(members) => {
            if let Some(example) = members.get("example") {
                let is_parameter = members.contains_key("in");
                let schema = match is_parameter {
                    true => &members["schema"],
                    false => node,
                };
                found.push((place.to_owned(), schema, example));
            }
            for (key, member) in members {
                if key != "example" {
                    collect(member, &format!("{place}/{}", escaped(key)), found);
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{place}/{index}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Makes schemas of OpenAPI 3.0 ones of JSON Schema: `nullable` is a type there.
fn translate(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.remove("example");
            if members.remove("nullable") == Some(Value::Bool(true))
                && let Some(ty) = members.remove("type")
            {
                members.insert("type".to_owned(), json!([ty, "null"]));
            }
            members.values_mut().for_each(translate);
        }
        Value::Array(items) => items.iter_mut().for_each(translate),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
