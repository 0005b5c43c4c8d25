//! Numbers of which no digit is lost.
//!
//! JSON sets no limit to the digits of a number; reading one as floating point keeps about 16 of
//! them. Here numbers are read from their text and written as their text. What cannot be kept as it
//! is, is an error.

use std::fmt;
use std::str::FromStr;

use super::super::runtime;
use super::bridge::bridge;
use super::codec::{Decode, Encode};
use super::parameter::ToScalar;
use super::reader::{JsonError, Reader};
use super::writer::Writer;

/// A number, kept as the text that it is on the wire (RFC 8259 section 6).
///
/// Two numbers are equal where their texts are: `1.0` is not `1.00`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// Returns the number, as it is on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        let mut reader = Reader::new(text);
        match reader.number() {
            Ok(number) if number == text => Ok(Self(text.to_owned())),
            Ok(_) | Err(_) => Err(NotANumber(text.to_owned())),
        }
    }
}

/// A text that is no number of JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotANumber(String);

impl fmt::Display for NotANumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` is not a number", self.0)
    }
}

impl std::error::Error for NotANumber {}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl ToScalar for Number {
    fn to_scalar(&self) -> String {
        self.0.clone()
    }
}

impl Encode for Number {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(&self.0);
    }
}

impl Decode for Number {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        read(reader)
    }
}

bridge!(exact Number);

/// Reads a number, or a string that has one, of its text.
pub(super) fn read<T: FromStr>(reader: &mut Reader<'_>) -> Result<T, JsonError>
where
    T::Err: fmt::Display,
{
    match reader.peek() {
        Some(b'"') => reader.parsed(str::parse),
        _ => {
            let text = reader.number()?;
            text.parse()
                .map_err(|error: T::Err| reader.error(error.to_string()))
        }
    }
}
