//! What a run did, as a line and as JSON.

use std::{collections::BTreeMap, fmt, path::Path, time::Duration};

use serde_json::json;

use crate::{
    Outcome,
    diagnostic::{Report, Severity},
    write::Changes,
};

/// What a run did.
#[derive(Debug)]
pub(super) struct Summary<'a> {
    pub(super) out_dir: &'a Path,
    pub(super) dry_run: bool,
    pub(super) changes: &'a Changes<'a>,
    pub(super) outcome: &'a Outcome,
    pub(super) elapsed: Duration,
}

impl Summary<'_> {
    /// Returns it as a line for people.
    pub(super) fn line(&self) -> String {
        let changes = self.changes;
        let (written, removed) = if self.dry_run {
            ("to write", "to remove")
        } else {
            ("written", "removed")
        };
        let stats = &self.outcome.stats;
        let findings = match self.outcome.report.diagnostics() {
            [] => String::new(),
            _ => format!("; {}", Tally(&self.outcome.report)),
        };
        format!(
            "{}: {} {written}, {} unchanged, {} {removed}; {}, {}{findings}; {:.2} s",
            self.out_dir.display(),
            Count(changes.written(), "file"),
            changes.unchanged(),
            changes.removed(),
            Count(stats.operations, "operation"),
            Count(stats.types, "type"),
            self.elapsed.as_secs_f64(),
        )
    }

    /// Returns it as one JSON object on a line; times are in seconds.
    pub(super) fn json(&self) -> String {
        let (stats, report) = (&self.outcome.stats, &self.outcome.report);
        let omitted: BTreeMap<&str, usize> = stats
            .omitted
            .iter()
            .map(|(code, count)| (code.name, *count))
            .collect();
        let stages: Vec<_> = stats
            .stages
            .iter()
            .map(|(name, duration)| json!({ "name": name, "seconds": duration.as_secs_f64() }))
            .collect();
        let object = json!({
            "operations": stats.operations,
            "omitted": omitted,
            "types": stats.types,
            "files": stats.files,
            "bytes": stats.bytes,
            "warnings": report.count(Severity::Warning),
            "notes": report.count(Severity::Note),
            "hidden": self.outcome.hidden,
            "written": self.changes.written(),
            "unchanged": self.changes.unchanged(),
            "removed": self.changes.removed(),
            "dry_run": self.dry_run,
            "stages": stages,
            "seconds": self.elapsed.as_secs_f64(),
        });
        format!("{object}\n")
    }
}

/// How many findings there are of each severity, the worst first.
pub(super) struct Tally<'a>(pub(super) &'a Report);

impl fmt::Display for Tally<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for (severity, word) in [
            (Severity::Error, "error"),
            (Severity::Warning, "warning"),
            (Severity::Note, "note"),
        ] {
            let count = self.0.count(severity);
            if count > 0 {
                write!(formatter, "{separator}{}", Count(count, word))?;
                separator = ", ";
            }
        }
        if separator.is_empty() {
            formatter.write_str("no findings")?;
        }
        Ok(())
    }
}

/// A number of things.
pub(super) struct Count(pub(super) usize, pub(super) &'static str);

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(formatter, "{} {}{plural}", self.0, self.1)
    }
}
