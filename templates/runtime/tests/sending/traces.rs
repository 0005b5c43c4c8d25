//! What `tracing` hears: a span for each call, with names and numbers only.

use std::fmt::{Debug, Write};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::*;

/// Writes down what it hears, with the span that it is heard in.
#[derive(Clone, Default)]
pub(crate) struct Listener(Arc<Mutex<Heard>>);

#[derive(Default)]
struct Heard {
    lines: Vec<String>,
    within: Vec<u64>,
    spans: u64,
}

impl Listener {
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.lock().unwrap().lines.clone()
    }
}

struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0, " {}={value:?}", field.name()).unwrap();
    }
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("sdkwright_runtime")
}

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        is_ours(metadata)
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut heard = self.0.lock().unwrap();
        heard.spans += 1;
        let mut fields = Fields(format!("{} new {}", heard.spans, span.metadata().name()));
        span.record(&mut fields);
        heard.lines.push(fields.0);
        Id::from_u64(heard.spans)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields(String::new());
        values.record(&mut fields);
        if !fields.0.is_empty() {
            let line = format!("{} set{}", span.into_u64(), fields.0);
            self.0.lock().unwrap().lines.push(line);
        }
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let parent = event.parent().map_or(0, Id::into_u64);
        let mut fields = Fields(format!("{parent} {}", event.metadata().level()));
        event.record(&mut fields);
        self.0.lock().unwrap().lines.push(fields.0);
    }

    fn enter(&self, span: &Id) {
        self.0.lock().unwrap().within.push(span.into_u64());
    }

    fn exit(&self, span: &Id) {
        let left = self.0.lock().unwrap().within.pop();
        assert_eq!(left, Some(span.into_u64()));
    }
}

static GET_PET: Operation = Operation {
    id: "getPet",
    method: "GET",
    path: "/pets/{petId}",
    server: None,
    security: SCHEME,
    accept: "",
    defaults: &[],
};

#[tokio::test]
async fn a_call_is_a_span_without_values() {
    let transport = mock::Transport::new();
    let core = Core::builder()
        .server("https://api.example.com:8443/v1")
        .credential("s", Credential::query("key", SECRET))
        .retry(RetryPolicy::new().initial_backoff(Duration::ZERO))
        .transport(transport.clone())
        .build()
        .unwrap();
    transport.answer_any(Answer::failure(TransportErrorKind::Connect, SECRET));
    let busy = Answer::text(503, SECRET).header("set-cookie", SECRET);
    transport.answer_any(busy);
    transport.answer_any(Answer::text(200, SECRET).header("x-request-id", "r1"));
    let listener = Listener::default();
    let call = Call::new(&core, &GET_PET)
        .path("petId", SECRET)
        .query("tag", SECRET)
        .header("x-token", SECRET);
    let sent = async move { call.send::<Text>().await };
    sent.with_subscriber(listener.clone()).await.unwrap();
    assert_eq!(
        listener.lines(),
        [
            "1 new call operation=\"getPet\" method=\"GET\" path=\"/pets/{petId}\"",
            "1 set server=https://api.example.com:8443",
            "1 set attempt=1",
            "1 set error=Transport",
            "1 DEBUG message=failed attempt=1 error=Transport",
            "1 set attempt=2",
            "1 set status=503",
            "1 set error=Status",
            "1 DEBUG message=failed attempt=2 status=503 error=Status",
            "1 set attempt=3",
            "1 set status=200",
            "1 set request_id=\"r1\"",
            "1 DEBUG message=answered attempt=3 status=200 request_id=\"r1\"",
        ]
    );
}

#[tokio::test]
async fn a_request_for_a_token_is_a_span_of_its_own_within() {
    let transport = mock::Transport::new();
    let flow = ClientCredentials::new("id", SECRET).token_url("http://auth/token");
    let core = Core::builder()
        .server("http://h")
        .credential("s", flow.into())
        .transport(transport.clone())
        .build()
        .unwrap();
    let token = json!({"access_token": SECRET});
    transport.answer("oauth2.token", Answer::json(200, &token));
    transport.answer("getPet", Answer::text(200, SECRET));
    let listener = Listener::default();
    let call = Call::new(&core, &GET_PET).path("petId", 1);
    let sent = async move { call.send::<Text>().await };
    sent.with_subscriber(listener.clone()).await.unwrap();
    let lines = listener.lines();
    assert!(
        lines[2].starts_with("2 new call operation=\"oauth2.token\""),
        "{lines:?}"
    );
    assert_eq!(lines[3], "2 set server=http://auth");
    assert!(!lines.concat().contains(SECRET), "{lines:?}");
}
