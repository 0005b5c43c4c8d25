//! Settings files and flags.

use std::fs;

use super::{exists, expect, folder};

#[test]
fn an_unknown_key_is_refused_with_its_place_and_the_nearest_known_one() {
    let folder = folder();
    let settings = "spec = 'api.yaml'\n  out-dir = 'elsewhere'\n";
    fs::write(folder.path().join("sdkwright.toml"), settings).unwrap();
    let run = expect(&folder, &["generate"], 2);
    assert!(run.stderr.contains("sdkwright.toml:2:3"), "{}", run.stderr);
    assert!(
        run.stderr.contains("did you mean `out_dir`?"),
        "{}",
        run.stderr
    );
    assert!(!exists(&folder, "sdk") && !exists(&folder, "elsewhere"));
}

#[test]
fn a_named_settings_file_must_be_there() {
    let run = expect(&folder(), &["generate", "-c", "missing.toml"], 2);
    assert!(run.stderr.contains("missing.toml"), "{}", run.stderr);
}

#[test]
fn paths_are_relative_to_the_settings_file_and_flags_to_the_folder() {
    let folder = folder();
    fs::create_dir(folder.path().join("conf")).unwrap();
    let settings = "spec = '../api.yaml'\nout_dir = 'out'\n";
    fs::write(folder.path().join("conf/my.toml"), settings).unwrap();
    expect(&folder, &["generate", "-c", "conf/my.toml"], 0);
    assert!(exists(&folder, "conf/out/src/lib.rs"));
    expect(
        &folder,
        &["generate", "-c", "conf/my.toml", "-o", "flag"],
        0,
    );
    assert!(exists(&folder, "flag/src/lib.rs"));
}

#[test]
fn a_named_document_leaves_the_settings_of_the_folder_aside() {
    let folder = folder();
    fs::write(
        folder.path().join("sdkwright.toml"),
        "out_dir = 'elsewhere'\n",
    )
    .unwrap();
    expect(&folder, &["generate", "api.yaml"], 0);
    assert!(exists(&folder, "sdk/src/lib.rs") && !exists(&folder, "elsewhere"));
    let run = expect(&folder, &["generate"], 2);
    assert!(run.stderr.contains("names no document"), "{}", run.stderr);
}
