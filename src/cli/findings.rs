//! Findings as text for a terminal.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Place, Report, Severity, Sources};

/// Returns the findings as text, each on lines of its own.
pub(super) fn render_report(report: &Report, sources: &Sources, color: bool) -> String {
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        let (word, style) = match diagnostic.severity {
            Severity::Error => ("error", AnsiColor::Red.on_default().bold()),
            Severity::Warning => ("warning", AnsiColor::Yellow.on_default().bold()),
            Severity::Note => ("note", AnsiColor::Cyan.on_default().bold()),
        };
        let style = if color { style } else { Style::new() };
        let name = diagnostic.code.name;
        let message = &diagnostic.message;
        let help = diagnostic.help.as_deref().unwrap_or(diagnostic.code.help);
        let mut lines = vec![format!("{style}{word}[{name}]{style:#}: {message}")];
        for label in &diagnostic.labels {
            let source = &sources.get(label.place.source()).name;
            lines.push(match &label.place {
                Place::Source(_) => format!("  --> {source}"),
                Place::Position { line, column, .. } => format!("  --> {source}:{line}:{column}"),
                Place::Node { pointer, .. } => format!("  --> {source}#{pointer}"),
            });
        }
        lines.push(format!("  = help: {help}"));
        writeln!(text, "{}", lines.join("\n")).expect("writing to a string never fails");
    }
    text
}
