//! Parameters: what an operation declares, and what a call gives.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::form::{self, Written};

/// A parameter as its operation declares it (OpenAPI, "Parameter Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The name, as the document has it.
    pub name: &'static str,
    /// Where it goes, and in which style.
    pub place: Place,
}

/// Where a parameter goes, with the styles that exist there (OpenAPI, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path, instead of `{name}`.
    Path {
        /// The style.
        style: PathStyle,
        /// Whether the parts of an array or an object stand each by itself.
        explode: bool,
    },
    /// In the query.
    Query {
        /// The style.
        style: QueryStyle,
        /// Whether the parts of an array or an object stand each by itself.
        explode: bool,
        /// Whether reserved characters stay as they are where they cannot end the value.
        allow_reserved: bool,
    },
    /// The whole query; the value is encoded already.
    QueryString,
    /// A header, in style `simple`.
    Header {
        /// Whether an object is written `key=value` instead of `key,value`.
        explode: bool,
    },
    /// A cookie, in style `form`.
    Cookie {
        /// Whether the parts of an array or an object are cookies each by itself.
        explode: bool,
    },
    /// A member of the body: what a page is asked for by, and no parameter of a call.
    Member,
}

/// The style of a path parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `{name}` (RFC 6570, section 3.2.2).
    Simple,
    /// `{.name}` (RFC 6570, section 3.2.5).
    Label,
    /// `{;name}` (RFC 6570, section 3.2.7).
    Matrix,
}

/// The style of a query parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// `{?name}` (RFC 6570, section 3.2.8).
    Form,
    /// Parts with `%20` between them; exploded, the same as `Form`.
    SpaceDelimited,
    /// Parts with `%7C` between them; exploded, the same as `Form`.
    PipeDelimited,
    /// `name[key]=value`. OpenAPI does not define it for arrays, which are written
    /// `name[]=value`, as the servers read it that use it.
    DeepObject,
}

impl Parameter {
    /// Returns a path parameter of the default style, `simple`, not exploded.
    pub const fn path(name: &'static str) -> Self {
        let (style, explode) = (PathStyle::Simple, false);
        Self {
            name,
            place: Place::Path { style, explode },
        }
    }

    /// Returns a query parameter of the default style, `form`, exploded.
    pub const fn query(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Query {
                style: QueryStyle::Form,
                explode: true,
                allow_reserved: false,
            },
        }
    }

    /// Returns the parameter that is the whole query.
    pub const fn query_string() -> Self {
        Self {
            name: "",
            place: Place::QueryString,
        }
    }

    /// Returns a header parameter, not exploded.
    pub const fn header(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Header { explode: false },
        }
    }

    /// Returns a cookie parameter, exploded.
    pub const fn cookie(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Cookie { explode: true },
        }
    }

    /// Returns a member of the body by which a page is asked for.
    pub const fn member(name: &'static str) -> Self {
        Self {
            name,
            place: Place::Member,
        }
    }

    /// Sets whether the parts of an array or an object stand each by itself.
    pub const fn explode(mut self, each: bool) -> Self {
        match &mut self.place {
            Place::Path { explode, .. }
            | Place::Query { explode, .. }
            | Place::Header { explode }
            | Place::Cookie { explode } => *explode = each,
            Place::QueryString | Place::Member => {}
        }
        self
    }

    /// Sets the style of a path parameter, and whether parts stand each by themselves; other
    /// parameters stay as they are.
    pub const fn path_style(mut self, style: PathStyle, explode: bool) -> Self {
        if let Place::Path { .. } = self.place {
            self.place = Place::Path { style, explode };
        }
        self
    }

    /// Sets the style of a query parameter, and whether parts stand each by themselves; other
    /// parameters stay as they are.
    pub const fn query_style(mut self, style: QueryStyle, explode: bool) -> Self {
        if let Place::Query { allow_reserved, .. } = self.place {
            self.place = Place::Query {
                style,
                explode,
                allow_reserved,
            };
        }
        self
    }

    /// Lets reserved characters of a query parameter stay as they are where they cannot end the
    /// value; other parameters stay as they are.
    pub const fn allow_reserved(mut self) -> Self {
        if let Place::Query { allow_reserved, .. } = &mut self.place {
            *allow_reserved = true;
        }
        self
    }

    /// Returns whether both name the same parameter, whatever the style.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.name == other.name
            && std::mem::discriminant(&self.place) == std::mem::discriminant(&other.place)
    }
}

/// The value of a parameter, not yet encoded. `Debug` shows its shape only.
#[derive(Clone, PartialEq, Eq)]
pub enum ParameterValue {
    /// One text.
    Scalar(String),
    /// A list of texts.
    Array(Vec<String>),
    /// Keys with a text each, in the order in which they are written.
    Object(Vec<(String, String)>),
}

impl ParameterValue {
    /// Returns a value as a parameter: what is nested in a list or an object becomes JSON text, null
    /// is left out.
    pub(super) fn from_written(value: Written) -> serde_json::Result<Option<Self>> {
        Ok(match value {
            Written::Null => None,
            Written::Scalar(text) => Some(Self::Scalar(text)),
            Written::Array(items) => {
                let texts = items.iter().map(|item| form::text(item));
                let texts: serde_json::Result<Vec<_>> = texts.collect();
                Some(Self::Array(texts?.into_iter().flatten().collect()))
            }
            Written::Object(members) => {
                let mut texts = Vec::with_capacity(members.len());
                for (key, value) in members {
                    texts.extend(form::text(&value)?.map(|text| (key, text)));
                }
                Some(Self::Object(texts))
            }
        })
    }
}

impl fmt::Debug for ParameterValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Scalar(_) => f.write_str("Scalar"),
            Self::Array(items) => write!(f, "Array({})", items.len()),
            Self::Object(members) => write!(f, "Object({})", members.len()),
        }
    }
}

/// A type whose values are one text in a parameter.
///
/// It makes the type a [`ToParameter`], and lists and maps of it as well.
pub trait ToScalar {
    /// Returns the text, not encoded.
    fn to_scalar(&self) -> String;
}

/// A type whose values can be given for a parameter.
pub trait ToParameter {
    /// Returns the value, or `None` to leave the parameter out.
    fn to_parameter(&self) -> Option<ParameterValue>;
}

/// Gives a value for a parameter by its `Display`.
#[derive(Clone, Copy, Debug)]
pub struct Displayed<T>(
    /// The value.
    pub T,
);

impl<T: fmt::Display> ToScalar for Displayed<T> {
    fn to_scalar(&self) -> String {
        self.0.to_string()
    }
}

impl<T: ToScalar + ?Sized> ToScalar for &T {
    fn to_scalar(&self) -> String {
        (**self).to_scalar()
    }
}

macro_rules! to_scalar {
    ($($type:ty)*) => {
        $(impl ToScalar for $type {
            fn to_scalar(&self) -> String {
                self.to_string()
            }
        })*
    };
}

to_scalar!(str String char bool i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

impl<T: ToScalar + ?Sized> ToParameter for T {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(ParameterValue::Scalar(self.to_scalar()))
    }
}

fn array<T: ToScalar>(items: &[T]) -> ParameterValue {
    ParameterValue::Array(items.iter().map(ToScalar::to_scalar).collect())
}

fn object<'a, T: ToScalar + 'a>(
    members: impl IntoIterator<Item = (&'a String, &'a T)>,
) -> ParameterValue {
    ParameterValue::Object(
        members
            .into_iter()
            .map(|(key, value)| (key.clone(), value.to_scalar()))
            .collect(),
    )
}

impl<T: ToScalar> ToParameter for [T] {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(array(self))
    }
}

impl<T: ToScalar, const N: usize> ToParameter for [T; N] {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(array(self))
    }
}

impl<T: ToScalar> ToParameter for Vec<T> {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(array(self))
    }
}

impl<T: ToScalar> ToParameter for BTreeMap<String, T> {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(object(self))
    }
}

impl<T: ToScalar, S> ToParameter for HashMap<String, T, S> {
    fn to_parameter(&self) -> Option<ParameterValue> {
        // In the order of the keys, so that the same call is the same request every time.
        Some(object(self.iter().collect::<BTreeMap<_, _>>()))
    }
}

impl<T: ToParameter> ToParameter for Option<T> {
    fn to_parameter(&self) -> Option<ParameterValue> {
        self.as_ref().and_then(ToParameter::to_parameter)
    }
}

impl ToParameter for ParameterValue {
    fn to_parameter(&self) -> Option<ParameterValue> {
        Some(self.clone())
    }
}

/// A reference to a list is no scalar, but the compiler must be told so for each type.
macro_rules! by_reference {
    ($([$($parameters:tt)*] $type:ty;)*) => {
        $(impl<$($parameters)*> ToParameter for &$type {
            fn to_parameter(&self) -> Option<ParameterValue> {
                (**self).to_parameter()
            }
        })*
    };
}

by_reference! {
    [T: ToScalar] [T];
    [T: ToScalar, const N: usize] [T; N];
    [T: ToScalar] Vec<T>;
    [T: ToScalar] BTreeMap<String, T>;
    [T: ToScalar, S] HashMap<String, T, S>;
    [T: ToParameter] Option<T>;
    [] ParameterValue;
}
