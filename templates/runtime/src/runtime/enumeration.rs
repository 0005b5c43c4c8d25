//! How enumerations of strings and of integers are read, written, compared and shown.
//!
//! Whoever uses a macro has `runtime`, the module that this file is in, in scope.

use std::fmt;

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

        impl ::std::fmt::Debug for $name {
            #[inline]
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let listed = match self {
                    $(Self::$variant => stringify!($variant),)*
                    Self::$other(text) => {
                        return runtime::enumeration::debug(stringify!($other), text, formatter);
                    }
                };
                formatter.write_str(listed)
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
            type Err = runtime::enumeration::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, runtime::enumeration::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    other => Err(runtime::enumeration::UnknownValue::new(other, &[$($text),*])),
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
            type Error = runtime::enumeration::UnknownValue;

            #[inline]
            fn try_from(value: i64) -> ::std::result::Result<Self, runtime::enumeration::UnknownValue> {
                match value {
                    $($value => Ok(Self::$variant),)*
                    other => Err(runtime::enumeration::UnknownValue::new(
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

/// Shows a value that is not listed.
pub fn debug(variant: &str, text: &str, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.debug_tuple(variant).field(&text).finish()
}

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
