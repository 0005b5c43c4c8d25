//! What is known of the SDKs that were compiled, kept between runs.

use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::Write,
    path::Path,
};

use sdkwright::write::FileTree;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Failure, workspace::Compiled, workspace::Fault};
use crate::measure::Cost;

/// The results so far, by the digest of what was compiled and of what compiled it.
#[derive(Debug)]
pub(super) struct Records {
    known: HashMap<String, Compiled>,
    file: File,
}

impl Records {
    /// Reads a file of records, which need not exist; new ones are appended to it.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let known = fs::read_to_string(path)
            .unwrap_or_default()
            .lines()
            .filter_map(read)
            .collect();
        let file = OpenOptions::new().create(true).append(true).open(path)?;
        Ok(Self { known, file })
    }

    /// Returns what is known of an SDK.
    pub(super) fn get(&self, digest: &str) -> Option<&Compiled> {
        self.known.get(digest)
    }

    /// Adds what became of an SDK.
    pub(super) fn add(
        &mut self,
        name: &str,
        digest: String,
        compiled: Compiled,
    ) -> Result<(), Failure> {
        let line = json!({
            "digest": digest,
            "document": name,
            "code": compiled.fault.as_ref().map(|fault| &fault.code),
            "rendered": compiled.fault.as_ref().map(|fault| &fault.rendered),
            "cost": compiled.cost.map(|cost| cost.to_string()),
        });
        writeln!(self.file, "{line}")?;
        self.known.insert(digest, compiled);
        Ok(())
    }
}

fn read(line: &str) -> Option<(String, Compiled)> {
    let line: Value = serde_json::from_str(line).ok()?;
    let text = |key: &str| line.get(key).and_then(Value::as_str).map(str::to_owned);
    let fault = text("code").map(|code| Fault {
        code,
        rendered: text("rendered").unwrap_or_default(),
    });
    let cost: Option<Cost> = text("cost").and_then(|cost| cost.parse().ok());
    Some((text("digest")?, Compiled { fault, cost }))
}

/// Returns a digest of all that decides whether an SDK compiles, but for its dependencies.
pub(super) fn digest(compiler: &str, tree: &FileTree) -> String {
    let mut digest = Sha256::new();
    digest.update(compiler);
    for (path, text) in tree.iter() {
        // Texts for readers are not compiled.
        if path.ends_with(".md") {
            continue;
        }
        for part in [path, text] {
            digest.update((part.len() as u64).to_le_bytes());
            digest.update(part);
        }
    }
    format!("{:x}", digest.finalize())
}
