//! `sdkwright explain`.

use super::{expect, folder};

#[test]
fn a_code_has_a_page() {
    let folder = folder();
    let run = expect(&folder, &["explain", "duplicate-operation-id"], 0);
    assert_eq!(run.stderr, "");
    assert_eq!(
        run.stdout,
        r#"duplicate-operation-id: warning, found while understanding the document

Two operations have the same `operationId`; the second gets an id made of its
method and path.

Remedy

Give each operation an id of its own.

What provokes it

    openapi: 3.0.3
    info: { title: Invalid, version: "1.0" }
    paths:
      /cats: { get: { operationId: list, responses: { "204": { description: Done. } } } }
      /dogs: { get: { operationId: list, responses: { "204": { description: Done. } } } }

The setting `lints` changes its level (`--lint duplicate-operation-id=deny`),
the setting `ignore` accepts it in places that you know.
"#
    );
    for pasted in ["warning[duplicate-operation-id]", "DUPLICATE_OPERATION_ID"] {
        assert_eq!(expect(&folder, &["explain", pasted], 0).stdout, run.stdout);
    }
}

#[test]
fn settings_that_provoke_a_code_are_shown() {
    let run = expect(&folder(), &["explain", "unknown-setting"], 0);
    let expected = "\nWith these settings\n\n    overlays = [\"pets.overlay.yaml\"]\n\n\
                    this document provokes it\n\n    openapi: ";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
    assert!(
        run.stdout
            .ends_with("Nothing is generated until it is mended.\n")
    );
}

#[test]
fn all_codes_are_listed_by_stage() {
    let run = expect(&folder(), &["explain"], 0);
    let titles: Vec<&str> = run
        .stdout
        .lines()
        .filter(|line| !line.starts_with(' ') && !line.is_empty())
        .collect();
    assert_eq!(
        titles,
        [
            "Settings",
            "Reading the document",
            "Understanding the document",
            "Choosing and naming",
            "Writing",
        ]
    );
    let lines = run.stdout.lines().filter(|line| line.starts_with("  "));
    assert_eq!(lines.count(), sdkwright::diagnostic::codes::ALL.len());
}

#[test]
fn an_unknown_code_gets_the_nearest_known_one() {
    let run = expect(&folder(), &["explain", "error[duplicate-kye]"], 2);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("there is no code `duplicate-kye`")
            && run.stderr.contains("did you mean `duplicate-key`?"),
        "{}",
        run.stderr
    );
    let run = expect(&folder(), &["explain", "E0308"], 2);
    assert!(
        run.stderr.contains("`sdkwright explain` lists all codes"),
        "{}",
        run.stderr
    );
}
