//! What a `$ref` says.
//!
//! A text enters; a file and a pointer leave, both decoded. Nothing is looked up.

use crate::diagnostic::Pointer;

/// A `$ref`, taken apart (RFC 3986 and RFC 6901).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reference {
    /// The file, relative to the one that holds the reference; `None` for that file itself.
    pub(super) file: Option<String>,
    /// The node in the file.
    pub(super) fragment: Fragment,
}

/// What follows the `#` of a reference.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fragment {
    /// Where the node stands.
    Pointer {
        /// The pointer.
        pointer: Pointer,
        /// The same as it was written, with its `%` escapes.
        text: String,
    },
    /// What the node calls itself, by `$anchor` (JSON Schema 2020-12 section 8.2.2).
    Anchor(String),
}

/// Why a text is no reference that can be followed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum ReferenceError {
    /// It leads to the network, or names a file by URL.
    Remote,
    /// A `%` escape is wrong, or gives bytes that are not UTF-8.
    Escape,
    /// What follows `#` does not start with `/`.
    Anchor(String),
}

impl Reference {
    /// Takes a reference apart.
    pub(super) fn parse(text: &str) -> Result<Self, ReferenceError> {
        if has_scheme(text) || text.starts_with("//") {
            return Err(ReferenceError::Remote);
        }
        let (file, fragment_text) = text.split_once('#').unwrap_or((text, ""));
        let file = if file.is_empty() {
            None
        } else {
            Some(percent_decode(file)?)
        };
        let fragment = match fragment(fragment_text) {
            Ok(pointer) => Fragment::Pointer {
                pointer,
                text: fragment_text.to_owned(),
            },
            Err(ReferenceError::Anchor(name)) => Fragment::Anchor(name),
            Err(error) => return Err(error),
        };
        Ok(Self { file, fragment })
    }
}

/// Returns the pointer that follows the `#` of a reference.
pub(super) fn fragment(text: &str) -> Result<Pointer, ReferenceError> {
    let decoded = percent_decode(text)?;
    Pointer::parse(&decoded).ok_or(ReferenceError::Anchor(decoded))
}

/// Returns whether a text starts like a URL, with letters and `:`.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    })
}

fn percent_decode(text: &str) -> Result<String, ReferenceError> {
    if !text.contains('%') {
        return Ok(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let (high, low) = (hex_digit(rest.next())?, hex_digit(rest.next())?);
            high << 4 | low
        } else {
            byte
        });
    }
    String::from_utf8(bytes).map_err(|_| ReferenceError::Escape)
}

fn hex_digit(byte: Option<u8>) -> Result<u8, ReferenceError> {
    byte.and_then(|byte| char::from(byte).to_digit(16))
        .and_then(|digit| u8::try_from(digit).ok())
        .ok_or(ReferenceError::Escape)
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Reference, ReferenceError};

    fn parse(text: &str) -> (Option<String>, String) {
        let reference = Reference::parse(text).unwrap();
        let fragment = match reference.fragment {
            Fragment::Pointer { pointer, .. } => pointer.as_str().to_owned(),
            Fragment::Anchor(name) => format!("${name}"),
        };
        (reference.file, fragment)
    }

    #[test]
    fn files_and_pointers_are_decoded() {
        assert_eq!(
            parse("#/paths/~1pets~1%7Bid%7D"),
            (None, "/paths/~1pets~1{id}".into())
        );
        assert_eq!(
            parse("my%20types.yaml#/Pet"),
            (Some("my types.yaml".into()), "/Pet".into())
        );
        assert_eq!(parse("pet.yaml"), (Some("pet.yaml".into()), String::new()));
        assert_eq!(parse("pet.yaml#"), (Some("pet.yaml".into()), String::new()));
        assert_eq!(parse("#"), (None, String::new()));
        assert_eq!(parse("#pet"), (None, "$pet".into()));
        assert_eq!(
            parse("types.yaml#p%65t"),
            (Some("types.yaml".into()), "$pet".into())
        );
    }

    #[test]
    fn what_cannot_be_followed_is_refused() {
        for (text, error) in [
            ("https://example.com/pet.yaml#/Pet", ReferenceError::Remote),
            ("file:///etc/passwd", ReferenceError::Remote),
            ("//example.com/pet.yaml", ReferenceError::Remote),
            ("#/a%2", ReferenceError::Escape),
            ("a%ff.yaml", ReferenceError::Escape),
        ] {
            assert_eq!(Reference::parse(text), Err(error), "{text}");
        }
    }
}
