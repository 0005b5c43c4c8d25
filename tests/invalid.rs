//! One document a fault: `specs/invalid/NAME.yaml` is shown as `specs/invalid/NAME.stderr` says.
//!
//! Lines `# key = value` that a document starts with are settings. `BLESS=1` writes what is shown to
//! the `.stderr` files.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "support/header.rs"]
mod header;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use sdkwright::diagnostic::codes;
use sdkwright::diagnostic::render::human;
use sdkwright::diagnostic::{Code, Diagnostic, Report, Sources};
use sdkwright::load::{Input, load};
use sdkwright::write::{Changes, FileTree, MANIFEST};
use sdkwright::{Config, Generator};

const FOLDER: &str = "specs/invalid";

/// Returns the documents of the folder, in the order of their names.
fn documents() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            let name = path.to_string_lossy();
            (name.ends_with(".yaml") || name.ends_with(".json")) && !name.contains(".overlay.")
        })
        .collect();
    paths.sort();
    paths
}

/// Runs the whole pipeline; nothing is written.
fn run(path: &Path) -> (Report, Sources) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let text = String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned();
    let config = header::settings(path, &text, &mut sources, &mut report);
    if report.has_errors() {
        return (report, sources);
    }
    let outcome = Generator::new(config).run(&mut sources);
    let name = path.display();
    assert_eq!(
        outcome.tree.is_none(),
        outcome.report.has_errors(),
        "{name}"
    );
    (outcome.report, sources)
}

#[test]
fn every_fault_is_shown_as_expected() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut failures = String::new();
    for path in documents() {
        let (report, sources) = run(&path);
        // Windows joins paths otherwise.
        let shown = human::render(&report, &sources, false).replace('\\', "/");
        let expected_path = path.with_extension(stderr_extension(&path));
        if bless {
            fs::write(&expected_path, &shown).unwrap();
        }
        let expected = fs::read_to_string(&expected_path).unwrap_or_default();
        if shown != expected || shown.is_empty() {
            failures.push_str(&format!(
                "\n{}\n--- expected\n{expected}--- shown\n{shown}",
                path.display()
            ));
        }
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 60, "{} has {lines} lines", path.display());
    }
    assert!(failures.is_empty(), "{failures}");
}

/// A document in JSON keeps its extension, because there may be the same fault in YAML.
fn stderr_extension(path: &Path) -> &'static str {
    if path
        .extension()
        .is_some_and(|extension| extension == "json")
    {
        "json.stderr"
    } else {
        "stderr"
    }
}

#[test]
fn every_expectation_has_its_document() {
    let expected: BTreeSet<PathBuf> = documents()
        .iter()
        .map(|path| path.with_extension(stderr_extension(path)))
        .collect();
    let found: BTreeSet<PathBuf> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "stderr")
        })
        .collect();
    assert_eq!(found, expected);
}

/// The codes that no document provokes, each with the test that does.
const ELSEWHERE: [(&str, &str); 8] = [
    // No key of YAML is that long.
    (codes::LONG_KEY.name, "long-key.json"),
    (codes::NO_DOCUMENT.name, "codes_without_a_document"),
    (codes::UNREADABLE_INPUT.name, "files_that_cannot_be_read"),
    (codes::NOT_UTF8.name, "files_that_cannot_be_read"),
    // Compiled without the feature `overlay`.
    (codes::OVERLAY_UNAVAILABLE.name, "src/load/overlay/mod.rs"),
    (codes::FOREIGN_FILE.name, "codes_without_a_document"),
    (codes::UNWRITABLE_OUTPUT.name, "codes_without_a_document"),
    (codes::DAMAGED_MANIFEST.name, "codes_without_a_document"),
];

#[test]
fn every_code_is_provoked_by_the_document_of_its_name() {
    let mut silent = Vec::new();
    for code in codes::ALL {
        let elsewhere = ELSEWHERE.iter().any(|(name, _)| *name == code.name);
        assert_eq!(elsewhere, code.example.is_none(), "{}", code.name);
        if elsewhere {
            continue;
        }
        let path = Path::new(FOLDER).join(code.name).with_extension("yaml");
        if !codes_of(&run(&path).0).contains(&code.name) {
            silent.push(code.name);
        }
    }
    assert_eq!(
        silent, [""; 0],
        "`{FOLDER}/CODE.yaml` does not provoke these"
    );
}

#[test]
fn codes_without_a_document() {
    let mut provoked: BTreeSet<&str> = unreadable().iter().flat_map(codes_of).collect();
    provoked.extend(unwritable());
    let nothing = Generator::new(Config::default()).run(&mut Sources::default());
    provoked.extend(codes_of(&nothing.report));
    for (name, test) in ELSEWHERE {
        assert_eq!(provoked.contains(name), !test.contains('.'), "{name}");
    }
}

/// The codes of findings about two places.
const CONFLICTS: [&Code; 9] = [
    codes::CONFLICTING_PROPERTY,
    codes::CYCLIC_COMPOSITION,
    codes::DUPLICATE_KEY,
    codes::DUPLICATE_OPERATION_ID,
    codes::DUPLICATE_PARAMETER,
    codes::INCOMPATIBLE_OVERLAY,
    codes::NAME_COLLISION,
    codes::PATH_PARAMETER_UNUSED,
    codes::REFERENCE_CYCLE,
];

#[test]
fn conflicts_have_two_places() {
    let mut seen = BTreeSet::new();
    for path in documents() {
        for finding in run(&path).0.diagnostics() {
            if CONFLICTS.contains(&finding.code) {
                assert!(finding.labels.len() > 1, "{}: {finding:?}", path.display());
                seen.insert(finding.code.name);
            }
        }
    }
    assert_eq!(seen, CONFLICTS.iter().map(|code| code.name).collect());
}

#[test]
fn names_of_codes_are_unique_and_in_kebab_case() {
    let names: BTreeSet<&str> = codes::ALL.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), codes::ALL.len());
    for name in names {
        let valid = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(name.bytes().all(valid), "{name}");
    }
}

#[test]
fn files_that_cannot_be_read() {
    let shown: Vec<(&str, String)> = unreadable()
        .iter()
        .flat_map(|report| report.diagnostics().to_vec())
        .map(|diagnostic| (diagnostic.code.name, diagnostic.message))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "unreadable-input",
                "there is no file `missing.yaml`".to_owned()
            ),
            ("unreadable-input", "`specs` is a folder".to_owned()),
            ("not-utf-8", "`utf-16.yaml` is UTF-16".to_owned()),
            (
                "not-utf-8",
                "`latin-1.yaml` is not UTF-8 at byte 3".to_owned()
            ),
        ]
    );
}

fn codes_of(report: &Report) -> Vec<&'static str> {
    let codes = report.diagnostics().iter();
    codes.map(|diagnostic| diagnostic.code.name).collect()
}

/// Loads what cannot be read; file names in messages are without their folders.
fn unreadable() -> Vec<Report> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let inputs = [
        folder.path().join("missing.yaml"),
        PathBuf::from("specs"),
        write("utf-16.yaml", b"\xff\xfeo\0p\0"),
        write("latin-1.yaml", b"caf\xe9: 1"),
    ];
    let prefix = format!("{}{}", folder.path().display(), std::path::MAIN_SEPARATOR);
    inputs
        .map(|path| {
            let (mut sources, mut raw) = (Sources::default(), Report::default());
            assert!(load(&Input::Path(path), &[], &mut sources, &mut raw).is_none());
            let mut report = Report::default();
            for diagnostic in raw.diagnostics() {
                let mut diagnostic = diagnostic.clone();
                diagnostic.message = diagnostic.message.replace(&prefix, "");
                report.push(diagnostic);
            }
            report
        })
        .into()
}

/// Returns the codes of what can be wrong with an output folder.
fn unwritable() -> Vec<&'static str> {
    let folder = tempfile::tempdir().unwrap();
    let mut tree = FileTree::default();
    tree.insert("src/lib.rs", "").unwrap();
    let write = |name: &str| {
        let changes = Changes::between(&tree, &folder.path().join(name))?;
        changes.apply()
    };
    fs::write(folder.path().join("file"), "").unwrap();
    fs::create_dir_all(folder.path().join("foreign/src")).unwrap();
    fs::write(folder.path().join("foreign/src/lib.rs"), "mine").unwrap();
    fs::create_dir(folder.path().join("damaged")).unwrap();
    fs::write(folder.path().join("damaged").join(MANIFEST), "mine").unwrap();
    ["file", "foreign", "damaged"]
        .map(|name| Diagnostic::from(write(name).unwrap_err()).code.name)
        .into()
}
