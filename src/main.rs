//! The command-line program: arguments in, exit code out.

use std::{env, process::ExitCode};

/// Makes and drops many small things: the system's allocator takes a fifth of all time for that.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    sdkwright::cli::run(env::args_os()).into()
}
