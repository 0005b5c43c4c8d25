//! Arguments that make no sense, and help.

use super::{exists, expect, folder};

#[test]
fn without_a_document_and_settings_it_names_init() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["generate", "check", "lint"] {
        let run = expect(&folder, &[command], 2);
        assert!(run.stderr.contains("sdkwright init"), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    let folder = folder();
    for arguments in [
        &["frobnicate"][..],
        &["generate", "--frobnicate"],
        &["generate", "api.yaml", "other.yaml"],
        &["generate", "-q", "-v"],
        &["generate", "api.yaml", "--name", "../up"],
        &["generate", "api.yaml", "--rename", "Pet"],
        &["init"],
        &[],
    ] {
        let run = expect(&folder, arguments, 2);
        assert_eq!(run.stdout, "", "{arguments:?}");
        assert!(!run.stderr.is_empty(), "{arguments:?}");
    }
    assert!(!exists(&folder, "sdk"));
}

#[test]
fn a_wrong_choice_gets_the_nearest_right_one() {
    let run = expect(&folder(), &["generate", "api.yaml", "--layout", "crat"], 2);
    assert!(run.stderr.contains("'crate'"), "{}", run.stderr);
}

#[test]
fn help_is_data() {
    let folder = folder();
    for arguments in [&["--help"][..], &["generate", "--help"], &["--version"]] {
        let run = expect(&folder, arguments, 0);
        assert!(run.stdout.contains("sdkwright"), "{}", run.stdout);
        assert_eq!(run.stderr, "");
    }
}

#[test]
fn completions_are_scripts_of_shells() {
    let folder = folder();
    for (shell, expected) in [
        ("bash", "_sdkwright()"),
        ("zsh", "#compdef sdkwright"),
        ("fish", "complete -c sdkwright"),
    ] {
        let run = expect(&folder, &["completions", shell], 0);
        assert!(run.stdout.contains(expected), "{shell}");
        assert!(run.stdout.contains("message-format"), "{shell}");
        assert_eq!(run.stderr, "");
    }
    expect(&folder, &["completions", "cmd"], 2);
}

#[test]
fn every_setting_has_a_flag() {
    let run = expect(&folder(), &["generate", "--help"], 0);
    for setting in sdkwright::config::SETTINGS {
        let flag = match setting.name {
            // One at a time.
            "lints" => "--lint".to_owned(),
            name => format!("--{}", name.replace('_', "-")),
        };
        assert!(
            setting.name == "spec" || run.stdout.contains(&flag),
            "{flag}"
        );
    }
}
