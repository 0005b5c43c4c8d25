//! Files that appear whole, all of them or none.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use super::{WriteError, error::Action};
use crate::parallel;

/// Writes a single file of a folder, unless it is the same already.
pub(crate) fn write_file(folder: &Path, path: &str, text: &str) -> Result<(), WriteError> {
    if fs::read(folder.join(path)).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let mut staging = Staging::new(folder);
    staging.write(&[(path, text)])?;
    staging.commit()
}

/// Files that are written, but not in their places yet.
///
/// When it is dropped before [`Staging::commit`], it leaves nothing behind: neither the files nor
/// the folders that were made for them.
pub(super) struct Staging<'a> {
    folder: &'a Path,
    files: Vec<Staged>,
    /// Folders that were not there before, outer ones first.
    made: Vec<PathBuf>,
}

struct Staged {
    /// Where the text is: beside its place, because a rename within a folder cannot fail halfway.
    temporary: PathBuf,
    /// Where it belongs.
    place: PathBuf,
}

impl<'a> Staging<'a> {
    /// Returns a staging without files for a folder, which need not exist.
    pub(super) fn new(folder: &'a Path) -> Self {
        Self {
            folder,
            files: Vec::new(),
            made: Vec::new(),
        }
    }

    /// Writes files, path and text, beside their places.
    pub(super) fn write(&mut self, files: &[(&str, &str)]) -> Result<(), WriteError> {
        // The files of a folder follow each other: most need no look at the disk.
        let mut last = None;
        let process = process::id();
        for (path, _) in files {
            let (parent, name) = match path.rsplit_once('/') {
                Some((parent, name)) => (self.folder.join(parent), name),
                None => (self.folder.to_owned(), *path),
            };
            if last.as_ref() != Some(&parent) {
                self.make_folder(&parent)?;
            }
            // Noted before it exists, so that a file that a full disk cut short goes, too.
            self.files.push(Staged {
                temporary: parent.join(format!(".{name}.{process}.tmp")),
                place: self.folder.join(path),
            });
            last = Some(parent);
        }
        let staged = &self.files[self.files.len() - files.len()..];
        let texts = files.iter().map(|(_, text)| *text);
        let pairs: Vec<(&Staged, &str)> = staged.iter().zip(texts).collect();
        let written = parallel::map(&pairs, |(file, text)| {
            let temporary = &file.temporary;
            fs::write(temporary, text).map_err(WriteError::system(Action::Write, temporary))
        });
        written.into_iter().collect()
    }

    /// Makes a folder and those that hold it, and notes which were not there.
    fn make_folder(&mut self, folder: &Path) -> Result<(), WriteError> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent)?;
        }
        match fs::create_dir(folder) {
            Ok(()) => self.made.push(folder.to_owned()),
            // Another program was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
            Err(error) => return Err(WriteError::system(Action::MakeFolder, folder)(error)),
        }
        Ok(())
    }

    /// Puts all files in their places.
    pub(super) fn commit(mut self) -> Result<(), WriteError> {
        self.made.clear();
        let renamed = parallel::map(&self.files, |file| {
            fs::rename(&file.temporary, &file.place)
                .map_err(WriteError::system(Action::Write, &file.place))
        });
        // Those that are not in place when one fails are left for `drop` to remove.
        let mut renamed = renamed.into_iter();
        let mut result = Ok(());
        self.files.retain(|_| match renamed.next() {
            Some(Err(error)) => {
                // One of them is told: the first.
                if result.is_ok() {
                    result = Err(error);
                }
                true
            }
            Some(Ok(())) | None => false,
        });
        result
    }
}

impl Drop for Staging<'_> {
    fn drop(&mut self) {
        // What cannot be removed cannot be helped; the error that led here is the one to tell.
        for file in &self.files {
            let _ = fs::remove_file(&file.temporary);
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
