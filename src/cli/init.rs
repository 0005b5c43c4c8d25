//! `sdkwright init`: writes a settings file for a document.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use serde_json::Value;

use super::{Exit, arguments::Init, console::Console, failure::Failure, suggestions::Suggestions};
use crate::{
    config::{FILE_NAME, STANDARD_INPUT, reference},
    diagnostic::{Diagnostic, Place, Sources, codes},
};

/// Runs the command.
pub(super) fn run(
    command: &Init,
    console: &Console,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let document = read(&command.spec, sources)?;
    let suggestions = Suggestions::of(&document);
    let text = reference(&suggestions.settings(&command.spec));
    write(&text)?;
    console.say(&format!(
        "{FILE_NAME}: written; `sdkwright generate` reads it"
    ));
    Ok(Exit::Success)
}

/// Writes the settings file, unless there is one.
fn write(text: &str) -> Result<(), Failure> {
    let written = File::create_new(FILE_NAME).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let message = format!("there is a `{FILE_NAME}` here already");
            Diagnostic::new(codes::FOREIGN_FILE, message)
                .help("edit it, or move it away and try again")
                .into()
        } else {
            let message = format!("cannot write `{FILE_NAME}`: {error}");
            Diagnostic::new(codes::UNWRITABLE_OUTPUT, message).into()
        }
    })
}

/// Reads a document, as JSON where it looks like JSON and as YAML otherwise.
fn read(spec: &Path, sources: &mut Sources) -> Result<Value, Failure> {
    let name = spec.display().to_string();
    let text = if spec.as_os_str() == STANDARD_INPUT {
        io::read_to_string(io::stdin())
    } else {
        fs::read_to_string(spec)
    };
    let text = text.map_err(|error| {
        Diagnostic::new(
            codes::UNREADABLE_INPUT,
            format!("cannot read `{name}`: {error}"),
        )
    })?;
    let parsed = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        serde_yaml::from_str(&text).map_err(|error| error.to_string())
    };
    parsed.map_err(|error| {
        let source = sources.add(name.clone(), text);
        Diagnostic::new(
            codes::UNREADABLE_INPUT,
            format!("`{name}` is neither JSON nor YAML: {error}"),
        )
        .at(Place::Source(source))
        .into()
    })
}
