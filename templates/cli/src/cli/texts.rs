//! Answers that are JSON texts, such as JSON lines.

use super::json::{self, Raw};
use super::{Failure, Output};
use crate::runtime::{BoxFuture, Call, JsonTexts};

/// Sends a call and writes each text as one line.
pub fn read(call: Call, mut output: Output) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let texts = call.stream::<JsonTexts<Raw>>();
        let mut texts = texts.await.map_err(Failure::Call)?;
        while let Some(text) = texts.next().await {
            let text = text.map_err(Failure::Call)?;
            output.line(&json::compact(text.text().as_bytes()).unwrap_or_default())?;
        }
        Ok(())
    })
}
