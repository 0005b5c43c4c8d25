//! Colours and closed pipes.

use std::process::Stdio;

use super::{Run, command, expect, folder};

#[test]
fn colours_are_for_terminals_or_on_demand() {
    let folder = folder();
    let colour = "\u{1B}[";
    assert!(
        !expect(&folder, &["check", "api.yaml"], 1)
            .stdout
            .contains(colour)
    );
    let always = ["check", "api.yaml", "--color", "always"];
    assert!(expect(&folder, &always, 1).stdout.contains(colour));
    let never = ["check", "api.yaml", "--color", "never"];
    assert!(!expect(&folder, &never, 1).stdout.contains(colour));
    let missing = ["--color", "always", "check", "missing.yaml"];
    assert!(expect(&folder, &missing, 2).stderr.contains(colour));
}

#[test]
fn no_color_is_heard() {
    let folder = folder();
    let mut forced = command(&folder, &["check", "api.yaml"]);
    let run: Run = forced.env("CLICOLOR_FORCE", "1").output().unwrap().into();
    assert!(run.stdout.contains("\u{1B}["));
    let run: Run = forced.env("NO_COLOR", "1").output().unwrap().into();
    assert!(!run.stdout.contains("\u{1B}["));
    assert_eq!(run.exit, 1);
}

#[test]
fn a_reader_that_leaves_is_no_panic() {
    let folder = folder();
    let mut child = command(&folder, &["check", "api.yaml"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let run: Run = child.wait_with_output().unwrap().into();
    assert_eq!(run.exit, 1, "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
}
