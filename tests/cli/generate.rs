//! `sdkwright generate`.

use std::{fs, io::Write, process::Stdio};

use super::{DOCUMENT, command, edit, exists, expect, folder, number_before};

#[test]
fn the_summary_is_one_line_on_standard_error() {
    let folder = folder();
    let first = expect(&folder, &["generate", "api.yaml"], 0);
    assert_eq!(first.stdout, "");
    let line = first.stderr.strip_suffix('\n').unwrap();
    assert!(!line.contains('\n'), "{line}");
    assert!(line.starts_with("sdk: ") && line.ends_with(" s"), "{line}");
    let files = number_before(line, "files");
    assert!(
        files > 0 && line.contains("operation") && line.contains("type"),
        "{line}"
    );
    assert_eq!(
        (
            number_before(line, "unchanged"),
            number_before(line, "removed")
        ),
        (0, 0)
    );

    let second = expect(&folder, &["generate", "api.yaml", "--force"], 0);
    assert_eq!(number_before(&second.stderr, "files"), 0);
    assert_eq!(number_before(&second.stderr, "unchanged"), files);
}

#[test]
fn quiet_says_nothing_and_verbose_names_files() {
    let folder = folder();
    let verbose = expect(&folder, &["generate", "api.yaml", "-v"], 0);
    assert!(
        verbose.stderr.contains("A src/lib.rs\n"),
        "{}",
        verbose.stderr
    );
    let quiet = expect(&folder, &["generate", "api.yaml", "-q"], 0);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""));
}

#[test]
fn stats_are_json_on_standard_output() {
    let run = expect(&folder(), &["generate", "api.yaml", "--stats", "json"], 0);
    let stats: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    for key in [
        "operations",
        "types",
        "files",
        "bytes",
        "written",
        "unchanged",
        "removed",
    ] {
        assert!(stats[key].is_u64(), "{key} in {stats}");
    }
    assert_eq!(stats["files"], stats["written"]);
    assert!(stats["seconds"].is_f64() && stats["stages"][0]["name"].is_string());
}

#[test]
fn the_document_can_come_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let mut child = command(&folder, &["generate", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(DOCUMENT.as_bytes()).unwrap();
    drop(stdin);
    assert!(child.wait_with_output().unwrap().status.success());
    assert!(exists(&folder, "sdk/src/lib.rs"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let folder = folder();
    let run = expect(&folder, &["generate", "api.yaml", "--dry-run"], 0);
    assert!(
        run.stderr.contains(" to write, 0 unchanged, 0 to remove;"),
        "{}",
        run.stderr
    );
    assert!(!exists(&folder, "sdk"));
}

#[test]
fn only_own_files_are_removed() {
    let folder = folder();
    expect(&folder, &["generate", "api.yaml"], 0);
    let sdk = folder.path().join("sdk");
    fs::create_dir(sdk.join("src/gone")).unwrap();
    fs::write(sdk.join("src/gone/stale.rs"), "").unwrap();
    edit(&sdk.join(".sdkwright"), |manifest| {
        manifest.push_str("src/gone/stale.rs\n")
    });
    fs::write(sdk.join("src/mine.rs"), "mine").unwrap();

    let run = expect(&folder, &["generate", "api.yaml"], 0);
    assert_eq!(number_before(&run.stderr, "removed"), 1);
    assert!(!sdk.join("src/gone").exists());
    assert_eq!(fs::read_to_string(sdk.join("src/mine.rs")).unwrap(), "mine");
}

#[test]
fn a_file_of_others_is_not_overwritten() {
    let folder = folder();
    let file = folder.path().join("sdk/src/lib.rs");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "mine").unwrap();
    for arguments in [
        &["generate", "api.yaml"][..],
        &["generate", "api.yaml", "--dry-run"],
    ] {
        let run = expect(&folder, arguments, 2);
        assert!(run.stderr.contains("foreign-file"), "{}", run.stderr);
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(!exists(&folder, "sdk/Cargo.toml") && !exists(&folder, "sdk/.sdkwright"));
}

#[test]
fn an_unwritable_output_is_an_error_and_nothing_is_written() {
    let folder = folder();
    fs::write(folder.path().join("sdk"), "a file").unwrap();
    for out_dir in ["sdk", "sdk/deeper"] {
        let run = expect(&folder, &["generate", "api.yaml", "-o", out_dir], 2);
        assert!(run.stderr.contains("unwritable-output"), "{}", run.stderr);
        assert!(
            run.stderr.contains("`sdk` is not a folder"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("sdk")).unwrap(),
        "a file"
    );
}

#[test]
fn a_missing_document_is_an_error() {
    let folder = folder();
    let run = expect(&folder, &["generate", "missing.yaml"], 2);
    assert!(run.stderr.contains("missing.yaml"), "{}", run.stderr);
    assert!(!exists(&folder, "sdk"));
}
