//! A generated SDK in miniature: the runtime as a module beside a client, a group and models,
//! written as the generator writes them, called over the mock transport and over a socket.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]
#![expect(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    reason = "a test exports nothing, and the miniature uses a part of the runtime"
)]

#[path = "../src/runtime/mod.rs"]
mod runtime;

mod server;

#[path = "miniature/models.rs"]
mod models;

#[path = "miniature/client.rs"]
mod client;

#[path = "miniature/registration.rs"]
mod registration;

#[path = "miniature/expectations.rs"]
mod expectations;

use std::error::Error as _;
use std::time::Duration;

use client::{Client, ClientBuilder};
use models::{ClientRegistrationRequest, ClientRegistrationResponse};
use registration::PutResponse;
use runtime::mock::{self, Answer};
use runtime::{ErrorKind, RetryPolicy};
use serde_json::json;
use server::{Reply, Server};

const SECRET: &str = "correct-horse-battery-staple";

fn body() -> ClientRegistrationRequest {
    ClientRegistrationRequest {
        json: "{}".to_owned(),
        token: None,
    }
}

fn builder() -> ClientBuilder {
    Client::builder().bearer(SECRET).service_id("7159")
}

/// Returns a client over a mock transport, and the transport.
fn mocked() -> (Client, mock::Transport) {
    let transport = mock::Transport::new();
    let client = builder().transport(transport.clone()).build().unwrap();
    (client, transport)
}

/// Returns a client of a server, which waits little between attempts.
fn client_of(server: &Server) -> Client {
    builder()
        .base_url(format!("{}/base/", server.url))
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(1)))
        .build()
        .unwrap()
}

#[test]
fn a_call_is_small_and_its_future_can_be_sent() {
    fn sendable<T: Send + 'static>(_: &T) {}
    let (client, _) = mocked();
    let call = client.dynamic_client_registration().register(&body());
    assert_eq!(size_of_val(&call), size_of::<usize>());
    assert_eq!(size_of::<runtime::Error>(), size_of::<usize>());
    sendable(&call.into_future());
}

#[test]
fn into_request_is_the_request_that_would_be_sent() {
    let (client, transport) = mocked();
    let request = client
        .dynamic_client_registration()
        .register(&body())
        .header("X-Trace", "1")
        .idempotency_key("key-1")
        .into_request()
        .unwrap();
    assert_eq!(request.method(), "POST");
    assert_eq!(
        request.uri(),
        "https://us.example.com/api/7159/client/registration"
    );
    assert_eq!(request.body(), r#"{"json":"{}"}"#);
    let headers = request.headers();
    assert_eq!(headers["authorization"], format!("Bearer {SECRET}"));
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(headers["accept"], "application/json");
    assert_eq!(headers["content-type"], "application/json");
    assert_eq!(headers["user-agent"], "miniature/0.1.0");
    assert_eq!(headers["x-trace"], "1");
    assert_eq!(headers["idempotency-key"], "key-1");
    assert!(transport.requests().is_empty());
}

#[test]
fn a_parameter_of_the_call_goes_before_the_default_of_the_client() {
    let (client, _) = mocked();
    let request = client
        .dynamic_client_registration()
        .register(&body())
        .service_id("42")
        .base_url("http://localhost:1/v1/")
        .into_request()
        .unwrap();
    assert_eq!(
        request.uri(),
        "http://localhost:1/v1/api/42/client/registration"
    );
}

#[test]
fn a_form_body_is_of_its_media_type() {
    let (client, _) = mocked();
    let request = client
        .dynamic_client_registration()
        .register_form(&body())
        .into_request()
        .unwrap();
    assert_eq!(
        request.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(request.body(), "json=%7B%7D");
}

#[tokio::test]
async fn each_kind_of_answer_is_read_as_its_type() {
    let (client, transport) = mocked();
    let group = client.dynamic_client_registration();
    let body = json!({"clientId": 1, "grantTypes": ["code"]});

    transport.answer("client_get_api", Answer::json(200, &body));
    let got = group.get("a/b").await.unwrap();
    assert_eq!(got.client_id, 1);
    let request = &transport.requests()[0];
    assert_eq!(request.uri.path(), "/api/7159/client/get/a%2Fb");

    transport.answer("client_find_api", Answer::empty(204));
    let found = group.find().developers(&["a", "b c"]).await.unwrap();
    assert_eq!(found, None);
    transport.answer("client_find_api", Answer::json(200, &json!(null)));
    assert_eq!(group.find().await.unwrap(), None);
    let request = &transport.requests()[1];
    assert_eq!(request.uri.query(), Some("developer=a&developer=b%20c"));
    transport.answer("client_find_api", Answer::json(200, &body));
    assert_eq!(group.find().await.unwrap(), Some(got.clone()));

    transport.answer("client_delete_api", Answer::text(202, "whatever"));
    group.delete("1").await.unwrap();

    transport.answer("client_put_api", Answer::json(201, &body));
    assert_eq!(group.put().await.unwrap(), PutResponse::Created(got));
    transport.answer("client_put_api", Answer::empty(204));
    assert_eq!(group.put().await.unwrap(), PutResponse::Unchanged);

    transport.answer(
        "client_logo_api",
        Answer::bytes(200, "image/png", vec![0, 255]),
    );
    assert_eq!(group.logo().await.unwrap().as_ref(), [0, 255]);

    transport.answer_route(http::Method::GET, "/ping", Answer::text(200, "pong"));
    assert_eq!(group.ping().await.unwrap(), "pong");
    assert_eq!(
        transport.requests().last().unwrap().header("authorization"),
        None
    );
    assert_eq!(transport.unused(), [""; 0]);
}

#[tokio::test]
async fn send_with_response_has_status_and_headers() {
    let (client, transport) = mocked();
    let answer = Answer::json(201, &json!({"action": "CREATED"})).header("X-Request-Id", "r-1");
    transport.answer("client_registration_api", answer);
    let group = client.dynamic_client_registration();
    let response = group.register(&body()).send_with_response().await.unwrap();
    assert_eq!(response.status(), 201);
    assert_eq!(response.request_id(), Some("r-1"));
    assert_eq!(response.header("content-type"), Some("application/json"));
    let action = response.map(|body| body.action).into_body();
    assert_eq!(action.as_deref(), Some("CREATED"));
}

#[tokio::test]
async fn an_unprepared_call_of_the_mock_says_what_is_prepared() {
    let (client, transport) = mocked();
    transport.answer("ping", Answer::empty(200));
    let group = client.dynamic_client_registration();
    let error = group.get("1").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "client_get_api: the request cannot be sent: the mock transport has no answer for \
         client_get_api (GET /api/{serviceId}/client/get/{clientId}); it has answers for: ping"
    );
    assert_eq!(transport.unused(), ["ping"]);
}

#[tokio::test]
async fn a_call_goes_over_the_wire() {
    let server = Server::start(vec![Reply::json(200, r#"{"action":"CREATED","extra":1}"#)]).await;
    let registered = client_of(&server)
        .dynamic_client_registration()
        .register(&body())
        .await
        .unwrap();
    assert_eq!(
        registered,
        ClientRegistrationResponse {
            action: Some("CREATED".to_owned()),
            client: None,
        }
    );
    let request = &server.requests()[0];
    let (head, sent) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /base/api/7159/client/registration HTTP/1.1\r\n"));
    assert!(head.contains(&format!("authorization: Bearer {SECRET}")));
    assert_eq!(sent, r#"{"json":"{}"}"#);
}

#[tokio::test]
async fn a_decoding_failure_says_where_and_keeps_the_body() {
    let text = r#"{"action":null,"client":{"clientId":7,"grantTypes":["a","b",3]}}"#;
    let server = Server::start(vec![Reply::json(201, text)]).await;
    let error = client_of(&server)
        .dynamic_client_registration()
        .register(&body())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("client.grantTypes[2]"));
    assert_eq!(
        error.to_string(),
        "client_registration_api: the request succeeded (201 Created), but the body cannot be \
         decoded at `client.grantTypes[2]`: expected a string, found 3 at line 1 \
         column 61"
    );
    assert_eq!(error.body().unwrap(), text);
    assert!(error.source().unwrap().is::<runtime::reader::JsonError>());
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn an_error_status_says_what_the_server_says() {
    let text = r#"{"resultCode":"A001","resultMessage":"No such\nclient."}"#;
    let reply = Reply::new(404, &[("x-request-id", "r-9")], text);
    let server = Server::start(vec![reply]).await;
    let error = client_of(&server)
        .dynamic_client_registration()
        .get("1")
        .await
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "client_get_api: 404 Not Found: A001: No such client. (request id r-9)"
    );
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(error.attempts(), 1);
    let body: serde_json::Value = error.body_as().unwrap();
    assert_eq!(body["resultCode"], "A001");
    let wrong = error.body_as::<Vec<u8>>().unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::Decode);
    assert_eq!(wrong.status().unwrap(), 404);
}

#[test]
fn no_debug_output_shows_a_secret() {
    let (client, _) = mocked();
    let call = client
        .dynamic_client_registration()
        .register(&ClientRegistrationRequest {
            token: Some(SECRET.to_owned()),
            ..body()
        })
        .service_id(SECRET)
        .header("Authorization", SECRET);
    let request = call.clone().into_request().unwrap();
    for shown in [
        format!("{client:?}"),
        format!("{:?}", builder()),
        format!("{call:?}"),
        format!("{:?}", call.into_future()),
        format!("{:?}", request.headers()),
    ] {
        assert!(!shown.contains(SECRET), "{shown}");
    }
}

#[test]
fn an_object_may_have_no_members() {
    let nothing: models::Nothing = serde_json::from_str(r#"{"new": 1}"#).unwrap();
    assert_eq!(nothing, models::Nothing {});
    assert_eq!(serde_json::to_string(&nothing).unwrap(), "{}");
}
