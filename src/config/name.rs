//! Names that settings give: of the crate, of types and methods, of groups; and its version.

use std::fmt;

use heck::ToKebabCase;

use super::value::{InvalidValue, Value, from_text};

/// The name of a crate or a module.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CrateName(String);

impl CrateName {
    /// Returns the name that suits a title such as `Petstore API`, or `None` where the title has
    /// neither letters nor digits in ASCII.
    pub fn from_title(title: &str) -> Option<Self> {
        let title: String = title
            .chars()
            .map(|letter| {
                if letter.is_ascii_alphanumeric() {
                    letter
                } else {
                    ' '
                }
            })
            .collect();
        let name = title.to_kebab_case();
        if name.is_empty() {
            return None;
        }
        let name = if name.starts_with(|first: char| first.is_ascii_digit()) {
            format!("api-{name}")
        } else {
            name
        };
        Self::parse(&name)
            .or_else(|_| Self::parse(&format!("{name}-api")))
            .ok()
    }

    /// Returns the name as Cargo writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name as Rust code writes it.
    pub fn module(&self) -> String {
        self.0.replace('-', "_")
    }
}

impl Value for CrateName {
    const NAME: &'static str = "NAME";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let letters = text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_'));
        let first = text.starts_with(|first: char| first.is_ascii_alphabetic());
        // A raw identifier would do for the module, but Cargo takes no keyword for a name.
        let keyword = syn::parse_str::<syn::Ident>(&text.replace('-', "_")).is_err();
        if letters && first && !keyword {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidValue::CrateName(text.to_owned()))
        }
    }
}

from_text!(CrateName);

impl fmt::Display for CrateName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The version of a crate, by Semantic Versioning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// Returns the version as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Version {
    fn default() -> Self {
        Self("0.1.0".to_owned())
    }
}

impl Value for Version {
    const NAME: &'static str = "VERSION";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let (rest, build) = split_once_or_all(text, '+');
        let (core, pre_release) = split_once_or_all(rest, '-');
        let numbers: Vec<&str> = core.split('.').collect();
        let valid = numbers.len() == 3
            && numbers.iter().all(|number| {
                number
                    .parse::<u64>()
                    .is_ok_and(|value| value.to_string() == **number)
            })
            && build.is_none_or(|labels| labels.split('.').all(is_label))
            && pre_release.is_none_or(|labels| labels.split('.').all(is_label));
        if valid {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidValue::Version(text.to_owned()))
        }
    }
}

from_text!(Version);

fn split_once_or_all(text: &str, at: char) -> (&str, Option<&str>) {
    match text.split_once(at) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

fn is_label(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name in Rust code; may be a keyword, which generated code writes in the raw form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identifier(String);

impl Identifier {
    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Identifier {
    const NAME: &'static str = "NAME";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let letters = text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
        if letters && text.starts_with(|first: char| first.is_ascii_alphabetic()) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidValue::Identifier(text.to_owned()))
        }
    }
}

from_text!(Identifier);

impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Where an operation is found on the client: `group`, or `group.method`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupPath {
    /// The group.
    pub group: Identifier,
    /// The method; made from the operation id when left out.
    pub method: Option<Identifier>,
}

impl Value for GroupPath {
    const NAME: &'static str = "GROUP";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let (group, method) = split_once_or_all(text, '.');
        let invalid = |_| InvalidValue::GroupPath(text.to_owned());
        Ok(Self {
            group: Identifier::parse(group).map_err(invalid)?,
            method: method.map(Identifier::parse).transpose().map_err(invalid)?,
        })
    }
}

from_text!(GroupPath);

#[cfg(test)]
mod tests {
    use super::{CrateName, GroupPath, Version};

    #[test]
    fn a_crate_name_is_made_from_a_title() {
        let name = |title| CrateName::from_title(title).map(|name| name.to_string());
        assert_eq!(name("Petstore API").as_deref(), Some("petstore-api"));
        assert_eq!(
            name("GitHub v3 REST API").as_deref(),
            Some("git-hub-v3-rest-api")
        );
        assert_eq!(name("1Password").as_deref(), Some("api-1password"));
        assert_eq!(name("Async").as_deref(), Some("async-api"));
        assert_eq!(name("../../etc").as_deref(), Some("etc"));
        assert_eq!(name("\u{1F408}"), None);
    }

    #[test]
    fn a_crate_name_is_no_path_and_no_keyword() {
        for text in [
            "", "../up", "a/b", "1a", "self", "crate", "type", "p\u{E9}t",
        ] {
            assert!(CrateName::try_from(text).is_err(), "{text}");
        }
        assert_eq!(
            CrateName::try_from("pet-store").unwrap().module(),
            "pet_store"
        );
    }

    #[test]
    fn a_version_has_three_numbers() {
        for text in ["0.1.0", "1.2.3-rc.1", "1.0.0+build.5", "1.0.0-a-b+c"] {
            assert!(Version::try_from(text).is_ok(), "{text}");
        }
        for text in [
            "", "1", "1.0", "1.0.0.0", "v1.0.0", "01.0.0", "+1.0.0", "1.0.0-", "1.0.0\n",
        ] {
            assert!(Version::try_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_group_may_name_a_method() {
        let path = GroupPath::try_from("pets.find").unwrap();
        assert_eq!(path.group.as_str(), "pets");
        assert_eq!(path.method.unwrap().as_str(), "find");
        assert_eq!(GroupPath::try_from("pets").unwrap().method, None);
        assert!(GroupPath::try_from("a.b.c").is_err());
        assert!(GroupPath::try_from("pets.").is_err());
    }
}
