//! Values between brackets (YAML 1.2 section 7.4).

use serde_json::{Map, Value};

use super::scalar::{resolve, simple_quoted, starts_plain};
use super::{LONGEST_KEY, Reader, Unusual, check_depth, insert, spaces};

/// What ends a plain scalar between brackets.
const DELIMITERS: &[u8] = b",[]{}";

impl<'t> Reader<'t> {
    /// Reads a sequence or a mapping, from its bracket to the one that closes it.
    pub(super) fn flow(&mut self, depth: usize) -> Result<Value, Unusual> {
        check_depth(depth)?;
        let is_mapping = self.byte() == Some(b'{');
        self.at += 1;
        match is_mapping {
            true => self.flow_mapping(depth),
            false => self.flow_sequence(depth),
        }
    }

    fn flow_sequence(&mut self, depth: usize) -> Result<Value, Unusual> {
        let mut items = Vec::new();
        loop {
            if self.flow_byte()? == b']' {
                break;
            }
            items.push(self.flow_value(depth + 1)?);
            match self.flow_byte()? {
                b',' => self.at += 1,
                b']' => break,
                _ => return Err(Unusual),
            }
        }
        self.at += 1;
        Ok(Value::Array(items))
    }

    fn flow_mapping(&mut self, depth: usize) -> Result<Value, Unusual> {
        let mut members = Map::new();
        loop {
            if self.flow_byte()? == b'}' {
                break;
            }
            let key = self.flow_key()?;
            self.flow_byte()?;
            let value = self.flow_value(depth + 1)?;
            insert(&mut members, key, value)?;
            match self.flow_byte()? {
                b',' => self.at += 1,
                b'}' => break,
                _ => return Err(Unusual),
            }
        }
        self.at += 1;
        Ok(Value::Object(members))
    }

    /// Reads a key and its colon.
    fn flow_key(&mut self) -> Result<&'t str, Unusual> {
        let line = self.line();
        let (key, rest) = match self.byte() {
            Some(b'"') => simple_quoted(line, '"').ok_or(Unusual)?,
            Some(b'\'') => simple_quoted(line, '\'').ok_or(Unusual)?,
            Some(_) | None => {
                let key = flow_plain(line)?;
                let rest = &line[key.len()..];
                // Only behind quotes a colon may stand before anything.
                if !(rest.trim_start_matches(' ').starts_with(": ") || rest == ":") {
                    return Err(Unusual);
                }
                (key, rest)
            }
        };
        let rest = rest
            .trim_start_matches(' ')
            .strip_prefix(':')
            .ok_or(Unusual)?;
        let length = line.len() - rest.len();
        if length > LONGEST_KEY {
            return Err(Unusual);
        }
        self.at += length;
        Ok(key)
    }

    fn flow_value(&mut self, depth: usize) -> Result<Value, Unusual> {
        self.count()?;
        match self.byte() {
            Some(b'[' | b'{') => self.flow(depth),
            Some(b'"' | b'\'') => self.quoted().map(Value::String),
            Some(_) | None => {
                let text = flow_plain(self.line())?;
                self.at += text.len();
                resolve(text)
            }
        }
    }

    /// Goes to what is next between brackets, and returns its first byte.
    fn flow_byte(&mut self) -> Result<u8, Unusual> {
        let mut is_first_column = false;
        loop {
            let column = spaces(self.rest());
            self.at += column;
            is_first_column &= column == 0;
            match self.byte() {
                Some(b'\n') => self.at += 1,
                // What is in the first column may be the mark of another document.
                Some(byte) if !is_first_column || matches!(byte, b']' | b'}') => return Ok(byte),
                Some(_) | None => return Err(Unusual),
            }
            is_first_column = true;
        }
    }
}

/// Returns the plain scalar that a line starts with.
fn flow_plain(line: &str) -> Result<&str, Unusual> {
    let bytes = line.as_bytes();
    let ends = |at: usize| match bytes[at] {
        b':' => bytes
            .get(at + 1)
            .is_none_or(|next| matches!(next, b' ' | b'?') || DELIMITERS.contains(next)),
        byte => DELIMITERS.contains(&byte),
    };
    let end = (0..bytes.len()).find(|at| ends(*at)).unwrap_or(line.len());
    let text = line[..end].trim_end_matches(' ');
    match starts_plain(line) && !text.is_empty() && !text.contains(" #") {
        true => Ok(text),
        false => Err(Unusual),
    }
}
