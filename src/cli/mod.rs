//! The commands of the program, one file each.
//!
//! What enters: the arguments. What leaves: an [`Exit`], data on standard output, messages on
//! standard error. What never happens: a panic on a closed pipe, or a message among the data.

mod arguments;
mod check;
mod completions;
mod console;
mod exit;
mod explain;
mod failure;
mod flags;
mod generate;
mod init;
mod lint;
mod lock;
mod spinner;
mod suggestions;
mod summary;

use std::ffi::OsString;

use clap::Parser;

use crate::diagnostic::Sources;
use arguments::{Arguments, Command};
use console::Console;
pub use exit::Exit;

/// Runs the program with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        // Help and the version come as errors, too, but with an exit code of 0.
        Err(error) => {
            return match error.print() {
                Ok(()) if !error.use_stderr() => Exit::Success,
                Ok(()) | Err(_) => Exit::Failure,
            };
        }
    };
    if let Err(error) = arguments.check() {
        // There is nowhere left to say that nothing can be said.
        let _ = error.print();
        return Exit::Failure;
    }
    let console = Console::new(&arguments.output);
    let mut sources = Sources::default();
    let result = match &arguments.command {
        Command::Generate(command) => generate::run(command, &console, &mut sources),
        Command::Check(command) => check::run(command, &console, &mut sources),
        Command::Lint(command) => lint::run(command, &console, &mut sources),
        Command::Explain(command) => explain::run(command, &console),
        Command::Completions(command) => completions::run(command, &console),
        Command::Init(command) => init::run(command, &console, &mut sources),
    };
    let exit = result.unwrap_or_else(|failure| {
        // What cannot be told about a failure does not change that it is one.
        let _ = console.findings(failure.report(), &sources);
        Exit::Failure
    });
    match console.finish(&sources) {
        Ok(()) => exit,
        Err(_) => Exit::Failure,
    }
}
