//! How the types that models are made of are read and written.

use std::collections::BTreeMap;

use serde_json::Value;

use super::codec::{Decode, Encode};
use super::reader::{JsonError, Reader};
use super::writer::Writer;

impl Decode for String {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.string().map(|text| text.into_owned())
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.string(self);
    }
}

impl Decode for bool {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        reader.boolean()
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.raw(if *self { "true" } else { "false" });
    }
}

macro_rules! numbers {
    ($($read:ident $write:ident $($number:ty)*;)*) => {$($(
        impl Decode for $number {
            fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
                reader.$read()
            }
        }

        impl Encode for $number {
            fn encode(&self, writer: &mut Writer) {
                writer.$write(self);
            }
        }
    )*)*};
}

numbers! {
    integer scalar i32 i64 u32 u64;
    float float f32 f64;
}

/// Any value. Its numbers are those of serde_json.
impl Decode for Value {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let text = reader.raw()?;
        serde_json::from_str(text).map_err(|error| reader.error(error.to_string()))
    }
}

impl Encode for Value {
    fn encode(&self, writer: &mut Writer) {
        writer.scalar(self);
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        match reader.null() {
            true => Ok(None),
            false => T::decode(reader).map(Some),
        }
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.raw("null"),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        T::decode(reader).map(Self::new)
    }
}

impl<T: Encode> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        T::encode(self, writer);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        T::encode(self, writer);
    }

    fn is_absent(&self) -> bool {
        T::is_absent(self)
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let mut items = reader.array()?;
        let mut list = Self::new();
        while items.next(reader)? {
            list.push(T::decode(reader)?);
        }
        Ok(list)
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        writer.array(self);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        writer.array(self);
    }
}

impl<T: Encode, const N: usize> Encode for [T; N] {
    fn encode(&self, writer: &mut Writer) {
        writer.array(self);
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError> {
        let mut members = reader.object("an object")?;
        let mut map = Self::new();
        while let Some(name) = members.next(reader)? {
            map.insert(name.into_owned(), T::decode(reader)?);
        }
        Ok(map)
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, writer: &mut Writer) {
        writer.map(self);
    }
}
