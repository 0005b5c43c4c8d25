//! What is to become of findings: the level of a code, and what is known and accepted.
//!
//! A code that there is not is no mistake yet when it is read: settings outlive codes. Whoever
//! applies them reports it, at the place that is kept here.

use std::fmt;

use super::{
    choice::Level,
    pattern,
    value::{InvalidValue, Value, from_text},
};
use crate::diagnostic::{Place, Pointer, codes};

/// What is to become of the findings of a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Lint {
    /// Their level.
    pub level: Level,
    written: Option<Place>,
}

impl Lint {
    /// Returns where a settings file says so.
    pub fn written(&self) -> Option<&Place> {
        self.written.as_ref()
    }
}

impl From<Level> for Lint {
    fn from(level: Level) -> Self {
        Self {
            level,
            written: None,
        }
    }
}

impl Value for Lint {
    const NAME: &'static str = "LEVEL";
    const CHOICES: &'static [&'static str] = Level::CHOICES;

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        Level::parse(text).map(Self::from)
    }

    fn written_at(mut self, place: Place) -> Self {
        self.written = Some(place);
        self
    }
}

from_text!(Lint);

/// Findings that are known and accepted: those of a code, those at a place, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Ignore {
    text: String,
    code: Option<String>,
    place: Option<PlacePattern>,
    written: Option<Place>,
}

impl Ignore {
    /// Returns the code whose findings are meant; `None` for those of all codes.
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns where a settings file says so.
    pub fn written(&self) -> Option<&Place> {
        self.written.as_ref()
    }

    /// Returns whether a finding is meant that has this code and points first to this node of this
    /// file; `None` for a finding that points to no node.
    pub fn matches(&self, code: &str, node: Option<(&str, &Pointer)>) -> bool {
        self.code.as_deref().is_none_or(|known| known == code)
            && self.place.as_ref().is_none_or(|pattern| {
                node.is_some_and(|(file, pointer)| pattern.matches(file, pointer))
            })
    }
}

impl Value for Ignore {
    const NAME: &'static str = "FINDING";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        let invalid = || InvalidValue::Ignore(text.to_owned());
        // A pointer may hold spaces, and so may the name of a file, but no code does.
        let (code, place) = match text.split_once(char::is_whitespace) {
            Some((code, place)) if codes::find(code).is_some() || !code.contains(['#', '/']) => {
                (Some(code), Some(place.trim_start()))
            }
            Some(_) => (None, Some(text)),
            None if text.contains('#') => (None, Some(text)),
            None => (Some(text), None),
        };
        let is_code = |code: &str| {
            let valid =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            !code.is_empty() && code.bytes().all(valid)
        };
        if code.is_some_and(|code| !is_code(code)) {
            return Err(invalid());
        }
        let place = match place {
            Some(place) => Some(PlacePattern::parse(place).ok_or_else(invalid)?),
            None => None,
        };
        Ok(Self {
            text: text.to_owned(),
            code: code.map(str::to_owned),
            place,
            written: None,
        })
    }

    fn written_at(mut self, place: Place) -> Self {
        self.written = Some(place);
        self
    }
}

from_text!(Ignore);

impl fmt::Display for Ignore {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// `file#/pointer`: a node, all that is below it, and those like it. Without a file it means
/// the nodes of every file that was read.
#[derive(Clone, Debug, PartialEq)]
struct PlacePattern {
    file: String,
    pointer: String,
}

impl PlacePattern {
    fn parse(text: &str) -> Option<Self> {
        let (file, pointer) = text.split_once('#')?;
        let is_pointer = pointer.is_empty() || pointer.starts_with('/');
        let is_place = is_pointer && !file.ends_with(char::is_whitespace);
        is_place.then(|| Self {
            file: file.to_owned(),
            pointer: pointer.trim_end_matches('/').to_owned(),
        })
    }

    fn matches(&self, file: &str, pointer: &Pointer) -> bool {
        let mut pattern: Vec<&str> = self.pointer.split('/').skip(1).collect();
        pattern.push("**");
        let tokens: Vec<&str> = pointer.escaped_tokens().collect();
        pattern::matches(&pattern, &tokens) && self.is_in(file)
    }

    /// Returns whether a file is meant: one whose path ends with that of the pattern.
    fn is_in(&self, file: &str) -> bool {
        if self.file.is_empty() {
            return true;
        }
        let file = file.replace('\\', "/");
        let segments: Vec<&str> = file.split('/').collect();
        let pattern: Vec<&str> = self.file.split('/').filter(|part| *part != ".").collect();
        segments
            .len()
            .checked_sub(pattern.len())
            .is_some_and(|start| pattern::matches(&pattern, &segments[start..]))
    }
}

#[cfg(test)]
mod tests {
    use super::{Ignore, Level, Lint};
    use crate::diagnostic::Pointer;

    fn ignores(entry: &str, code: &str, file: &str, pointer: &str) -> bool {
        let pointer = Pointer::parse(pointer).unwrap();
        Ignore::try_from(entry)
            .unwrap()
            .matches(code, Some((file, &pointer)))
    }

    #[test]
    fn an_entry_is_a_code_a_place_or_both() {
        let place = "/paths/~1pets/get";
        assert!(ignores(
            "invalid-status",
            "invalid-status",
            "api.yaml",
            place
        ));
        assert!(!ignores(
            "invalid-status",
            "unknown-type",
            "api.yaml",
            place
        ));
        assert!(ignores("#/paths", "unknown-type", "api.yaml", place));
        assert!(ignores(
            "invalid-status #/paths/~1pets",
            "invalid-status",
            "a",
            place
        ));
        assert!(!ignores(
            "invalid-status #/paths/~1pets",
            "unknown-type",
            "a",
            place
        ));
        assert!(!ignores(
            "invalid-status #/paths/~1pet",
            "invalid-status",
            "a",
            place
        ));
        // A code that is newer or older than this program is not known here.
        assert!(ignores("from-elsewhere", "from-elsewhere", "a", place));
    }

    #[test]
    fn stars_stand_for_segments() {
        let place = "/paths/~1pets~1{id}/get/responses/20x";
        for entry in [
            "#/paths/*/get",
            "#/paths/~1pets*",
            "#/**/responses",
            "#/paths/**/20x",
            "#",
            "#/",
        ] {
            assert!(ignores(entry, "x", "a", place), "{entry}");
        }
        for entry in ["#/paths/get", "#/paths/*/post", "#/**/20y", "#/path"] {
            assert!(!ignores(entry, "x", "a", place), "{entry}");
        }
    }

    #[test]
    fn a_file_is_the_end_of_a_path() {
        for (entry, file, expected) in [
            ("parts/pets.yaml#/Pet", "specs/parts/pets.yaml", true),
            ("./pets.yaml#/Pet", "specs/parts/pets.yaml", true),
            ("pets.yaml#", "specs\\parts\\pets.yaml", true),
            ("*.yaml#/Pet", "pets.yaml", true),
            ("my pets.yaml#/Pet", "my pets.yaml", false),
            ("ets.yaml#/Pet", "parts/pets.yaml", false),
            ("a/b/pets.yaml#/Pet", "b/pets.yaml", false),
        ] {
            let found = Ignore::try_from(entry).is_ok() && ignores(entry, "x", file, "/Pet");
            assert_eq!(found, expected, "{entry}");
        }
    }

    #[test]
    fn a_finding_without_a_place_has_a_code_only() {
        let matches = |entry: &str| Ignore::try_from(entry).unwrap().matches("empty-api", None);
        assert!(matches("empty-api"));
        assert!(!matches("#") && !matches("empty-api #"));
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in [
            "",
            "Empty API",
            "empty-api at #/paths",
            "#paths",
            "empty-api paths",
        ] {
            assert!(Ignore::try_from(text).is_err(), "{text}");
        }
        assert_eq!(Lint::try_from("deny").unwrap(), Lint::from(Level::Deny));
        let error = Lint::try_from("denied").unwrap_err();
        assert_eq!(
            error.to_string(),
            "`denied` is none of `allow`, `warn`, `deny`"
        );
    }

    #[test]
    fn spaces_belong_to_pointers() {
        let place = "/components/schemas/My type";
        assert!(ignores("#/components/schemas/My type", "x", "a", place));
        assert!(ignores(
            "unknown-type #/components/schemas/My *",
            "unknown-type",
            "a",
            place
        ));
    }
}
