//! Documentation comments.
//!
//! Descriptions are CommonMark from anywhere. What comes out says the same as rustdoc and as pages read
//! it: no bracket becomes a link by accident, no HTML takes effect, no code block becomes a test, and
//! paragraphs are wrapped.

mod anchor;
mod commonmark;
mod escape;
mod inline;
mod wrap;

use std::borrow::Cow;

use crate::api::{Constraints, Docs};

pub use anchor::Anchors;
use commonmark::{is_safe, is_sentence, joined, rewritten};
use escape::escape;
pub use escape::{is_hidden, visible};
use wrap::{spans, wrap};

/// One line of a documentation comment, without the slashes.
pub type DocLine = String;

/// The column at which paragraphs are wrapped.
const WIDTH: usize = 96;

/// How many bytes of a text are shown; each line costs the compiler something.
const MAX_TEXT: usize = 1 << 20;

/// How many lines of a text are shown.
const MAX_LINES: usize = 10_000;

/// How many characters a cell of a table says before the rest stands under the table.
const MAX_BRIEF: usize = 100;

/// How many characters of a name or a value are shown.
const MAX_CODE: usize = 200;

/// Returns the lines that say what `docs` and more say, for an item that is indented by `indent`.
pub(super) fn lines(docs: &Docs, indent: usize) -> Vec<DocLine> {
    let mut lines = Vec::new();
    if let Some(summary) = &docs.summary {
        lines.extend(markdown(summary, indent));
    }
    if let Some(description) = &docs.description
        && docs.summary.as_ref() != Some(description)
    {
        paragraph(&mut lines, markdown(description, indent));
    }
    lines
}

/// Adds a paragraph, with an empty line before it.
pub(super) fn paragraph(lines: &mut Vec<DocLine>, more: Vec<DocLine>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}

/// Returns what values must satisfy, as one line; `None` where nothing is said.
pub(super) fn constraints(
    constraints: &Constraints,
    default: Option<&serde_json::Value>,
) -> Option<String> {
    let mut parts = Vec::new();
    if let Some(default) = default {
        parts.push(format!("Default: {}.", code(&default.to_string())));
    }
    let least = match constraints.exclusive_minimum {
        true => "More than",
        false => "At least",
    };
    let most = match constraints.exclusive_maximum {
        true => "less than",
        false => "at most",
    };
    let exclusive = constraints.exclusive_minimum || constraints.exclusive_maximum;
    match (&constraints.minimum, &constraints.maximum) {
        (Some(minimum), Some(maximum)) if exclusive => {
            parts.push(format!("{least} {minimum}, {most} {maximum}."));
        }
        (Some(minimum), Some(maximum)) => parts.push(format!("From {minimum} to {maximum}.")),
        (Some(minimum), None) => parts.push(format!("{least} {minimum}.")),
        (None, Some(maximum)) if exclusive => parts.push(format!("Less than {maximum}.")),
        (None, Some(maximum)) => parts.push(format!("At most {maximum}.")),
        (None, None) => {}
    }
    if let Some(divisor) = &constraints.multiple_of {
        parts.push(format!("A multiple of {divisor}."));
    }
    match (constraints.min_length, constraints.max_length) {
        (Some(minimum), Some(maximum)) => parts.push(format!("Length: {minimum} to {maximum}.")),
        (Some(minimum), None) => parts.push(format!("Length: at least {minimum}.")),
        (None, Some(maximum)) => parts.push(format!("Length: at most {maximum}.")),
        (None, None) => {}
    }
    if constraints.unique_items {
        parts.push("No item twice.".to_owned());
    }
    if let Some(pattern) = &constraints.pattern {
        parts.push(format!("Pattern: {}.", code(&pattern.text)));
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the first sentence of a text as one line, for lists and tables.
pub(super) fn summary_of(text: &str) -> String {
    let first: String = text
        .split("\n\n")
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut from = 0;
    while let Some(found) = first[from..].find(". ") {
        let end = from + found;
        let abbreviation = first[..end].ends_with("e.g") || first[..end].ends_with("i.e");
        let sentence = first[end + 2..]
            .chars()
            .next()
            .is_some_and(|next| !next.is_lowercase());
        if sentence && !abbreviation {
            return first[..=end].to_owned();
        }
        from = end + 2;
    }
    first
}

/// Returns a text as one line in which nothing is markup beyond emphasis and code.
pub fn plain(text: &str) -> String {
    escape(&visible(
        &text.split_whitespace().collect::<Vec<_>>().join(" "),
    ))
}

/// Returns a text of the document as code within a line, as much of it as says what it is.
pub fn code(text: &str) -> String {
    let mut shown = String::new();
    for (index, character) in text.trim().chars().enumerate() {
        match character {
            _ if index == MAX_CODE => {
                shown.push_str("...");
                break;
            }
            '\n' => shown.push_str("\\n"),
            '`' => shown.extend(character.escape_unicode()),
            hidden if is_hidden(hidden) => shown.extend(hidden.escape_unicode()),
            other => shown.push(other),
        }
    }
    format!("`{shown}`")
}

/// Returns CommonMark that rustdoc can be given, wrapped.
pub(super) fn markdown(text: &str, indent: usize) -> Vec<DocLine> {
    let width = WIDTH - indent - 4;
    let text = shortened(text.trim());
    if is_sentence(&text) {
        let mut lines = Vec::new();
        wrap(&mut lines, &text, width);
        return lines;
    }
    let is_hidden = |it: char| !matches!(it, '\n' | '\t') && is_hidden(it);
    let text = match text.contains(is_hidden) {
        true => Cow::Owned(text.replace(is_hidden, "")),
        false => text,
    };
    let lines = rewritten(&text, width);
    if is_safe(&lines) {
        return lines;
    }
    // What two readings of a text disagree about is text and nothing else.
    let mut literal = Vec::new();
    for line in text.lines() {
        let mut escaped = String::new();
        for character in visible(line.trim()).chars() {
            if character.is_ascii_punctuation() {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        match escaped.is_empty() {
            true => paragraph(&mut literal, vec![String::new()]),
            false => wrap(&mut literal, &escaped, width),
        }
    }
    literal
}

/// Returns lines of documentation as one cell of a table, and whether that says all of them.
pub fn brief(lines: &[DocLine]) -> (String, bool) {
    let (text, is_prose) = joined(lines);
    if is_prose && text.chars().count() <= MAX_BRIEF {
        return (text, true);
    }
    let mut words = String::new();
    let mut length = 0;
    for word in spans(&summary_of(&text)) {
        length += word.chars().count() + 1;
        if length > MAX_BRIEF && !words.is_empty() {
            words.push_str(" ..");
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    (words, false)
}

/// Returns the beginning of a text that nobody would read to its end.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_TEXT {
        return Cow::Borrowed(text);
    }
    let mut end = MAX_TEXT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Cow::Owned(format!("{} ...", &text[..end]))
}

#[cfg(test)]
mod tests {
    use super::{commonmark::parsed, *};

    #[test]
    fn summaries_end_with_the_first_sentence() {
        assert_eq!(summary_of("One. Two."), "One.");
        assert_eq!(summary_of("An id, e.g. `7`. More."), "An id, e.g. `7`.");
        assert_eq!(summary_of("Only\none"), "Only one");
    }

    #[test]
    fn code_never_becomes_a_test() {
        for (text, expected) in [
            ("```\nlet x;\n```", &["```text", "let x;", "```"][..]),
            ("```rust\nlet x;", &["```text", "let x;", "```"]),
            ("~~~ json\n{}\n~~~", &["```json", "{}", "```"]),
            ("a\n\n    let x;", &["a", "", "```text", "let x;", "```"]),
            (
                "- a\n\n      f()",
                &["- a", "", "  ```text", "  f()", "  ```"],
            ),
            ("````\n```\n````", &["````text", "```", "````"]),
        ] {
            assert_eq!(markdown(text, 0), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_markup_stays_none() {
        for (text, expected) in [
            (
                "a [b] <T> c_d __x__ 3 \\* 4",
                "a \\[b\\] \\<T> c_d **x** 3 \\* 4",
            ),
            ("see https://a.example/b_c.", "see <https://a.example/b_c>."),
            (
                "[a](https://b.example/) [c](javascript:d)",
                "[a](https://b.example/) c",
            ),
            ("<b>a</b> &lt;c&gt; &amp;amp;", "\\<b>a\\</b> \\<c> \\&amp;"),
            ("# Title #", "**Title**"),
            ("a*/b", "a\\*/b"),
            ("*a* **b** ~~c~~ `d e`", "*a* **b** ~~c~~ `d e`"),
            (
                "![a](https://b.example/c.png)",
                "[a](https://b.example/c.png)",
            ),
            ("a<br>b", "a\\"),
        ] {
            assert_eq!(markdown(text, 0)[0], expected, "{text}");
        }
    }

    #[test]
    fn lists_and_tables_stay_what_they_are() {
        for text in [
            "- a\n- b\n  - c\n  - d\n- e",
            "1. a\n\n2. b\n\n   c\n\n3. d",
            "> a\n>\n> - b",
            "| a | b |\n| --- | :-: |\n| c \\| d | `e` |",
            "a\n\n---\n\nb",
        ] {
            assert_eq!(markdown(text, 0).join("\n"), text);
        }
        assert_eq!(markdown("a\r\nb\r\n\r\nc", 0), ["a b", "", "c"]);
    }

    #[test]
    fn cells_say_what_fits() {
        let lines = |text: &str| markdown(text, 0);
        assert_eq!(brief(&lines("Short.")), ("Short.".to_owned(), true));
        assert_eq!(
            brief(&lines("Short.\n\nMore.")),
            ("Short. More.".to_owned(), true)
        );
        let long = format!("First. {}", "Word ".repeat(40));
        assert_eq!(brief(&lines(&long)), ("First.".to_owned(), false));
        let (cell, is_all) = brief(&lines(&"word ".repeat(40)));
        assert!(
            cell.ends_with("word ..") && cell.len() < 110 && !is_all,
            "{cell}"
        );
        assert_eq!(
            brief(&lines("A list:\n\n- a\n- b")),
            ("A list: a b".to_owned(), false)
        );
    }

    #[test]
    fn sentences_are_what_the_parser_says() {
        for text in [
            "A pet.",
            "A pet (of 3): 1. a - b + c; #1, \"d\" 'e' 50% $f = g! @h ^i {j} / k?",
            "Words  apart",
            &"word 1) - + # = :- ".repeat(30),
            "Code `a*[b]<c>\\`, `d  e` and `|`; `f`",
            &"code `of 1. some` words ".repeat(30),
        ] {
            let text = text.trim();
            assert!(super::is_sentence(text), "{text}");
            let lines = markdown(text, 0);
            assert_eq!(lines, super::rewritten(text, WIDTH - 4), "{text}");
            assert!(super::is_safe(&lines), "{text}");
            assert_eq!(super::joined(&lines), (lines.join(" "), true), "{text}");
            assert_eq!(super::joined(&lines), parsed(&lines.join("\n")), "{text}");
        }
        for text in [
            "- a",
            "a *b*",
            "a_b",
            "a http://b",
            "a\nb",
            "1. a",
            "",
            "a ",
            "a `b",
            "a ``b``",
            "a ` b`",
            "a `b `",
            "a `b``c`",
            "a ```",
            "a `*` *b*",
            "é",
        ] {
            assert!(!super::is_sentence(text), "{text}");
        }
    }

    #[test]
    fn wraps_paragraphs() {
        let long = "word ".repeat(40);
        let wrapped = markdown(&long, 0);
        assert!(
            wrapped.len() > 1 && wrapped.iter().all(|line| line.len() <= WIDTH),
            "{wrapped:?}"
        );
        let item = markdown(&format!("- {long}"), 0);
        assert!(item[0].starts_with("- word") && item[1].starts_with("  word"));
    }
}
