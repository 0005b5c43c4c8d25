//! The stages in order: the one place that knows the pipeline.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::{
    config::{Config, CrateName, STANDARD_INPUT},
    diagnostic::{Diagnostic, Report, Sources, codes},
    write::{FileTree, TreeError},
};

/// Generates an SDK in memory.
///
/// ```
/// use sdkwright::{Config, Generator, diagnostic::Sources};
///
/// let outcome = Generator::new(Config::default()).run(&mut Sources::default());
/// // No document was named.
/// assert!(outcome.tree.is_none());
/// assert!(outcome.report.has_errors());
/// ```
#[derive(Clone, Debug)]
pub struct Generator {
    config: Config,
}

/// What became of a run.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Outcome {
    /// All files of the SDK; `None` when an error stands in their way.
    pub tree: Option<FileTree>,
    /// The findings.
    pub report: Report,
    /// Every file that was read, in the order of reading.
    pub inputs: Vec<PathBuf>,
    /// What was done, in numbers.
    pub stats: Stats,
}

/// A run in numbers.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Stats {
    /// The operations of the SDK.
    pub operations: usize,
    /// The types of the SDK.
    pub types: usize,
    /// The files of the SDK.
    pub files: usize,
    /// The bytes of all files.
    pub bytes: usize,
    /// How long each stage took, in order.
    pub stages: Vec<(&'static str, Duration)>,
}

impl Generator {
    /// Returns a generator with these settings.
    pub fn new(config: Config) -> Self {
        Self { config }
    }

    /// Generates the SDK; nothing is written.
    ///
    /// Every text that is read is added to the sources, which the findings point into.
    pub fn run(&self, sources: &mut Sources) -> Outcome {
        let mut outcome = Outcome::default();
        let Some(spec) = &self.config.spec else {
            let diagnostic = Diagnostic::new(codes::NO_DOCUMENT, "no document to generate from");
            outcome.report.push(diagnostic);
            return outcome;
        };
        let started = Instant::now();
        match read(spec) {
            Ok(text) => sources.add(spec.display().to_string(), text),
            Err(error) => {
                let message = format!("cannot read `{}`: {error}", spec.display());
                let diagnostic = Diagnostic::new(codes::UNREADABLE_INPUT, message);
                outcome.report.push(diagnostic);
                return outcome;
            }
        };
        if spec.as_os_str() != STANDARD_INPUT {
            outcome.inputs.push(spec.clone());
        }
        outcome.stats.stages.push(("load", started.elapsed()));
        if let Ok(tree) = self.tree() {
            outcome.stats.files = tree.len();
            outcome.stats.bytes = tree.bytes();
            outcome.tree = Some(tree);
        }
        outcome
    }

    fn tree(&self) -> Result<FileTree, TreeError> {
        let name = self.config.name.as_ref().map_or("sdk", CrateName::as_str);
        let version = &self.config.version;
        let mut tree = FileTree::default();
        let manifest =
            format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n");
        tree.insert("Cargo.toml", manifest)?;
        tree.insert("src/lib.rs", format!("//! The SDK `{name}`.\n"))?;
        Ok(tree)
    }
}

fn read(spec: &Path) -> io::Result<String> {
    if spec.as_os_str() == STANDARD_INPUT {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(spec)
    }
}
