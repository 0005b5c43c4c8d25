//! Each operation against mock servers that others wrote. They know nothing but the document: they judge
//! requests by it, and make up their answers by it.

use std::env;

use authlete::Error;
use serde_json::{Map, Value};

use super::call::Given;
use super::server::Server;
use super::synthesis::{Purpose, Synthesis};
use super::{Case, for_each_call_to};
use crate::document::text;

/// A mock server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Judge {
    Prism,
    Steady,
}

/// Where Prism says what it found: a list of JSON.
const VIOLATIONS: &str = "sl-violations";

#[tokio::test]
#[ignore = "needs a mock server: `cargo xtask conform` starts two of them"]
async fn mock_servers_find_no_violation_and_their_answers_are_read() {
    let url = env::var("SDKWRIGHT_MOCK_SERVER").expect("the URL of a mock server");
    let judge = match env::var("SDKWRIGHT_MOCK_SERVER_NAME").as_deref() {
        Ok("prism") => Judge::Prism,
        Ok("steady") => Judge::Steady,
        other => panic!("{other:?} is no mock server that is known"),
    };
    // The one that the other tests use; nothing comes to it.
    let unused = Server::start().await;
    for_each_call_to(&url, &unused, async |case| {
        let given = judge.given(case);
        match (case.call.send)(case.client, &given).await {
            Ok(answered) => {
                let found = answered.headers.into_iter();
                found
                    .filter(|(name, _)| name == VIOLATIONS)
                    .map(|(_, violations)| violations)
                    .collect()
            }
            Err(error) => vec![format!("{error}: {}", found(&error))],
        }
    })
    .await;
}

/// Returns what a server found wrong about a request that it refused.
fn found(error: &Error) -> String {
    let violations = error
        .headers()
        .and_then(|headers| headers.get(VIOLATIONS))
        .map(|violations| violations.as_bytes());
    let found = violations.or(error.body().map(|body| &body[..]));
    String::from_utf8_lossy(found.unwrap_or_default()).into_owned()
}

impl Judge {
    /// Returns what a call is given: all there is, but for properties of forms that the judge cannot read.
    fn given(self, case: &Case<'_>) -> Given {
        let mut synthesis = Synthesis::new(case.document, Purpose::Request);
        synthesis.is_strict = true;
        let mut given = case.given_of(synthesis, None);
        let Some(media_type @ "application/x-www-form-urlencoded") = case.call.media_type else {
            return given;
        };
        let schema = case.document.flat(case.operation.bodies[media_type]);
        if let Some(Value::Object(body)) = &mut given.body {
            body.retain(|name, _| {
                // What the document does not list may be anything.
                let property = schema["properties"].get(name);
                property.is_none_or(|property| self.reads(case, property))
            });
        }
        given
    }

    /// Returns whether the judge reads properties of a schema in a form: neither knows that objects are JSON
    /// there (OpenAPI 3.0, "Encoding Object"), and Prism keeps the last of several values.
    fn reads(self, case: &Case<'_>, schema: &Value) -> bool {
        let kind = |schema: &Map<String, Value>| text(&schema["type"]).to_owned();
        let schema = case.document.flat(schema);
        match kind(&schema).as_str() {
            "object" => false,
            "array" if self == Self::Prism => false,
            "array" => kind(&case.document.flat(&schema["items"])) != "object",
            _ => true,
        }
    }
}
