//! The files that a document is made of.
//!
//! Paths enter as `$ref`s write them; a number for each file leaves, the same for each way to write
//! its path. The root is number 0. A path that leaves the folder of the root is never opened.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::super::parse;
use super::super::source::{self, Input};
use crate::diagnostic::{Report, SourceId, Sources};

/// The path of a file as the names from the root's folder down to it.
pub(super) type FileKey = Vec<String>;

/// Every file that was met.
pub(super) struct Files {
    /// The folder of the root; `None` for a text in memory.
    folder: Option<PathBuf>,
    numbers: HashMap<FileKey, Option<usize>>,
    keys: Vec<FileKey>,
}

/// Why a file has no number.
#[derive(Debug, PartialEq)]
pub(super) enum FileError {
    /// It was not asked for before.
    Unread(FileKey),
    /// It was asked for before and could not be read, which has been said.
    Refused,
    /// It is not below the folder of the root.
    Outside,
    /// The root is not in a folder.
    NoFolder,
}

impl Files {
    /// Returns the files of a document that has none but its root yet.
    pub(super) fn new(input: &Input) -> Self {
        let (folder, name) = match input {
            Input::Path(path) => {
                let name = path
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned());
                (path.parent().map(Path::to_owned), name)
            }
            Input::Stdin => (Some(PathBuf::new()), None),
            Input::Text { .. } => (None, None),
        };
        let root: FileKey = name.into_iter().collect();
        let mut files = Self {
            folder,
            numbers: HashMap::new(),
            keys: Vec::new(),
        };
        files.add(root);
        files
    }

    /// Returns the number of the file at `path`, relative to the file number `from`.
    pub(super) fn find(&self, from: usize, path: &str) -> Result<usize, FileError> {
        if self.folder.is_none() {
            return Err(FileError::NoFolder);
        }
        if path.starts_with('/') {
            return Err(FileError::Outside);
        }
        let base = self.keys.get(from).and_then(|key| key.split_last());
        let mut key = base.map_or_else(Vec::new, |(_, folder)| folder.to_vec());
        for name in path.split('/') {
            match name {
                "" | "." => {}
                ".." => {
                    key.pop().ok_or(FileError::Outside)?;
                }
                // Other systems read more into a name than its characters.
                _ if name.contains(['\\', ':']) => return Err(FileError::Outside),
                _ => key.push(name.to_owned()),
            }
        }
        match self.numbers.get(&key) {
            Some(Some(number)) => Ok(*number),
            Some(None) => Err(FileError::Refused),
            None if self.leads_out(&key) => Err(FileError::Outside),
            None => Err(FileError::Unread(key)),
        }
    }

    /// Returns whether links lead from the path of a file to somewhere that is not below the folder.
    fn leads_out(&self, key: &FileKey) -> bool {
        let folder = self.folder.as_deref().unwrap_or(Path::new(""));
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        match (folder.canonicalize(), self.path(key).canonicalize()) {
            (Ok(folder), Ok(path)) => !path.starts_with(folder),
            // What cannot be found cannot be read either, which is said then.
            (Err(_), _) | (_, Err(_)) => false,
        }
    }

    /// Reads and parses a file. What is wrong with reading it is returned, to be reported where it is
    /// referred to; what is wrong with its text is reported here, and `None` is returned.
    pub(super) fn read(
        &self,
        key: &FileKey,
        sources: &mut Sources,
        report: &mut Report,
    ) -> Result<(SourceId, Value), Option<String>> {
        let path = self.path(key);
        let name = path.display().to_string();
        let text =
            source::read_file(&path).map_err(|error| Some(error.diagnostic(&name).message))?;
        let added = source::add(sources, name, text);
        match added {
            Ok(id) => {
                let tree = parse::parse(id, sources, report).ok_or(None)?;
                Ok((id, tree))
            }
            Err(diagnostic) => {
                report.push(diagnostic);
                Err(None)
            }
        }
    }

    /// Adds a file and returns its number.
    pub(super) fn add(&mut self, key: FileKey) -> usize {
        let number = self.keys.len();
        self.numbers.insert(key.clone(), Some(number));
        self.keys.push(key);
        number
    }

    /// Remembers that a file could not be read.
    pub(super) fn refuse(&mut self, key: FileKey) {
        self.numbers.insert(key, None);
    }

    /// Returns the paths of all files but the root.
    pub(super) fn into_paths(self) -> Vec<PathBuf> {
        self.keys.iter().skip(1).map(|key| self.path(key)).collect()
    }

    fn path(&self, key: &FileKey) -> PathBuf {
        let mut path = self.folder.clone().unwrap_or_default();
        path.extend(key);
        path
    }
}

#[cfg(test)]
mod tests {
    use super::{FileError, Files};
    use crate::load::Input;

    #[test]
    fn paths_count_from_the_file_that_holds_them() {
        let mut files = Files::new(&Input::Path("specs/api.yaml".into()));
        assert_eq!(files.find(0, "./api.yaml"), Ok(0));
        let key = vec!["schemas".to_owned(), "pet.yaml".to_owned()];
        assert_eq!(
            files.find(0, "schemas//pet.yaml"),
            Err(FileError::Unread(key.clone()))
        );
        assert_eq!(files.add(key), 1);
        assert_eq!(files.find(1, "pet.yaml"), Ok(1));
        assert_eq!(files.find(1, "../api.yaml"), Ok(0));
    }

    #[test]
    fn nothing_above_the_folder_of_the_root_can_be_named() {
        let files = Files::new(&Input::Path("specs/api.yaml".into()));
        for path in [
            "../a.yaml",
            "x/../../a.yaml",
            "/etc/passwd",
            "..\\a.yaml",
            "C:a.yaml",
        ] {
            assert_eq!(files.find(0, path), Err(FileError::Outside), "{path}");
        }
    }

    #[test]
    fn a_text_refers_to_no_files() {
        let files = Files::new(&Input::Text {
            name: "api.yaml".into(),
            text: String::new(),
        });
        assert_eq!(files.find(0, "a.yaml"), Err(FileError::NoFolder));
    }
}
