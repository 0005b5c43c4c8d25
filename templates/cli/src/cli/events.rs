//! Answers that are events.

use super::json::{self, Raw};
use super::{Failure, Output};
use crate::runtime::{BoxFuture, Call, Events, TextEvents};

/// Sends a call and writes the data of each event, which is JSON, as one line.
pub fn json(call: Call, mut output: Output) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let mut events = call.stream::<Events<Raw>>().await.map_err(Failure::Call)?;
        while let Some(event) = events.next().await {
            let text = event.map_err(Failure::Call)?.data;
            output.line(&json::compact(text.text().as_bytes()).unwrap_or_default())?;
        }
        Ok(())
    })
}

/// Sends a call and writes the data of each event, which is text.
pub fn text(call: Call, mut output: Output) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let mut events = call.stream::<TextEvents>().await.map_err(Failure::Call)?;
        while let Some(event) = events.next().await {
            output.line(&event.map_err(Failure::Call)?.data)?;
        }
        Ok(())
    })
}
