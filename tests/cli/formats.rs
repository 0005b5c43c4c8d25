//! Findings for machines: JSON lines, commands of GitHub Actions, SARIF.

use std::{fs, process::Command};

use serde_json::{Value, json};

use super::{
    Run, command, expect,
    findings::{DOCUMENT, pets},
    folder,
};

#[test]
fn json_is_an_object_a_line_on_standard_output() {
    let folder = pets();
    let run = expect(
        &folder,
        &["lint", "pets.yaml", "--message-format", "json"],
        0,
    );
    assert_eq!(
        run.stderr,
        "3 warnings in 2 operations, 1 of them left out\n"
    );
    let findings: Vec<Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(findings.len(), 3);
    let last = &findings[2];
    assert_eq!(last["omits"], json!(["POST /pets"]));
    assert_eq!(
        last["labels"],
        json!([{
            "file": "pets.yaml",
            "line": 12,
            "column": 31,
            "end_line": 12,
            "end_column": 33,
            "pointer": "/paths/~1pets/post/parameters/0/in",
            "text": "not a place for parameters",
            "primary": true,
        }])
    );
    let human = expect(&folder, &["lint", "pets.yaml"], 0);
    let rendered: Vec<&str> = findings
        .iter()
        .map(|it| it["rendered"].as_str().unwrap())
        .collect();
    assert!(
        human.stderr.starts_with(&rendered.join("\n")),
        "{}",
        human.stderr
    );
    // Keys are where they were: people read this, too.
    let keys: Vec<&String> = last.as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "code", "severity", "message", "help", "notes", "omits", "labels", "rendered"
        ]
    );
}

#[test]
fn github_gets_commands() {
    let folder = pets();
    let run = expect(
        &folder,
        &["lint", "pets.yaml", "--message-format", "github"],
        0,
    );
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(
        lines[0],
        "::warning file=pets.yaml,line=8,endLine=8,col=9,endColumn=13,title=invalid-status::\
         `20x` is not a status%0Anot a status%0Ahelp: Write the status as three digits in quotes."
    );
    assert_eq!(lines.len(), 3);
}

#[test]
fn paths_for_github_start_at_the_root_of_the_repository() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sdk")).unwrap();
    fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    for (format, expected) in [
        ("github", "::warning file=pets.yaml,line=8,"),
        ("sarif", "\"uri\": \"pets.yaml\""),
    ] {
        let mut command: Command = command(
            &folder,
            &["lint", "../pets.yaml", "--message-format", format],
        );
        command.current_dir(folder.path().join("sdk"));
        let run: Run = command
            .env("GITHUB_WORKSPACE", folder.path())
            .output()
            .unwrap()
            .into();
        assert!(run.stdout.contains(expected), "{}", run.stdout);
    }
}

#[test]
fn sarif_is_one_log_whatever_happens() {
    let folder = pets();
    let log = |arguments: &[&str], exit: i32| -> Value {
        let run = expect(
            &folder,
            &[arguments, &["--message-format", "sarif"]].concat(),
            exit,
        );
        serde_json::from_str(&run.stdout).unwrap()
    };
    let rules = |log: &Value| -> Vec<String> {
        let results = log["runs"][0]["results"].as_array().unwrap();
        let ids = results
            .iter()
            .map(|it| it["ruleId"].as_str().unwrap().to_owned());
        ids.collect()
    };
    let found = log(&["lint", "pets.yaml"], 0);
    assert_eq!(
        rules(&found),
        ["invalid-status", "invalid-status", "invalid-parameter"]
    );
    assert_eq!(
        found["runs"][0]["results"][2]["locations"][0]["physicalLocation"],
        json!({
            "artifactLocation": { "uri": "pets.yaml" },
            "region": { "startLine": 12, "startColumn": 31, "endLine": 12, "endColumn": 33 },
        })
    );
    // Findings of the document and of the output, in one log.
    fs::write(folder.path().join("sdk"), "a file").unwrap();
    let failed = log(&["generate", "pets.yaml"], 2);
    assert_eq!(rules(&failed).last().unwrap(), "unwritable-output");
    assert_eq!(rules(&failed).len(), 4);
    assert_eq!(
        failed["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
    assert_eq!(rules(&log(&["lint"], 2)), ["no-document"]);
    assert_eq!(rules(&log(&["lint", "pets.yaml", "-q"], 0)), [""; 0]);
}

#[test]
fn findings_as_data_are_the_only_data() {
    let folder = folder();
    let check = |format: &str| {
        let run = expect(
            &folder,
            &["check", "api.yaml", "--message-format", format],
            1,
        );
        assert!(run.stderr.starts_with("sdk: stale, "), "{}", run.stderr);
        run.stdout
    };
    assert_eq!(check("json"), "");
    assert!(check("sarif").contains("\"results\": []"));
    assert!(check("github").starts_with("--- /dev/null\n"));
    for format in ["json", "sarif"] {
        let flags = [
            "generate",
            "api.yaml",
            "--stats",
            "json",
            "--message-format",
            format,
        ];
        let run = expect(&folder, &flags, 2);
        assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
        assert_eq!(run.stdout, "");
    }
    let run = expect(
        &folder,
        &["generate", "api.yaml", "--message-format", "yaml"],
        2,
    );
    assert!(run.stderr.contains("sarif"), "{}", run.stderr);
}
