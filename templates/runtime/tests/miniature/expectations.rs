//! The mock server: what is expected, what came, and what it says where these differ.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use bytes::Bytes;

use crate::models::{Client as ClientModel, ClientRegistrationRequest, ClientRegistrationResponse};
use crate::registration::PutResponse;
use crate::runtime::mock::{Answer, Server};
use crate::runtime::{ErrorKind, RetryPolicy, TransportErrorKind};
use crate::{Client, body, builder};

fn client(server: &Server) -> Client {
    builder().transport(server.transport()).build().unwrap()
}

fn registered() -> ClientRegistrationResponse {
    ClientRegistrationResponse {
        action: Some("CREATED".to_owned()),
        client: None,
    }
}

/// Returns what the server says when it is dropped.
fn complaint(server: Server) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| drop(server))).expect_err("it complains");
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn an_expected_call_has_its_answer() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    server.expect(group.register(&body())).answer(&registered());
    assert_eq!(group.register(&body()).await.unwrap(), registered());
    let [request] = &server.requests()[..] else {
        panic!("one request came");
    };
    assert_eq!(request.operation, "client_registration_api");
    assert_eq!(request.uri.path(), "/api/7159/client/registration");
    server.verify();
}

#[tokio::test]
async fn every_kind_of_answer_has_its_type() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    let model = ClientModel {
        client_id: 1,
        grant_types: Vec::new(),
    };
    server.expect(group.get("1")).answer(&model);
    server.expect(group.find()).answer(&Some(model.clone()));
    server.expect(group.find()).answer(&None);
    server.expect(group.delete("1"));
    server.expect(group.delete("2")).answer(&());
    server.expect(group.logo()).answer(b"logo");
    server
        .expect(group.ping())
        .answer("pong")
        .status(203)
        .header("x-a", "b");
    // An enum by status can be anything.
    server
        .expect(group.put())
        .answer_with(Answer::json(201, &model));
    assert_eq!(group.get("1").await.unwrap(), model);
    assert_eq!(group.find().await.unwrap(), Some(model.clone()));
    assert_eq!(group.find().await.unwrap(), None);
    group.delete("1").await.unwrap();
    group.delete("2").await.unwrap();
    assert_eq!(group.logo().await.unwrap(), Bytes::from("logo"));
    let pong = group.ping().send_with_response().await.unwrap();
    assert_eq!(
        (pong.status().as_u16(), pong.header("x-a")),
        (203, Some("b"))
    );
    assert_eq!(pong.body(), "pong");
    assert_eq!(group.put().await.unwrap(), PutResponse::Created(model));
}

#[tokio::test(start_paused = true)]
async fn errors_and_delays_are_answers_too() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    server.expect(group.get("1")).fail(404, &registered());
    server
        .expect(group.get("2"))
        .answer_with(Answer::failure(TransportErrorKind::Connect, "down"));
    server
        .expect(group.get("3"))
        .answer_with(Answer::empty(200))
        .delay(Duration::from_secs(90));
    let none = RetryPolicy::none();
    let error = group.get("1").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 404);
    assert_eq!(
        error.body_as::<ClientRegistrationResponse>().unwrap(),
        registered()
    );
    assert!(group.get("2").retry(none).await.unwrap_err().is_connect());
    assert!(group.get("3").retry(none).await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_call_comes_as_often_as_it_may() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    server.expect(group.ping()).times(2).answer("a");
    server.expect(group.ping()).times(1..=2).answer("b");
    server.expect(group.ping()).times(0..).answer("c");
    let mut answers = String::new();
    for _ in 0..5 {
        answers.push_str(&group.ping().await.unwrap());
    }
    assert_eq!(answers, "aabbc");
    assert!(server.faults().is_empty());
    // Each attempt is a call.
    let temporary = Answer::empty(503);
    server
        .expect(group.get("1"))
        .answer_with(temporary)
        .times(2);
    let model = ClientModel {
        client_id: 1,
        grant_types: Vec::new(),
    };
    server.expect(group.get("1")).answer(&model);
    let policy = RetryPolicy::new().initial_backoff(Duration::ZERO);
    assert_eq!(group.get("1").retry(policy).await.unwrap(), model);
}

#[tokio::test]
async fn what_an_expectation_gives_must_come_and_the_rest_may() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    // Members in any order are the same JSON; more of the query and more headers may come.
    let expected = ClientRegistrationRequest {
        json: "a".to_owned(),
        token: Some("b".to_owned()),
    };
    server
        .expect(group.register(&expected).header("x-a", "1"))
        .answer(&registered());
    let call = group
        .register(&expected)
        .header("x-a", "1")
        .header("x-b", "2");
    assert!(call.await.is_ok());
    server
        .expect(group.find().developers(&["a", "a"]))
        .answer(&None);
    assert!(group.find().developers(&["a", "b", "a"]).await.is_ok());

    // A form, and whatever comes.
    server
        .expect(group.register_form(&expected))
        .answer(&registered());
    assert!(group.register_form(&expected).await.is_ok());
    server
        .expect(group.register(&expected))
        .any_body()
        .answer(&registered());
    assert!(group.register(&body()).await.is_ok());
    server
        .expect(group.get("1"))
        .any_parameters()
        .fail(400, &registered());
    assert_eq!(group.get("2").await.unwrap_err().status().unwrap(), 400);
    server
        .expect_operation("ping")
        .answer_with(Answer::text(200, "any"));
    assert_eq!(group.ping().await.unwrap(), "any");
}

#[tokio::test]
async fn an_unexpected_call_fails_and_so_does_the_test() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    let error = group.ping().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Request, 1));
    let said = "unexpected call: ping GET /ping\n  no call of this operation is expected";
    assert!(error.to_string().contains(said), "{error}");
    let complaint = complaint(server);
    assert!(complaint.contains(said), "{complaint}");
}

#[tokio::test]
async fn what_differs_is_told() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    let other = ClientRegistrationRequest {
        json: "other".to_owned(),
        token: None,
    };
    server.expect(group.register(&other)).answer(&registered());
    server
        .expect(group.get("1").header("x-a", "1"))
        .fail(400, &registered());
    server.expect(group.find().developers(&["a"])).answer(&None);
    let register = group.register(&body()).await.unwrap_err().to_string();
    let path = group
        .get("2")
        .header("x-a", "1")
        .await
        .unwrap_err()
        .to_string();
    let header = group.get("1").await.unwrap_err().to_string();
    let query = group.find().await.unwrap_err().to_string();
    for (error, part) in [
        (&register, r#"with the body {"json":"{}"}"#),
        (
            &register,
            r#"one is expected, but its body is {"json":"other"}"#,
        ),
        (
            &path,
            "one is expected, but its path is /api/7159/client/get/1",
        ),
        (&header, "one is expected, but it has the header `x-a: 1`"),
        (
            &query,
            "one is expected, but it has the query `developer=a`",
        ),
    ] {
        assert!(error.contains(part), "{error}");
    }
    assert_eq!(
        complaint(server)
            .lines()
            .filter(|line| line.starts_with("too few calls: "))
            .count(),
        3
    );
}

#[tokio::test]
async fn a_call_that_came_too_often_or_too_rarely_is_told() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    server.expect(group.ping()).answer("pong");
    assert!(group.ping().await.is_ok());
    let error = group.ping().await.unwrap_err().to_string();
    assert!(
        error.contains("ping came 1 times of 1 expected (/ping)"),
        "{error}"
    );
    assert_eq!(server.faults().len(), 1);
    std::mem::forget(server);

    let server = Server::new();
    server
        .expect(group.find().developers(&["a"]))
        .times(2..)
        .answer(&None);
    assert_eq!(
        complaint(server),
        "not all calls were as the mock server expects them:\ntoo few calls: client_find_api came 0 times \
         of 2 or more expected (/api/7159/client/find?developer=a)"
    );
}

#[test]
fn an_expectation_that_is_no_call_is_refused() {
    let server = Server::new();
    let client = client(&server);
    let group = client.dynamic_client_registration();
    let call = group.get("..");
    let panic = catch_unwind(AssertUnwindSafe(|| {
        let _ = server.expect(call);
    }))
    .unwrap_err();
    let said = panic.downcast_ref::<String>().unwrap();
    assert!(
        said.starts_with("the expected call makes no request: client_get_api: "),
        "{said}"
    );
}
