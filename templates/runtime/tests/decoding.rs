//! Where decoding fails, for good JSON of the wrong shape and for bytes that are no JSON.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

use sdkwright_runtime::runtime::mock::{self, Answer};
use sdkwright_runtime::runtime::{Call, Core, Error, Json, Operation, Security};
use serde::Deserialize;
use serde::de::DeserializeOwned;

static GET: Operation = Operation {
    id: "get",
    method: "GET",
    path: "/",
    server: None,
    security: Security::None,
    accept: "",
    defaults: &[],
};

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is read only to see where reading fails")]
struct Outer {
    name: Option<String>,
    client: Option<Client>,
    #[serde(rename = "odd key")]
    odd: Option<u8>,
    many: Option<Vec<Vec<Client>>>,
    map: Option<std::collections::BTreeMap<String, u8>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it is read only to see where reading fails")]
struct Client {
    id: u8,
    kind: Option<Kind>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Public,
    Secret,
}

async fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    let transport = mock::Transport::new();
    transport.answer_any(Answer::bytes(200, "application/json", body.to_vec()));
    let core = Core::builder()
        .server("http://h")
        .transport(transport)
        .build()
        .unwrap();
    Call::new(&core, &GET).send::<Json<T>>().await
}

#[tokio::test]
async fn the_path_leads_to_the_value_that_is_wrong() {
    let rows: [(&str, &str); 26] = [
        (r#"{"name": 1}"#, "name"),
        (r#"{"name": {"a": 1}}"#, "name"),
        (r#"{"name": ["a"]}"#, "name"),
        (r#"{"name": true, "client": {"id": 1}}"#, "name"),
        ("{\n  \"client\": {\n    \"id\": \"x\"\n  }\n}", "client.id"),
        (
            "{\n  \"client\": {\n    \"id\":\n null\n  }\n}",
            "client.id",
        ),
        ("{\"client\": {\"id\": 300}}\n", "client.id"),
        (r#"{"client": {"id": 1.5}, "name": "a"}"#, "client.id"),
        (r#"{"client": {"kind": "public"}}"#, "client"),
        (r#"{"client": {}}"#, "client"),
        (r#"{"client": {"id": 1, "kind": "other"}}"#, "client.kind"),
        (r#"{"client": {"id": 1, "extra": 2}}"#, "client.extra"),
        (r#"{"client": {"id": 1, "id": 2}}"#, "client.id"),
        (r#"{"client": [1, 2]}"#, "client[1]"),
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
async fn arrays_of_another_length_than_a_tuple_say_so() {
    for (body, path, reason) in [
        (
            "[[1, \"a\"], [2]]",
            "[1]",
            "invalid length 1, expected a tuple of size 2",
        ),
        (
            "[[1, \"a\", 3]]",
            "[0][2]",
            "the array has more items than expected: trailing characters",
        ),
        ("[] 1", "", "trailing characters"),
    ] {
        let error = decode::<Vec<(i32, String)>>(body.as_bytes())
            .await
            .unwrap_err();
        assert_eq!(error.path(), Some(path), "{body}\n{error}");
        assert!(error.to_string().contains(reason), "{body}\n{error}");
        let more = error.to_string().contains("more items");
        assert_eq!(more, reason.contains("more items"), "{body}\n{error}");
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
             expected value at line 1 column 1",
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
            let _ = decode::<Vec<u8>>(&bytes).await;
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
            .ends_with("line 1 column 1, in a body of type `text/html`"),
        "{error}"
    );
}
