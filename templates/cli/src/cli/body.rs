//! The body of a request, and how each kind of it is set.

use std::fs;
use std::io::{self, Read};

use bytes::Bytes;

use super::Failure;
use super::json::{Object, Raw};
use crate::runtime::Call;

/// What is given as the body.
#[derive(Debug)]
pub enum Content {
    /// All of it, as one text.
    Whole(Bytes),
    /// Its members.
    Members {
        /// Those that are JSON.
        object: Object,
        /// Those that are files.
        files: Vec<File>,
    },
}

/// A file that is sent as a part.
#[derive(Debug)]
pub struct File {
    /// The name of the member.
    pub wire: &'static str,
    /// The name of the file, where it has one.
    pub name: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl File {
    /// Reads a file; `-` is standard input.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub(super) fn read(wire: &'static str, path: &str) -> Result<Self, Failure> {
        let path = path.strip_prefix('@').unwrap_or(path);
        let name = std::path::Path::new(path).file_name();
        let name = name.filter(|_| path != STDIN);
        Ok(Self {
            wire,
            name: name.map(|name| name.to_string_lossy().into_owned()),
            bytes: bytes_of(path)?,
        })
    }
}

const STDIN: &str = "-";

/// Returns the body that an argument means: a text, `@FILE`, or `-` for standard input.
pub(super) fn whole(argument: &str) -> Result<Bytes, Failure> {
    match argument.strip_prefix('@') {
        Some(path) => bytes_of(path),
        None if argument == STDIN => bytes_of(STDIN),
        None => Ok(Bytes::copy_from_slice(argument.as_bytes())),
    }
}

fn bytes_of(path: &str) -> Result<Bytes, Failure> {
    if path == STDIN {
        let mut bytes = Vec::new();
        return match io::stdin().lock().read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes.into()),
            Err(error) => Err(Failure::system("standard input cannot be read", &error)),
        };
    }
    fs::read(path)
        .map(Bytes::from)
        .map_err(|error| Failure::usage(format!("`{path}` cannot be read: {error}")))
}

/// Sets a body that is JSON.
///
/// # Errors
///
/// When it is none.
pub fn json(call: Call, media_type: &'static str, content: Content) -> Result<Call, Failure> {
    let text = match content {
        Content::Whole(bytes) => {
            let text = text_of(&bytes)?;
            Raw::parse(text).map_err(|error| no_json(&error))?
        }
        Content::Members { object, files } => {
            no_files(&files)?;
            object.to_raw()
        }
    };
    Ok(call.bytes(media_type, text.text().to_owned()))
}

/// Sets a body that is a form.
///
/// # Errors
///
/// When it is no object.
pub fn form(call: Call, _media_type: &'static str, content: Content) -> Result<Call, Failure> {
    let (object, files) = content.into_members()?;
    no_files(&files)?;
    Ok(call.form(&object.to_raw()))
}

/// Sets a body that is text.
///
/// # Errors
///
/// When it is no UTF-8.
pub fn text(call: Call, media_type: &'static str, content: Content) -> Result<Call, Failure> {
    let bytes = content.into_whole()?;
    let text = text_of(&bytes)?;
    Ok(match media_type {
        "text/plain" => call.text(text),
        other => call.bytes(other, text.to_owned()),
    })
}

/// Sets a body that is bytes.
///
/// # Errors
///
/// When members are given for it.
pub fn bytes(call: Call, media_type: &'static str, content: Content) -> Result<Call, Failure> {
    Ok(call.bytes(media_type, content.into_whole()?))
}

impl Content {
    /// Returns the members, of a text those of the object that it is.
    ///
    /// # Errors
    ///
    /// When it is no object.
    pub(super) fn into_members(self) -> Result<(Object, Vec<File>), Failure> {
        match self {
            Self::Whole(bytes) => {
                let object = Object::parse(text_of(&bytes)?).map_err(|error| no_json(&error))?;
                Ok((object, Vec::new()))
            }
            Self::Members { object, files } => Ok((object, files)),
        }
    }

    fn into_whole(self) -> Result<Bytes, Failure> {
        match self {
            Self::Whole(bytes) => Ok(bytes),
            Self::Members { .. } => Err(Failure::usage(
                "this body has no members: give all of it by `--body`",
            )),
        }
    }
}

pub(super) fn text_of(bytes: &[u8]) -> Result<&str, Failure> {
    std::str::from_utf8(bytes).map_err(|_| Failure::usage("the body is no text in UTF-8"))
}

pub(super) fn no_json(error: &serde_json::Error) -> Failure {
    Failure::usage(format!(
        "the body is not the JSON that it should be: {error}"
    ))
}

fn no_files(files: &[File]) -> Result<(), Failure> {
    match files.first() {
        None => Ok(()),
        Some(file) => Err(Failure::usage(format!(
            "`{}` is a file, which only a body in parts can have",
            file.wire
        ))),
    }
}
