//! Answers that are read as a whole.

use http::header::CONTENT_TYPE;

use super::{Failure, Output};
use crate::runtime::{Binary, Call, WithResponse};

/// Sends a call and writes what is answered.
pub(super) async fn read(call: Call, mut output: Output) -> Result<(), Failure> {
    let answer = call.send::<WithResponse<Binary>>().await;
    let answer = answer.map_err(Failure::Call)?;
    let body = answer.body();
    if body.is_empty() {
        return Ok(());
    }
    let media_type = answer.header(CONTENT_TYPE.as_str()).unwrap_or("json");
    match media_type.contains("json") {
        true => output.document(body),
        false if media_type.starts_with("text/") => output.text(body),
        false => output.bytes(body),
    }
}
