//! How the cost of generating grows: documents of 1, 2, 4 .. 32 times as many schemas and operations are
//! made, and an SDK of each, in memory, by a process of its own, which tells what it took. What writing to
//! a disk takes depends on what was written and removed there before.
//!
//! Times are only as good as the machine is idle; instructions, which valgrind counts, are the same each
//! time.

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sdkwright::{
    Config, Generator,
    config::CrateName,
    diagnostic::{Sources, render::short},
};
use serde_json::{Map, Value, json};

use crate::{
    measure::peak_memory,
    scale::{document, object, reference},
};

/// How many schemas of each kind, and operations, the smallest document has.
const UNIT: usize = 100;

/// How many operations share a tag. What each says about types stays among these: which features a type is
/// behind grows with the product of both, up to a bound.
const TAG: usize = 100;

const SIZES: [usize; 6] = [1, 2, 4, 8, 16, 32];

/// How often a time is taken; the least counts.
const RUNS: usize = 3;

/// How much more a document of twice the size may cost than twice as much.
const TOLERANCE: f64 = 1.1;

/// What generating one document took.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Cost {
    files: u64,
    /// Processor time.
    microseconds: u64,
    /// Peak memory.
    kilobytes: u64,
}

/// Runs the chore; returns whether the cost grows in step with the size. By instructions where they are
/// counted, else by processor time.
pub(crate) fn run(options: &[&str]) -> Result<bool, Box<dyn Error>> {
    match options {
        ["--generate"] => series(false),
        ["--generate", "--instructions"] => series(true),
        ["--one", document] => one(Path::new(document)).map(|()| true),
        _ => Err("usage: cargo xtask bench --generate [--instructions]".into()),
    }
}

fn series(instructions: bool) -> Result<bool, Box<dyn Error>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../target/bench");
    fs::create_dir_all(&folder)?;
    println!(
        "{:>4} {:>10} {:>7} {:>9} {:>7} {:>9} {:>7} {:>12} {:>7}",
        "size",
        "operations",
        "files",
        "CPU ms",
        "growth",
        "peak MB",
        "growth",
        "instructions",
        "growth"
    );
    let mut before: Option<(Cost, Option<u64>)> = None;
    let mut is_linear = true;
    for size in SIZES {
        let spec = folder.join(format!("{size}.json"));
        fs::write(&spec, api(size * UNIT).to_string())?;
        let cost = measured(&spec)?;
        let counted = match instructions {
            true => Some(count(&spec)?),
            false => None,
        };
        let ratio = |now: u64, before: Option<u64>| before.map(|before| now as f64 / before as f64);
        let time = ratio(cost.microseconds, before.map(|(it, _)| it.microseconds));
        let memory = ratio(cost.kilobytes, before.map(|(it, _)| it.kilobytes));
        let count = counted.and_then(|now| ratio(now, before.and_then(|(_, it)| it)));
        let show = |ratio: Option<f64>| ratio.map_or_else(String::new, |it| format!("x{it:.2}"));
        println!(
            "{:>3}x {:>10} {:>7} {:>9.1} {:>7} {:>9.1} {:>7} {:>12} {:>7}",
            size,
            size * UNIT,
            cost.files,
            cost.microseconds as f64 / 1e3,
            show(time),
            cost.kilobytes as f64 / 1e3,
            show(memory),
            counted.map_or_else(String::new, |it| it.to_string()),
            show(count),
        );
        is_linear &= match instructions {
            true => count,
            false => time,
        }
        .is_none_or(|growth| growth <= 2.0 * TOLERANCE);
        before = Some((cost, counted));
    }
    if !is_linear {
        println!(
            "twice the size costs more than {:.1} times as much",
            2.0 * TOLERANCE
        );
    }
    Ok(is_linear)
}

/// Returns the least of several runs.
fn measured(spec: &Path) -> Result<Cost, Box<dyn Error>> {
    let mut best: Option<Cost> = None;
    for _ in 0..RUNS {
        let said = Command::new(env::current_exe()?)
            .args(["bench", "--one"])
            .arg(spec)
            .output()?;
        let text = String::from_utf8_lossy(&said.stdout);
        let numbers: Vec<u64> = text.split_whitespace().flat_map(str::parse).collect();
        let [files, microseconds, kilobytes] = numbers[..] else {
            return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
        };
        let cost = Cost {
            files,
            microseconds,
            kilobytes,
        };
        best = Some(best.map_or(cost, |best| Cost {
            microseconds: best.microseconds.min(microseconds),
            kilobytes: best.kilobytes.min(kilobytes),
            ..cost
        }));
    }
    best.ok_or_else(|| "no run".into())
}

/// Returns how many instructions a run takes, as valgrind counts them.
fn count(spec: &Path) -> Result<u64, Box<dyn Error>> {
    let said = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(env::current_exe()?)
        .args(["bench", "--one"])
        .arg(spec)
        .output()?;
    let text = String::from_utf8_lossy(&said.stderr);
    let (_, rest) = text
        .split_once("Collected :")
        .ok_or("valgrind says nothing")?;
    Ok(rest.split_whitespace().next().unwrap_or_default().parse()?)
}

/// Generates the SDK of a document, and says what it took this process.
fn one(spec: &Path) -> Result<(), Box<dyn Error>> {
    let mut config = Config::default();
    config.spec = Some(spec.to_owned());
    config.name = CrateName::from_title("scale");
    let mut sources = Sources::default();
    let outcome = Generator::new(config).run(&mut sources);
    let Some(tree) = outcome.tree else {
        return Err(short::render(&outcome.report, &sources).into());
    };
    let process = Path::new("/proc/self");
    println!(
        "{} {} {}",
        tree.len(),
        processor_time(process).unwrap_or_default(),
        peak_memory(process).unwrap_or_default()
    );
    Ok(())
}

/// Returns how much processor time the threads of a process had, in microseconds, where the system tells;
/// its other figures are in hundredths of a second.
fn processor_time(process: &Path) -> Option<u64> {
    let threads = fs::read_dir(process.join("task")).ok()?;
    let nanoseconds = threads.flatten().map(|thread| {
        let text = fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Some(nanoseconds.sum::<Option<u64>>()? / 1_000)
}

/// Returns an API of so many operations, each with schemas of all kinds; every [`TAG`] share a tag. One
/// union has a variant for each, one base a schema composed of it, one object a field without a name for
/// its type.
fn api(count: usize) -> Value {
    let schemas = (0..count).flat_map(|index| {
        let text = json!({ "type": "string", "description": "What it is called." });
        let thing = object([
            ("name".to_owned(), text),
            ("size".to_owned(), json!({ "type": "integer", "minimum": 0 })),
            ("state".to_owned(), reference(&format!("State{index}"))),
            ("owner".to_owned(), reference(&format!("Owner{index}"))),
            ("next".to_owned(), json!({ "type": "array", "items": reference(&format!("Thing{}", index / TAG * TAG + (index + 1) % TAG)) })),
            ("place".to_owned(), object([("street".to_owned(), json!({ "type": "string" }))])),
        ]);
        let state = json!({ "type": "string", "enum": ["new", "used", format!("old{index}")] });
        let owner = json!({ "oneOf": [reference(&format!("Person{index}")), { "type": "string" }] });
        let person = json!({ "allOf": [
            reference("Base"),
            object([("mail".to_owned(), json!({ "type": "string", "format": "email" }))]),
        ] });
        [
            (format!("Thing{index}"), thing),
            (format!("State{index}"), state),
            (format!("Owner{index}"), owner),
            (format!("Person{index}"), person),
        ]
    });
    let mut base = object([("kind".to_owned(), json!({ "type": "string" }))]);
    base["discriminator"] = json!({ "propertyName": "kind" });
    let things = (0..count).map(|index| format!("Thing{index}"));
    let variants: Vec<Value> = things.clone().map(|name| reference(&name)).collect();
    let mapping: Map<String, Value> = things
        .enumerate()
        .map(|(index, name)| (format!("thing-{index}"), Value::String(name)))
        .collect();
    let any = json!({
        "oneOf": variants,
        "discriminator": { "propertyName": "name", "mapping": mapping },
    });
    let unions = (0..count).map(|index| {
        let union = json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] });
        (format!("field{index}"), union)
    });
    let all = object([
        ("any".to_owned(), reference("Any")),
        ("base".to_owned(), reference("Base")),
        ("wide".to_owned(), reference("Wide")),
    ]);
    let first = [
        ("All".to_owned(), all),
        ("Any".to_owned(), any),
        ("Base".to_owned(), base),
        ("Wide".to_owned(), object(unions)),
    ];
    let mut all = document(first.into_iter().chain(schemas));
    let paths: Map<String, Value> = (0..count)
        .map(|index| {
            let thing = reference(&format!("Thing{index}"));
            let content = json!({ "application/json": { "schema": thing } });
            let item = json!({ "post": {
                "operationId": format!("makeThing{index}"),
                "summary": "Makes a thing.",
                "tags": [format!("things{}", index / TAG)],
                "parameters": [
                    { "name": "id", "in": "path", "required": true, "schema": { "type": "string" } },
                    { "name": "limit", "in": "query", "schema": { "type": "integer" } },
                ],
                "requestBody": { "content": content },
                "responses": { "200": { "description": "Ok.", "content": content } },
            } });
            (format!("/things{index}/{{id}}"), item)
        })
        .collect();
    if let Some(Value::Object(all)) = all.get_mut("paths") {
        all.extend(paths);
    }
    all
}
