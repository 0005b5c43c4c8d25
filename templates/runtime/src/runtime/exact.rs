//! Numbers of which no digit is lost.
//!
//! JSON sets no limit to the digits of a number; reading one as floating point keeps about 16 of
//! them. Here numbers are read from their text and written as their text. What cannot be kept as it
//! is, is an error.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeOwned, Error as _};
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::parameter::ToScalar;
use super::union::Buffer;

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
        let begins = text.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        match serde_json::from_str::<&RawValue>(text) {
            Ok(raw) if begins && raw.get() == text => Ok(Self(text.to_owned())),
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

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = read(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

/// Reads the text of a number, or a string.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    match serde_json::from_str(raw.get()) {
        Ok(text) => Ok(text),
        Err(_) => Ok(Box::<str>::from(raw).into_string()),
    }
}

/// Writes a number that is given as its text.
pub(super) fn write<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let raw = RawValue::from_string(text.to_owned()).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

/// What a union is read into that may hold such numbers.
#[derive(Clone, Debug)]
pub struct Exact {
    text: Box<RawValue>,
    value: Value,
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Box::<RawValue>::deserialize(deserializer)?;
        let value = serde_json::from_str(text.get()).map_err(D::Error::custom)?;
        Ok(Self { text, value })
    }
}

impl Buffer for Exact {
    fn value(&self) -> &Value {
        &self.value
    }

    fn into_value(self) -> Value {
        self.value
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.text.get())
    }

    fn write<S: Serializer>(
        serializer: S,
        value: &impl Serialize,
        property: &str,
        tag: &str,
    ) -> Result<S::Ok, S::Error> {
        let text = serde_json::value::to_raw_value(value).map_err(S::Error::custom)?;
        let Ok(mut members) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text.get())
        else {
            return text.serialize(serializer);
        };
        if !members.contains_key(property) {
            let tag = serde_json::value::to_raw_value(tag).map_err(S::Error::custom)?;
            members.insert(property.to_owned(), tag);
        }
        members.serialize(serializer)
    }
}
