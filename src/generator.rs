//! The stages in order: the one place that knows the pipeline.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use crate::{
    config::{Config, Emit, Layout, STANDARD_INPUT},
    diagnostic::{Code, Diagnostic, Report, Sources, codes},
    emit::emit,
    lint::Rules,
    load::{Input, load},
    lower::lower,
    pass,
    plan::{Sdk, plan},
    write::FileTree,
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
    /// The findings, as the settings `lints`, `ignore` and `strict` want them told.
    pub report: Report,
    /// How many findings are not told, because `lints` or `ignore` say so.
    pub hidden: usize,
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
    /// The operations of the document that are not in the SDK, counted by the reason; those that the
    /// settings leave out are not among them.
    pub omitted: Vec<(&'static Code, usize)>,
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
        let (mut outcome, sdk) = self.analyse(sources);
        let Some(sdk) = sdk else { return outcome };
        let files = timed(&mut outcome.stats, "emit", || emit(&sdk, &self.config));
        let mut tree = FileTree::default();
        for (path, text) in files {
            if let Err(error) = tree.insert(path, text) {
                let diagnostic = Diagnostic::new(codes::UNWRITABLE_OUTPUT, error.to_string());
                outcome.report.push(diagnostic);
                return outcome;
            }
        }
        outcome.stats.files = tree.len();
        outcome.stats.bytes = tree.bytes();
        outcome.tree = Some(tree);
        outcome
    }

    /// Makes the findings alone: everything up to the plan of the SDK, and no file of it.
    pub fn lint(&self, sources: &mut Sources) -> Outcome {
        self.analyse(sources).0
    }

    /// Plans the SDK; `None` when an error stands in its way.
    fn analyse(&self, sources: &mut Sources) -> (Outcome, Option<Sdk>) {
        let mut outcome = Outcome::default();
        let rules = Rules::of(&self.config, &mut outcome.report);
        if self.config.layout == Layout::Module && self.config.emit.contains(&Emit::Cli) {
            let message = "a module has no command-line program";
            let diagnostic = Diagnostic::new(codes::PROGRAM_OF_MODULE, message);
            outcome.report.push(diagnostic);
        }
        if outcome.report.has_errors() {
            return (outcome, None);
        }
        let sdk = self.plan(sources, &mut outcome);
        outcome.hidden = rules.apply(&mut outcome.report, sources, sdk.is_some());
        let sdk = sdk.filter(|_| !outcome.report.has_errors());
        (outcome, sdk)
    }

    fn plan(&self, sources: &mut Sources, outcome: &mut Outcome) -> Option<Sdk> {
        let Some(spec) = &self.config.spec else {
            let diagnostic = Diagnostic::new(codes::NO_DOCUMENT, "no document to generate from");
            outcome.report.push(diagnostic);
            return None;
        };
        let input = match spec.as_os_str() == STANDARD_INPUT {
            true => Input::Stdin,
            false => Input::Path(spec.clone()),
        };
        let (report, stats) = (&mut outcome.report, &mut outcome.stats);
        let loaded = timed(stats, "load", || {
            load(&input, &self.config.overlay, sources, report)
        });
        // What was read matters to `rerun-if-changed` even where it was not what it should be.
        outcome.inputs = match &loaded {
            Some(document) => document.files().to_vec(),
            None => [spec]
                .into_iter()
                .chain(&self.config.overlay)
                .cloned()
                .collect(),
        };
        let document = loaded?;
        let mut api = timed(stats, "lower", || {
            let api = lower(&document, report);
            // The tree is as large as all that is made of it.
            drop(document);
            api
        });
        timed(stats, "passes", || {
            pass::run(&mut api, &self.config, report)
        });
        let sdk = timed(stats, "plan", || plan(&api, &self.config, report));
        stats.operations = api.operations.len();
        for (_, code) in &api.omitted {
            match stats.omitted.iter_mut().find(|(known, _)| known == code) {
                Some((_, count)) => *count += 1,
                None => stats.omitted.push((code, 1)),
            }
        }
        stats.types = api.types.len();
        Some(sdk)
    }
}

/// Runs a stage and notes how long it took.
fn timed<T>(stats: &mut Stats, stage: &'static str, run: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let result = run();
    stats.stages.push((stage, started.elapsed()));
    result
}
