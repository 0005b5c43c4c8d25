//! `sdkwright init`: writes a settings file for a document.

use std::{
    fs::File,
    io::{self, Write},
};

use super::{Exit, arguments::Init, console::Console, failure::Failure, suggestions::Suggestions};
use crate::{
    config::{FILE_NAME, STANDARD_INPUT, reference},
    diagnostic::{Diagnostic, Report, Sources, codes},
    load::{Input, load},
};

/// Runs the command.
pub(super) fn run(
    command: &Init,
    console: &Console,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let input = match command.spec.as_os_str() == STANDARD_INPUT {
        true => Input::Stdin,
        false => Input::Path(command.spec.clone()),
    };
    let mut report = Report::default();
    let Some(document) = load(&input, &[], sources, &mut report) else {
        console.findings(&report, sources)?;
        return Ok(Exit::of(&report));
    };
    let suggestions = Suggestions::of(document.root());
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
