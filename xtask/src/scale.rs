//! SDKs of unusual size: documents are made, generated and compiled, and each step is timed.
//!
//! What is large here is large in no real document that we know of all at once: chains of types, types
//! in one SDK, operations in one group, values, fields, variants.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant, SystemTime},
};

use sdkwright::{
    Config, Generator,
    config::CrateName,
    diagnostic::{Sources, render::short},
    write::Changes,
};
use serde_json::{Map, Value, json};

/// A document by the name of its SDK, and how long compiling it may take, on a machine that does
/// nothing else.
struct Case {
    name: &'static str,
    document: fn() -> Value,
    seconds: u64,
}

const CASES: [Case; 7] = [
    Case {
        name: "chain-200",
        document: || chain(200),
        seconds: 20,
    },
    Case {
        name: "chain-1000",
        document: || chain(1_000),
        seconds: 40,
    },
    Case {
        name: "operations-1000",
        document: || operations(1_000),
        seconds: 40,
    },
    Case {
        name: "values-5000",
        document: || values(5_000),
        seconds: 20,
    },
    Case {
        name: "fields-500",
        document: || fields(500),
        seconds: 20,
    },
    Case {
        name: "variants-300",
        document: || variants(300),
        seconds: 40,
    },
    Case {
        name: "schemas-5000",
        document: || schemas(5_000),
        seconds: 180,
    },
];

/// Runs the chore on the cases whose names contain a text; returns whether all compile without a
/// warning.
pub(crate) fn run(only: Option<&str>) -> Result<bool, Box<dyn Error>> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target");
    let folder = root.join("scale");
    // The same dependencies are compiled there.
    let target = root.join("corpus-check/target");
    let chosen: Vec<&Case> = CASES
        .iter()
        .filter(|case| only.is_none_or(|text| case.name.contains(text)))
        .collect();
    fs::create_dir_all(&folder)?;
    let names: Vec<String> = chosen
        .iter()
        .map(|case| format!("{:?}", case.name))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n",
        names.join(", ")
    );
    let mut generated = Vec::new();
    for case in &chosen {
        let started = Instant::now();
        generate(case, &folder)?;
        generated.push(started.elapsed());
    }
    fs::write(folder.join("Cargo.toml"), manifest)?;
    if let Some(first) = chosen.first() {
        // What all of them need is not what is timed.
        check(first.name, &folder, &target)?;
        let root = fs::OpenOptions::new()
            .append(true)
            .open(folder.join(first.name).join("src/lib.rs"))?;
        root.set_modified(SystemTime::now())?;
    }
    let mut all = true;
    for (case, generating) in chosen.iter().zip(generated) {
        let started = Instant::now();
        let output = check(case.name, &folder, &target)?;
        let compiling = started.elapsed();
        let verdict = match output {
            Some(fault) => format!("fails\n{fault}"),
            None if compiling > Duration::from_secs(case.seconds) => {
                format!("slower than {} s", case.seconds)
            }
            None => "compiles".to_owned(),
        };
        all &= verdict == "compiles";
        println!(
            "{:<16} generated in {:>5.2}s, checked in {:>6.1}s, {verdict}",
            case.name,
            generating.as_secs_f64(),
            compiling.as_secs_f64()
        );
    }
    Ok(all)
}

/// Generates the SDK of a case into a folder of its name.
fn generate(case: &Case, folder: &Path) -> Result<(), Box<dyn Error>> {
    let spec = folder.join(format!("{}.json", case.name));
    fs::write(&spec, (case.document)().to_string())?;
    let mut config = Config::default();
    config.spec = Some(spec);
    config.name = CrateName::from_title(case.name);
    let mut sources = Sources::default();
    let outcome = Generator::new(config).run(&mut sources);
    let Some(tree) = outcome.tree else {
        return Err(short::render(&outcome.report, &sources).into());
    };
    Changes::between(&tree, &folder.join(case.name))?.apply()?;
    Ok(())
}

/// Compiles a member; returns what the compiler says, where it says anything.
fn check(name: &str, folder: &Path, target: &Path) -> Result<Option<String>, Box<dyn Error>> {
    let output = Command::new("cargo")
        .args(["check", "--quiet", "--package", name])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(folder)
        .output()?;
    let said: String = String::from_utf8_lossy(&output.stderr)
        .chars()
        .take(4_000)
        .collect();
    let silent = output.status.success() && said.trim().is_empty();
    Ok((!silent).then_some(said))
}

/// Returns a document with these schemas, the first of which an operation takes and gives.
pub(crate) fn document(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    let first = reference(schemas.keys().next().map_or("", String::as_str));
    let content = json!({ "application/json": { "schema": first } });
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Scale", "version": "1" },
        "servers": [{ "url": "https://scale.example" }],
        "paths": { "/all": { "post": {
            "operationId": "all",
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "Ok.", "content": content } },
        } } },
        "components": { "schemas": schemas },
    })
}

pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub(crate) fn object(properties: impl IntoIterator<Item = (String, Value)>) -> Value {
    let properties: Map<String, Value> = properties.into_iter().collect();
    let required: Vec<&String> = properties.keys().take(1).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// Returns types each of which requires the next one.
fn chain(count: usize) -> Value {
    document((0..count).map(|index| {
        let next = match index + 1 < count {
            true => reference(&format!("Link{}", index + 1)),
            false => json!({ "type": "string" }),
        };
        (format!("Link{index}"), object([("next".to_owned(), next)]))
    }))
}

/// Returns one group of operations, each with a model.
fn operations(count: usize) -> Value {
    let mut all = document((0..count).map(|index| {
        let text = json!({ "type": "string" });
        (format!("Thing{index}"), object([("name".to_owned(), text)]))
    }));
    let paths = (0..count).map(|index| {
        let thing = reference(&format!("Thing{index}"));
        let content = json!({ "application/json": { "schema": thing } });
        let item = json!({ "post": {
            "operationId": format!("make{index}"),
            "tags": ["things"],
            "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
            "requestBody": { "content": content },
            "responses": { "200": { "description": "Ok.", "content": content } },
        } });
        (format!("/things{index}/{{id}}"), item)
    });
    all["paths"] = Value::Object(paths.collect());
    all
}

fn values(count: usize) -> Value {
    let values: Vec<String> = (0..count).map(|index| format!("value-{index}")).collect();
    let one = json!({ "type": "string", "enum": values });
    document([
        (
            "Holder".to_owned(),
            object([("one".to_owned(), reference("One"))]),
        ),
        ("One".to_owned(), one),
    ])
}

fn fields(count: usize) -> Value {
    let fields = (0..count).map(|index| {
        let kind = ["string", "integer", "boolean", "number"][index % 4];
        (format!("field{index}"), json!({ "type": kind }))
    });
    document([("Wide".to_owned(), object(fields))])
}

fn variants(count: usize) -> Value {
    let variant = |index: usize| {
        let own = (format!("own{index}"), json!({ "type": "string" }));
        let kind = ("kind".to_owned(), json!({ "type": "string" }));
        (format!("Variant{index}"), object([own, kind]))
    };
    let one_of: Vec<Value> = (0..count)
        .map(|index| reference(&format!("Variant{index}")))
        .collect();
    let tagged = json!({ "oneOf": one_of, "discriminator": { "propertyName": "kind" } });
    let holder = object([
        ("plain".to_owned(), json!({ "oneOf": one_of })),
        ("tagged".to_owned(), tagged),
    ]);
    document(
        [("Holder".to_owned(), holder)]
            .into_iter()
            .chain((0..count).map(variant)),
    )
}

/// Returns types of all kinds that hold each other.
fn schemas(count: usize) -> Value {
    /// How many types an object holds at most: many fields are a case of their own.
    const FIELDS: usize = 100;
    let groups = count.div_ceil(FIELDS);
    let all =
        object((0..groups).map(|group| (format!("g{group}"), reference(&format!("G{group}")))));
    let group = |group: usize| {
        let members = group * FIELDS..count.min((group + 1) * FIELDS);
        let fields = members.map(|index| (format!("p{index}"), reference(&format!("S{index}"))));
        (format!("G{group}"), object(fields))
    };
    let schema = |index: usize| {
        let next = reference(&format!("S{}", (index + 1) % count));
        let schema = match index % 5 {
            0 => json!({ "type": "string", "enum": ["a", format!("b{index}")] }),
            1 => json!({ "oneOf": [next, { "type": "integer" }] }),
            _ => json!({ "type": "object", "properties": {
                "name": { "type": "string" },
                "count": { "type": "integer" },
                "next": { "type": "array", "items": next },
            } }),
        };
        (format!("S{index}"), schema)
    };
    document(
        [("All".to_owned(), all)]
            .into_iter()
            .chain((0..groups).map(group))
            .chain((0..count).map(schema)),
    )
}
