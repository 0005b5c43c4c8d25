use serde_json::{Value, json};

use super::parse;
use crate::diagnostic::{Place, Report, Sources};

fn run(name: &str, text: &str) -> (Option<Value>, Report) {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let id = sources.add(name, text);
    let value = parse(id, &sources, &mut report);
    (value, report)
}

fn yaml(text: &str) -> Value {
    let (value, report) = run("a.yaml", text);
    assert_eq!(report.diagnostics(), [], "{text}");
    value.unwrap()
}

/// Returns the code and the message of the only finding.
fn fault(name: &str, text: &str) -> (&'static str, String) {
    let (_, report) = run(name, text);
    let [diagnostic] = report.diagnostics() else {
        panic!("{report:?}");
    };
    (diagnostic.code.name, diagnostic.message.clone())
}

#[test]
fn keys_that_are_not_strings_become_what_was_written() {
    assert_eq!(
        yaml("200: a\n1.10: b\ntrue: c\nnull: d\n0x1F: e\n"),
        json!({"200": "a", "1.10": "b", "true": "c", "null": "d", "0x1F": "e"})
    );
}

#[test]
fn numbers_stay_whole_where_they_are_whole() {
    let value = yaml(
        "a: 9223372036854775807\nb: 18446744073709551615\nc: -1\nd: 1.5\ne: 36893488147419103232\n",
    );
    assert_eq!(value["a"].as_i64(), Some(i64::MAX));
    assert_eq!(value["b"].as_u64(), Some(u64::MAX));
    assert_eq!(value["c"].as_i64(), Some(-1));
    assert_eq!(value["d"].as_f64(), Some(1.5));
    assert_eq!(value["e"].as_f64(), Some(36_893_488_147_419_103_232.0));
}

#[test]
fn numbers_out_of_range_are_texts() {
    let expected = json!({"a\"1e999": "1e999", "b": ["-1e+400", "x1e999", 1.5, "9".repeat(400)]});
    let json = format!(
        r#"{{"a\"1e999": 1e999, "b": [-1e+400, "x1e999", 1.5, {}]}}"#,
        "9".repeat(400)
    );
    let (value, report) = run("a.json", &json);
    assert_eq!(report.diagnostics(), []);
    assert_eq!(value, Some(expected.clone()));
    assert_eq!(
        yaml("a: [1e999, -1e+400]\n")["a"],
        json!(["1e999", "-1e+400"])
    );
    assert_eq!(run("a.json", "1e999").0, Some(json!("1e999")));
    // What rounds to zero, or to the nearest float, is a number.
    let (value, _) = run("a.json", &format!("[1e-999, {}]", "9".repeat(40)));
    assert_eq!(value, Some(json!([0.0, 1e40])));
}

#[test]
fn what_is_wrong_behind_a_number_out_of_range_is_where_it_was_written() {
    for (text, line, column) in [
        ("{\"ä\": 1e999, \"b\": 1e999 \"c\": 1}", 1, 25),
        ("[1e999,\r\n 2, 1e999, 01e999]", 2, 13),
        ("[1e999, \"\\ud83d\"]", 1, 10),
        ("[1e999, 1e", 1, 10),
    ] {
        let (value, report) = run("a.json", text);
        assert_eq!(value, None, "{text}");
        let places: Vec<_> = report.diagnostics()[0]
            .labels
            .iter()
            .map(|it| &it.place)
            .collect();
        let [
            Place::Position {
                line: found_line,
                column: found_column,
                ..
            },
        ] = places[..]
        else {
            panic!("{places:?}");
        };
        assert_eq!((*found_line, *found_column), (line, column), "{text}");
        // The same as without numbers out of range.
        let (_, plain) = run("a.json", &text.replace("1e999", "1e099"));
        assert_eq!(
            plain.diagnostics()[0].labels,
            report.diagnostics()[0].labels,
            "{text}"
        );
        assert_eq!(
            plain.diagnostics()[0].message,
            report.diagnostics()[0].message,
            "{text}"
        );
    }
    let (_, report) = run("a.json", r#"{"a": 1e999, "a": 2}"#);
    assert_eq!(report.diagnostics().len(), 1);
    assert_eq!(
        fault("a.json", &format!("[1e999, {}", "[".repeat(200))).0,
        "nested-too-deep"
    );
}

#[test]
fn keys_keep_their_order() {
    let value = yaml("z: 1\na: 2\nm: 3\n");
    let keys: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["z", "a", "m"]);
}

#[test]
fn an_own_key_wins_over_a_merged_one_and_the_first_of_a_list_over_the_second() {
    let value =
        yaml("one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\nall:\n  <<: [*one, *two]\n  a: 0\n");
    assert_eq!(value["all"], json!({"a": 0, "b": 1, "c": 2}));
}

#[test]
fn a_merge_key_is_an_ordinary_key_in_json() {
    let (value, _) = run("a.json", r#"{"<<": {"a": 1}}"#);
    assert_eq!(value, Some(json!({"<<": {"a": 1}})));
}

#[test]
fn merging_anything_but_objects_is_refused() {
    assert_eq!(fault("a.yaml", "a:\n  <<: 1\n").0, "invalid-merge");
}

#[test]
fn surrogate_pairs_of_json_are_one_character() {
    let (value, _) = run("a.json", r#"{"a": "\ud83d\ude00"}"#);
    assert_eq!(value, Some(json!({"a": "😀"})));
    let (value, _) = run("a.json", r#"{"\uD83D\uDE00": "\\ud83d"}"#);
    assert_eq!(value, Some(json!({"😀": "\\ud83d"})));
}

#[test]
fn a_lone_surrogate_is_told_where_it_stands() {
    for (text, escape, line, column) in [
        (r#"{"a": "\ud83d"}"#, r"\ud83d", 1, 8),
        (r#"{"a": "ä\uDE00 b"}"#, r"\uDE00", 1, 9),
        (r#"{"a": "\ud83d\u0041"}"#, r"\ud83d", 1, 8),
        (r#"{"a": "\ud83d\n"}"#, r"\ud83d", 1, 8),
        ("{\r\n\"\\ud83d\": 1}", r"\ud83d", 2, 2),
        (r#"[1e999, "\ud83d\ude00 \ud83d"]"#, r"\ud83d", 1, 23),
    ] {
        let expected =
            format!("this is not JSON: `{escape}` is half of a character, without the other half");
        assert_eq!(
            fault("a.json", text),
            ("invalid-syntax", expected),
            "{text}"
        );
        let (_, report) = run("a.json", text);
        assert!(
            matches!(report.diagnostics()[0].labels[0].place,
                Place::Position { line: at, column: in_line, .. } if (at, in_line) == (line, column)),
            "{text}: {report:?}"
        );
    }
    // YAML has no halves.
    assert_eq!(fault("a.yaml", r#"a: "\ud83d""#).0, "invalid-syntax");
}

#[test]
fn every_duplicate_is_reported_with_both_places() {
    let (value, report) = run("a.json", r#"{"x": [{"a": 1, "a": 2, "a": 3}], "x": 1}"#);
    assert_eq!(value, None);
    let places: Vec<_> = report
        .diagnostics()
        .iter()
        .flat_map(|diagnostic| &diagnostic.labels)
        .map(|label| match &label.place {
            Place::Node {
                pointer,
                occurrence,
                ..
            } => format!("{pointer} {occurrence}"),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        places,
        [
            "/x/0/a 1", "/x/0/a 0", "/x/0/a 2", "/x/0/a 0", "/x 1", "/x 0"
        ]
    );
}

#[test]
fn tags_are_ignored_with_a_warning() {
    let (value, report) = run("a.yaml", "a: !include b.yaml\nc: !!str 1\n");
    assert_eq!(value, Some(json!({"a": "b.yaml", "c": "1"})));
    assert_eq!(
        report.diagnostics()[0].message,
        "the tag `!include` means nothing in OpenAPI and is ignored"
    );
}

#[test]
fn infinity_is_refused() {
    assert_eq!(fault("a.yaml", "maximum: .inf\n").0, "number-not-finite");
}

#[test]
fn syntax_errors_say_what_without_where() {
    assert_eq!(
        fault("a.json", "{\"a\": 1 \"b\": 2}"),
        (
            "invalid-syntax",
            "this is not JSON: expected `,` or `}`".into()
        )
    );
    let (_, report) = run("a.json", "{\"ä\": 1 \"b\": 2}");
    assert!(matches!(
        report.diagnostics()[0].labels[0].place,
        Place::Position {
            line: 1,
            column: 9,
            ..
        }
    ));
    assert_eq!(fault("a.yaml", "a: 1\n\tb: 2\n").0, "invalid-syntax");
    assert_eq!(fault("a.yaml", "{{a}}: 1\n").0, "invalid-syntax");
    assert_eq!(
        fault("a.yaml", "a: *b\n").1,
        "this is not YAML: unknown anchor"
    );
}

#[test]
fn several_documents_are_refused() {
    assert_eq!(fault("a.yaml", "a: 1\n---\nb: 2\n").0, "several-documents");
}

#[test]
fn comments_alone_are_an_empty_document() {
    assert_eq!(fault("a.yaml", "# nothing\n").0, "empty-input");
}

#[test]
fn depth_is_bounded() {
    for (name, text) in [
        ("a.json", "[".repeat(100_000)),
        ("b.json", format!("{}{}", "[".repeat(121), "]".repeat(121))),
        ("c.yaml", "[".repeat(100_000)),
        ("c2.yaml", "{a: ".repeat(100_000)),
        ("d.yaml", format!("{}{}", "[".repeat(121), "]".repeat(121))),
        ("e.yaml", "a: &a\n  b: *a\n".to_owned()),
        (
            "f.yaml",
            (0..200).map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
        ),
    ] {
        assert_eq!(fault(name, &text).0, "nested-too-deep", "{name}");
    }
    let deepest = format!("{}{}", "[".repeat(120), "]".repeat(120));
    assert!(run("a.json", &deepest).0.is_some());
    assert!(run("a.yaml", &deepest).0.is_some());
}

#[test]
fn brackets_in_texts_are_not_depth() {
    let value = yaml(&format!("a: '{}'\n", "[".repeat(2_000)));
    assert_eq!(value["a"].as_str().map(str::len), Some(2_000));
}

#[test]
fn aliases_of_aliases_are_bounded() {
    let mut bomb = String::from("a0: &a0 [x]\n");
    for level in 1..12 {
        let previous = format!("*a{}, ", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{previous}]\n"));
    }
    assert_eq!(fault("a.yaml", &bomb).0, "expands-too-far");
}
