//! Answers as one of several media types: what is asked for, and what servers say that they send.

use bytes::Bytes;
use http::header::ACCEPT;
use sdkwright_runtime::runtime::{As, Binary, FromResponse, Json, Optional};

use super::*;

/// What is asked for, and for errors only where nothing else is to be had.
const CSV: &str = "text/csv; header=present, application/json;q=0.1";
const PDF: &str = "application/pdf";
const JSON: &str = "application/vnd.example.v2+json";

fn report() -> &'static Operation {
    Box::leak(Box::new(Operation {
        accept: "application/json, application/problem+json",
        ..operation(Method::GET, Security::None).clone()
    }))
}

async fn read<K: FromResponse>(
    accept: &'static str,
    said: &str,
    body: impl Into<Bytes>,
) -> Result<K::Output, Error> {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, said, body));
    let result = As::<K>::new(Call::new(&core, report()), accept).await;
    let [request] = &transport.requests()[..] else {
        panic!("one request came");
    };
    assert_eq!(request.headers[ACCEPT], accept);
    result
}

#[tokio::test]
async fn a_type_that_says_nothing_or_the_same_is_the_one_that_was_asked_for() {
    for said in [
        "",
        "text/csv",
        "TEXT/CSV ; charset=UTF-8",
        "application/csv",
        "text/x-csv",
        "application/vnd.csv",
        "text/plain; charset=utf-8",
        "application/octet-stream",
        "binary/octet-stream",
    ] {
        let text = read::<Text>(CSV, said, "a,b").await;
        assert_eq!(text.unwrap(), "a,b", "{said}");
    }
    for (accept, said) in [
        (PDF, "application/x-pdf"),
        ("application/zip", "application/x-zip-compressed"),
        ("image/jpg", "image/jpeg"),
        ("image/*", "image/png"),
        ("*/*", "text/html"),
        ("application/xml", "application/atom+xml"),
        ("application/atom+xml", "text/xml"),
    ] {
        let bytes = read::<Binary>(accept, said, vec![0, 255]).await;
        assert_eq!(bytes.unwrap().as_ref(), [0, 255], "{accept} {said}");
    }
}

#[tokio::test]
async fn an_answer_of_another_type_names_both_and_keeps_the_body() {
    for said in [
        "application/json",
        "text/html; charset=utf-8",
        "application/pdf",
        "text/csvx",
        "x",
    ] {
        let error = read::<Text>(CSV, said, "{}").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.status().unwrap(), 200);
        assert_eq!(error.body().unwrap(), "{}");
        let text = format!(
            "op: the request succeeded (200 OK), but the body cannot be decoded: \
             it is of type `{said}` instead of `text/csv`"
        );
        assert_eq!(error.to_string(), text);
    }
    let error = read::<Binary>("image/*", "application/json", "{}").await;
    let text = error.unwrap_err().to_string();
    assert!(text.ends_with("it is of type `application/json` instead of `image/*`"));
}

#[tokio::test]
async fn json_is_read_whatever_type_it_has() {
    for said in [
        "",
        "application/json",
        "text/json",
        "application/problem+json",
        "text/plain",
        "text/html",
        "application/octet-stream",
    ] {
        let numbers = read::<Json<Vec<i64>>>(JSON, said, "[1]").await;
        assert_eq!(numbers.unwrap(), [1], "{said}");
    }
    assert_eq!(read::<Optional<i64>>(JSON, "", "").await.unwrap(), None);
}

#[tokio::test]
async fn what_is_no_json_is_told_by_its_type() {
    let why = "expected an array, found a at line 1 column 1";
    for (said, expected) in [
        (JSON, why.to_owned()),
        ("", why.to_owned()),
        (
            "text/csv",
            format!("it is of type `text/csv` instead of `{JSON}`: {why}"),
        ),
        (
            "application/json; charset=utf-8",
            format!("it is of type `application/json; charset=utf-8` instead of `{JSON}`: {why}"),
        ),
    ] {
        let error = read::<Json<Vec<i64>>>(JSON, said, "a,b").await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.ends_with(&format!("decoded: {expected}")),
            "{text}\n{expected}"
        );
    }
    // So it is where the operation asks by itself: for what it reads, not for errors.
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, "text/csv", "a,b"));
    let call = Call::new(&core, report()).send::<Json<i64>>();
    let text = call.await.unwrap_err().to_string();
    assert!(
        text.contains("it is of type `text/csv` instead of `application/json`: "),
        "{text}"
    );
}

#[tokio::test]
async fn text_that_is_none_is_told_by_its_type() {
    for (said, expected) in [
        (
            "application/octet-stream",
            "it is of type `application/octet-stream` instead of `text/csv`: invalid utf-8",
        ),
        ("text/csv", "decoded: invalid utf-8"),
    ] {
        let error = read::<Text>(CSV, said, vec![255]).await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    }
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, "image/png", vec![255]));
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    let expected = "it is of type `image/png` instead of `text/plain`: invalid utf-8";
    assert!(error.to_string().contains(expected), "{error}");
}

#[tokio::test]
async fn a_plain_call_takes_text_and_bytes_as_they_come() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, "application/json", "{}"));
    transport.answer_any(Answer::bytes(200, "text/html", "<p>"));
    let text = call(&core, Method::GET).send::<Text>().await;
    assert_eq!(text.unwrap(), "{}");
    let bytes = call(&core, Method::GET).send::<Binary>().await;
    assert_eq!(bytes.unwrap(), "<p>");
}

#[tokio::test]
async fn one_of_several_types_may_be_streamed() {
    let (core, transport) = mocked();
    let stream = |answer| {
        transport.answer_any(answer);
        As::<Text>::new(Call::new(&core, report()), CSV).stream()
    };
    let mut bytes = stream(Answer::chunks(200, "text/csv", ["a,", "b"]))
        .await
        .unwrap();
    assert_eq!(bytes.next().await.unwrap().unwrap(), "a,");
    assert_eq!(bytes.next().await.unwrap().unwrap(), "b");
    assert!(bytes.next().await.is_none());
    let error = stream(Answer::bytes(200, "text/html", "<p>Log in</p>"))
        .await
        .unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("it is of type `text/html` instead of `text/csv`"),
        "{error}"
    );
    assert_eq!(error.body().unwrap(), "<p>Log in</p>");
}

#[tokio::test]
async fn an_error_is_one_whatever_was_asked_for() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(
        404,
        "application/problem+json; charset=utf-8",
        r#"{"title":"None"}"#,
    ));
    transport.answer_any(Answer::text(404, "None"));
    let error = As::<Text>::new(Call::new(&core, report()), CSV).await;
    let error = error.unwrap_err();
    assert_eq!(error.to_string(), "op: 404 Not Found: None");
    let body: serde_json::Value = error.body_as().unwrap();
    assert_eq!(body["title"], "None");
    let error = As::<Text>::new(Call::new(&core, report()), CSV).await;
    let error = error.unwrap_err();
    assert_eq!(error.to_string(), "op: 404 Not Found: None");
    let error = error.body_as::<serde_json::Value>().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(
        error
            .to_string()
            .contains("it is of type `text/plain; charset=utf-8` instead of JSON"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_may_say_no_type_at_all() {
    let replies = vec![Reply::new(200, &[], "a,b"), Reply::new(200, &[], "[1]")];
    let server = Server::start(replies).await;
    let core = core_of(&server).build().unwrap();
    let text = As::<Text>::new(Call::new(&core, report()), CSV).await;
    assert_eq!(text.unwrap(), "a,b");
    let numbers = Call::new(&core, report()).send::<Json<Vec<i64>>>();
    assert_eq!(numbers.await.unwrap(), [1]);
}

#[tokio::test]
async fn what_a_call_has_besides_is_sent_with_it() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::bytes(200, "text/csv", "a").header("X-Mark", "7"));
    let call = Call::new(&core, report()).header("X-Extra", "1");
    let asked = As::<Text>::new(call, CSV);
    let request = asked.clone().into_request().unwrap();
    assert_eq!(request.headers()[ACCEPT], CSV);
    let response = asked.send_with_response().await.unwrap();
    assert_eq!(response.header_as("x-mark"), Some(7));
    assert_eq!(response.body(), "a");
    assert_eq!(transport.requests()[0].header("x-extra"), Some("1"));
}
