//! The two streams that the program writes to.

use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};

use super::arguments::{ColorMode, OutputFlags};
use crate::diagnostic::{Report, Severity, Sources, render::human};

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
        Self { color, volume }
    }

    /// Returns whether a person may be watching standard error for progress.
    pub(super) fn shows_progress(&self) -> bool {
        self.volume > Volume::Quiet && io::stderr().is_terminal()
    }

    /// Writes data. A reader that has seen enough, such as `head`, is no error.
    pub(super) fn data(&self, text: &str) -> io::Result<()> {
        let mut stdout = AutoStream::new(io::stdout().lock(), self.color);
        let result = stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush());
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
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

    /// Shows findings; errors alone, when it is to be quiet.
    pub(super) fn findings(&self, report: &Report, sources: &Sources) {
        let mut shown = Report::default();
        for diagnostic in report.diagnostics() {
            if self.volume > Volume::Quiet || diagnostic.severity == Severity::Error {
                shown.push(diagnostic.clone());
            }
        }
        let stderr = AutoStream::new(io::stderr(), self.color);
        let color = stderr.current_choice() != ColorChoice::Never;
        self.message(&human::render(&shown, sources, color));
    }

    fn message(&self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.color);
        // There is nowhere left to say that nothing can be said.
        let _ = stderr.write_all(text.as_bytes());
    }
}
