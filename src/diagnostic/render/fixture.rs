//! A report for the tests of renderers.

use crate::diagnostic::{Diagnostic, Place, Pointer, Report, Severity, Sources, codes};

/// Returns an error with two places, a warning about a whole file, and a note without a place.
pub(super) fn report() -> (Report, Sources) {
    let mut sources = Sources::default();
    let id = sources.add(
        "api.yaml",
        "openapi: 3.0.3\npaths:\n  /a: {}\n  /b: {}\n  /c: {}\n  /a: {}\n",
    );
    let place = |occurrence| Place::Node {
        source: id,
        pointer: Pointer::root().join("paths").join("/a"),
        occurrence,
    };
    let mut report = Report::default();
    report.push(
        Diagnostic::new(codes::DUPLICATE_KEY, "the key `/a` stands here twice")
            .label(place(1), "again here")
            .label(place(0), "first here"),
    );
    let mut warning = Diagnostic::new(codes::EMPTY_INPUT, "nothing\nhere")
        .at(Place::Source(id))
        .help("Fill it.");
    warning.severity = Severity::Warning;
    report.push(warning);
    let mut note = Diagnostic::new(codes::NOT_OPENAPI, "no place");
    note.severity = Severity::Note;
    report.push(note);
    (report, sources)
}
