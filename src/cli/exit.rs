//! How the program ends.

use std::process::ExitCode;

use crate::diagnostic::{
    Report, Severity,
    codes::{self, Stage},
};

/// How the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All is well: 0.
    Success,
    /// The document has errors, or the output is stale: 1.
    Findings,
    /// The arguments or the settings are wrong, or something cannot be read or written: 2.
    Failure,
}

impl Exit {
    /// Returns how a run ends that made these findings and nothing else.
    pub(super) fn of(report: &Report) -> Self {
        let beyond_the_document = report.diagnostics().iter().any(|diagnostic| {
            // A warning about settings that other settings deny is a finding like others.
            let code = diagnostic.code;
            code == codes::UNREADABLE_INPUT
                || (code.stage == Stage::Settings && code.severity == Severity::Error)
        });
        if beyond_the_document {
            Self::Failure
        } else if report.has_errors() {
            Self::Findings
        } else {
            Self::Success
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Success => Self::SUCCESS,
            Exit::Findings => Self::from(1),
            Exit::Failure => Self::from(2),
        }
    }
}
