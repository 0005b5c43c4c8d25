//! Generating from a build script.
//!
//! What enters: the calls of a `build.rs`. What leaves: a module in `OUT_DIR` for
//! [`include_sdk!`](crate::include_sdk), and lines on standard output that tell Cargo what was read
//! and what was found. What never happens: a file outside the output folder is touched.

mod error;

use std::{
    collections::BTreeSet,
    env,
    io::{self, Write},
    path::{Path, PathBuf},
};

pub use error::BuildError;

use crate::{
    config::{
        Config, CrateName, DateTime, Decimal, Emit, Enums, GroupPath, Identifier, Ignore,
        InvalidValue, Layer, Layout, Lint, Pagination, STANDARD_INPUT, Selector, Version, settings,
    },
    diagnostic::{Diagnostic, Report, Sources, codes, render},
    generator::Generator,
    write::{Changes, FileTree, write_file},
};

/// Includes the SDK that a [`Builder`] generated, by the name of its module.
///
/// ```ignore
/// sdkwright::include_sdk!("petstore");
/// ```
///
/// For this macro an application depends on sdkwright a second time, beside the dependency of its
/// build script, and without default features.
#[macro_export]
macro_rules! include_sdk {
    ($name:literal) => {
        include!(concat!(env!("OUT_DIR"), "/", $name, ".rs"));
    };
}

/// Generates an SDK in a build script.
///
/// Every setting is a method of the same name. What a method says overrides what the file says that
/// [`Builder::config`] names.
///
/// ```no_run
/// fn main() -> Result<(), sdkwright::BuildError> {
///     sdkwright::Builder::new()
///         .spec("petstore.yaml")
///         .include("tag:Pets")
///         .generate()
/// }
/// ```
///
/// Unless told otherwise it writes a module, of the name of the document's file, to `OUT_DIR`; the
/// application takes it in with `sdkwright::include_sdk!("petstore");`.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `generate` is called"]
pub struct Builder {
    file: Option<PathBuf>,
    layer: Layer,
    /// What was given that is no value of its setting; told by `generate`.
    mistakes: Vec<(&'static str, InvalidValue)>,
}

/// Makes the setters of all settings.
macro_rules! define_setters {
    ($(
        $(#[doc = $doc:literal])+
        $shape:ident $name:ident $(: $type:ty)? $(= $default:expr)?, $example:literal;
    )+) => {
        /// One method for each setting.
        impl Builder {
            $(setter!($shape $name $($type)?, $(#[doc = $doc])+);)+
        }
    };
}

macro_rules! setter {
    (maybe $name:ident $type:ty, $(#[$doc:meta])+) => {
        setter!(one $name $type, $(#[$doc])+);
    };
    (one $name:ident $type:ty, $(#[$doc:meta])+) => {
        $(#[$doc])+
        pub fn $name(mut self, value: impl TryInto<$type, Error: Into<InvalidValue>>) -> Self {
            self.layer.$name = self.valid(stringify!($name), value);
            self
        }
    };
    (many $name:ident $type:ty, $(#[$doc:meta])+) => {
        $(#[$doc])+
        ///
        /// Each call adds one.
        pub fn $name(mut self, item: impl TryInto<$type, Error: Into<InvalidValue>>) -> Self {
            let item: Option<$type> = self.valid(stringify!($name), item);
            self.layer.$name.get_or_insert_default().extend(item);
            self
        }
    };
    (table $name:ident $type:ty, $(#[$doc:meta])+) => {
        $(#[$doc])+
        ///
        /// Each call adds one.
        pub fn $name(
            mut self,
            key: impl Into<String>,
            value: impl TryInto<$type, Error: Into<InvalidValue>>,
        ) -> Self {
            let value: Option<$type> = self.valid(stringify!($name), value);
            let entry = value.map(|value| (key.into(), value));
            self.layer.$name.get_or_insert_default().extend(entry);
            self
        }
    };
    (switch $name:ident, $(#[$doc:meta])+) => {
        $(#[$doc])+
        pub fn $name(mut self, value: bool) -> Self {
            self.layer.$name = Some(value);
            self
        }
    };
}

settings!(define_setters);

impl Builder {
    /// Returns a builder that says nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a settings file first.
    pub fn config(mut self, path: impl Into<PathBuf>) -> Self {
        self.file = Some(path.into());
        self
    }

    /// Generates the SDK and tells Cargo which files it came from and what was found.
    ///
    /// # Errors
    ///
    /// When a setting or the document is wrong (what is wrong is told to Cargo), or when
    /// the output cannot be written.
    pub fn generate(self) -> Result<(), BuildError> {
        let mut sources = Sources::default();
        let mut report = Report::default();
        let mut inputs: BTreeSet<PathBuf> = self.file.iter().cloned().collect();
        let result = self.run(&mut sources, &mut report, &mut inputs);
        tell_cargo(&inputs, &report, &sources)?;
        result
    }

    fn run(
        self,
        sources: &mut Sources,
        report: &mut Report,
        inputs: &mut BTreeSet<PathBuf>,
    ) -> Result<(), BuildError> {
        let config = self.resolve(sources, report);
        inputs.extend(config.overlay.iter().cloned());
        inputs.extend(
            config
                .spec
                .clone()
                .filter(|spec| spec.as_os_str() != STANDARD_INPUT),
        );
        if report.has_errors() {
            return Err(BuildError::of(report));
        }
        if config.out_dir.as_os_str().is_empty() {
            return Err(BuildError::NoOutDir);
        }
        let (out_dir, layout, name) = (config.out_dir.clone(), config.layout, config.name.clone());
        let outcome = Generator::new(config).run(sources);
        inputs.extend(outcome.inputs);
        for diagnostic in outcome.report.diagnostics() {
            report.push(diagnostic.clone());
        }
        let tree = outcome.tree.ok_or_else(|| BuildError::of(report))?;
        match (layout, name) {
            (Layout::Module, Some(name)) => write_module(&tree, &out_dir, &name.module()),
            (Layout::Module, None) => Err(BuildError::NoName),
            (Layout::Crate, _) => Ok(Changes::between(&tree, &out_dir)?.apply()?),
        }
    }

    /// Returns all settings: those of this builder over those of the file over the defaults.
    fn resolve(self, sources: &mut Sources, report: &mut Report) -> Config {
        let mut config = Config {
            layout: Layout::Module,
            out_dir: env::var_os("OUT_DIR")
                .map(PathBuf::from)
                .unwrap_or_default(),
            ..Config::default()
        };
        if let Some(file) = &self.file {
            config.apply(Layer::read(file, sources, report));
        }
        config.apply(self.layer);
        for (name, invalid) in self.mistakes {
            let message = format!("setting `{name}`: {invalid}");
            report.push(Diagnostic::new(codes::INVALID_SETTING, message).help(invalid.help()));
        }
        if config.name.is_none() {
            let stem = config.spec.as_deref().and_then(Path::file_stem);
            config.name = stem.and_then(|stem| CrateName::from_title(&stem.to_string_lossy()));
        }
        config
    }

    /// Returns a value, or notes what is wrong with it.
    fn valid<T>(
        &mut self,
        name: &'static str,
        value: impl TryInto<T, Error: Into<InvalidValue>>,
    ) -> Option<T> {
        match value.try_into() {
            Ok(value) => Some(value),
            Err(invalid) => {
                self.mistakes.push((name, invalid.into()));
                None
            }
        }
    }
}

/// Writes the tree to a folder of the module's name, and beside it the file that
/// [`include_sdk!`](crate::include_sdk) includes.
///
/// The folder has a manifest of its own, so that a build script may generate several modules.
fn write_module(tree: &FileTree, out_dir: &Path, name: &str) -> Result<(), BuildError> {
    Changes::between(tree, &out_dir.join(name))?.apply()?;
    let declaration = format!("#[path = \"{name}/src/lib.rs\"]\npub mod {name};\n");
    Ok(write_file(out_dir, &format!("{name}.rs"), &declaration)?)
}

/// Tells Cargo what was read and what was found: it reads the standard output of a build script.
fn tell_cargo(inputs: &BTreeSet<PathBuf>, report: &Report, sources: &Sources) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    for input in inputs {
        writeln!(stdout, "cargo::rerun-if-changed={}", input.display())?;
    }
    stdout.write_all(render::cargo::render(report, sources).as_bytes())?;
    stdout.flush()
}

#[cfg(test)]
mod tests;
