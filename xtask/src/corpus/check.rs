//! Compiling a part of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use super::{
    Failure,
    document::Document,
    run::generate,
    source::Dialect,
    workspace::{Settings, Workspace},
};

/// Compiles SDKs in one workspace; returns whether all compile without a warning.
pub(super) fn run(documents: &[Document], count: usize, folder: &Path) -> Result<bool, Failure> {
    let chosen = choose(documents, count);
    let (workspace, members) = write(&chosen, folder)?;
    let settings = Settings {
        all_features: false,
        jobs: None,
        limit: u64::MAX >> 20,
    };
    let mut compiled = 0;
    for (member, outcome) in workspace.check(&settings)? {
        match outcome.fault {
            Some(fault) => println!("{member} {}\n{}", members[&member], fault.rendered),
            None => compiled += 1,
        }
    }
    println!("compiled {compiled} of {}", chosen.len());
    Ok(compiled == chosen.len())
}

/// Runs rustfmt, Clippy and rustdoc on SDKs; returns whether none of them has anything to say.
pub(super) fn lint(documents: &[Document], count: usize, folder: &Path) -> Result<bool, Failure> {
    let chosen = choose(documents, count);
    let (workspace, members) = write(&chosen, folder)?;
    for (member, name) in &members {
        println!("{member} {name}");
    }
    Ok(workspace.lint()? && members.len() == chosen.len())
}

/// Writes SDKs into a workspace; returns the names of the documents, too, by package.
fn write<'a>(
    chosen: &[&'a Document],
    folder: &Path,
) -> Result<(Workspace, BTreeMap<String, &'a str>), Failure> {
    let mut workspace = Workspace::open(folder)?;
    let mut members = BTreeMap::new();
    for (index, document) in chosen.iter().enumerate() {
        let member = format!("sdk-{index:04}");
        match generate(document, &member).tree {
            Some(tree) => {
                workspace.add(&member, &tree)?;
                members.insert(member, document.name.as_str());
            }
            None => println!("{}: no SDK was generated", document.name),
        }
    }
    Ok((workspace, members))
}

/// Chooses documents of different providers, from all sizes alike, with each dialect among them.
fn choose(documents: &[Document], count: usize) -> Vec<&Document> {
    let mut sorted: Vec<&Document> = documents.iter().collect();
    sorted.sort_by_key(|document| document.bytes);
    if count >= sorted.len() {
        return sorted;
    }
    let mut providers = BTreeSet::new();
    let mut dialects: BTreeSet<Dialect> = BTreeSet::new();
    let mut chosen = Vec::new();
    for step in 0..count {
        let from = step * sorted.len() / count;
        let to = (step + 1) * sorted.len() / count;
        let range = &sorted[from..to];
        let is_new = |document: &&&Document| !providers.contains(document.provider());
        let rare = range
            .iter()
            .filter(is_new)
            .find(|document| !dialects.contains(&document.source.dialect));
        if let Some(document) = rare.or_else(|| range.iter().find(is_new)).or(range.first()) {
            providers.insert(document.provider());
            dialects.insert(document.source.dialect);
            chosen.push(*document);
        }
    }
    chosen
}
