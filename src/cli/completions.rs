//! `sdkwright completions`: prints a script that completes commands and flags in a shell.

use clap::CommandFactory;

use super::{
    Exit,
    arguments::{Arguments, Completions},
    console::Console,
    failure::Failure,
};

/// Runs the command.
pub(super) fn run(command: &Completions, console: &Console) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let mut arguments = Arguments::command();
    let name = arguments.get_name().to_owned();
    clap_complete::generate(command.shell, &mut arguments, name, &mut script);
    console.plain_data(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Success)
}
