//! How models are read and written.
//!
//! Models are plain structs and enums; beside each stands one line of `object!`, `string_enum!`,
//! `integer_enum!`, `wrapper!`, or of one of the macros of `union`, that gives it [`Encode`] and
//! [`Decode`], and serde's `Serialize` and `Deserialize` on top of them (see `bridge`). A model is a
//! table of its members: one function reads all objects, and one writes them, so that a model adds
//! little to what has to be compiled. What the macros make is `inline`, so that an application compiles
//! what it uses, and the SDK nothing of it. Whoever uses a macro has `runtime`, the module that this file
//! is in, in scope.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::reader::{JsonError, Reader};
use super::writer::Writer;

/// A value that is read from JSON.
pub trait Decode: Sized {
    /// Reads the value that comes next.
    fn decode(reader: &mut Reader<'_>) -> Result<Self, JsonError>;
}

/// A value that is written as JSON.
pub trait Encode {
    /// Writes the value.
    fn encode(&self, writer: &mut Writer);

    /// Returns whether the value is left out of its object, where it may be.
    fn is_absent(&self) -> bool {
        false
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

/// Returns whether two members are the same. Not `inline`: put into its callers, as derives do, comparisons
/// are an eighth of the SDK's metadata.
#[inline(never)]
pub fn is_same<T: PartialEq>(one: &T, other: &T) -> bool {
    one == other
}

/// Where a member of an object is read into.
pub trait Slot {
    /// Reads the value of the member.
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError>;
}

impl<T: Decode> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        *self = match reader.null() {
            true => None,
            false => Some(T::decode(reader)?),
        };
        Ok(())
    }
}

/// A member that must be there.
pub struct Required<T>(Option<T>);

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Required<T> {
    /// Returns the value, which was read if it was there.
    pub fn take(self, reader: &Reader<'_>, name: &str) -> Result<T, JsonError> {
        match self.0 {
            Some(value) => Ok(value),
            None => Err(reader.error(format!("missing field `{name}`"))),
        }
    }
}

impl<T: Decode> Slot for Required<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        self.0 = Some(T::decode(reader)?);
        Ok(())
    }
}

/// How a member is written whose name is given with what JSON has around it: `,"name":`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// Where it is not absent.
    IfThere,
    /// Always.
    Always,
    /// Where it is not absent, and its name has to be escaped.
    EscapedIfThere,
    /// Always, and its name has to be escaped.
    EscapedAlways,
}

/// What `object!` makes of `required` members.
pub mod required {
    use super::{Decode, Required, Slot, Written};

    /// They are always written.
    pub const WRITTEN: Written = Written::Always;

    /// Returns the slot of one.
    pub fn slot<T: Decode>(member: &mut Required<T>) -> &mut dyn Slot {
        member
    }
}

/// What `object!` makes of `optional` members.
pub mod optional {
    use super::{Slot, Written};

    /// They are written unless they are absent.
    pub const WRITTEN: Written = Written::IfThere;

    /// Returns the slot of one.
    pub fn slot<T: Slot>(member: &mut T) -> &mut dyn Slot {
        member
    }
}

/// What `object!` makes of `constant` members: `optional` ones that constructors give a value.
pub mod constant {
    pub use super::optional::{WRITTEN, slot};
}

/// What `object!` makes of `required` members whose names JSON escapes.
pub mod escaped_required {
    use super::Written;
    pub use super::required::slot;

    /// They are always written.
    pub const WRITTEN: Written = Written::EscapedAlways;
}

/// What `object!` makes of `optional` and `constant` members whose names JSON escapes.
pub mod escaped_optional {
    use super::Written;
    pub use super::optional::slot;

    /// They are written unless they are absent.
    pub const WRITTEN: Written = Written::EscapedIfThere;
}

/// The members that a model keeps beside its fields.
pub trait Rest {
    /// Reads the value of another one.
    fn read(&mut self, name: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<(), JsonError>;

    /// Hands all of them on, in order.
    fn write(&self, member: &mut dyn FnMut(&str, &dyn Encode));
}

impl<T: Decode + Encode> Rest for BTreeMap<String, T> {
    fn read(&mut self, name: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        let value = T::decode(reader)?;
        self.insert(name.into_owned(), value);
        Ok(())
    }

    fn write(&self, member: &mut dyn FnMut(&str, &dyn Encode)) {
        self.iter().for_each(|(name, value)| member(name, value));
    }
}

/// Reads an object into the slots of its members. Others are kept in `rest`, or passed over.
pub fn read_object(
    reader: &mut Reader<'_>,
    model: &str,
    slots: &mut [(&str, &mut dyn Slot)],
    mut rest: Option<&mut dyn Rest>,
) -> Result<(), JsonError> {
    let mut members = match reader.peek() {
        Some(b'{') => reader.object("")?,
        _ => return Err(reader.expected(&format!("an object ({model})"))),
    };
    let mut search = Search::default();
    while let Some(name) = members.next(reader)? {
        match (search.find(slots, &name), &mut rest) {
            (Some(at), _) => slots[at].1.read(reader)?,
            (None, Some(rest)) => rest.read(name, reader)?,
            (None, None) => reader.skip()?,
        }
    }
    Ok(())
}

/// The search for the slots of members.
#[derive(Default)]
struct Search {
    /// Where the last slot that was found ends: members mostly come in the order of the document.
    next: usize,
    /// How many names were looked at.
    looked_at: usize,
    /// Where the slot of each hash is, counted from 1, or 0; made once the looking takes longer.
    table: Vec<u16>,
}

impl Search {
    fn find(&mut self, slots: &[(&str, &mut dyn Slot)], name: &str) -> Option<usize> {
        let count = slots.len();
        let found = match self.table.is_empty() {
            true => (0..count)
                .map(|step| match self.next + step {
                    at if at < count => at,
                    at => at - count,
                })
                .inspect(|_| self.looked_at += 1)
                .find(|at| slots[*at].0 == name),
            false => self.look_up(slots, name),
        }?;
        self.next = found + 1;
        if self.table.is_empty() && self.looked_at > 3 * count + 32 && count < usize::from(u16::MAX)
        {
            self.fill(slots);
        }
        Some(found)
    }

    fn fill(&mut self, slots: &[(&str, &mut dyn Slot)]) {
        self.table = vec![0; (2 * slots.len()).next_power_of_two()];
        for (index, (name, _)) in (1..).zip(slots.iter()) {
            let mut at = self.place(name);
            while self.table[at] != 0 {
                at = self.after(at);
            }
            self.table[at] = index;
        }
    }

    fn look_up(&self, slots: &[(&str, &mut dyn Slot)], name: &str) -> Option<usize> {
        let mut at = self.place(name);
        loop {
            // Half of the table is empty, so this ends.
            let found = usize::from(self.table[at]).checked_sub(1)?;
            if slots[found].0 == name {
                return Some(found);
            }
            at = self.after(at);
        }
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.table.len() - 1)
    }

    /// Returns where the slot of a name is, or one of the next places: by its length, how it begins and how
    /// it ends.
    fn place(&self, name: &str) -> usize {
        let bytes = name.as_bytes();
        let word = |bytes: Option<&[u8; 8]>| match bytes {
            Some(bytes) => u64::from_le_bytes(*bytes),
            None => name
                .bytes()
                .fold(0, |word, byte| word << 8 | u64::from(byte)),
        };
        let (begin, end) = (word(bytes.first_chunk()), word(bytes.last_chunk()));
        let mixed =
            (begin ^ end.rotate_left(23) ^ bytes.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> 32) as usize & (self.table.len() - 1)
    }
}

/// Implements what a struct needs.
///
/// `required` fields are always written and must be there to be read; `optional` fields are of a
/// type that is a [`Slot`] and may be absent, and so are `constant` ones, to which constructors give a
/// value; names that JSON escapes say so (`escaped_required`); `rest` is the map of all other members. With `exact`,
/// what the struct holds has numbers of which no digit may be lost. Where each name is that of its field, fields
/// of one kind that follow each other are `required one, two;`.
macro_rules! object {
    ($name:ident { $(optional $field:ident = $key:expr,)* }) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                let mut this = Self::default();
                let Self { $($field),* } = &mut this;
                let slots: &mut [(&str, &mut dyn runtime::codec::Slot)] = &mut [$(($key, $field)),*];
                runtime::codec::read_object(reader, stringify!($name), slots, None)?;
                Ok(this)
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                writer.object(
                    &[$((
                        runtime::codec::Written::IfThere,
                        concat!(",\"", $key, "\":"),
                        &self.$field,
                    )),*],
                    None,
                );
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                // Where there are no members, nothing is looked at.
                let _ = other;
                true $(&& runtime::codec::is_same(&self.$field, &other.$field))*
            }
        }

        runtime::bridge::bridge!($name);
    };
    ($name:ident { $(optional $($field:ident),+;)* }) => {
        object!($name { $($(optional $field = stringify!($field),)+)* });
    };
    ($name:ident { $($kind:ident $field:ident = $key:expr,)* } $(rest $rest:ident)?) => {
        object!(@any [] $name { $($kind $field = $key,)* } $(rest $rest)?);
    };
    (exact $name:ident { $($kind:ident $field:ident = $key:expr,)* } $(rest $rest:ident)?) => {
        object!(@any [exact] $name { $($kind $field = $key,)* } $(rest $rest)?);
    };
    ($name:ident { $($kind:ident $($field:ident),+;)* } $(rest $rest:ident)?) => {
        object!(@any [] $name { $($($kind $field = stringify!($field),)+)* } $(rest $rest)?);
    };
    (exact $name:ident { $($kind:ident $($field:ident),+;)* } $(rest $rest:ident)?) => {
        object!(@any [exact] $name { $($($kind $field = stringify!($field),)+)* } $(rest $rest)?);
    };
    (@any [$($exact:ident)?] $name:ident { $($kind:ident $field:ident = $key:expr,)* } $(rest $rest:ident)?) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                $(let mut $field = ::std::default::Default::default();)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                runtime::codec::read_object(
                    reader,
                    stringify!($name),
                    &mut [$(($key, runtime::codec::$kind::slot(&mut $field))),*],
                    object!(@rest $(&mut $rest)?),
                )?;
                Ok($name {
                    $($field: object!(@take $kind reader, $key, $field),)*
                    $($rest,)?
                })
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                writer.object(
                    &[$((
                        runtime::codec::$kind::WRITTEN,
                        concat!(",\"", $key, "\":"),
                        &self.$field,
                    )),*],
                    object!(@rest $(&self.$rest)?),
                );
            }
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                // Where there are no members, nothing is looked at.
                let _ = other;
                true $(&& runtime::codec::is_same(&self.$field, &other.$field))*
                    $(&& runtime::codec::is_same(&self.$rest, &other.$rest))?
            }
        }

        runtime::bridge::bridge!($($exact)? $name);
    };
    (@rest) => { None };
    (@rest $rest:expr) => { Some($rest) };
    (@take required $reader:ident, $key:expr, $field:ident) => { $field.take($reader, $key)? };
    (@take escaped_required $reader:ident, $key:expr, $field:ident) => {
        $field.take($reader, $key)?
    };
    (@take $optional:ident $reader:ident, $key:expr, $field:ident) => { $field };
}
pub(crate) use object;

/// Implements what an enumeration of strings needs.
///
/// With `else Variant` the enumeration is open: that variant keeps any other string, and values are
/// compared by their texts. Without it a string that is not listed is an error.
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $text:literal,)* } else $other:ident) => {
        impl $name {
            /// Returns the value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        // Derived, these would cost more to compile, and tell a value that is listed from its text.
        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl Eq for $name {}

        impl ::std::hash::Hash for $name {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                self.as_str().hash(state);
            }
        }

        impl PartialOrd for $name {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl From<&str> for $name {
            // The one that is not `inline`: it compares with each text.
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$other(other.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            #[inline]
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                reader.open()
            }
        }

        string_enum!(@write $name);
    };
    ($name:ident { $($variant:ident = $text:literal,)* }) => {
        impl $name {
            /// Returns the value as it is on the wire.
            #[inline]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = runtime::codec::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, runtime::codec::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    other => Err(runtime::codec::UnknownValue::new(other, &[$($text),*])),
                }
            }
        }

        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                reader.parsed(str::parse)
            }
        }

        string_enum!(@write $name);
    };
    (@write $name:ident) => {
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                writer.string(self.as_str());
            }
        }

        runtime::bridge::bridge!($name);
    };
}
pub(crate) use string_enum;

/// Implements what an enumeration of integers needs; open or closed, as `string_enum!`.
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $value:literal,)* } else $other:ident) => {
        impl $name {
            /// Returns the value as it is on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => *value,
                }
            }
        }

        impl From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::$other(other),
                }
            }
        }

        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                reader.integer::<i64>().map(Self::from)
            }
        }

        integer_enum!(@write $name);
    };
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as it is on the wire.
            #[inline]
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl TryFrom<i64> for $name {
            type Error = runtime::codec::UnknownValue;

            #[inline]
            fn try_from(value: i64) -> ::std::result::Result<Self, runtime::codec::UnknownValue> {
                match value {
                    $($value => Ok(Self::$variant),)*
                    other => Err(runtime::codec::UnknownValue::new(
                        &other.to_string(),
                        &[$(stringify!($value)),*],
                    )),
                }
            }
        }

        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                let value = reader.integer::<i64>()?;
                Self::try_from(value).map_err(|error| reader.error(error.to_string()))
            }
        }

        integer_enum!(@write $name);
    };
    (@write $name:ident) => {
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                writer.scalar(&self.value());
            }
        }

        runtime::bridge::bridge!($name);
    };
}
pub(crate) use integer_enum;

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

/// A value that is none of those of a closed enumeration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    text: String,
    known: &'static [&'static str],
}

impl UnknownValue {
    /// Returns what is wrong with a text.
    pub fn new(text: &str, known: &'static [&'static str]) -> Self {
        Self {
            text: text.to_owned(),
            known,
        }
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is none of `{}`",
            self.text,
            self.known.join("`, `")
        )
    }
}

impl std::error::Error for UnknownValue {}
