//! Retries, time-outs, redirects and credentials: over the mock transport with the clock stopped where
//! time matters, over a socket where the wire does.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

mod credentials;
mod errors;
mod redirects;
mod retries;
#[path = "../server/mod.rs"]
mod server;
mod time_outs;

use std::time::Duration;

use http::Method;
use sdkwright_runtime::runtime::mock::{self, Answer};
use sdkwright_runtime::runtime::{
    Call, Core, CoreBuilder, Credential, CredentialKind, Empty, Error, ErrorKind, Operation,
    RetryPolicy, Security, Text, TransportErrorKind,
};
use server::{Reply, Server};
use tokio::time::Instant;

const SECRET: &str = "correct-horse-battery-staple";

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
