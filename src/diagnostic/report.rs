//! The findings of one run.

use std::collections::HashMap;

use super::{Diagnostic, Severity};

/// All findings of one run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// The findings with each message, by their numbers: bad documents have very many.
    by_message: HashMap<String, Vec<usize>>,
}

impl Report {
    /// Adds a finding; the same finding at the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let same = self.by_message.entry(diagnostic.message.clone());
        let same = same.or_default();
        if same
            .iter()
            .all(|number| self.diagnostics.get(*number) != Some(&diagnostic))
        {
            same.push(self.diagnostics.len());
            self.diagnostics.push(diagnostic);
        }
    }

    /// Returns the findings.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns whether something stands in the way of an SDK.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Returns how many findings have a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    }
}
