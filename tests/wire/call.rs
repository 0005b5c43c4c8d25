//! What a line of the table of calls is made of.

use std::collections::BTreeMap;
use std::pin::Pin;

use authlete::{Client, Error};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// A call of an operation with a body of one media type, or without one.
pub(crate) struct Call {
    pub(crate) operation: &'static str,
    pub(crate) media_type: Option<&'static str>,
    /// Whether the operation has the parameter that a client gives for all calls.
    pub(crate) is_in_service: bool,
    /// The call as it is written in the table, without spaces.
    pub(crate) source: fn() -> String,
    pub(crate) send: fn(&Client, &Given) -> Outcome,
}

/// What a call gives.
pub(crate) type Outcome = Pin<Box<dyn Future<Output = Result<Answered, Error>> + Send>>;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answered {
    pub(crate) status: u16,
    /// Names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    /// Encoded again; nothing is null.
    pub(crate) body: Value,
}

/// What a call is given.
pub(crate) struct Given {
    /// The service of this call; that of the client when there is none.
    pub(crate) service: Option<String>,
    pub(crate) parameters: BTreeMap<String, Value>,
    pub(crate) body: Option<Value>,
}

impl Given {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.parameters[name].as_str().expect("it is a text")
    }

    pub(crate) fn integer(&self, name: &str) -> i32 {
        let value = self.parameters[name].as_i64().expect("it is an integer");
        value.try_into().expect("it is of 32 bits")
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        self.parameters[name].as_bool().expect("it is a flag")
    }

    /// Returns the body as the model that the operation takes.
    pub(crate) fn body<T: DeserializeOwned>(&self) -> T {
        // By way of text, as when a user reads it from a file.
        let text = self
            .body
            .as_ref()
            .expect("the operation has a body")
            .to_string();
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
    }
}

/// Makes a table of [`Call`]s from lines
/// `service|global "operationId" json|form|none => expression of the SDK's builder;`.
macro_rules! calls {
    (|$client:ident, $given:ident|
     $($scope:ident $operation:literal $body:ident => $builder:expr;)*) => {
        &[$(Call {
            operation: $operation,
            media_type: calls!(@media_type $body),
            is_in_service: calls!(@is_in_service $scope),
            source: || stringify!($builder).split_whitespace().collect(),
            send: |$client: &authlete::Client, $given: &super::call::Given| {
                let _ = $given;
                let call = $builder;
                let call = calls!(@in_service $scope call, $given);
                Box::pin(async move {
                    let response = call.send_with_response().await?;
                    let headers = response.headers().iter();
                    Ok(super::call::Answered {
                        status: response.status().as_u16(),
                        headers: headers
                            .map(|(name, value)| {
                                let value = String::from_utf8_lossy(value.as_bytes());
                                (name.as_str().to_owned(), value.into_owned())
                            })
                            .collect(),
                        body: serde_json::to_value(response.body()).expect("a body is JSON"),
                    })
                })
            },
        }),*]
    };
    (@media_type json) => { Some("application/json") };
    (@media_type form) => { Some("application/x-www-form-urlencoded") };
    (@media_type none) => { None };
    (@is_in_service service) => { true };
    (@is_in_service global) => { false };
    (@in_service service $call:ident, $given:ident) => {
        match &$given.service {
            Some(service) => $call.service_id(service),
            None => $call,
        }
    };
    (@in_service global $call:ident, $given:ident) => { $call };
}
pub(crate) use calls;
