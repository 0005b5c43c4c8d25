//! Same input, same bytes out: whatever the ends of lines, the syntax and the number of threads.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "support/header.rs"]
mod header;

use std::{
    fs,
    path::{Path, PathBuf},
};

use rayon::ThreadPoolBuilder;
use sdkwright::{
    Config, Generator,
    config::{FILE_NAME, Layer},
    diagnostic::{Report, Sources, render::human},
    write::FileTree,
};

/// Returns the settings of the flagship.
fn config() -> Config {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let mut config = Config::default();
    config.apply(Layer::read(Path::new(FILE_NAME), &mut sources, &mut report));
    assert!(!report.has_errors(), "{report:?}");
    config
}

fn generate(config: Config) -> FileTree {
    let mut sources = Sources::default();
    let outcome = Generator::new(config).run(&mut sources);
    match outcome.tree {
        Some(tree) => tree,
        None => panic!("{}", human::render(&outcome.report, &sources, false)),
    }
}

/// Returns the settings with the document and the overlays in another form, written to a folder.
fn transformed(folder: &Path, extension: &str, transform: impl Fn(&str) -> String) -> Config {
    let mut config = config();
    let write = |path: &PathBuf| {
        let place = folder
            .join(path.file_name().unwrap())
            .with_extension(extension);
        fs::write(&place, transform(&fs::read_to_string(path).unwrap())).unwrap();
        place
    };
    config.spec = config.spec.as_ref().map(write);
    config.overlay = config.overlay.iter().map(write).collect();
    config
}

/// Asserts that two trees are the same, naming the first file that is not.
fn assert_same(one: &FileTree, other: &FileTree) {
    let paths = |tree: &FileTree| {
        tree.iter()
            .map(|(path, _)| path.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(paths(one), paths(other));
    for (path, text) in one.iter() {
        assert!(other.get(path) == Some(text), "{path} differs");
    }
}

#[test]
fn twice() {
    assert_same(&generate(config()), &generate(config()));
}

#[test]
fn with_other_ends_of_lines() {
    let folder = tempfile::tempdir().unwrap();
    let config_with_crlf = transformed(folder.path(), "yaml", |text| text.replace('\n', "\r\n"));
    assert_same(&generate(config()), &generate(config_with_crlf));
}

/// Writes the files of a folder, and of those within, to another one in another form.
fn copy(from: &Path, to: &Path, transform: &impl Fn(&str) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let place = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &place, transform);
        } else {
            fs::write(place, transform(&fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

/// Generates from a document with the settings of another one; returns the files and what is told.
fn outcome(document: &Path, settings: &Path) -> (Vec<(String, String)>, String) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let header = fs::read_to_string(settings).unwrap();
    let config = header::settings(document, &header, &mut sources, &mut report);
    let outcome = Generator::new(config).run(&mut sources);
    let folder = document.parent().unwrap().display().to_string();
    let told = human::render(&outcome.report, &sources, false).replace(&folder, "");
    let files = outcome.tree.iter().flat_map(FileTree::iter);
    let files = files.map(|(path, text)| (path.to_owned(), text.to_owned()));
    (files.collect(), told)
}

/// Asserts that all documents of a folder mean and tell the same in another form.
fn assert_form_is_nothing(folder: &str, transform: impl Fn(&str) -> String) {
    let place = tempfile::tempdir().unwrap();
    copy(Path::new(folder), place.path(), &transform);
    let mut documents = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = path.extension().and_then(|it| it.to_str());
        if !matches!(kind, Some("yaml" | "json")) {
            continue;
        }
        let transformed = place.path().join(path.file_name().unwrap());
        let (files, told) = outcome(&transformed, &path);
        let (expected, expected_told) = outcome(&path, &path);
        assert_eq!(told, expected_told, "{}", path.display());
        assert!(files == expected, "{} differs", path.display());
        documents += 1;
    }
    assert!(documents > 50, "{folder} has documents");
}

#[test]
fn fixtures_with_other_ends_of_lines() {
    let with_crlf = |text: &str| text.replace('\n', "\r\n");
    assert_form_is_nothing("specs/fixture", with_crlf);
    assert_form_is_nothing("specs/invalid", with_crlf);
}

#[test]
fn fixtures_with_a_byte_order_mark() {
    let with_mark = |text: &str| format!("\u{feff}{text}");
    assert_form_is_nothing("specs/fixture", with_mark);
    assert_form_is_nothing("specs/invalid", with_mark);
}

#[test]
fn from_json() {
    let folder = tempfile::tempdir().unwrap();
    let config_of_json = transformed(folder.path(), "json", |text| {
        let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
        serde_json::to_string(&value).unwrap()
    });
    assert_same(&generate(config()), &generate(config_of_json));
    let config_with_crlf = transformed(folder.path(), "json", |text| {
        let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
        let text = serde_json::to_string_pretty(&value).unwrap();
        format!("\u{feff}{}", text.replace('\n', "\r\n"))
    });
    assert_same(&generate(config()), &generate(config_with_crlf));
}

#[test]
fn on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| generate(config()))
    };
    assert_same(&on(1), &on(4));
}
