//! Texts, numbers and the like: plain, in quotes, and as blocks (YAML 1.2 sections 7.3, 8.1 and 10.3).

use serde_json::{Number, Value};

use super::{Reader, Unusual, spaces};

impl Reader<'_> {
    /// Reads a plain scalar, which goes on in lines further in than the block that holds it.
    pub(super) fn plain(&mut self, parent: usize) -> Result<Value, Unusual> {
        let line = self.line();
        if !starts_plain(line) {
            return Err(Unusual);
        }
        let (first, mut is_over) = plain_part(line)?;
        self.leave(line);
        let mut folded = String::new();
        while !is_over {
            let breaks = self.skip_blank_lines();
            let line = self.line();
            let column = spaces(line);
            let part = &line[column..];
            if part.is_empty() || column <= parent || part.starts_with('#') {
                break;
            }
            if folded.is_empty() {
                folded.push_str(first);
            }
            push_break(&mut folded, breaks);
            let (part, ends) = plain_part(part)?;
            folded.push_str(part);
            is_over = ends;
            self.leave(line);
        }
        match folded.is_empty() {
            true => resolve(first),
            false => Ok(Value::String(folded)),
        }
    }

    /// Reads a scalar in quotes, from the first of them.
    pub(super) fn quoted(&mut self) -> Result<String, Unusual> {
        let quote = match self.byte() {
            Some(b'\'') => '\'',
            _ => '"',
        };
        self.at += 1;
        let mut text = String::new();
        loop {
            let line = self.line();
            if let Some(length) = push_quoted(&mut text, line, quote)? {
                self.at += length;
                return Ok(text);
            }
            text.truncate(text.trim_end_matches(' ').len());
            self.leave(line);
            let breaks = self.skip_blank_lines();
            let column = spaces(self.rest());
            // What is in the first column may be the mark of another document.
            if column == 0 || self.at + column == self.text.len() {
                return Err(Unusual);
            }
            push_break(&mut text, breaks);
            self.at += column;
        }
    }

    /// Reads a block scalar, from its `|` or `>`.
    pub(super) fn block(&mut self, parent: usize) -> Result<String, Unusual> {
        let header = self.line();
        let is_folded = header.starts_with('>');
        let chomping = match header[1..].trim_end_matches(' ') {
            "" => Chomping::Clip,
            "-" => Chomping::Strip,
            "+" => Chomping::Keep,
            _ => return Err(Unusual),
        };
        self.leave(header);
        let start = self.at;
        let mut breaks = self.skip_blank_lines();
        let blank = &self.text[start..self.at];
        let indent = spaces(self.line());
        let deepest = blank.lines().map(str::len).max().unwrap_or(0);
        if self.line().len() == indent || indent <= parent || deepest > indent {
            return Err(Unusual);
        }
        let mut text = String::new();
        // Whether the line before started further in, where nothing is folded; `None` before the first one.
        let mut before: Option<bool> = None;
        loop {
            let whole = self.line();
            let line = &whole[indent..];
            let is_further_in = line.starts_with(' ');
            if let Some(was_further_in) = before {
                let folds = is_folded && !was_further_in && !is_further_in;
                match (folds, breaks) {
                    (true, 0) => text.push(' '),
                    (true, _) => {}
                    (false, _) => text.push('\n'),
                }
            }
            text.extend(std::iter::repeat_n('\n', breaks));
            text.push_str(line);
            before = Some(is_further_in);
            self.leave(whole);
            let is_last = !self.text[..self.at].ends_with('\n');
            breaks = match is_last {
                true => 0,
                false => self.skip_lines_within(indent),
            };
            let line = self.line();
            if is_last || spaces(line) < indent || line.len() == indent {
                if chomping != Chomping::Strip && !is_last {
                    text.push('\n');
                }
                if chomping == Chomping::Keep {
                    text.extend(std::iter::repeat_n('\n', breaks));
                }
                return Ok(text);
            }
        }
    }

    /// Skips lines that have nothing but spaces, and returns how many there were.
    fn skip_blank_lines(&mut self) -> usize {
        self.skip_lines_within(usize::MAX)
    }

    /// Skips lines that have nothing but at most so many spaces, and returns how many there were.
    fn skip_lines_within(&mut self, indent: usize) -> usize {
        let mut count = 0;
        loop {
            let rest = self.rest();
            let column = spaces(rest);
            if column > indent || rest.as_bytes().get(column) != Some(&b'\n') {
                return count;
            }
            self.at += column + 1;
            count += 1;
        }
    }
}

/// What becomes of the line ends behind a block scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Chomping {
    /// One stays.
    Clip,
    /// None stays.
    Strip,
    /// All stay.
    Keep,
}

/// Adds what a line end is in a scalar that is folded, with so many blank lines behind it.
fn push_break(text: &mut String, blank_lines: usize) {
    match blank_lines {
        0 => text.push(' '),
        _ => text.extend(std::iter::repeat_n('\n', blank_lines)),
    }
}

/// Returns whether a plain scalar starts here; there are some more that the parser takes.
pub(super) fn starts_plain(line: &str) -> bool {
    match line.as_bytes() {
        [] | [b' ', ..] => false,
        [b'-', rest @ ..] => !matches!(rest, [] | [b' ' | b'-', ..]),
        [b'.', b'.', ..] => false,
        [first, ..] => !b"?:,[]{}#&*!|>'\"%@`".contains(first),
    }
}

/// Returns where the first colon is that ends a key.
pub(super) fn colon(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let is_end = |at: usize| matches!(bytes.get(at + 1), None | Some(b' '));
    (0..bytes.len()).find(|at| bytes[*at] == b':' && is_end(*at))
}

/// Returns what a line has of a plain scalar, and whether a comment ends it.
fn plain_part(line: &str) -> Result<(&str, bool), Unusual> {
    let (part, is_over) = match line.find(" #") {
        Some(end) => (&line[..end], true),
        None => (line, false),
    };
    match colon(part) {
        Some(_) => Err(Unusual),
        None => Ok((part.trim_end_matches(' '), is_over)),
    }
}

/// Returns a scalar in quotes that is as it was written, and what follows it on its line.
pub(super) fn simple_quoted(line: &str, quote: char) -> Option<(&str, &str)> {
    let inside = line.strip_prefix(quote)?;
    let (text, rest) = inside.split_once(quote)?;
    let is_simple = match quote {
        '"' => !text.contains('\\'),
        _ => !rest.starts_with(quote),
    };
    is_simple.then_some((text, rest))
}

/// Adds what a line has of a scalar in quotes, and returns its length with the last quote, if that is there.
fn push_quoted(text: &mut String, line: &str, quote: char) -> Result<Option<usize>, Unusual> {
    let mut rest = line;
    let is_double = quote == '"';
    while let Some(at) = rest.find(|it| it == quote || it == '\\' && is_double) {
        let (before, special) = rest.split_at(at);
        text.push_str(before);
        let (length, character) = match special.as_bytes() {
            [b'\\', b'n', ..] => (2, '\n'),
            [b'\\', b't', ..] => (2, '\t'),
            [b'\\', b'\\', ..] => (2, '\\'),
            [b'\\', b'"', ..] => (2, '"'),
            [b'\\', b'/', ..] => (2, '/'),
            [b'\\', ..] => return Err(Unusual),
            [b'\'', b'\'', ..] => (2, '\''),
            _ => return Ok(Some(line.len() - special.len() + 1)),
        };
        text.push(character);
        rest = &special[length..];
    }
    text.push_str(rest);
    Ok(None)
}

/// Returns the value that a plain scalar of one line is.
pub(super) fn resolve(text: &str) -> Result<Value, Unusual> {
    match text {
        "~" | "null" | "Null" | "NULL" => return Ok(Value::Null),
        "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
        _ => {}
    }
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return Ok(Value::String(text.to_owned()));
    }
    let Ok(number) = text.parse::<serde_yaml::Number>() else {
        // Of integers that take more than 64 bits the parser makes floats.
        let digits = text.trim_start_matches(['+', '-']);
        let may_be_integer = ["0x", "0o", "0b"].iter().any(|it| digits.starts_with(it))
            || digits.bytes().all(|byte| byte.is_ascii_digit());
        return match may_be_integer {
            true => Err(Unusual),
            false => Ok(Value::String(text.to_owned())),
        };
    };
    if let Some(number) = number.as_u64() {
        return Ok(number.into());
    }
    if let Some(number) = number.as_i64() {
        return Ok(number.into());
    }
    let float = number.as_f64().and_then(Number::from_f64);
    float.map(Value::Number).ok_or(Unusual)
}
