//! Transports of one's own.

use authlete::mock::{self, Answer};
use authlete::{
    Body, BoxFuture, Client, ErrorKind, RetryPolicy, Transport, TransportError, TransportErrorKind,
    TransportOptions,
};

use super::builder;

/// Answers with the id of the operation and the path.
struct Parrot;

impl Transport for Parrot {
    fn send(
        &self,
        request: http::Request<Body>,
        options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let text = format!("{} {}", options.operation.id, request.uri().path());
        Box::pin(async move { Ok(http::Response::new(Body::from(text))) })
    }
}

#[tokio::test]
async fn a_transport_can_be_written() {
    let client = Client::builder().transport(Parrot).build().unwrap();
    let text = client.lifecycle().healthcheck().await.unwrap();
    assert_eq!(text, "lifecycle_healthcheck_api /api/lifecycle/healthcheck");
}

#[tokio::test]
async fn a_failure_can_be_prepared() {
    let transport = mock::Transport::new();
    let client = builder(&transport).retry(RetryPolicy::none());
    let client = client.build().unwrap();
    for (prepared, kind) in [
        (TransportErrorKind::Connect, ErrorKind::Transport),
        (TransportErrorKind::Interrupted, ErrorKind::Transport),
        (TransportErrorKind::Timeout, ErrorKind::Timeout),
    ] {
        transport.answer_any(Answer::failure(prepared, "the cable is out"));
        let error = client.service().get().await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.is_connect(), prepared == TransportErrorKind::Connect);
        assert_eq!(error.status(), None);
        assert!(error.to_string().contains("the cable is out"), "{error}");
    }
}
