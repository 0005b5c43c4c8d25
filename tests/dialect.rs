//! The same API in other dialects gives the same SDK.
//!
//! `specs/dialect/NAME.v2.yaml`, `NAME.v31.yaml` and `NAME.v32.yaml` say in Swagger 2.0, OpenAPI 3.1
//! and 3.2 what `NAME.yaml` says in 3.0, in `specs/fixture` or beside them. The settings are those of
//! the 3.0 document, and every file that comes out has the same bytes.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

#[path = "support/header.rs"]
mod header;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use sdkwright::{
    Generator,
    diagnostic::{Place, Report, Severity, Sources, render::human},
    load::{Input, load, locate},
};

const FIXTURES: &str = "specs/fixture";
const TWINS: &str = "specs/dialect";
const DIALECTS: [&str; 3] = ["v2", "v31", "v32"];

/// The fixtures that Swagger 2.0 cannot say, each with what it has not.
const NOT_IN_SWAGGER: [(&str, &str); 24] = [
    ("alternatives", "a schema for each media type"),
    ("bodies", "a schema for each media type"),
    ("bodies_multipart", "a media type for each part"),
    ("responses", "a schema for each media type"),
    ("bodies_xml", "a schema for each media type"),
    ("enum_closed", "a parameter that refers to a schema"),
    ("media_types", "a schema for each media type"),
    ("operation", "`TRACE`, and servers of operations"),
    ("overlay", "the overlay names places of OpenAPI 3"),
    ("cli", "cookies, and a schema for each media type"),
    ("parameters_content", "parameters with a media type"),
    ("parameters_header_cookie", "cookies"),
    ("parameters_path", "styles of paths"),
    ("parameters_query", "`deepObject` and other styles"),
    ("references", "a pointer into the content of a response"),
    ("security", "bearer tokens and cookies"),
    ("security_openid_connect", "OpenID Connect"),
    ("servers", "several servers, variables"),
    ("servers_regions", "several servers, variables"),
    ("servers_variables", "variables of servers"),
    ("servers_mixed", "several servers"),
    ("tuples", "`prefixItems`"),
    ("streams", "a schema for each media type"),
    ("xml", "a schema for each media type"),
];

/// What Swagger 2.0 has not, whatever a fixture is about.
const WORDS: [&str; 6] = [
    "anyOf",
    "callbacks",
    "mapping:",
    "oneOf",
    "webhooks:",
    "writeOnly",
];

/// Returns the documents of a folder by their names.
fn documents(folder: &str) -> BTreeMap<String, PathBuf> {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap();
            (name.to_owned(), path)
        })
        .collect()
}

/// Generates the SDK of a document with the settings of another one; returns its files and the
/// warnings, each without its place.
fn generate(
    document: &Path,
    settings: &Path,
    name: &str,
) -> (BTreeMap<String, String>, Vec<String>) {
    let mut sources = Sources::default();
    let text = fs::read_to_string(settings).unwrap();
    let mut report = Report::default();
    let mut config = header::settings(settings, &text, &mut sources, &mut report);
    assert!(report.diagnostics().is_empty(), "{report:?}");
    config.spec = Some(document.to_owned());
    config.name = Some(name.parse().unwrap());
    let outcome = Generator::new(config).run(&mut sources);
    let Some(tree) = outcome.tree else {
        let shown = human::render(&outcome.report, &sources, false);
        panic!("{} gives no SDK\n{shown}", document.display());
    };
    let files = tree
        .iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let findings = outcome
        .report
        .diagnostics()
        .iter()
        .filter(|diagnostic| diagnostic.severity > Severity::Note)
        .map(|diagnostic| diagnostic.code.name.to_owned())
        .collect();
    (files, findings)
}

#[test]
fn twins_give_the_same_sdk() {
    let fixtures = documents(FIXTURES);
    let twins = documents(TWINS);
    let mut failures = String::new();
    for (full_name, path) in &twins {
        let Some((name, dialect)) = full_name.split_once('.') else {
            continue;
        };
        assert!(DIALECTS.contains(&dialect), "{full_name}");
        let original = fixtures.get(name).or_else(|| twins.get(name)).unwrap();
        let (expected, expected_findings) = generate(original, original, name);
        let (found, findings) = generate(path, original, name);
        if findings != expected_findings {
            failures.push_str(&format!(
                "{full_name} has the findings {findings:?}, not {expected_findings:?}\n"
            ));
        }
        let paths: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
        for path in paths {
            let lines = |files: &BTreeMap<String, String>| -> Vec<String> {
                let text = files.get(path).map_or("", String::as_str);
                text.lines().map(str::to_owned).collect()
            };
            let (expected, found) = (lines(&expected), lines(&found));
            if expected != found {
                let first = expected
                    .iter()
                    .zip(&found)
                    .position(|(one, other)| one != other)
                    .unwrap_or(expected.len().min(found.len()));
                failures.push_str(&format!(
                    "{full_name}: {path}:{}\n-{:?}\n+{:?}\n",
                    first + 1,
                    expected.get(first),
                    found.get(first)
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn each_fixture_has_its_twins() {
    let twins = documents(TWINS);
    let originals = documents(FIXTURES);
    let mut missing = Vec::new();
    for (name, path) in &originals {
        let text = fs::read_to_string(path).unwrap();
        for dialect in DIALECTS {
            // What OpenAPI 3.0 cannot say is written in a later version itself.
            let own = dialect == "v31" && text.contains("\nopenapi: 3.1.");
            if own || text.contains("\nopenapi: 3.2.") {
                continue;
            }
            let twin = format!("{name}.{dialect}");
            if dialect == "v2" && WORDS.iter().any(|word| text.contains(word)) {
                continue;
            }
            let cannot = dialect == "v2" && NOT_IN_SWAGGER.iter().any(|(it, _)| it == name);
            match (twins.contains_key(&twin), cannot) {
                (true, false) | (false, true) => {}
                (true, true) => missing.push(format!("{twin} is there, but should not be needed")),
                (false, false) => missing.push(format!("{twin} is missing")),
            }
        }
    }
    for (name, reason) in NOT_IN_SWAGGER {
        assert!(originals.contains_key(name), "{name} is no fixture");
        assert!(!reason.is_empty(), "{name}");
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

/// Loads a text; returns what was said, each with its line.
fn findings(text: &str) -> Vec<(String, usize)> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let input = Input::Text {
        name: "api.yaml".into(),
        text: text.to_owned(),
    };
    let document = load(&input, &[], &mut sources, &mut report);
    if let Some(document) = &document {
        sdkwright::lower::lower(document, &mut report);
    }
    let line = |place: &Place| match place {
        Place::Node {
            source, pointer, ..
        }
        | Place::Value { source, pointer } => {
            locate(sources.get(*source), pointer, 0).unwrap().line
        }
        Place::Position { line, .. } => *line,
        Place::Source(_) => 0,
    };
    report
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let line = diagnostic.labels.first().map_or(0, |it| line(&it.place));
            (diagnostic.code.name.to_owned(), line)
        })
        .collect()
}

#[test]
fn findings_of_later_stages_point_into_the_original() {
    let two = r##"swagger: "2.0"
info: { title: T, version: "1" }
paths:
  /a:
    post:
      parameters:
        - name: body
          in: body
          schema:
            type: object
            properties:
              one: { type: wrong }
        - name: q
          in: query
          type: alsoWrong
      responses:
        "200":
          description: d
          schema: { $ref: "#/definitions/A" }
definitions:
  A:
    properties:
      two:
        type: wrongAgain
"##;
    let found: BTreeSet<_> = findings(two).into_iter().collect();
    let unknown = |line| ("unknown-type".to_owned(), line);
    assert_eq!(
        found,
        BTreeSet::from([unknown(12), unknown(15), unknown(24)])
    );

    let one = r##"openapi: 3.1.0
info: { title: T, version: "1" }
paths:
  /a:
    get:
      responses:
        "200":
          description: d
          content:
            application/json:
              schema:
                type: [object, array, "null"]
                items: { type: wrong }
                patternProperties:
                  "^x":
                    type: [string, alsoWrong]
"##;
    let found: BTreeSet<_> = findings(one).into_iter().collect();
    assert_eq!(found, BTreeSet::from([unknown(13), unknown(16)]));
}

#[test]
fn deep_and_wide_documents_take_no_stack_and_little_time() {
    let deep = format!(
        "{{\"openapi\":\"3.1.0\",\"components\":{{\"schemas\":{{\"A\":{}1{}}}}}}}",
        "{\"items\":".repeat(110),
        "}".repeat(110)
    );
    findings(&deep);
    // Each reference leads into the schema before, by a way that the specification does not know.
    let wide: Vec<String> = (1..2_000)
        .map(|index| {
            format!(
                "\"s{index}\":{{\"x\":{{\"const\":1}},\"$ref\":\"#/x-a/s{}/x\"}}",
                index - 1
            )
        })
        .collect();
    let wide = format!(
        "{{\"openapi\":\"3.1.0\",\"components\":{{\"schemas\":{{\"A\":{{\"$ref\":\"#/x-a/s1999\"}}}}}},\"x-a\":{{\"s0\":{{\"x\":{{}}}},{}}}}}",
        wide.join(",")
    );
    assert_eq!(findings(&wide), []);
}
