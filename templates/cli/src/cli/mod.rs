//! The command-line program: what it does with the table of the API's operations.
//!
//! The arguments enter; a request leaves, by the runtime of the SDK, so that credentials, retries,
//! time-outs and errors are the client's. The answer goes to standard output, what is wrong to standard
//! error. Nothing here knows the API: [`Program`] has it all, as data.
//!
//! | exit code | meaning |
//! | --- | --- |
//! | 0 | the server answered with a success, or help was asked for |
//! | 1 | the call failed |
//! | 2 | the arguments make no call; nothing was sent |

#[cfg(feature = "alternative")]
pub mod alternative;
mod answer;
mod arguments;
pub mod body;
#[cfg(feature = "event_stream")]
pub mod events;
mod failure;
pub mod json;
#[cfg(feature = "multipart")]
pub mod multipart;
mod output;
#[cfg(feature = "paging")]
pub mod pages;
mod request;
mod settings;
pub mod stream;
mod table;
#[cfg(feature = "json_stream")]
pub mod texts;

use std::ffi::OsString;
use std::process::ExitCode;

use self::request::Reading;
use crate::runtime::Call;

pub use self::failure::Failure;
pub use self::output::Output;
pub use self::settings::Settings;
pub use self::table::{
    Alternative, Argument, Body, Command, Group, Member, Place, Program, Setting, Stream, Value,
};

/// Runs the program with these arguments, of which the first one is its own name.
pub fn run(program: &'static Program, arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let given = match arguments::command(program).try_get_matches_from(arguments) {
        Ok(given) => given,
        Err(error) => {
            // Nobody is left to be told.
            let _ = error.print();
            return exit(error.exit_code());
        }
    };
    match call(program, &given) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            exit(failure.exit_code())
        }
    }
}

fn exit(code: i32) -> ExitCode {
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

fn call(program: &'static Program, given: &clap::ArgMatches) -> Result<(), Failure> {
    let Some((command, given)) = arguments::chosen(program.groups, given) else {
        return Err(Failure::usage("name an operation; `--help` lists them"));
    };
    let given = request::Given::of(program, command, given);
    let call = given.call()?;
    let output = given.output();
    if given.is_set(arguments::PRINT_REQUEST) {
        let request = call.into_request().map_err(Failure::Call)?;
        return output.request(request);
    }
    let reading = given.reading()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::system("the program cannot wait for answers", &error))?;
    runtime.block_on(answered(call, reading, output))
}

async fn answered(call: Call, reading: Reading, output: Output) -> Result<(), Failure> {
    match reading {
        Reading::Whole => answer::read(call, output).await,
        Reading::Stream(stream) if stream.accept.is_empty() => (stream.read)(call, output).await,
        Reading::Stream(stream) => (stream.read)(call.accept(stream.accept), output).await,
        Reading::Alternative(other) => (other.read)(call, other.accept, output).await,
        Reading::Pages(read, most) => read(call, most, output).await,
    }
}
