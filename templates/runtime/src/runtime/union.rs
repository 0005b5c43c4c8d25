//! How unions are read and written.
//!
//! A union is read into JSON first, because what decides about its variant may come last. Whoever
//! uses a macro of this file has it and `runtime`, the module that this file is in, in scope.

use serde::{Serialize, Serializer, de::DeserializeOwned, ser::Error as _};
use serde_json::Value;

/// Implements `Serialize` and `Deserialize` for a union whose variants are told apart by the value
/// of one member. The variant after `else` keeps values whose member has no known value.
macro_rules! tagged_union {
    ($name:ident by $property:literal { $($variants:tt)* } else $other:ident) => {
        tagged_union!($name by $property { $($variants)* } else $other through ::serde_json::Value);
    };
    ($name:ident by $property:literal { $($variant:ident = $first:literal $(| $tag:literal)*,)* } else $other:ident through $buffer:ty) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => <$buffer as runtime::union::Buffer>::write(serializer, value, $property, $first),)*
                    Self::$other(value) => ::serde::Serialize::serialize(value, serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = <$buffer as ::serde::Deserialize>::deserialize(deserializer)?;
                let tag = runtime::union::Buffer::value(&value)
                    .get($property)
                    .and_then(::serde_json::Value::as_str);
                match tag {
                    $(Some($first $(| $tag)*) => runtime::union::Buffer::read(value).map(Self::$variant),)*
                    Some(_) | None => {
                        return Ok(Self::$other(runtime::union::Buffer::into_value(value)));
                    }
                }
                .map_err(::serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use tagged_union;

/// Implements `Serialize` and `Deserialize` for a union whose variants are told apart by their
/// shape: the first variant is taken whose [`Shape`] admits a value and that can be read from it.
macro_rules! untagged_union {
    ($name:ident { $($variants:tt)* }) => {
        untagged_union!($name { $($variants)* } through ::serde_json::Value);
    };
    ($name:ident { $($variant:ident: $kind:ident [$($key:literal),*] { $($member:literal = $constant:literal),* },)* } through $buffer:ty) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => ::serde::Serialize::serialize(value, serializer),)*
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let value = <$buffer as ::serde::Deserialize>::deserialize(deserializer)?;
                let mut failures = runtime::union::Failures::new(stringify!($name));
                $(
                    let shape = runtime::union::Shape {
                        kind: runtime::union::Kind::$kind,
                        keys: &[$($key),*],
                        constants: &[$(($member, $constant)),*],
                    };
                    match shape.admits(runtime::union::Buffer::value(&value)) {
                        Ok(()) => match runtime::union::Buffer::read(::std::clone::Clone::clone(&value)) {
                            Ok(value) => return Ok(Self::$variant(value)),
                            Err(error) => failures.add(stringify!($variant), error),
                        },
                        Err(reason) => failures.add(stringify!($variant), reason),
                    }
                )*
                Err(::serde::de::Error::custom(failures))
            }
        }
    };
}
pub(crate) use untagged_union;

/// What a union is read into before it is known of which variant it is.
pub trait Buffer: DeserializeOwned + Clone {
    /// Returns what is there, to look at.
    fn value(&self) -> &Value;

    /// Returns what is there, by move.
    fn into_value(self) -> Value;

    /// Reads a variant.
    fn read<T: DeserializeOwned>(self) -> Result<T, serde_json::Error>;

    /// Writes a variant, with the member that tells which one it is if the variant has none itself.
    fn write<S: Serializer>(
        serializer: S,
        value: &impl Serialize,
        property: &str,
        tag: &str,
    ) -> Result<S::Ok, S::Error>;
}

impl Buffer for Value {
    fn value(&self) -> &Value {
        self
    }

    fn into_value(self) -> Value {
        self
    }

    fn read<T: DeserializeOwned>(self) -> Result<T, serde_json::Error> {
        serde_json::from_value(self)
    }

    fn write<S: Serializer>(
        serializer: S,
        value: &impl Serialize,
        property: &str,
        tag: &str,
    ) -> Result<S::Ok, S::Error> {
        let mut value = serde_json::to_value(value).map_err(S::Error::custom)?;
        if let Value::Object(members) = &mut value {
            members
                .entry(property)
                .or_insert_with(|| Value::String(tag.to_owned()));
        }
        value.serialize(serializer)
    }
}

/// What a variant looks like from outside.
pub struct Shape {
    /// Its JSON type.
    pub kind: Kind,
    /// Members that must be there.
    pub keys: &'static [&'static str],
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
    pub fn admits(&self, value: &Value) -> Result<(), String> {
        let fits = match self.kind {
            Kind::Any => true,
            Kind::Boolean => value.is_boolean(),
            Kind::Integer => value.is_i64() || value.is_u64(),
            Kind::Number => value.is_number(),
            Kind::String => value.is_string(),
            Kind::Array => value.is_array(),
            Kind::Object => value.is_object(),
        };
        if !fits {
            return Err(format!("not of the JSON type {:?}", self.kind));
        }
        if let Some(key) = self.keys.iter().find(|key| value.get(**key).is_none()) {
            return Err(format!("without `{key}`"));
        }
        let wrong = self.constants.iter().find(|(member, constant)| {
            value
                .get(*member)
                .is_some_and(|value| value.as_str() != Some(*constant))
        });
        match wrong {
            Some((member, constant)) => Err(format!("`{member}` is not `{constant}`")),
            None => Ok(()),
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
