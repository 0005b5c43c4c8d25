//! The table in the README: what becomes of the documents of each source, from the committed files.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use super::{
    Failure,
    source::SOURCES,
    summary::{Counts, Summary},
    verdict::{Committed, Count},
};

const BEGIN: &str = "<!-- Begins what `cargo xtask corpus --table` writes. -->\n";
const END: &str = "<!-- Ends it. -->";

/// The files, by the root of the repository.
pub(super) fn summary_path(root: &Path) -> PathBuf {
    root.join("xtask/corpus.toml")
}

pub(super) fn verdicts_path(root: &Path) -> PathBuf {
    root.join("xtask/corpus-check.toml")
}

/// Writes the table into the README.
pub(super) fn write(root: &Path) -> Result<(), Failure> {
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path)?;
    fs::write(&path, with_table(&readme, &table(root)?)?)?;
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

/// Returns the table.
fn table(root: &Path) -> Result<String, Failure> {
    let summary = Summary::read(&summary_path(root))?;
    let verdicts = Committed::read(&verdicts_path(root))?;
    let mut text = "\
| documents of | OpenAPI | documents | generated | compiled | operations | skipped |
| --- | --- | ---: | ---: | ---: | ---: | --- |
"
    .to_owned();
    let mut all = Count::default();
    for source in &SOURCES {
        let counts = summary.source.get(source.name).cloned().unwrap_or_default();
        let compiled = verdicts
            .source
            .get(source.name)
            .copied()
            .unwrap_or_default();
        all.documents += compiled.documents;
        all.tried += compiled.tried;
        all.compiled += compiled.compiled;
        let name = format!("`{}`", source.package_name());
        row(
            &mut text,
            &name,
            &source.dialect.to_string(),
            &counts,
            compiled,
        )?;
    }
    row(&mut text, "all", "", &summary.total(None), all)?;
    writeln!(
        text,
        "\nCompiled on {}: `cargo check --all-features`, without a warning.",
        verdicts.date
    )?;
    Ok(text)
}

fn row(
    text: &mut String,
    name: &str,
    dialect: &str,
    counts: &Counts,
    compiled: Count,
) -> std::fmt::Result {
    let skipped: Vec<String> = counts
        .omitted
        .iter()
        .map(|(reason, count)| format!("{} `{reason}`", grouped(*count)))
        .collect();
    let skipped = match skipped.is_empty() {
        true => "0".to_owned(),
        false => skipped.join(", "),
    };
    writeln!(
        text,
        "| {name} | {dialect} | {} | {} | {} | {} | {skipped} |",
        grouped(counts.documents),
        grouped(counts.generated),
        compiled_of(counts, compiled),
        grouped(counts.operations),
    )
}

/// Returns how many SDKs compile, and of how many, where not all were compiled yet.
fn compiled_of(
    counts: &Counts,
    Count {
        tried, compiled, ..
    }: Count,
) -> String {
    match tried == counts.documents {
        true => grouped(compiled),
        false => format!("{} of {} tried", grouped(compiled), grouped(tried)),
    }
}

/// Returns a number with a comma between groups of three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
    }

    /// Where this fails, `cargo xtask corpus --table` mends it.
    #[test]
    fn the_readme_has_the_table_of_the_committed_files() {
        let readme = fs::read_to_string(root().join("README.md")).unwrap();
        let table = table(&root()).unwrap();
        assert!(with_table(&readme, &table).unwrap() == readme, "{table}");
    }

    #[test]
    fn both_committed_files_speak_of_the_same_documents() {
        let summary = Summary::read(&summary_path(&root())).unwrap();
        let verdicts = Committed::read(&verdicts_path(&root())).unwrap();
        for source in &SOURCES {
            assert_eq!(
                summary.source[source.name].documents, verdicts.source[source.name].documents,
                "{}",
                source.name
            );
        }
    }

    #[test]
    fn numbers_are_grouped_by_three() {
        assert_eq!(
            [0, 999, 1000, 73_616, 1_000_000].map(grouped),
            ["0", "999", "1,000", "73,616", "1,000,000"]
        );
    }
}
