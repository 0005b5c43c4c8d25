//! Compiling all of it, a batch at a time, so that disk and memory stay bounded.

use std::{
    collections::BTreeMap,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use sdkwright::write::FileTree;
use sha2::{Digest, Sha256};

use super::{
    Failure,
    document::Document,
    record::{Records, digest},
    run::generate,
    verdict::{Verdict, Verdicts},
    workspace::{Settings, Workspace},
};

/// A batch is compiled once it has so many SDKs, or so many bytes.
const SDKS: usize = 48;
const BYTES: usize = 40_000_000;

/// How many megabytes rustc may have.
const LIMIT: u64 = 8_000;

/// How all is compiled.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// How many jobs Cargo starts at once.
    pub(super) jobs: Option<usize>,
    /// After how many minutes no batch is begun any more.
    pub(super) minutes: Option<u64>,
}

/// SDKs that are compiled together: those that have the same dependencies, so that none compiles
/// only because of a feature that another one asks for.
#[derive(Debug, Default)]
struct Batch<'a> {
    sdks: Vec<(&'a Document, String, FileTree)>,
    bytes: usize,
}

/// Compiles the SDK of each document, unless it is known what became of it.
pub(super) fn run(documents: &[Document], folder: &Path, pace: &Pace) -> Result<Verdicts, Failure> {
    std::fs::create_dir_all(folder)?;
    let compiler = compiler()?;
    let started = Instant::now();
    let is_over = || {
        pace.minutes
            .is_some_and(|minutes| started.elapsed() >= Duration::from_secs(60 * minutes))
    };
    let mut records = Records::open(&folder.join("records.jsonl"))?;
    let workspace = folder.join("workspace");
    let mut verdicts = Verdicts::new(compiler.clone());
    let mut digests = Vec::new();
    let mut batches: BTreeMap<String, Batch<'_>> = BTreeMap::new();
    let sorted = in_turn(documents);
    for (index, document) in sorted.iter().copied().enumerate() {
        let Some(tree) = generate(document, &member(document)).tree else {
            verdicts.add(document, Verdict::NotGenerated);
            continue;
        };
        let digest = digest(&compiler, &tree);
        digests.push((document, digest.clone()));
        if records.get(&digest).is_some() || is_over() {
            continue;
        }
        let key = dependencies(&tree);
        let batch = batches.entry(key.clone()).or_default();
        batch.bytes += tree.bytes();
        batch.sdks.push((document, digest, tree));
        if batch.sdks.len() >= SDKS || batch.bytes >= BYTES {
            let batch = batches.remove(&key).unwrap_or_default();
            compile(batch, &workspace, &mut records, pace)?;
            println!(
                "{} of {} after {:.0} min",
                index + 1,
                sorted.len(),
                started.elapsed().as_secs_f64() / 60.0
            );
        }
    }
    for (_, batch) in batches {
        if !is_over() {
            compile(batch, &workspace, &mut records, pace)?;
        }
    }
    for (document, digest) in digests {
        let verdict = match records.get(&digest) {
            Some(compiled) => Verdict::Compiled(compiled.clone()),
            None => Verdict::NotCompiled,
        };
        verdicts.add(document, verdict);
    }
    Ok(verdicts)
}

/// Returns one document of each provider, then a second of each, and so on, from small to large:
/// what fails often then fails early.
fn in_turn(documents: &[Document]) -> Vec<&Document> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by_key(|document| document.bytes);
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let with_turn = sorted.into_iter().map(|document| {
        let turn = turns.entry(document.provider()).or_default();
        *turn += 1;
        (*turn, document)
    });
    let mut with_turn: Vec<(usize, &Document)> = with_turn.collect();
    with_turn.sort_by_key(|(turn, _)| *turn);
    with_turn
        .into_iter()
        .map(|(_, document)| document)
        .collect()
}

fn compile(
    batch: Batch<'_>,
    folder: &Path,
    records: &mut Records,
    pace: &Pace,
) -> Result<(), Failure> {
    let mut workspace = Workspace::open(folder)?;
    for (document, _, tree) in &batch.sdks {
        workspace.add(&member(document), tree)?;
    }
    let settings = Settings {
        all_features: true,
        jobs: pace.jobs,
        limit: LIMIT,
    };
    let mut compiled = workspace.check(&settings)?;
    for (document, digest, _) in batch.sdks {
        let Some(compiled) = compiled.remove(&member(document)) else {
            continue;
        };
        let is_known = match &compiled.fault {
            // A full disk says nothing of the SDK.
            Some(fault) if fault.rendered.contains("No space left on device") => false,
            Some(fault) => {
                println!("{}\n{}", document.name, fault.rendered);
                true
            }
            // Cargo gave up before rustc was run for it.
            None => compiled.cost.is_some(),
        };
        if !is_known {
            continue;
        }
        records.add(&document.name, digest, compiled)?;
    }
    workspace.clear()
}

/// Returns the name of the package of a document, the same in each run.
fn member(document: &Document) -> String {
    let digest = Sha256::digest(&document.name);
    format!("sdk-{:x}", digest)[..16].to_owned()
}

/// Returns the dependencies of an SDK, as its manifest lists them.
fn dependencies(tree: &FileTree) -> String {
    let manifest = tree.get("Cargo.toml").unwrap_or_default();
    let (_, dependencies) = manifest.split_once("[dependencies]").unwrap_or_default();
    dependencies.to_owned()
}

fn compiler() -> Result<String, Failure> {
    let output = Command::new("rustc").arg("--version").output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
