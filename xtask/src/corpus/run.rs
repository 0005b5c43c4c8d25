//! Generating all of it.

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    time::{Duration, Instant},
};

use sdkwright::{
    Config, Generator, Outcome,
    config::CrateName,
    diagnostic::{Severity, Sources},
};

use super::document::Document;

/// What became of all documents.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// How many documents there are.
    pub(super) documents: usize,
    /// How many of them gave an SDK.
    pub(super) generated: usize,
    /// The names of those that panicked.
    pub(super) panicked: Vec<String>,
    /// The names of those that gave none, by the first error.
    pub(super) failed: BTreeMap<&'static str, Vec<String>>,
    /// How many operations the documents have.
    pub(super) operations: usize,
    /// How many operations are missing in the SDKs, by the reason given.
    pub(super) omitted: BTreeMap<&'static str, usize>,
    /// The same, by document.
    omitted_in: Vec<(String, usize)>,
    slowest: Vec<(Duration, String)>,
    time: Duration,
}

impl Run {
    /// Generates every document, in memory.
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut run = Self::default();
        for document in documents {
            run.add(document);
        }
        run
    }

    fn add(&mut self, document: &Document) {
        let operations = document.operations();
        self.documents += 1;
        self.operations += operations;
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| generate(document, "corpus")));
        let time = started.elapsed();
        self.time += time;
        self.slowest.push((time, document.name.clone()));
        let Ok(outcome) = outcome else {
            self.panicked.push(document.name.clone());
            self.omit(document, "panic", operations);
            return;
        };
        if outcome.tree.is_none() {
            let error = outcome
                .report
                .diagnostics()
                .iter()
                .find(|diagnostic| diagnostic.severity == Severity::Error);
            let code = error.map_or("(no error)", |error| error.code.name);
            let message = error.map_or("", |error| error.message.as_str());
            self.failed
                .entry(code)
                .or_default()
                .push(format!("{}: {message}", document.name));
            self.omit(document, code, operations);
            return;
        }
        self.generated += 1;
        let mut explained = 0;
        for (code, count) in &outcome.stats.omitted {
            explained += count;
            self.omit(document, code.name, *count);
        }
        let missing = operations.saturating_sub(outcome.stats.operations + explained);
        self.omit(document, "(without a word)", missing);
    }

    fn omit(&mut self, document: &Document, reason: &'static str, count: usize) {
        if count > 0 {
            *self.omitted.entry(reason).or_default() += count;
            self.omitted_in
                .push((format!("{}: {reason}", document.name), count));
        }
    }

    /// Returns how many operations are missing.
    pub(super) fn omitted(&self) -> usize {
        self.omitted.values().sum()
    }

    /// Prints the table.
    pub(super) fn print(&self) {
        println!("documents            {:>7}", self.documents);
        println!("  generated          {:>7}", self.generated);
        println!("  panicked           {:>7}", self.panicked.len());
        names(&self.panicked);
        for (code, documents) in &self.failed {
            println!("  {code:<18} {:>7}", documents.len());
            names(documents);
        }
        println!("operations           {:>7}", self.operations);
        println!("  omitted            {:>7}", self.omitted());
        for (reason, count) in &self.omitted {
            println!("    {reason:<16} {count:>7}");
        }
        let mut omitted_in = self.omitted_in.clone();
        omitted_in.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        for (document, count) in omitted_in.iter().take(20) {
            println!("      {count:>5} {document}");
        }
        println!("time                 {:>6.1}s", self.time.as_secs_f64());
        let mut slowest = self.slowest.clone();
        slowest.sort();
        for (time, document) in slowest.iter().rev().take(8) {
            println!("  {:>5.2}s {document}", time.as_secs_f64());
        }
        if let Some(kilobytes) = peak_memory() {
            println!("peak memory          {:>5} MB", kilobytes / 1024);
        }
    }
}

fn names(documents: &[String]) {
    for document in documents.iter().take(12) {
        println!("      {document}");
    }
}

/// Generates one document in memory, under a name that surely is one.
pub(super) fn generate(document: &Document, name: &str) -> Outcome {
    let mut config = Config::default();
    config.spec = Some(document.path.clone());
    config.name = CrateName::from_title(name);
    Generator::new(config).run(&mut Sources::default())
}

/// Returns how much memory this process had at most, in kB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
