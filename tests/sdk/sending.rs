//! What a call sends, and where to.

use authlete::mock::Transport;
use authlete::{Client, ClientBuilder, Error, ErrorKind, Server};
use http::Method;

use super::{TOKEN, builder, client, registration};

#[test]
fn a_server_is_chosen_by_its_name_or_by_its_url() {
    let transport = Transport::new();
    let url = |builder: ClientBuilder| {
        let request = builder.build().unwrap().utility().info().into_request();
        request.unwrap().uri().to_string()
    };
    for (server, host) in [
        (Server::Us, "https://us.authlete.com"),
        (Server::Jp, "https://jp.authlete.com"),
        (Server::Eu, "https://eu.authlete.com"),
        (Server::Br, "https://br.authlete.com"),
    ] {
        let client = builder(&transport).server(server);
        assert_eq!(url(client), format!("{host}/api/info"));
        assert_eq!(server.url(), host);
    }
    assert_eq!(Server::default(), Server::Us);
    assert_eq!(url(builder(&transport)), "https://us.authlete.com/api/info");
    for base in [
        "http://localhost:8080/prefix",
        "http://localhost:8080/prefix/",
    ] {
        let client = builder(&transport).server(Server::Jp).base_url(base);
        assert_eq!(url(client), "http://localhost:8080/prefix/api/info");
    }

    let client = builder(&transport)
        .base_url("http://localhost")
        .build()
        .unwrap();
    let request = client
        .utility()
        .info()
        .base_url("https://127.0.0.1:1")
        .into_request();
    assert_eq!(request.unwrap().uri(), "https://127.0.0.1:1/api/info");

    for wrong in [
        "",
        "us.authlete.com",
        "ftp://localhost",
        "http://user:hunter2@localhost",
    ] {
        let error = builder(&transport).base_url(wrong).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{wrong}");
        assert!(error.to_string().contains("base URL"), "{error}");
        assert!(!error.to_string().contains("hunter2"), "{error}");
    }
}

#[test]
fn the_service_is_that_of_the_call_else_that_of_the_client() {
    let transport = Transport::new();
    let client = client(&transport);
    let path = |request: Result<http::Request<_>, Error>| request.unwrap().uri().path().to_owned();
    let request = client.service().get().into_request();
    assert_eq!(path(request), "/api/715948317/service/get");
    let request = client.service().get().service_id("1 2").into_request();
    assert_eq!(path(request), "/api/1%202/service/get");

    let without = Client::builder().transport(transport.clone()).bearer(TOKEN);
    let without = without.build().unwrap();
    let error = without.service().get().into_request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let message = error.to_string();
    assert!(message.contains("service_get_api"), "{message}");
    assert!(message.contains("`serviceId` has no value"), "{message}");
    let request = without.service().get().service_id("3").into_request();
    assert_eq!(path(request), "/api/3/service/get");

    for reshaping in ["", ".", ".."] {
        let call = client.service().get().service_id(reshaping);
        let error = call.into_request().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(error.to_string().contains("serviceId"), "{error}");
    }
}

#[test]
fn what_is_optional_is_left_out() {
    let client = client(&Transport::new());
    let request = client.service().list().end(3).into_request().unwrap();
    assert_eq!(request.uri().query(), Some("end=3"));
    let request = client.service().list().into_request().unwrap();
    assert_eq!(request.uri().query(), None);
    let request = client.service().create(None).into_request().unwrap();
    assert!(request.body().is_empty());
    assert!(!request.headers().contains_key("content-type"));
    let request = client.service().create(&authlete::models::Service::new());
    let request = request.into_request().unwrap();
    assert_eq!(request.body(), "{}");
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[test]
fn a_call_becomes_a_request_and_nothing_is_sent() {
    let transport = Transport::new();
    let client = builder(&transport)
        .user_agent("tests/1")
        .header("x-of-client", "1")
        .header("x-of-both", "client")
        .build()
        .unwrap();
    let call = client
        .dynamic_client_registration()
        .register(&registration());
    let call = call.header("x-of-call", "2").header("x-of-both", "call");
    let request = call.idempotency_key("k").into_request().unwrap();
    assert_eq!(request.method(), Method::POST);
    for (name, value) in [
        ("accept", "application/json"),
        ("authorization", "Bearer s3cr3t-token"),
        ("content-type", "application/json"),
        ("idempotency-key", "k"),
        ("user-agent", "tests/1"),
        ("x-of-client", "1"),
        ("x-of-call", "2"),
        ("x-of-both", "call"),
    ] {
        assert_eq!(request.headers()[name], value, "{name}");
        assert_eq!(request.headers().get_all(name).iter().count(), 1, "{name}");
    }
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(transport.requests().is_empty());

    let call = client.utility().info().header("x-evil", "a\r\nb: c");
    assert_eq!(call.into_request().unwrap_err().kind(), ErrorKind::Request);
    let error = builder(&transport)
        .header("no name", "")
        .build()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let client = builder(&transport).bearer("a\nb").build().unwrap();
    let error = client.service().get().into_request().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}
