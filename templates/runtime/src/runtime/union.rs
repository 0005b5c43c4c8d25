//! How unions are read and written.
//!
//! What decides about the variant may come last, so a value is looked through before it is read.
//! Whoever uses a macro of this file has `runtime`, the module that this file is in, in scope.

use std::borrow::Cow;

use super::reader::{JsonError, Reader};

/// Implements what a union needs whose variants are told apart by the value of one member. The variant
/// after `else` keeps values whose member has no known value. `exact` as in `object!`.
macro_rules! tagged_union {
    (exact $name:ident $($rest:tt)*) => { tagged_union!(@any [exact] $name $($rest)*); };
    (@any [$($exact:ident)?] $name:ident by $property:literal { $($variant:ident = $first:literal $(| $tag:literal)*,)* } else $other:ident) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                match reader.text_of($property)?.as_deref() {
                    $(Some($first $(| $tag)*) => runtime::codec::Decode::decode(reader).map(Self::$variant),)*
                    Some(_) | None => runtime::codec::Decode::decode(reader).map(Self::$other),
                }
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                match self {
                    $(Self::$variant(value) => writer.tagged(value, $property, $first),)*
                    Self::$other(value) => runtime::codec::Encode::encode(value, writer),
                }
            }
        }

        runtime::bridge::bridge!($($exact)? $name);
    };
    ($name:ident $($rest:tt)*) => { tagged_union!(@any [] $name $($rest)*); };
}
pub(crate) use tagged_union;

/// Implements what a union needs whose variants are told apart by their shape: of the variants whose
/// [`Shape`] admits a value, the first that knows most of its members and can be read from it.
macro_rules! untagged_union {
    (exact $name:ident $($rest:tt)*) => { untagged_union!(@any [exact] $name $($rest)*); };
    (@any [$($exact:ident)?] $name:ident { $($variant:ident: $kind:ident [$($key:literal),*] $(or [$($optional:literal),*])? { $($member:literal = $constant:literal),* },)* }) => {
        impl runtime::codec::Decode for $name {
            #[inline]
            fn decode(
                reader: &mut runtime::reader::Reader<'_>,
            ) -> ::std::result::Result<Self, runtime::reader::JsonError> {
                let variants: &[runtime::union::Variant<Self>] = &[$(
                    runtime::union::Variant {
                        name: stringify!($variant),
                        shape: runtime::union::Shape {
                            kind: runtime::union::Kind::$kind,
                            keys: &[$($key),*],
                            optional: &[$($($optional),*)?],
                            constants: &[$(($member, $constant)),*],
                        },
                        read: |reader| runtime::codec::Decode::decode(reader).map(Self::$variant),
                    },
                )*];
                runtime::union::read_any(stringify!($name), variants, reader)
            }
        }

        impl runtime::codec::Encode for $name {
            #[inline]
            fn encode(&self, writer: &mut runtime::writer::Writer) {
                match self {
                    $(Self::$variant(value) => runtime::codec::Encode::encode(value, writer),)*
                }
            }
        }

        runtime::bridge::bridge!($($exact)? $name);
    };
    ($name:ident $($rest:tt)*) => { untagged_union!(@any [] $name $($rest)*); };
}
pub(crate) use untagged_union;

/// Reads a value of the variant that fits best.
pub fn read_any<T>(
    union: &'static str,
    variants: &[Variant<T>],
    reader: &mut Reader<'_>,
) -> Result<T, JsonError> {
    let begin = reader.mark();
    let outline = Outline::of(reader)?;
    let end = reader.mark();
    let mut failures = Failures::new(union);
    let mut fitting = Vec::new();
    for variant in variants {
        match variant.shape.admits(&outline) {
            Ok(()) => fitting.push((variant.shape.strangers(&outline), variant)),
            Err(reason) => failures.add(variant.name, reason),
        }
    }
    // Of those that lose the same, the first.
    fitting.sort_by_key(|(strangers, _)| *strangers);
    for (_, variant) in fitting {
        reader.rewind(begin);
        match (variant.read)(reader) {
            Ok(value) => return Ok(value),
            Err(error) => failures.add(variant.name, error.reason()),
        }
    }
    reader.rewind(end);
    Err(reader.error(failures.to_string()))
}

/// A variant of a union that is told apart by shape.
pub struct Variant<T> {
    /// Its name.
    pub name: &'static str,
    /// What it looks like.
    pub shape: Shape,
    /// Reads a value of it.
    pub read: fn(&mut Reader<'_>) -> Result<T, JsonError>,
}

/// What a value looks like from outside.
pub enum Outline<'t> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, and whether it is an integer.
    Number(bool),
    /// A string.
    String,
    /// An array.
    Array,
    /// An object: the names of its members, and the values of those that are strings.
    Object(Vec<(Cow<'t, str>, Option<Cow<'t, str>>)>),
}

impl<'t> Outline<'t> {
    /// Reads past a value.
    fn of(reader: &mut Reader<'t>) -> Result<Self, JsonError> {
        Ok(match reader.peek() {
            Some(b'{') => {
                let mut members = reader.object("an object")?;
                let mut known = Vec::new();
                while let Some(name) = members.next(reader)? {
                    let text = match reader.peek() {
                        Some(b'"') => Some(reader.string()?),
                        _ => {
                            reader.skip()?;
                            None
                        }
                    };
                    known.push((name, text));
                }
                Self::Object(known)
            }
            Some(b'"') => reader.skip().map(|()| Self::String)?,
            Some(b'[') => reader.skip().map(|()| Self::Array)?,
            Some(b't' | b'f') => reader.boolean().map(|_| Self::Boolean)?,
            Some(b'-' | b'0'..=b'9') => {
                let number = reader.number()?;
                let is_integer = number.parse::<i64>().is_ok() || number.parse::<u64>().is_ok();
                Self::Number(is_integer)
            }
            _ if reader.null() => Self::Null,
            _ => return Err(reader.expected("a value")),
        })
    }

    fn members(&self) -> &[(Cow<'t, str>, Option<Cow<'t, str>>)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Boolean | Self::Number(_) | Self::String | Self::Array => &[],
        }
    }
}

/// What a variant looks like from outside.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Its JSON type.
    pub kind: Kind,
    /// Members that must be there.
    pub keys: &'static [&'static str],
    /// Members that may be there.
    pub optional: &'static [&'static str],
    /// Members that can have one value only.
    pub constants: &'static [(&'static str, &'static str)],
}

/// A type of JSON.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Any type.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Shape {
    /// Returns why a value cannot be of this variant.
    pub fn admits(&self, value: &Outline<'_>) -> Result<(), String> {
        let fits = match self.kind {
            Kind::Any => true,
            Kind::Boolean => matches!(value, Outline::Boolean),
            Kind::Integer => matches!(value, Outline::Number(true)),
            Kind::Number => matches!(value, Outline::Number(_)),
            Kind::String => matches!(value, Outline::String),
            Kind::Array => matches!(value, Outline::Array),
            Kind::Object => matches!(value, Outline::Object(_)),
        };
        if !fits {
            return Err(format!("not of the JSON type {:?}", self.kind));
        }
        let members = value.members();
        let has = |key: &str| members.iter().any(|(name, _)| name == key);
        if let Some(key) = self.keys.iter().find(|key| !has(key)) {
            return Err(format!("without `{key}`"));
        }
        let wrong = self.constants.iter().find(|(member, constant)| {
            members
                .iter()
                .any(|(name, text)| name == member && text.as_deref() != Some(*constant))
        });
        match wrong {
            Some((member, constant)) => Err(format!("`{member}` is not `{constant}`")),
            None => Ok(()),
        }
    }

    /// Returns how many members of a value the variant does not know.
    fn strangers(&self, value: &Outline<'_>) -> usize {
        let Outline::Object(members) = value else {
            return 0;
        };
        let known = |name: &str| self.keys.contains(&name) || self.optional.contains(&name);
        match self.kind {
            Kind::Object => members.iter().filter(|(name, _)| !known(name)).count(),
            // What is of any type is taken last, as before.
            Kind::Any
            | Kind::Boolean
            | Kind::Integer
            | Kind::Number
            | Kind::String
            | Kind::Array => usize::MAX,
        }
    }
}

/// Why a value is of no variant.
pub struct Failures {
    union: &'static str,
    tried: Vec<String>,
}

impl Failures {
    /// Returns no failures yet.
    pub fn new(union: &'static str) -> Self {
        Self {
            union,
            tried: Vec::new(),
        }
    }

    /// Adds why a variant was not taken.
    pub fn add(&mut self, variant: &str, reason: impl std::fmt::Display) {
        self.tried.push(format!("{variant}: {reason}"));
    }
}

impl std::fmt::Display for Failures {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "no variant of {} fits ({})",
            self.union,
            self.tried.join("; ")
        )
    }
}
