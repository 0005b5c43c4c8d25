//! What XML can hold as text and as names, and how it is written.

use std::fmt::Write;

use super::xml::Fault;
use super::xml_tree::is_character;

/// Checks that XML can hold each character of a text.
pub(super) fn check(text: &str) -> Result<(), Fault> {
    match text.chars().find(|it| !is_character(*it)) {
        None => Ok(()),
        Some(character) => {
            let number = u32::from(character);
            let reason = format!("XML cannot hold the character U+{number:04X}");
            Err(Fault::new(reason))
        }
    }
}

/// Checks that a key can be the name of an element or of an attribute (Namespaces in XML 1.0, `NCName`).
pub(super) fn check_name(name: &str) -> Result<(), Fault> {
    let is_first = |it: char| it.is_alphabetic() || it == '_';
    let is_next = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-' | '.' | '\u{b7}');
    let is_name = name.starts_with(is_first) && name.chars().all(is_next);
    match is_name {
        true => Ok(()),
        false => Err(Fault::new(format!("{name:?} cannot be a name in XML"))),
    }
}

/// Adds a text, with references for what would mean something else, or would be read as something else.
pub(super) fn escape(target: &mut String, text: &str, is_attribute: bool) {
    for character in text.chars() {
        match character {
            '&' => target.push_str("&amp;"),
            '<' => target.push_str("&lt;"),
            '>' => target.push_str("&gt;"),
            '"' if is_attribute => target.push_str("&quot;"),
            '\r' => target.push_str("&#13;"),
            '\n' | '\t' if is_attribute => {
                // Writing to a string never fails.
                let _ = write!(target, "&#{};", u32::from(character));
            }
            other => target.push(other),
        }
    }
}
