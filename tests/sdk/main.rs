//! The client of the Authlete SDK, as its users have it: servers, credentials, defaults, options of a
//! call, answers, errors, the mock transport.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod answers;
mod expectations;
mod paging;
mod sending;
mod token;
mod transport;

use std::time::Duration;

use authlete::mock::{Answer, Transport};
use authlete::models::{
    ClientRegistrationAction, ClientRegistrationRequest, ClientRegistrationResponse,
};
use authlete::{Client, ClientBuilder, Error, RetryPolicy};
use http::Method;
use serde_json::{Value, json};

const TOKEN: &str = "s3cr3t-token";

/// Returns a client that gets its answers from `transport`, tries again without waiting, and has all
/// that it needs.
fn builder(transport: &Transport) -> ClientBuilder {
    Client::builder()
        .transport(transport.clone())
        .retry(RetryPolicy::new().initial_backoff(Duration::ZERO))
        .bearer(TOKEN)
        .service_id("715948317")
}

fn client(transport: &Transport) -> Client {
    builder(transport).build().unwrap()
}

fn registration() -> ClientRegistrationRequest {
    ClientRegistrationRequest::new(r#"{"redirect_uris":["https://example.com/callback"]}"#)
}

fn registered() -> Value {
    json!({ "action": "CREATED", "responseContent": "{}" })
}

#[tokio::test]
async fn the_first_call_works() {
    let transport = Transport::new();
    transport.answer("client_registration_api", Answer::json(201, &registered()));
    let client = client(&transport);
    let registered = client
        .dynamic_client_registration()
        .register(&registration())
        .await
        .unwrap();
    assert_eq!(registered.action, Some(ClientRegistrationAction::Created));
    assert_eq!(registered.response_content.as_deref(), Some("{}"));

    let [request] = &transport.requests()[..] else {
        panic!("one request was sent");
    };
    assert_eq!(request.operation, "client_registration_api");
    assert_eq!((&request.method, request.attempt), (&Method::POST, 1));
    let url = "https://us.authlete.com/api/715948317/client/registration";
    assert_eq!(request.uri, url);
    assert_eq!(request.header("authorization"), Some("Bearer s3cr3t-token"));
    assert_eq!(
        request.json::<Value>().unwrap(),
        json!({ "json": registration().json })
    );
    assert!(transport.unused().is_empty());
}

#[test]
fn clients_and_calls_go_to_other_threads() {
    fn is_shared<T: Clone + Send + Sync + 'static>(_: &T) {}
    fn is_sent<T: Send + 'static>(_: T) {}
    let client = client(&Transport::new());
    is_shared(&client);
    is_shared(&client.service().get());
    is_sent(client.service().get().send());
    is_shared(&ClientRegistrationResponse::default());
    fn is_error<T: std::error::Error + Clone + Send + Sync + 'static>() {}
    is_error::<Error>();
}
