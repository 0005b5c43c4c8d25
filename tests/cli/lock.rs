//! `sdkwright.lock`: a run that would change nothing does nothing.

use std::{fs, path::Path, time::SystemTime};

use tempfile::TempDir;

use super::{edit, exists, expect, folder};

const LOCK: &str = "sdk/sdkwright.lock";

const GENERATE: [&str; 2] = ["generate", "api.yaml"];

fn lock(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join(LOCK)).unwrap()
}

/// Asserts that a run generates, and that the same run again does nothing.
#[track_caller]
fn generates_once(folder: &TempDir, arguments: &[&str]) {
    let run = expect(folder, arguments, 0);
    assert!(run.stderr.contains(" written, "), "{}", run.stderr);
    is_unchanged(folder, arguments);
}

#[track_caller]
fn is_unchanged(folder: &TempDir, arguments: &[&str]) {
    let run = expect(folder, arguments, 0);
    assert!(
        run.stderr.contains("sdk: nothing has changed, "),
        "{}",
        run.stderr
    );
    assert_eq!(run.stdout, "");
}

#[test]
fn an_unchanged_run_does_nothing_and_says_so() {
    let folder = folder();
    generates_once(&folder, &GENERATE);
    let file = folder.path().join("sdk/src/lib.rs");
    // A time that no run would leave as it is.
    fs::File::options()
        .write(true)
        .open(&file)
        .unwrap()
        .set_modified(SystemTime::UNIX_EPOCH)
        .unwrap();
    is_unchanged(&folder, &GENERATE);
    let quiet = expect(&folder, &["generate", "api.yaml", "-q"], 0);
    assert_eq!(quiet.stderr, "");
    assert_eq!(
        fs::metadata(&file).unwrap().modified().unwrap(),
        SystemTime::UNIX_EPOCH
    );
}

#[test]
fn what_only_a_run_can_tell_is_still_told() {
    let folder = folder();
    generates_once(&folder, &GENERATE);
    let dry = expect(&folder, &["generate", "api.yaml", "--dry-run"], 0);
    assert!(dry.stderr.contains(" to write, "), "{}", dry.stderr);
    let stats = expect(&folder, &["generate", "api.yaml", "--stats", "json"], 0);
    assert!(
        stats.stdout.contains("\"operations\":1"),
        "{}",
        stats.stdout
    );
    let verbose = expect(&folder, &["generate", "api.yaml", "-v"], 0);
    assert!(verbose.stderr.contains("lower: "), "{}", verbose.stderr);
    let forced = expect(&folder, &["generate", "api.yaml", "--force"], 0);
    assert!(
        forced.stderr.contains("0 files written, "),
        "{}",
        forced.stderr
    );
}

#[test]
fn a_changed_document_is_generated() {
    let folder = folder();
    generates_once(&folder, &GENERATE);
    edit(&folder.path().join("api.yaml"), |text| {
        text.push_str("# more\n")
    });
    generates_once(&folder, &GENERATE);
}

#[test]
fn a_changed_overlay_is_generated() {
    let folder = folder();
    let overlay = folder.path().join("o.yaml");
    fs::write(
        &overlay,
        "overlay: 1.0.0\ninfo: {title: O, version: '1'}\nactions:\n\
         - {target: $.info, update: {title: Shop}}\n",
    )
    .unwrap();
    generates_once(&folder, &GENERATE);
    let arguments = ["generate", "api.yaml", "--overlay", "o.yaml"];
    generates_once(&folder, &arguments);
    edit(&overlay, |text| *text = text.replace("Shop", "Store"));
    generates_once(&folder, &arguments);
}

#[test]
fn a_changed_file_that_the_document_refers_to_is_generated() {
    let folder = folder();
    fs::create_dir(folder.path().join("schemas")).unwrap();
    let file = folder.path().join("schemas/pet food.yaml");
    fs::write(&file, "type: object\nproperties: {name: {type: string}}\n").unwrap();
    edit(&folder.path().join("api.yaml"), |text| {
        *text = text.replace("\"#/components/schemas/Pet\"", "\"schemas/pet food.yaml\"");
    });
    generates_once(&folder, &GENERATE);
    edit(&file, |text| *text = text.replace("string", "integer"));
    generates_once(&folder, &GENERATE);
    fs::remove_file(&file).unwrap();
    expect(&folder, &GENERATE, 1);
}

#[test]
fn a_changed_setting_or_flag_is_generated() {
    let folder = folder();
    let settings = folder.path().join("sdkwright.toml");
    fs::write(&settings, "spec = \"api.yaml\"\n").unwrap();
    generates_once(&folder, &["generate"]);
    // The same settings from elsewhere.
    is_unchanged(&folder, &GENERATE);
    edit(&settings, |text| text.push_str("# why\n"));
    is_unchanged(&folder, &["generate"]);
    edit(&settings, |text| text.push_str("version = \"0.2.0\"\n"));
    generates_once(&folder, &["generate"]);
    generates_once(&folder, &["generate", "--version", "0.3.0"]);
}

#[test]
fn another_generator_generates() {
    let folder = folder();
    generates_once(&folder, &GENERATE);
    edit(&folder.path().join(LOCK), |text| {
        *text = text.replace("generator ", "generator 0.0.1-");
    });
    generates_once(&folder, &GENERATE);
}

#[test]
fn an_output_that_was_touched_is_generated() {
    let folder = folder();
    let path = |file: &str| folder.path().join(file);
    generates_once(&folder, &GENERATE);
    edit(&path("sdk/src/lib.rs"), |text| {
        text.push_str("// by hand\n")
    });
    generates_once(&folder, &GENERATE);
    assert!(
        !fs::read_to_string(path("sdk/src/lib.rs"))
            .unwrap()
            .contains("by hand")
    );
    // As long as it was, and with the time that it had.
    let before = fs::metadata(path("sdk/Cargo.toml"))
        .unwrap()
        .modified()
        .unwrap();
    edit(&path("sdk/Cargo.toml"), |text| {
        *text = text.replace("2024", "2021")
    });
    let file = fs::File::options()
        .write(true)
        .open(path("sdk/Cargo.toml"))
        .unwrap();
    file.set_modified(before).unwrap();
    generates_once(&folder, &GENERATE);
    for gone in ["sdk/src/lib.rs", "sdk/.sdkwright", LOCK] {
        fs::remove_file(path(gone)).unwrap();
        generates_once(&folder, &GENERATE);
        assert!(path(gone).exists(), "{gone}");
    }
    fs::remove_dir_all(path("sdk")).unwrap();
    generates_once(&folder, &GENERATE);
}

#[test]
fn the_lock_is_the_same_wherever_the_folders_are() {
    let (one, other) = (folder(), folder());
    expect(&one, &GENERATE, 0);
    let deep = other.path().join("a/b");
    fs::create_dir_all(&deep).unwrap();
    fs::rename(other.path().join("api.yaml"), deep.join("api.yaml")).unwrap();
    let document = deep.join("api.yaml");
    expect(
        &other,
        &["generate", document.to_str().unwrap(), "-o", "sdk"],
        0,
    );
    assert_eq!(lock(&one), lock(&other));
    let here = Path::new(other.path())
        .file_name()
        .unwrap()
        .to_str()
        .unwrap();
    assert!(!lock(&other).contains(here), "{}", lock(&other));
}

#[test]
fn what_was_found_is_not_forgotten() {
    let folder = folder();
    edit(&folder.path().join("api.yaml"), |text| {
        *text = text.replace(
            "type: string } }\n      responses",
            "type: nothing } }\n      responses",
        );
    });
    let first = expect(&folder, &GENERATE, 0);
    assert!(first.stderr.contains("unknown-type"), "{}", first.stderr);
    let second = expect(&folder, &GENERATE, 0);
    assert!(
        second
            .stderr
            .contains("; 1 finding, `sdkwright lint` shows them"),
        "{}",
        second.stderr
    );
    // A program that asks for findings gets them.
    let json = expect(
        &folder,
        &["generate", "api.yaml", "--message-format", "json"],
        0,
    );
    assert!(json.stdout.contains("unknown-type"), "{}", json.stdout);
}

#[test]
fn a_log_is_written_where_nothing_was_done() {
    let folder = folder();
    let arguments = ["generate", "api.yaml", "--message-format", "sarif"];
    let first = expect(&folder, &arguments, 0);
    let second = expect(&folder, &arguments, 0);
    assert!(
        second.stderr.contains("nothing has changed"),
        "{}",
        second.stderr
    );
    assert_eq!(first.stdout, second.stdout);
}

#[test]
fn a_dry_run_and_an_error_leave_the_lock_alone() {
    let folder = folder();
    expect(&folder, &["generate", "api.yaml", "--dry-run"], 0);
    assert!(!exists(&folder, LOCK));
    generates_once(&folder, &GENERATE);
    let before = lock(&folder);
    let document = folder.path().join("api.yaml");
    let sound = fs::read_to_string(&document).unwrap();
    edit(&document, |text| {
        *text = text.replace("openapi: 3.0.3", "openapi: 9.0.0")
    });
    expect(&folder, &GENERATE, 1);
    assert_eq!(lock(&folder), before);
    fs::write(&document, sound).unwrap();
    is_unchanged(&folder, &GENERATE);
}

#[test]
fn check_does_not_believe_the_lock() {
    let folder = folder();
    generates_once(&folder, &GENERATE);
    let check = expect(&folder, &["check", "api.yaml"], 0);
    assert!(check.stderr.contains("up to date"), "{}", check.stderr);
    // The manifest knows a file that no run would write.
    edit(&folder.path().join("sdk/src/lib.rs"), |text| {
        text.push('\n')
    });
    expect(&folder, &["check", "api.yaml"], 1);
}

#[test]
fn a_file_of_somebody_else_is_no_lock() {
    let folder = folder();
    fs::create_dir(folder.path().join("sdk")).unwrap();
    fs::write(folder.path().join(LOCK), "mine\n").unwrap();
    for _ in 0..2 {
        let run = expect(&folder, &GENERATE, 0);
        assert!(run.stderr.contains(" written, "), "{}", run.stderr);
    }
    assert_eq!(lock(&folder), "mine\n");
}
