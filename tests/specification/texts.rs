//! The texts of the document are there, and its own.

use std::collections::HashSet;

use serde_json::Value;

use crate::document::{Document, array, object, text};
use crate::shared;

/// How many words in a row may not be another's.
const RUN: usize = 8;

#[test]
fn every_tag_operation_parameter_and_response_is_described() {
    let document = Document::load(&[]);
    let mut count = 0;
    for (path, item) in object(&document.root["paths"]) {
        for (method, operation) in object(item) {
            for key in ["summary", "description"] {
                assert!(is_told(operation.get(key)), "{method} {path} has no {key}");
            }
            let responses = object(&operation["responses"]).values();
            let parameters = operation.get("parameters").into_iter().flat_map(array);
            for part in responses.chain(parameters) {
                let told = document.resolve(part).get("description");
                assert!(is_told(told), "{method} {path}: {part} has no description");
            }
            count += 1;
        }
    }
    assert_eq!(count, 86);
    for tag in array(&document.root["tags"]) {
        assert!(is_told(tag.get("description")), "{tag} has no description");
    }
}

#[test]
fn every_schema_property_and_value_is_described() {
    let document = Document::load(&[]);
    let mut missing = Vec::new();
    let schemas = object(&document.root["components"]["schemas"]);
    for (name, schema) in schemas {
        check(&document, name, schema, &mut missing);
        let is_body = name.ends_with("_request") || name.ends_with("_response");
        if is_body && schema.get("example").is_none() {
            missing.push(format!("{name} has no example"));
        }
    }
    assert!(missing.is_empty(), "\n{}", missing.join("\n"));
    assert_eq!(schemas.len(), 158);
}

/// Adds what of a schema has no description.
fn check(document: &Document, place: &str, schema: &Value, missing: &mut Vec<String>) {
    if !is_told(document.resolve(schema).get("description")) && !is_told(schema.get("description"))
    {
        missing.push(format!("{place} has no description"));
    }
    if let Some(values) = schema.get("enum") {
        let told = schema.get("x-enum-descriptions").map(array);
        for (at, value) in array(values).iter().enumerate() {
            if !is_told(told.and_then(|told| told.get(at))) {
                missing.push(format!("{place}: {value} has no description"));
            }
        }
    }
    let properties = schema.get("properties").map(object);
    for (name, property) in properties.into_iter().flatten() {
        check(document, &format!("{place}.{name}"), property, missing);
    }
    if let Some(items) = schema.get("items") {
        let is_worth_it = ["$ref", "enum", "properties"]
            .iter()
            .any(|key| items.get(key).is_some());
        if is_worth_it {
            check(document, &format!("{place}[]"), items, missing);
        }
    }
    assert!(
        schema.get("allOf").is_none(),
        "{place}: the tests know no allOf here"
    );
}

fn is_told(node: Option<&Value>) -> bool {
    node.is_some_and(|node| !text(node).trim().is_empty())
}

#[test]
fn no_text_is_copied() {
    let Some(upstream) = shared("upstream-2026-01.yaml") else {
        return;
    };
    let document = Document::load(&[]);
    let mut texts = Vec::new();
    collect(&document.root, &mut texts);
    assert!(texts.len() > 500, "the document has texts");
    let copied = copied(&texts, &upstream);
    assert!(copied.is_empty(), "\n{}", copied.join("\n"));
}

#[test]
fn copies_are_found() {
    let upstream = "key: the\n  *first* second third,\n  fourth fifth sixth seventh eighth";
    let [eight, seven] = [
        "So: the First second third fourth fifth sixth `seventh`.",
        "first second third fourth fifth sixth seventh",
    ];
    let expected = "the first second third fourth fifth sixth seventh";
    assert_eq!(copied(&[eight, seven], upstream), [expected]);
    let urn = "urn:one:two:three:four:five:six:seven:eight";
    assert_eq!(copied(&[urn], urn), [""; 0]);
}

/// Collects every string but references; ids and the like are too few words to matter.
fn collect<'d>(node: &'d Value, texts: &mut Vec<&'d str>) {
    match node {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => {
            let members = members.iter().filter(|(key, _)| *key != "$ref");
            members.for_each(|(_, member)| collect(member, texts));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the runs of words in `texts` that `other` has too.
fn copied(texts: &[&str], other: &str) -> Vec<String> {
    let other = words(other);
    let runs: HashSet<&[String]> = other.windows(RUN).collect();
    let texts: Vec<Vec<String>> = texts.iter().map(|text| words(text)).collect();
    let all = texts.iter().flat_map(|words| words.windows(RUN));
    all.filter(|run| runs.contains(run))
        .map(|run| run.join(" "))
        .collect()
}

/// Returns the words of a text; a URN is a name and nobody's sentence.
fn words(text: &str) -> Vec<String> {
    let is_quote = |letter: char| letter.is_whitespace() || "\"'<>(),".contains(letter);
    let prose = text
        .split(is_quote)
        .filter(|part| !part.starts_with("urn:"));
    let words = prose.flat_map(|part| part.split(|letter: char| !letter.is_alphanumeric()));
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
