//! Where answers go, and what they look like there.

use super::server::Server;
use super::{dogs, run, run_with};

const LINES: &[u8] = b"{ \"name\": \"Rex\" }\n{\"name\":\"Ada\",\n\"age\": 2.0}\n";

#[test]
fn events_are_a_line_each() {
    let events = b"data: {\"name\":\ndata: \"Rex\"}\n\n: nothing\n\ndata: {\"name\":\"Ada\"}\n\n";
    let server = Server::start("200 OK", "text/event-stream", events);
    let run = run(&server, &["news", "watch"]);
    assert_eq!(run.printed(), "{\"name\":\"Rex\"}\n{\"name\":\"Ada\"}\n");
    assert_eq!(server.request().header("accept"), "text/event-stream");
}

#[test]
fn a_stream_is_asked_for_where_there_is_a_choice() {
    let server = Server::start(
        "200 OK",
        "application/x-ndjson",
        b"{ \"name\": \"Rex\" }\n{\"name\":\"Ada\"}\n",
    );
    let run = run(&server, &["news", "ask", "--stream", "--body", "?"]);
    assert_eq!(run.printed(), "{\"name\":\"Rex\"}\n{\"name\":\"Ada\"}\n");
    assert_eq!(server.request().header("accept"), "application/x-ndjson");
}

#[test]
fn an_item_that_is_no_json_ends_the_stream_with_an_error() {
    let server = Server::start(
        "200 OK",
        "text/event-stream",
        b"data: {\"name\":\"Rex\"}\n\ndata: oops\n\n",
    );
    let run = run(&server, &["news", "watch"]);
    assert_eq!((run.code, run.stdout()), (1, "{\"name\":\"Rex\"}\n"));
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
}

#[test]
fn bytes_come_as_they_are() {
    let bytes = b"\x89PNG\r\n\x00\xff{";
    let server = Server::start("200 OK", "image/png", bytes);
    let printed = run(&server, &["dogs", "photo", "get", "7"]);
    assert_eq!(
        (printed.code, &printed.stdout[..]),
        (0, &bytes[..]),
        "{}",
        printed.stderr
    );
    server.request();

    let path = std::env::temp_dir().join(format!("sdkwright-cli-{}.png", std::process::id()));
    let name = path.to_str().unwrap();
    let saved = run(&server, &["dogs", "photo", "get", "7", "--output", name]);
    assert_eq!(saved.printed(), "");
    let written = std::fs::read(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(written, bytes);
}

#[test]
fn an_error_leaves_the_file_alone() {
    let server = Server::start("500 Internal Server Error", "text/plain", b"oh\x1b[31m no");
    let path = std::env::temp_dir().join(format!("sdkwright-cli-{}.txt", std::process::id()));
    std::fs::write(&path, "before").unwrap();
    let name = path.to_str().unwrap();
    let run = run(&server, &["dogs", "photo", "get", "7", "--output", name]);
    let kept = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(kept, "before");
    // What a server sends does not steer the terminal.
    run.failed(1, "oh[31m no");
}

#[test]
fn a_request_is_shown_without_the_credential() {
    let server = dogs();
    let arguments = ["dogs", "add-dog", "--name", "Rex", "--print-request"];
    let shown = run(&server, &arguments);
    assert_eq!(
        shown.printed(),
        format!(
            "POST {}/acme/dogs\naccept: application/json\ncontent-type: application/json\n\n{{\"name\":\"Rex\"}}\n",
            server.url
        )
    );
    server.expect_nothing();
    // None is needed for it either.
    let arguments = [
        "dogs",
        "photo",
        "get",
        "7",
        "--print-request",
        "--server",
        "us",
    ];
    let shown = run_with(&[], "", &arguments);
    let first = shown.printed().lines().next();
    assert_eq!(first, Some("GET https://us.example.com/v1/dogs/7/photo"));
}

#[test]
fn lines_of_a_whole_answer_are_left_as_they_came() {
    let server = Server::start("200 OK", "application/x-ndjson", LINES);
    let run = run(&server, &["news", "ask", "--body", "?"]);
    assert_eq!(run.printed().as_bytes(), LINES);
}
