//! What stands before the text of a line of CommonMark: indentation, quotes, markers of lists.
//!
//! A line that is indented four columns further than the list or the quote that it is in is code, and
//! rustdoc would compile and run it. So a line enters, and leaves with what it has of that taken back.

/// The lists that are open, by the columns at which the text of their items starts.
#[derive(Debug, Default)]
pub(super) struct Containers {
    columns: Vec<usize>,
}

/// How far a text may be indented without being code.
const MAX_INDENT: usize = 3;

impl Containers {
    /// Returns where the text of the innermost item of a list starts.
    pub(super) fn column(&self) -> usize {
        self.columns.last().copied().unwrap_or_default()
    }

    /// Returns the line with less indentation where it would be code; `line` has no tabs.
    pub(super) fn place(&mut self, line: &str) -> String {
        let mut rest = line.trim_start();
        if rest.is_empty() {
            return String::new();
        }
        let indent = line.len() - rest.len();
        self.columns.retain(|column| *column <= indent);
        let column = self.column();
        let indent = match indent > column + MAX_INDENT {
            true => column,
            false => indent,
        };
        let mut placed = " ".repeat(indent);
        while let Some(width) = marker(rest) {
            let (marker, behind) = rest.split_at(width);
            rest = behind.trim_start();
            // An item whose text starts further on starts with code.
            let space = (behind.len() - rest.len()).min(MAX_INDENT + 1);
            let space = match space > MAX_INDENT {
                true => 1,
                false => space,
            };
            placed.push_str(marker);
            placed.push_str(&" ".repeat(space));
            if marker != ">" {
                self.columns.push(placed.len());
            }
        }
        placed.push_str(rest);
        placed
    }
}

/// Returns the width of the marker of a quote or of an item of a list that a text starts with.
fn marker(text: &str) -> Option<usize> {
    if text.starts_with('>') {
        return Some(1);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let width = match text[digits..].chars().next()? {
        '-' | '+' | '*' if digits == 0 => 1,
        '.' | ')' if (1..=9).contains(&digits) => digits + 1,
        _ => return None,
    };
    let behind = &text[width..];
    (behind.is_empty() || behind.starts_with(' ')).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::Containers;

    fn placed(text: &str) -> String {
        let mut containers = Containers::default();
        let lines: Vec<String> = text.lines().map(|line| containers.place(line)).collect();
        lines.join("\n")
    }

    #[test]
    fn lists_in_lists_stay_as_they_are() {
        for text in [
            "- a\n  - b\n    - c\n\n      more of c\n  more of b",
            "1. a\n   b\n2. c",
            "> a\n> b",
            "* * *",
        ] {
            assert_eq!(placed(text), text);
        }
    }

    #[test]
    fn nothing_becomes_code() {
        for (text, expected) in [
            ("    f()", "f()"),
            ("- a\n\n      f()", "- a\n\n  f()"),
            ("-     f()", "- f()"),
            (">     f()", "> f()"),
            ("1. > -      f()", "1. > - f()"),
            ("- a\nb\n\n    f()", "- a\nb\n\nf()"),
        ] {
            assert_eq!(placed(text), expected);
        }
    }
}
