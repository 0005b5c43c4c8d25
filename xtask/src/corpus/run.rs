//! Generating all of it.

use std::{
    collections::BTreeMap,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    time::{Duration, Instant},
};

use sdkwright::{
    Config, Generator, Outcome,
    config::CrateName,
    diagnostic::{Severity, Sources},
};

use super::{document::Document, summary::Counts};
use crate::measure::{peak_memory, processor_time};

/// The document whose own time and memory are of interest.
const MEASURED: &str = "github/";

/// What became of all documents.
#[derive(Debug, Default)]
pub(super) struct Run {
    /// The counts, by source.
    pub(super) sources: BTreeMap<&'static str, Counts>,
    /// How many findings there are that are more than notes, by code.
    pub(super) findings: BTreeMap<&'static str, usize>,
    /// How many operations are missing, by document and reason.
    omitted_in: Vec<(String, usize)>,
    times: Vec<(Duration, String)>,
    /// What the document took that is measured: time, milliseconds of processors, kB at most.
    measured: Option<(Duration, Option<u64>, Option<u64>)>,
}

impl Run {
    /// Generates every document, in memory.
    pub(super) fn of(documents: &[Document]) -> Self {
        let mut run = Self::default();
        // It goes first: what the process had at most is then its own.
        let (first, rest): (Vec<&Document>, Vec<&Document>) = documents
            .iter()
            .partition(|document| document.name.starts_with(MEASURED));
        for document in first.into_iter().chain(rest) {
            run.add(document);
        }
        run
    }

    fn add(&mut self, document: &Document) {
        let started = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| generate(document, "corpus")));
        let time = started.elapsed();
        self.times.push((time, document.name.clone()));
        if document.name.starts_with(MEASURED) {
            let this = Path::new("/proc/self");
            self.measured = Some((time, processor_time(this), peak_memory(this)));
        }
        let operations = document.operations();
        let counts = self.sources.entry(document.source.name).or_default();
        counts.documents += 1;
        counts.operations += operations;
        let mut omitted: BTreeMap<&str, usize> = BTreeMap::new();
        match &outcome {
            Err(_) => {
                omitted.insert("panic", operations);
                let reason = "panic".to_owned();
                counts.failed.insert(document.name.clone(), reason);
            }
            Ok(outcome) if outcome.tree.is_none() => {
                let error = outcome
                    .report
                    .diagnostics()
                    .iter()
                    .find(|diagnostic| diagnostic.severity == Severity::Error);
                let code = error.map_or("no-error", |error| error.code.name);
                let message = error.map_or("", |error| error.message.as_str());
                omitted.insert(code, operations);
                let reason = format!("{code}: {message}");
                counts.failed.insert(document.name.clone(), reason);
            }
            Ok(outcome) => {
                counts.generated += 1;
                for (code, count) in &outcome.stats.omitted {
                    omitted.insert(code.name, *count);
                }
                let explained: usize = omitted.values().sum();
                let missing = operations.saturating_sub(outcome.stats.operations + explained);
                omitted.insert("without-a-word", missing);
            }
        }
        for (reason, count) in omitted {
            if count > 0 {
                *counts.omitted.entry(reason.to_owned()).or_default() += count;
                self.omitted_in
                    .push((format!("{}: {reason}", document.name), count));
            }
        }
        for diagnostic in outcome
            .iter()
            .flat_map(|outcome| outcome.report.diagnostics())
        {
            if diagnostic.severity != Severity::Note {
                *self.findings.entry(diagnostic.code.name).or_default() += 1;
            }
        }
    }

    /// Prints the slowest documents, and those that lack most operations.
    pub(super) fn print(&self) {
        let mut omitted_in = self.omitted_in.clone();
        omitted_in.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        println!("omitted");
        for (document, count) in omitted_in.iter().take(20) {
            println!("  {count:>5} {document}");
        }
        let time: Duration = self.times.iter().map(|(time, _)| time).sum();
        println!("time                 {:>6.1}s", time.as_secs_f64());
        let mut slowest = self.times.clone();
        slowest.sort();
        for (time, document) in slowest.iter().rev().take(8) {
            println!("  {:>5.2}s {document}", time.as_secs_f64());
        }
        if let Some((time, Some(processor), Some(kilobytes))) = self.measured {
            let (seconds, megabytes) = (time.as_secs_f64(), kilobytes / 1024);
            let processor = processor as f64 / 1000.0;
            println!(
                "GitHub               {seconds:>6.2}s, {processor:.2}s of processors, {megabytes} MB"
            );
        }
        let this = Path::new("/proc/self");
        if let (Some(processor), Some(kilobytes)) = (processor_time(this), peak_memory(this)) {
            println!("processor time       {:>6.1}s", processor as f64 / 1000.0);
            println!("peak memory          {:>5} MB", kilobytes / 1024);
        }
    }
}

/// Generates one document in memory, under a name that surely is one.
pub(super) fn generate(document: &Document, name: &str) -> Outcome {
    let mut config = Config::default();
    config.spec = Some(document.path.clone());
    config.name = CrateName::from_title(name);
    Generator::new(config).run(&mut Sources::default())
}
