//! Instructions to Cargo, for build scripts.

use std::fmt::Write;

use super::super::{Report, Severity, Sources};
use super::spots::Spots;
use super::{help, one_line};

/// Returns the lines that a build script prints so that Cargo shows the findings.
///
/// Errors are shown as errors, and make the build fail after the script has ended; warnings as
/// warnings. Notes are left out, because Cargo has no level for them.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        let level = match diagnostic.severity {
            Severity::Note => continue,
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let position = spots
            .position(diagnostic)
            .map_or_else(String::new, |position| format!("{position}: "));
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "cargo::{level}={}{} [{}]",
            one_line(&position),
            one_line(&diagnostic.message),
            diagnostic.code.name,
        );
        let _ = writeln!(
            text,
            "cargo::{level}=  help: {}",
            one_line(help(diagnostic))
        );
    }
    text
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
             cargo::error=  help: Remove or rename one of them.\n\
             cargo::warning=api.yaml: nothing\u{fffd}here [empty-input]\n\
             cargo::warning=  help: Fill it.\n"
        );
    }
}
