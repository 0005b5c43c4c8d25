//! What a user has of an answer, or of its absence.

use std::time::Duration;

use authlete::mock::{Answer, Transport};
use authlete::models::{ApiResult, ServiceGetListResponse};
use authlete::{ErrorKind, RetryPolicy};
use http::{Method, StatusCode};
use serde_json::json;

use super::{builder, client, registration};

#[tokio::test]
async fn an_answer_is_had_with_or_without_status_and_headers() {
    let transport = Transport::new();
    let page = json!({ "start": 1, "end": 2, "totalCount": 3 });
    let answer = Answer::json(206, &page).header("x-request-id", "r-1");
    transport.answer_route(Method::GET, "/api/service/get/list", answer.repeat());
    let client = client(&transport);
    let (awaited, sent) = (
        client.service().list().await.unwrap(),
        client.service().list().send().await.unwrap(),
    );
    let response = client.service().list().send_with_response().await.unwrap();
    assert_eq!(awaited.total_count, Some(3));
    assert_eq!((&sent, response.body()), (&awaited, &awaited));
    assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(response.header("x-request-id"), Some("r-1"));
    assert_eq!(response.request_id(), Some("r-1"));
    let (status, headers, body): (_, _, ServiceGetListResponse) = response.into_parts();
    assert_eq!((status.as_u16(), headers.len(), body), (206, 2, awaited));

    transport.answer("service_jwks_get_api", Answer::empty(204));
    assert_eq!(client.service().get_jwks().await.unwrap(), None);
    transport.answer("lifecycle_healthcheck_api", Answer::text(200, "ok"));
    assert_eq!(client.lifecycle().healthcheck().await.unwrap(), "ok");
    transport.answer("service_delete_api", Answer::empty(204));
    client.service().delete().await.unwrap();
}

#[tokio::test]
async fn a_call_is_over_after_its_time() {
    let transport = Transport::new();
    let late = Answer::json(200, &json!({})).delay(Duration::from_secs(30));
    transport.answer_any(late.repeat());
    let of_client = builder(&transport).timeout(Duration::from_millis(5));
    let of_client = of_client.build().unwrap();
    let of_call = client(&transport);
    for error in [
        of_client.service().get().await.unwrap_err(),
        of_call
            .service()
            .get()
            .timeout(Duration::from_millis(5))
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.is_timeout() && error.is_retryable());
        assert!(error.to_string().contains("5ms"), "{error}");
    }
}

#[tokio::test]
async fn what_is_safe_to_repeat_is_tried_again() {
    let transport = Transport::new();
    let client = client(&transport);
    let attempts = || transport.requests().len();
    let unavailable = || Answer::json(503, &json!({}));
    transport.answer_any(unavailable());
    transport.answer_any(Answer::json(200, &json!({})));
    client.service().get().await.unwrap();
    assert_eq!(attempts(), 2);

    transport.answer_any(unavailable());
    let error = client.service().create(None).await.unwrap_err();
    assert_eq!((error.attempts(), attempts()), (1, 3));

    transport.answer_any(unavailable());
    transport.answer_any(Answer::json(201, &json!({})));
    client
        .service()
        .create(None)
        .idempotency_key("k")
        .await
        .unwrap();
    assert_eq!(attempts(), 5);

    transport.answer_any(unavailable());
    let call = client.service().get().retry(RetryPolicy::none());
    let error = call.await.unwrap_err();
    assert_eq!((error.attempts(), attempts()), (1, 6));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_error_says_what_happened() {
    let transport = Transport::new();
    let client = client(&transport);
    let result = json!({ "resultCode": "A001", "resultMessage": "No such service." });
    let refused = Answer::json(403, &result).header("x-request-id", "r-2");
    transport.answer("service_get_api", refused);
    let error = client.service().get().await.unwrap_err();
    let message = error.to_string();
    for part in [
        "service_get_api",
        "403 Forbidden",
        "A001",
        "No such service.",
        "r-2",
    ] {
        assert!(message.contains(part), "{message} lacks {part}");
    }
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
    assert_eq!(
        error.body_as::<ApiResult>().unwrap().result_code.as_deref(),
        Some("A001")
    );
    assert!(!error.is_retryable());

    let odd = json!({ "client": { "grantTypes": ["CIBA", 5] } });
    transport.answer_any(Answer::json(200, &odd));
    let body = registration();
    let call = client.dynamic_client_registration().register(&body);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.path(), Some("client.grantTypes[1]"));
    assert!(
        error.to_string().contains("the request succeeded"),
        "{error}"
    );
    assert_eq!(
        error.body().map(|body| &body[..]),
        Some(odd.to_string().as_bytes())
    );
}

#[tokio::test]
async fn a_mock_without_an_answer_says_so() {
    let transport = Transport::new();
    transport.answer("service_get_api", Answer::empty(200));
    transport.answer_route(Method::GET, "/api/info", Answer::empty(200));
    let error = client(&transport).service().list().await.unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("no answer for service_get_list_api"),
        "{message}"
    );
    assert_eq!(transport.unused(), ["service_get_api", "GET /api/info"]);
    assert_eq!(transport.requests().len(), 1);
}
