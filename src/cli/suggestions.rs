//! Settings that suit a document.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;

use crate::config::{CrateName, STANDARD_INPUT};

/// The keys of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Settings that suit a document.
#[derive(Debug, PartialEq)]
pub(super) struct Suggestions {
    /// The name that its title makes.
    name: Option<CrateName>,
    /// The path parameters that more than half of its operations take.
    client_parameters: Vec<String>,
}

impl Suggestions {
    /// Returns what suits a document, which need not be a sound one.
    pub(super) fn of(document: &Value) -> Self {
        let title = document["info"]["title"].as_str();
        Self {
            name: title.and_then(CrateName::from_title),
            client_parameters: client_parameters(document),
        }
    }

    /// Returns the settings, as names and TOML literals.
    pub(super) fn settings(&self, spec: &Path) -> Vec<(&'static str, String)> {
        let mut settings = Vec::new();
        if spec.as_os_str() != STANDARD_INPUT {
            settings.push(("spec", quote(&spec.display().to_string())));
        }
        if let Some(name) = &self.name {
            settings.push(("name", quote(name.as_str())));
        }
        if !self.client_parameters.is_empty() {
            let names: Vec<String> = self
                .client_parameters
                .iter()
                .map(|name| quote(name))
                .collect();
            settings.push(("client_parameters", format!("[{}]", names.join(", "))));
        }
        settings
    }
}

fn client_parameters(document: &Value) -> Vec<String> {
    let mut operations = 0;
    let mut takers: BTreeMap<&str, usize> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        let here = METHODS
            .iter()
            .filter(|method| item[**method].is_object())
            .count();
        operations += here;
        for name in template_names(path) {
            *takers.entry(name).or_default() += here;
        }
    }
    takers
        .into_iter()
        .filter(|(_, count)| count * 2 > operations)
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Returns the names in braces of a path such as `/pets/{id}`.
fn template_names(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// Returns a text as a TOML literal.
fn quote(text: &str) -> String {
    let mut literal = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => literal.extend(['\\', letter]),
            _ if letter.is_control() => {
                literal.push_str(&format!("\\u{:04X}", u32::from(letter)));
            }
            _ => literal.push(letter),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::{Suggestions, quote};

    #[test]
    fn what_most_operations_take_is_held_by_the_client() {
        let document = json!({
            "info": { "title": "Pet \"Store\"" },
            "paths": {
                "/{shop}/pets": { "get": {}, "post": {}, "parameters": [] },
                "/{shop}/pets/{pet}": { "get": {} },
                "/health": { "get": {}, "summary": "Is it up?" },
            },
        });
        let settings = Suggestions::of(&document).settings(Path::new("pets.yaml"));
        assert_eq!(
            settings,
            [
                ("spec", "\"pets.yaml\"".to_owned()),
                ("name", "\"pet-store\"".to_owned()),
                ("client_parameters", "[\"shop\"]".to_owned()),
            ],
        );
    }

    #[test]
    fn a_document_that_is_none_gets_no_suggestions() {
        for document in [json!(null), json!([1]), json!({ "paths": 3, "info": [] })] {
            assert_eq!(Suggestions::of(&document).settings(Path::new("-")), []);
        }
    }

    #[test]
    fn a_literal_is_read_back() {
        for text in [
            "plain",
            "a\"b\\c",
            "tab\tnewline\nbell\u{7}\u{7F}",
            "\u{E9}\u{1F600}",
        ] {
            let table: toml::Table = toml::from_str(&format!("a = {}", quote(text))).unwrap();
            assert_eq!(table["a"].as_str(), Some(text));
        }
    }
}
