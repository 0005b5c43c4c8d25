//! Models in the formats of other crates: serde's `Serialize` and `Deserialize`, on top of how models
//! are read and written as JSON.
//!
//! The way leads over JSON text, so it is slower than the SDK's own. It is for applications that hold
//! models in types of their own, or keep them in another format.

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::codec::{self, Decode, Encode};
use super::decode;
use super::reader::Reader;

/// Implements `Serialize` and `Deserialize` for a model. With `exact`, numbers keep all their
/// digits, which only serde_json's formats can.
macro_rules! bridge {
    ($name:ident) => { runtime::bridge::bridge!(@through $name, serialize, deserialize); };
    (exact $name:ident) => {
        runtime::bridge::bridge!(@through $name, serialize_exact, deserialize_exact);
    };
    (@through $name:ident, $serialize:ident, $deserialize:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                runtime::bridge::$serialize(self, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::bridge::$deserialize(deserializer)
            }
        }
    };
}
pub(crate) use bridge;

/// Serialises what is written as JSON.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    let text = codec::to_text(value).map_err(S::Error::custom)?;
    let mut reader = Reader::new(&text);
    Next(RefCell::new(&mut reader)).serialize(serializer)
}

/// Serialises what is written as JSON, as it stands there.
pub fn serialize_exact<S: Serializer>(
    value: &dyn Encode,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let text = codec::to_text(value).map_err(S::Error::custom)?;
    let raw = RawValue::from_string(text).map_err(S::Error::custom)?;
    raw.serialize(serializer)
}

/// Deserialises what is read from JSON.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut text = Vec::new();
    deserializer.deserialize_any(Copy(&mut text))?;
    read(&text)
}

/// Deserialises what is read from JSON, as it stands there.
pub fn deserialize_exact<'de, T: Decode, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = <Box<RawValue> as serde::Deserialize>::deserialize(deserializer)?;
    read(text.get().as_bytes())
}

fn read<T: Decode, E: serde::de::Error>(text: &[u8]) -> Result<T, E> {
    codec::from_slice(text).map_err(|error| {
        let (path, reason) = decode::explain(text, &error);
        match path.is_empty() {
            true => E::custom(error.reason()),
            false => E::custom(format_args!("`{path}`: {}", without_place(&reason))),
        }
    })
}

/// The text between is the crate's own, so places in it say nothing.
fn without_place(reason: &str) -> &str {
    reason.split(" at line ").next().unwrap_or_default()
}

/// The value that comes next in a JSON text.
struct Next<'r, 't>(RefCell<&'r mut Reader<'t>>);

impl Serialize for Next<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reader = &mut **self.0.borrow_mut();
        match reader.peek() {
            Some(b'{') => {
                let mut members = reader.object("an object").map_err(S::Error::custom)?;
                let mut map = serializer.serialize_map(None)?;
                while let Some(name) = members.next(reader).map_err(S::Error::custom)? {
                    map.serialize_entry(&*name, &Next(RefCell::new(&mut *reader)))?;
                }
                map.end()
            }
            Some(b'[') => {
                let mut items = reader.array().map_err(S::Error::custom)?;
                let mut list = serializer.serialize_seq(None)?;
                while items.next(reader).map_err(S::Error::custom)? {
                    list.serialize_element(&Next(RefCell::new(&mut *reader)))?;
                }
                list.end()
            }
            Some(b'"') => serializer.serialize_str(&reader.string().map_err(S::Error::custom)?),
            Some(b'-' | b'0'..=b'9') => {
                let number = reader.number().map_err(S::Error::custom)?;
                match (number.parse::<i64>(), number.parse::<u64>()) {
                    (Ok(number), _) => serializer.serialize_i64(number),
                    (_, Ok(number)) => serializer.serialize_u64(number),
                    _ => serializer.serialize_f64(number.parse().map_err(S::Error::custom)?),
                }
            }
            _ if reader.null() => serializer.serialize_unit(),
            _ => serializer.serialize_bool(reader.boolean().map_err(S::Error::custom)?),
        }
    }
}

/// Writes what a deserializer has as JSON text.
struct Copy<'w>(&'w mut Vec<u8>);

impl Copy<'_> {
    fn scalar<E: serde::de::Error>(self, value: &(impl Serialize + ?Sized)) -> Result<(), E> {
        serde_json::to_writer(self.0, value).map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for Copy<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Copy<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("what JSON has, too")
    }

    fn visit_bool<E: serde::de::Error>(self, value: bool) -> Result<(), E> {
        self.scalar(&value)
    }

    fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<(), E> {
        self.scalar(&value)
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<(), E> {
        self.scalar(&value)
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        match value.is_finite() {
            true => self.scalar(&value),
            false => Err(E::custom(format_args!("{value} is no number of JSON"))),
        }
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.scalar(value)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.scalar(&())
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.scalar(&())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.push(b'[');
        let mut is_first = true;
        loop {
            let before = self.0.len();
            if !std::mem::take(&mut is_first) {
                self.0.push(b',');
            }
            if items.next_element_seed(Copy(self.0))?.is_none() {
                self.0.truncate(before);
                break;
            }
        }
        self.0.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.push(b'{');
        let mut is_first = true;
        while let Some(name) = members.next_key::<String>()? {
            if !std::mem::take(&mut is_first) {
                self.0.push(b',');
            }
            Copy(self.0).scalar::<A::Error>(name.as_str())?;
            self.0.push(b':');
            members.next_value_seed(Copy(self.0))?;
        }
        self.0.push(b'}');
        Ok(())
    }
}
