//! What the README of an SDK says about lists in pages.

use crate::{
    emit::Context,
    plan::{Group, Operation},
};

/// Returns the section about lists, with the call of one; `None` where no list comes in pages.
pub(super) fn section(context: Context<'_>) -> Option<String> {
    let mut lists = Vec::new();
    for group in &context.sdk.groups {
        collect(group, "", &mut lists);
    }
    // The one with the fewest arguments, and of these the first.
    let (_, call) = lists.iter().min_by_key(|(arguments, _)| *arguments)?;
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

/// Adds the calls of lists whose arguments are texts, each with the number of its arguments.
fn collect(group: &Group, path: &str, lists: &mut Vec<(usize, String)>) {
    let path = format!("{path}.{}()", group.module);
    let is_simple = |operation: &&Operation| {
        let has_body = operation.bodies.iter().any(|body| body.body.is_some());
        let mut arguments = operation.arguments.iter();
        operation.paging.is_some()
            && !operation.deprecated
            && !has_body
            && arguments.all(|argument| argument.ty.is_text())
    };
    for operation in group.operations.iter().filter(is_simple) {
        let arguments: Vec<String> = operation
            .arguments
            .iter()
            .map(|argument| format!("\"{}\"", argument.ident.trim_start_matches("r#")))
            .collect();
        let call = format!("{path}.{}({})", operation.method, arguments.join(", "));
        lists.push((arguments.len(), call));
    }
    for nested in &group.groups {
        collect(nested, &path, lists);
    }
}
