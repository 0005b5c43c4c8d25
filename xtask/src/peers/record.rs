//! What was measured, as it is committed.

use std::{collections::BTreeMap, fmt, fs, path::Path};

use serde::Deserialize;

use super::{Failure, tool::OURS};

const HEAD: &str = "\
# What generating and compiling SDKs takes, of ours and of other programs: `cargo xtask peers` writes.
# All of a document was measured in one run, the programs in turn; of each the best counts, of memory the
# peak. `check` and `release` are of the SDK alone, its dependencies not counted.
";

/// The committed file: a run by the name of its document.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(transparent)]
pub(super) struct Record {
    pub(super) runs: BTreeMap<String, Run>,
}

/// One run.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Run {
    pub(super) date: String,
    /// The compiler.
    pub(super) rustc: String,
    /// What was run.
    pub(super) command: String,
    /// How many cores there were, and what else the machine did: the system's load when the run began.
    pub(super) cores: usize,
    pub(super) load: f64,
    /// In the order of the tables, ours first.
    #[serde(default, rename = "tool")]
    pub(super) tools: Vec<Tool>,
}

/// What one program took; what is missing is what did not succeed, or was not tried.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Tool {
    pub(super) name: String,
    pub(super) version: String,
    /// What generates the SDK.
    pub(super) command: String,
    pub(super) generate_milliseconds: Option<f64>,
    pub(super) generate_kilobytes: Option<f64>,
    /// Of what is compiled, docs included; neither tests nor pages.
    pub(super) rust_bytes: Option<f64>,
    pub(super) check_milliseconds: Option<f64>,
    /// Of rustc; what else the machine does hardly touches it.
    pub(super) check_processor_milliseconds: Option<f64>,
    pub(super) check_kilobytes: Option<f64>,
    pub(super) release_milliseconds: Option<f64>,
    pub(super) rlib_bytes: Option<f64>,
    /// What is to be known of it.
    pub(super) note: Option<String>,
    /// What went wrong: the step and the reason.
    pub(super) failed: Option<String>,
}

/// Something that was measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    GenerateTime,
    GenerateMemory,
    RustBytes,
    CheckTime,
    CheckProcessorTime,
    CheckMemory,
    ReleaseTime,
    RlibBytes,
}

impl Measure {
    /// All of them, in the order of the tables.
    pub(super) const ALL: [Self; 8] = [
        Self::GenerateTime,
        Self::GenerateMemory,
        Self::RustBytes,
        Self::CheckTime,
        Self::CheckProcessorTime,
        Self::CheckMemory,
        Self::ReleaseTime,
        Self::RlibBytes,
    ];

    /// Returns the key in the file.
    fn key(self) -> &'static str {
        match self {
            Self::GenerateTime => "generate-milliseconds",
            Self::GenerateMemory => "generate-kilobytes",
            Self::RustBytes => "rust-bytes",
            Self::CheckTime => "check-milliseconds",
            Self::CheckProcessorTime => "check-processor-milliseconds",
            Self::CheckMemory => "check-kilobytes",
            Self::ReleaseTime => "release-milliseconds",
            Self::RlibBytes => "rlib-bytes",
        }
    }
}

impl Tool {
    pub(super) fn get(&self, measure: Measure) -> Option<f64> {
        match measure {
            Measure::GenerateTime => self.generate_milliseconds,
            Measure::GenerateMemory => self.generate_kilobytes,
            Measure::RustBytes => self.rust_bytes,
            Measure::CheckTime => self.check_milliseconds,
            Measure::CheckProcessorTime => self.check_processor_milliseconds,
            Measure::CheckMemory => self.check_kilobytes,
            Measure::ReleaseTime => self.release_milliseconds,
            Measure::RlibBytes => self.rlib_bytes,
        }
    }

    fn slot(&mut self, measure: Measure) -> &mut Option<f64> {
        match measure {
            Measure::GenerateTime => &mut self.generate_milliseconds,
            Measure::GenerateMemory => &mut self.generate_kilobytes,
            Measure::RustBytes => &mut self.rust_bytes,
            Measure::CheckTime => &mut self.check_milliseconds,
            Measure::CheckProcessorTime => &mut self.check_processor_milliseconds,
            Measure::CheckMemory => &mut self.check_kilobytes,
            Measure::ReleaseTime => &mut self.release_milliseconds,
            Measure::RlibBytes => &mut self.rlib_bytes,
        }
    }

    /// Notes the value of a turn where it is less than those before.
    pub(super) fn note_least(&mut self, measure: Measure, value: f64) {
        let slot = self.slot(measure);
        *slot = Some(slot.map_or(value, |before| before.min(value)));
    }

    /// Notes the value of a turn where it is more than those before.
    pub(super) fn note_most(&mut self, measure: Measure, value: f64) {
        let slot = self.slot(measure);
        *slot = Some(slot.map_or(value, |before| before.max(value)));
    }

    /// Notes what went wrong first.
    pub(super) fn fail(&mut self, step: &str, reason: impl fmt::Display) {
        self.failed
            .get_or_insert_with(|| format!("{step}: {reason}"));
    }
}

impl Run {
    /// Returns our own results.
    pub(super) fn ours(&self) -> Option<&Tool> {
        self.tools.iter().find(|tool| tool.name == OURS)
    }

    /// Returns how many times more a program needs than ours.
    pub(super) fn ratio(&self, tool: &Tool, measure: Measure) -> Option<f64> {
        let ours = self.ours()?.get(measure).filter(|ours| *ours > 0.0)?;
        Some(tool.get(measure)? / ours)
    }
}

impl Record {
    /// Reads what is committed.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        Ok(toml::from_str(&fs::read_to_string(path)?)?)
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), Failure> {
        fs::write(path, self.to_string())?;
        Ok(())
    }
}

/// The committed file.
impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(HEAD)?;
        for (name, run) in &self.runs {
            writeln!(formatter, "\n[{name}]")?;
            writeln!(formatter, "date = {}", quoted(&run.date))?;
            writeln!(formatter, "rustc = {}", quoted(&run.rustc))?;
            writeln!(formatter, "command = {}", quoted(&run.command))?;
            writeln!(formatter, "cores = {}", run.cores)?;
            writeln!(formatter, "load = {:?}", run.load)?;
            for tool in &run.tools {
                writeln!(formatter, "\n[[{name}.tool]]\n{tool}")?;
            }
        }
        Ok(())
    }
}

/// A table of it, without its head.
impl fmt::Display for Tool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "name = {}", quoted(&self.name))?;
        writeln!(formatter, "version = {}", quoted(&self.version))?;
        write!(formatter, "command = {}", quoted(&self.command))?;
        for measure in Measure::ALL {
            if let Some(value) = self.get(measure) {
                write!(formatter, "\n{} = {value:.0}", measure.key())?;
            }
        }
        if let Some(note) = &self.note {
            write!(formatter, "\nnote = {}", quoted(note))?;
        }
        if let Some(failed) = &self.failed {
            write!(formatter, "\nfailed = {}", quoted(failed))?;
        }
        Ok(())
    }
}

/// Returns a string of TOML: those of JSON are.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Two programs, of which the other one takes twice as much and does not compile.
    pub(crate) fn record() -> Record {
        let ours = Tool {
            name: OURS.to_owned(),
            version: "0.1.0".to_owned(),
            command: "sdkwright generate".to_owned(),
            generate_milliseconds: Some(50.0),
            generate_kilobytes: Some(20_000.0),
            rust_bytes: Some(1_500_000.0),
            check_milliseconds: Some(1_000.0),
            ..Tool::default()
        };
        let other = Tool {
            name: "other".to_owned(),
            version: "1.2.3".to_owned(),
            command: "other DOCUMENT".to_owned(),
            generate_milliseconds: Some(100.0),
            generate_kilobytes: Some(10_000.0),
            rust_bytes: Some(3_000_000.0),
            note: Some("is told less".to_owned()),
            failed: Some("check: 2 errors, the first: error: `\"x\"`".to_owned()),
            ..Tool::default()
        };
        let run = Run {
            date: "2026-01-02".to_owned(),
            rustc: "rustc 1.95.0".to_owned(),
            command: "cargo xtask peers".to_owned(),
            cores: 2,
            load: 0.5,
            tools: vec![ours, other],
        };
        Record {
            runs: [("authlete".to_owned(), run)].into(),
        }
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        let record = record();
        let read: Record = toml::from_str(&record.to_string()).unwrap();
        assert_eq!(read, record);
    }

    #[test]
    fn a_ratio_above_one_says_that_the_other_program_needs_more() {
        let record = record();
        let run = &record.runs["authlete"];
        let other = &run.tools[1];
        assert_eq!(run.ratio(other, Measure::GenerateTime), Some(2.0));
        assert_eq!(run.ratio(other, Measure::GenerateMemory), Some(0.5));
        assert_eq!(run.ratio(other, Measure::CheckTime), None);
        assert_eq!(run.ratio(other, Measure::RlibBytes), None);
    }

    #[test]
    fn the_best_time_and_the_first_failure_count() {
        let mut tool = Tool::default();
        for value in [3.0, 2.0, 4.0] {
            tool.note_least(Measure::CheckTime, value);
            tool.note_most(Measure::CheckMemory, value);
        }
        assert_eq!(tool.get(Measure::CheckTime), Some(2.0));
        assert_eq!(tool.get(Measure::CheckMemory), Some(4.0));
        tool.fail("generate", "no such thing");
        tool.fail("check", "nothing to check");
        assert_eq!(tool.failed.as_deref(), Some("generate: no such thing"));
    }
}
