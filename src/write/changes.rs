//! What it takes to make a folder hold a tree.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    FileTree, WriteError,
    disk::{Staging, write_file},
    error::Action,
    leftover,
    manifest::{MANIFEST, Manifest},
};
use crate::parallel;

/// The difference between a tree and the folder that is to hold it.
///
/// Only files of the tree and files that the folder's manifest lists are compared.
#[derive(Debug)]
pub struct Changes<'a> {
    folder: PathBuf,
    /// Files to write and files to remove, sorted by path.
    files: Vec<Change<'a>>,
    /// Files that are the same already.
    unchanged: usize,
    /// Those of the files to write that are not sdkwright's own.
    foreign: Vec<String>,
    before: Manifest,
    after: Manifest,
}

/// A file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// Its path, relative to the folder.
    pub path: String,
    /// What is on disk; `None` where there is nothing.
    pub before: Option<Vec<u8>>,
    /// What should be there; `None` where there should be nothing.
    pub after: Option<&'a str>,
}

impl<'a> Changes<'a> {
    /// Compares a tree with a folder, which need not exist.
    ///
    /// # Errors
    ///
    /// When the folder is not one, when a folder stands where a file has to be, or when the disk
    /// cannot be read.
    pub fn between(tree: &'a FileTree, folder: &Path) -> Result<Self, WriteError> {
        check_folder(folder)?;
        let before = Manifest::read(folder)?;
        let after: Manifest = tree.iter().map(|(path, _)| path).collect();
        let mut changes = Self {
            folder: folder.to_owned(),
            files: Vec::new(),
            unchanged: 0,
            foreign: Vec::new(),
            before,
            after,
        };
        let texts: Vec<(&str, &str)> = tree.iter().collect();
        let on_disk = parallel::map(&texts, |(path, _)| read(folder, path));
        for ((path, text), on_disk) in texts.into_iter().zip(on_disk) {
            let on_disk = on_disk?;
            // Where only the case of a name changes, some file systems have one file for both: it
            // reads as unchanged here, and goes when the old name is removed.
            let respelt = changes.before.respelt(path);
            if on_disk.as_deref() == Some(text.as_bytes()) && respelt.is_none() {
                changes.unchanged += 1;
                continue;
            }
            let is_own = match respelt {
                _ if changes.before.owns(path) => true,
                Some(old) => on_disk == read(folder, old)?,
                None => false,
            };
            if on_disk.is_some() && !is_own {
                changes.foreign.push(path.to_owned());
            }
            changes.files.push(Change {
                path: path.to_owned(),
                before: on_disk,
                after: Some(text),
            });
        }
        for path in changes.before.files() {
            // Where somebody put a folder in its place, it is gone.
            if changes.after.owns(path) || !folder.join(path).is_file() {
                continue;
            }
            if let Some(bytes) = read(folder, path)? {
                changes.files.push(Change {
                    path: path.to_owned(),
                    before: Some(bytes),
                    after: None,
                });
            }
        }
        changes
            .files
            .sort_by(|one, other| one.path.cmp(&other.path));
        Ok(changes)
    }

    /// Returns the files that are not as they should be, sorted by path.
    pub fn files(&self) -> &[Change<'a>] {
        &self.files
    }

    /// Returns whether the folder holds the tree already.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Returns the number of files to write.
    pub fn written(&self) -> usize {
        self.files.len() - self.removed()
    }

    /// Returns the number of files to remove.
    pub fn removed(&self) -> usize {
        self.files
            .iter()
            .filter(|file| file.after.is_none())
            .count()
    }

    /// Returns the number of files that are the same already.
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Returns whether [`Changes::apply`] leaves every file of others alone.
    ///
    /// # Errors
    ///
    /// [`WriteError::Foreign`] when it would not.
    pub fn check(&self) -> Result<(), WriteError> {
        if self.foreign.is_empty() {
            return Ok(());
        }
        Err(WriteError::Foreign {
            folder: self.folder.clone(),
            files: self.foreign.clone(),
        })
    }

    /// Makes the folder hold the tree.
    ///
    /// # Errors
    ///
    /// When [`Changes::check`] fails or the system refuses to write; then the folder is as it was.
    /// Only when the system refuses to remove or rename a file after all were written may some be
    /// new already; the next run makes up for it.
    pub fn apply(&self) -> Result<(), WriteError> {
        self.check()?;
        let mut staging = Staging::new(&self.folder);
        let files = self.files.iter();
        let texts: Vec<(&str, &str)> = files
            .filter_map(|file| Some((file.path.as_str(), file.after?)))
            .collect();
        staging.write(&texts)?;
        // Until everything is done, the manifest lists what was and what will be: whatever stops
        // the program, the next run knows its own files.
        let everything: Manifest = self.before.files().chain(self.after.files()).collect();
        self.write_manifest(&everything)?;
        // Old files go before new ones come, because their names may differ in case alone.
        for file in self.files.iter().filter(|file| file.after.is_none()) {
            let path = self.folder.join(&file.path);
            fs::remove_file(&path).map_err(WriteError::system(Action::Remove, path))?;
        }
        staging.commit()?;
        leftover::remove(&self.folder, &everything);
        self.remove_empty_folders();
        self.write_manifest(&self.after)
    }

    fn write_manifest(&self, manifest: &Manifest) -> Result<(), WriteError> {
        write_file(&self.folder, MANIFEST, &manifest.text())
    }

    /// Removes the folders that held removed files and hold nothing now.
    fn remove_empty_folders(&self) {
        for file in self.files.iter().filter(|file| file.after.is_none()) {
            let mut folder = Path::new(&file.path).parent();
            while let Some(path) = folder.filter(|path| !path.as_os_str().is_empty()) {
                // A folder that is not empty is not removed, and neither are those that hold it.
                if fs::remove_dir(self.folder.join(path)).is_err() {
                    break;
                }
                folder = path.parent();
            }
        }
    }
}

/// Checks that a path is a folder, or can become one.
fn check_folder(folder: &Path) -> Result<(), WriteError> {
    for path in folder.ancestors() {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => return Ok(()),
            Ok(_) => return Err(WriteError::NotAFolder(path.to_owned())),
            Err(error) if is_absence(&error) => {}
            Err(error) => return Err(WriteError::system(Action::Read, path)(error)),
        }
    }
    // A relative path ends with the current folder, which has the empty name here.
    Ok(())
}

/// Reads a file of a folder; `None` where there is none.
fn read(folder: &Path, file: &str) -> Result<Option<Vec<u8>>, WriteError> {
    let path = folder.join(file);
    match fs::metadata(&path) {
        Ok(metadata) if metadata.is_file() => fs::read(&path)
            .map(Some)
            .map_err(WriteError::system(Action::Read, path)),
        // Reading a device or a pipe may never end.
        Ok(_) => Err(WriteError::NotAFile(path)),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            let in_the_way = path.ancestors().find(|ancestor| ancestor.is_file());
            Err(WriteError::NotAFolder(
                in_the_way.unwrap_or(&path).to_owned(),
            ))
        }
        Err(error) if is_absence(&error) => Ok(None),
        Err(error) => Err(WriteError::system(Action::Read, path)(error)),
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
