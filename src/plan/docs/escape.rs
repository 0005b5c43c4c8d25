//! What of a text would mean something to rustdoc that its author did not mean.
//!
//! One line of CommonMark enters, and leaves without brackets that become links by accident, without
//! HTML, and without characters that nobody sees. Code stays as it is.

/// How many bytes the target of a link has at most.
const MAX_URL: usize = 2_000;

/// Removes characters that change how text is shown without being seen.
pub fn visible(line: &str) -> String {
    line.replace(|it| it != '\t' && is_hidden(it), "")
}

/// Returns whether a character is not seen, or changes how the text around it is shown.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

/// Escapes what rustdoc would take for a link or for HTML, outside of code.
pub(super) fn escape(line: &str) -> String {
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
            match target(rest).filter(|_| linked) {
                Some(end) => {
                    linked = false;
                    escaped.push_str(&rest[..end]);
                    rest = &rest[end..];
                    continue;
                }
                None => escaped.push_str("\\]"),
            }
        } else if next == '\\' && rest[1..].starts_with(|it: char| it.is_ascii_punctuation()) {
            // What is escaped already stays so; two escapes would undo each other.
            escaped.push_str(&rest[..2]);
            rest = &rest[2..];
            continue;
        } else {
            escaped.push(next);
        }
        rest = &rest[next.len_utf8()..];
    }
    escaped
}

/// Returns where a run of backticks of exactly this length starts.
pub(super) fn closing(text: &str, fence: &str) -> Option<usize> {
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
    let end = text[1..].find(['[', ']']);
    end.is_some_and(|end| target(&text[1 + end..]).is_some())
}

/// Returns where the target of a link ends that starts with `](`: a URL of the web and no more.
fn target(text: &str) -> Option<usize> {
    let url = text.strip_prefix("](")?;
    if !(url.starts_with("http://") || url.starts_with("https://")) {
        return None;
    }
    let end = url
        .bytes()
        .take(MAX_URL)
        .position(|byte| byte.is_ascii_whitespace() || b"()<>\"`\\".contains(&byte))?;
    url[end..].starts_with(')').then_some(end + "](".len() + 1)
}

/// Returns the URL that a text starts with.
pub(super) fn bare_url(text: &str) -> Option<&str> {
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

#[cfg(test)]
mod tests {
    use super::escape;

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
            ("\\<b> \\[x\\] \\`x`", "\\<b> \\[x\\] \\`x\\`"),
            ("\\\\<b>", "\\\\\\<b>"),
            (
                "[x](https://example.com <b>)",
                "\\[x\\](<https://example.com> \\<b>)",
            ),
            (
                "[a `b](http://x) c` ](http://x<b>)",
                "[a `b](http://x) c` \\](http://x\\<b>)",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(escape(text), expected, "{text}");
        }
    }
}
