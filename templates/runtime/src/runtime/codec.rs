//! How models are read and written.
//!
//! Models are plain structs and enums; beside each stands one line of `object!`, `string_enum!`,
//! `integer_enum!`, `wrapper!`, or of one of the macros of `union`, that gives it [`Encode`] and
//! [`Decode`], and serde's `Serialize` and `Deserialize` on top of them (see `bridge`). A model is a
//! table of its members (see `object`). What the macros make is `inline`, so that an application compiles
//! what it uses, and the SDK nothing of it. Whoever uses a macro has `runtime`, the module that this file
//! is in, in scope.

use super::object::{Rest, Table, Visitor};
use super::reader::{JsonError, Reader};
use super::writer::Writer;

/// A value that is read from JSON.
pub trait Decode: Sized {
    /// Reads the value that comes next.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError>;
}

/// A value that is written as JSON. Objects say what their members are; all else says how it is written.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, writer: &mut Writer) {
        writer.object(self);
    }

    /// Returns whether the value is left out of its object, where it may be.
    fn is_absent(&self) -> bool {
        false
    }

    /// Returns what the type says about the members of its objects.
    fn table() -> Table
    where
        Self: Sized,
    {
        Table::EMPTY
    }

    /// Hands on the members of the table.
    fn members(&self, visitor: &mut dyn Visitor) {
        visitor.visit(&Table::EMPTY, &[]);
    }

    /// Returns the other members, and the field that they are in.
    fn rest(&self) -> Option<(&'static str, &dyn Rest)> {
        None
    }
}

/// Reads a whole text.
pub fn from_slice<T: Decode>(text: &[u8]) -> Result<T, JsonError> {
    let mut reader = Reader::of_bytes(text)?;
    let value = T::decode(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Writes a whole text.
pub fn to_vec(value: &dyn Encode) -> serde_json::Result<Vec<u8>> {
    let mut writer = Writer::with_capacity(1024);
    value.encode(&mut writer);
    writer.finish()
}

/// Writes a whole text.
pub fn to_text(value: &dyn Encode) -> serde_json::Result<String> {
    String::from_utf8(to_vec(value)?).map_err(serde::ser::Error::custom)
}

/// Implements what a struct with one field that has no name needs; `exact` as in `object!`.
macro_rules! wrapper {
    (exact $name:ident) => { wrapper!(@any [exact] $name); };
    ($name:ident) => { wrapper!(@any [] $name); };
    (@any [$($exact:ident)?] $name:ident) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                runtime::codec::Decode::decode(reader).map(Self)
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                runtime::codec::Encode::encode(&self.0, writer);
            }
        }

        runtime::bridge::bridge!($($exact)? $name);
    };
}
pub(crate) use wrapper;

/// Implements how types of other crates are read and written that are strings, the texts of `FromStr`
/// and `Display`.
macro_rules! displayed {
    ($($name:path),*) => {$(
        impl super::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut super::writer::Writer) {
                writer.string(&self.to_string());
            }
        }

        impl super::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut super::reader::Reader<'_>,
            ) -> Result<Self, super::reader::JsonError> {
                reader.parsed(str::parse)
            }
        }
    )*};
}
pub(super) use displayed;
