//! Lists that come in pages, item by item.

use super::json::{self, Raw};
use super::{Failure, Output};
use crate::runtime::{BoxFuture, Call, Paging};

/// Sends a call and those of the pages after its own, and writes each item as one line, as soon as its page
/// is there; no more than so many, and no page that none of these is on.
pub fn read(
    call: Call,
    paging: &'static Paging,
    most: u64,
    mut output: Output,
) -> BoxFuture<'static, Result<(), Failure>> {
    Box::pin(async move {
        let mut items = call.items::<Raw>(paging);
        let mut left = most;
        while left > 0
            && let Some(item) = items.next().await
        {
            let item = item.map_err(Failure::Call)?;
            output.line(&json::compact(item.text().as_bytes()).unwrap_or_default())?;
            left -= 1;
        }
        // A list without items makes a file all the same.
        output.bytes(b"")
    })
}
