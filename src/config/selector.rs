//! Selectors: which operations a setting means.

use std::fmt;

use super::{
    pattern,
    value::{InvalidValue, Value, from_text},
};

/// The methods that an OpenAPI path item can hold.
const METHODS: [&str; 9] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

/// Which operations a setting means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// The operation with this id.
    Operation(String),
    /// The operations of the paths that match.
    Path(PathPattern),
    /// The operations with this method of the paths that match.
    Endpoint {
        /// The method, in capitals.
        method: String,
        /// The paths.
        path: PathPattern,
    },
    /// The operations with this tag.
    Tag(String),
}

impl Value for Selector {
    const NAME: &'static str = "SELECTOR";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidValue::Selector(text.to_owned()));
        }
        if let Some(tag) = text.strip_prefix("tag:") {
            return Ok(Self::Tag(tag.trim().to_owned()));
        }
        if text.starts_with('/') {
            return Ok(Self::Path(PathPattern(text.to_owned())));
        }
        // An operation id may hold spaces, but hardly one before a slash.
        let Some((method, path)) = text.split_once(char::is_whitespace) else {
            return Ok(Self::Operation(text.to_owned()));
        };
        let path = path.trim_start();
        if !path.starts_with('/') {
            return Ok(Self::Operation(text.to_owned()));
        }
        let method = method.to_ascii_uppercase();
        if !METHODS.contains(&method.as_str()) {
            return Err(InvalidValue::Choice {
                given: method,
                known: &METHODS,
            });
        }
        Ok(Self::Endpoint {
            method,
            path: PathPattern(path.to_owned()),
        })
    }
}

from_text!(Selector);

impl fmt::Display for Selector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(id) => formatter.write_str(id),
            Self::Path(path) => write!(formatter, "{path}"),
            Self::Endpoint { method, path } => write!(formatter, "{method} {path}"),
            Self::Tag(tag) => write!(formatter, "tag:{tag}"),
        }
    }
}

/// A pattern of paths: `*` stands for any part of a segment, a segment `**` for any number of
/// segments, none included. Everything else, `{name}` too, stands for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathPattern(String);

impl PathPattern {
    /// Returns whether a path of the document, such as `/pets/{id}`, matches.
    pub fn matches(&self, path: &str) -> bool {
        let pattern: Vec<&str> = self.0.split('/').collect();
        let path: Vec<&str> = path.split('/').collect();
        pattern::matches(&pattern, &path)
    }
}

impl fmt::Display for PathPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{PathPattern, Selector};

    fn matches(pattern: &str, path: &str) -> bool {
        PathPattern(pattern.to_owned()).matches(path)
    }

    #[test]
    fn every_form_is_told_from_the_others() {
        let parse = |text: &str| Selector::try_from(text).unwrap();
        assert_eq!(parse("listPets"), Selector::Operation("listPets".into()));
        assert_eq!(
            parse("List all pets"),
            Selector::Operation("List all pets".into())
        );
        assert_eq!(parse("tag:Pet store"), Selector::Tag("Pet store".into()));
        assert_eq!(
            parse("/pets/*"),
            Selector::Path(PathPattern("/pets/*".into()))
        );
        assert_eq!(
            parse("get  /pets"),
            Selector::Endpoint {
                method: "GET".into(),
                path: PathPattern("/pets".into())
            },
        );
        for text in ["listPets", "tag:Pet store", "/pets/*", "GET /pets"] {
            assert_eq!(parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_wrong_method_gets_the_nearest_right_one() {
        let error = Selector::try_from("PATHC /pets").unwrap_err();
        assert_eq!(error.help(), "did you mean `PATCH`?");
        assert!(Selector::try_from(" ").is_err());
    }

    #[test]
    fn a_star_stays_in_its_segment() {
        assert!(matches("/pets/*", "/pets/{id}"));
        assert!(matches("/*/list", "/pets/list"));
        assert!(matches("/pets/*.json", "/pets/a.b.json"));
        assert!(!matches("/pets/*", "/pets/{id}/owner"));
        assert!(!matches("/pets/*", "/pets"));
    }

    #[test]
    fn two_stars_cross_segments() {
        assert!(matches("/api/**", "/api/{id}/client/list"));
        assert!(matches("/api/**", "/api"));
        assert!(matches("/**/list", "/api/{id}/client/list"));
        assert!(matches("/**", "/"));
        assert!(!matches("/**/list", "/api/list/{id}"));
    }

    #[test]
    fn a_pattern_of_many_stars_takes_no_time() {
        let pattern = format!("/{}x", "*a".repeat(200));
        assert!(!matches(&pattern, &format!("/{}", "a".repeat(5_000))));
    }
}
