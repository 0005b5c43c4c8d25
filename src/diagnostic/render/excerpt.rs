//! Cuts the lines that matter out of a text.
//!
//! A text and spans in it enter; a short text leaves, with the spans in it. What is cut away is never
//! looked at again, so that a document of megabytes, or of one line, costs no more to show than a
//! small one.

use std::ops::Range;

use crate::load::{Lines, Span};

/// Lines of more characters than this are cut to a window.
const MAX_COLUMNS: usize = 200;

/// How much of a cut line is shown before and after the place.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// Lines between two places are shown when there are at most this many of them.
const MAX_GAP: usize = 2;

/// A part of a text.
#[derive(Debug, PartialEq)]
pub(super) struct Excerpt {
    /// The part; lines that are not shown are empty.
    pub(super) text: String,
    /// The number of its first line.
    pub(super) first_line: usize,
    /// The spans in the part, in the order in which they were given.
    pub(super) spans: Vec<Range<usize>>,
    /// Whether its lines begin somewhere within the lines of the text, so that columns are wrong.
    pub(super) cut: bool,
}

/// Returns whether a span is in a line that will be cut.
pub(super) fn is_cut(text: &str, lines: &Lines, span: &Span) -> bool {
    is_long(&text[lines.range(text, span.line)])
}

fn is_long(line: &str) -> bool {
    // Characters are counted only where bytes leave a doubt.
    line.len() > MAX_COLUMNS && line.chars().nth(MAX_COLUMNS).is_some()
}

/// Returns the lines from the first span to the last one. Spans are shortened to their first line.
pub(super) fn around(text: &str, lines: &Lines, spans: &[Span]) -> Excerpt {
    let first_line = spans.iter().map(|span| span.line).min().unwrap_or(1);
    let last_line = spans.iter().map(|span| span.line).max().unwrap_or(1);
    let mut excerpt = Excerpt {
        text: String::new(),
        first_line,
        spans: vec![0..0; spans.len()],
        cut: false,
    };
    let mut marked: Vec<usize> = spans.iter().map(|span| span.line).collect();
    marked.sort_unstable();
    for line in first_line..=last_line {
        if line > first_line {
            excerpt.text.push('\n');
        }
        let next = marked.partition_point(|marked| *marked < line);
        let is_marked = marked.get(next) == Some(&line);
        let is_between = next > 0
            && marked
                .get(next)
                .is_some_and(|after| after - marked[next - 1] <= MAX_GAP + 1);
        if !is_marked && !is_between {
            continue;
        }
        let range = lines.range(text, line);
        let window = window(&text[range.clone()], range.start, spans, line);
        excerpt.cut |= window.start > range.start;
        if window.start > range.start {
            excerpt.text.push('…');
        }
        let content = excerpt.text.len();
        excerpt
            .text
            .extend(text[window.clone()].chars().map(harmless));
        if window.end < range.end {
            excerpt.text.push('…');
        }
        for (span, place) in spans.iter().zip(&mut excerpt.spans) {
            if span.line == line {
                let start = span.start.clamp(window.start, window.end);
                let end = span.end.clamp(start, window.end);
                *place = start - window.start + content..end - window.start + content;
            }
        }
    }
    excerpt
}

/// Returns what stands for a character that would send commands to terminals or turn the text around
/// it; it is as long as the character in UTF-8, so that places stay where they are.
fn harmless(character: char) -> char {
    match character {
        '\u{80}'..='\u{9f}' => '\u{b7}',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => '\u{fffd}',
        '\t' => character,
        other if other.is_ascii_control() => '?',
        other => other,
    }
}

/// Returns the part of a line that is shown: all of it, or what surrounds the first span in it.
fn window(line: &str, offset: usize, spans: &[Span], number: usize) -> Range<usize> {
    let whole = offset..offset + line.len();
    if !is_long(line) {
        return whole;
    }
    let place = spans
        .iter()
        .filter(|span| span.line == number)
        .map(|span| span.start)
        .min()
        .unwrap_or(offset)
        .clamp(whole.start, whole.end)
        - offset;
    let start = line[..place]
        .char_indices()
        .rev()
        .nth(BEFORE - 1)
        .map_or(0, |(at, _)| at);
    let end = line[place..]
        .char_indices()
        .nth(AFTER)
        .map_or(line.len(), |(at, _)| place + at);
    offset + start..offset + end
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, around, is_cut};
    use crate::load::{Lines, Span};

    fn span(text: &str, start: usize, end: usize) -> Span {
        let (line, column) = Lines::of(text).position(text, start);
        Span {
            start,
            end,
            line,
            column,
        }
    }

    #[test]
    fn far_lines_between_are_left_empty() {
        let text = "a\nb\nc\nd\ne\nf\ng\n";
        let lines = Lines::of(text);
        let spans = [span(text, 12, 13), span(text, 2, 3), span(text, 6, 7)];
        assert_eq!(
            around(text, &lines, &spans),
            Excerpt {
                text: "b\nc\nd\ne\nf\ng".into(),
                first_line: 2,
                spans: vec![10..11, 0..1, 4..5],
                cut: false,
            }
        );
        assert_eq!(
            around(text, &lines, &[spans[1], spans[0]]).text,
            "b\n\n\n\n\ng"
        );
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("{}x: 1{}", "é".repeat(300), "ü".repeat(300));
        let lines = Lines::of(&text);
        let place = span(&text, 600, 601);
        assert!(is_cut(&text, &lines, &place));
        let excerpt = around(&text, &lines, &[place]);
        assert_eq!(&excerpt.text[excerpt.spans[0].clone()], "x");
        assert_eq!(excerpt.text.chars().count(), 122);
        assert!(excerpt.cut);
    }

    #[test]
    fn a_span_of_several_lines_is_shortened_to_the_first() {
        let text = "a: {\n  b: 1\n}\n";
        let excerpt = around(text, &Lines::of(text), &[span(text, 3, 13)]);
        assert_eq!(excerpt.text, "a: {");
        assert_eq!(excerpt.spans.first(), Some(&(3..4)));
    }
}
