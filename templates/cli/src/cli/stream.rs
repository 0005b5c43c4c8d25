//! Answers that are bytes, written as they come.

use super::{Failure, Output};
use crate::runtime::{BoxFuture, Call, Error};

/// Sends a call and writes the bytes that are answered, in the pieces in which they come.
pub fn read(call: Call, output: Output) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(copy(call, output))
}

async fn copy(call: Call, mut output: Output) -> Result<(), Failure> {
    let stream = call.open("").await.map_err(Failure::Call)?;
    let (response, body) = stream.into_parts();
    let mut body = body.into_stream();
    // An answer without bytes makes a file all the same.
    output.bytes(b"")?;
    while let Some(bytes) = body.next().await {
        let bytes = bytes.map_err(|error| Failure::Call(Error::unfinished(&response, error)))?;
        output.bytes(&bytes)?;
    }
    Ok(())
}
