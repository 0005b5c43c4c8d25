//! One input of the generator, as files of a folder.

use std::{fs, io, path::Path};

/// What a run reads.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Case {
    /// The name of the document's file, which says how it is read.
    pub(super) name: String,
    /// The document.
    pub(super) document: String,
    /// An overlay of it.
    pub(super) overlay: Option<String>,
    /// The settings, in TOML.
    pub(super) settings: Option<String>,
}

const OVERLAY: &str = "overlay.yaml";
const SETTINGS: &str = "settings.toml";
const NAMES: [&str; 2] = ["document.yaml", "document.json"];

impl Case {
    /// Returns a case of a document alone.
    pub(super) fn of(document: String, json: bool) -> Self {
        Self {
            name: NAMES[usize::from(json)].to_owned(),
            document,
            ..Self::default()
        }
    }

    /// Writes the files.
    pub(super) fn write(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)?;
        for name in NAMES {
            match name == self.name {
                true => fs::write(folder.join(name), &self.document)?,
                false => remove(&folder.join(name))?,
            }
        }
        for (name, text) in [(OVERLAY, &self.overlay), (SETTINGS, &self.settings)] {
            match text {
                Some(text) => fs::write(folder.join(name), text)?,
                None => remove(&folder.join(name))?,
            }
        }
        Ok(())
    }

    /// Reads the files.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        let name = NAMES
            .iter()
            .find(|name| folder.join(name).exists())
            .unwrap_or(&NAMES[0]);
        let optional = |name: &str| match fs::read_to_string(folder.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        };
        Ok(Self {
            name: (*name).to_owned(),
            document: fs::read_to_string(folder.join(name))?,
            overlay: optional(OVERLAY)?,
            settings: optional(SETTINGS)?,
        })
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}
