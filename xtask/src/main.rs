//! Chores of this repository: `cargo xtask CHORE`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a chore talks to whoever runs it"
)]

mod bench;
mod benches;
mod browser;
mod conform;
mod corpus;
mod fuzz;
mod measure;
mod peers;
mod scale;
mod specification;

use std::{ffi::OsString, path::Path, process::ExitCode};

const USAGE: &str = "\
usage: cargo xtask corpus [--only TEXT] [TASK]
       cargo xtask bench --generate [--instructions]
       cargo xtask browser
       cargo xtask conform
       cargo xtask fuzz [--seconds N] [--seed N] | --replay --folder DIR

  corpus               generates an SDK of every document of the corpus and compares the counts
                       with xtask/corpus.toml
    --only TEXT        only of documents whose name contains TEXT; compares and writes nothing
    --write-summary    writes the counts, and the table of the README
    --check N          compiles N of the SDKs, spread over sizes and providers
    --lint N           runs rustfmt, Clippy and rustdoc on N of the SDKs
    --check-all        compiles all SDKs, but for those that it has compiled before, and writes
                       xtask/corpus-check.toml and the table of the README
      --jobs N         so many jobs at once
      --minutes N      begins nothing after so long
    --table            writes the table of the README from both files

  fuzz                 generates SDKs of mutated documents; what fails is left in target/fuzz
    --seconds N        for how long (30)
    --seed N           with the same inputs as a run before
    --replay           runs the one case that is in the folder of --folder DIR
  bench --generate     times generating of documents of 1, 2, 4 .. 32 times the size, and fails
                       where twice the size costs more than 2.2 times as much
    --instructions     counts instructions by valgrind, too, which takes minutes
  browser              makes calls of the Authlete SDK in WebAssembly, over fetch
  conform              sends every call of tests/wire to mock servers that npm installs
  scale [NAME]         compiles SDKs of documents with very much of one thing

  peers                generates and compiles the SDK of the Authlete API, with sdkwright and with other
                       generators, which it installs; writes xtask/peers.toml, and the table and the
                       plot of the README
    --github           the same with GitHub's document
    --only TEXT        only programs whose name contains TEXT, and ours; writes nothing
    --until STEP       ends after `generate`, `check` or `build`
    --turns N          each program has N turns at each step
    --table            writes the table of the README from the file
    --plot             draws the plot of the README from the file
  bench --codec        reads and writes models, beside the same structs with serde's derives
  bench --calls        makes calls, beside reqwest that sends and reads the same; 10,000 at once
";

fn main() -> ExitCode {
    if let Some(folder) = std::env::var_os(measure::FOLDER) {
        return rustc(Path::new(&folder));
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.split_first() {
        Some((&"bench", ["--codec"])) => benches::run("codec-bench"),
        Some((&"bench", ["--calls"])) => benches::run("calls-bench"),
        Some((&"bench", options)) => bench::run(options),
        Some((&"browser", [])) => browser::run(),
        Some((&"conform", [])) => conform::run(),
        Some((&"corpus", options)) => match corpus::Options::parse(options) {
            Some(options) => corpus::run(&options),
            None => return usage(),
        },
        Some((&"fuzz", options)) => match fuzz::Options::parse(options) {
            Some(options) => fuzz::run(&options),
            None => return usage(),
        },
        Some((&"peers", options)) => match peers::Options::parse(options) {
            Some(options) => peers::run(&options),
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

fn rustc(folder: &Path) -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    match measure::rustc(folder, &arguments) {
        Ok(code) => ExitCode::from(code),
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
