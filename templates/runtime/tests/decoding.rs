//! Where decoding fails, for good JSON of the wrong shape and for bytes that are no JSON.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]
#![expect(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    reason = "a test exports nothing, and uses a part of the runtime"
)]

#[path = "../src/runtime/mod.rs"]
mod runtime;

use std::collections::BTreeMap;

use runtime::codec::Decode;
use runtime::mock::{self, Answer};
use runtime::{Call, Core, Error, Json, Operation, Security, object, string_enum};

static GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: "/",
    server: None,
    security: Security::None,
    accept: "",
    defaults: &[],
};

#[derive(Clone, Default)]
struct Outer {
    name: Option<String>,
    client: Option<Client>,
    odd: Option<u32>,
    many: Option<Vec<Vec<Client>>>,
    map: Option<BTreeMap<String, u32>>,
}

object!(Outer {
    optional name = "name",
    optional client = "client",
    optional odd = "odd key",
    optional many = "many",
    optional map = "map",
});

#[derive(Clone)]
struct Client {
    id: u32,
    kind: Option<Kind>,
}

object!(Client {
    required id = "id",
    optional kind = "kind",
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Public,
    Secret,
}

string_enum!(Kind {
    Public = "public",
    Secret = "secret",
});

async fn decode<T: Decode>(body: &[u8]) -> Result<T, Error> {
    let transport = mock::Transport::new();
    transport.answer_any(Answer::bytes(200, "application/json", body.to_vec()));
    let core = Core::builder()
        .server("http://h")
        .transport(transport)
        .build()
        .unwrap();
    Call::new(&core, &GET).send::<Json<T>>().await
}

#[test]
fn models_are_the_same_where_all_members_are() {
    let outer = |text: &str| serde_json::from_str::<Outer>(text).unwrap();
    let one = outer(r#"{"name": "a", "client": {"id": 1}, "map": {"x": 1}}"#);
    assert_eq!(one, one.clone());
    for other in [
        r#"{"client": {"id": 1}, "map": {"x": 1}}"#,
        r#"{"name": "b", "client": {"id": 1}, "map": {"x": 1}}"#,
        r#"{"name": "a", "client": {"id": 2}, "map": {"x": 1}}"#,
        r#"{"name": "a", "client": {"id": 1}, "map": {"x": 2}}"#,
    ] {
        assert_ne!(one, outer(other));
    }
}

/// What `object!` and `string_enum!` are not given, but `derive` is.
mod derived {
    use std::collections::BTreeMap;

    #[derive(Debug)]
    #[expect(dead_code, reason = "it is shown")]
    pub(super) struct Open {
        pub(super) id: u32,
        pub(super) state: Option<State>,
        pub(super) other_state: Option<State>,
        pub(super) rest: BTreeMap<String, u32>,
    }

    #[derive(Debug)]
    #[expect(dead_code, reason = "it is shown")]
    pub(super) enum State {
        Asleep,
        Unknown(String),
    }

    #[derive(Debug)]
    pub(super) struct Nothing {}
}

#[derive(Clone)]
struct Open {
    id: u32,
    state: Option<State>,
    other_state: Option<State>,
    rest: BTreeMap<String, u32>,
}

object!(Open {
    required id = "id",
    optional state = "state",
    optional other_state = "other-state",
} rest rest);

#[derive(Clone)]
enum State {
    Asleep,
    Unknown(String),
}

string_enum!(State {
    Asleep = "asleep",
} else Unknown);

#[derive(Clone, Default)]
struct Nothing {}

object!(Nothing {});

#[derive(Clone)]
struct Escaped {
    first: Option<u32>,
    second: u32,
}

object!(Escaped {
    escaped_optional first = "a\"b",
    escaped_required second = "c\\d",
});

#[test]
fn names_that_json_escapes_are_written_as_they_are_read() {
    let text = r#"{"a\"b":1,"c\\d":2}"#;
    let escaped = serde_json::from_str::<Escaped>(text).unwrap();
    assert_eq!((escaped.first, escaped.second), (Some(1), 2));
    assert_eq!(serde_json::to_string(&escaped).unwrap(), text);
    let without = Escaped {
        first: None,
        ..escaped
    };
    assert_eq!(serde_json::to_string(&without).unwrap(), r#"{"c\\d":2}"#);
}

#[test]
fn models_are_shown_as_if_that_were_derived() {
    let text = r#"{"id": 1, "state": "asleep", "other-state": "a\"b", "x": 7}"#;
    let open = serde_json::from_str::<Open>(text).unwrap();
    let same = derived::Open {
        id: 1,
        state: Some(derived::State::Asleep),
        other_state: Some(derived::State::Unknown("a\"b".to_owned())),
        rest: BTreeMap::from([("x".to_owned(), 7)]),
    };
    assert_eq!(format!("{open:?}"), format!("{same:?}"));
    assert_eq!(format!("{open:#?}"), format!("{same:#?}"));
    let nothing = (Nothing {}, derived::Nothing {});
    assert_eq!(format!("{:?}", nothing.0), format!("{:?}", nothing.1));
}

#[test]
fn models_differ_where_other_members_do() {
    let open = |text: &str| serde_json::from_str::<Open>(text).unwrap();
    let one = open(r#"{"id": 1, "x": 7}"#);
    assert_eq!(one, open(r#"{"x": 7, "id": 1}"#));
    for other in [
        r#"{"id": 1}"#,
        r#"{"id": 1, "x": 8}"#,
        r#"{"id": 1, "y": 7}"#,
    ] {
        assert_ne!(one, open(other));
    }
    assert_eq!(serde_json::to_string(&one).unwrap(), r#"{"id":1,"x":7}"#);
}

#[tokio::test]
async fn the_path_leads_to_the_value_that_is_wrong() {
    let rows: [(&str, &str); 25] = [
        (r#"{"name": 1}"#, "name"),
        (r#"{"name": {"a": 1}}"#, "name"),
        (r#"{"name": ["a"]}"#, "name"),
        (r#"{"name": true, "client": {"id": 1}}"#, "name"),
        ("{\n  \"client\": {\n    \"id\": \"x\"\n  }\n}", "client.id"),
        (
            "{\n  \"client\": {\n    \"id\":\n null\n  }\n}",
            "client.id",
        ),
        ("{\"client\": {\"id\": 5000000000}}\n", "client.id"),
        (r#"{"client": {"id": 1.5}, "name": "a"}"#, "client.id"),
        (r#"{"client": {"kind": "public"}}"#, "client"),
        (r#"{"client": {}}"#, "client"),
        (r#"{"client": {"id": 1, "kind": "other"}}"#, "client.kind"),
        (r#"{"client": {"id": 1, "extra": [2}}"#, "client.extra[0]"),
        (r#"{"client": [1, 2]}"#, "client"),
        (r#"{"odd key": -1}"#, "[\"odd key\"]"),
        (
            r#"{"many": [[], [{"id": 1}, {"id": "}]"}]]}"#,
            "many[1][1].id",
        ),
        (r#"{"many": [[{"id": 1}, null]]}"#, "many[0][1]"),
        (r#"{"many": [[{"id": 1}, [2]], []]}"#, "many[0][1]"),
        (r#"{"name": "a\"},{[\\", "many": [{}]}"#, "many[0]"),
        (r#"{"map": {"a.b": 1, "\u0041\"": 1, "x": "y"}}"#, "map.x"),
        (r#"{"map": {"\u00c4": "y"}}"#, "map.Ä"),
        (r#"{"map": {"a\nb": "y"}}"#, "map[\"a b\"]"),
        (r#"{"name": }"#, "name"),
        (r#"{"many": [[{"id": 1]]}"#, "many[0][0].id"),
        (r#"{"map": {"a": 1"#, "map.a"),
        (r#"{"map": {"a": tru"#, "map.a"),
    ];
    for (body, path) in rows {
        let error = decode::<Outer>(body.as_bytes()).await.unwrap_err();
        assert_eq!(error.path(), Some(path), "{body}\n{error}");
    }
}

#[tokio::test]
async fn what_a_model_does_not_know_is_passed_over_and_the_last_of_two_counts() {
    let body =
        br#"{"other": [{"a": "\\\"]"}, 1e5, null, true], "name": "a", "name": "b", "odd key": 7}"#;
    let value: Outer = decode(body).await.unwrap();
    assert_eq!((value.name.as_deref(), value.odd), (Some("b"), Some(7)));
}

#[tokio::test]
async fn arrays_of_another_length_than_a_tuple_say_so() {
    for (body, path, reason) in [
        (
            "[[1, \"a\"], [2]]",
            "[1]",
            "the array has fewer than 2 items",
        ),
        (
            "[[1, \"a\", 3]]",
            "[0][2]",
            "the array has more than 2 items",
        ),
        ("[] 1", "", "expected the end, found 1"),
    ] {
        let error = decode::<Vec<(i32, String)>>(body.as_bytes())
            .await
            .unwrap_err();
        assert_eq!(error.path(), Some(path), "{body}\n{error}");
        assert!(error.to_string().contains(reason), "{body}\n{error}");
    }
}

#[tokio::test]
async fn a_failure_at_the_top_has_no_path() {
    for (body, text) in [
        (
            "",
            "get: the request succeeded (200 OK), but the body cannot be decoded: it is empty",
        ),
        (
            " \n",
            "get: the request succeeded (200 OK), but the body cannot be decoded: it is empty",
        ),
        (
            "<html>",
            "get: the request succeeded (200 OK), but the body cannot be decoded: \
             expected an object (Outer), found '<' at line 1 column 1",
        ),
    ] {
        let error = decode::<Outer>(body.as_bytes()).await.unwrap_err();
        assert_eq!(error.path(), Some(""));
        assert_eq!(error.to_string(), text);
        assert_eq!(error.body().unwrap(), body);
    }
}

#[tokio::test]
async fn no_bytes_make_the_search_panic() {
    let good = r#"{"name":"a\"\\","client":{"id":1},"many":[[{"id":2}],[]],"map":{"ä":3}}"#;
    for cut in 0..good.len() {
        let _ = decode::<Outer>(&good.as_bytes()[..cut]).await;
        for byte in [b'"', b'\\', b'{', b']', b',', b':', b'\n', 0, 0xff] {
            let mut bytes = good.as_bytes().to_vec();
            bytes[cut] = byte;
            let _ = decode::<Outer>(&bytes).await;
            let _ = decode::<Vec<u32>>(&bytes).await;
        }
    }
    let deep = "[".repeat(100_000);
    let error = decode::<serde_json::Value>(deep.as_bytes())
        .await
        .unwrap_err();
    assert!(error.to_string().len() < 500, "{error}");
    let open = format!(r#"{{"extra": {}"#, r#"{"a":["#.repeat(100_000));
    let error = decode::<Outer>(open.as_bytes()).await.unwrap_err();
    assert!(error.path().unwrap().starts_with('…'), "{error}");
    let closed = format!(
        r#"{{"extra": {}1{}, "name": 1}}"#,
        r#"{"a":["#.repeat(300),
        "]}".repeat(300)
    );
    let error = decode::<Outer>(closed.as_bytes()).await.unwrap_err();
    assert_eq!(error.path(), Some("name"));
    let long = format!(r#"{{"map": {{"{}": "x"}}}}"#, "k".repeat(100_000));
    let error = decode::<Outer>(long.as_bytes()).await.unwrap_err();
    assert!(error.to_string().len() < 1000, "{error}");
}

#[tokio::test]
async fn a_body_of_another_type_is_named() {
    let transport = mock::Transport::new();
    transport.answer_any(Answer::bytes(200, "text/html", "<html>"));
    let core = Core::builder()
        .server("http://h")
        .transport(transport)
        .build()
        .unwrap();
    let error = Call::new(&core, &GET)
        .send::<Json<Outer>>()
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("it is of type `text/html` instead of JSON: "),
        "{error}"
    );
}
