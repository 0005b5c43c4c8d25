//! The counts that are committed, and that may only get better.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

use super::{Failure, Run};

const HEAD: &str = "\
# What becomes of the corpus: `cargo xtask corpus` compares, `--write-summary` writes.
# `documents` and `operations` may not shrink; everything else may not grow.
";

/// The counts that may not shrink; all others may not grow.
const MORE_IS_BETTER: [&str; 3] = ["documents", "generated", "operations"];

/// The counts by name.
#[derive(Debug)]
pub(super) struct Summary {
    counts: BTreeMap<String, usize>,
}

impl Summary {
    /// Returns the counts of a run.
    pub(super) fn of(run: &Run) -> Self {
        let mut counts = BTreeMap::from([
            ("documents".to_owned(), run.documents),
            ("generated".to_owned(), run.generated),
            ("panicked".to_owned(), run.panicked.len()),
            ("operations".to_owned(), run.operations),
            ("omitted".to_owned(), run.omitted()),
        ]);
        for (code, documents) in &run.failed {
            counts.insert(format!("failed-{code}"), documents.len());
        }
        for (reason, count) in &run.omitted {
            counts.insert(format!("omitted-{}", name(reason)), *count);
        }
        Self { counts }
    }

    /// Reads what is committed.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let mut counts = BTreeMap::new();
        for line in fs::read_to_string(path)?.lines() {
            if let Some((name, count)) = line.split_once(" = ") {
                counts.insert(name.to_owned(), count.parse()?);
            }
        }
        Ok(Self { counts })
    }

    /// Writes what is to be committed.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let mut text = HEAD.to_owned();
        for (name, count) in &self.counts {
            writeln!(text, "{name} = {count}")?;
        }
        fs::write(path, text)?;
        Ok(())
    }

    /// Returns, in words, each count that is worse than it was.
    pub(super) fn worse_than(&self, before: &Self) -> Vec<String> {
        let of = |summary: &Self, name: &str| summary.counts.get(name).copied().unwrap_or_default();
        let mut names: Vec<&String> = self.counts.keys().chain(before.counts.keys()).collect();
        names.sort();
        names.dedup();
        names
            .into_iter()
            .filter_map(|name| {
                let (then, now) = (of(before, name), of(self, name));
                let worse = match MORE_IS_BETTER.contains(&name.as_str()) {
                    true => now < then,
                    false => now > then,
                };
                worse.then(|| format!("{name} was {then}, is {now}"))
            })
            .collect()
    }
}

fn name(reason: &str) -> String {
    reason.trim_matches(['(', ')']).replace(' ', "-")
}
