//! How JSON is written (RFC 8259).

use std::fmt;

use serde::ser::Error as _;

use super::codec::Encode;
use super::object::{self, Member, Table, Written};
use super::reader::is_plain;

/// A text that is being written.
///
/// Writing cannot fail on the way: the first thing that JSON cannot say is told at the end.
#[derive(Default)]
pub struct Writer {
    text: Vec<u8>,
    error: Option<String>,
}

impl Writer {
    /// Returns a text that may become as long as this, in bytes, without being moved.
    pub fn with_capacity(bytes: usize) -> Self {
        let text = Vec::with_capacity(bytes);
        Self { text, error: None }
    }

    /// Returns the text.
    pub fn finish(self) -> serde_json::Result<Vec<u8>> {
        match self.error {
            None => Ok(self.text),
            Some(error) => Err(serde_json::Error::custom(error)),
        }
    }

    /// Returns how long the text is so far, in bytes.
    pub fn length(&self) -> usize {
        self.text.len()
    }

    /// Says that something cannot be written.
    #[cold]
    pub fn fail(&mut self, error: impl fmt::Display) {
        self.error.get_or_insert_with(|| error.to_string());
    }

    /// Writes text that is JSON already.
    pub fn raw(&mut self, json: &str) {
        self.text.extend_from_slice(json.as_bytes());
    }

    /// Writes a string.
    pub fn string(&mut self, text: &str) {
        let bytes = text.as_bytes();
        if !is_plain(bytes) {
            return self.scalar(text);
        }
        // With what may come before and after a name.
        self.text.reserve(bytes.len() + 4);
        self.text.push(b'"');
        self.text.extend_from_slice(bytes);
        self.text.push(b'"');
    }

    /// Writes what serde_json writes as it should be.
    pub fn scalar<T: serde::Serialize + ?Sized>(&mut self, value: &T) {
        if let Err(error) = serde_json::to_writer(&mut self.text, value) {
            self.fail(error);
        }
    }

    /// Writes a floating-point number.
    pub fn float<T: Into<f64> + serde::Serialize + Copy>(&mut self, value: &T) {
        let number: f64 = (*value).into();
        match number.is_finite() {
            true => self.scalar(value),
            false => self.fail(format_args!("{number} is no number of JSON")),
        }
    }

    /// Writes an array.
    pub fn array<'v, T: Encode + 'v>(&mut self, items: impl IntoIterator<Item = &'v T>) {
        self.text.push(b'[');
        let mut is_first = true;
        for item in items {
            self.separate(&mut is_first);
            item.encode(self);
        }
        self.text.push(b']');
    }

    /// Writes an object.
    pub fn object<T: Encode + ?Sized>(&mut self, value: &T) {
        let mut is_first = true;
        self.text.push(b'{');
        value.members(&mut |table: &Table, members: &[&dyn Member]| {
            self.listed(table, members, &mut is_first);
        });
        if let Some((_, rest)) = value.rest() {
            rest.write(&mut |name, value| self.member(name, value, &mut is_first));
        }
        self.text.push(b'}');
    }

    /// Writes a map as an object.
    pub fn map<'v, T: Encode + 'v>(
        &mut self,
        members: impl IntoIterator<Item = (&'v String, &'v T)>,
    ) {
        let mut is_first = true;
        self.text.push(b'{');
        for (name, value) in members {
            self.member(name, value, &mut is_first);
        }
        self.text.push(b'}');
    }

    fn listed(&mut self, table: &Table, members: &[&dyn Member], is_first: &mut bool) {
        for (row, value) in table.rows.iter().zip(members) {
            let (written, name, _) = row;
            let (is_required, is_plain) = match written {
                Written::IfThere => (false, true),
                Written::Always => (true, true),
                Written::EscapedIfThere => (false, false),
                Written::EscapedAlways => (true, false),
            };
            if !is_required && value.is_absent() {
                continue;
            }
            if is_plain {
                let skipped = usize::from(std::mem::take(is_first));
                let name = name.as_bytes().get(skipped..).unwrap_or_default();
                self.text.extend_from_slice(name);
                value.encode(self);
            } else {
                self.member(object::name(row), *value, is_first);
            }
        }
    }

    fn member(&mut self, name: &str, value: &dyn Encode, is_first: &mut bool) {
        self.separate(is_first);
        self.string(name);
        self.text.push(b':');
        value.encode(self);
    }

    /// Writes an object, and first a member of it that is a text, unless it has that already.
    pub fn tagged(&mut self, value: &dyn Encode, name: &str, tag: &str) {
        let begin = self.text.len();
        value.encode(self);
        let written = self.text.get(begin..).unwrap_or_default();
        if written.first() != Some(&b'{') || has_member(written, name) {
            return;
        }
        let mut member = Self::default();
        member.member(name, &tag, &mut true);
        if written != b"{}" {
            member.text.push(b',');
        }
        self.text.splice(begin + 1..begin + 1, member.text);
    }

    fn separate(&mut self, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.text.push(b',');
        }
    }
}

/// Returns whether an object has a member, whatever it is.
fn has_member(object: &[u8], name: &str) -> bool {
    let found = super::reader::Reader::of_bytes(object).and_then(|mut reader| {
        let mut members = reader.object("an object")?;
        while let Some(member) = members.next(&mut reader)? {
            if member == name {
                return Ok(true);
            }
            reader.skip()?;
        }
        Ok(false)
    });
    found.unwrap_or(false)
}
