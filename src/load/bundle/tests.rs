use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::diagnostic::{Place, Pointer, Report, Sources};
use crate::load::{Document, FILES_KEY, Input, load};

const HEAD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {}\n";

/// Writes files to a folder and loads the first of them.
fn bundle(files: &[(&str, &str)]) -> (TempDir, Option<Document>, Report, Sources) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let input = Input::Path(folder.path().join(files[0].0));
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let document = load(&input, &[], &mut sources, &mut report);
    (folder, document, report, sources)
}

fn codes(report: &Report) -> Vec<&'static str> {
    report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.code.name)
        .collect()
}

fn schemas(text: &str) -> String {
    format!("{HEAD}components:\n  schemas:\n{text}")
}

fn pointer(text: &str) -> Pointer {
    Pointer::parse(text).unwrap()
}

#[test]
fn files_are_embedded_once_and_references_rewritten() {
    let (_folder, document, report, sources) = bundle(&[
        (
            "api.yaml",
            &schemas(
                "    Pet: {$ref: 'schemas/pet.yaml#/Pet'}\n    Pets: {items: {$ref: './schemas/pet.yaml#/Pet'}}\n",
            ),
        ),
        (
            "schemas/pet.yaml",
            "Pet:\n  properties:\n    owner: {$ref: 'my%20owner.json'}\n    friend: {$ref: '#/Pet'}\n    tag: {$ref: '../api.yaml#/components/schemas/Pets'}\n",
        ),
        ("schemas/my owner.json", r#"{"type": "object"}"#),
    ]);
    let document = document.unwrap_or_else(|| panic!("{report:?}"));
    let root = document.root();
    assert_eq!(
        root["components"]["schemas"],
        json!({
            "Pet": {"$ref": "#/x-sdkwright-files/0/Pet"},
            "Pets": {"items": {"$ref": "#/x-sdkwright-files/0/Pet"}},
        })
    );
    assert_eq!(
        root[FILES_KEY],
        json!([
            {"Pet": {"properties": {
                "owner": {"$ref": "#/x-sdkwright-files/1"},
                "friend": {"$ref": "#/x-sdkwright-files/0/Pet"},
                "tag": {"$ref": "#/components/schemas/Pets"},
            }}},
            {"type": "object"},
        ])
    );
    let names: Vec<_> = document
        .files()
        .iter()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["api.yaml", "pet.yaml", "my owner.json"]);

    let place = document.place(&pointer("/x-sdkwright-files/0/Pet/properties/owner"));
    assert!(sources.get(place.source()).name.ends_with("pet.yaml"));
    assert!(matches!(
        place,
        Place::Node { pointer, .. } if pointer.as_str() == "/Pet/properties/owner"
    ));
    let target = document.resolve_reference("#/x-sdkwright-files/1").unwrap();
    assert_eq!(document.get(&target), Some(&json!({"type": "object"})));
}

/// Writes files of OpenAPI 3.1 to a folder and loads the first of them, whose head is added.
fn bundle_v31(files: &[(&str, &str)]) -> (Option<Document>, Report) {
    let root = schemas(files[0].1).replace("3.0.3", "3.1.0");
    let mut files = files.to_vec();
    files[0].1 = &root;
    let (_folder, document, report, _) = bundle(&files);
    (document, report)
}

#[test]
fn anchors_lead_to_nodes_of_other_files() {
    let (document, report) = bundle_v31(&[
        (
            "api.yaml",
            "    Pet: {$anchor: pet, properties: {tag: {$ref: 'parts.yaml#tag'}, kind: {$ref: 'parts.yaml#k%69nd'}}}\n",
        ),
        (
            "parts.yaml",
            "Tag: {$anchor: tag, properties: {pet: {$ref: 'api.yaml#pet'}, tag: {$ref: '#tag'}}}\n100%: {items: {$anchor: kind, type: string}}\n",
        ),
    ]);
    let document = document.unwrap_or_else(|| panic!("{report:?}"));
    let root = document.root();
    assert_eq!(
        root["components"]["schemas"]["Pet"]["properties"],
        json!({
            "tag": {"$ref": "#/x-sdkwright-files/0/Tag"},
            "kind": {"$ref": "#/x-sdkwright-files/0/100%25/items"},
        })
    );
    assert_eq!(
        root[FILES_KEY][0]["Tag"]["properties"],
        json!({
            "pet": {"$ref": "#/components/schemas/Pet"},
            "tag": {"$ref": "#/x-sdkwright-files/0/Tag"},
        })
    );
}

#[test]
fn an_anchor_that_no_file_has_is_missing_and_said_once() {
    let (document, report) = bundle_v31(&[
        (
            "api.yaml",
            "    A: {$ref: 'parts.yaml#tagg'}\n    B: {$ref: 'parts.yaml#tagg'}\n    C: {$ref: '#A'}\n",
        ),
        ("parts.yaml", "Tag: {$anchor: tag}\n"),
    ]);
    assert!(document.is_none());
    let shown: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|it| (it.code.name, it.message.as_str(), it.help.as_deref()))
        .collect();
    assert_eq!(
        shown,
        [
            (
                "dangling-reference",
                "`parts.yaml#tagg` does not exist",
                Some("There is a similar name: `tag`.")
            ),
            (
                "dangling-reference",
                "`#A` does not exist",
                Some("Did you mean `#/components/schemas/A`?")
            ),
        ]
    );
}

#[test]
fn before_json_schema_2020_12_no_node_has_an_anchor() {
    let (_folder, document, report, _) = bundle(&[
        ("api.yaml", &schemas("    A: {$ref: 'parts.yaml#tag'}\n")),
        ("parts.yaml", "Tag: {$anchor: tag}\n"),
    ]);
    assert!(document.is_none());
    assert_eq!(codes(&report), ["invalid-reference"]);
}

#[test]
fn siblings_of_references_are_told_of_where_they_are_lost() {
    let document = |version: &str, sibling: &str| {
        let text = "    A: {properties: {b: {$ref: '#/components/schemas/B', SIBLING}}}\n    B: {minLength: 1, enum: [a]}\n    C: {type: string}\n";
        schemas(text)
            .replace("3.0.3", version)
            .replace("SIBLING", sibling)
    };
    for (version, sibling, expected) in [
        ("3.0.3", "maxLength: 9", 1),
        ("3.0.3", "minLength: 2", 1),
        ("3.0.3", "minLength: 2, maxLength: 9", 1),
        ("3.0.3", "allOf: [{$ref: '#/components/schemas/C'}]", 1),
        // What the target says as well, or what its keywords imply.
        ("3.0.3", "minLength: 1", 0),
        ("3.0.3", "type: string", 0),
        // What says nothing, and what is read all the same.
        ("3.0.3", "required: [], uniqueItems: false, x-a: 1", 0),
        (
            "3.0.3",
            "description: B, nullable: true, readOnly: true, title: B, example: a",
            0,
        ),
        ("3.1.0", "maxLength: 9", 0),
    ] {
        let text = document(version, sibling);
        let (_folder, loaded, report, _) = bundle(&[("api.yaml", &text)]);
        assert!(loaded.is_some(), "{report:?}");
        assert_eq!(
            codes(&report),
            vec!["ignored-sibling"; expected],
            "{sibling}"
        );
    }
}

#[test]
fn siblings_are_looked_at_in_swagger_and_in_files_and_legal_in_path_items() {
    let swagger = "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions:\n  A: {$ref: '#/definitions/B', type: object}\n  B: {type: string}\n";
    let (_folder, _, report, _) = bundle(&[("api.yaml", swagger)]);
    assert_eq!(codes(&report), ["ignored-sibling"]);

    let root = HEAD.replace(
        "paths: {}",
        "paths:\n  /a: {$ref: 'paths.yaml#/a', parameters: [{$ref: 'paths.yaml#/b', required: true}]}",
    );
    let paths = "a: {get: {responses: {}}}\nb: {name: b, in: query, schema: {$ref: '#/c', format: uuid}}\nc: {type: string}\n";
    let (_folder, _, report, sources) = bundle(&[("api.yaml", &root), ("paths.yaml", paths)]);
    assert_eq!(codes(&report), ["ignored-sibling"; 2]);
    let place = &report.diagnostics()[1].labels[0].place;
    assert!(sources.get(place.source()).name.ends_with("paths.yaml"));
}

#[test]
fn references_of_one_file_stay_as_they_were_written() {
    let text = "    A: {$ref: '#/components/schemas/B%20C'}\n    B C: {type: string}\n";
    let (_folder, document, ..) = bundle(&[("api.yaml", &schemas(text))]);
    let document = document.unwrap();
    let reference = &document.root()["components"]["schemas"]["A"]["$ref"];
    assert_eq!(*reference, Value::from("#/components/schemas/B%20C"));
    assert_eq!(
        document.resolve_reference("#/components/schemas/B%20C"),
        Some(pointer("/components/schemas/B C"))
    );
    assert_eq!(document.root().get(FILES_KEY), None);
}

#[test]
fn a_map_in_a_file_of_its_own_keeps_its_names_in_place() {
    let (_folder, document, report, sources) = bundle(&[
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {$ref: paths/all.yaml}\ncomponents:\n  schemas: {$ref: schemas.yaml}\n",
        ),
        (
            "paths/all.yaml",
            "x-note: {$ref: gone.yaml}\n/pets: {get: {schema: {$ref: '../api.yaml#/components/schemas/default'}}}\n",
        ),
        (
            "schemas.yaml",
            "default: {$ref: '#/100%25'}\n100%: {type: string}\n",
        ),
    ]);
    let document = document.unwrap_or_else(|| panic!("{report:?}"));
    assert_eq!(
        document.root()["components"]["schemas"],
        json!({
            "default": {"$ref": "#/x-sdkwright-files/1/default"},
            "100%": {"$ref": "#/x-sdkwright-files/1/100%25"},
        })
    );
    assert_eq!(
        document.root()[FILES_KEY][1]["default"],
        json!({"$ref": "#/x-sdkwright-files/1/100%25"})
    );
    let place = document.place(&pointer("/paths/~1pets"));
    assert!(sources.get(place.source()).name.ends_with("all.yaml"));
}

#[test]
fn recursion_through_properties_is_legal() {
    let text = "    A: {properties: {a: {$ref: '#/components/schemas/A'}, all: {$ref: '#'}}}\n";
    let (_folder, document, report, _) = bundle(&[("api.yaml", &schemas(text))]);
    assert!(document.is_some(), "{report:?}");
}

#[test]
fn chains_of_references_may_not_run_in_a_circle_across_files_either() {
    let (_folder, document, report, _) = bundle(&[
        ("api.yaml", &schemas("    A: {$ref: 'b.yaml'}\n")),
        ("b.yaml", "$ref: 'api.yaml#/components/schemas/A'\n"),
    ]);
    assert!(document.is_none());
    assert_eq!(codes(&report), ["reference-cycle"]);
    assert_eq!(report.diagnostics()[0].labels.len(), 2);
}

#[test]
fn each_circle_is_reported_once_and_what_leads_into_it_is_not() {
    let text = "    In: {$ref: '#/components/schemas/A'}
    A: {$ref: '#/components/schemas/B'}
    B: {$ref: '#/components/schemas/A'}
    Self: {$ref: '#/components/schemas/Self'}
";
    let (_folder, _, report, _) = bundle(&[("api.yaml", &schemas(text))]);
    let messages: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect();
    assert_eq!(
        messages,
        [
            "`A` consists of references that come back to it",
            "`Self` refers to itself"
        ]
    );
}

#[test]
fn a_missing_target_is_reported_once_with_its_places() {
    let text = "    Pet: {type: object}
    A: {$ref: '#/components/schemas/Petz'}
    B: {$ref: '#/components/schemas/Petz'}
";
    let (_folder, _, report, _) = bundle(&[("api.yaml", &schemas(text))]);
    let [diagnostic] = report.diagnostics() else {
        panic!("{report:?}");
    };
    assert_eq!(diagnostic.labels.len(), 2);
    assert_eq!(
        diagnostic.help.as_deref(),
        Some("There is a similar name: `Pet`.")
    );
}

#[test]
fn faults_of_files_are_reported_once_and_where_they_are() {
    let (_folder, _, report, _) = bundle(&[
        (
            "api.yaml",
            &schemas(
                "    A: {$ref: 'gone.yaml#/A'}\n    B: {$ref: 'gone.yaml#/B'}\n    C: {$ref: 'empty.yaml'}\n    D: {$ref: 'twice.yaml'}\n    E: {$ref: '../up.yaml'}\n    F: {$ref: 'http://a.example/b'}\n    G: {$ref: '#G'}\n",
            ),
        ),
        ("empty.yaml", "\n"),
        ("twice.yaml", "a: 1\na: 2\n"),
    ]);
    assert_eq!(
        codes(&report),
        [
            "missing-referred-file",
            "empty-input",
            "duplicate-key",
            "reference-outside-folder",
            "remote-reference",
            "invalid-reference",
        ]
    );
}

#[test]
fn a_text_in_memory_may_not_refer_to_files() {
    let input = Input::Text {
        name: "api.yaml".into(),
        text: schemas("    A: {$ref: 'b.yaml'}\n"),
    };
    let (mut sources, mut report) = (Sources::default(), Report::default());
    assert!(load(&input, &[], &mut sources, &mut report).is_none());
    assert_eq!(codes(&report), ["missing-referred-file"]);
}
