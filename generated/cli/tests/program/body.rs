//! What bodies are made of.

use super::server::Server;
use super::{dogs, run, run_with};

fn added() -> Server {
    Server::start("201 Created", "application/json", b"{}")
}

#[test]
fn options_are_members() {
    let server = added();
    run(
        &server,
        &[
            "dogs",
            "add-dog",
            "--name",
            "Rex \"the\" Dog",
            "--age",
            "12345678901234567890",
            "--good",
            "true",
            "--mood",
            "calm",
            "--tags",
            "a",
            "--tags",
            "b",
            "--weights",
            "1.50",
            "--home",
            r#"{ "city": "Bonn" }"#,
            "--body-output",
            "woof",
        ],
    )
    .printed();
    let request = server.request();
    assert_eq!(request.line, "POST /acme/dogs");
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(
        request.body,
        r#"{"name":"Rex \"the\" Dog","age":12345678901234567890,"good":true,"mood":"calm","tags":["a","b"],"weights":[1.50],"home":{ "city": "Bonn" },"output":"woof"}"#
    );
}

#[test]
fn a_text_a_file_or_standard_input_is_the_body() {
    let server = added();
    let text = r#"{ "name": "Rex", "unknown": 1.0 }"#;
    run(&server, &["dogs", "add-dog", "--body", text]).printed();
    assert_eq!(server.request().body, text);

    let path = std::env::temp_dir().join(format!("sdkwright-cli-{}.json", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let argument = format!("@{}", path.display());
    run(&server, &["dogs", "add-dog", "--body", &argument]).printed();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(server.request().body, text);

    let environment = [("CLI_BEARER", "secret"), ("CLI_TENANT", "acme")];
    let arguments = ["dogs", "add-dog", "--body", "-", "--base-url", &server.url];
    run_with(&environment, text, &arguments).printed();
    assert_eq!(server.request().body, text);
}

#[test]
fn options_go_over_the_body() {
    let server = added();
    let text = r#"{ "name": "Rex", "unknown": 1.0, "age": 3 }"#;
    run(
        &server,
        &[
            "dogs", "add-dog", "--body", text, "--age", "4", "--tags", "a",
        ],
    )
    .printed();
    let body = r#"{"name":"Rex","unknown":1.0,"age":4,"tags":["a"]}"#;
    assert_eq!(server.request().body, body);
}

#[test]
fn a_body_that_is_no_json_is_not_sent() {
    let server = added();
    run(&server, &["dogs", "add-dog", "--body", "{"]).failed(2, "the body is not the JSON");
    let arguments = ["dogs", "add-dog", "--body", "[1]", "--age", "4"];
    run(&server, &arguments).failed(2, "expected an object");
    let arguments = ["dogs", "add-dog", "--body", "@/no/such/file"];
    run(&server, &arguments).failed(2, "`/no/such/file` cannot be read");
    server.expect_nothing();
}

#[test]
fn a_form_is_asked_for() {
    let server = added();
    let arguments = [
        "dogs", "add-dog", "--form", "--name", "Rex & Co", "--tags", "a", "--tags", "b",
    ];
    run(&server, &arguments).printed();
    let request = server.request();
    let media_type = "application/x-www-form-urlencoded";
    assert_eq!(request.header("content-type"), media_type);
    // Forms are written in the order of names.
    assert_eq!(request.body, "name=Rex+%26+Co&tags=a&tags=b");
}

#[test]
fn files_are_parts() {
    let server = Server::start("204 No Content", "text/plain", b"");
    let run = run(
        &server,
        &[
            "dogs",
            "photo",
            "set",
            "7",
            "--title",
            "At home",
            "--file",
            "Cargo.toml",
        ],
    );
    assert_eq!(run.printed(), "");
    let request = server.request();
    assert_eq!(request.line, "PUT /dogs/7/photo");
    assert!(
        request
            .header("content-type")
            .starts_with("multipart/form-data; boundary=")
    );
    let manifest = std::fs::read_to_string("Cargo.toml").unwrap();
    assert!(request.body.contains(&manifest), "{}", request.body);
    assert!(
        request
            .body
            .contains("name=\"file\"; filename=\"Cargo.toml\""),
        "{}",
        request.body
    );
    assert!(
        request.body.contains("name=\"title\"\r\n\r\nAt home\r\n"),
        "{}",
        request.body
    );
}

#[test]
fn text_is_sent_as_it_is() {
    let server = dogs();
    run(&server, &["news", "ask", "--body", "What, \"now\"?"]).printed();
    let request = server.request();
    assert_eq!(request.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(request.body, "What, \"now\"?");
}

#[test]
fn members_choose_the_way_that_has_them() {
    let server = Server::start("204 No Content", "text/plain", b"");
    run(&server, &["news", "note", "--title", "Hi"]).printed();
    let request = server.request();
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(request.body, r#"{"title":"Hi"}"#);
    run(&server, &["news", "note", "--body", "Hi"]).printed();
    assert_eq!(
        server.request().header("content-type"),
        "text/plain; charset=utf-8"
    );
    run(
        &server,
        &["news", "note", "--json", "--body", r#"{"title":1.0}"#],
    )
    .printed();
    assert_eq!(server.request().body, r#"{"title":1.0}"#);
}
