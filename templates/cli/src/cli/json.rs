//! JSON as text: no number is read, so none loses a digit, and members keep their order.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::runtime::codec::{Decode, Encode};
use crate::runtime::reader::{JsonError, Reader};
use crate::runtime::writer::Writer;

/// A value as its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw(String);

impl Raw {
    /// Returns a text as a string.
    pub fn string(text: &str) -> Self {
        Self(quoted(text))
    }

    /// Returns what a text says, which is JSON.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        let value: &RawValue = serde_json::from_str(text)?;
        Ok(Self(value.get().to_owned()))
    }

    /// Returns a list.
    pub fn list(items: &[Self]) -> Self {
        let items: Vec<&str> = items.iter().map(Self::text).collect();
        Self(format!("[{}]", items.join(",")))
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl Encode for Raw {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.0);
    }
}

impl Decode for Raw {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.raw()?;
        // What is passed over is not looked at closely.
        Self::parse(text).map_err(|error| reader.error(error.to_string()))
    }
}

/// An object: its members in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Object {
    members: Vec<(String, Raw)>,
}

impl Object {
    /// Returns what a text says, which is a JSON object. Of members with one name the last one stands.
    ///
    /// # Errors
    ///
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Gives a member a value, instead of any that it has.
    pub fn set(&mut self, name: &str, value: Raw) {
        match self.members.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value,
            None => self.members.push((name.to_owned(), value)),
        }
    }

    /// Returns whether there is a member of a name.
    pub fn has(&self, name: &str) -> bool {
        self.members.iter().any(|(known, _)| known == name)
    }

    /// Returns the members.
    pub fn members(&self) -> &[(String, Raw)] {
        &self.members
    }

    /// Returns the object as a value.
    pub fn to_raw(&self) -> Raw {
        let members = self.members.iter();
        let members: Vec<String> = members
            .map(|(name, value)| format!("{}:{}", quoted(name), value.text()))
            .collect();
        Raw(format!("{{{}}}", members.join(",")))
    }
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut object = Object::default();
                while let Some((name, value)) = map.next_entry::<String, Box<RawValue>>()? {
                    object.set(&name, Raw(value.get().to_owned()));
                }
                Ok(object)
            }
        }

        deserializer.deserialize_map(Members)
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// What is nested deeper is not indented further: the text would grow with the square of its depth.
const DEEPEST: usize = 64;

/// Returns a JSON text with a line for each value, `None` where it is no JSON.
pub fn pretty(text: &[u8]) -> Option<String> {
    let text = checked(text)?;
    let mut pretty = String::with_capacity(text.len() * 2);
    let mut depth = 0_usize;
    let mut tokens = Tokens { rest: text }.peekable();
    while let Some(token) = tokens.next() {
        pretty.push_str(token);
        match token {
            "{" | "[" if matches!(tokens.peek(), Some(&("}" | "]"))) => {
                pretty.extend(tokens.next());
            }
            "{" | "[" => {
                depth += 1;
                new_line(&mut pretty, depth);
            }
            "," => new_line(&mut pretty, depth),
            ":" => pretty.push(' '),
            _ => {}
        }
        if matches!(tokens.peek(), Some(&("}" | "]"))) {
            depth = depth.saturating_sub(1);
            new_line(&mut pretty, depth);
        }
    }
    Some(pretty)
}

/// Returns a JSON text as one line without blanks, `None` where it is no JSON.
pub fn compact(text: &[u8]) -> Option<String> {
    Some(
        Tokens {
            rest: checked(text)?,
        }
        .collect(),
    )
}

fn checked(text: &[u8]) -> Option<&str> {
    let value: &RawValue = serde_json::from_slice(text).ok()?;
    Some(value.get())
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth.min(DEEPEST)));
}

/// The tokens of a text that is JSON.
struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest.trim_start();
        let end = match rest.bytes().next()? {
            b'{' | b'}' | b'[' | b']' | b',' | b':' => 1,
            b'"' => past_string(rest),
            _ => rest
                .find(|it: char| it.is_ascii_whitespace() || matches!(it, ',' | '}' | ']'))
                .unwrap_or(rest.len()),
        };
        let (token, rest) = rest.split_at(end);
        self.rest = rest;
        Some(token)
    }
}

/// Returns where the string that a text begins with ends, its closing quote included.
fn past_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
