//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.

use std::fmt::Write;

use super::super::{Diagnostic, Report, STANDARD_INPUT, Severity, Sources};
use super::region::{Region, Unit, region};
use super::spots::Spots;
use super::{one_line, path};

/// Returns a command for each finding: `::error file=..,line=..,..,title=code::message`.
///
/// `folder` is where the program runs, as seen from the root of the repository. Columns count
/// characters from 1, the last one included. Further places and the remedy are lines of the message.
pub fn render(report: &Report, sources: &Sources, folder: &str) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        let command = match diagnostic.severity {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let mut properties = properties(diagnostic, &mut spots, folder);
        properties.push(("title", diagnostic.code.name.to_owned()));
        let properties: Vec<String> = properties
            .into_iter()
            .map(|(name, value)| format!("{name}={}", property(&value)))
            .collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "::{command} {}::{}",
            properties.join(","),
            data(&message(diagnostic, &mut spots, folder))
        );
    }
    text
}

fn properties(
    diagnostic: &Diagnostic,
    spots: &mut Spots<'_>,
    folder: &str,
) -> Vec<(&'static str, String)> {
    let mut properties = Vec::new();
    let Some(label) = diagnostic.labels.first() else {
        return properties;
    };
    let Some(file) = path::path(spots.source(&label.place), folder) else {
        return properties;
    };
    properties.push(("file", file));
    let Some(region) = region(&label.place, Unit::Characters, spots) else {
        return properties;
    };
    let Region {
        line,
        column,
        end_line,
        end_column,
    } = region;
    properties.push(("line", line.to_string()));
    properties.push(("endLine", end_line.to_string()));
    // Columns are refused for what is longer than a line.
    if line == end_line {
        properties.push(("col", column.to_string()));
        let last = end_column.saturating_sub(1).max(column);
        properties.push(("endColumn", last.to_string()));
    }
    properties
}

fn message(diagnostic: &Diagnostic, spots: &mut Spots<'_>, folder: &str) -> String {
    let mut message = diagnostic.message.clone();
    if let Some(main) = diagnostic.labels.first().filter(|it| !it.text.is_empty()) {
        message.push_str(&format!("\n{}", main.text));
    }
    for label in diagnostic.labels.iter().skip(1) {
        let spot = spots.find(&label.place);
        let file = path::path(spot.source, folder);
        let file = file.as_deref().unwrap_or(STANDARD_INPUT);
        let place = match spot.span {
            Some(span) => format!("{file}:{}:{}", span.line, span.column),
            None => file.to_owned(),
        };
        message.push_str(&format!("\n{}: {place}", label.text));
    }
    if let Some(raised) = diagnostic.raised {
        message.push_str(&format!("\nnote: {}", raised.as_str()));
    }
    message.push_str(&format!("\nhelp: {}", diagnostic.remedy()));
    message
}

/// Returns a text as the message of a command.
fn data(text: &str) -> String {
    let text = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    one_line(&text).into_owned()
}

/// Returns a text as the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::render;
    use crate::diagnostic::{Diagnostic, Place, Pointer, Report, Sources, codes};

    #[test]
    fn one_command_a_finding() {
        let (report, sources) = fixture::report();
        assert_eq!(
            render(&report, &sources, ""),
            "::error file=api.yaml,line=6,endLine=6,col=3,endColumn=4,title=duplicate-key::\
             the key `/a` stands here twice%0Aagain here%0Afirst here: api.yaml:3:3%0A\
             help: Remove or rename one of them.\n\
             ::warning file=api.yaml,title=empty-input::nothing%0Ahere%0Ahelp: Fill it.\n\
             ::notice title=not-openapi::no place%0Ahelp: Name the file whose first key is \
             `openapi`, for example `openapi: 3.0.3`.\n"
        );
        assert!(render(&report, &sources, "sub").starts_with("::error file=sub/api.yaml,"));
    }

    #[test]
    fn documents_give_no_commands() {
        let mut sources = Sources::default();
        let source = sources.add("100%,a:b.yaml", "a:\n  b: 1\n");
        let mut report = Report::default();
        let place = Place::node(source, Pointer::root().join("a")).value();
        report.push(
            Diagnostic::new(codes::UNKNOWN_TYPE, "a\r\n::add-mask::50%,:")
                .at(place)
                .help("\n::error::x"),
        );
        assert_eq!(
            render(&report, &sources, ""),
            "::warning file=100%25%2Ca%3Ab.yaml,line=2,endLine=2,col=3,endColumn=6,\
             title=unknown-type::a%0D%0A::add-mask::50%25,:%0Ahelp: %0A::error::x\n"
        );
    }
}
