//! The list of the files that sdkwright wrote to a folder.
//!
//! A text file at the top of the folder: a line that says what it is and which version wrote it,
//! then a path a line, sorted. The same files make the same manifest, byte for byte.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use super::{
    WriteError,
    path::{check, fold},
};

/// The name of the manifest in the folder.
pub const MANIFEST: &str = ".sdkwright";

const HEADER: &str = "# Files written by sdkwright ";

/// The files that are sdkwright's own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeSet<String>,
    /// The files by their path in lower case, as file systems that ignore case compare them.
    folded: BTreeMap<String, String>,
}

impl Manifest {
    /// Reads the manifest of a folder; a folder without one owns nothing.
    pub(super) fn read(folder: &Path) -> Result<Self, WriteError> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => {
                return Err(WriteError::Manifest {
                    path,
                    line: None,
                    error: Some(error),
                });
            }
        };
        let mut files = Vec::new();
        for (index, line) in text.lines().enumerate() {
            // A path that leaves the folder would have a stranger's file removed.
            let sound = if index == 0 {
                line.starts_with(HEADER)
            } else {
                check(line).is_ok()
            };
            if !sound {
                return Err(WriteError::Manifest {
                    path,
                    line: Some(index + 1),
                    error: None,
                });
            }
            if index > 0 {
                files.push(line);
            }
        }
        Ok(files.into_iter().collect())
    }

    /// Returns the text of the file.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}{}\n", env!("CARGO_PKG_VERSION"));
        for file in &self.files {
            text.push_str(file);
            text.push('\n');
        }
        text
    }

    /// Returns whether a file is sdkwright's own.
    pub(super) fn owns(&self, path: &str) -> bool {
        self.files.contains(path)
    }

    /// Returns the files, sorted.
    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(String::as_str)
    }

    /// Returns the own file whose path differs from this one in case alone.
    pub(super) fn respelt(&self, path: &str) -> Option<&str> {
        let own = self.folded.get(&fold(path))?;
        (own != path).then_some(own)
    }
}

/// Returns the files of a folder that an earlier run wrote, sorted.
///
/// # Errors
///
/// When the manifest cannot be read, or is none.
#[cfg(feature = "cli")]
pub(crate) fn owned_files(folder: &Path) -> Result<Vec<String>, WriteError> {
    Ok(Manifest::read(folder)?.files.into_iter().collect())
}

impl<'a> FromIterator<&'a str> for Manifest {
    fn from_iter<I: IntoIterator<Item = &'a str>>(files: I) -> Self {
        let files: BTreeSet<String> = files.into_iter().map(str::to_owned).collect();
        let folded = files
            .iter()
            .map(|file| (fold(file), file.clone()))
            .collect();
        Self { files, folded }
    }
}
