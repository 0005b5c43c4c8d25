//! Retries, time-outs, redirects and credentials: over the mock transport with the clock stopped where
//! time matters, over a socket where the wire does.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

mod cancellation;
mod client_credentials;
mod credentials;
mod discovery;
mod errors;
mod hooks;
mod hostile;
mod media_types;
mod origins;
mod proofs;
mod providers;
mod reconnecting;
mod redirects;
mod retries;
mod secrets;
#[path = "../server/mod.rs"]
mod server;
mod time_outs;
mod traces;

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Method;
use sdkwright_runtime::runtime::mock::{self, Answer};
use sdkwright_runtime::runtime::{
    Body, BoxError, BoxFuture, Call, ClientAuthentication, ClientCredentials, Core, CoreBuilder,
    Credential, CredentialKind, Empty, Error, ErrorKind, Hook, Operation, RetryPolicy, Secret,
    Security, Text, TokenProvider, TokenRequest, TransportError, TransportErrorKind,
};
use serde_json::json;
use server::{Reply, Server};
use tokio::time::Instant;

const SECRET: &str = "correct-horse-battery-staple";

/// Calls need the credential for the scheme `s`.
const SCHEME: Security = Security::Any(&[&["s"]]);

/// A body that comes in so many pieces.
struct Pieces(u32);

impl futures_core::Stream for Pieces {
    type Item = Result<&'static str, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let left = self.0.checked_sub(1);
        self.0 = left.unwrap_or(0);
        Poll::Ready(left.map(|_| Ok("piece")))
    }
}

fn operation(method: Method, security: Security) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: "op",
        method: Box::leak(method.as_str().into()),
        path: "/a",
        server: None,
        security,
        accept: "text/plain",
        defaults: &[],
    }))
}

fn call(core: &Core, method: Method) -> Call {
    Call::new(core, operation(method, Security::None))
}

fn mocked() -> (Core, mock::Transport) {
    let transport = mock::Transport::new();
    let core = Core::builder()
        .server("http://h")
        .transport(transport.clone())
        .build()
        .unwrap();
    (core, transport)
}

fn core_of(server: &Server) -> CoreBuilder {
    Core::builder()
        .server(server.url.as_str())
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(1)))
}
