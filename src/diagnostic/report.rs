//! The findings of one run.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Code, Diagnostic, Omission, Severity};

/// All findings of one run, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
    /// The numbers of the findings by a hash of what they say and where: bad documents have very many,
    /// and often with the same words.
    by_hash: HashMap<u64, Vec<usize>>,
    /// The number of each finding that was made, those that had been made before included.
    made: Vec<usize>,
}

/// A moment in the making of a report.
#[derive(Clone, Copy, Debug)]
pub struct Mark(usize);

impl Report {
    /// Adds a finding; the same finding at the same place is kept once.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        (&diagnostic.message, &diagnostic.labels).hash(&mut hasher);
        let same = self.by_hash.entry(hasher.finish()).or_default();
        let known = same.iter().copied().find(|number| {
            let known = self.diagnostics.get(*number);
            known.is_some_and(|known| known.is_same(&diagnostic))
        });
        let number = known.unwrap_or(self.diagnostics.len());
        self.made.push(number);
        match (known, self.diagnostics.get_mut(number)) {
            (Some(_), Some(known)) => known.omits.extend(diagnostic.omits),
            (Some(_), None) | (None, _) => {
                same.push(number);
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Returns the findings.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Returns the findings, to be reported anew.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Returns this moment, for [`Report::charge`].
    pub fn mark(&self) -> Mark {
        Mark(self.made.len())
    }

    /// Tells that an operation is left out for a finding made since a moment, and returns its code.
    ///
    /// It is the last one with the code, else the last one: who gives up says why, and says
    /// nothing more. Where nothing was said, this says it.
    pub fn charge(
        &mut self,
        since: Mark,
        code: &'static Code,
        omission: Omission,
    ) -> &'static Code {
        let made = self.made.get(since.0..).unwrap_or_default();
        let with_code = made.iter().rev().find(|number| {
            let found = self.diagnostics.get(**number);
            found.is_some_and(|found| found.code == code)
        });
        let number = with_code.or(made.last()).copied();
        match number.and_then(|number| self.diagnostics.get_mut(number)) {
            Some(found) => {
                found.omits.push(omission);
                found.code
            }
            None => {
                let message = format!("`{}` cannot be called", omission.operation);
                let mut diagnostic = Diagnostic::new(code, message).at(omission.place.clone());
                diagnostic.omits.push(omission);
                self.push(diagnostic);
                code
            }
        }
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

    /// Returns the first findings of each code, at most `limit`, and how many more there are of
    /// which code and severity: a document that makes one mistake everywhere must not hide others.
    pub fn capped(&self, limit: usize) -> (Self, Vec<(&'static Code, Severity, usize)>) {
        let mut shown = Self::default();
        let mut counts: HashMap<(&str, Severity), usize> = HashMap::new();
        let mut more: Vec<(&'static Code, Severity, usize)> = Vec::new();
        for diagnostic in &self.diagnostics {
            let (code, severity) = (diagnostic.code, diagnostic.severity);
            let count = counts.entry((code.name, severity)).or_default();
            *count += 1;
            if *count <= limit {
                shown.push(diagnostic.clone());
                continue;
            }
            match more
                .iter_mut()
                .find(|(known, level, _)| *known == code && *level == severity)
            {
                Some((_, _, count)) => *count += 1,
                None => more.push((code, severity, 1)),
            }
        }
        (shown, more)
    }
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Omission, Report, Severity};
    use crate::diagnostic::{Place, Sources, codes};

    fn omission(operation: &str) -> Omission {
        Omission {
            operation: operation.to_owned(),
            place: Place::Source(Sources::default().add("api.yaml", "")),
        }
    }

    #[test]
    fn a_finding_that_was_made_before_is_charged_all_the_same() {
        let mut report = Report::default();
        for operation in ["GET /a", "GET /b"] {
            let mark = report.mark();
            report.push(Diagnostic::new(codes::UNSUPPORTED_BODY, "shared"));
            report.push(Diagnostic::new(codes::UNKNOWN_TYPE, operation));
            report.charge(mark, codes::UNSUPPORTED_BODY, omission(operation));
        }
        let [shared, first, second] = report.diagnostics() else {
            panic!("{report:?}");
        };
        let omitted = shared.omits.iter().map(|it| it.operation.as_str());
        assert_eq!(omitted.collect::<Vec<_>>(), ["GET /a", "GET /b"]);
        assert!(first.omits.is_empty() && second.omits.is_empty());
    }

    #[test]
    fn the_last_finding_is_the_reason_where_none_has_the_code() {
        let mut report = Report::default();
        report.push(Diagnostic::new(codes::INVALID_STATUS, "before"));
        let mark = report.mark();
        report.push(Diagnostic::new(codes::UNKNOWN_TYPE, "beside"));
        report.push(Diagnostic::new(codes::MISSING_KEYWORD, "the reason"));
        let code = report.charge(mark, codes::INVALID_PARAMETER, omission("GET /a"));
        assert_eq!(code, codes::MISSING_KEYWORD);
        assert_eq!(report.diagnostics()[2].omits.len(), 1);
    }

    #[test]
    fn no_operation_is_left_out_without_a_word() {
        let mut report = Report::default();
        report.push(Diagnostic::new(codes::INVALID_STATUS, "before"));
        let mark = report.mark();
        report.charge(mark, codes::INVALID_PARAMETER, omission("GET /a"));
        let said = &report.diagnostics()[1];
        assert_eq!(said.message, "`GET /a` cannot be called");
        assert_eq!(said.omits.len(), 1);
    }

    #[test]
    fn findings_are_capped_by_code() {
        let mut report = Report::default();
        for number in 0..50 {
            report.push(Diagnostic::new(codes::UNKNOWN_TYPE, format!("{number}")));
        }
        report.push(Diagnostic::new(codes::EMPTY_API, "alone"));
        let (shown, more) = report.capped(20);
        assert_eq!(shown.diagnostics().len(), 21);
        assert_eq!(more, [(codes::UNKNOWN_TYPE, Severity::Warning, 30)]);
    }
}
