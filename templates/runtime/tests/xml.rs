//! Models as XML: what is written, what is read, and what is refused.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]
#![expect(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    reason = "a test exports nothing, and uses a part of the runtime"
)]

#[path = "xml/hostile.rs"]
mod hostile;
#[path = "xml/models.rs"]
mod models;
#[path = "xml/reading.rs"]
mod reading;
#[path = "../src/runtime/mod.rs"]
mod runtime;
#[path = "xml/vectors.rs"]
mod vectors;
#[path = "xml/writing.rs"]
mod writing;

use runtime::codec::{Decode, Encode};
use runtime::mock::{self, Answer};
use runtime::xml::Shaped;
use runtime::{Call, Core, Error, Operation, Security, Xml};

static SEND: Operation = Operation {
    id: "send",
    method: "POST",
    path: "/",
    server: None,
    security: Security::None,
    accept: "",
    defaults: &[],
};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;

fn core(transport: mock::Transport) -> Core {
    let core = Core::builder().server("http://h").transport(transport);
    core.build().unwrap()
}

/// Returns what is sent of a value, without the declaration.
fn written<T: Encode + Shaped + ?Sized>(value: &T) -> Result<String, Error> {
    let call = Call::new(&core(mock::Transport::new()), &SEND);
    let request = call.xml("application/xml", value).into_request()?;
    assert_eq!(request.headers()["content-type"], "application/xml");
    let text = String::from_utf8(request.body().as_bytes().unwrap().to_vec()).unwrap();
    Ok(text.strip_prefix(DECLARATION).unwrap().to_owned())
}

/// Returns what a body is read as.
async fn read<T: Decode + Shaped>(body: &[u8]) -> Result<T, Error> {
    let transport = mock::Transport::new();
    transport.answer_any(Answer::bytes(200, "application/xml", body.to_vec()));
    Call::new(&core(transport), &SEND).send::<Xml<T>>().await
}
