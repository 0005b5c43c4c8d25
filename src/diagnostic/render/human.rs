//! Findings with the lines that they are about, as the compiler shows its own.

use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use anstream::adapter::strip_str;

use super::super::{Code, Diagnostic, Label, Report, Severity, SourceId, Sources};
use super::excerpt::{self, Excerpt};
use super::one_line;
use super::spots::{Spot, Spots};
use crate::load::Span;

/// Returns the findings, a blank line after each; with colours for terminals, or without.
pub fn render(report: &Report, sources: &Sources, colour: bool) -> String {
    let mut spots = Spots::new(sources);
    let mut text = String::new();
    for diagnostic in report.diagnostics() {
        text.push_str(&one(diagnostic, &mut spots, colour));
        text.push('\n');
    }
    text
}

/// Returns one finding, without a blank line after it.
pub(super) fn one<'a>(diagnostic: &'a Diagnostic, spots: &mut Spots<'a>, colour: bool) -> String {
    let mut text = without_bare_marks(&renderer(colour).render(&[group(diagnostic, spots)]));
    text.push('\n');
    text
}

/// Returns a line about findings of a code that are not shown, and a blank line after it.
pub fn more(code: &Code, severity: Severity, count: usize, colour: bool) -> String {
    let title = format!("and {count} more like that; `--verbose` shows all");
    let group = Group::with_title(level(severity).primary_title(title).id(code.name));
    format!("{}\n\n", renderer(colour).render(&[group]))
}

fn renderer(colour: bool) -> Renderer {
    if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    }
}

/// Removes the lines that consist of `:::`, with which the renderer announces a snippet without a
/// path. Snippets of cut lines have none, because their place was announced before them.
fn without_bare_marks(rendered: &str) -> String {
    rendered
        .split_inclusive('\n')
        .filter(|line| strip_str(line).to_string().trim() != ":::")
        .collect()
}

fn group<'a>(diagnostic: &'a Diagnostic, spots: &mut Spots<'a>) -> Group<'a> {
    let mut group = Group::with_title(
        level(diagnostic.severity)
            .primary_title(one_line(&diagnostic.message))
            .id(diagnostic.code.name),
    );
    for part in parts(diagnostic, spots) {
        group = group.elements(part.elements(spots));
    }
    if let Some(raised) = diagnostic.raised {
        group = group.element(Level::NOTE.message(raised.as_str()));
    }
    group.element(Level::HELP.message(one_line(diagnostic.remedy())))
}

/// Labels that are shown in one piece of text.
struct Part<'a> {
    source: SourceId,
    name: &'a str,
    marks: Vec<Mark<'a>>,
}

struct Mark<'a> {
    span: Span,
    kind: AnnotationKind,
    text: &'a str,
}

/// Groups the labels of a finding by text, in their order. Labels in lines that will be cut stay
/// alone, because one window cannot show two of them.
fn parts<'a>(diagnostic: &'a Diagnostic, spots: &mut Spots<'a>) -> Vec<Part<'a>> {
    let mut parts: Vec<Part<'a>> = Vec::new();
    for (index, Label { place, text }) in diagnostic.labels.iter().enumerate() {
        let Spot { source, span } = spots.find(place);
        let id = place.source();
        let mark = span.map(|span| Mark {
            span,
            kind: if index == 0 {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            },
            text,
        });
        let alone = mark.as_ref().is_none_or(|mark| {
            let locator = spots.locator(id);
            excerpt::is_cut(locator.text(), locator.lines(), &mark.span)
        });
        let open = parts
            .iter_mut()
            .find(|part| part.source == id && part.takes_more(spots));
        match open {
            Some(part) if !alone => part.marks.extend(mark),
            Some(_) | None => parts.push(Part {
                source: id,
                name: &source.name,
                marks: mark.into_iter().collect(),
            }),
        }
    }
    parts
}

impl<'a> Part<'a> {
    fn takes_more(&self, spots: &mut Spots<'a>) -> bool {
        let locator = spots.locator(self.source);
        self.marks
            .first()
            .is_some_and(|mark| !excerpt::is_cut(locator.text(), locator.lines(), &mark.span))
    }

    fn elements(self, spots: &mut Spots<'a>) -> Vec<Element<'a>> {
        let Some(first) = self.marks.first() else {
            return vec![Origin::path(self.name).into()];
        };
        let (line, column) = (first.span.line, first.span.column);
        let locator = spots.locator(self.source);
        let spans: Vec<Span> = self.marks.iter().map(|mark| mark.span).collect();
        let Excerpt {
            text,
            first_line,
            spans,
            cut,
        } = excerpt::around(locator.text(), locator.lines(), &spans);
        let annotations = self.marks.iter().zip(spans).map(|(mark, span)| {
            let annotation = mark.kind.span(span);
            if mark.text.is_empty() {
                annotation
            } else {
                annotation.label(one_line(mark.text))
            }
        });
        let snippet = Snippet::source(text)
            .line_start(first_line)
            .annotations(annotations);
        if cut {
            // The renderer would count columns in the cut line.
            let origin = Origin::path(self.name).line(line).char_column(column);
            vec![origin.into(), snippet.into()]
        } else {
            vec![snippet.path(self.name).into()]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use super::render;
    use crate::diagnostic::{Diagnostic, Place, Pointer, Report, Sources, codes};

    #[test]
    fn places_are_shown_as_the_compiler_shows_them() {
        let (report, sources) = fixture::report();
        let expected = "\
error[duplicate-key]: the key `/a` stands here twice
 --> api.yaml:6:3
  |
3 |   /a: {}
  |   -- first here
...
6 |   /a: {}
  |   ^^ again here
  |
  = help: Remove or rename one of them.

warning[empty-input]: nothing\u{fffd}here
--> api.yaml
 = help: Fill it.

note[not-openapi]: no place
 |
 = help: Name the file whose first key is `openapi`, for example `openapi: 3.0.3`.

";
        assert_eq!(render(&report, &sources, false), expected);
    }

    #[test]
    fn a_document_of_one_long_line_is_cut() {
        let mut sources = Sources::default();
        let filler = "[1],".repeat(100_000);
        let text = format!(r#"{{"a": 1, "b": [{filler}0], "a": 2}}"#);
        let source = sources.add("api.json", text);
        let place = |occurrence| Place::Node {
            source,
            pointer: Pointer::root().join("a"),
            occurrence,
        };
        let mut report = Report::default();
        report.push(
            Diagnostic::new(codes::DUPLICATE_KEY, "twice")
                .label(place(1), "again here")
                .label(place(0), "first here"),
        );
        let expected = "\
error[duplicate-key]: twice
 --> api.json:1:400020
  |
1 | …[1],[1],[1],[1],[1],[1],[1],[1],[1],0], \"a\": 2}
  |                                          ^^^ again here
  |
 ::: api.json:1:2
  |
1 | {\"a\": 1, \"b\": [[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1],[1…
  |  --- first here
  |
  = help: Remove or rename one of them.

";
        assert_eq!(render(&report, &sources, false), expected);
    }

    #[test]
    fn colours_are_for_terminals_only() {
        let (report, sources) = fixture::report();
        assert!(render(&report, &sources, true).contains("\u{1b}["));
        assert!(!render(&report, &sources, false).contains('\u{1b}'));
    }
}
