//! What a call gives where a success offers several media types: each pair of them, on one status and on
//! two. `pairs.txt` says it, line by line; `BLESS=1` writes it.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

use std::{fmt::Write, fs};

use sdkwright::{
    Config,
    diagnostic::{Report, Sources},
    load::{Input, load},
    lower::lower,
    pass,
    plan::{Operation, Reading, Sdk, Type, plan},
};

/// The kinds of bodies: what each is called here, and what the document says about it.
const KINDS: [(&str, &str); 16] = [
    (
        "json",
        "application/json: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "same json",
        "text/json: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "other json",
        "application/vnd.x+json: {schema: {$ref: '#/components/schemas/Two'}}",
    ),
    ("text", "text/plain: {schema: {type: string}}"),
    ("csv", "text/csv: {schema: {type: string}}"),
    (
        "charset",
        "application/json; charset=utf-8: {schema: {$ref: '#/components/schemas/Two'}}",
    ),
    ("yaml", "application/x-yaml: {schema: {type: string}}"),
    (
        "xml",
        "application/xml: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "text xml",
        "text/xml: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "pdf",
        "application/pdf: {schema: {type: string, format: binary}}",
    ),
    ("image", "'image/*': {}"),
    ("any", "'*/*': {}"),
    (
        "events",
        "text/event-stream: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "lines",
        "application/jsonl: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "form",
        "application/x-www-form-urlencoded: {schema: {$ref: '#/components/schemas/One'}}",
    ),
    (
        "parts",
        "multipart/mixed: {schema: {$ref: '#/components/schemas/One'}}",
    ),
];

/// Returns the document with an operation for each of these contents of the statuses 200 and 201.
fn document(operations: &[(String, Option<String>)]) -> String {
    let mut text = String::from("openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n");
    for (index, (first, second)) in operations.iter().enumerate() {
        let second = match second {
            Some(content) => format!(", '201': {{description: D, content: {{{content}}}}}"),
            None => String::new(),
        };
        let responses = format!("'200': {{description: D, content: {{{first}}}}}{second}");
        writeln!(
            text,
            "  /o{index}:\n    get: {{operationId: o{index}, tags: [t], responses: {{{responses}}}}}"
        )
        .unwrap();
    }
    text.push_str(
        "components:\n  schemas:\n    One: {type: object, properties: {a: {type: string}}}\n    \
         Two: {type: object, properties: {b: {type: string}}}\n",
    );
    text
}

fn planned(text: String) -> Sdk {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let name = "pairs.yaml".to_owned();
    let document = load(&Input::Text { name, text }, &[], &mut sources, &mut report).unwrap();
    let mut api = lower(&document, &mut report);
    let config = Config::default();
    pass::run(&mut api, &config, &mut report);
    plan(&api, &config, &mut report)
}

fn ty(ty: &Type) -> String {
    match ty {
        Type::Unit => "()".to_owned(),
        Type::Plain(name) => name.rsplit("::").next().unwrap_or(name).to_owned(),
        Type::Model { name, .. } => name.clone(),
        Type::Option(inner) => format!("Option<{}>", self::ty(inner)),
        Type::Local(_) => "by status".to_owned(),
        other => format!("{other:?}"),
    }
}

/// Returns what a call gives, and what it asks for.
fn gives(operation: &Operation) -> String {
    let outcome = &operation.outcome;
    let mut parts = Vec::new();
    let stream = outcome.stream.as_ref();
    match stream.filter(|it| it.is_only) {
        Some(stream) => parts.push(format!(".await stream of {}", ty(&stream.ty))),
        None => parts.push(format!(".await {}", ty(&outcome.ty))),
    }
    for variant in &outcome.variants {
        parts.push(format!("{} {}", variant.status, ty(&variant.ty)));
    }
    if let Some(stream) = stream.filter(|it| !it.is_only) {
        parts.push(format!(".stream() of {}", ty(&stream.ty)));
    }
    for other in &outcome.alternatives {
        let what = match &other.reading {
            Reading::Whole(_, of) => ty(of),
            Reading::Stream(_, of) => format!("stream of {}", ty(of)),
        };
        parts.push(format!(".{}() {what}", other.method));
    }
    format!("{}; accept: {}", parts.join(", "), operation.accept)
}

#[test]
fn each_pair_of_media_types_gives_what_is_said_here() {
    let mut names = Vec::new();
    let mut operations = Vec::new();
    for (index, (one, first)) in KINDS.iter().enumerate() {
        for (other, second) in &KINDS[index + 1..] {
            names.push(format!("200 {one} + {other}"));
            operations.push((format!("{first}, {second}"), None));
        }
    }
    for (one, first) in &KINDS {
        names.push(format!("200 {one}, 201 nothing"));
        operations.push(((*first).to_owned(), Some(String::new())));
        for (other, second) in KINDS.iter().filter(|(other, _)| other != one) {
            names.push(format!("200 {one}, 201 {other}"));
            operations.push(((*first).to_owned(), Some((*second).to_owned())));
            if *one == "json" {
                names.push(format!("200 json + {other}, 201 {other}"));
                operations.push((format!("{first}, {second}"), Some((*second).to_owned())));
                names.push(format!("200 json + {other}, 201 nothing"));
                operations.push((format!("{first}, {second}"), Some(String::new())));
            }
        }
    }
    let sdk = planned(document(&operations));
    let planned = &sdk.groups[0].operations;
    assert_eq!(planned.len(), names.len());
    let mut text = String::new();
    for (name, operation) in names.iter().zip(planned) {
        writeln!(text, "{name}: {}", gives(operation)).unwrap();
    }
    let path = "tests/media_types/pairs.txt";
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(path).unwrap(), text);
}
