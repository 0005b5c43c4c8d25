//! Reads documents.
//!
//! A path, the standard input or a text enters; a text in [`Sources`] leaves, without a byte order
//! mark. Nothing is decoded but UTF-8, nothing is parsed.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Place, STANDARD_INPUT, SourceId, Sources, codes};

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// The standard input; `$ref`s to files count from the current folder.
    Stdin,
    /// A text in memory; it may not refer to files.
    Text {
        /// What diagnostics call it; an extension `.json` or `.yaml` decides how it is read.
        name: String,
        /// The document.
        text: String,
    },
}

/// Why a document could not be read.
#[derive(Debug)]
pub(super) enum ReadError {
    /// The operating system refused.
    Io(io::Error),
    /// The path names a folder.
    Folder,
    /// The path names a device or a pipe, which may never end.
    NotAFile,
    /// The text starts with the byte order mark of UTF-16.
    Utf16,
    /// The byte at this offset cannot be part of UTF-8.
    NotUtf8(usize),
}

impl ReadError {
    /// Returns what is to be said of a file that is called `name`.
    pub(super) fn diagnostic(&self, name: &str) -> Diagnostic {
        match self {
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => Diagnostic::new(
                codes::UNREADABLE_INPUT,
                format!("there is no file `{name}`"),
            )
            .help("Check the path; relative paths count from the current folder."),
            Self::Io(error) => Diagnostic::new(
                codes::UNREADABLE_INPUT,
                format!("cannot read `{name}`: {error}"),
            ),
            Self::Folder => {
                Diagnostic::new(codes::UNREADABLE_INPUT, format!("`{name}` is a folder"))
                    .help("Name the file in it that holds the document.")
            }
            Self::NotAFile => {
                Diagnostic::new(codes::UNREADABLE_INPUT, format!("`{name}` is not a file"))
                    .help("Give what does not come from a file as standard input, by `-`.")
            }
            Self::Utf16 => Diagnostic::new(codes::NOT_UTF8, format!("`{name}` is UTF-16")),
            Self::NotUtf8(offset) => Diagnostic::new(
                codes::NOT_UTF8,
                format!("`{name}` is not UTF-8 at byte {offset}"),
            ),
        }
    }
}

/// Reads an input into `sources`.
pub(super) fn read(input: &Input, sources: &mut Sources) -> Result<SourceId, Diagnostic> {
    match input {
        Input::Path(path) => {
            let name = path.display().to_string();
            let text = read_file(path).map_err(|error| error.diagnostic(&name))?;
            add(sources, name, text)
        }
        Input::Stdin => {
            let name = STANDARD_INPUT;
            let mut bytes = Vec::new();
            let text = match io::stdin().lock().read_to_end(&mut bytes) {
                Ok(_) => decode(bytes),
                Err(error) => Err(ReadError::Io(error)),
            };
            add(
                sources,
                name.to_owned(),
                text.map_err(|error| error.diagnostic(name))?,
            )
        }
        Input::Text { name, text } => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            add(sources, name.clone(), text.to_owned())
        }
    }
}

/// Reads a file.
pub(super) fn read_file(path: &Path) -> Result<String, ReadError> {
    // Asked first because the error of reading a folder differs between systems.
    let metadata = fs::metadata(path).map_err(ReadError::Io)?;
    if metadata.is_dir() {
        return Err(ReadError::Folder);
    }
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    fs::read(path).map_err(ReadError::Io).and_then(decode)
}

/// Adds a text, and refuses it when there is nothing in it.
pub(super) fn add(
    sources: &mut Sources,
    name: String,
    text: String,
) -> Result<SourceId, Diagnostic> {
    let blank = text.trim().is_empty();
    let message = format!("`{name}` is empty");
    let id = sources.add(name, text);
    if blank {
        Err(Diagnostic::new(codes::EMPTY_INPUT, message).at(Place::Source(id)))
    } else {
        Ok(id)
    }
}

fn decode(bytes: Vec<u8>) -> Result<String, ReadError> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    let mut text = String::from_utf8(bytes)
        .map_err(|error| ReadError::NotUtf8(error.utf8_error().valid_up_to()))?;
    if text.starts_with('\u{feff}') {
        text.drain(..'\u{feff}'.len_utf8());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::{ReadError, decode};

    #[test]
    fn a_byte_order_mark_is_dropped() {
        assert_eq!(decode(b"\xef\xbb\xbfopenapi".to_vec()).unwrap(), "openapi");
    }

    #[test]
    fn utf_16_is_refused_by_name() {
        assert!(matches!(
            decode(b"\xff\xfeo\0".to_vec()),
            Err(ReadError::Utf16)
        ));
    }

    #[test]
    fn other_bytes_are_refused_with_their_offset() {
        assert!(matches!(
            decode(b"title: Caf\xe9".to_vec()),
            Err(ReadError::NotUtf8(10))
        ));
    }
}
