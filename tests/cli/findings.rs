//! What is told of findings: levels, known places, strictness, and how many.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::{Run, edit, exists, expect, folder};

/// A warning about a body, which costs `POST /pets`, and two about statuses.
pub(super) const DOCUMENT: &str = r##"openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "20x": { description: No class. }
        okay: { description: No status. }
    post:
      operationId: addPet
      parameters: [{ name: é, in: body, schema: { type: string } }]
      responses: { "204": { description: Done. } }
"##;

pub(super) fn pets() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    folder
}

/// Returns the codes of findings in the short format.
fn codes(stderr: &str) -> Vec<&str> {
    stderr
        .lines()
        .filter_map(|line| line.split_once('[')?.1.split_once("]: "))
        .map(|(code, _)| code)
        .collect()
}

const SHORT: [&str; 2] = ["--message-format", "short"];

fn lint(folder: &TempDir, flags: &[&str], exit: i32) -> Run {
    let run = expect(
        folder,
        &[&["lint", "pets.yaml"], &SHORT[..], flags].concat(),
        exit,
    );
    assert_eq!(run.stdout, "");
    assert!(!exists(folder, "sdk"));
    run
}

#[test]
fn lint_tells_what_generate_finds_and_writes_nothing() {
    let folder = pets();
    let run = lint(&folder, &[], 0);
    assert_eq!(
        run.stderr,
        "pets.yaml:8:9: warning[invalid-status]: `20x` is not a status\n\
         pets.yaml:9:9: warning[invalid-status]: `okay` is not a status\n\
         pets.yaml:12:31: warning[invalid-parameter]: a parameter cannot be in `body`\n\
         3 warnings in 2 operations, 1 of them left out\n"
    );
    fs::write(folder.path().join("sdkwright.toml"), "spec = 'pets.yaml'\n").unwrap();
    let by_settings = expect(&folder, &[&["lint"], &SHORT[..]].concat(), 0);
    assert_eq!(by_settings.stderr, run.stderr);
    assert_eq!(expect(&folder, &["lint", "-q"], 0).stderr, "");
}

#[test]
fn lint_ends_as_other_commands_do() {
    let clean = expect(&folder(), &["lint", "api.yaml"], 0);
    assert_eq!(clean.stderr, "no findings in 1 operation\n");
    let folder = pets();
    fs::write(folder.path().join("bad.yaml"), "a: [1\n").unwrap();
    let bad = expect(&folder, &["lint", "bad.yaml"], 1);
    assert!(bad.stderr.ends_with("\n\n1 error\n"), "{}", bad.stderr);
    expect(&folder, &["lint", "missing.yaml"], 2);
    expect(&folder, &["lint"], 2);
}

#[test]
fn strict_refuses_what_is_left_out() {
    let folder = pets();
    let run = expect(&folder, &["generate", "pets.yaml", "--strict"], 1);
    assert!(!exists(&folder, "sdk"));
    assert!(
        run.stderr.ends_with(
            "error[invalid-parameter]: a parameter cannot be in `body`
  --> pets.yaml:12:31
   |
12 |       parameters: [{ name: é, in: body, schema: { type: string } }]
   |                               ^^ not a place for parameters
   |
   = note: the setting `strict` accepts no operation that is left out
   = help: Put it in `path`, `query`, `header` or `cookie`, with a style that the place allows.

no SDK was generated: 1 error, 2 warnings
"
        ),
        "{}",
        run.stderr
    );
    let accepted = [
        "--strict",
        "--ignore",
        "invalid-parameter #/paths/~1pets/post",
    ];
    let run = expect(
        &folder,
        &[&["generate", "pets.yaml", "-v"], &accepted[..]].concat(),
        0,
    );
    assert!(
        run.stderr.contains("1 operation, 0 types; 2 warnings; ")
            && run
                .stderr
                .ends_with(" s; 1 finding not shown by `lints` and `ignore`\n"),
        "{}",
        run.stderr
    );
    let run = expect(
        &folder,
        &[&["check", "pets.yaml"], &accepted[..]].concat(),
        0,
    );
    assert!(run.stderr.ends_with(" files\n"), "{}", run.stderr);
    // In the file, too; a flag takes it back.
    fs::write(
        folder.path().join("sdkwright.toml"),
        "spec = 'pets.yaml'\nstrict = true\n",
    )
    .unwrap();
    expect(&folder, &["check"], 1);
    expect(&folder, &["check", "--strict=false"], 0);
}

#[test]
fn levels_come_from_the_file_and_from_flags() {
    let folder = pets();
    let deny = [
        "--lint",
        "invalid-status=deny",
        "--lint",
        "invalid-parameter=allow",
    ];
    let run = lint(&folder, &deny, 1);
    assert_eq!(codes(&run.stderr), ["invalid-status", "invalid-status"]);
    assert!(
        run.stderr.contains("8:9: error[invalid-status]"),
        "{}",
        run.stderr
    );
    let run = expect(
        &folder,
        &[&["generate", "pets.yaml", "-q"], &deny[..]].concat(),
        1,
    );
    assert!(
        run.stderr
            .contains("= note: the setting `lints` denies this\n")
    );
    assert!(!exists(&folder, "sdk"));

    let settings = "spec = 'pets.yaml'\n[lints]\ninvalid-status = 'allow'\n";
    fs::write(folder.path().join("sdkwright.toml"), settings).unwrap();
    let run = expect(&folder, &[&["lint", "-v"], &SHORT[..]].concat(), 0);
    assert_eq!(codes(&run.stderr), ["invalid-parameter"]);
    assert!(
        run.stderr
            .ends_with("; 2 findings not shown by `lints` and `ignore`\n"),
        "{}",
        run.stderr
    );
    let run = expect(
        &folder,
        &[&["lint", "--lint", "invalid-status=warn"], &SHORT[..]].concat(),
        0,
    );
    assert_eq!(codes(&run.stderr).len(), 3);
}

#[test]
fn levels_that_cannot_be_are_wrong_settings() {
    let folder = pets();
    let settings = "spec = 'pets.yaml'\n[lints]\nduplicate-key = 'allow'\n";
    fs::write(folder.path().join("sdkwright.toml"), settings).unwrap();
    for command in ["lint", "generate", "check"] {
        let run = expect(&folder, &[&[command], &SHORT[..]].concat(), 2);
        let expected = "sdkwright.toml:3:1: error[invalid-setting]: `duplicate-key` cannot be at \
                        `allow`: nothing can be generated then\n";
        assert!(run.stderr.starts_with(expected), "{}", run.stderr);
    }
    let run = expect(
        &folder,
        &["lint", "pets.yaml", "--lint", "empty-api=den"],
        2,
    );
    assert!(
        run.stderr.contains("did you mean `deny`?"),
        "{}",
        run.stderr
    );
}

#[test]
fn names_that_are_no_codes_are_told_with_their_place() {
    let folder = pets();
    let settings = "spec = 'pets.yaml'\nignore = ['#/paths', 'invalid-stats']\n\
                    [lints]\nempty-ap = 'deny'\n";
    fs::write(folder.path().join("sdkwright.toml"), settings).unwrap();
    let run = expect(&folder, &[&["lint"], &SHORT[..]].concat(), 0);
    assert_eq!(
        run.stderr,
        "sdkwright.toml:4:1: warning[unknown-lint]: there is no code `empty-ap`, which `lints` names\n\
         sdkwright.toml:2:22: warning[unknown-lint]: there is no code `invalid-stats`, which \
         `ignore` names\n\
         2 warnings in 2 operations, 1 of them left out\n"
    );
}

#[test]
fn entries_that_match_nothing_are_told() {
    let folder = pets();
    let flags = ["--ignore", "#/paths/~1pets", "--ignore", "empty-api"];
    let run = lint(&folder, &flags, 0);
    assert_eq!(
        run.stderr,
        "warning[unused-ignore]: `empty-api` of `ignore` matches no finding\n\
         1 warning in 2 operations, 1 of them left out\n"
    );
    lint(
        &folder,
        &[&flags[..], &["--lint", "unused-ignore=deny"]].concat(),
        1,
    );
}

#[test]
fn stats_count_findings() {
    let run = expect(
        &pets(),
        &["generate", "pets.yaml", "--stats", "json", "-q"],
        0,
    );
    let stats: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(stats["warnings"], 3);
    assert_eq!(stats["omitted"], json!({ "invalid-parameter": 1 }));
}

#[test]
fn people_see_the_first_of_many() {
    let folder = pets();
    edit(&folder.path().join("pets.yaml"), |text| {
        let many: String = (0..10_000)
            .map(|number| format!("        s{number}: {{ description: No status. }}\n"))
            .collect();
        *text = text.replace("        okay: { description: No status. }\n", &many);
    });
    let run = expect(&folder, &["lint", "pets.yaml"], 0);
    let count = |text: &str| text.matches("warning[invalid-status]: `").count();
    assert_eq!(count(&run.stderr), 20);
    assert!(
        run.stderr.ends_with(
            "\nwarning[invalid-status]: and 9981 more like that; `--verbose` shows all\n\n\
             10002 warnings in 2 operations, 1 of them left out\n"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("warning[invalid-parameter]: "));
    let verbose = expect(&folder, &["lint", "pets.yaml", "-v"], 0);
    assert_eq!(count(&verbose.stderr), 10_001);
    let short = lint(&folder, &[], 0);
    assert_eq!(codes(&short.stderr).len(), 10_002);
    for format in ["json", "github"] {
        let run = expect(
            &folder,
            &["lint", "pets.yaml", "--message-format", format],
            0,
        );
        assert_eq!(run.stdout.lines().count(), 10_002);
    }
}

#[test]
fn files_that_the_document_refers_to_are_named() {
    let folder = pets();
    fs::create_dir(folder.path().join("parts")).unwrap();
    let parts = "pet:\r\n  in: body\r\n  name: \"\u{1F600}é\"\r\n";
    fs::write(folder.path().join("parts/p.yaml"), parts).unwrap();
    edit(&folder.path().join("pets.yaml"), |text| {
        *text = text
            .replace(
                "{ name: é, in: body, schema: { type: string } }",
                "$ref: \"parts/p.yaml#/pet\"",
            )
            .replace("[$", "[{ $")
            .replace("pet\"]", "pet\" }]");
    });
    let run = expect(
        &folder,
        &["lint", "pets.yaml", "--message-format", "json"],
        0,
    );
    let last: Value = serde_json::from_str(run.stdout.lines().last().unwrap()).unwrap();
    let places: Vec<String> = last["labels"]
        .as_array()
        .unwrap()
        .iter()
        .map(|label| {
            let file = label["file"].as_str().unwrap().replace('\\', "/");
            format!(
                "{file}:{}:{} {}",
                label["line"], label["column"], label["text"]
            )
        })
        .collect();
    assert_eq!(
        places,
        [
            "parts/p.yaml:2:3 \"not a place for parameters\"",
            "pets.yaml:10:5 \"`POST /pets` is left out\"",
        ]
    );
    let entry = "invalid-parameter parts/p.yaml#/pet";
    let run = lint(&folder, &["--strict", "--ignore", entry], 0);
    assert_eq!(codes(&run.stderr), ["invalid-status", "invalid-status"]);
}
