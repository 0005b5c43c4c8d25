//! Compiling a part of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use sdkwright::write::Changes;
use serde_json::Value;

use super::{Failure, document::Document, run::generate};

/// Writes SDKs into one workspace and compiles them; returns whether all compile without a warning.
pub(super) fn run(documents: &[Document], count: usize, folder: &Path) -> Result<bool, Failure> {
    let chosen = choose(documents, count);
    fs::create_dir_all(folder)?;
    let mut members = BTreeMap::new();
    for (index, document) in chosen.iter().enumerate() {
        let member = format!("sdk-{index:04}");
        match write(document, &folder.join(&member), &member) {
            Ok(()) => {
                members.insert(member, document.name.clone());
            }
            Err(error) => println!("{}: {error}", document.name),
        }
    }
    let list: Vec<String> = members.keys().map(|name| format!("{name:?}")).collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n",
        list.join(", ")
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    let failures = compile(folder)?;
    for (member, error) in &failures {
        let name = members.get(member).unwrap_or(member);
        println!("{member} {name}\n{error}");
    }
    println!(
        "compiled {} of {}",
        members.len() - failures.len(),
        chosen.len()
    );
    Ok(failures.is_empty() && members.len() == chosen.len())
}

/// Chooses documents of different providers, from all sizes alike.
fn choose(documents: &[Document], count: usize) -> Vec<&Document> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by_key(|document| document.bytes);
    if count >= sorted.len() {
        return sorted;
    }
    let mut providers = BTreeSet::new();
    let mut chosen = Vec::new();
    for step in 0..count {
        let from = step * sorted.len() / count;
        let to = (step + 1) * sorted.len() / count;
        let range = &sorted[from..to];
        let new = range
            .iter()
            .find(|document| !providers.contains(document.provider()));
        if let Some(document) = new.or(range.first()) {
            providers.insert(document.provider());
            chosen.push(*document);
        }
    }
    chosen
}

fn write(document: &Document, folder: &Path, name: &str) -> Result<(), Failure> {
    let outcome = generate(document, name);
    let tree = outcome.tree.ok_or("no SDK was generated")?;
    // Another document may have had this folder the last time.
    let _ = fs::remove_dir_all(folder);
    Changes::between(&tree, folder)?.apply()?;
    Ok(())
}

/// Returns the first error or warning of each member that has one.
fn compile(folder: &Path) -> Result<BTreeMap<String, String>, Failure> {
    let output = Command::new("cargo")
        .args([
            "check",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ])
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .current_dir(folder)
        .output()?;
    let mut failures = BTreeMap::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let Ok(message) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let (Some(manifest), Some(rendered)) = (
            message.get("manifest_path").and_then(Value::as_str),
            message.pointer("/message/rendered").and_then(Value::as_str),
        ) else {
            continue;
        };
        let member = Path::new(manifest)
            .parent()
            .and_then(Path::file_name)
            .map(|name| name.to_string_lossy().into_owned());
        if let Some(member) = member {
            failures
                .entry(member)
                .or_insert_with(|| rendered.to_owned());
        }
    }
    if !output.status.success() && failures.is_empty() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    Ok(failures)
}
