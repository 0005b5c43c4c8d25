//! The corpus: real documents, fetched by pinned packages, and what becomes of them.

mod check;
mod document;
mod package;
mod run;
mod summary;

use std::{error::Error, path::PathBuf};

use run::Run;
use summary::Summary;

/// What went wrong with the chore itself.
type Failure = Box<dyn Error>;

/// What a run is asked to do.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// Only documents whose name contains this.
    only: Option<String>,
    /// Whether the counts are written instead of compared.
    write_summary: bool,
    /// How many SDKs are to be compiled.
    check: Option<usize>,
}

impl Options {
    /// Reads the arguments after `corpus`; `None` where they make no sense.
    pub(crate) fn parse(arguments: &[&str]) -> Option<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--only" => options.only = Some((*arguments.next()?).to_owned()),
                "--write-summary" => options.write_summary = true,
                "--check" => options.check = Some(arguments.next()?.parse().ok()?),
                _ => return None,
            }
        }
        Some(options)
    }
}

/// Runs the chore; returns whether all is at least as good as it was.
pub(crate) fn run(options: &Options) -> Result<bool, Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/corpus");
    let mut documents = document::all(&package::fetch(&folder)?)?;
    if let Some(text) = &options.only {
        documents.retain(|document| document.name.contains(text.as_str()));
    }
    if let Some(count) = options.check {
        return check::run(&documents, count, &root.join("target/corpus-check"));
    }
    let run = Run::of(&documents);
    run.print();
    if options.only.is_some() {
        return Ok(true);
    }
    let committed = root.join("xtask/corpus.toml");
    let summary = Summary::of(&run);
    if options.write_summary {
        summary.write(&committed)?;
        return Ok(true);
    }
    let worse = summary.worse_than(&Summary::read(&committed)?);
    for line in &worse {
        println!("worse: {line}");
    }
    Ok(worse.is_empty())
}
