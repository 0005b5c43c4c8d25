//! One line a finding, for editors and for `grep`.

use std::fmt::Write;

use super::super::{Report, Sources};
use super::spots::Spots;
use super::{one_line, word};

/// Returns `path:line:column: severity[code]: message` for each finding; what is not known of the
/// place is left out.
pub fn render(report: &Report, sources: &Sources) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        if let Some(label) = diagnostic.labels.first() {
            text.push_str(&one_line(&spots.position(&label.place)));
            text.push_str(": ");
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{}[{}]: {}",
            word(diagnostic.severity),
            diagnostic.code.name,
            one_line(&diagnostic.message)
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::render;

    #[test]
    fn one_line_a_finding() {
        let (report, sources) = fixture::report();
        assert_eq!(
            render(&report, &sources),
            "api.yaml:6:3: error[duplicate-key]: the key `/a` stands here twice\n\
             api.yaml: warning[empty-input]: nothing\u{fffd}here\n\
             note[not-openapi]: no place\n"
        );
    }
}
