//! Calls of the Authlete SDK in WebAssembly, over `fetch`. `run.mjs` serves what they ask for, and makes them one
//! after another: `cargo xtask browser`.

use std::{
    fmt::Display,
    future::{Future, IntoFuture, poll_fn},
    pin::pin,
    time::Duration,
};

use authlete::{
    Client, ClientBuilder, Error, ErrorKind, RetryPolicy,
    models::{IntrospectionRequest, IntrospectionResponse},
};
use wasm_bindgen::prelude::*;

/// Fails a call with what was expected.
fn expect(is_so: bool, what: impl Display) -> Result<(), JsError> {
    match is_so {
        true => Ok(()),
        false => Err(JsError::new(&format!("expected {what}"))),
    }
}

fn client(url: &str) -> ClientBuilder {
    Client::builder()
        .base_url(url)
        .bearer("token-of-a-service")
        .service_id("715948317")
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(1)))
}

async fn introspect(client: &Client) -> Result<IntrospectionResponse, Error> {
    let body = IntrospectionRequest::new("token-of-a-user");
    client.introspection().process(&body).await
}

fn failure(result: Result<IntrospectionResponse, Error>) -> Result<Error, JsError> {
    match result {
        Ok(_) => Err(JsError::new("expected an error")),
        Err(error) => Ok(error),
    }
}

/// An answer is read into its model.
#[wasm_bindgen]
pub async fn answered(url: String) -> Result<(), JsError> {
    let answer = introspect(&client(&url).build()?).await?;
    expect(answer.usable == Some(true), "a token that is usable")?;
    expect(answer.subject.as_deref() == Some("jürgen"), "its subject")
}

/// An error says what the server says.
#[wasm_bindgen]
pub async fn refused(url: String) -> Result<(), JsError> {
    let error = failure(introspect(&client(&url).build()?).await)?;
    expect(error.status().is_some_and(|it| it.as_u16() == 403), &error)?;
    expect(error.to_string().contains("A001201"), &error)
}

/// What may be sent again is, after a while.
#[wasm_bindgen]
pub async fn retried(url: String) -> Result<(), JsError> {
    let service = client(&url).build()?.service().get().await?;
    expect(service.service_name.as_deref() == Some("mine"), "a service")
}

/// A server that says nothing is left.
#[wasm_bindgen]
pub async fn stalled(url: String) -> Result<(), JsError> {
    let client = client(&url).timeout(Duration::from_millis(200)).build()?;
    let error = failure(introspect(&client).await)?;
    expect(error.is_timeout(), &error)
}

/// Nobody is there.
#[wasm_bindgen]
pub async fn unreachable(url: String) -> Result<(), JsError> {
    let error = failure(introspect(&client(&url).build()?).await)?;
    expect(error.status().is_none(), &error)?;
    expect(!format!("{error:?}").contains("token-of"), "no secret")
}

/// A body that breaks off is an error, with the status of its answer.
#[wasm_bindgen]
pub async fn cut(url: String) -> Result<(), JsError> {
    let error = failure(introspect(&client(&url).build()?).await)?;
    expect(error.status().is_some_and(|it| it.as_u16() == 200), &error)
}

/// A body that is too long is not read to its end.
#[wasm_bindgen]
pub async fn endless(url: String) -> Result<(), JsError> {
    let client = client(&url).max_body(100_000).build()?;
    let error = failure(introspect(&client).await)?;
    expect(error.kind() == ErrorKind::Decode, &error)
}

/// A call that is dropped while it waits ends its connection.
#[wasm_bindgen]
pub async fn dropped(url: String) -> Result<(), JsError> {
    let client = client(&url).build()?;
    let brief = client.service().get().timeout(Duration::from_millis(200));
    let body = IntrospectionRequest::new("token-of-a-user");
    let (mut brief, mut call) = (
        pin!(brief.into_future()),
        pin!(client.introspection().process(&body).into_future()),
    );
    let error = poll_fn(|context| {
        let _ = call.as_mut().poll(context);
        brief.as_mut().poll(context)
    });
    expect(
        error.await.is_err_and(|error| error.is_timeout()),
        "a time-out",
    )
}
