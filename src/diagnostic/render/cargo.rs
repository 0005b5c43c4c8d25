//! Instructions to Cargo, for build scripts.

use std::fmt::Write;

use super::super::{Report, Severity, Sources};
use super::one_line;
use super::spots::Spots;

/// How many findings of a code are shown; Cargo has no way to ask for more.
const LIMIT: usize = 20;

/// Returns the lines that a build script prints so that Cargo shows the findings.
///
/// Errors are shown as errors, and make the build fail after the script has ended; warnings as
/// warnings. Notes are left out, because Cargo has no level for them.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    let (shown, more) = report.capped(LIMIT);
    // Writing to a string cannot fail.
    for diagnostic in shown.diagnostics() {
        let Some(level) = level(diagnostic.severity) else {
            continue;
        };
        let mut places = diagnostic.labels.iter().map(|label| {
            let position = spots.position(&label.place);
            (position, label.text.as_str())
        });
        let position = places.next().map(|(position, _)| position + ": ");
        let _ = writeln!(
            text,
            "cargo::{level}={}{} [{}]",
            one_line(&position.unwrap_or_default()),
            one_line(&diagnostic.message),
            diagnostic.code.name,
        );
        for (position, label) in places {
            let line = format!("{position}: {label}");
            let _ = writeln!(text, "cargo::{level}=  {}", one_line(&line));
        }
        if let Some(raised) = diagnostic.raised {
            let _ = writeln!(text, "cargo::{level}=  note: {}", raised.as_str());
        }
        let _ = writeln!(
            text,
            "cargo::{level}=  help: {}",
            one_line(diagnostic.remedy())
        );
    }
    for (code, severity, count) in more {
        if let Some(level) = level(severity) {
            let _ = writeln!(
                text,
                "cargo::{level}=and {count} more like that [{}]",
                code.name
            );
        }
    }
    text
}

fn level(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Note => None,
        Severity::Warning => Some("warning"),
        Severity::Error => Some("error"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::render;

    #[test]
    fn errors_and_warnings_with_their_remedies() {
        let (report, sources) = fixture::report();
        assert_eq!(
            render(&report, &sources),
            "cargo::error=api.yaml:6:3: the key `/a` stands here twice [duplicate-key]\n\
             cargo::error=  api.yaml:3:3: first here\n\
             cargo::error=  help: Remove or rename one of them.\n\
             cargo::warning=api.yaml: nothing\u{fffd}here [empty-input]\n\
             cargo::warning=  help: Fill it.\n"
        );
    }
}
