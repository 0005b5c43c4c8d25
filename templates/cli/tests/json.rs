//! JSON as text: what is written is what was there.

use sdkwright_command::cli::json::{Object, Raw, compact, pretty};

#[test]
fn lines_for_people() {
    let text = br#" {"b":[1.50,{"c":"{,:]\"\\"}],"a":{},"n":null,"l":[ ]} "#;
    let lines = r#"{
  "b": [
    1.50,
    {
      "c": "{,:]\"\\"
    }
  ],
  "a": {},
  "n": null,
  "l": []
}"#;
    assert_eq!(pretty(text).unwrap(), lines);
    let line = r#"{"b":[1.50,{"c":"{,:]\"\\"}],"a":{},"n":null,"l":[]}"#;
    assert_eq!(compact(text).unwrap(), line);
    assert_eq!(compact(lines.as_bytes()).unwrap(), line);
}

#[test]
fn scalars_stay_as_they_are() {
    for text in [
        "null",
        "-0.10e+5",
        "123456789012345678901234567890",
        r#""\u001b{""#,
        "true",
    ] {
        assert_eq!(pretty(text.as_bytes()).unwrap(), text);
        assert_eq!(compact(format!(" {text}\n").as_bytes()).unwrap(), text);
    }
}

#[test]
fn what_is_no_json_is_told() {
    for text in ["", "{", "[1,]", "{\"a\":1}}", "nul", "\"\u{1}\""] {
        assert_eq!(pretty(text.as_bytes()), None, "{text}");
        assert_eq!(compact(text.as_bytes()), None, "{text}");
    }
    assert_eq!(compact(b"\"\xff\""), None);
}

/// Otherwise the text would grow with the square of its depth.
#[test]
fn what_is_nested_deep_is_indented_so_far_only() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let lines = pretty(deep.as_bytes()).unwrap();
    assert!(lines.len() < 100 * 2 * 132, "{} bytes", lines.len());
    assert_eq!(compact(lines.as_bytes()).unwrap(), deep);
}

#[test]
fn members_keep_their_order_and_their_digits() {
    let mut object = Object::parse(r#"{ "b": 1.0, "a": [ 2 ], "b": 3.10 }"#).unwrap();
    object.set("c", Raw::string("say \"no\"\n"));
    object.set(
        "a",
        Raw::list(&[Raw::parse(" 1e2 ").unwrap(), Raw::string("x")]),
    );
    assert!(object.has("a") && !object.has("d"));
    let text = r#"{"b":3.10,"a":[1e2,"x"],"c":"say \"no\"\n"}"#;
    assert_eq!(object.to_raw().text(), text);
    assert!(Object::parse("[]").is_err());
}
