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
/// shape: of the variants whose [`Shape`] admits a value, the first that knows most of its members
/// and can be read from it.
macro_rules! untagged_union {
    ($name:ident { $($variants:tt)* }) => {
        untagged_union!($name { $($variants)* } through ::serde_json::Value);
    };
    ($name:ident { $($variant:ident: $kind:ident [$($key:literal),*] $(or [$($optional:literal),*])? { $($member:literal = $constant:literal),* },)* } through $buffer:ty) => {
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
                let variants: &[runtime::union::Variant<Self, $buffer>] = &[$(
                    runtime::union::Variant {
                        name: stringify!($variant),
                        shape: runtime::union::Shape {
                            kind: runtime::union::Kind::$kind,
                            keys: &[$($key),*],
                            optional: &[$($($optional),*)?],
                            constants: &[$(($member, $constant)),*],
                        },
                        read: |value| runtime::union::Buffer::read(value).map(Self::$variant),
                    },
                )*];
                runtime::union::read_any(stringify!($name), variants, value)
                    .map_err(::serde::de::Error::custom)
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

/// Reads a value of the variant that fits best.
pub fn read_any<T, B: Buffer>(
    union: &'static str,
    variants: &[Variant<T, B>],
    value: B,
) -> Result<T, Failures> {
    let mut failures = Failures::new(union);
    let mut fitting = Vec::new();
    for variant in variants {
        match variant.shape.admits(value.value()) {
            Ok(()) => fitting.push((variant.shape.strangers(value.value()), variant)),
            Err(reason) => failures.add(variant.name, reason),
        }
    }
    // Of those that lose the same, the first.
    fitting.sort_by_key(|(strangers, _)| *strangers);
    for (_, variant) in fitting {
        match (variant.read)(value.clone()) {
            Ok(value) => return Ok(value),
            Err(error) => failures.add(variant.name, error),
        }
    }
    Err(failures)
}

/// A variant of a union that is told apart by shape.
pub struct Variant<T, B> {
    /// Its name.
    pub name: &'static str,
    /// What it looks like.
    pub shape: Shape,
    /// Reads a value of it.
    pub read: fn(B) -> Result<T, serde_json::Error>,
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

    /// Returns how many members of a value the variant does not know.
    fn strangers(&self, value: &Value) -> usize {
        let Value::Object(members) = value else {
            return 0;
        };
        let known = |name: &&String| {
            let name = name.as_str();
            self.keys.contains(&name) || self.optional.contains(&name)
        };
        match self.kind {
            Kind::Object => members.len() - members.keys().filter(known).count(),
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
