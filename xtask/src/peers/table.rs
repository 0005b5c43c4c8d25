//! The table in the README: what each program takes, from the committed file.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Failure,
    record::{Measure, Record, Run, Tool},
    tool::OURS,
};

const BEGIN: &str = "<!-- Begins what `cargo xtask peers --table` writes. -->\n";
const END: &str = "<!-- Ends what peers writes. -->";

/// The committed file, by the root of the repository.
pub(super) fn record_path(root: &Path) -> PathBuf {
    root.join("xtask/peers.toml")
}

/// Writes the table into the README.
pub(super) fn write(root: &Path) -> Result<(), Failure> {
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path)?;
    let table = table(&Record::read(&record_path(root))?)?;
    fs::write(&path, with_table(&readme, &table)?)?;
    Ok(())
}

/// Returns the README with this table in place of the one it has.
fn with_table(readme: &str, table: &str) -> Result<String, Failure> {
    let around = readme.split_once(BEGIN).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(END)?;
        Some((before, after))
    });
    let (before, after) = around.ok_or("the README has no place for the table")?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

/// Returns the tables of all runs.
fn table(record: &Record) -> Result<String, Failure> {
    let mut text = String::new();
    for (name, run) in &record.runs {
        if !text.is_empty() {
            text.push('\n');
        }
        of_run(&mut text, name, run)?;
    }
    Ok(text)
}

/// Adds the table of a run.
pub(super) fn of_run(text: &mut String, name: &str, run: &Run) -> std::fmt::Result {
    text.push_str(
        "\
| program | generate | its memory | Rust written | `cargo check` | its processor time | its memory | `cargo build --release` | rlib |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
",
    );
    for tool in &run.tools {
        write!(text, "| {} {} |", tool.name, tool.version)?;
        for measure in Measure::ALL {
            write!(text, " {} |", cell(run, tool, measure))?;
        }
        text.push('\n');
    }
    for tool in &run.tools {
        if let Some(note) = &tool.note {
            writeln!(text, "\n`{}` {note}.", tool.name)?;
        }
        if let Some(failed) = &tool.failed {
            writeln!(text, "\n`{}` fails: {failed}", tool.name)?;
        }
    }
    writeln!(
        text,
        "\nMeasured on {} by `{}` with {}, {} cores, the system's load {:.1}; the document is that of {name}.",
        run.date, run.command, run.rustc, run.cores, run.load
    )
}

/// Returns the value, and how many times ours it is.
fn cell(run: &Run, tool: &Tool, measure: Measure) -> String {
    let Some(value) = tool.get(measure) else {
        return "–".to_owned();
    };
    let value = match measure {
        Measure::GenerateTime
        | Measure::CheckTime
        | Measure::CheckProcessorTime
        | Measure::ReleaseTime => {
            format!("{:.2} s", value / 1000.0)
        }
        Measure::GenerateMemory | Measure::CheckMemory => format!("{:.0} MB", value / 1024.0),
        Measure::RustBytes | Measure::RlibBytes => format!("{:.2} MB", value / 1e6),
    };
    match run.ratio(tool, measure) {
        Some(ratio) if tool.name != OURS => format!("{value} ({ratio:.1}x)"),
        Some(_) | None => value,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::record::tests::record;

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// Where this fails, `cargo xtask peers --table` mends it.
    #[test]
    fn the_readme_has_the_table_of_the_committed_file() {
        let readme = fs::read_to_string(root().join("README.md")).unwrap();
        let table = table(&Record::read(&record_path(&root())).unwrap()).unwrap();
        assert!(with_table(&readme, &table).unwrap() == readme, "{table}");
    }

    #[test]
    fn a_table_has_ratios_to_ours_and_says_what_failed() {
        let text = table(&record()).unwrap();
        for line in [
            "| sdkwright 0.1.0 | 0.05 s | 20 MB | 1.50 MB | 1.00 s | – | – | – | – |",
            "| other 1.2.3 | 0.10 s (2.0x) | 10 MB (0.5x) | 3.00 MB (2.0x) | – | – | – | – | – |",
            "`other` is told less.",
            "`other` fails: check: 2 errors, the first: error: `\"x\"`",
        ] {
            assert!(text.lines().any(|it| it == line), "{line}\n{text}");
        }
        assert!(text.contains("Measured on 2026-01-02 by `cargo xtask peers`"));
    }

    #[test]
    fn a_table_takes_the_place_of_the_one_before_and_of_nothing_else() {
        let readme = format!("a\n{BEGIN}old\n{END}\nb\n");
        let new = with_table(&readme, "new").unwrap();
        assert_eq!(new, format!("a\n{BEGIN}\nnew\n{END}\nb\n"));
        assert!(with_table("a\n", "new").is_err());
    }
}
