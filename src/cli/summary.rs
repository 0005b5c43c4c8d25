//! What a run did, as a line and as JSON.

use std::{fmt, path::Path, time::Duration};

use serde_json::json;

use crate::{Stats, write::Changes};

/// What a run did.
#[derive(Debug)]
pub(super) struct Summary<'a> {
    pub(super) out_dir: &'a Path,
    pub(super) dry_run: bool,
    pub(super) changes: &'a Changes<'a>,
    pub(super) stats: &'a Stats,
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
        format!(
            "{}: {} {written}, {} unchanged, {} {removed}; {}, {}; {:.2} s",
            self.out_dir.display(),
            Count(changes.written(), "file"),
            changes.unchanged(),
            changes.removed(),
            Count(self.stats.operations, "operation"),
            Count(self.stats.types, "type"),
            self.elapsed.as_secs_f64(),
        )
    }

    /// Returns it as one JSON object on a line; times are in seconds.
    pub(super) fn json(&self) -> String {
        let stages: Vec<_> = self
            .stats
            .stages
            .iter()
            .map(|(name, duration)| json!({ "name": name, "seconds": duration.as_secs_f64() }))
            .collect();
        let object = json!({
            "operations": self.stats.operations,
            "types": self.stats.types,
            "files": self.stats.files,
            "bytes": self.stats.bytes,
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

/// A number of things.
struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.0 == 1 { "" } else { "s" };
        write!(formatter, "{} {}{plural}", self.0, self.1)
    }
}
