//! The counts that are committed, and that may only get better.

use std::{
    collections::BTreeMap,
    fmt::{self, Write},
    fs,
    path::Path,
};

use serde::Deserialize;

use super::{
    Failure, Run,
    source::{Dialect, SOURCES},
};

const HEAD: &str = "\
# What becomes of the corpus: `cargo xtask corpus` compares, `--write-summary` writes.
# Of each source, `documents`, `generated` and `operations` may not shrink, and what is omitted, by
# reason, may not grow. The rest is for information.
";

/// The counts by source.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Summary {
    /// What becomes of the documents of each source, by its name.
    pub(super) source: BTreeMap<String, Counts>,
    /// How many warnings there are, by code.
    #[serde(default)]
    findings: BTreeMap<String, usize>,
}

/// What becomes of documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Counts {
    /// How many there are.
    pub(super) documents: usize,
    /// How many of them gave an SDK.
    pub(super) generated: usize,
    /// How many operations they have.
    pub(super) operations: usize,
    /// How many operations are missing in the SDKs, by the reason given.
    #[serde(default)]
    pub(super) omitted: BTreeMap<String, usize>,
    /// Why there is no SDK, by the name of the document.
    #[serde(default)]
    pub(super) failed: BTreeMap<String, String>,
}

impl Counts {
    /// Adds those of other documents.
    pub(super) fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.generated += other.generated;
        self.operations += other.operations;
        for (reason, count) in &other.omitted {
            *self.omitted.entry(reason.clone()).or_default() += count;
        }
        self.failed.extend(other.failed.clone());
    }

    fn worse_than(&self, before: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        let mut compare = |what: &str, then: usize, now: usize, is_worse: bool| {
            if is_worse {
                worse.push(format!("{what} was {then}, is {now}"));
            }
        };
        for (what, then, now) in [
            ("documents", before.documents, self.documents),
            ("generated", before.generated, self.generated),
            ("operations", before.operations, self.operations),
        ] {
            compare(what, then, now, now < then);
        }
        for (reason, now) in &self.omitted {
            let then = before.omitted.get(reason).copied().unwrap_or_default();
            compare(&format!("omitted ({reason})"), then, *now, *now > then);
        }
        worse
    }
}

impl Summary {
    /// Returns the counts of a run.
    pub(super) fn of(run: &Run) -> Self {
        let sources = run.sources.iter();
        let findings = run.findings.iter();
        Self {
            source: sources
                .map(|(name, counts)| ((*name).to_owned(), counts.clone()))
                .collect(),
            findings: findings
                .map(|(code, count)| ((*code).to_owned(), *count))
                .collect(),
        }
    }

    /// Reads what is committed.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        Ok(toml::from_str(&fs::read_to_string(path)?)?)
    }

    /// Writes what is to be committed.
    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        fs::write(path, self.to_string())?;
        Ok(())
    }

    /// Returns the counts of all documents, or of those in one dialect.
    pub(super) fn total(&self, dialect: Option<Dialect>) -> Counts {
        let mut total = Counts::default();
        for source in &SOURCES {
            if dialect.is_none_or(|dialect| dialect == source.dialect)
                && let Some(counts) = self.source.get(source.name)
            {
                total.add(counts);
            }
        }
        total
    }

    /// Returns, in words, each count that is worse than it was.
    pub(super) fn worse_than(&self, before: &Self) -> Vec<String> {
        let mut worse = Vec::new();
        for source in &SOURCES {
            let name = source.name;
            let Some(then) = before.source.get(name) else {
                worse.push(format!("{name}: has no counts yet"));
                continue;
            };
            let now = self.source.get(name).cloned().unwrap_or_default();
            let lines = now.worse_than(then).into_iter();
            worse.extend(lines.map(|line| format!("{name}: {line}")));
        }
        worse
    }
}

/// The committed file.
impl fmt::Display for Summary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(HEAD)?;
        table(formatter, "all", &self.total(None))?;
        for dialect in Dialect::ALL {
            let name = format!("dialect.{:?}", dialect.to_string());
            table(formatter, &name, &self.total(Some(dialect)))?;
        }
        for source in &SOURCES {
            if let Some(counts) = self.source.get(source.name) {
                table(formatter, &format!("source.{:?}", source.name), counts)?;
                for (document, reason) in &counts.failed {
                    writeln!(formatter, "failed.{document:?} = {reason:?}")?;
                }
            }
        }
        writeln!(formatter, "\n[findings]")?;
        for (code, count) in &self.findings {
            writeln!(formatter, "{code} = {count}")?;
        }
        Ok(())
    }
}

fn table(text: &mut impl Write, name: &str, counts: &Counts) -> fmt::Result {
    writeln!(text, "\n[{name}]")?;
    writeln!(text, "documents = {}", counts.documents)?;
    writeln!(text, "generated = {}", counts.generated)?;
    writeln!(text, "operations = {}", counts.operations)?;
    for (reason, count) in &counts.omitted {
        writeln!(text, "omitted.{reason} = {count}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(source: Counts) -> Summary {
        let others = SOURCES
            .iter()
            .map(|source| (source.name.to_owned(), Counts::default()));
        let mut summary = Summary {
            source: others.collect(),
            findings: BTreeMap::from([("too-deep".to_owned(), 3)]),
        };
        summary.source.insert("rclone".to_owned(), source);
        summary
    }

    fn counts() -> Counts {
        Counts {
            documents: 3,
            generated: 2,
            operations: 20,
            omitted: BTreeMap::from([("unsupported-body".to_owned(), 1)]),
            failed: BTreeMap::from([("rclone/a.json".to_owned(), "\"x\" is \\ wrong".to_owned())]),
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let written = summary(counts());
        let read: Summary = toml::from_str(&written.to_string()).unwrap();
        assert_eq!(read.source, written.source);
        assert_eq!(read.findings, written.findings);
    }

    #[test]
    fn a_count_that_got_worse_is_told() {
        let before = summary(counts());
        assert!(summary(counts()).worse_than(&before).is_empty());
        let mut worse = counts();
        worse.generated = 1;
        worse.omitted.insert("invalid-path".to_owned(), 2);
        assert_eq!(
            summary(worse).worse_than(&before),
            [
                "rclone: generated was 2, is 1",
                "rclone: omitted (invalid-path) was 0, is 2",
            ]
        );
        let mut better = counts();
        better.omitted.clear();
        better.documents = 4;
        assert!(summary(better).worse_than(&before).is_empty());
    }
}
