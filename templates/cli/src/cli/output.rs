//! Where answers go: standard output, or a file.

use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write};

use http::Request;

use super::{Failure, json};
use crate::runtime;

/// Where an answer goes, and how it is written there.
#[derive(Debug)]
pub struct Output {
    path: Option<String>,
    /// The file, once something is written to it.
    file: Option<fs::File>,
    is_compact: bool,
}

impl Output {
    pub(super) fn new(path: Option<String>, is_compact: bool) -> Self {
        let is_shown = path.is_none() && io::stdout().is_terminal();
        Self {
            path,
            file: None,
            is_compact: is_compact || !is_shown,
        }
    }

    /// Writes an answer, as JSON where it is that: in lines for people, as one line for programs.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn document(&mut self, body: &[u8]) -> Result<(), Failure> {
        let text = match self.is_compact {
            true => json::compact(body),
            false => json::pretty(body),
        };
        match text {
            Some(text) => self.line(&text),
            None => self.bytes(body),
        }
    }

    /// Writes a text; one that no file keeps ends with its line.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn text(&mut self, text: &[u8]) -> Result<(), Failure> {
        self.bytes(text)?;
        match self.path.is_none() && !text.ends_with(b"\n") {
            true => self.bytes(b"\n"),
            false => Ok(()),
        }
    }

    /// Writes a line.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(format!("{text}\n").as_bytes())
    }

    /// Writes bytes as they are.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let Some(path) = &self.path else {
            let mut stdout = io::stdout().lock();
            let written = stdout.write_all(bytes).and_then(|()| stdout.flush());
            return written.map_err(|error| match error.kind() {
                ErrorKind::BrokenPipe => Failure::Closed,
                _ => Failure::system("standard output cannot be written", &error),
            });
        };
        let file = match &mut self.file {
            Some(file) => Ok(file),
            // Nothing is made, or lost, before there is an answer.
            none => fs::File::create(path).map(|file| none.insert(file)),
        };
        file.and_then(|file| file.write_all(bytes))
            .map_err(|error| Failure::system(&format!("`{path}` cannot be written"), &error))
    }

    /// Writes a request as HTTP/1.1 does, so far as people can read it.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub(super) fn request(mut self, request: Request<runtime::Body>) -> Result<(), Failure> {
        let (parts, body) = request.into_parts();
        self.line(&format!("{} {}", parts.method, parts.uri))?;
        for (name, value) in &parts.headers {
            let value = match value.is_sensitive() {
                true => "[redacted]".into(),
                false => String::from_utf8_lossy(value.as_bytes()),
            };
            self.line(&format!("{name}: {value}"))?;
        }
        let bytes = match body.as_bytes() {
            Some(bytes) if bytes.is_empty() => return Ok(()),
            Some(bytes) => bytes,
            None => return self.line("\n(a stream)"),
        };
        self.line("")?;
        match std::str::from_utf8(bytes) {
            Ok(text) => self.line(text),
            Err(_) => self.line(&format!("({} bytes)", bytes.len())),
        }
    }
}
