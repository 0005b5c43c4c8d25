//! Lines of paragraphs.

/// Adds a text in lines of a width; none starts what is no paragraph.
pub(super) fn wrap(lines: &mut Vec<String>, text: &str, width: usize) {
    let mut current = String::new();
    let mut length = 0;
    for word in words(text) {
        let word_length = word.chars().count();
        // A line must not start with what would begin a list, a heading or a quote.
        if length > 0 && length + 1 + word_length > width && !starts_block(word) {
            lines.push(std::mem::take(&mut current));
            length = 0;
        }
        if length > 0 {
            current.push(' ');
            length += 1;
        } else if starts_block(word) {
            escape_start(&mut current, word);
            length = current.chars().count();
            continue;
        }
        current.push_str(word);
        length += word_length;
    }
    lines.push(current);
}

/// Adds the word that a paragraph starts with, which would start something else.
fn escape_start(line: &mut String, word: &str) {
    let is_strong = word.starts_with("**") && word.len() > 2;
    let is_emphasis = word.starts_with('*') && !word.starts_with("**") && word.len() > 1;
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (before, behind) = word.split_at(digits);
    if is_strong || is_emphasis {
        line.push_str(word);
    } else {
        line.push_str(before);
        line.push('\\');
        line.push_str(behind);
    }
}

/// Returns the words of a line; code and links, whose spaces may matter, are not broken.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut rest = line;
    while let Some(found) = rest.find(['\\', '`', ' ']) {
        rest = &rest[found..];
        let at = line.len() - rest.len();
        match rest.as_bytes()[0] {
            b'\\' => {
                let mut behind = rest.chars();
                behind.next();
                behind.next();
                rest = behind.as_str();
            }
            b'`' => {
                let ticks = rest.len() - rest.trim_start_matches('`').len();
                let end = super::escape::closing(&rest[ticks..], &rest[..ticks]);
                rest = &rest[end.map_or(ticks, |end| ticks + end + ticks)..];
            }
            _ => {
                if at > start {
                    words.push(&line[start..at]);
                }
                start = at + 1;
                rest = &rest[1..];
            }
        }
    }
    if start < line.len() {
        words.push(&line[start..]);
    }
    words
}

/// Returns the parts of a line that can be cut apart: emphasis and links are whole.
pub(super) fn spans(line: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    let (mut start, mut end, mut open) = (0, 0, Open::default());
    for word in words(line) {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        if !open.is_any() {
            if end > start {
                spans.push(&line[start..end]);
            }
            start = at;
        }
        end = at + word.len();
        open.read(word);
    }
    if end > start {
        spans.push(&line[start..end]);
    }
    spans
}

/// What is open of emphasis and links.
#[derive(Default)]
struct Open {
    emphasis: bool,
    strong: bool,
    struck: bool,
    brackets: usize,
}

impl Open {
    fn is_any(&self) -> bool {
        self.emphasis || self.strong || self.struck || self.brackets > 0
    }

    fn read(&mut self, word: &str) {
        let mut rest = word;
        while let Some(next) = rest.chars().next() {
            let mut width = next.len_utf8();
            match next {
                '\\' => width += rest[1..].chars().next().map_or(0, char::len_utf8),
                '`' => {
                    let ticks = rest.len() - rest.trim_start_matches('`').len();
                    let end = super::escape::closing(&rest[ticks..], &rest[..ticks]);
                    width = end.map_or(ticks, |end| ticks + end + ticks);
                }
                '*' if rest.starts_with("**") => {
                    self.strong = !self.strong;
                    width = 2;
                }
                '*' => self.emphasis = !self.emphasis,
                '~' if rest.starts_with("~~") => {
                    self.struck = !self.struck;
                    width = 2;
                }
                '[' => self.brackets += 1,
                ']' => self.brackets = self.brackets.saturating_sub(1),
                _ => {}
            }
            rest = &rest[width..];
        }
    }
}

/// Returns whether a line that starts so is something other than a paragraph.
fn starts_block(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_number = (1..=9).contains(&digits) && line[digits..].starts_with(['.', ')']);
    line.starts_with(['#', '>', '-', '+', '*', '=', '|']) || line.starts_with(":-") || is_number
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn wrapped(text: &str, width: usize) -> Vec<String> {
        let mut lines = Vec::new();
        wrap(&mut lines, text, width);
        lines
    }

    #[test]
    fn no_line_starts_a_block() {
        assert_eq!(wrapped("a b - c", 4), ["a b -", "c"]);
        assert_eq!(wrapped("- a", 80), ["\\- a"]);
        assert_eq!(wrapped("12. a", 80), ["12\\. a"]);
        assert_eq!(wrapped("# a", 80), ["\\# a"]);
        assert_eq!(wrapped("**a** b", 80), ["**a** b"]);
    }

    #[test]
    fn code_stays_whole() {
        assert_eq!(wrapped("a `b c` d", 3), ["a", "`b c`", "d"]);
        assert_eq!(wrapped("a ``b ` c`` d", 3), ["a", "``b ` c``", "d"]);
        assert_eq!(wrapped("a \\`b c", 3), ["a", "\\`b", "c"]);
    }
}
