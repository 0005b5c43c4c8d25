//! The command-line program: arguments in, exit code out.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    sdkwright::cli::run(env::args_os()).into()
}
