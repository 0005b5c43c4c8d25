//! Text in XML: which bytes are some, what it can hold, and how it is written.

use std::fmt::Write;

use super::reader::JsonError;
use super::xml::Fault;

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

/// Returns whether XML 1.0 can hold a character (section 2.2).
pub(super) fn is_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Returns whether an encoding is UTF-8, or a part of it.
pub(super) fn is_utf8(encoding: &str) -> bool {
    ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|it| encoding.eq_ignore_ascii_case(it))
}

/// Returns bytes as text.
pub(super) fn decode(bytes: &[u8]) -> Result<&str, JsonError> {
    let utf16 = [b"\xfe\xff".as_slice(), b"\xff\xfe", b"\0<", b"<\0"];
    if utf16.iter().any(|mark| bytes.starts_with(mark)) {
        return Err(JsonError::new(
            0,
            "encoded as UTF-16, and only UTF-8 is read",
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let at = error.valid_up_to();
            // Where another encoding is declared, that says more.
            let declared = std::str::from_utf8(&bytes[..at]).unwrap_or_default();
            let declared = declared
                .get(..declared.find("?>").unwrap_or(0))
                .unwrap_or_default();
            let reason = match declared.contains("encoding") {
                true => format!(
                    "invalid UTF-8, and only that is read: {}",
                    declared.trim_start()
                ),
                false => "invalid UTF-8".to_owned(),
            };
            Err(JsonError::new(at, reason))
        }
    }
}

/// Returns whether a name can begin with a character (XML 1.0, `NameStartChar`, without the colon).
fn is_first(character: char) -> bool {
    matches!(
        character,
        'A'..='Z'
            | '_'
            | 'a'..='z'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}'
            | '\u{200c}'..='\u{200d}'
            | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}'
    )
}

/// Returns whether a name can go on with a character (XML 1.0, `NameChar`, without the colon).
fn is_next(character: char) -> bool {
    is_first(character)
        || matches!(
            character,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}'
        )
}
