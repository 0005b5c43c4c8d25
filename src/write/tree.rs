//! All files of an SDK, in memory.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    error::Error,
    fmt,
};

use super::path::{PathFault, check, fold};

/// The files of an SDK, by path.
///
/// Paths are relative, with `/` between segments, and such that every file system can hold all of
/// them: none leaves the folder, and no two differ in case alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree {
    files: BTreeMap<String, String>,
    /// Every file and every folder, in lower case, and a file to name for it in an error.
    taken: BTreeMap<String, Taken>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Taken {
    File(String),
    /// The folder as it is spelt, and a file in it.
    Folder(String, String),
}

impl FileTree {
    /// Adds a file.
    ///
    /// # Errors
    ///
    /// When the path is not one that every file system takes, or takes beside the other paths.
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<(), TreeError> {
        let path = path.into();
        if let Err(fault) = check(&path) {
            return Err(TreeError::Path { path, fault });
        }
        let folders: Vec<&str> = path
            .match_indices('/')
            .map(|(end, _)| &path[..end])
            .collect();
        let clash = folders
            .iter()
            .find_map(|folder| match self.taken.get(&fold(folder)) {
                Some(Taken::File(other)) => Some(other),
                Some(Taken::Folder(spelt, other)) if spelt != folder => Some(other),
                Some(Taken::Folder(..)) | None => None,
            });
        if let Some(other) = clash {
            let other = other.clone();
            return Err(TreeError::Clash { path, other });
        }
        match self.taken.entry(fold(&path)) {
            Entry::Vacant(vacant) => vacant.insert(Taken::File(path.clone())),
            Entry::Occupied(occupied) => {
                let (Taken::File(other) | Taken::Folder(_, other)) = occupied.get();
                let other = other.clone();
                return Err(TreeError::Clash { path, other });
            }
        };
        for folder in folders {
            self.taken
                .entry(fold(folder))
                .or_insert_with(|| Taken::Folder(folder.to_owned(), path.clone()));
        }
        self.files.insert(path, text.into());
        Ok(())
    }

    /// Returns the text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Returns the files, path and text, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Returns whether there are no files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the number of bytes of all texts.
    pub fn bytes(&self) -> usize {
        self.files.values().map(String::len).sum()
    }
}

/// Why a file cannot be part of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// The path alone is not one that every file system takes.
    Path {
        /// The path.
        path: String,
        /// What is wrong with it.
        fault: PathFault,
    },
    /// Some file system takes the path and that of another file for the same, or one of them for a
    /// folder of the other.
    Clash {
        /// The path.
        path: String,
        /// The file that was there first.
        other: String,
    },
}

impl fmt::Display for TreeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path { path, .. } => write!(formatter, "{path:?} cannot be the path of a file"),
            Self::Clash { path, other } => {
                write!(
                    formatter,
                    "{path:?} and {other:?} cannot stand side by side"
                )
            }
        }
    }
}

impl Error for TreeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Path { fault, .. } => Some(fault),
            Self::Clash { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FileTree, PathFault, TreeError};

    fn clash(first: &str, second: &str) -> bool {
        let mut tree = FileTree::default();
        tree.insert(first, "").unwrap();
        matches!(tree.insert(second, ""), Err(TreeError::Clash { other, .. }) if other == first)
    }

    #[test]
    fn files_are_sorted_and_counted() {
        let mut tree = FileTree::default();
        tree.insert("src/lib.rs", "ab").unwrap();
        tree.insert("Cargo.toml", "c").unwrap();
        tree.insert("src/client.rs", "").unwrap();
        let paths: Vec<_> = tree.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["Cargo.toml", "src/client.rs", "src/lib.rs"]);
        assert_eq!((tree.len(), tree.bytes()), (3, 3));
        assert_eq!(tree.get("src/lib.rs"), Some("ab"));
    }

    #[test]
    fn a_bad_path_is_refused() {
        let error = FileTree::default().insert("../up", "").unwrap_err();
        assert_eq!(
            error,
            TreeError::Path {
                path: "../up".to_owned(),
                fault: PathFault::DotSegment
            },
        );
    }

    #[test]
    fn paths_that_one_file_system_confuses_clash() {
        assert!(clash("src/a.rs", "src/a.rs"));
        assert!(clash("docs/Client.md", "docs/client.md"));
        assert!(clash("docs/\u{C9}.md", "docs/\u{E9}.md"));
        assert!(clash("Docs/a.md", "docs/b.md"));
        assert!(clash("src/a", "src/a/b.rs"));
        assert!(clash("src/a/b.rs", "src/a"));
        assert!(clash("src/A/b.rs", "src/a"));
        assert!(!clash("src/a.rs", "src/b.rs"));
    }

    #[test]
    fn a_refused_file_leaves_no_trace() {
        let mut tree = FileTree::default();
        tree.insert("a/b", "").unwrap();
        let before = tree.clone();
        tree.insert("c/../d", "").unwrap_err();
        tree.insert("A/c", "").unwrap_err();
        tree.insert("a", "").unwrap_err();
        assert_eq!(tree, before);
    }
}
