//! Why the program does not end well.

use std::fmt;
use std::io::{self, Write};

use super::json;
use crate::runtime::{Error, ErrorKind};

/// Why the program does not end well.
#[derive(Debug)]
pub enum Failure {
    /// The arguments make no call.
    Usage(String),
    /// The call failed.
    Call(Error),
    /// A file or a stream cannot be read or written.
    System(String),
    /// Whoever reads standard output has seen enough.
    Closed,
}

impl Failure {
    /// Returns the failure of arguments.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::Usage(message.into())
    }

    /// Returns the failure of the system at doing something.
    pub fn system(what: &str, error: &io::Error) -> Self {
        Self::System(format!("{what}: {error}"))
    }

    /// Returns the exit code.
    pub fn exit_code(&self) -> i32 {
        match self {
            Self::Usage(_) => 2,
            // Nothing was sent: what is wrong is an argument.
            Self::Call(error)
                if matches!(error.kind(), ErrorKind::Configuration | ErrorKind::Request)
                    && error.attempts() == 0 =>
            {
                2
            }
            Self::Call(_) | Self::System(_) => 1,
            Self::Closed => 0,
        }
    }

    /// Says on standard error what is wrong, with the body that the server sent.
    pub(super) fn print(&self) {
        if let Self::Closed = self {
            return;
        }
        let mut stderr = io::stderr().lock();
        // Nobody is left to be told where this fails.
        let _ = writeln!(stderr, "error: {self}");
        if let Self::Call(error) = self
            && let Some(body) = error.body().filter(|body| !body.is_empty())
        {
            let _ = match json::pretty(body) {
                Some(text) => writeln!(stderr, "{text}"),
                None => writeln!(stderr, "{}", shown(body)),
            };
        }
    }
}

/// Returns what a server sent, without what would steer a terminal.
fn shown(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let kept = text
        .chars()
        .filter(|it| !it.is_control() || matches!(it, '\n' | '\t'));
    kept.collect()
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(message) | Self::System(message) => f.write_str(message),
            Self::Call(error) => write!(f, "{error}"),
            Self::Closed => f.write_str("standard output is closed"),
        }
    }
}
