//! Chores of this repository: `cargo xtask CHORE`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to whoever runs it"
)]

mod corpus;
mod fuzz;
mod scale;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask corpus [--only TEXT] [--write-summary | --check N]
       cargo xtask fuzz [--seconds N] [--seed N] | --replay --folder DIR

  corpus               generates an SDK of every document of the corpus and compares the counts
                       with xtask/corpus.toml
    --only TEXT        only of documents whose name contains TEXT; compares nothing
    --write-summary    writes the counts instead
    --check N          compiles N of the SDKs, spread over sizes and providers

  fuzz                 generates SDKs of mutated documents; what fails is left in target/fuzz
    --seconds N        for how long (30)
    --seed N           with the same inputs as a run before
    --replay           runs the one case that is in the folder of --folder DIR
  scale [NAME]         compiles SDKs of documents with very much of one thing
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.split_first() {
        Some((&"corpus", options)) => match corpus::Options::parse(options) {
            Some(options) => corpus::run(&options),
            None => return usage(),
        },
        Some((&"fuzz", options)) => match fuzz::Options::parse(options) {
            Some(options) => fuzz::run(&options),
            None => return usage(),
        },
        Some((&"scale", [])) => scale::run(None),
        Some((&"scale", [only])) => scale::run(Some(only)),
        Some(_) | None => return usage(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn usage() -> ExitCode {
    eprint!("{USAGE}");
    ExitCode::from(2)
}
