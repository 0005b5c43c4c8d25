//! What the value of a setting can be, and how each comes from a text.

use std::{
    collections::BTreeMap,
    convert::Infallible,
    error::Error,
    fmt,
    path::{Path, PathBuf},
};

use toml::{Spanned, de::DeValue};

use super::{file::Reader, nearest::nearest};
use crate::diagnostic::Place;

/// A single value, which has the form of a text in the file and as a flag.
pub(super) trait Value: Sized {
    /// What flags call it, in capitals.
    const NAME: &'static str;
    /// All values, where they can be listed.
    const CHOICES: &'static [&'static str] = &[];

    /// Returns the value that a text stands for.
    fn parse(text: &str) -> Result<Self, InvalidValue>;

    /// Returns the value as it is meant in a file of a folder; only paths differ.
    fn in_folder(self, _folder: &Path) -> Self {
        self
    }

    /// Returns the value with the place where it was written, or that of its key; for those that can
    /// turn out to be wrong after they were read.
    fn written_at(self, _place: Place) -> Self {
        self
    }
}

impl Value for String {
    const NAME: &'static str = "TEXT";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        Ok(text.to_owned())
    }
}

impl Value for PathBuf {
    const NAME: &'static str = "PATH";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        Ok(Self::from(text))
    }

    fn in_folder(self, folder: &Path) -> Self {
        if self.as_os_str() == super::STANDARD_INPUT {
            self
        } else {
            folder.join(self)
        }
    }
}

/// Lets a setter of the builder take a text for a value.
macro_rules! from_text {
    ($type:ident) => {
        impl TryFrom<&str> for $type {
            type Error = InvalidValue;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                <Self as Value>::parse(text)
            }
        }

        impl TryFrom<String> for $type {
            type Error = InvalidValue;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::try_from(text.as_str())
            }
        }

        impl std::str::FromStr for $type {
            type Err = InvalidValue;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::try_from(text)
            }
        }
    };
}

pub(super) use from_text;

/// The shape of a setting as users see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    Single,
    /// A list; a flag that may be repeated.
    List,
    /// A table; a flag of `KEY=VALUE` that may be repeated.
    Table,
    /// A boolean.
    Switch,
}

/// What one place, such as a file, gives for a setting.
pub(super) trait Given: Sized {
    /// Its shape.
    const SHAPE: Shape;
    /// What flags call a value of it.
    const NAME: &'static str;
    /// All values, where they can be listed.
    const CHOICES: &'static [&'static str];

    /// Returns what stands in a file; `None`, and a finding, when it cannot be read.
    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self>;

    /// Returns what the occurrences of a flag say.
    fn from_flag(texts: &[&str]) -> Result<Self, InvalidValue>;

    /// Puts what a stronger place says on top.
    fn override_with(&mut self, stronger: Self) {
        *self = stronger;
    }
}

impl<T: Value> Given for T {
    const SHAPE: Shape = Shape::Single;
    const NAME: &'static str = <T as Value>::NAME;
    const CHOICES: &'static [&'static str] = <T as Value>::CHOICES;

    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.text(value)
    }

    fn from_flag(texts: &[&str]) -> Result<Self, InvalidValue> {
        T::parse(texts.last().copied().unwrap_or_default())
    }
}

impl<T: Value> Given for Vec<T> {
    const SHAPE: Shape = Shape::List;
    const NAME: &'static str = T::NAME;
    const CHOICES: &'static [&'static str] = T::CHOICES;

    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.list(value)
    }

    fn from_flag(texts: &[&str]) -> Result<Self, InvalidValue> {
        texts.iter().map(|text| T::parse(text)).collect()
    }
}

impl<T: Value> Given for BTreeMap<String, T> {
    const SHAPE: Shape = Shape::Table;
    const NAME: &'static str = T::NAME;
    const CHOICES: &'static [&'static str] = T::CHOICES;

    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.table(value)
    }

    fn from_flag(texts: &[&str]) -> Result<Self, InvalidValue> {
        texts
            .iter()
            .map(|text| match text.split_once('=') {
                Some((key, value)) => Ok((key.to_owned(), T::parse(value)?)),
                None => Err(InvalidValue::Pair((*text).to_owned())),
            })
            .collect()
    }

    /// Keeps the entries that the stronger place does not name.
    fn override_with(&mut self, stronger: Self) {
        self.extend(stronger);
    }
}

impl Given for bool {
    const SHAPE: Shape = Shape::Switch;
    const NAME: &'static str = "BOOL";
    const CHOICES: &'static [&'static str] = &["true", "false"];

    fn read(value: &Spanned<DeValue<'_>>, reader: &mut Reader<'_>) -> Option<Self> {
        reader.boolean(value)
    }

    fn from_flag(texts: &[&str]) -> Result<Self, InvalidValue> {
        match texts.last().copied().unwrap_or_default() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(InvalidValue::Choice {
                given: other.to_owned(),
                known: Self::CHOICES,
            }),
        }
    }
}

/// A text that is no value of its setting.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidValue {
    /// None of the values that there are.
    Choice {
        /// The text.
        given: String,
        /// The values that there are.
        known: &'static [&'static str],
    },
    /// Not the name of a crate.
    CrateName(String),
    /// Not the version of a crate.
    Version(String),
    /// Not a Rust identifier.
    Identifier(String),
    /// Neither a group nor a group and a method.
    GroupPath(String),
    /// No way in which lists are paged.
    Pagination(String),
    /// A selector of no known form.
    Selector(String),
    /// Neither a code nor a place of findings.
    Ignore(String),
    /// Not a key and a value with `=` between them.
    Pair(String),
}

impl InvalidValue {
    /// Returns the remedy.
    pub fn help(&self) -> String {
        match self {
            Self::Choice { given, known } => match nearest(given, known.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", Quoted(known)),
            },
            Self::CrateName(_) => {
                "use ASCII letters, digits, `-` and `_`, with a letter first, and no Rust keyword"
                    .to_owned()
            }
            Self::Version(_) => "write three numbers, for example `0.1.0`".to_owned(),
            Self::Identifier(_) => {
                "use ASCII letters, digits and `_`, with a letter first".to_owned()
            }
            Self::GroupPath(_) => "write `group` or `group.method`".to_owned(),
            Self::Pagination(_) => {
                "write `none`, or a kind and its keys, for example `cursor cursor=after next=paging.next`"
                    .to_owned()
            }
            Self::Selector(_) => {
                "write an operation id, `METHOD /path`, `/path` or `tag:Name`".to_owned()
            }
            Self::Ignore(_) => {
                "write `code`, `code #/pointer` or `#/pointer`, with a file before `#` if need be"
                    .to_owned()
            }
            Self::Pair(_) => "write `KEY=VALUE`".to_owned(),
        }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Choice { given, known } => {
                write!(formatter, "`{given}` is none of {}", Quoted(known))
            }
            Self::CrateName(given) => write!(formatter, "`{given}` cannot be the name of a crate"),
            Self::Version(given) => write!(formatter, "`{given}` is not a version"),
            Self::Identifier(given) => write!(formatter, "`{given}` is not a Rust name"),
            Self::GroupPath(given) => write!(formatter, "`{given}` names no group"),
            Self::Pagination(given) => {
                write!(formatter, "`{given}` is no way in which lists are paged")
            }
            Self::Selector(given) => write!(formatter, "`{given}` selects nothing"),
            Self::Ignore(given) => write!(formatter, "`{given}` names no finding"),
            Self::Pair(given) => write!(formatter, "`{given}` is not a pair"),
        }
    }
}

impl Error for InvalidValue {}

/// A value of the right type already, given to a setter of the builder.
impl From<Infallible> for InvalidValue {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}

/// Texts in back quotes with commas between them.
pub(super) struct Quoted<'a>(pub(super) &'a [&'a str]);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, text) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { ", " };
            write!(formatter, "{separator}`{text}`")?;
        }
        Ok(())
    }
}
