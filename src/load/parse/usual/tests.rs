use std::{fs, path::Path};

use serde_json::Value;

use super::super::{Format, Tree, yaml};
use super::parse;

/// Returns what the parser makes of a text, where it finds nothing wrong with it.
fn parsed(text: &str) -> Option<Value> {
    let mut tree = Tree::new(Format::Yaml, text);
    let value = yaml::parse_any(text, &mut tree).ok()?;
    tree.into_faults().is_empty().then_some(value)
}

/// Checks that a text is unusual, or that its tree is the parser's, and returns whether it has one.
fn is_usual(text: &str) -> bool {
    let Ok(value) = parse(text) else { return false };
    let expected = parsed(text).unwrap_or_else(|| panic!("not for the parser: {text}"));
    // As texts, because objects are equal in any order.
    assert_eq!(value.to_string(), expected.to_string(), "{text}");
    true
}

/// Returns the documents of a folder and those within.
fn documents(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts.extend(documents(&path));
        } else if path.extension().is_some_and(|it| it == "yaml") {
            texts.extend(fs::read_to_string(path));
        }
    }
    texts
}

fn specs() -> Vec<String> {
    documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("specs"))
}

/// What follows `a: `, or stands in a sequence, with the lines after it.
const VALUES: &[&str] = &[
    "b",
    "b c # d",
    "b#c",
    "b\n  c\n\n\n  d",
    "b\n  # c",
    "b\n  - c",
    "-1",
    "-b",
    "- b",
    "1.10",
    "1_000",
    "0x1F",
    "0o17",
    "010",
    "+1",
    "-0",
    "1e3",
    "1e999",
    "36893488147419103232",
    "-9223372036854775809",
    "0x1FFFFFFFFFFFFFFFFFF",
    ".5",
    ".inf",
    "..b",
    "2026-11-30",
    "1.0.0",
    "~",
    "null",
    "True",
    "yes",
    "",
    " # b",
    "http://b:80/c",
    "b:c",
    "b: c",
    "b:",
    "'b'",
    "'it''s' # c",
    "''",
    "'b'c",
    "'b': c",
    "'b\n  c'",
    "'b  \n\n   c'",
    "'b\nc'",
    "\"b\"",
    "\"b: \\\"c\\\" \\n\\t\\\\\\/\"",
    "\"\\u00e9\"",
    "\"b \\\n  c\"",
    "\"b\n  c\n\n  \"",
    "\"b",
    "|\n  b\n   c\n\n  d\n",
    "|-\n  b\n  \n\n",
    "|+\n\n  b\n    \n \n",
    "|\n  b\n    \n  c",
    "|2\n   b",
    "| # c\n  b",
    "|\n",
    "|\n    \n  b",
    "|\nb",
    ">\n  b\n  c\n\n  d\n   e\n  f\n\n\n  g\n",
    ">-\n\n  b\n\n   c\n",
    ">+\n  b\n\n",
    ">\n  b # c\n# d\n",
    "[]",
    "{}",
    "[b, 'c', \"d\", 1, null, [e], {f: g}]",
    "[b,]",
    "[b, , c]",
    "[b c, d]",
    "[b: c]",
    "[b\n  , c,\n  d\n]",
    "[b\n  c]",
    "[\nb]",
    "[b # c\n ]",
    "[b#c]",
    "[-1, -b]",
    "[- b]",
    "{b: c, 'd': e, \"f\":g, 1: 2}",
    "{b: , c}",
    "{b:c}",
    "{b: c, b: d}",
    "{b: [c, {d: e}],\n  f: g}",
    "{http://b: c}",
    "{?b: c}",
    "[b]: c",
    "[b] c",
    "[b",
    "&b c",
    "*b",
    "!b c",
    "%b",
    "@b",
    "`b`",
    "? b",
    ", b",
    "#b",
    "b\tc",
    "é ✓ 🦀",
    "b\u{85}c",
    "b\u{2028}c",
    "\n  b: c\n  d: e",
    "\n  b",
    "\n  b\n  c",
    "\n- b\n- c",
    "\n- b:\n  - c\n  d: e\n-\n- \n- - f\n  - g",
    "\n    b: c\n  d: e",
    "\n  b: c\n   d: e",
    "\n  - b\n - c",
    "\n  - b\n  c: d",
    "\n  # c\n\n  b:\n # d\n    c: d",
    "\n  \"b\": c\n  'd' : e\n  200: f\n  ~: g",
    "\n  \"b\\n\": c",
    "\n  b c : d\n  \"\": e\n  e#f: g",
    "\n  <<: {b: c}",
    "\n  b: c\n  b: d",
    "\n  ? b\n  : c",
    "\n  b: c\n...\n",
    "\n  b\n---\nc: d",
];

#[test]
fn values_are_those_of_the_parser() {
    let mut usual = 0;
    for value in VALUES {
        for (before, after) in [
            ("a: ", "\n"),
            ("a: ", ""),
            ("a: ", "\nz: 1\n"),
            ("- ", "\n"),
            ("x:\n- ", "\n- z\n"),
            ("x:\n  - a: ", "\n    z: 1\n"),
            ("---\n# b\na: ", "  \n"),
        ] {
            usual += usize::from(is_usual(&format!("{before}{value}{after}")));
        }
    }
    // Nothing but roots that are objects, so one in seven never is.
    assert!(usual > VALUES.len() * 3, "{usual}");
}

#[test]
fn usual_documents_are_read_here() {
    let authlete = include_str!("../../../../specs/authlete.yaml");
    assert!(is_usual(authlete));
    let (all, usual) = specs().iter().fold((0, 0), |(all, usual), text| {
        (all + 1, usual + usize::from(is_usual(text)))
    });
    assert!(usual * 5 > all * 4, "{usual} of {all}");
}

#[test]
fn damaged_documents_are_read_as_the_parser_reads_them() {
    let specs = specs();
    let mut random = 1_u64;
    let mut below = |bound: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(random >> 33).unwrap() % bound
    };
    let small: Vec<&String> = specs.iter().filter(|it| it.len() < 4_000).collect();
    let pieces = [
        " ", "  ", "\n", "\n\n", "\n  ", ":", ": ", "#", " #", "-", "- ", "\n- ", "'", "\"", "[",
        "]", "{", "}", ",", "|\n", ">\n", "|-", "a", "0", "1", ".", "~", "\\", "&", "*", "!", "?",
        "%", "é",
    ];
    let rounds = std::env::var("ROUNDS").map_or(20, |it| it.parse().unwrap());
    for text in small {
        for _ in 0..rounds {
            let mut damaged: Vec<char> = text.chars().collect();
            for _ in 0..=below(3) {
                let start = below(damaged.len());
                let end = (start + below(4)).min(damaged.len());
                damaged.splice(start..end, pieces[below(pieces.len())].chars());
            }
            is_usual(&damaged.iter().collect::<String>());
        }
    }
}
