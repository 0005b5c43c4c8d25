//! Documents that mean harm: what they cost is bounded, and what they say stays where it belongs.
//!
//! The documents are made here, as large as they have to be: each would take minutes, or all memory,
//! where a cost grows faster than the document. The bounds are generous, because tests share machines.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "hostile/bombs.rs"]
mod bombs;
#[path = "hostile/disk.rs"]
mod disk;
#[path = "hostile/references.rs"]
mod references;
#[path = "hostile/size.rs"]
mod size;
#[path = "hostile/text.rs"]
mod text;

use std::time::{Duration, Instant};

use sdkwright::{
    Config, Generator, Outcome,
    diagnostic::{Sources, render::short},
};
use serde_json::{Value, json};

/// How long one document may take. What is wrong takes much longer.
const MAX_TIME: Duration = Duration::from_secs(120);

/// Generates the SDK of a text, and renders the findings, in bounded time.
fn run(name: &str, text: &str) -> (Outcome, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    let mut config = Config::default();
    config.spec = Some(path);
    let started = Instant::now();
    let mut sources = Sources::default();
    let outcome = Generator::new(config).run(&mut sources);
    let findings = short::render(&outcome.report, &sources);
    let time = started.elapsed();
    assert!(time < MAX_TIME, "took {time:?}");
    (outcome, findings)
}

/// Returns the codes of all findings, each once.
fn codes(outcome: &Outcome) -> Vec<&'static str> {
    let mut codes: Vec<_> = outcome
        .report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code.name)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Returns a document with these schemas, of which an operation gives the first.
fn document(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: serde_json::Map<String, Value> = schemas.into_iter().collect();
    let first = schemas.keys().next().cloned().unwrap_or_default();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Hostile", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "a", "responses": { "200": {
            "description": "Ok.",
            "content": { "application/json": { "schema": reference(&first) } },
        } } } } },
        "components": { "schemas": schemas },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}
