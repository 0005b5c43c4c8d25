//! Answers in another media type than the usual one.

use super::{Failure, Output, answer};
use crate::runtime::{As, Binary, BoxFuture, Call, Text};

/// Sends a call and writes the JSON that is answered, whatever its type is said to be.
pub fn json(
    call: Call,
    accept: &'static str,
    output: Output,
) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(answer::read(call.accept(accept), output))
}

/// Sends a call and writes the text that is answered.
pub fn text(
    call: Call,
    accept: &'static str,
    mut output: Output,
) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let text = As::<Text>::new(call, accept).await;
        output.text(text.map_err(Failure::Call)?.as_bytes())
    })
}

/// Sends a call and writes the bytes that are answered, as they come.
pub fn bytes(
    call: Call,
    accept: &'static str,
    mut output: Output,
) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let stream = As::<Binary>::new(call, accept).stream();
        let mut stream = stream.await.map_err(Failure::Call)?;
        // An answer without bytes makes a file all the same.
        output.bytes(b"")?;
        while let Some(bytes) = stream.next().await {
            output.bytes(&bytes.map_err(Failure::Call)?)?;
        }
        Ok(())
    })
}
