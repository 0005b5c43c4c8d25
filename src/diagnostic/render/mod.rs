//! Turns a report into text, one renderer a file.
//!
//! A report and the texts that it points into enter, a string leaves; nothing is printed here. Lines
//! and columns are worked out by [`crate::load::locate`] at this point and not before.

pub mod cargo;
#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
pub mod human;
pub mod short;
mod spots;

use std::borrow::Cow;

use super::{Diagnostic, Severity};

/// Returns the word that starts a line about a finding.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Returns what to do about a finding.
fn help(diagnostic: &Diagnostic) -> &str {
    diagnostic.help.as_deref().unwrap_or(diagnostic.code.help)
}

/// Returns a text as part of one line: documents decide about names in messages, and may not start
/// lines of their own or send commands to terminals.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        Cow::Owned(
            text.chars()
                .map(|character| {
                    if character.is_control() {
                        '\u{fffd}'
                    } else {
                        character
                    }
                })
                .collect(),
        )
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod fixture;
