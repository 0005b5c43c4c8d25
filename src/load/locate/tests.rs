use super::{Locator, locate};
use crate::diagnostic::{Pointer, Source};

fn source(name: &str, text: &str) -> Source {
    Source {
        name: name.into(),
        text: text.into(),
    }
}

/// Returns what a pointer finds: the text, and `line:column`.
fn key(source: &Source, pointer: &str, occurrence: usize) -> (String, String) {
    let pointer = Pointer::parse(pointer).unwrap();
    let span = locate(source, &pointer, occurrence).unwrap();
    (
        source.text[span.start..span.end].to_owned(),
        format!("{}:{}", span.line, span.column),
    )
}

fn value(source: &Source, pointer: &str) -> String {
    let pointer = Pointer::parse(pointer).unwrap();
    let span = Locator::new(source).value(&pointer).unwrap();
    source.text[span.start..span.end].to_owned()
}

#[test]
fn json_members_items_and_escaped_keys() {
    let json = source(
        "a.json",
        r#"{ "a/b": [1, {"x\u0021": "}"}],
  "ü": null, "last": true }"#,
    );
    assert_eq!(key(&json, "/a~1b", 0), ("\"a/b\"".into(), "1:3".into()));
    assert_eq!(key(&json, "/a~1b/0", 0), ("1".into(), "1:11".into()));
    assert_eq!(
        key(&json, "/a~1b/1/x!", 0),
        ("\"x\\u0021\"".into(), "1:15".into())
    );
    assert_eq!(key(&json, "/last", 0), ("\"last\"".into(), "2:14".into()));
    assert_eq!(value(&json, "/a~1b/1"), r#"{"x\u0021": "}"}"#);
    assert_eq!(value(&json, "/last"), "true");
}

#[test]
fn a_repeated_key_is_told_apart() {
    let json = source("a.json", r#"{"a": 1, "a": 2}"#);
    assert_eq!(key(&json, "/a", 1).1, "1:10");
    let yaml = source("a.yaml", "a: 1\nb: 2\na: 3\n");
    assert_eq!(key(&yaml, "/a", 1), ("a".into(), "3:1".into()));
}

#[test]
fn yaml_members_items_and_quoted_keys() {
    let yaml = source(
        "a.yaml",
        "# comment\npaths:\n  '/pets':\n    get: {tags: [a, \"b c\"]}\n  200:\n    - |\n      text\n    - x: y\n",
    );
    assert_eq!(
        key(&yaml, "/paths/~1pets", 0),
        ("'/pets'".into(), "3:3".into())
    );
    assert_eq!(key(&yaml, "/paths/~1pets/get/tags/1", 0).0, "\"b c\"");
    assert_eq!(key(&yaml, "/paths/200", 0).1, "5:3");
    assert_eq!(key(&yaml, "/paths/200/1/x", 0).1, "8:7");
    assert_eq!(value(&yaml, "/paths/200/1/x"), "y");
}

#[test]
fn yaml_aliases_and_merge_keys_lead_to_what_is_written() {
    let yaml = source(
        "a.yaml",
        "base: &base\n  x: 1\nuse: *base\nmerged:\n  <<: [*base]\n  y: 2\n",
    );
    assert_eq!(key(&yaml, "/use/x", 0).1, "2:3");
    assert_eq!(key(&yaml, "/merged/x", 0).1, "2:3");
    assert_eq!(key(&yaml, "/merged/y", 0).1, "6:3");
}

#[test]
fn what_is_not_there_gives_the_nearest_node_around_it() {
    let yaml = source("a.yaml", "info:\n  title: x\n");
    assert_eq!(key(&yaml, "/info/license/name", 0).0, "info");
    assert_eq!(key(&yaml, "/info/title/deeper", 0).0, "title");
    assert_eq!(key(&yaml, "/paths", 0).1, "1:1");
}

#[test]
fn broken_texts_give_what_comes_before_the_fault() {
    let yaml = source("a.yaml", "a: 1\nb: [\n");
    assert_eq!(key(&yaml, "/a", 0).1, "1:1");
    for text in [
        "{\"a\": 1, \"b",
        "{\"a\": 1, x",
        "{\"a\": 1,,]}}",
        "{\"a\": 1 \"b\" 2",
    ] {
        let json = source("a.json", text);
        assert_eq!(key(&json, "/a", 0).1, "1:2", "{text}");
    }
    assert_eq!(locate(&source("a.json", " "), &Pointer::root(), 0), None);
}
