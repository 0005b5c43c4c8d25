//! What errors say.

use super::*;

async fn shown(media_type: &str, body: &str) -> String {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(400, media_type, body.to_owned()));
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    error.to_string()
}

#[tokio::test]
async fn what_the_server_says_is_found_under_many_names() {
    for (body, expected) in [
        (r#"{"resultCode":"A1","resultMessage":"m"}"#, ": A1: m"),
        (r#"{"code":42,"message":"m"}"#, ": 42: m"),
        (
            r#"{"error":"invalid_grant","error_description":"m"}"#,
            ": invalid_grant: m",
        ),
        (r#"{"error":"invalid_grant"}"#, ": invalid_grant"),
        (
            r#"{"type":"about:blank","title":"T","detail":"D","status":400}"#,
            ": 400: D",
        ),
        (r#"{"title":"T"}"#, ": T"),
        (r#"{"error":{"code":"c","message":"m"}}"#, ": c: m"),
        (r#"{"errors":[{"code":"c","message":"m"}]}"#, ": c: m"),
        (r#"{"errors":["m"]}"#, ": m"),
        (r#"[{"message":"m"}]"#, ": m"),
        (r#""m""#, ": m"),
        (r#"{"message":""}"#, ""),
        ("{}", ""),
        ("null", ""),
        ("<html>", ""),
        ("", ""),
    ] {
        let text = shown("application/json", body).await;
        assert_eq!(text, format!("op: 400 Bad Request{expected}"), "{body}");
    }
    assert_eq!(
        shown("text/plain", " a\n b ").await,
        "op: 400 Bad Request: a b"
    );
    let long = shown("text/plain", &"é".repeat(10_000)).await;
    assert!(long.ends_with('…') && long.chars().count() < 400);
}

#[tokio::test]
async fn a_status_that_nobody_registered_is_a_number() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(599));
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 599");
}

#[tokio::test]
async fn debug_shows_the_length_of_the_body_only() {
    let (core, transport) = mocked();
    let body = format!(r#"{{"access_token":"{SECRET}"}}"#);
    transport.answer_any(Answer::bytes(400, "application/json", body));
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    let debug = format!("{error:?} {:?}", transport.requests());
    assert!(!debug.contains(SECRET), "{debug}");
    assert!(debug.contains("47 bytes"), "{debug}");
}

#[tokio::test]
async fn text_that_is_no_utf_8_is_a_decoding_failure() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, "text/plain", vec![b'a', 0xff]));
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "op: the request succeeded (200 OK), but the body cannot be decoded: \
         invalid utf-8 sequence of 1 bytes from index 1"
    );
}

#[test]
fn what_is_wrong_first_is_reported() {
    let (core, _) = mocked();
    let wrong = call(&core, Method::GET)
        .header("a b", "")
        .base_url("nonsense");
    let error = wrong.into_request().unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: \"a b\" cannot be the name of a header"
    );
    let error = Core::builder().header("a b", "").build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
