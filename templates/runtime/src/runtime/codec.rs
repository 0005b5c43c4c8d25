//! How models are read and written.
//!
//! Models are plain structs and enums; beside each stands one line of `object!`, `string_enum!`,
//! `integer_enum!`, `wrapper!`, or of one of the macros of `union`, that gives it serde's `Serialize` and
//! `Deserialize`. These implementations read maps only (no sequences, no field indices), which is
//! what keeps an SDK quick to compile. Whoever uses a macro has this module in scope as `codec`.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

/// A type of fields that may be absent.
pub trait Field: Default {
    /// Returns whether the field is left out when its object is written.
    fn is_absent(&self) -> bool;
}

impl<T> Field for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// The name of a member, borrowed from the text where nothing in it is escaped.
pub struct Key<'de>(Cow<'de, str>);

impl Key<'_> {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name by move.
    pub fn into_string(self) -> String {
        self.0.into_owned()
    }
}

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Name;

        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a member")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(name)))
            }

            fn visit_str<E>(self, name: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(Name)
    }
}

/// The members that a model keeps beside its fields.
pub type Rest<T> = std::collections::BTreeMap<String, T>;

/// Reads past the value of a member that the model does not have.
pub fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

/// Writes the members that a model keeps beside its fields.
pub fn write_rest<'r, M, V>(
    map: &mut M,
    rest: impl IntoIterator<Item = (&'r String, &'r V)>,
) -> Result<(), M::Error>
where
    M: SerializeMap,
    V: Serialize + 'r,
{
    rest.into_iter()
        .try_for_each(|(key, value)| map.serialize_entry(key, value))
}

/// Implements `Serialize` and `Deserialize` for a struct.
///
/// `required` fields are always written and must be there to be read; `optional` fields are of a
/// type that is a [`Field`]; `rest` is the map of all other members. The underscores keep what is
/// named here apart from models.
macro_rules! object {
    ($name:ident { $($kind:ident $field:ident = $key:literal,)* } $(rest $rest:ident)?) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #[allow(unused_mut, reason = "a model may have no members")]
                let mut map = serializer.serialize_map(None)?;
                $(object!(@write $kind map, $key, self.$field);)*
                $(runtime::codec::write_rest(&mut map, &self.$rest)?;)?
                ::serde::ser::SerializeMap::end(map)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D: ::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::std::result::Result<Self, __D::Error> {
                struct __Members;

                impl<'de> ::serde::de::Visitor<'de> for __Members {
                    type Value = $name;

                    fn expecting(
                        &self,
                        formatter: &mut ::std::fmt::Formatter<'_>,
                    ) -> ::std::fmt::Result {
                        formatter.write_str(concat!("an object (", stringify!($name), ")"))
                    }

                    fn visit_map<__A: ::serde::de::MapAccess<'de>>(
                        self,
                        mut map: __A,
                    ) -> ::std::result::Result<$name, __A::Error> {
                        $(let mut $field = None;)*
                        $(let mut $rest: runtime::codec::Rest<_> = ::std::default::Default::default();)?
                        while let Some(key) = map.next_key::<runtime::codec::Key<'de>>()? {
                            #[allow(clippy::match_single_binding, reason = "a model may have no members")]
                            match key.as_str() {
                                $($key => $field = Some(map.next_value()?),)*
                                _ => object!(@rest map, key $(, $rest)?),
                            }
                        }
                        Ok($name {
                            $($field: object!(@read $kind $key, $field),)*
                            $($rest,)?
                        })
                    }
                }

                deserializer.deserialize_map(__Members)
            }
        }
    };
    (@write required $map:ident, $key:literal, $value:expr) => {
        ::serde::ser::SerializeMap::serialize_entry(&mut $map, $key, &$value)?
    };
    (@write optional $map:ident, $key:literal, $value:expr) => {
        if !runtime::codec::Field::is_absent(&$value) {
            ::serde::ser::SerializeMap::serialize_entry(&mut $map, $key, &$value)?
        }
    };
    (@read required $key:literal, $field:ident) => {
        $field.ok_or_else(|| ::serde::de::Error::missing_field($key))?
    };
    (@read optional $key:literal, $field:ident) => {
        $field.unwrap_or_default()
    };
    (@rest $map:ident, $key:ident) => {
        runtime::codec::skip(&mut $map)?
    };
    (@rest $map:ident, $key:ident, $rest:ident) => {{
        $rest.insert($key.into_string(), $map.next_value()?);
    }};
}
pub(crate) use object;

/// Implements what an enumeration of strings needs.
///
/// With `else Variant` the enumeration is open: that variant keeps any other string. Without it a
/// string that is not listed is an error.
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $text:literal,)* } else $other:ident) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$other(text) => text,
                }
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$other(other.to_owned()),
                }
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                Ok(Self::from(text))
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::codec::text(deserializer).map(Self::from)
            }
        }

        string_enum!(@write $name);
    };
    ($name:ident { $($variant:ident = $text:literal,)* }) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)*
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = runtime::codec::UnknownValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, runtime::codec::UnknownValue> {
                match text {
                    $($text => Ok(Self::$variant),)*
                    other => Err(runtime::codec::UnknownValue::new(other, &[$($text),*])),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::codec::parsed(deserializer, |text| text.parse())
            }
        }

        string_enum!(@write $name);
    };
    (@write $name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
pub(crate) use string_enum;

/// Implements what an enumeration of integers needs; open or closed, as `string_enum!`.
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $value:literal,)* } else $other:ident) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::$other(value) => *value,
                }
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    other => Self::$other(other),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <i64 as ::serde::Deserialize>::deserialize(deserializer).map(Self::from)
            }
        }

        integer_enum!(@write $name);
    };
    ($name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as it is on the wire.
            pub fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $value,)*
                }
            }
        }

        impl TryFrom<i64> for $name {
            type Error = runtime::codec::UnknownValue;

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

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                runtime::codec::known(deserializer, |value| Self::try_from(value))
            }
        }

        integer_enum!(@write $name);
    };
    (@write $name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.value(), formatter)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }
    };
}
pub(crate) use integer_enum;

/// Implements `Serialize` and `Deserialize` for a struct with one field that has no name.
macro_rules! wrapper {
    ($name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                ::serde::Serialize::serialize(&self.0, serializer)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }
    };
}
pub(crate) use wrapper;

/// Reads a string.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer)
}

/// Reads a string and makes a value of it. What is wrong with it is told while it is being read, so
/// that the error has its place.
pub fn parsed<'de, D, T, E>(
    deserializer: D,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
{
    struct Text<F>(F);

    impl<F: FnOnce(&str) -> Result<T, E>, T, E: fmt::Display> Visitor<'_> for Text<F> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a string")
        }

        fn visit_str<R: serde::de::Error>(self, text: &str) -> Result<T, R> {
            (self.0)(text).map_err(R::custom)
        }
    }

    deserializer.deserialize_str(Text(parse))
}

/// Reads an integer and makes a value of it, as [`parsed`] does of a string.
pub fn known<'de, D, T, E>(
    deserializer: D,
    make: impl FnOnce(i64) -> Result<T, E>,
) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
{
    struct Integer<F>(F);

    impl<F: FnOnce(i64) -> Result<T, E>, T, E: fmt::Display> Visitor<'_> for Integer<F> {
        type Value = T;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("an integer of 64 bits")
        }

        fn visit_i64<R: serde::de::Error>(self, value: i64) -> Result<T, R> {
            (self.0)(value).map_err(R::custom)
        }

        fn visit_u64<R: serde::de::Error>(self, value: u64) -> Result<T, R> {
            match i64::try_from(value) {
                Ok(value) => self.visit_i64(value),
                Err(_) => Err(R::invalid_value(
                    serde::de::Unexpected::Unsigned(value),
                    &self,
                )),
            }
        }
    }

    deserializer.deserialize_i64(Integer(make))
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
