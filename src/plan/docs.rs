//! Documentation comments.
//!
//! Descriptions are CommonMark from anywhere. What comes out says the same as rustdoc reads it: no
//! bracket becomes a link by accident, no HTML takes effect, no code block becomes a test, and plain
//! paragraphs are wrapped.

use crate::api::{Constraints, Docs};

/// One line of a documentation comment, without the slashes.
pub type DocLine = String;

/// The column at which paragraphs are wrapped.
const WIDTH: usize = 96;

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
        parts.push(format!("Default: `{default}`."));
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
    if let Some(pattern) = constraints
        .pattern
        .as_ref()
        .map(|pattern| &pattern.text)
        .filter(|pattern| !pattern.contains('`'))
    {
        parts.push(format!(
            "Pattern: `{}`.",
            pattern.replace(['\n', '\r'], " ")
        ));
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
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Returns CommonMark that rustdoc can be given, wrapped.
pub(super) fn markdown(text: &str, indent: usize) -> Vec<DocLine> {
    let width = WIDTH - indent - 4;
    let mut lines = Vec::new();
    let mut fence: Option<String> = None;
    for line in text.trim().lines() {
        let line = visible(line.trim_end());
        let trimmed = line.trim_start();
        let marker = trimmed
            .chars()
            .take_while(|it| *it == '`' || *it == '~')
            .collect::<String>();
        if let Some(open) = &fence {
            let closes =
                marker.starts_with(open.as_str()) && trimmed[marker.len()..].trim().is_empty();
            lines.push(line.clone());
            if closes {
                fence = None;
            }
            continue;
        }
        if marker.len() >= 3 {
            // Only `text` is certain not to become a test.
            let indentation = &line[..line.len() - trimmed.len()];
            lines.push(format!("{indentation}{marker}text"));
            fence = Some(marker);
            continue;
        }
        // Four spaces make a code block, which rustdoc would run.
        let line = if line.len() - trimmed.len() >= 4 && !in_list(&lines) {
            trimmed.to_owned()
        } else {
            line.clone()
        };
        wrap(&mut lines, &escape(&line), width);
    }
    if let Some(marker) = fence {
        lines.push(marker);
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// Returns whether the last paragraph is an item of a list, which indented lines continue.
fn in_list(lines: &[DocLine]) -> bool {
    lines
        .iter()
        .rev()
        .find(|line| !line.is_empty() && !line.starts_with(' '))
        .is_some_and(|line| starts_block(line))
}

/// Removes characters that change how text is shown without being seen.
fn visible(line: &str) -> String {
    line.chars()
        .filter(|it| !it.is_control() || *it == '\t')
        .filter(|it| !matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .collect()
}

/// Escapes what rustdoc would take for a link or for HTML, outside of code.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len());
    let mut rest = line;
    // Whether the text is that of a link.
    let mut linked = false;
    while let Some(next) = rest.chars().next() {
        if next == '`' {
            let ticks = rest.len() - rest.trim_start_matches('`').len();
            let fence = &rest[..ticks];
            match closing(&rest[ticks..], fence) {
                Some(end) => {
                    let span = ticks + end + ticks;
                    escaped.push_str(&rest[..span]);
                    rest = &rest[span..];
                }
                None => {
                    escaped.push_str(&"\\`".repeat(ticks));
                    rest = &rest[ticks..];
                }
            }
            continue;
        }
        if let Some(url) = bare_url(rest)
            && !escaped.ends_with('<')
        {
            escaped.push_str(&format!("<{url}>"));
            rest = &rest[url.len()..];
            continue;
        }
        if next == '<' {
            if let Some(url) = bare_url(&rest[1..])
                && rest[1 + url.len()..].starts_with('>')
            {
                escaped.push_str(&rest[..url.len() + 2]);
                rest = &rest[url.len() + 2..];
                continue;
            }
            escaped.push_str("\\<");
        } else if next == '[' {
            linked = is_link(rest);
            escaped.push_str(if linked { "[" } else { "\\[" });
        } else if next == ']' {
            let target = rest[1..].find(')').filter(|_| linked);
            let Some(target) = target else {
                escaped.push_str("\\]");
                rest = &rest[1..];
                continue;
            };
            linked = false;
            escaped.push_str(&rest[..target + 2]);
            rest = &rest[target + 2..];
            continue;
        } else {
            escaped.push(next);
        }
        rest = &rest[next.len_utf8()..];
    }
    escaped
}

/// Returns where a run of backticks of exactly this length starts.
fn closing(text: &str, fence: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == fence.len() {
            return Some(start);
        }
        at = start + run;
    }
    None
}

/// Returns whether a bracket opens an inline link (`[text](target)`).
fn is_link(text: &str) -> bool {
    let Some(end) = text.find(']') else {
        return false;
    };
    let target = &text[end + 1..];
    !text[1..end].contains('[')
        && (target.starts_with("(http://") || target.starts_with("(https://"))
        && target.contains(')')
}

/// Returns the URL that a text starts with.
fn bare_url(text: &str) -> Option<&str> {
    if !(text.starts_with("http://") || text.starts_with("https://")) {
        return None;
    }
    let end = text
        .find(|it: char| {
            it.is_whitespace()
                || matches!(
                    it,
                    '<' | '>' | '"' | '`' | ')' | ']' | '|' | '{' | '\\' | '^'
                )
        })
        .unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (url.len() > "https://".len()).then_some(url)
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
    fn escapes_what_rustdoc_would_misread() {
        let cases = [
            ("a [b] c", "a \\[b\\] c"),
            ("[x](https://example.com)", "[x](https://example.com)"),
            (
                "[![x](https://example.com)](https://example.com)",
                "\\[![x](https://example.com)\\](<https://example.com>)",
            ),
            ("see https://example.com/a.", "see <https://example.com/a>."),
            ("<https://example.com>", "<https://example.com>"),
            ("Vec<T>", "Vec\\<T>"),
            ("`Vec<T>` and `[x]`", "`Vec<T>` and `[x]`"),
            ("an unclosed ` tick", "an unclosed \\` tick"),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }

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
