//! Why a tree could not be written.

use std::{error::Error, fmt, io, path::PathBuf};

use crate::diagnostic::{Diagnostic, codes};

/// Why a tree could not be written.
#[derive(Debug)]
#[non_exhaustive]
pub enum WriteError {
    /// Something else stands where a folder has to be.
    NotAFolder(PathBuf),
    /// Something else, such as a folder, stands where a file has to be.
    NotAFile(PathBuf),
    /// Files that sdkwright did not write stand where it has to write, and differ.
    Foreign {
        /// The folder that is written to.
        folder: PathBuf,
        /// The files, relative to it.
        files: Vec<String>,
    },
    /// The manifest of the folder cannot be read.
    Manifest {
        /// The manifest.
        path: PathBuf,
        /// The line that is no path, when it is a line.
        line: Option<usize>,
        /// What the system says, when it is the system.
        error: Option<io::Error>,
    },
    /// The system refuses.
    System {
        /// What was tried.
        action: Action,
        /// On what.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// What can fail on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reading a file, to compare it.
    Read,
    /// Writing a file.
    Write,
    /// Removing a file.
    Remove,
    /// Making a folder.
    MakeFolder,
}

impl fmt::Display for Action {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Remove => "remove",
            Self::MakeFolder => "make the folder",
        })
    }
}

impl WriteError {
    /// Returns a function that makes an error of what the system says.
    pub(super) fn system(
        action: Action,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::System {
            action,
            path: path.into(),
            error,
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFolder(path) => write!(formatter, "`{}` is not a folder", path.display()),
            Self::NotAFile(path) => write!(formatter, "`{}` is not a file", path.display()),
            Self::Foreign { folder, files } => {
                const SHOWN: usize = 3;
                let paths: Vec<String> = files
                    .iter()
                    .take(SHOWN)
                    .map(|file| format!("`{}`", folder.join(file).display()))
                    .collect();
                write!(formatter, "{} ", paths.join(", "))?;
                match (files.len(), files.len().saturating_sub(SHOWN)) {
                    (1, _) => formatter.write_str("was not written by sdkwright"),
                    (_, 0) => formatter.write_str("were not written by sdkwright"),
                    (_, more) => write!(formatter, "and {more} more were not written by sdkwright"),
                }
            }
            Self::Manifest { path, line, .. } => {
                write!(formatter, "cannot read the manifest `{}`", path.display())?;
                match line {
                    Some(line) => write!(formatter, ": line {line} is not one of its lines"),
                    None => Ok(()),
                }
            }
            Self::System { action, path, .. } => {
                write!(formatter, "cannot {action} `{}`", path.display())
            }
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotAFolder(_) | Self::NotAFile(_) | Self::Foreign { .. } => None,
            Self::Manifest { error, .. } => error.as_ref().map(|error| error as _),
            Self::System { error, .. } => Some(error),
        }
    }
}

impl From<WriteError> for Diagnostic {
    fn from(error: WriteError) -> Self {
        let code = match &error {
            WriteError::NotAFolder(_) | WriteError::NotAFile(_) | WriteError::System { .. } => {
                codes::UNWRITABLE_OUTPUT
            }
            WriteError::Foreign { .. } => codes::FOREIGN_FILE,
            WriteError::Manifest { .. } => codes::DAMAGED_MANIFEST,
        };
        let message = match error.source() {
            Some(source) => format!("{error}: {source}"),
            None => error.to_string(),
        };
        Self::new(code, message)
    }
}
