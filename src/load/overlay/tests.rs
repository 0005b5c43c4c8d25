use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::diagnostic::{Place, Pointer, Report, Sources};
use crate::load::{Document, Input, load};

const API: &str = "openapi: 3.0.3
info:
  title: Pets
  version: '1'
tags: [one, two, three]
paths:
  /pets:
    get:
      summary: Lists pets
      parameters:
        - {name: limit, in: query}
        - {name: debug, in: query}
        - {name: offset, in: query}
  /cats:
    delete: {}
";

/// Applies overlays with these `actions`, one after the other, to [`API`].
fn apply_all(version: &str, overlays: &[&str]) -> (Option<Document>, Report, Sources) {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<PathBuf> = overlays
        .iter()
        .enumerate()
        .map(|(index, actions)| {
            let path = folder.path().join(format!("{index}.yaml"));
            let head = format!("overlay: {version}\ninfo: {{title: T, version: '1'}}\nactions:\n");
            fs::write(&path, format!("{head}{actions}")).unwrap();
            path
        })
        .collect();
    let input = Input::Text {
        name: "api.yaml".into(),
        text: API.into(),
    };
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let document = load(&input, &paths, &mut sources, &mut report);
    (document, report, sources)
}

fn apply(actions: &str) -> Value {
    let (document, report, _) = apply_all("1.1.0", &[actions]);
    assert_eq!(report.diagnostics(), []);
    document.unwrap().root().clone()
}

/// Returns code and message of the only finding.
fn fault(version: &str, actions: &str) -> (&'static str, String) {
    let (_, report, _) = apply_all(version, &[actions]);
    let [diagnostic] = report.diagnostics() else {
        panic!("{report:?}");
    };
    (diagnostic.code.name, diagnostic.message.clone())
}

#[test]
fn an_update_is_merged_into_objects_at_any_depth() {
    let root = apply(
        "- target: $\n  update: {info: {title: Animals, license: {name: MIT}}, x-new: {a: 1}}\n",
    );
    assert_eq!(
        root["info"],
        json!({"title": "Animals", "version": "1", "license": {"name": "MIT"}})
    );
    assert_eq!(root["x-new"], json!({"a": 1}));
    assert_eq!(root["tags"], json!(["one", "two", "three"]));
}

#[test]
fn an_update_is_merged_into_every_target() {
    let root = apply("- target: $.paths.*\n  update: {x-seen: true}\n");
    assert_eq!(root["paths"]["/pets"]["x-seen"], true);
    assert_eq!(root["paths"]["/cats"]["x-seen"], true);
}

#[test]
fn an_array_is_concatenated_and_anything_else_appended() {
    let root = apply(
        "- target: $.tags\n  update: [four]\n- target: $.tags\n  update: five\n- target: $\n  update: {tags: [six]}\n",
    );
    assert_eq!(
        root["tags"],
        json!(["one", "two", "three", "four", "five", "six"])
    );
}

#[test]
fn a_plain_value_is_replaced_by_a_plain_value() {
    let root = apply("- target: $.info.title\n  update: Animals\n");
    assert_eq!(root["info"]["title"], "Animals");
}

#[test]
fn targets_are_removed_from_objects_and_arrays() {
    let root = apply(
        "- target: $.paths.*.delete\n  remove: true\n- target: $.tags[?@ == 'one' || @ == 'three']\n  remove: true\n- target: $..parameters[?@.name == 'debug']\n  remove: true\n  update: {ignored: true}\n",
    );
    assert_eq!(root["paths"]["/cats"], json!({}));
    assert_eq!(root["tags"], json!(["two"]));
    let names: Vec<_> = root["paths"]["/pets"]["get"]["parameters"]
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| parameter["name"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["limit", "offset"]);
}

#[test]
fn actions_and_overlays_see_what_those_before_them_did() {
    let (document, report, _) = apply_all(
        "1.0.0",
        &[
            "- target: $.tags\n  remove: true\n- target: $\n  update: {tags: [new]}\n",
            "- target: $.tags\n  update: newer\n",
        ],
    );
    assert_eq!(report.diagnostics(), []);
    assert_eq!(document.unwrap().root()["tags"], json!(["new", "newer"]));
}

#[test]
fn copy_merges_one_node_into_others_and_with_remove_moves_it() {
    let root = apply(
        "- target: $.paths['/cats']\n  copy: $.paths['/pets']\n- target: $.paths['/pets']\n  remove: true\n",
    );
    assert_eq!(root["paths"]["/cats"]["get"]["summary"], "Lists pets");
    assert_eq!(root["paths"]["/cats"]["delete"], json!({}));
    assert_eq!(root["paths"].get("/pets"), None);
}

#[test]
fn new_nodes_point_at_the_overlay_and_moved_ones_at_their_source() {
    let (document, _, sources) = apply_all(
        "1.1.0",
        &[
            "- target: $..parameters[0]\n  remove: true\n- target: $..parameters\n  update: [{name: cursor}]\n",
        ],
    );
    let document = document.unwrap();
    let place = |path: &str| match document.place(&Pointer::parse(path).unwrap()) {
        Place::Node {
            source, pointer, ..
        } => format!("{} {pointer}", sources.get(source).name.ends_with("0.yaml")),
        other => panic!("{other:?}"),
    };
    let parameters = "/paths/~1pets/get/parameters";
    assert_eq!(
        place(&format!("{parameters}/0/name")),
        format!("false {parameters}/1/name")
    );
    assert_eq!(
        place(&format!("{parameters}/2/name")),
        "true /actions/1/update/0/name"
    );
}

#[test]
fn what_does_not_fit_together_is_refused_and_changes_nothing() {
    for (actions, message) in [
        (
            "- target: $.info\n  update: text\n",
            "a plain value cannot be merged into an object",
        ),
        (
            "- target: $.paths.*\n  update: {delete: [1]}\n",
            "an array cannot be merged into an object",
        ),
        (
            "- target: $.info.title\n  update: {a: 1}\n",
            "an object cannot be merged into a plain value",
        ),
        (
            "- target: $\n  remove: true\n",
            "the whole document cannot be removed",
        ),
        (
            "- target: $.info\n  copy: $.paths.*\n",
            "`$.paths.*` selects 2 nodes, not one",
        ),
    ] {
        assert_eq!(
            fault("1.1.0", actions),
            ("incompatible-overlay", message.to_owned())
        );
    }
}

#[test]
fn version_1_0_has_neither_copy_nor_plain_targets() {
    assert_eq!(
        fault("1.0.0", "- target: $.info\n  copy: $.paths\n").0,
        "invalid-overlay"
    );
    assert_eq!(
        fault("1.0.1", "- target: $.info.title\n  update: x\n").0,
        "incompatible-overlay"
    );
}

#[test]
fn a_target_that_matches_nothing_is_a_warning() {
    let (document, report, _) = apply_all("1.0.0", &["- target: $.servers\n  remove: true\n"]);
    assert!(document.is_some());
    assert_eq!(report.diagnostics()[0].code.name, "overlay-matches-nothing");
}

#[test]
fn queries_that_are_malformed_or_hostile_are_refused() {
    let deep = format!(
        "- target: \"$[?{}@.a\"\n  remove: true\n",
        "(".repeat(100_000)
    );
    for actions in ["- target: paths\n  remove: true\n", &deep] {
        assert_eq!(fault("1.0.0", actions).0, "invalid-overlay-target");
    }
    // The deepest query that is let through must not take long.
    let deepest = format!("- target: \"$[?{}@.a\"\n  remove: true\n", "(".repeat(15));
    assert_eq!(fault("1.0.0", &deepest).0, "invalid-overlay-target");
}

#[test]
fn copies_of_copies_are_bounded() {
    let double = "- target: $.tags\n  copy: $.tags\n".repeat(30);
    assert_eq!(fault("1.1.0", &double).0, "expands-too-far");
    let nested =
        |depth: usize, inner: &str| format!("{}{inner}{}", "{a: ".repeat(depth), "}".repeat(depth));
    let deep = format!(
        "- target: $\n  update: {{x: {}}}\n- target: $..leaf\n  update: {}\n",
        nested(100, "{leaf: {}}"),
        nested(30, "{}")
    );
    assert_eq!(fault("1.1.0", &deep).0, "nested-too-deep");
}

#[test]
fn malformed_overlays_are_refused() {
    for actions in [
        "  []\n",
        "  - text\n",
        "- update: {}\n",
        "- target: 1\n  remove: true\n",
        "- target: $\n",
        "- target: $\n  remove: yes please\n",
        "- target: $\n  update: {}\n  copy: $\n",
        "- target: $\n  copy: 1\n",
    ] {
        assert_eq!(fault("1.1.0", actions).0, "invalid-overlay", "{actions}");
    }
    assert_eq!(
        fault("2.0.0", "- target: $\n  remove: true\n").0,
        "unsupported-overlay-version"
    );
}
