//! Same input, same bytes out: whatever the ends of lines, the syntax and the number of threads.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

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

#[test]
fn from_json() {
    let folder = tempfile::tempdir().unwrap();
    let config_of_json = transformed(folder.path(), "json", |text| {
        let value: serde_json::Value = serde_yaml::from_str(text).unwrap();
        serde_json::to_string(&value).unwrap()
    });
    assert_same(&generate(config()), &generate(config_of_json));
}

#[test]
fn on_any_number_of_threads() {
    let on = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(|| generate(config()))
    };
    assert_same(&on(1), &on(4));
}
