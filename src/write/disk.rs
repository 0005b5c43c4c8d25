//! Files that appear whole, all of them or none.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process,
};

use super::{WriteError, error::Action};

/// Writes a single file of a folder, unless it is the same already.
pub(crate) fn write_file(folder: &Path, path: &str, text: &str) -> Result<(), WriteError> {
    if fs::read(folder.join(path)).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    let mut staging = Staging::new(folder);
    staging.write(path, text)?;
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

    /// Writes a file beside its place.
    pub(super) fn write(&mut self, path: &str, text: &str) -> Result<(), WriteError> {
        let place = self.folder.join(path);
        let (parent, name) = match path.rsplit_once('/') {
            Some((parent, name)) => (self.folder.join(parent), name),
            None => (self.folder.to_owned(), path),
        };
        self.make_folder(&parent)?;
        let temporary = parent.join(format!(".{name}.{}.tmp", process::id()));
        // Noted before it exists, so that a file that a full disk cut short goes, too.
        self.files.push(Staged {
            temporary: temporary.clone(),
            place,
        });
        fs::write(&temporary, text).map_err(WriteError::system(Action::Write, temporary))
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
        // Those that are not in place when one fails are left for `drop` to remove.
        while let Some(file) = self.files.last() {
            fs::rename(&file.temporary, &file.place)
                .map_err(WriteError::system(Action::Write, &file.place))?;
            self.files.pop();
        }
        Ok(())
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
