//! The settings of a run.
//!
//! What enters: a settings file (`sdkwright.toml`), the flags of the command line, the calls of a
//! build script. Each of them is a [`Layer`], which says something about some settings. What
//! leaves: one [`Config`], which says something about all of them. A later layer overrides an
//! earlier one: its lists replace lists, its tables replace entries of the same key.
//!
//! What never happens: a setting that is read in one place and unknown in another (all come from one
//! table, `table.rs`), or a key that is misspelt and passed over.

mod choice;
mod file;
mod lint;
mod name;
mod nearest;
mod pagination;
mod pattern;
mod position;
mod reference;
mod selector;
mod table;
mod value;

use std::{collections::BTreeMap, path::PathBuf};

pub use choice::{DateTime, Decimal, Emit, Enums, Layout, Level};
pub use lint::{Ignore, Lint};
pub use name::{CrateName, GroupPath, Identifier, Version};
pub use pagination::{Pagination, PaginationKind};
pub use reference::reference;
pub use selector::{PathPattern, Selector};
pub use value::{InvalidValue, Shape};

pub(crate) use nearest::nearest;
pub(crate) use table::settings;
use value::Given;

/// What stands for standard input where a path is expected.
pub const STANDARD_INPUT: &str = "-";

/// The name of the settings file that is read when none is named.
pub const FILE_NAME: &str = "sdkwright.toml";

/// The type of a setting in [`Config`].
macro_rules! resolved {
    (maybe $type:ty) => { Option<$type> };
    ($shape:ident $($type:ty)?) => { given!($shape $($type)?) };
}

/// The type of a setting where it is given.
macro_rules! given {
    (maybe $type:ty) => { $type };
    (one $type:ty) => { $type };
    (many $type:ty) => { Vec<$type> };
    (table $type:ty) => { BTreeMap<String, $type> };
    (switch) => { bool };
}

/// The value of a setting that nobody gives.
macro_rules! default {
    ($default:expr) => {
        $default
    };
    () => {
        Default::default()
    };
}

/// Puts what a layer says about a setting into the [`Config`].
macro_rules! resolve {
    (maybe $setting:expr, $value:expr) => {
        $setting = Some($value)
    };
    ($shape:ident $setting:expr, $value:expr) => {
        $setting.override_with($value)
    };
}

impl Config {
    /// Returns whether the SDK has Markdown pages, and examples in its documentation.
    pub(crate) fn has_pages(&self) -> bool {
        // A module of an application does not know by which path its callers name it.
        self.docs && self.layout == Layout::Crate
    }
}

macro_rules! define {
    ($(
        $(#[doc = $doc:literal])+
        $shape:ident $name:ident $(: $type:ty)? $(= $default:expr)?, $example:literal;
    )+) => {
        /// The settings of a run, complete.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct Config {
            $($(#[doc = $doc])+ pub $name: resolved!($shape $($type)?),)+
        }

        impl Default for Config {
            fn default() -> Self {
                Self {
                    $($name: default!($($default)?),)+
                }
            }
        }

        impl Config {
            /// Puts what a layer says on top of what is there.
            pub fn apply(&mut self, layer: Layer) {
                $(if let Some(value) = layer.$name {
                    resolve!($shape self.$name, value);
                })+
            }
        }

        /// What one place says: a file, the flags, or a build script.
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct Layer {
            $($(#[doc = $doc])+ pub $name: Option<given!($shape $($type)?)>,)+
        }

        impl Layer {
            /// Takes a setting from a file; says nothing about a name that there is not.
            fn set_from_file(
                &mut self,
                name: &str,
                value: &toml::Spanned<toml::de::DeValue<'_>>,
                reader: &mut file::Reader<'_>,
            ) {
                match name {
                    $(stringify!($name) => self.$name = Given::read(value, reader),)+
                    _ => {}
                }
            }

            /// Takes a setting from the occurrences of its flag; says nothing about a name that
            /// there is not.
            ///
            /// # Errors
            ///
            /// When a text is no value of the setting.
            pub fn set_from_flag(
                &mut self,
                name: &str,
                texts: &[&str],
            ) -> Result<(), InvalidValue> {
                match name {
                    $(stringify!($name) => self.$name = Some(Given::from_flag(texts)?),)+
                    _ => {}
                }
                Ok(())
            }
        }

        /// All settings, in the order of the table.
        pub const SETTINGS: &[Setting] = &[$(Setting {
            name: stringify!($name),
            shape: <given!($shape $($type)?) as Given>::SHAPE,
            value_name: <given!($shape $($type)?) as Given>::NAME,
            choices: <given!($shape $($type)?) as Given>::CHOICES,
            check: |text| <given!($shape $($type)?)>::from_flag(&[text]).map(drop),
            example: $example,
            docs: &[$($doc),+],
        }),+];
    };
}

settings!(define);

/// What is known about a setting whatever its value.
#[derive(Debug)]
#[non_exhaustive]
pub struct Setting {
    /// Its name in the file; that of the flag has `-` for `_`.
    pub name: &'static str,
    /// Its shape.
    pub shape: Shape,
    /// What flags call a value.
    pub value_name: &'static str,
    /// All values, where they can be listed.
    pub choices: &'static [&'static str],
    /// Says whether a text can be an occurrence of its flag.
    pub check: fn(&str) -> Result<(), InvalidValue>,
    /// A TOML literal: the default, or an example where there is none.
    pub example: &'static str,
    /// Its documentation, a line an item, each with the space that follows `///`.
    docs: &'static [&'static str],
}

impl Setting {
    /// Returns the documentation, a line an item.
    pub fn docs(&self) -> impl Iterator<Item = &'static str> {
        self.docs.iter().map(|line| line.trim_start())
    }
}

/// Returns the names of all settings.
fn names() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|setting| setting.name)
}

#[cfg(test)]
mod tests;
