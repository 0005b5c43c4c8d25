//! What is committed of compiling all of the corpus.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, process::Command};

use serde::Deserialize;

use super::{
    Failure,
    document::Document,
    source::SOURCES,
    workspace::{Compiled, Fault},
};
use crate::measure::Cost;

const HEAD: &str = "\
# Which SDKs of the corpus compile, without a warning: `cargo xtask corpus --check-all` writes.
";

/// What became of a document.
#[derive(Clone, Debug)]
pub(super) enum Verdict {
    /// It gave no SDK.
    NotGenerated,
    /// Its SDK is still to be compiled.
    NotCompiled,
    /// Its SDK was compiled.
    Compiled(Compiled),
}

/// What became of all documents.
#[derive(Debug)]
pub(super) struct Verdicts {
    compiler: String,
    verdicts: Vec<(Document, Verdict)>,
}

/// The part of the committed file that is read again.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Committed {
    /// When it was written.
    pub(super) date: String,
    /// Counts by source.
    pub(super) source: BTreeMap<String, Count>,
}

/// The SDKs of a source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Count {
    /// The documents.
    pub(super) documents: usize,
    /// Those whose SDK was compiled at all, whatever came of it.
    pub(super) tried: usize,
    /// Those whose SDK compiles without a warning.
    pub(super) compiled: usize,
}

impl Committed {
    /// Reads the committed file.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        Ok(toml::from_str(&fs::read_to_string(path)?)?)
    }
}

impl Verdicts {
    pub(super) fn new(compiler: String) -> Self {
        Self {
            compiler,
            verdicts: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, document: &Document, verdict: Verdict) {
        self.verdicts.push((document.clone(), verdict));
        self.verdicts
            .sort_by(|(one, _), (other, _)| one.name.cmp(&other.name));
    }

    fn faults(&self) -> impl Iterator<Item = (&Document, &Fault)> {
        self.verdicts.iter().filter_map(|(document, verdict)| {
            let Verdict::Compiled(compiled) = verdict else {
                return None;
            };
            Some((document, compiled.fault.as_ref()?))
        })
    }

    fn costs(&self) -> Vec<(&Document, Cost)> {
        let costs = self.verdicts.iter().filter_map(|(document, verdict)| {
            let Verdict::Compiled(compiled) = verdict else {
                return None;
            };
            Some((document, compiled.cost?))
        });
        let mut costs: Vec<(&Document, Cost)> = costs.collect();
        costs.sort_by_key(|(_, cost)| std::cmp::Reverse(cost.milliseconds));
        costs
    }

    /// Returns the names of the documents with a verdict of some kind.
    fn named(&self, is_meant: fn(&Verdict) -> bool) -> Vec<&str> {
        let meant = self
            .verdicts
            .iter()
            .filter(|(_, verdict)| is_meant(verdict));
        meant.map(|(document, _)| document.name.as_str()).collect()
    }

    fn count(&self, source: Option<&str>) -> Count {
        let mut count = Count::default();
        for (document, verdict) in &self.verdicts {
            if source.is_some_and(|source| source != document.source.name) {
                continue;
            }
            count.documents += 1;
            match verdict {
                Verdict::NotGenerated | Verdict::NotCompiled => {}
                Verdict::Compiled(compiled) => {
                    count.tried += 1;
                    count.compiled += usize::from(compiled.fault.is_none());
                }
            }
        }
        count
    }

    /// Prints the counts; returns whether every document's SDK compiles.
    pub(super) fn print(&self) -> bool {
        let all = self.count(None);
        let Count {
            documents,
            tried,
            compiled,
        } = all;
        println!("compiled {compiled} of {tried}, of {documents} documents");
        for (document, fault) in self.faults() {
            println!("  {}: {}", document.name, fault.summary());
        }
        all.compiled == all.documents
    }

    /// Writes what is to be committed.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        let all = self.count(None);
        let costs = self.costs();
        let seconds: u64 = costs.iter().map(|(_, cost)| cost.milliseconds).sum::<u64>() / 1000;
        let mut text = HEAD.to_owned();
        writeln!(text, "date = {:?}", said("date", &["-u", "+%F"])?)?;
        writeln!(
            text,
            "commit = {:?}",
            said("git", &["describe", "--always", "--dirty"])?
        )?;
        writeln!(text, "rustc = {:?}", self.compiler)?;
        writeln!(text, "documents = {}", all.documents)?;
        writeln!(text, "tried = {}", all.tried)?;
        writeln!(text, "compiled = {}", all.compiled)?;
        writeln!(
            text,
            "# Processor time of rustc for the SDKs, their dependencies not counted."
        )?;
        writeln!(text, "seconds = {seconds}")?;
        list(
            &mut text,
            "not-generated",
            &self.named(|verdict| matches!(verdict, Verdict::NotGenerated)),
        )?;
        list(
            &mut text,
            "not-compiled-yet",
            &self.named(|verdict| matches!(verdict, Verdict::NotCompiled)),
        )?;
        for source in &SOURCES {
            let Count {
                documents,
                tried,
                compiled,
            } = self.count(Some(source.name));
            writeln!(text, "\n[source.{:?}]", source.name)?;
            writeln!(
                text,
                "documents = {documents}\ntried = {tried}\ncompiled = {compiled}"
            )?;
        }
        for (document, fault) in self.faults() {
            writeln!(text, "\n[[failure]]\ndocument = {:?}", document.name)?;
            writeln!(text, "error = {:?}", fault.summary())?;
        }
        for (document, cost) in costs.iter().take(10) {
            writeln!(text, "\n[[slowest]]\ndocument = {:?}", document.name)?;
            writeln!(text, "seconds = {:.1}", cost.milliseconds as f64 / 1000.0)?;
            writeln!(text, "megabytes = {}", cost.kilobytes / 1024)?;
        }
        fs::write(path, text)?;
        Ok(())
    }
}

fn list(text: &mut String, key: &str, names: &[&str]) -> std::fmt::Result {
    if names.is_empty() {
        return writeln!(text, "{key} = []");
    }
    writeln!(text, "{key} = [")?;
    for name in names {
        writeln!(text, "    {name:?},")?;
    }
    writeln!(text, "]")
}

fn said(program: &str, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}
