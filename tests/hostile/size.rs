//! Documents with much of one thing, and with things that all want the same.

use serde_json::{Value, json};

use super::{codes, document, reference, run};

/// How many of a thing: where the cost grows with the square, far too many for the time.
const MANY: usize = 10_000;

fn text() -> Value {
    json!({ "type": "string" })
}

/// Returns names that are all one identifier.
fn alike(index: usize) -> String {
    format!("v{}{}", "_".repeat(index % 200), "-".repeat(index / 200))
}

/// Runs a document that gives an SDK.
fn generates(name: &str, document: &Value) -> sdkwright::Outcome {
    let (outcome, findings) = run("api.json", &document.to_string());
    let shown: String = findings.chars().take(2_000).collect();
    assert!(outcome.tree.is_some(), "{name}: {shown}");
    outcome
}

/// Returns a document of one operation, which an object describes.
fn operation(operation: &Value) -> Value {
    operations([("/a".to_owned(), operation.clone())])
}

fn operations(all: impl IntoIterator<Item = (String, Value)>) -> Value {
    let paths: serde_json::Map<String, Value> = all
        .into_iter()
        .map(|(path, operation)| (path, json!({ "get": operation })))
        .collect();
    json!({ "openapi": "3.0.3", "info": { "title": "Many", "version": "1" }, "paths": paths })
}

#[test]
fn long_chains_of_types_are_held_indirectly_here_and_there() {
    // rustc follows 128 types (E0320), and every SDK of a shorter chain stays as it is.
    for (length, boxes) in [(31, 0), (32, 0), (33, 1), (200, 6)] {
        let chain = (0..length).map(|index| {
            let next = match index + 1 < length {
                true => reference(&format!("Link{}", index + 1)),
                false => text(),
            };
            let link = json!({ "type": "object", "properties": { "next": next } });
            (format!("Link{index}"), link)
        });
        let tree = generates("chain", &document(chain)).tree.unwrap();
        let found = tree
            .iter()
            .filter(|(path, text)| path.starts_with("src/models/") && text.contains("<Box<Link"))
            .count();
        assert_eq!(found, boxes, "{length}");
    }
}

#[test]
fn many_schemas_properties_and_values_with_one_name() {
    let object = |index| {
        (
            alike(index),
            json!({ "type": "object", "properties": { "a": text() } }),
        )
    };
    let all = json!({ "type": "object", "properties": (0..MANY / 4)
        .map(|index| (format!("p{index}"), reference(&alike(index))))
        .collect::<serde_json::Map<_, _>>() });
    let schemas = [("All".to_owned(), all)]
        .into_iter()
        .chain((0..MANY / 4).map(object));
    let outcome = generates("schemas", &document(schemas));
    assert_eq!(outcome.stats.types, MANY / 4 + 1);

    let properties: serde_json::Map<_, _> = (0..MANY).map(|index| (alike(index), text())).collect();
    let object = json!({ "type": "object", "properties": properties });
    generates("properties", &document([("A".to_owned(), object)]));

    let values: Vec<String> = (0..MANY).map(alike).collect();
    let enumeration = json!({ "type": "string", "enum": values });
    generates("values", &document([("A".to_owned(), enumeration)]));
}

#[test]
fn many_operations_and_parameters_with_one_name() {
    let alike_ids = (0..MANY).map(|index| {
        let operation = json!({ "operationId": alike(index), "tags": ["t"], "responses": {} });
        (format!("/p{index}"), operation)
    });
    let outcome = generates("operations", &operations(alike_ids));
    assert_eq!(outcome.stats.operations, MANY);

    let same_id = (0..MANY / 4).map(|index| {
        let operation = json!({ "operationId": "a", "tags": ["t"], "responses": {} });
        (format!("/p{index}"), operation)
    });
    generates("ids", &operations(same_id));

    let parameters: Vec<Value> = (0..MANY)
        .map(|index| json!({ "name": alike(index), "in": "query", "schema": text() }))
        .collect();
    generates(
        "parameters",
        &operation(&json!({ "parameters": parameters, "responses": {} })),
    );
}

#[test]
fn many_tags_and_servers() {
    let tagged = (0..MANY / 4).map(|index| {
        let operation = json!({ "operationId": format!("o{index}"), "tags": [format!("t{index}")], "responses": {} });
        (format!("/p{index}"), operation)
    });
    generates("tags", &operations(tagged));

    for same in [false, true] {
        let servers: Vec<Value> = (0..MANY)
            .map(|index| if same { 0 } else { index })
            .map(|index| json!({ "url": format!("https://h{index}.example.com") }))
            .collect();
        let mut document = operation(&json!({ "responses": {} }));
        document["servers"] = servers.into();
        generates("servers", &document);
    }
}

#[test]
fn many_variants_with_a_mapping() {
    let mut mapping = serde_json::Map::new();
    let mut variants = Vec::new();
    let mut schemas = vec![(String::new(), Value::Null)];
    for index in 0..MANY {
        let name = format!("S{index}");
        mapping.insert(name.clone(), format!("#/components/schemas/{name}").into());
        variants.push(reference(&name));
        let properties = json!({ "t": text(), format!("p{index}"): text() });
        schemas.push((name, json!({ "type": "object", "properties": properties })));
    }
    schemas[0] = (
        "Union".to_owned(),
        json!({ "oneOf": variants, "discriminator": { "propertyName": "t", "mapping": mapping } }),
    );
    generates("variants", &document(schemas));
}

#[test]
fn many_schemas_that_are_composed_of_a_base() {
    let base = json!({
        "type": "object",
        "required": ["t"],
        "properties": { "t": text() },
        "discriminator": { "propertyName": "t" },
    });
    let composed = (0..MANY).map(|index| {
        let own = json!({ "type": "object", "properties": { "own": text() } });
        let parts = json!({ "allOf": [reference("Base"), own] });
        (format!("S{index}"), parts)
    });
    let schemas = [("Base".to_owned(), base)].into_iter().chain(composed);
    generates("composed", &document(schemas));
}

#[test]
fn many_unions_in_one_object() {
    let unions: serde_json::Map<String, Value> = (0..MANY)
        .map(|index| {
            let union = json!({ "oneOf": [text(), { "type": "integer" }] });
            (format!("p{index}"), union)
        })
        .collect();
    let all = json!({ "type": "object", "properties": unions });
    generates("unions", &document([("All".to_owned(), all)]));
}

#[test]
fn a_type_of_very_many_groups_is_behind_no_feature() {
    const TYPES: usize = 1_000;
    let schemas = (0..TYPES).map(|index| {
        let next = match index + 1 < TYPES {
            true => reference(&format!("S{}", index + 1)),
            false => text(),
        };
        (
            format!("S{index}"),
            json!({ "type": "object", "properties": { "next": next } }),
        )
    });
    let mut all = document(schemas);
    let paths = (0..TYPES).map(|index| {
        let operation = json!({ "tags": [format!("g{index}")], "responses": { "200": {
            "description": "Ok.",
            "content": { "application/json": { "schema": reference(&format!("S{index}")) } },
        } } });
        (format!("/p{index}"), json!({ "get": operation }))
    });
    all["paths"] = Value::Object(paths.collect());
    let outcome = generates("features", &all);
    // Each of the types would name each of the groups.
    assert!(outcome.stats.bytes < 8_000_000, "{}", outcome.stats.bytes);
}

#[test]
fn many_faults_are_found_and_shown() {
    let schemas = (0..MANY / 4).map(|index| (format!("S{index}"), reference(&format!("T{index}"))));
    let (outcome, _) = run("api.json", &document(schemas).to_string());
    assert_eq!(codes(&outcome), ["dangling-reference"]);

    let bad = (0..MANY / 4).map(|index| {
        let next = reference(&format!("S{}", index + 1));
        (
            format!("S{index}"),
            json!({ "type": 5, "properties": { "a": next } }),
        )
    });
    let end = [(format!("S{}", MANY / 4), text())];
    let (outcome, findings) = run("api.json", &document(bad.chain(end)).to_string());
    assert!(outcome.tree.is_some());
    assert!(findings.lines().count() >= MANY / 4);

    let twice = format!("{{\"openapi\": \"3.0.3\"{}}}", ", \"a\": 1".repeat(100_000));
    assert_eq!(codes(&run("api.json", &twice).0), ["duplicate-key"]);
}

#[test]
fn texts_of_megabytes_are_cut_where_they_are_shown() {
    for long in [
        "x",
        "a b ",
        "a\n",
        "[",
        "[a](http://b ",
        "``a` ",
        "- a\n       b\n",
        "http://",
        "\\",
        "> ",
    ] {
        let long = long.repeat(1_100_000 / long.len());
        let mut document = document([(
            "A".to_owned(),
            json!({
                "type": "object",
                "title": long,
                "description": long,
                "properties": { "a": { "type": "string", "description": long, "enum": [long] } },
            }),
        )]);
        document["info"]["title"] = long.clone().into();
        document["info"]["description"] = long.clone().into();
        document["paths"]["/a"]["get"]["operationId"] = long.clone().into();
        let outcome = generates(&long[..2.min(long.len())], &document);
        // The value itself has to be sent as it is; what is said about it need not be said in full.
        assert!(outcome.stats.bytes < 60_000_000, "{}", outcome.stats.bytes);
    }
}

#[test]
fn a_hundred_megabytes_of_one_text_are_read() {
    let long = "x".repeat(100_000_000);
    let mut all = document([("A".to_owned(), json!({ "description": "LONG" }))]).to_string();
    all = all.replace("LONG", &long);
    drop(long);
    let (outcome, _) = run("api.json", &all);
    assert!(outcome.tree.is_some());
}

#[test]
fn long_keys_are_refused() {
    let key = "x".repeat(1_000_000);
    let object = json!({ "type": "object", "properties": { key: text() } });
    let (outcome, findings) = run(
        "api.json",
        &document([("A".to_owned(), object)]).to_string(),
    );
    assert_eq!(codes(&outcome), ["long-key"]);
    assert!(findings.len() < 1_000, "{}", findings.len());
}

#[test]
fn numbers_without_end_are_texts() {
    let digits = "9".repeat(1_000_000);
    for number in ["1e400", "-1e400", &digits] {
        let text = format!("{{\"openapi\": \"3.0.3\", \"paths\": {{}}, \"x-a\": {number}}}");
        let (outcome, findings) = run("api.json", &text);
        assert!(outcome.tree.is_some(), "{findings}");
        let text = format!("openapi: 3.0.3\npaths: {{}}\nx-a: {number}\nx-b: 0x{digits}\n");
        let (outcome, findings) = run("api.yaml", &text);
        assert!(outcome.tree.is_some(), "{findings}");
    }
}
