//! The program as users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

const DOCUMENT: &str = r##"openapi: 3.0.3
info:
  title: Pet Store
  version: "1.0"
paths:
  /{shop}/pets:
    get:
      operationId: listPets
      parameters:
        - { name: shop, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pets.
          content:
            application/json:
              schema:
                type: array
                items: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
"##;

/// A folder with a document in it.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("api.yaml"), DOCUMENT).unwrap();
    folder
}

fn command(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sdkwright"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

struct Run {
    exit: i32,
    stdout: String,
    stderr: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            exit: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn run(folder: &TempDir, arguments: &[&str]) -> Run {
    command(folder, arguments).output().unwrap().into()
}

/// Runs the program and expects an exit code.
#[track_caller]
fn expect(folder: &TempDir, arguments: &[&str], exit: i32) -> Run {
    let run = run(folder, arguments);
    assert_eq!(
        run.exit, exit,
        "stdout:\n{}\nstderr:\n{}",
        run.stdout, run.stderr
    );
    run
}

fn exists(folder: &TempDir, path: &str) -> bool {
    folder.path().join(path).exists()
}

fn edit(path: &Path, change: impl FnOnce(&mut String)) {
    let mut text = fs::read_to_string(path).unwrap();
    change(&mut text);
    fs::write(path, text).unwrap();
}

/// Returns the number before a word, as in `3 unchanged`.
fn number_before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split([' ', ',', ';']).collect();
    let at = words.iter().position(|other| *other == word).unwrap();
    words[at - 1].parse().unwrap()
}

// Usage

#[test]
fn without_a_document_and_settings_it_names_init() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["generate", "check"] {
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
fn every_setting_has_a_flag() {
    let run = expect(&folder(), &["generate", "--help"], 0);
    for setting in sdkwright::config::SETTINGS {
        let flag = format!("--{}", setting.name.replace('_', "-"));
        assert!(
            setting.name == "spec" || run.stdout.contains(&flag),
            "{flag}"
        );
    }
}

// Settings

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

// Generate

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

    let second = expect(&folder, &["generate", "api.yaml"], 0);
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

// Check

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

// Streams

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

// Init

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
    for document in ["missing.yaml", "bad.yaml"] {
        let run = expect(&folder, &["init", document], 2);
        assert!(run.stderr.contains(document), "{}", run.stderr);
        assert!(!exists(&folder, "sdkwright.toml"));
    }
}
