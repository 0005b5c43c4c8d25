//! Why a build script has no SDK.

use std::{error::Error, fmt, io};

use crate::{
    diagnostic::{Report, Severity},
    write::WriteError,
};

/// Why a build script has no SDK.
#[non_exhaustive]
pub enum BuildError {
    /// A setting or the document is wrong; what is wrong was told to Cargo.
    Findings {
        /// How many errors were found.
        errors: usize,
    },
    /// There is no `OUT_DIR`, as there is in a build script, and no other output folder was named.
    NoOutDir,
    /// No name was given for the module, and none can be made from that of the document.
    NoName,
    /// The SDK could not be written.
    Write(WriteError),
    /// Cargo does not listen.
    Output(io::Error),
}

impl BuildError {
    pub(super) fn of(report: &Report) -> Self {
        Self::Findings {
            errors: report.count(Severity::Error),
        }
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings { errors: 1 } => {
                formatter.write_str("no SDK was generated: 1 error, which Cargo shows")
            }
            Self::Findings { errors } => write!(
                formatter,
                "no SDK was generated: {errors} errors, which Cargo shows"
            ),
            Self::NoOutDir => formatter.write_str(
                "there is no OUT_DIR: call this from a build script, or name a folder with `out_dir`",
            ),
            Self::NoName => formatter.write_str("the module has no name: give one with `name`"),
            Self::Write(error) => write!(formatter, "cannot write the SDK: {error}"),
            Self::Output(_) => formatter.write_str("cannot write to standard output"),
        }
    }
}

/// The same as `Display`: it is what a build script's `main` prints of the error that it returns.
impl fmt::Debug for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")?;
        let mut source = self.source();
        while let Some(error) = source {
            write!(formatter, ": {error}")?;
            source = error.source();
        }
        Ok(())
    }
}

impl Error for BuildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Findings { .. } | Self::NoOutDir | Self::NoName => None,
            Self::Write(error) => error.source(),
            Self::Output(error) => Some(error),
        }
    }
}

impl From<WriteError> for BuildError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<io::Error> for BuildError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
