//! `sdkwright check`.

use std::fs;

use super::{edit, exists, expect, folder};

#[test]
fn check_is_content_with_what_generate_wrote() {
    let folder = folder();
    expect(&folder, &["generate", "api.yaml"], 0);
    let run = expect(&folder, &["check", "api.yaml"], 0);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.starts_with("sdk: up to date, "),
        "{}",
        run.stderr
    );
}

#[test]
fn check_shows_what_is_stale_and_writes_nothing() {
    let folder = folder();
    expect(&folder, &["generate", "api.yaml"], 0);
    let file = folder.path().join("sdk/src/lib.rs");
    edit(&file, |text| text.push_str("// By hand.\n"));
    let edited = fs::read_to_string(&file).unwrap();

    let run = expect(&folder, &["check", "api.yaml"], 1);
    assert!(
        run.stdout
            .starts_with("--- a/src/lib.rs\n+++ b/src/lib.rs\n@@ "),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("\n-// By hand.\n"), "{}", run.stdout);
    assert!(
        run.stderr.starts_with("sdk: stale, 1 of "),
        "{}",
        run.stderr
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), edited);

    fs::remove_dir_all(folder.path().join("sdk")).unwrap();
    let run = expect(&folder, &["check", "api.yaml", "-q"], 1);
    assert!(
        run.stdout.contains("--- /dev/null\n+++ b/src/lib.rs\n"),
        "{}",
        run.stdout
    );
    assert_eq!(run.stderr, "");
    assert!(!exists(&folder, "sdk"));
}
