//! The program, run against a server on the loopback interface.
//!
//! It is there with the feature `cli` only: `cargo test -p cli --features cli`, or a test of the whole
//! workspace.

#![cfg(feature = "cli")]

mod body;
mod help;
mod media_types;
mod output;
mod pages;
mod server;

use std::io::Write;
use std::process::{Command, Stdio};

use server::Server;

/// What became of a run.
#[derive(Debug)]
struct Run {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
}

impl Run {
    fn stdout(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    /// Asserts that it ended well, and returns what it printed.
    fn printed(&self) -> &str {
        assert_eq!(self.code, 0, "{}", self.stderr);
        assert_eq!(self.stderr, "");
        self.stdout()
    }

    /// Asserts that it ended with a code and said this on standard error.
    fn failed(&self, code: i32, said: &str) {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.stderr.contains(said), "{}", self.stderr);
        assert_eq!(self.stdout(), "");
    }
}

/// Returns the program, its environment apart.
fn program(environment: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cli"));
    for name in [
        "CLI_BEARER",
        "CLI_TENANT",
        "HTTP_PROXY",
        "http_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env_remove(name);
    }
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the program, its environment and standard input apart.
fn run_with(environment: &[(&str, &str)], stdin: &str, arguments: &[&str]) -> Run {
    let mut child = program(environment, arguments).spawn().unwrap();
    // A program that does not read it may have ended.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: output.stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the program with a credential, a tenant, and the URL of a server.
fn run(server: &Server, arguments: &[&str]) -> Run {
    let environment = [("CLI_BEARER", "secret"), ("CLI_TENANT", "acme")];
    let url = ["--base-url", &server.url];
    run_with(&environment, "", &[arguments, &url].concat())
}

const DOG: &[u8] = br#"{ "name": "Rex", "age": 12345678901234567890, "weights": [1.50] }"#;

fn dogs() -> Server {
    Server::start("200 OK", "application/json", DOG)
}

#[test]
fn parameters_go_to_their_places() {
    let server = dogs();
    let run = run(
        &server,
        &[
            "dogs",
            "list-dogs",
            "--limit",
            "-3",
            "--tag",
            "a b",
            "--tag",
            "c",
            "--filter",
            r#"{"name":"Rex"}"#,
            "--x-mood",
            "wild",
            "--session",
            "s1",
            "--header",
            "X-Extra: 1",
        ],
    );
    // Digits and order stay; white space does not.
    let printed = "{\"name\":\"Rex\",\"age\":12345678901234567890,\"weights\":[1.50]}\n";
    assert_eq!(run.printed(), printed);
    let request = server.request();
    let line = "GET /acme/dogs?limit=-3&tag=a%20b&tag=c&filter%5Bname%5D=Rex";
    assert_eq!(request.line, line);
    assert_eq!(request.header("x-mood"), "wild");
    assert_eq!(request.header("cookie"), "session=s1");
    assert_eq!(request.header("x-extra"), "1");
    assert_eq!(request.header("authorization"), "Bearer secret");
}

#[test]
fn options_of_the_client_go_over_its_environment() {
    let server = dogs();
    let environment = [("CLI_BEARER", "secret"), ("CLI_TENANT", "acme")];
    let arguments = [
        "--tenant",
        "other",
        "dogs",
        "list-dogs",
        "--x-mood",
        "calm",
        "--bearer",
        "token",
        "--base-url",
        &server.url,
    ];
    run_with(&environment, "", &arguments).printed();
    let request = server.request();
    assert_eq!(request.line, "GET /other/dogs");
    assert_eq!(request.header("authorization"), "Bearer token");
}

#[test]
fn what_makes_no_call_is_said_before_anything_is_sent() {
    let server = dogs();
    for (arguments, said) in [
        (&["dogs"][..], "Usage: cli dogs"),
        (&["dogs", "list-dog"], "'list-dogs'"),
        (&["dogs", "list-dogs"], "--x-mood <VALUE>"),
        (&["dogs", "list-dogs", "--x-mood", "wilt"], "'wild'"),
        (
            &["dogs", "list-dogs", "--x-mood", "wild", "--limit", "1.5"],
            "it is no integer",
        ),
        (
            &["dogs", "list-dogs", "--x-mood", "wild", "--filter", "{"],
            "it is no JSON",
        ),
        (&["dogs", "photo", "get"], "<id>"),
        (&["dogs", "photo", "get", "one"], "it is no integer"),
        (&["dogs", "add-dog"], "the operation needs a body"),
        (
            &["dogs", "add-dog", "--age", "3"],
            "the body needs `name`: give `--name`",
        ),
        (&["news", "ask"], "--body <BODY>"),
    ] {
        run(&server, arguments).failed(2, said);
    }
    server.expect_nothing();
}

#[test]
fn a_missing_credential_is_named() {
    let server = dogs();
    let arguments = ["dogs", "photo", "get", "7", "--base-url", &server.url];
    run_with(&[], "", &arguments).failed(2, "the client has no credential for `bearer`");
    server.expect_nothing();
}

#[test]
fn what_the_server_says_of_an_error_is_shown() {
    let server = Server::start(
        "404 Not Found",
        "application/json",
        br#"{"message":"No dog."}"#,
    );
    let run = run(&server, &["dogs", "photo", "get", "7"]);
    run.failed(1, "404");
    assert!(
        run.stderr.ends_with("{\n  \"message\": \"No dog.\"\n}\n"),
        "{}",
        run.stderr
    );
    assert_eq!(server.request().line, "GET /dogs/7/photo");
}

#[test]
fn no_server_is_an_error_of_the_call() {
    let environment = [("CLI_BEARER", "secret")];
    let arguments = [
        "dogs",
        "photo",
        "set",
        "7",
        "--title",
        "x",
        "--file",
        "Cargo.toml",
    ];
    // Nothing listens at the port of discarded data.
    let url = ["--base-url", "http://127.0.0.1:9"];
    run_with(&environment, "", &[&arguments[..], &url].concat()).failed(1, "error: ");
}
