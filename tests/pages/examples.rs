//! Examples: each block of Rust is one that `cargo test --doc` compiles, and no other block is.

use std::{collections::BTreeSet, fs};

use crate::{Sdk, all};

/// What blocks of code may be in.
const LANGUAGES: [&str; 9] = [
    "sh",
    "rust",
    "rust,no_run",
    "json",
    "mermaid",
    "text",
    "toml",
    "xml",
    "yaml",
];

#[test]
fn every_block_has_a_language_and_no_html_takes_effect() {
    for sdk in all() {
        for (path, page) in &sdk.pages {
            assert_eq!(page.html, [""; 0], "{}: {path}", sdk.name);
            for (language, code) in &page.code {
                assert!(
                    LANGUAGES.contains(&language.as_str()),
                    "{}: {path}: {language}",
                    sdk.name
                );
                // Only what talks to a server is not run, and that is a program.
                assert_eq!(
                    language == "rust,no_run",
                    code.contains("async fn main()"),
                    "{}: {path}: {code}",
                    sdk.name
                );
            }
        }
    }
}

#[test]
fn every_page_is_a_doctest() {
    let flagship = included_in_flagship();
    let fixtures = included("generated/fixture/src/doctests.rs", "../pages/");
    for sdk in all() {
        let is_flagship = sdk.name == "authlete";
        for path in sdk.pages.keys() {
            let included = match is_flagship {
                true => flagship.contains(path),
                false => fixtures.contains(&format!("{}/{path}", sdk.name)),
            };
            assert!(included, "{}: {path}", sdk.name);
        }
    }
}

/// Returns the files that a module includes as documentation by their paths.
fn included(path: &str, prefix: &str) -> BTreeSet<String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter_map(|line| {
            line.strip_prefix("#[doc = include_str!(\"")?
                .strip_suffix("\")]")
        })
        .map(|path| path.strip_prefix(prefix).unwrap().to_owned())
        .collect()
}

/// Returns those that the flagship includes: by its macros, too, which are given names.
fn included_in_flagship() -> BTreeSet<String> {
    let mut files = included("generated/authlete/src/doctests.rs", "../");
    for (path, macro_name, folder) in [
        ("generated/authlete/src/doctests.rs", "pages!", "docs"),
        (
            "generated/authlete/src/models/mod.rs",
            "models!",
            "docs/models",
        ),
    ] {
        let text = fs::read_to_string(path).unwrap();
        assert!(text.contains(&format!("../{folder}/\", stringify!($")));
        for call in text.split(&format!("\n{macro_name} {{\n")).skip(1) {
            let names = call.lines().take_while(|line| *line != "}");
            let names = names.map(|line| line.trim().split("::").next().unwrap());
            files.extend(names.map(|name| format!("{folder}/{name}.md")));
        }
    }
    files
}

#[test]
fn every_model_of_the_flagship_has_an_example_and_its_json() {
    let sdk = flagship();
    let models = sdk
        .pages
        .iter()
        .filter(|(path, _)| path.starts_with("docs/models/"));
    let mut count = 0;
    for (path, page) in models {
        count += 1;
        let (_, code) = page
            .code
            .iter()
            .find(|(language, _)| language == "rust")
            .unwrap();
        assert!(code.contains("let value"), "{path}");
        assert!(
            code.contains("assert_eq!(serde_json::from_str::<"),
            "{path}"
        );
    }
    assert_eq!(
        count,
        fs::read_dir("generated/authlete/src/models")
            .unwrap()
            .count()
            - 1
    );
}

#[test]
fn every_operation_of_the_flagship_has_an_example() {
    let sdk = flagship();
    let pages = sdk
        .pages
        .iter()
        .filter(|(path, _)| path.starts_with("docs/") && !path.starts_with("docs/models/"));
    let calls = pages.flat_map(|(_, page)| &page.code);
    let calls = calls.filter(|(language, code)| language == "rust" && code.contains(".await?"));
    assert!(calls.count() >= 86);
}

fn flagship() -> Sdk {
    all()
        .into_iter()
        .find(|sdk| sdk.name == "authlete")
        .unwrap()
}
