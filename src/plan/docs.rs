//! Documentation comments.
//!
//! Descriptions are CommonMark from anywhere. What comes out says the same as rustdoc reads it: no
//! bracket becomes a link by accident, no HTML takes effect, no code block becomes a test, and plain
//! paragraphs are wrapped.

mod container;
mod escape;

use std::borrow::Cow;

use crate::api::{Constraints, Docs};

use container::Containers;
use escape::escape;
pub use escape::{is_hidden, visible};

/// One line of a documentation comment, without the slashes.
pub type DocLine = String;

/// The column at which paragraphs are wrapped.
const WIDTH: usize = 96;

/// How many bytes of a text are shown; each line costs the compiler something.
const MAX_TEXT: usize = 1 << 20;

/// How many lines of a text are shown.
const MAX_LINES: usize = 10_000;

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
pub fn summary_of(text: &str) -> String {
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
    let mut lines = Vec::new();
    let mut fence: Option<Fence> = None;
    let mut containers = Containers::default();
    for line in shortened(text.trim()).lines() {
        if lines.len() > MAX_LINES {
            lines.push("...".to_owned());
            break;
        }
        let line = visible(line.trim_end()).replace('\t', "    ");
        let line = line.trim_end();
        let indent = line.len() - line.trim_start().len();
        if let Some(open) = &fence {
            // Code ends with the list that it is in.
            let ends = !line.is_empty() && indent < containers.column();
            if !ends {
                lines.push(line.to_owned());
                if open.is_closed_by(line) {
                    fence = None;
                }
                continue;
            }
            lines.push(open.end());
        }
        let line = containers.place(line);
        fence = Fence::of(&line);
        match &fence {
            Some(open) => lines.push(open.start()),
            None => wrap(&mut lines, &escape(&line), width),
        }
    }
    if let Some(open) = fence {
        lines.push(open.end());
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// A block of code that is open.
struct Fence {
    /// What it starts with, and ends with.
    marker: String,
    /// How far it is indented.
    indent: usize,
}

impl Fence {
    /// Returns the block that a line starts.
    fn of(line: &str) -> Option<Self> {
        let text = line.trim_start();
        let marker = Self::marker(text)?;
        // Within a line, backticks are code that ends there.
        let is_code = marker.starts_with('`') && text[marker.len()..].contains('`');
        (!is_code).then(|| Self {
            marker: marker.to_owned(),
            indent: line.len() - text.len(),
        })
    }

    fn marker(text: &str) -> Option<&str> {
        let first = text.chars().next().filter(|it| matches!(it, '`' | '~'))?;
        let rest = text.trim_start_matches(first);
        let marker = &text[..text.len() - rest.len()];
        (marker.len() >= 3).then_some(marker)
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let text = line.trim_start();
        line.len() - text.len() <= self.indent + 3
            && Self::marker(text).is_some_and(|it| it.starts_with(&self.marker) && it == text)
    }

    /// Returns its first line: only `text` is certain not to become a test.
    fn start(&self) -> String {
        format!("{}{}text", " ".repeat(self.indent), self.marker)
    }

    fn end(&self) -> String {
        format!("{}{}", " ".repeat(self.indent), self.marker)
    }
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

/// Adds a line, wrapped where it is a plain paragraph.
fn wrap(lines: &mut Vec<DocLine>, line: &str, width: usize) {
    if line.chars().count() <= width || starts_block(line) || line.starts_with([' ', '|']) {
        lines.push(line.to_owned());
        return;
    }
    let mut current = String::new();
    for word in words(line) {
        let full = current.chars().count() + 1 + word.chars().count() > width;
        // A line must not start with what would begin a list, a heading or a quote.
        if !current.is_empty() && full && !starts_block(word) {
            lines.push(std::mem::take(&mut current));
        }
        if !current.is_empty() {
            current.push(' ');
        }
        current.push_str(word);
    }
    lines.push(current);
}

/// Returns the words of a line; code, which may hold spaces that matter, is not broken.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut code) = (0, false);
    for (index, character) in line.char_indices() {
        match character {
            '`' => code = !code,
            ' ' if !code => {
                if index > start {
                    words.push(&line[start..index]);
                }
                start = index + 1;
            }
            _ => {}
        }
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// Returns whether a line starts something other than a paragraph.
fn starts_block(line: &str) -> bool {
    let digits = line.len()
        - line
            .trim_start_matches(|it: char| it.is_ascii_digit())
            .len();
    line.starts_with(['#', '>', '-', '+', '*', '=', '|'])
        || (digits > 0 && line[digits..].starts_with(['.', ')']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_end_with_the_first_sentence() {
        assert_eq!(summary_of("One. Two."), "One.");
        assert_eq!(summary_of("An id, e.g. `7`. More."), "An id, e.g. `7`.");
        assert_eq!(summary_of("Only\none"), "Only one");
    }

    #[test]
    fn code_never_becomes_a_test() {
        assert_eq!(
            markdown("```\nlet x;\n```", 0),
            ["```text", "let x;", "```"]
        );
        assert_eq!(markdown("```rust\nlet x;", 0), ["```text", "let x;", "```"]);
        assert_eq!(markdown("a\n\n    let x;", 0), ["a", "", "let x;"]);
    }

    #[test]
    fn wraps_paragraphs_only() {
        let long = "word ".repeat(40);
        let wrapped = markdown(&long, 0);
        assert!(
            wrapped.len() > 1 && wrapped.iter().all(|line| line.len() <= WIDTH),
            "{wrapped:?}"
        );
        let item = format!("- {}", "word ".repeat(40).trim());
        assert_eq!(markdown(&item, 0), [item]);
    }
}
