//! Documents that say little and mean much.

use serde_json::{Value, json};

use super::{codes, document, reference, run};

/// Returns schemas each of which is made of the next one, by a function.
fn chain(count: usize, link: impl Fn(usize, Value) -> Value) -> Vec<(String, Value)> {
    (0..=count)
        .map(|index| {
            let schema = match index == count {
                true => json!({ "type": "object", "properties": { "x": { "type": "string" } } }),
                false => link(index, reference(&format!("S{}", index + 1))),
            };
            (format!("S{index}"), schema)
        })
        .collect()
}

#[test]
fn aliases_of_aliases_are_refused() {
    let mut text = String::from(
        "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths: {}\nx-0: &a0 [a, a]\n",
    );
    for level in 1..60 {
        let item = format!("*a{}, ", level - 1);
        text.push_str(&format!("x-{level}: &a{level} [{}]\n", item.repeat(9)));
    }
    let (outcome, _) = run("api.yaml", &text);
    assert_eq!(codes(&outcome), ["expands-too-far"]);
}

#[test]
fn aliases_of_a_long_text_are_refused() {
    let long = "a".repeat(1_000_000);
    let aliases = "*a, ".repeat(100_000);
    let text = format!("openapi: 3.0.3\npaths: {{}}\nx-a: &a '{long}'\nx-b: [{aliases}]\n");
    let (outcome, _) = run("api.yaml", &text);
    assert_eq!(codes(&outcome), ["expands-too-far"]);
}

/// Each schema holds the next one twice, so that the whole is 2^60 when it is written out.
#[test]
fn schemas_that_double_cost_what_they_say() {
    type Link = fn(usize, Value) -> Value;
    let links: [(&str, Link); 10] = [
        (
            "properties",
            |_, next| json!({ "properties": { "a": next, "b": next } }),
        ),
        ("allOf", |_, next| json!({ "allOf": [next, next] })),
        (
            "allOf with members",
            |index, next| json!({ "allOf": [next, next, { "properties": { format!("p{index}"): {} } }] }),
        ),
        ("oneOf", |_, next| json!({ "oneOf": [next, next] })),
        (
            "oneOf in objects",
            |_, next| json!({ "oneOf": [{ "properties": { "a": next } }, { "properties": { "b": next } }] }),
        ),
        (
            "anyOf and lists",
            |_, next| json!({ "anyOf": [{ "type": "array", "items": next }, next] }),
        ),
        (
            "oneOf in allOf",
            |_, next| json!({ "allOf": [{ "oneOf": [next, next] }, next] }),
        ),
        (
            "discriminator",
            |_, next| json!({ "oneOf": [next, next], "discriminator": { "propertyName": "x" } }),
        ),
        (
            "discriminator of compositions",
            |_, next| json!({ "oneOf": [{ "allOf": [next] }, { "allOf": [next, {}] }], "discriminator": { "propertyName": "x" } }),
        ),
        (
            "oneOf of compositions in allOf",
            |_, next| json!({ "allOf": [{ "oneOf": [{ "allOf": [next] }, { "allOf": [next, {}] }] }, next] }),
        ),
    ];
    for (name, link) in links {
        for count in [12, 40] {
            let (outcome, findings) = run("api.json", &document(chain(count, link)).to_string());
            assert!(outcome.tree.is_some(), "{name}: {findings}");
            assert!(outcome.stats.types <= 4 * count + 1, "{name}");
        }
    }
}

/// Arrays have no names in between: a tuple of tuples, and what is a list and a map at once.
#[test]
fn arrays_that_double_cost_what_they_say() {
    type Link = fn(Value) -> Value;
    let links: [(&str, Link); 3] = [
        (
            "tuples",
            |next| json!({ "type": "array", "prefixItems": [next, next], "minItems": 2, "maxItems": 2 }),
        ),
        (
            "tuples of lists",
            |next| json!({ "type": "array", "prefixItems": [{ "type": "array", "items": next }, next], "minItems": 2, "maxItems": 2 }),
        ),
        (
            "lists that are maps",
            |next| json!({ "type": "array", "items": next, "additionalProperties": next }),
        ),
    ];
    for (name, link) in links {
        for count in [5, 24, 60] {
            let schemas = chain(count, |index, next| match index {
                0 => json!({ "properties": { "a": next } }),
                _ => link(next),
            });
            let text = document(schemas).to_string().replace("3.0.3", "3.1.0");
            assert!(text.contains("3.1.0"));
            let (outcome, findings) = run("api.json", &text);
            assert!(outcome.tree.is_some(), "{name}: {findings}");
            assert!(outcome.stats.types <= 2, "{name}");
        }
    }
}

#[test]
fn long_chains_cost_no_stack() {
    let references = chain(100_000, |_, next| next);
    let (outcome, findings) = run("api.json", &document(references).to_string());
    assert!(outcome.tree.is_some(), "{findings}");

    let objects = chain(5_000, |_, next| json!({ "properties": { "next": next } }));
    let (outcome, findings) = run("api.json", &document(objects).to_string());
    assert!(outcome.tree.is_some(), "{findings}");

    let lists = chain(1_000, |_, next| json!({ "type": "array", "items": next }));
    let (outcome, _) = run("api.json", &document(lists).to_string());
    assert_eq!(codes(&outcome), ["too-deep"]);

    let compositions = chain(
        1_000,
        |_, next| json!({ "allOf": [next, { "title": "a" }] }),
    );
    let (outcome, _) = run("api.json", &document(compositions).to_string());
    assert_eq!(codes(&outcome), ["too-deep"]);
}

#[test]
fn a_hundred_thousand_levels_are_refused() {
    const LEVELS: usize = 100_000;
    let head = "openapi: 3.0.3\nx-a: ";
    let (lists, ends) = ("[".repeat(LEVELS), "]".repeat(LEVELS));
    let objects = format!("{}1{}", "{\"a\": ".repeat(LEVELS), "}".repeat(LEVELS));
    let block: String = (1..2_000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    for (name, text) in [
        (
            "lists.json",
            format!("{{\"openapi\": \"3.0.3\", \"x\": {lists}{ends}}}"),
        ),
        (
            "objects.json",
            format!("{{\"openapi\": \"3.0.3\", \"x\": {objects}}}"),
        ),
        ("lists.yaml", format!("{head}{lists}{ends}\n")),
        ("objects.yaml", format!("{head}{objects}\n")),
        ("unclosed.yaml", format!("{head}{lists}")),
        ("block.yaml", format!("openapi: 3.0.3\nx-a:\n{block}")),
        (
            "sequences.yaml",
            format!("openapi: 3.0.3\nx-a:\n{}a\n", "- ".repeat(LEVELS)),
        ),
    ] {
        let (outcome, findings) = run(name, &text);
        assert_eq!(codes(&outcome), ["nested-too-deep"], "{name}: {findings}");
    }
    let keys = format!("openapi: 3.0.3\n{}a\n", "? ".repeat(LEVELS));
    assert_eq!(codes(&run("keys.yaml", &keys).0), ["invalid-syntax"]);
}
