//! Each operation of the Authlete SDK sends exactly what the document says, and reads what the
//! document says comes back.
//!
//! [`calls`] says how a user calls each operation; all else comes from the document: which
//! parameters and which body a call is given, what the server must see, what it answers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod call;
mod calls;
#[path = "../support/difference.rs"]
mod difference;
#[path = "../support/document.rs"]
mod document;
mod expect;
mod mock_servers;
mod operation;
#[path = "../support/server.rs"]
mod server;
#[path = "../support/synthesis.rs"]
mod synthesis;

use std::collections::BTreeSet;
use std::fmt::Write;

use authlete::models::ApiResult;
use authlete::{Client, Error, ErrorKind};
use serde_json::Value;

use call::{Answered, Call, Given};
use calls::CALLS;
use difference::differences;
use document::Document;
use expect::{TOKEN, wrong_in_request};
use operation::Operation;
use server::{Answer, Server};
use synthesis::{AWKWARD, Purpose, Synthesis};

/// A call, and all that belongs to it.
struct Case<'c> {
    document: &'c Document,
    operation: &'c Operation<'c>,
    call: &'static Call,
    client: &'c Client,
    server: &'c Server,
}

/// Runs `check` on every call, and panics with what it says is wrong.
async fn for_each_call(check: impl AsyncFn(&Case<'_>) -> Vec<String>) {
    let server = Server::start().await;
    for_each_call_to(&server.url, &server, check).await;
}

/// Runs `check` on every call, with a client of the server at a URL.
async fn for_each_call_to(
    url: &str,
    server: &Server,
    check: impl AsyncFn(&Case<'_>) -> Vec<String>,
) {
    let document = Document::mended();
    let operations = document.operations();
    let client = Client::builder()
        .base_url(url)
        .bearer(TOKEN)
        .service_id(default_service())
        .build()
        .unwrap();
    let (mut checked, mut wrong) = (0, String::new());
    for call in CALLS {
        let operation = operations.iter().find(|it| it.id == call.operation);
        let operation = operation.expect("the document has the operation");
        let case = Case {
            document: &document,
            operation,
            call,
            client: &client,
            server,
        };
        // The first few show what is wrong.
        for what in check(&case).await.iter().take(5) {
            let media_type = call.media_type.unwrap_or("no body");
            writeln!(wrong, "{} ({media_type}): {what}", call.operation).unwrap();
        }
        checked += 1;
    }
    assert!(wrong.is_empty(), "\n{wrong}");
    assert_eq!(checked, 130);
}

fn default_service() -> String {
    format!("default{AWKWARD}")
}

impl Case<'_> {
    /// Returns a value for every parameter and, where the call has a body, for every property.
    fn given(&self, service: Option<String>) -> Given {
        self.given_of(Synthesis::new(self.document, Purpose::Request), service)
    }

    fn given_of(&self, mut synthesis: Synthesis<'_>, service: Option<String>) -> Given {
        let parameters = self.operation.parameters.iter().map(|parameter| {
            let value = match parameter.name {
                "serviceId" => service.clone().unwrap_or_else(default_service).into(),
                name => synthesis.value(name, parameter.schema),
            };
            (parameter.name.to_owned(), value)
        });
        Given {
            parameters: parameters.collect(),
            body: self.call.media_type.map(|media_type| {
                let schema = self.operation.bodies[media_type];
                synthesis.value("body", schema)
            }),
            service,
        }
    }

    /// Returns what the server answers with a status, and its body as JSON.
    fn answer(&self, status: u16) -> (Answer, Value) {
        let content = self.operation.responses[&status];
        let (media_type, value, body) = match content {
            None => (None, Value::Null, String::new()),
            Some((media_type, schema)) => {
                let mut synthesis = Synthesis::new(self.document, Purpose::Response);
                let value = synthesis.value("answer", schema);
                let body = match media_type {
                    "text/plain" => value.as_str().unwrap().to_owned(),
                    _ => value.to_string(),
                };
                (Some(media_type.to_owned()), value, body)
            }
        };
        let answer = Answer {
            status,
            media_type,
            body: body.into_bytes(),
        };
        (answer, value)
    }

    async fn send(&self, given: &Given, status: u16) -> (Result<Answered, Error>, Value) {
        let (answer, value) = self.answer(status);
        self.server.answer(answer);
        ((self.call.send)(self.client, given).await, value)
    }

    /// Returns the documented statuses of success, or those of failure.
    fn statuses(&self, is_success: bool) -> impl Iterator<Item = u16> {
        let statuses = self.operation.responses.keys().copied();
        statuses.filter(move |status| (200..300).contains(status) == is_success)
    }

    /// Sends the call and says what is wrong about the one request that came.
    async fn check_request(&self, given: &Given) -> Vec<String> {
        let status = self.statuses(true).next().expect("a call can succeed");
        self.server.take();
        let (result, _) = self.send(given, status).await;
        let mut wrong: Vec<String> = result.err().iter().map(Error::to_string).collect();
        match &self.server.take()[..] {
            [request] => wrong.extend(wrong_in_request(
                self.operation,
                self.call.media_type,
                given,
                request,
            )),
            requests => wrong.push(format!("{} requests came", requests.len())),
        }
        wrong
    }
}

#[test]
fn the_calls_are_those_of_the_document() {
    let document = Document::mended();
    let mut documented = BTreeSet::new();
    for operation in document.operations() {
        let id = operation.id.to_owned();
        if operation.bodies.is_empty() {
            documented.insert((id.clone(), None));
        }
        for media_type in operation.bodies.keys() {
            documented.insert((id.clone(), Some((*media_type).to_owned())));
        }
    }
    let key = |call: &Call| {
        let media_type = call.media_type.map(str::to_owned);
        (call.operation.to_owned(), media_type)
    };
    let called: BTreeSet<_> = CALLS.iter().map(key).collect();
    assert_eq!(called, documented);
    assert_eq!(called.len(), CALLS.len(), "a call is there twice");
    assert_eq!(document.operations().len(), 86);
}

/// The document's extensions name the groups and the methods.
#[tokio::test]
async fn methods_have_the_documented_names() {
    for_each_call(async |case| {
        let mut path = String::from("c");
        for group in case.operation.group.split('.') {
            write!(path, ".{}()", snake_case(group)).unwrap();
        }
        write!(path, ".{}", snake_case(case.operation.name)).unwrap();
        if case.call.media_type == Some("application/x-www-form-urlencoded") {
            path.push_str("_form");
        }
        path.push('(');
        let source = (case.call.source)();
        if source.starts_with(&path) {
            Vec::new()
        } else {
            vec![format!("{source} does not begin with {path}")]
        }
    })
    .await;
}

fn snake_case(name: &str) -> String {
    let mut snake_case = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            snake_case.push('_');
        }
        snake_case.extend(letter.to_lowercase());
    }
    snake_case
}

#[tokio::test]
async fn requests_are_what_the_document_says() {
    for_each_call(async |case| case.check_request(&case.given(None)).await).await;
}

#[tokio::test]
async fn a_call_can_be_made_for_another_service() {
    for_each_call(async |case| {
        let is_in_path = case.operation.path.contains("{serviceId}");
        if case.call.is_in_service != is_in_path {
            return vec!["the table is wrong about the service".to_owned()];
        }
        let service = format!("another{AWKWARD}");
        case.check_request(&case.given(Some(service))).await
    })
    .await;
}

#[tokio::test]
async fn answers_of_success_are_read() {
    for_each_call(async |case| {
        let mut wrong = Vec::new();
        for status in case.statuses(true) {
            let (result, sent) = case.send(&case.given(None), status).await;
            match result {
                Ok(answered) => {
                    assert_eq!(answered.status, status);
                    wrong.extend(differences(&answered.body, &sent));
                }
                Err(error) => wrong.push(error.to_string()),
            }
        }
        wrong
    })
    .await;
}

#[tokio::test]
async fn answers_of_failure_are_errors() {
    for_each_call(async |case| {
        let mut wrong = Vec::new();
        for status in case.statuses(false) {
            case.server.take();
            let (result, sent) = case.send(&case.given(None), status).await;
            match result {
                Ok(_) => wrong.push(format!("{status} was read as a success")),
                Err(error) => {
                    wrong.extend(wrong_about(case, status, &error, &sent));
                }
            }
            let requests = case.server.take().len();
            if requests != 1 {
                wrong.push(format!("{status}: {requests} requests came"));
            }
        }
        wrong
    })
    .await;
}

/// Says what an error should say and does not.
fn wrong_about(case: &Case<'_>, status: u16, error: &Error, sent: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut check = |is_right: bool, what: &str| {
        if !is_right {
            wrong.push(format!("{status}: {what} is wrong in {error}"));
        }
    };
    check(error.kind() == ErrorKind::Status, "kind");
    check(
        error.status().map(|it| it.as_u16()) == Some(status),
        "status",
    );
    check(error.operation() == Some(case.call.operation), "operation");
    let message = error.to_string();
    check(
        message.contains(case.call.operation),
        "operation in the text",
    );
    check(message.contains(&status.to_string()), "status in the text");
    match case.operation.responses[&status] {
        None => check(error.body().is_some_and(|body| body.is_empty()), "body"),
        Some(("text/plain", _)) => {
            let body = error.body().map(|body| &body[..]);
            check(body == sent.as_str().map(str::as_bytes), "body");
        }
        Some((_, schema)) => {
            let name = schema["$ref"].as_str();
            check(
                name == Some("#/components/schemas/result"),
                "the test's type",
            );
            let result = error.body_as::<ApiResult>().expect("the body is a result");
            let result = serde_json::to_value(result).unwrap();
            check(result == *sent, "body");
        }
    }
    wrong
}
