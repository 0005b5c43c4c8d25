//! What the README of an SDK says about lists in pages.

use super::simple_call::simple_call;
use crate::emit::Context;

/// Returns the section about lists, with the call of one; `None` where no list comes in pages.
pub(super) fn section(context: Context<'_>) -> Option<String> {
    let call = simple_call(context, |operation| operation.paging.is_some())?;
    let krate = &context.sdk.package.crate_ident;
    Some(format!(
        "## Lists\n\nThe call of a list that comes in pages gives one page. `.items()` goes through the items of all \
         pages from there on,\n`.pages()` through the pages; what is not asked for is not fetched. Options of the call \
         are for each page by itself,\nan error ends the list, and `.items().into_vec().await` is all of it.\n\n\
         ```rust\nasync fn list(client: &{krate}::Client) -> Result<(), {krate}::Error> {{\n    \
         let mut items = client{call}.items();\n    while let Some(item) = items.next().await {{\n        \
         println!(\"{{:?}}\", item?);\n    }}\n    Ok(())\n}}\n```"
    ))
}
