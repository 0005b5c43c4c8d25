//! Why a command could not do its work.

use std::io;

use crate::{
    diagnostic::{Diagnostic, Report, codes},
    write::WriteError,
};

/// Why a command could not do its work; the program ends with 2.
#[derive(Debug)]
pub(super) struct Failure(Report);

impl Failure {
    /// Returns what to tell.
    pub(super) fn report(&self) -> &Report {
        &self.0
    }
}

impl From<Report> for Failure {
    fn from(report: Report) -> Self {
        Self(report)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        let mut report = Report::default();
        report.push(diagnostic);
        Self(report)
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Diagnostic::from(error).into()
    }
}

/// Standard output, the only stream whose failure a command hears of.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let message = format!("cannot write to standard output: {error}");
        Diagnostic::new(codes::UNWRITABLE_OUTPUT, message).into()
    }
}
