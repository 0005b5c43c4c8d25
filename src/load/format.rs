//! Whether a text is JSON or YAML.
//!
//! A name and a text enter, a decision leaves. Parsing and locating ask here, so that they never
//! disagree about a source.

use crate::diagnostic::Source;

/// A notation of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// RFC 8259.
    Json,
    /// YAML 1.1 and 1.2 as libyaml reads them.
    Yaml,
}

impl Format {
    /// Returns the notation that a source is in: by its extension, else by its first character.
    pub(super) fn of(source: &Source) -> Self {
        let extension = source
            .name
            .rsplit_once('.')
            .map(|(_, extension)| extension.to_ascii_lowercase());
        match extension.as_deref() {
            Some("json") => Self::Json,
            Some("yaml" | "yml") => Self::Yaml,
            Some(_) | None => {
                if source.text.trim_start().starts_with(['{', '[']) {
                    Self::Json
                } else {
                    Self::Yaml
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Format;
    use crate::diagnostic::Source;

    fn format(name: &str, text: &str) -> Format {
        Format::of(&Source {
            name: name.into(),
            text: text.into(),
        })
    }

    #[test]
    fn extensions_decide_first() {
        assert_eq!(format("api.JSON", "openapi: 3.0.3"), Format::Json);
        assert_eq!(format("api.yml", "{}"), Format::Yaml);
    }

    #[test]
    fn the_first_character_decides_for_other_names() {
        assert_eq!(format("<stdin>", "\n {}"), Format::Json);
        assert_eq!(format("<stdin>", "openapi: 3.0.3"), Format::Yaml);
        assert_eq!(format("v1.0/api", "# comment"), Format::Yaml);
    }
}
