//! Reads YAML as most documents are written: by far the most of what the parser would do for them is made for
//! what they do not have.
//!
//! A text enters; the same tree leaves that the parser gives, or [`Unusual`], and then the parser reads the text.
//! So whatever is wrong with a text is the parser's to tell, and nothing here has to be complete: anchors, tags,
//! merges, comments among flow values, keys that stand twice, tabs and line ends of other systems are unusual.
//! What never happens: a text has a tree here that the parser would not give.

mod flow;
mod scalar;
#[cfg(test)]
mod tests;

use serde_json::map::Entry;
use serde_json::{Map, Value};

use super::tree::MERGE_KEY;
use super::{MAX_DEPTH, MAX_NODES};

/// A text that the parser has to read.
#[derive(Debug)]
pub(super) struct Unusual;

/// Characters of which a key may have this many; the parser takes 1,024.
const LONGEST_KEY: usize = 1_000;

/// Parses a text whose root is an object.
pub(super) fn parse(text: &str) -> Result<Value, Unusual> {
    if !is_plain(text) {
        return Err(Unusual);
    }
    Reader {
        text,
        at: 0,
        nodes: 0,
    }
    .document()
}

/// Returns whether a text has no characters that are line ends or nothing at all to the parser, and no tabs.
fn is_plain(text: &str) -> bool {
    let is_odd = |byte: u8| !matches!(byte, b'\n' | b' '..=b'~');
    // Without leaving early, which is faster by far.
    let is_ascii = !text.bytes().fold(false, |odd, byte| odd | is_odd(byte));
    is_ascii
        || text.chars().all(|character| {
            matches!(
                character,
                '\n' | ' '..='~'
                    | '\u{a0}'..='\u{2027}'
                    | '\u{202a}'..='\u{d7ff}'
                    | '\u{e000}'..='\u{fefe}'
                    | '\u{ff00}'..='\u{fffd}'
                    | '\u{10000}'..
            )
        })
}

/// What is left of a text.
struct Reader<'t> {
    text: &'t str,
    /// How much of it has been read. Between the entries of a block this is where a line starts.
    at: usize,
    nodes: usize,
}

impl<'t> Reader<'t> {
    fn document(mut self) -> Result<Value, Unusual> {
        if self.column() == Some(0) && self.line().trim_end_matches(' ') == "---" {
            self.next_line();
        }
        let key = match self.column() {
            Some(0) => self.key()?.ok_or(Unusual)?,
            Some(_) | None => return Err(Unusual),
        };
        let root = self.mapping(0, key, 0)?;
        match self.column() {
            None => Ok(root),
            Some(_) => Err(Unusual),
        }
    }

    /// Reads a block mapping that stands in a column, behind its first key.
    fn mapping(&mut self, column: usize, mut key: &'t str, depth: usize) -> Result<Value, Unusual> {
        check_depth(depth)?;
        let mut members = Map::new();
        loop {
            let value = self.value(column, depth + 1)?;
            insert(&mut members, key, value)?;
            match self.column() {
                Some(next) if next == column => {
                    self.at += next;
                    key = self.key()?.ok_or(Unusual)?;
                }
                Some(next) if next > column => return Err(Unusual),
                Some(_) | None => return Ok(Value::Object(members)),
            }
        }
    }

    /// Reads a block sequence that stands in a column, from its first dash.
    fn sequence(&mut self, column: usize, depth: usize) -> Result<Value, Unusual> {
        check_depth(depth)?;
        let mut items = Vec::new();
        loop {
            self.at += 1;
            items.push(self.item(column, depth + 1)?);
            match self.column() {
                Some(next) if next == column && is_dash(self.line().get(next..)) => {
                    self.at += next;
                }
                Some(next) if next > column => return Err(Unusual),
                // What is no item here is a key of the object that holds the sequence.
                Some(_) | None => return Ok(Value::Array(items)),
            }
        }
    }

    /// Reads what a key in a column has, behind its colon.
    fn value(&mut self, column: usize, depth: usize) -> Result<Value, Unusual> {
        self.count()?;
        self.skip_spaces();
        if !self.is_at_end_of_line() {
            return self.inline(column, depth);
        }
        self.next_line();
        match self.column() {
            Some(next) if next > column => {
                self.at += next;
                self.node(next, column, depth)
            }
            // Items may stand below their key.
            Some(next) if next == column && is_dash(self.line().get(next..)) => {
                self.at += next;
                self.sequence(next, depth)
            }
            Some(_) | None => Ok(Value::Null),
        }
    }

    /// Reads what is behind a dash in a column.
    fn item(&mut self, column: usize, depth: usize) -> Result<Value, Unusual> {
        self.count()?;
        let dash = self.at;
        self.skip_spaces();
        if !self.is_at_end_of_line() {
            let next = column + 1 + (self.at - dash);
            return self.node(next, column, depth);
        }
        self.next_line();
        match self.column() {
            Some(next) if next > column => {
                self.at += next;
                self.node(next, column, depth)
            }
            Some(_) | None => Ok(Value::Null),
        }
    }

    /// Reads what starts in a column, within a block that stands in the column `parent`.
    fn node(&mut self, column: usize, parent: usize, depth: usize) -> Result<Value, Unusual> {
        if is_dash(Some(self.line())) {
            return self.sequence(column, depth);
        }
        match self.key()? {
            Some(key) => self.mapping(column, key, depth),
            None => self.inline(parent, depth),
        }
    }

    /// Reads a value that is no block of entries.
    fn inline(&mut self, parent: usize, depth: usize) -> Result<Value, Unusual> {
        match self.byte() {
            Some(b'|' | b'>') => self.block(parent).map(Value::String),
            Some(b'"' | b'\'') => {
                let text = self.quoted()?;
                self.end_line()?;
                Ok(Value::String(text))
            }
            Some(b'[' | b'{') => {
                let value = self.flow(depth)?;
                self.end_line()?;
                Ok(value)
            }
            Some(_) | None => self.plain(parent),
        }
    }

    /// Reads a key and its colon; nothing where there is none.
    fn key(&mut self) -> Result<Option<&'t str>, Unusual> {
        let line = self.line();
        let (key, rest) = match line.as_bytes().first() {
            Some(quote @ (b'"' | b'\'')) => {
                let Some((key, rest)) = scalar::simple_quoted(line, char::from(*quote)) else {
                    // What is behind it decides, and that is not looked for here.
                    return match line.contains(": ") || line.ends_with(':') {
                        true => Err(Unusual),
                        false => Ok(None),
                    };
                };
                match rest.trim_start_matches(' ').strip_prefix(':') {
                    Some(rest) if rest.is_empty() || rest.starts_with(' ') => (key, rest),
                    Some(_) | None => return Ok(None),
                }
            }
            _ => match scalar::colon(line) {
                Some(colon) if scalar::starts_plain(line) => {
                    let (key, rest) = line.split_at(colon);
                    if key.contains(" #") {
                        return Err(Unusual);
                    }
                    (key.trim_end_matches(' '), &rest[1..])
                }
                Some(_) | None => return Ok(None),
            },
        };
        if line.len() - rest.len() > LONGEST_KEY {
            return Err(Unusual);
        }
        self.at += line.len() - rest.len();
        Ok(Some(key))
    }

    fn count(&mut self) -> Result<(), Unusual> {
        self.nodes += 1;
        match self.nodes < MAX_NODES {
            true => Ok(()),
            false => Err(Unusual),
        }
    }

    /// Goes to the next line that has more than a comment, and returns the column in which that starts.
    fn column(&mut self) -> Option<usize> {
        loop {
            let rest = self.rest();
            let column = spaces(rest);
            match rest.as_bytes().get(column)? {
                b'\n' => self.at += column + 1,
                b'#' => self.next_line(),
                _ => return Some(column),
            }
        }
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Returns what is left of this line.
    fn line(&self) -> &'t str {
        let rest = self.rest();
        rest.find('\n').map_or(rest, |end| &rest[..end])
    }

    fn next_line(&mut self) {
        self.leave(self.line());
    }

    /// Goes to the line behind the one of which this is left.
    fn leave(&mut self, line: &str) {
        self.at = (self.at + line.len() + 1).min(self.text.len());
    }

    fn skip_spaces(&mut self) {
        self.at += spaces(self.rest());
    }

    /// Returns whether nothing follows on this line; a comment only where a space may be before it.
    fn is_at_end_of_line(&self) -> bool {
        matches!(self.byte(), None | Some(b'\n' | b'#'))
    }

    /// Ends the line of a value that tells itself where it ends.
    fn end_line(&mut self) -> Result<(), Unusual> {
        let line = self.line();
        let rest = line.trim_start_matches(' ');
        if !(rest.is_empty() || rest.starts_with('#') && rest.len() < line.len()) {
            return Err(Unusual);
        }
        self.leave(line);
        Ok(())
    }
}

/// Adds a member that is not there yet.
fn insert(members: &mut Map<String, Value>, key: &str, value: Value) -> Result<(), Unusual> {
    match members.entry(key) {
        Entry::Vacant(entry) if key != MERGE_KEY => {
            entry.insert(value);
            Ok(())
        }
        Entry::Vacant(_) | Entry::Occupied(_) => Err(Unusual),
    }
}

fn check_depth(depth: usize) -> Result<(), Unusual> {
    match depth < MAX_DEPTH {
        true => Ok(()),
        false => Err(Unusual),
    }
}

/// Returns how many spaces a text starts with.
fn spaces(text: &str) -> usize {
    text.bytes().take_while(|byte| *byte == b' ').count()
}

/// Returns whether an item of a sequence starts here.
fn is_dash(line: Option<&str>) -> bool {
    line.and_then(|line| line.strip_prefix('-'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
