//! The pages of generated SDKs, as their readers see them: links lead somewhere, tables can be read as
//! text, no page is too long, and every example is compiled.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod examples;
mod links;
mod many;
mod page;
mod tables;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use sdkwright::{Config, Generator, diagnostic::Sources};

use page::Page;

/// How many bytes a page has at most.
const MAX_PAGE: usize = 200_000;

/// An SDK: its name, and its pages by their paths.
struct Sdk {
    name: String,
    root: PathBuf,
    pages: BTreeMap<String, Page>,
}

/// Returns the flagship and all fixtures.
fn all() -> Vec<Sdk> {
    let mut sdks = vec![Sdk::read("authlete", Path::new("generated/authlete"))];
    for entry in fs::read_dir("generated/fixture/pages").unwrap() {
        let root = entry.unwrap().path();
        let name = root.file_name().unwrap().to_str().unwrap().to_owned();
        sdks.push(Sdk::read(&name, &root));
    }
    assert!(sdks.len() > 70);
    sdks
}

impl Sdk {
    fn read(name: &str, root: &Path) -> Self {
        let mut pages = BTreeMap::new();
        collect(root, "", &mut pages);
        assert!(pages.contains_key("README.md"), "{name}");
        Self {
            name: name.to_owned(),
            root: root.to_owned(),
            pages,
        }
    }
}

fn collect(root: &Path, prefix: &str, pages: &mut BTreeMap<String, Page>) {
    for entry in fs::read_dir(root).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), pages);
        } else if path.ends_with(".md") {
            let text = fs::read_to_string(entry.path()).unwrap();
            pages.insert(path, Page::new(text));
        }
    }
}

#[test]
fn no_page_is_too_long() {
    for sdk in all() {
        for (path, page) in &sdk.pages {
            assert!(page.text.len() <= MAX_PAGE, "{}: {path}", sdk.name);
        }
    }
}

#[test]
fn every_heading_is_there_once_or_has_an_anchor_of_its_own() {
    for sdk in all() {
        for (path, page) in &sdk.pages {
            assert!(!page.anchors.is_empty(), "{}: {path}", sdk.name);
            let first = page.text.lines().next().unwrap();
            assert!(first.starts_with("# "), "{}: {path}", sdk.name);
        }
    }
}

#[test]
fn without_docs_there_is_no_page_and_nothing_that_leads_to_one() {
    let mut config = Config::default();
    config.spec = Some("specs/fixture/docs.yaml".into());
    config.docs = false;
    let outcome = Generator::new(config).run(&mut Sources::default());
    let tree = outcome.tree.unwrap();
    let is_page = |path: &str| path.ends_with(".md") || path.starts_with("examples/");
    assert!(tree.iter().all(|(path, _)| !is_page(path)));
    assert!(!tree.get("Cargo.toml").unwrap().contains("readme"));
    assert!(tree.get("src/doctests.rs").is_none());
    for (path, text) in tree
        .iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"))
    {
        assert!(
            !text.contains("# Example") && !text.contains("mod doctests"),
            "{path}"
        );
    }
}
