//! What is generated is what is committed, byte for byte.
//!
//! | document | settings | committed |
//! | --- | --- | --- |
//! | `specs/authlete.yaml` | `sdkwright.toml` | `generated/authlete`, a crate |
//! | `specs/fixture/cli.yaml` | its header | `generated/cli` as well, a crate with a program |
//! | `specs/fixture/NAME.yaml` | its header | `generated/fixture/src/NAME`, a module; `generated/fixture/pages/NAME`, the pages of a crate; its findings in `specs/fixture/NAME.stderr` |
//!
//! `BLESS=1 cargo test --test golden` writes what is generated.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod fixture;
mod folder;
#[path = "../support/header.rs"]
mod header;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use sdkwright::{
    Config, Generator,
    config::{FILE_NAME, Layer, Layout},
    diagnostic::{Report, Sources, render::human},
    write::Changes,
};

use fixture::Fixture;
use folder::Folder;

const FLAGSHIP: &str = "generated/authlete";
const RUNTIME_ROOT: &str = "templates/runtime/src/runtime/mod.rs";
const BLOCKING: &str = "templates/runtime/src/runtime/blocking.rs";
const FIXTURES: &str = "generated/fixture";
const PROGRAM: &str = "generated/cli";

#[test]
fn the_flagship_is_what_its_document_says() {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let mut config = Config::default();
    config.apply(Layer::read(Path::new(FILE_NAME), &mut sources, &mut report));
    assert!(!report.has_errors(), "{report:?}");
    let outcome = Generator::new(config).run(&mut sources);
    let Some(tree) = outcome.tree else {
        panic!("{}", human::render(&outcome.report, &sources, false));
    };
    let is_generated = |path: &str| path.ends_with(".rs") || path.ends_with(".md");
    Folder::new(FLAGSHIP).expect(&files(&tree), is_generated);
    if folder::bless() {
        // The list of own files, which `sdkwright generate` needs.
        let changes = Changes::between(&tree, Path::new(FLAGSHIP)).unwrap();
        changes.apply().unwrap();
    }
}

#[test]
fn the_fixtures_are_what_their_documents_say() {
    let mut crate_files = BTreeMap::new();
    let mut findings = BTreeMap::new();
    let mut dependencies = BTreeSet::new();
    let (mut root, mut pages, mut number) = (ROOT.to_owned(), PAGES.to_owned(), 1);
    for fixture in fixture::all() {
        let lines = fixture.document.lines().count();
        assert!(lines <= 60, "{} has {lines} lines", fixture.name);
        let (module, report) = fixture.generate(Layout::Module);
        if !report.is_empty() {
            findings.insert(format!("{}.stderr", fixture.name), report);
        }
        for (path, text) in &module {
            if let Some(place) = place(&fixture, path) {
                crate_files.insert(place, with_mock_server(path, text));
            }
        }
        let runtime = format!("src/{}/runtime.rs", fixture.name);
        crate_files.insert(runtime, RUNTIME.to_owned());
        root.push_str(&format!("pub mod {};\n", fixture.name));

        let (whole, _) = fixture.generate(Layout::Crate);
        let needed = fixture::dependencies(&whole["Cargo.toml"]);
        // What a feature of a crate enables, every module has that needs it.
        let needed = needed.map(|it| match it.starts_with("quick-xml ") {
            true => it.replace(", optional = true", ""),
            false => it,
        });
        dependencies.extend(needed.filter(|it| !it.contains("optional = true")));
        for (path, text) in whole.iter().filter(|(path, _)| is_page(path)) {
            let place = format!("pages/{}/{path}", fixture.name);
            if path.ends_with(".md") {
                pages.push_str(&format!(
                    "\n#[doc = include_str!(\"../{place}\")]\nstruct Page{};\n",
                    number
                ));
                number += 1;
            }
            crate_files.insert(place, in_one_crate(&fixture.name, text));
        }
    }
    crate_files.insert("src/lib.rs".to_owned(), root);
    crate_files.insert("src/doctests.rs".to_owned(), pages);
    // The fixtures share one runtime, with the parts that any of them has.
    let parts = fs::read_to_string(RUNTIME_ROOT).unwrap();
    // A module has nothing that is behind a feature of a crate.
    let parts = parts.replace("#[cfg(feature = \"tracing\")]\nmod trace;\n", "");
    // But its pages show calls that are waited for.
    let blocking = fs::read_to_string(BLOCKING).unwrap();
    crate_files.insert("src/runtime/blocking.rs".to_owned(), blocking);
    for line in parts.lines() {
        if let Some(part) = part(line) {
            let file = format!("src/runtime/{part}.rs");
            assert!(crate_files.contains_key(&file), "no fixture has {file}");
        }
    }
    let runtime = crate_files.get_mut("src/runtime/mod.rs").unwrap();
    let (header, _) = runtime.split_once("\n\n").unwrap();
    let parts = parts.lines().filter(|line| part(line).is_none());
    *runtime = format!("{header}\n\n{}\n", parts.collect::<Vec<_>>().join("\n"));
    let dependencies: String = dependencies.iter().map(|it| format!("{it}\n")).collect();
    let manifest = format!("{MANIFEST}\n[dependencies]\n{dependencies}{DEV_DEPENDENCIES}");
    crate_files.insert("Cargo.toml".to_owned(), manifest);

    Folder::new(FIXTURES).expect(&crate_files, |path| {
        path.starts_with("src/") || path.starts_with("pages/")
    });
    Folder::new(fixture::FOLDER).expect(&findings, |path| path.ends_with(".stderr"));
}

/// Returns a file of a module with the mock server behind a feature: doctests of the pages have it, too, and are no
/// tests of the crate.
fn with_mock_server(path: &str, text: &str) -> String {
    let has_it = ["expectation", "mock", "mock_server", "pattern", "xml_mock"]
        .iter()
        .any(|name| path.ends_with(&format!("runtime/{name}.rs")));
    match has_it {
        true => text.replace("cfg(test)", "cfg(feature = \"mock\")"),
        false => text.to_owned(),
    }
}

/// A program needs a crate; `generated/cli/tests` runs it.
#[test]
fn the_program_is_what_its_document_says() {
    let fixtures = fixture::all();
    let mut fixtures = fixtures.iter().filter(|it| it.has_program());
    let (Some(fixture), None) = (fixtures.next(), fixtures.next()) else {
        panic!("another number of programs than one");
    };
    let (files, _) = fixture.generate(Layout::Crate);
    let is_generated = |path: &str| path.starts_with("src/") || is_page(path);
    Folder::new(PROGRAM).expect(&files, is_generated);
}

/// No module has a README, so that of a crate is looked into.
#[test]
fn the_readme_says_what_to_set_of_servers() {
    let fixtures = fixture::all();
    let mut fixtures = fixtures.iter();
    let fixture = fixtures.find(|it| it.name == "servers_variables").unwrap();
    let (files, _) = fixture.generate(Layout::Crate);
    let readme = &files["README.md"];
    for line in [
        // The default server has no URL without it.
        "        .tenant(\"tenant\")\n        .build()?;",
        "- `Server::HostV1`: `https://{host}/v1`; `host` is `localhost` unless set.",
        "- `.tenant(..)`: Sets `tenant` in URLs of servers. It must be set.",
        "- `.region(ServerRegion::{..})`: Sets `region` in URLs of servers. Where the data is. Unless set, \
         each server has its own.",
    ] {
        assert!(readme.contains(line), "{line} is not in\n{readme}");
    }
}

/// Returns whether a file of a crate is a page, or a program that a page leads to.
fn is_page(path: &str) -> bool {
    path.ends_with(".md") || path.starts_with("examples/")
}

/// Returns a page of a crate as that of a module of the crate of all fixtures.
fn in_one_crate(name: &str, text: &str) -> String {
    let path = format!("{name}::");
    let mut page = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(found) = rest.find(&path) {
        let (before, behind) = rest.split_at(found);
        page.push_str(before);
        let is_path = |it: char| it.is_alphanumeric() || "_:".contains(it);
        if !page.ends_with(is_path) {
            page.push_str("fixture::");
        }
        page.push_str(&path);
        rest = &behind[path.len()..];
    }
    page.push_str(rest);
    // What is behind a feature of a crate is there once for all.
    page.replace(
        &format!("fixture::{path}blocking"),
        "fixture::runtime::blocking",
    )
}

/// Returns where a file of a module is in the crate of all fixtures: the runtime, which all share,
/// is there once.
fn place(fixture: &Fixture, path: &str) -> Option<String> {
    let inside = path.strip_prefix("src/")?;
    if inside.starts_with("runtime/") {
        return Some(path.to_owned());
    }
    // The root of a module has this name where the folder has the module's.
    let inside = if inside == "lib.rs" { "mod.rs" } else { inside };
    Some(format!("src/{}/{inside}", fixture.name))
}

/// Returns the part of the runtime that a line of its root in `templates` asks for.
fn part(line: &str) -> Option<&str> {
    line.strip_prefix("#[cfg(feature = \"")?
        .strip_suffix("\")]")
}

fn files(tree: &sdkwright::write::FileTree) -> BTreeMap<String, String> {
    tree.iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

const MANIFEST: &str = r#"# Generated by `BLESS=1 cargo test --test golden`: what the fixtures need together.
[package]
name = "fixture"
version = "0.0.0"
description = "Every document of specs/fixture, generated as a module"
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish = false

[features]
default = ["blocking", "mock", "rustls"]
blocking = ["tokio/rt"]
mock = []
rustls = ["reqwest/rustls"]
native-tls = ["reqwest/native-tls"]
"#;

const DEV_DEPENDENCIES: &str = r#"
[dev-dependencies]
tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
"#;

const ROOT: &str = "//! Every document of `specs/fixture`, generated as a module, so that all of it is compiled.\n\
     //!\n\
     //! Written by `BLESS=1 cargo test --test golden`; the tests in `tests/` are written by hand.\n\n\
     #![forbid(unsafe_code)]\n\n#[cfg(doctest)]\nmod doctests;\npub mod runtime;\n\n";

const PAGES: &str = "//! The pages of every fixture, as those of a crate of its own, so that all examples are compiled.\n";

const RUNTIME: &str = "//! The runtime, which all fixtures share.\n\npub use crate::runtime::*;\n";
