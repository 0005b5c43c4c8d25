//! What the README of an SDK says about calls that are waited for.

use super::simple_call::simple_call;
use crate::emit::Context;

/// Returns the section, with the simplest call.
pub(super) fn section(context: Context<'_>) -> Option<String> {
    if context.sdk.groups.is_empty() {
        return None;
    }
    let krate = &context.sdk.package.crate_ident;
    let mut text = format!(
        "## Without async\n\nWith the feature `blocking`, calls have `.wait()` instead of `.await`, by the trait \
         `{krate}::blocking::Wait`, and\n`{krate}::blocking::iter` makes an iterator of a stream. No async runtime is \
         needed."
    );
    if let Some(call) = simple_call(context, |operation| operation.outcome.stream.is_none()) {
        text.push_str(&format!(
            "\n\n```rust\nuse {krate}::blocking::Wait;\n\n\
             fn call(client: &{krate}::Client) -> Result<(), {krate}::Error> {{\n    \
             let answer = client{call}.wait()?;\n    println!(\"{{answer:?}}\");\n    Ok(())\n}}\n```"
        ));
    }
    Some(text)
}
