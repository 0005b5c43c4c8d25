//! Turns a report into text, one renderer a file.
//!
//! A report and the texts that it points into enter, a string leaves; nothing is printed here. Lines
//! and columns are worked out by [`crate::load::locate`] at this point and not before.

pub mod cargo;
#[cfg(feature = "cli")]
mod excerpt;
#[cfg(feature = "cli")]
pub mod github;
#[cfg(feature = "cli")]
pub mod human;
#[cfg(feature = "cli")]
pub mod json;
#[cfg(feature = "cli")]
mod path;
#[cfg(feature = "cli")]
mod region;
#[cfg(feature = "cli")]
pub mod sarif;
pub mod short;
mod spots;

use std::borrow::Cow;

use super::Severity;

/// Returns the word that starts a line about a finding.
fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// Returns a text as part of one line: documents decide about names in messages, and may not start
/// lines of their own or send commands to terminals.
fn one_line(text: &str) -> Cow<'_, str> {
    if text.contains(is_command) {
        Cow::Owned(text.replace(is_command, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns whether a character does something to a line rather than to be seen in it: controls, line
/// ends, and those that turn the direction of what follows.
fn is_command(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod fixture;
