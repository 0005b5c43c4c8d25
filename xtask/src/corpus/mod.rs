//! The corpus: real documents, fetched by pinned packages, and what becomes of them.

mod check;
mod check_all;
mod document;
mod package;
mod record;
mod run;
mod source;
mod summary;
mod table;
mod verdict;
mod workspace;

use std::{
    error::Error,
    path::{Path, PathBuf},
};

use check_all::Pace;
use run::Run;
use summary::Summary;

/// What went wrong with the chore itself.
type Failure = Box<dyn Error>;

/// What is to be done.
#[derive(Debug)]
pub(crate) struct Options {
    /// Only documents whose name contains this; nothing that is committed is then written.
    only: Option<String>,
    task: Task,
    pace: Pace,
}

#[derive(Debug)]
enum Task {
    /// Generates all SDKs and compares the counts with those that are committed.
    Compare,
    /// The same, and writes the counts.
    WriteSummary,
    /// Compiles so many SDKs.
    Check(usize),
    /// Lints so many SDKs.
    Lint(usize),
    /// Compiles all SDKs and writes what became of them.
    CheckAll,
    /// Writes the table of the README.
    Table,
}

impl Options {
    /// Reads the arguments after `corpus`; `None` where they make no sense.
    pub(crate) fn parse(arguments: &[&str]) -> Option<Self> {
        let mut options = Self {
            only: None,
            task: Task::Compare,
            pace: Pace::default(),
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--only" => options.only = Some((*arguments.next()?).to_owned()),
                "--write-summary" => options.task = Task::WriteSummary,
                "--check" => options.task = Task::Check(arguments.next()?.parse().ok()?),
                "--lint" => options.task = Task::Lint(arguments.next()?.parse().ok()?),
                "--check-all" => options.task = Task::CheckAll,
                "--jobs" => options.pace.jobs = Some(arguments.next()?.parse().ok()?),
                "--minutes" => options.pace.minutes = Some(arguments.next()?.parse().ok()?),
                "--table" => options.task = Task::Table,
                _ => return None,
            }
        }
        Some(options)
    }
}

/// Fetches the corpus where it is not there; returns the document, or the folder, of a source.
pub(crate) fn part(root: &Path, name: &str) -> Result<PathBuf, Failure> {
    let parts = package::fetch(&root.join("target/corpus"))?;
    let found = parts.into_iter().find(|(source, _)| source.name == name);
    found
        .map(|(_, path)| path)
        .ok_or_else(|| format!("there is no source {name}").into())
}

/// Runs the chore; returns whether all is at least as good as it was.
pub(crate) fn run(options: &Options) -> Result<bool, Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    if let Task::Table = options.task {
        table::write(&root)?;
        return Ok(true);
    }
    let mut documents = document::all(&package::fetch(&root.join("target/corpus"))?)?;
    if let Some(text) = &options.only {
        documents.retain(|document| document.name.contains(text.as_str()));
    }
    match options.task {
        Task::Check(count) => {
            return check::run(&documents, count, &root.join("target/corpus-check"));
        }
        Task::Lint(count) => {
            return check::lint(&documents, count, &root.join("target/corpus-check"));
        }
        Task::CheckAll => {
            let folder = root.join("target/corpus-check-all");
            let verdicts = check_all::run(&documents, &folder, &options.pace)?;
            if options.only.is_none() {
                verdicts.write(&table::verdicts_path(&root))?;
                table::write(&root)?;
            }
            return Ok(verdicts.print());
        }
        Task::Compare | Task::WriteSummary | Task::Table => {}
    }
    let run = Run::of(&documents);
    let summary = Summary::of(&run);
    print!("{summary}");
    run.print();
    if options.only.is_some() {
        return Ok(true);
    }
    let committed = table::summary_path(&root);
    if let Task::WriteSummary = options.task {
        summary.write(&committed)?;
        table::write(&root)?;
        return Ok(true);
    }
    let worse = summary.worse_than(&Summary::read(&committed)?);
    for line in &worse {
        println!("worse: {line}");
    }
    Ok(worse.is_empty())
}
