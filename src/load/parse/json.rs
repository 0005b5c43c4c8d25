//! Reads JSON.
//!
//! Numbers that no 64-bit float holds, such as `1e999`, become texts, as in YAML: most stand in data, of
//! which nobody needs the value, and who needs it says what is wrong. The parser refuses them, so
//! they are put in quotes and the text is read again.

use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::Tree;
use super::{Format, Position, SyntaxError};

/// What the parser says of a number that no float holds. A test holds these words.
const OUT_OF_RANGE: &str = "number out of range";

/// What the parser says of an escape that is half of a character.
const LONE_SURROGATE: [&str; 2] = [
    "lone leading surrogate in hex escape",
    "unexpected end of hex escape",
];

/// Parses a text into `tree`'s value.
pub(super) fn parse(text: &str, tree: &mut Tree) -> Result<Value, SyntaxError> {
    let error = match read(text, tree) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if tree.limit().is_some() || message(&error) != OUT_OF_RANGE {
        return Err(syntax_error(&error, text, tree, |_, column| column));
    }
    let quoted = Quoted::of(text);
    *tree = Tree::new(Format::Json, &quoted.text);
    read(&quoted.text, tree).map_err(|error| {
        syntax_error(&error, &quoted.text, tree, |line, column| {
            quoted.column(line, column)
        })
    })
}

fn read(text: &str, tree: &mut Tree) -> Result<Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = tree.root().deserialize(&mut deserializer)?;
    deserializer.end().map(|()| value)
}

/// Tells of an error in a text; `column` says where a column of it is in what was written.
fn syntax_error(
    error: &serde_json::Error,
    text: &str,
    tree: &Tree,
    column: impl FnOnce(usize, usize) -> usize,
) -> SyntaxError {
    let at = |found| Position::Bytes {
        line: error.line(),
        column: column(error.line(), found),
    };
    let message = message(error);
    if LONE_SURROGATE.contains(&message.as_str())
        && let Some((found, escape)) = surrogate(text, error.line(), error.column())
    {
        return SyntaxError::Malformed {
            message: format!("`{escape}` is half of a character, without the other half"),
            at: at(found),
            context: None,
        };
    }
    let at = at(error.column());
    match tree.limit() {
        Some(limit) => SyntaxError::Limit(limit, at),
        None => SyntaxError::Malformed {
            message,
            at,
            context: None,
        },
    }
}

/// Returns the column and the text of the last escape before a place that means half of a character.
fn surrogate(text: &str, line: usize, column: usize) -> Option<(usize, &str)> {
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let end = column.min(line.len());
    (0..end).rev().find_map(|start| {
        let escape = line.get(start..start + 6)?;
        let digits = escape.strip_prefix("\\u")?;
        let code = u32::from_str_radix(digits, 16).ok()?;
        (0xd800..0xe000)
            .contains(&code)
            .then_some((start + 1, escape))
    })
}

/// Returns what is wrong without where, which is shown by other means.
fn message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let suffix = format!(" at line {} column {}", error.line(), error.column());
    text.strip_suffix(&suffix).unwrap_or(&text).to_owned()
}

/// A text whose numbers out of range are in quotes.
struct Quoted {
    text: String,
    /// The line and the column in bytes of each quote, both from 1.
    quotes: Vec<(usize, usize)>,
}

impl Quoted {
    fn of(text: &str) -> Self {
        let mut quoted = Self {
            text: String::with_capacity(text.len()),
            quotes: Vec::new(),
        };
        let (mut line, mut line_start) = (1, 0);
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let length = match first {
                b'"' => string(rest),
                b'-' | b'0'..=b'9' => number(rest),
                // What is between stays whole, whatever bytes its characters have.
                _ => rest
                    .bytes()
                    .position(|byte| matches!(byte, b'"' | b'-' | b'0'..=b'9'))
                    .unwrap_or(rest.len()),
            };
            let (token, after) = rest.split_at(length);
            if first != b'"' && is_out_of_range(token) {
                for part in ["\"", token, "\""] {
                    if part == "\"" {
                        quoted
                            .quotes
                            .push((line, quoted.text.len() - line_start + 1));
                    }
                    quoted.text.push_str(part);
                }
            } else {
                quoted.text.push_str(token);
            }
            if let Some(last) = token.rfind('\n') {
                line += token.matches('\n').count();
                line_start = quoted.text.len() - (token.len() - last - 1);
            }
            rest = after;
        }
        quoted
    }

    /// Returns the column in what was written of a column in this text.
    fn column(&self, line: usize, column: usize) -> usize {
        let on_line = self.quotes.iter().filter(|(at, _)| *at == line);
        let before = on_line.filter(|(_, quote)| *quote < column).count();
        column - before
    }
}

/// Returns how long the string is that a text starts with.
fn string(text: &str) -> usize {
    let mut escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| end + 2)
}

/// Returns how long the number is that a text starts with.
fn number(text: &str) -> usize {
    text.bytes()
        .position(|byte| !matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))
        .unwrap_or(text.len())
}

fn is_out_of_range(token: &str) -> bool {
    token.starts_with(|first: char| first == '-' || first.is_ascii_digit())
        && serde_json::from_str::<f64>(token).is_err_and(|error| message(&error) == OUT_OF_RANGE)
}
