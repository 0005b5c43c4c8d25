//! `sdkwright init`.

use std::fs;

use super::{exists, expect, folder};

#[test]
fn init_writes_settings_that_generate_reads() {
    let folder = folder();
    let run = expect(&folder, &["init", "api.yaml"], 0);
    assert_eq!(run.stdout, "");
    let settings = fs::read_to_string(folder.path().join("sdkwright.toml")).unwrap();
    for line in [
        "spec = \"api.yaml\"",
        "name = \"pet-store\"",
        "client_parameters = [\"shop\"]",
        "# out_dir = \"sdk\"",
        "# strict = false",
        "# lints = { unknown-type = \"deny\" }",
        "# ignore = [\"invalid-status #/paths/~1pets/get\"]",
    ] {
        assert!(
            settings.lines().any(|other| other == line),
            "{line} in\n{settings}"
        );
    }
    expect(&folder, &["generate"], 0);
    expect(&folder, &["check"], 0);
}

#[test]
fn init_overwrites_nothing() {
    let folder = folder();
    let file = folder.path().join("sdkwright.toml");
    fs::write(&file, "# mine\n").unwrap();
    let run = expect(&folder, &["init", "api.yaml"], 2);
    assert!(run.stderr.contains("already"), "{}", run.stderr);
    assert_eq!(fs::read_to_string(&file).unwrap(), "# mine\n");
}

#[test]
fn init_needs_a_document() {
    let folder = folder();
    fs::write(folder.path().join("bad.yaml"), "a: [1\n").unwrap();
    for (document, code) in [("missing.yaml", 2), ("bad.yaml", 1)] {
        let run = expect(&folder, &["init", document], code);
        assert!(run.stderr.contains(document), "{}", run.stderr);
        assert!(!exists(&folder, "sdkwright.toml"));
    }
}
