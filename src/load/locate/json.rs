//! Outlines JSON.
//!
//! The texts that come here were parsed before, so this scanner decides nothing about validity; it
//! stops at the first byte that it does not understand and keeps what it has. It does not recurse.

use std::borrow::Cow;
use std::ops::Range;

use super::outline::{Key, NodeId, Outline, Shape};

/// Returns the outline of a JSON text.
pub(super) fn outline(text: &str) -> Outline<'_> {
    let mut scanner = Scanner {
        text,
        at: 0,
        outline: Outline::default(),
        open: Vec::new(),
    };
    while scanner.step().is_some() {}
    scanner.outline
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    outline: Outline<'a>,
    open: Vec<Open>,
}

struct Open {
    node: NodeId,
    object: bool,
}

impl<'a> Scanner<'a> {
    /// Reads one member, item, bracket or comma; `None` where the text ends.
    fn step(&mut self) -> Option<()> {
        match self.peek()? {
            b',' => self.at += 1,
            b'}' | b']' => {
                self.at += 1;
                let open = self.open.pop()?;
                self.outline.close(open.node, self.at);
            }
            _ => {
                let key = match self.open.last() {
                    Some(Open { object: true, .. }) => Some(self.key()?),
                    Some(Open { object: false, .. }) | None => None,
                };
                self.value(key)?;
            }
        }
        Some(())
    }

    fn key(&mut self) -> Option<Key<'a>> {
        let range = self.string()?;
        let raw = &self.text[range.clone()];
        let text = if raw.contains('\\') {
            Cow::Owned(serde_json::from_str(raw).ok()?)
        } else {
            Cow::Borrowed(&raw[1..raw.len() - 1])
        };
        if self.peek()? != b':' {
            return None;
        }
        self.at += 1;
        Some(Key { text, range })
    }

    fn value(&mut self, key: Option<Key<'a>>) -> Option<()> {
        let parent = self.open.last().map(|open| open.node);
        let first = self.peek()?;
        let start = self.at;
        match first {
            b'{' | b'[' => {
                self.at += 1;
                let object = first == b'{';
                let shape = if object {
                    Shape::Object(Vec::new())
                } else {
                    Shape::Array(Vec::new())
                };
                let node = self.outline.add(parent, key, start..self.at, shape);
                self.open.push(Open { node, object });
            }
            b'"' => {
                let range = self.string()?;
                self.outline.add(parent, key, range, Shape::Scalar);
            }
            _ => {
                let rest = self.text.as_bytes().get(start..)?;
                let length = rest
                    .iter()
                    .position(|byte| b",]} \t\r\n".contains(byte))
                    .unwrap_or(rest.len());
                if length == 0 {
                    return None;
                }
                self.at += length;
                self.outline.add(parent, key, start..self.at, Shape::Scalar);
            }
        }
        Some(())
    }

    /// Reads a string and returns where it is, with its quotes.
    fn string(&mut self) -> Option<Range<usize>> {
        if self.peek()? != b'"' {
            return None;
        }
        let start = self.at;
        let bytes = self.text.as_bytes();
        let mut at = start + 1;
        loop {
            match bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(start..self.at)
    }

    /// Skips blanks and returns the next byte.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.text.as_bytes().get(self.at..)?;
        self.at += rest
            .iter()
            .take_while(|byte| b" \t\r\n".contains(byte))
            .count();
        self.text.as_bytes().get(self.at).copied()
    }
}
