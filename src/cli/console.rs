//! The two streams that the program writes to.

use std::{
    cell::RefCell,
    env,
    io::{self, IsTerminal, Write},
    path::Path,
};

use anstream::{AutoStream, ColorChoice};

use super::arguments::{ColorMode, MessageFormat, OutputFlags};
use crate::diagnostic::{
    Report, Severity, Sources,
    render::{github, human, json, sarif, short},
};

/// How many findings of a code are shown to people who do not ask for all.
const LIMIT: usize = 20;

/// How much is told on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Volume {
    /// Errors.
    Quiet,
    /// Warnings and a summary, too.
    Normal,
    /// Every file and every stage, too.
    Verbose,
}

/// Standard output for data, standard error for messages.
#[derive(Debug)]
pub(super) struct Console {
    color: ColorChoice,
    volume: Volume,
    format: MessageFormat,
    /// The findings of a log, until it is written; `None` where nothing was looked for.
    log: RefCell<Option<Report>>,
}

impl Console {
    pub(super) fn new(flags: &OutputFlags) -> Self {
        let color = match flags.color {
            // Follows the terminal, `NO_COLOR` and `CLICOLOR_FORCE`.
            ColorMode::Auto => ColorChoice::Auto,
            ColorMode::Always => ColorChoice::Always,
            ColorMode::Never => ColorChoice::Never,
        };
        let volume = match (flags.quiet, flags.verbose) {
            (true, _) => Volume::Quiet,
            (false, true) => Volume::Verbose,
            (false, false) => Volume::Normal,
        };
        Self {
            color,
            volume,
            format: flags.message_format,
            log: RefCell::new(None),
        }
    }

    /// Returns whether a person may be watching standard error for progress.
    pub(super) fn shows_progress(&self) -> bool {
        self.volume > Volume::Quiet && io::stderr().is_terminal()
    }

    /// Writes data, which may have colours.
    pub(super) fn data(&self, text: &str) -> io::Result<()> {
        write(&mut AutoStream::new(io::stdout().lock(), self.color), text)
    }

    /// Writes data that has no colours, as it is.
    pub(super) fn plain_data(&self, text: &str) -> io::Result<()> {
        write(&mut io::stdout().lock(), text)
    }

    /// Says a line, unless it is to be quiet.
    pub(super) fn say(&self, line: &str) {
        if self.volume >= Volume::Normal {
            self.message(&format!("{line}\n"));
        }
    }

    /// Says a line, if it is to be verbose.
    pub(super) fn say_more(&self, line: &str) {
        if self.volume >= Volume::Verbose {
            self.message(&format!("{line}\n"));
        }
    }

    /// Returns whether every finding, file and stage is to be told.
    pub(super) fn is_verbose(&self) -> bool {
        self.volume >= Volume::Verbose
    }

    /// Returns whether standard output belongs to findings alone.
    pub(super) fn has_findings_as_data(&self) -> bool {
        match self.format {
            MessageFormat::Json | MessageFormat::Sarif => true,
            // Commands may stand between other lines.
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => false,
        }
    }

    /// Returns whether people read the findings, who can look them up later.
    pub(super) fn is_for_people(&self) -> bool {
        match self.format {
            MessageFormat::Human | MessageFormat::Short => true,
            MessageFormat::Json | MessageFormat::Github | MessageFormat::Sarif => false,
        }
    }

    /// Shows findings; errors alone, when it is to be quiet.
    pub(super) fn findings(&self, report: &Report, sources: &Sources) -> io::Result<()> {
        let mut shown = Report::default();
        for diagnostic in report.diagnostics() {
            if self.volume > Volume::Quiet || diagnostic.severity == Severity::Error {
                shown.push(diagnostic.clone());
            }
        }
        match self.format {
            MessageFormat::Human => self.show(&shown, sources),
            MessageFormat::Short => self.message(&short::render(&shown, sources)),
            MessageFormat::Json => self.plain_data(&json::render(&shown, sources))?,
            MessageFormat::Github => {
                self.plain_data(&github::render(&shown, sources, &folder()))?
            }
            MessageFormat::Sarif => {
                let mut log = self.log.borrow_mut();
                let log = log.get_or_insert_default();
                shown
                    .into_diagnostics()
                    .into_iter()
                    .for_each(|diagnostic| log.push(diagnostic));
            }
        }
        Ok(())
    }

    /// Writes what can be written only when everything is known: a log is one object.
    pub(super) fn finish(&self, sources: &Sources) -> io::Result<()> {
        match self.log.take() {
            Some(report) => self.plain_data(&sarif::render(&report, sources, &folder())),
            None => Ok(()),
        }
    }

    fn show(&self, report: &Report, sources: &Sources) {
        let stderr = AutoStream::new(io::stderr(), self.color);
        let color = stderr.current_choice() != ColorChoice::Never;
        let limit = match self.volume {
            Volume::Quiet | Volume::Normal => LIMIT,
            Volume::Verbose => usize::MAX,
        };
        let (shown, more) = report.capped(limit);
        let mut text = human::render(&shown, sources, color);
        for (code, severity, count) in more {
            text.push_str(&human::more(code, severity, count, color));
        }
        self.message(&text);
    }

    fn message(&self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // There is nowhere left to say that nothing can be said.
        let _ = stderr.write_all(text.as_bytes());
    }
}

/// Writes all of a text. A reader that has seen enough, such as `head`, is no error.
fn write(stream: &mut impl Write, text: &str) -> io::Result<()> {
    let result = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// Returns where this program runs, as seen from the root of the repository that GitHub Actions
/// checked out; empty elsewhere. Paths in annotations and logs start there.
fn folder() -> String {
    let root =
        env::var_os("GITHUB_WORKSPACE").and_then(|root| Path::new(&root).canonicalize().ok());
    let here = env::current_dir().and_then(|here| here.canonicalize()).ok();
    match (&here, &root) {
        (Some(here), Some(root)) => here
            .strip_prefix(root)
            .map(|folder| folder.display().to_string())
            .unwrap_or_default(),
        (_, None) | (None, _) => String::new(),
    }
}
