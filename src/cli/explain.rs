//! `sdkwright explain`: what a code means, and what to do about it.

use std::fmt::Write;

use super::{Exit, arguments::Explain, console::Console, failure::Failure};
use crate::{
    config::nearest,
    diagnostic::{
        Code, Diagnostic, Severity,
        codes::{self, Stage},
    },
};

/// Texts are broken before this column.
const WIDTH: usize = 80;

/// Runs the command.
pub(super) fn run(command: &Explain, console: &Console) -> Result<Exit, Failure> {
    let Some(given) = &command.code else {
        console.data(&list())?;
        return Ok(Exit::Success);
    };
    let name = name(given);
    match codes::find(&name) {
        Some(code) => {
            console.data(&page(code))?;
            Ok(Exit::Success)
        }
        None => Err(unknown(&name).into()),
    }
}

/// Returns the name in a text that may be pasted from a finding: `error[code]: message`.
fn name(given: &str) -> String {
    let inner = given
        .split_once('[')
        .and_then(|(_, rest)| rest.split_once(']'))
        .map_or(given, |(inner, _)| inner);
    let trimmed = inner.trim_matches(|letter: char| !letter.is_alphanumeric());
    trimmed.to_lowercase().replace('_', "-")
}

fn unknown(name: &str) -> Diagnostic {
    let mut diagnostic = Diagnostic::new(codes::UNKNOWN_LINT, format!("there is no code `{name}`"));
    // Here it is what was asked for, not something beside it.
    diagnostic.severity = Severity::Error;
    match nearest(name, codes::ALL.iter().map(|code| code.name)) {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help("`sdkwright explain` lists all codes."),
    }
}

/// Returns all codes, a line each, under the stages that report them.
fn list() -> String {
    let width = codes::ALL.iter().map(|code| code.name.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    let mut stage = None;
    for code in codes::ALL {
        if stage != Some(code.stage) {
            let gap = if stage.is_some() { "\n" } else { "" };
            push(&mut text, format_args!("{gap}{}\n", title(code.stage)));
            stage = Some(code.stage);
        }
        let (name, severity) = (code.name, word(code.severity));
        push(
            &mut text,
            format_args!("  {name:width$}  {severity:7}  {}\n", code.summary()),
        );
    }
    text
}

fn page(code: &Code) -> String {
    let mut text = String::new();
    let (name, severity) = (code.name, word(code.severity));
    push(
        &mut text,
        format_args!("{name}: {severity}, {}\n\n", when(code.stage)),
    );
    wrap(&mut text, code.explanation);
    text.push_str("\nRemedy\n\n");
    wrap(&mut text, code.help);
    if let Some(example) = code.example.filter(|example| !example.trim().is_empty()) {
        let is_setting = |line: &&str| line.starts_with("# ") && line.contains(" = ");
        let settings: Vec<&str> = example.lines().take_while(is_setting).collect();
        if !settings.is_empty() {
            text.push_str("\nWith these settings\n\n");
        }
        for setting in &settings {
            push(&mut text, format_args!("    {}\n", &setting[2..]));
        }
        text.push_str(match settings.is_empty() {
            true => "\nWhat provokes it\n\n",
            false => "\nthis document provokes it\n\n",
        });
        for line in example.lines().skip(settings.len()) {
            let indent = if line.is_empty() { "" } else { "    " };
            push(&mut text, format_args!("{indent}{line}\n"));
        }
    }
    text.push('\n');
    wrap(&mut text, &settings(code));
    text
}

/// Returns what settings can do about a code.
fn settings(code: &Code) -> String {
    match (code.severity, code.stage) {
        (Severity::Error, _) => "Nothing is generated until it is mended.".to_owned(),
        // What settings say of settings is not ignored by settings.
        (Severity::Warning | Severity::Note, Stage::Settings) => format!(
            "The setting `lints` changes its level (`--lint {}=deny`).",
            code.name
        ),
        (Severity::Warning | Severity::Note, _) => format!(
            "The setting `lints` changes its level (`--lint {}=deny`), the setting `ignore` accepts \
             it in places that you know.",
            code.name
        ),
    }
}

fn title(stage: Stage) -> &'static str {
    match stage {
        Stage::Settings => "Settings",
        Stage::Load => "Reading the document",
        Stage::Lower => "Understanding the document",
        Stage::Pass => "Choosing and naming",
        Stage::Write => "Writing",
    }
}

fn when(stage: Stage) -> &'static str {
    match stage {
        Stage::Settings => "found in the settings",
        Stage::Load => "found while reading the document",
        Stage::Lower => "found while understanding the document",
        Stage::Pass => "found while choosing and naming",
        Stage::Write => "found while writing",
    }
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Adds a text, broken into lines at blanks.
fn wrap(text: &mut String, paragraph: &str) {
    let mut column = 0;
    for word in paragraph.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > WIDTH {
            text.push('\n');
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += length;
    }
    text.push('\n');
}

fn push(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = text.write_fmt(arguments);
}

#[cfg(test)]
mod tests {
    use super::{codes, list, name, page};

    #[test]
    fn names_are_found_in_what_is_pasted() {
        for given in [
            "empty-api",
            " Empty_API ",
            "warning[empty-api]: the document has no operation",
            "[empty-api]",
            "`empty-api`:",
        ] {
            assert_eq!(name(given), "empty-api", "{given}");
        }
        assert_eq!(name("[["), "");
    }

    #[test]
    fn every_code_has_a_page_and_a_line() {
        let list = list();
        for code in codes::ALL {
            let page = page(code);
            assert!(
                page.starts_with(code.name) && page.contains("\nRemedy\n"),
                "{page}"
            );
            assert!(page.ends_with(".\n") && !page.contains("\n\n\n"), "{page}");
            let line = list.lines().find(|line| line.trim().starts_with(code.name));
            assert!(line.is_some_and(|line| line.ends_with('.')), "{line:?}");
        }
    }
}
