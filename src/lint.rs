//! What the settings make of findings.
//!
//! The findings of load to plan enter as those stages made them, with the settings `lints`, `ignore`
//! and `strict`; they leave as they are told. What never happens: an error that stands in the way of
//! an SDK is hidden or lowered, or an entry of the settings has no effect without a word.

use crate::{
    config::{Config, Ignore, Level, nearest},
    diagnostic::{
        Code, Diagnostic, Label, Omission, Place, Pointer, Raised, Report, Severity, Sources, codes,
    },
};

/// More places than this do not help anybody.
const MAX_LABELS: usize = 4;

/// What the settings say about findings.
#[derive(Debug)]
pub(crate) struct Rules<'c> {
    levels: Vec<(&'static Code, Level)>,
    ignored: &'c [Ignore],
    strict: bool,
}

impl<'c> Rules<'c> {
    /// Returns the rules of the settings; what cannot be a rule is reported.
    pub(crate) fn of(config: &'c Config, report: &mut Report) -> Self {
        let mut levels = Vec::new();
        for (name, lint) in &config.lints {
            let written = lint.written();
            match codes::find(name) {
                None => report.push(unknown(name, "lints", written)),
                Some(code) if is_fatal(code) && lint.level != Level::Deny => {
                    report.push(fatal(code, &format!("be at `{}`", lint.level), written));
                }
                Some(code) => levels.push((code, lint.level)),
            }
        }
        for entry in &config.ignore {
            let Some(name) = entry.code() else { continue };
            match codes::find(name) {
                None => report.push(unknown(name, "ignore", entry.written())),
                Some(code) if is_fatal(code) => {
                    report.push(fatal(code, "be ignored", entry.written()));
                }
                Some(_) => {}
            }
        }
        Self {
            levels,
            ignored: &config.ignore,
            strict: config.strict,
        }
    }

    /// Rewrites a report by the rules, and returns how many findings are hidden.
    ///
    /// `complete` says whether all stages had their say, so that an entry which matches nothing is
    /// one too many.
    pub(crate) fn apply(&self, report: &mut Report, sources: &Sources, complete: bool) -> usize {
        let mut hidden = 0;
        let mut used = vec![false; self.ignored.len()];
        for diagnostic in std::mem::take(report).into_diagnostics() {
            if diagnostic.severity == Severity::Error {
                report.push(diagnostic);
            } else if self.is_ignored(&diagnostic, sources, &mut used) {
                hidden += 1;
            } else {
                self.judge(diagnostic, report, &mut hidden);
            }
        }
        let known = |entry: &Ignore| entry.code().is_none_or(|name| codes::find(name).is_some());
        for (entry, used) in self.ignored.iter().zip(used) {
            if complete && !used && known(entry) {
                let message = format!("`{entry}` of `ignore` matches no finding");
                let diagnostic = Diagnostic::new(codes::UNUSED_IGNORE, message);
                self.judge(at(diagnostic, entry.written()), report, &mut hidden);
            }
        }
        hidden
    }

    /// Takes note of every entry that matches, so that none of them seems to be of no use.
    fn is_ignored(&self, diagnostic: &Diagnostic, sources: &Sources, used: &mut [bool]) -> bool {
        let node = diagnostic.labels.first().and_then(|label| {
            let file = sources.get(label.place.source()).name.as_str();
            Some((file, node(&label.place)?))
        });
        let node = node.as_ref().map(|(file, pointer)| (*file, pointer));
        let mut ignored = false;
        for (entry, used) in self.ignored.iter().zip(used) {
            if entry.matches(diagnostic.code.name, node) {
                *used = true;
                ignored = true;
            }
        }
        ignored
    }

    fn judge(&self, mut diagnostic: Diagnostic, report: &mut Report, hidden: &mut usize) {
        let level = self
            .levels
            .iter()
            .find(|(code, _)| *code == diagnostic.code)
            .map(|(_, level)| *level);
        match level {
            Some(Level::Allow) => {
                *hidden += 1;
                return;
            }
            Some(Level::Warn) => diagnostic.severity = Severity::Warning,
            Some(Level::Deny) => {
                diagnostic.severity = Severity::Error;
                diagnostic.raised = Some(Raised::Denied);
            }
            None => {}
        }
        if self.strict && diagnostic.severity < Severity::Error && !diagnostic.omits.is_empty() {
            diagnostic.severity = Severity::Error;
            diagnostic.raised = Some(Raised::Strict);
        }
        label_omissions(&mut diagnostic);
        report.push(diagnostic);
    }
}

/// Returns whether findings of a code stand in the way of an SDK, whatever settings say.
fn is_fatal(code: &Code) -> bool {
    code.severity == Severity::Error
}

/// Returns the node that a place is; `None` where a file was not read as one of nodes.
fn node(place: &Place) -> Option<Pointer> {
    match place {
        Place::Source(_) => Some(Pointer::root()),
        Place::Position { .. } => None,
        Place::Node { pointer, .. } | Place::Value { pointer, .. } => Some(pointer.clone()),
    }
}

/// Names the operations that a finding costs, where it does not stand in them or around them.
fn label_omissions(diagnostic: &mut Diagnostic) {
    let main = diagnostic.labels.first().map(|label| label.place.clone());
    let holds = |outer: &Place, inner: &Place| {
        let nodes = node(outer).zip(node(inner));
        outer.source() == inner.source()
            && nodes.is_some_and(|(outer, inner)| inner.strip_prefix(&outer).is_some())
    };
    let elsewhere: Vec<&Omission> = diagnostic
        .omits
        .iter()
        .filter(|omission| {
            main.as_ref()
                .is_some_and(|main| !holds(main, &omission.place) && !holds(&omission.place, main))
        })
        .collect();
    let room = MAX_LABELS.saturating_sub(diagnostic.labels.len());
    let mut labels = Vec::new();
    for (index, omission) in elsewhere.iter().take(room).enumerate() {
        let operation = &omission.operation;
        let hidden = elsewhere.len().saturating_sub(room);
        labels.push(Label {
            place: omission.place.clone(),
            text: match hidden > 0 && index + 1 == room {
                true => format!("`{operation}` is left out, and {hidden} more"),
                false => format!("`{operation}` is left out"),
            },
        });
    }
    diagnostic.labels.extend(labels);
}

fn unknown(name: &str, setting: &str, written: Option<&Place>) -> Diagnostic {
    let message = format!("there is no code `{name}`, which `{setting}` names");
    let diagnostic = at(Diagnostic::new(codes::UNKNOWN_LINT, message), written);
    match nearest(name, codes::ALL.iter().map(|code| code.name)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic,
    }
}

fn fatal(code: &Code, what: &str, written: Option<&Place>) -> Diagnostic {
    let message = format!(
        "`{}` cannot {what}: nothing can be generated then",
        code.name
    );
    at(Diagnostic::new(codes::INVALID_SETTING, message), written)
        .help("Remove the entry, and mend what the finding says.")
}

fn at(diagnostic: Diagnostic, written: Option<&Place>) -> Diagnostic {
    match written {
        Some(place) => diagnostic.at(place.clone()),
        None => diagnostic,
    }
}

#[cfg(test)]
mod tests;
