//! How objects are read, written, compared and shown.
//!
//! A struct is a list of members in the order of its [`Table`]: what is done with all of them is done by functions
//! that every struct shares. `object!` gives a struct that list twice, to read into and to read from, and what
//! else it makes only hands it on, so that a struct adds little to what has to be compiled.

use std::any::Any;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use super::codec::{Decode, Encode};
use super::reader::{JsonError, Reader};

/// What a type says about the members of its objects.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// The name of the type.
    pub name: &'static str,
    /// The members.
    pub rows: &'static [Row],
}

impl Table {
    /// The table of what has no members that it knows.
    pub const EMPTY: Self = Self {
        name: "",
        rows: &[],
    };
}

/// What a type says about a member: when it is written, its name with what JSON has around it
/// (`,"name":`), and the field that it is in.
pub type Row = (Written, &'static str, &'static str);

/// When a member is written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// What `object!` calls members.
#[expect(non_upper_case_globals, reason = "they stand so in `object!`")]
pub mod kind {
    use super::Written;

    /// Members that must be there.
    pub const required: Written = Written::Always;
    /// Members that may be absent.
    pub const optional: Written = Written::IfThere;
    /// `optional` members that constructors give a value.
    pub const constant: Written = Written::IfThere;
    /// `required` members whose names JSON escapes.
    pub const escaped_required: Written = Written::EscapedAlways;
    /// `optional` and `constant` members whose names JSON escapes.
    pub const escaped_optional: Written = Written::EscapedIfThere;
}

/// A member of an object, whatever its type.
pub trait Member: Any + Encode + fmt::Debug {
    /// Returns whether it equals another one, which is of the same type if it does.
    fn is_same(&self, other: &dyn Member) -> bool;
}

impl<T: Any + Encode + fmt::Debug + PartialEq> Member for T {
    fn is_same(&self, other: &dyn Member) -> bool {
        let other: &dyn Any = other;
        other.downcast_ref() == Some(self)
    }
}

/// What is done with the members of an object, which come in the order of their table.
pub trait Visitor {
    /// Takes all of them.
    fn visit(&mut self, table: &Table, members: &[&dyn Member]);
}

impl<F: FnMut(&Table, &[&dyn Member])> Visitor for F {
    fn visit(&mut self, table: &Table, members: &[&dyn Member]) {
        self(table, members);
    }
}

/// The members that an object keeps beside those of its table.
pub trait Rest: Member {
    /// Reads the value of another one.
    fn read(&mut self, name: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<(), JsonError>;

    /// Hands all of them on, in order.
    fn write(&self, member: &mut dyn FnMut(&str, &dyn Encode));
}

impl<T: Decode + Member + PartialEq> Rest for BTreeMap<String, T> {
    fn read(&mut self, name: Cow<'_, str>, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        let value = T::decode(reader)?;
        self.insert(name.into_owned(), value);
        Ok(())
    }

    fn write(&self, member: &mut dyn FnMut(&str, &dyn Encode)) {
        self.iter().for_each(|(name, value)| member(name, value));
    }
}

/// Returns whether two objects of a type are the same.
pub fn is_same<T: Encode>(one: &T, other: &T) -> bool {
    let mut is_same = false;
    one.members(&mut |_: &Table, ours: &[&dyn Member]| {
        other.members(&mut |_: &Table, theirs: &[&dyn Member]| {
            let mut pairs = ours.iter().zip(theirs);
            is_same = pairs.all(|(one, other)| one.is_same(*other));
        });
    });
    is_same
        && match (one.rest(), other.rest()) {
            (Some((_, one)), Some((_, other))) => one.is_same(other),
            (_, _) => true,
        }
}

/// Shows an object as its struct.
pub fn debug<T: Encode>(value: &T, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut result = Ok(());
    value.members(&mut |table: &Table, members: &[&dyn Member]| {
        let mut shown = formatter.debug_struct(table.name);
        for ((_, _, field), member) in table.rows.iter().zip(members) {
            shown.field(field, member);
        }
        if let Some((field, rest)) = value.rest() {
            shown.field(field, &rest);
        }
        result = shown.finish();
    });
    result
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
pub struct Required<T>(pub Option<T>);

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self(None)
    }
}

/// Returns what is wrong where a member that must be there is not.
pub fn missing(reader: &Reader<'_>, name: &str) -> JsonError {
    reader.error(format!("missing field `{name}`"))
}

impl<T: Decode> Slot for Required<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<(), JsonError> {
        self.0 = Some(T::decode(reader)?);
        Ok(())
    }
}

/// Reads an object into the slots of the members of its table. Others are kept in `rest`, or passed over.
pub fn read(
    reader: &mut Reader<'_>,
    table: &Table,
    slots: &mut [&mut dyn Slot],
    mut rest: Option<&mut dyn Rest>,
) -> Result<(), JsonError> {
    let mut members = match reader.peek() {
        Some(b'{') => reader.object("")?,
        _ => return Err(reader.expected(&format!("an object ({})", table.name))),
    };
    let mut search = Search::of(table.rows);
    while let Some(name) = members.next(reader)? {
        match (search.find(&name), &mut rest) {
            (Some(at), _) => slots[at].read(reader)?,
            (None, Some(rest)) => rest.read(name, reader)?,
            (None, None) => reader.skip()?,
        }
    }
    Ok(())
}

/// Returns whether a member has this name. Most are told apart by their lengths.
fn is_named(row: &Row, name: &str) -> bool {
    let written = row.1.as_bytes();
    written.len() == name.len() + 4 && written[2..].starts_with(name.as_bytes())
}

/// Returns the name of a member without what JSON has around it.
pub(super) fn name(row: &Row) -> &'static str {
    let (_, written, _) = row;
    written.get(2..written.len() - 2).unwrap_or_default()
}

/// The search for the rows of members.
struct Search {
    rows: &'static [Row],
    /// Where the last row that was found ends: members mostly come in the order of the document.
    next: usize,
    /// How many names were looked at.
    looked_at: usize,
    /// Where the row of each hash is, counted from 1, or 0; made once the looking takes longer.
    table: Vec<u16>,
}

impl Search {
    fn of(rows: &'static [Row]) -> Self {
        Self {
            rows,
            next: 0,
            looked_at: 0,
            table: Vec::new(),
        }
    }

    fn find(&mut self, wanted: &str) -> Option<usize> {
        let count = self.rows.len();
        let found = match self.table.is_empty() {
            true => (0..count)
                .map(|step| match self.next + step {
                    at if at < count => at,
                    at => at - count,
                })
                .inspect(|_| self.looked_at += 1)
                .find(|at| is_named(&self.rows[*at], wanted)),
            false => self.look_up(wanted),
        }?;
        self.next = found + 1;
        if self.table.is_empty() && self.looked_at > 3 * count + 32 && count < usize::from(u16::MAX)
        {
            self.fill();
        }
        Some(found)
    }

    fn fill(&mut self) {
        self.table = vec![0; (2 * self.rows.len()).next_power_of_two()];
        for (index, row) in (1..).zip(self.rows) {
            let mut at = self.place(name(row));
            while self.table[at] != 0 {
                at = self.after(at);
            }
            self.table[at] = index;
        }
    }

    fn look_up(&self, wanted: &str) -> Option<usize> {
        let mut at = self.place(wanted);
        loop {
            // Half of the table is empty, so this ends.
            let found = usize::from(self.table[at]).checked_sub(1)?;
            if is_named(&self.rows[found], wanted) {
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
    ($name:ident { $(optional $field:ident = $key:expr,)+ }) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                let mut this = Self::default();
                let slots: &mut [&mut dyn runtime::object::Slot] = &mut [$(&mut this.$field),*];
                match runtime::object::read(reader, &<Self as runtime::codec::Encode>::table(), slots, None) {
                    Ok(()) => Ok(this),
                    Err(error) => Err(error),
                }
            }
        }

        object!(@members [] $name [$((optional $field $key))*]);
    };
    ($name:ident { $(optional $($field:ident),+;)+ }) => {
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
    (@any $exact:tt $name:ident { $($kind:ident $field:ident = $key:expr,)* } $(rest $rest:ident)?) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                $(let mut $field = ::std::default::Default::default();)*
                $(let mut $rest = ::std::collections::BTreeMap::new();)?
                let mut is_read = false;
                // The result stands before the reading, so that the compiler knows the types of the slots there:
                // otherwise it looks through all of them for each. What `?` does is written out for its sake, too.
                loop {
                    if is_read {
                        return Ok(Self {
                            $($field: object!(@take $kind reader, $key, $field),)*
                            $($rest,)?
                        });
                    }
                    match runtime::object::read(
                        reader,
                        &<Self as runtime::codec::Encode>::table(),
                        &mut [$(&mut $field),*],
                        object!(@rest $(&mut $rest)?),
                    ) {
                        Ok(()) => is_read = true,
                        Err(error) => return Err(error),
                    }
                }
            }
        }

        object!(@members $exact $name [$(($kind $field $key))*] $($rest)?);
    };
    (@members [$($exact:ident)?] $name:ident [$(($kind:ident $field:ident $key:expr))*] $($rest:ident)?) => {
        impl runtime::codec::Encode for $name {
            #[inline]
            fn table() -> runtime::object::Table {
                runtime::object::Table {
                    name: stringify!($name),
                    rows: &[$((runtime::object::kind::$kind, concat!(",\"", $key, "\":"), stringify!($field))),*],
                }
            }

            #[inline]
            fn members(&self, visitor: &mut dyn runtime::object::Visitor) {
                visitor.visit(&<Self as runtime::codec::Encode>::table(), &[$(&self.$field),*]);
            }

            $(
                #[inline]
                fn rest(&self) -> Option<(&'static str, &dyn runtime::object::Rest)> {
                    Some((stringify!($rest), &self.$rest))
                }
            )?
        }

        impl PartialEq for $name {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                runtime::object::is_same(self, other)
            }
        }

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                runtime::object::debug(self, formatter)
            }
        }

        runtime::bridge::bridge!($($exact)? $name);
    };
    (@rest) => { None };
    (@rest $rest:expr) => { Some($rest) };
    (@take required $reader:ident, $key:expr, $field:ident) => {
        match $field {
            runtime::object::Required(Some(value)) => value,
            runtime::object::Required(None) => {
                return Err(runtime::object::missing($reader, $key));
            }
        }
    };
    (@take escaped_required $reader:ident, $key:expr, $field:ident) => {
        object!(@take required $reader, $key, $field)
    };
    (@take $optional:ident $reader:ident, $key:expr, $field:ident) => { $field };
}
pub(crate) use object;
