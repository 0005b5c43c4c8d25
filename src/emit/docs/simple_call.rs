//! The calls that examples of something else are made of.

use crate::{
    emit::Context,
    plan::{Group, Operation},
};

/// Returns, of the calls that have no body and no arguments but texts, the first one with the fewest, as it
/// stands behind a client: `.service().list()`.
pub(super) fn simple_call(
    context: Context<'_>,
    is_wanted: impl Fn(&Operation) -> bool,
) -> Option<String> {
    let mut calls = Vec::new();
    for group in &context.sdk.groups {
        collect(group, "", &is_wanted, &mut calls);
    }
    let (_, call) = calls.into_iter().min_by_key(|(arguments, _)| *arguments)?;
    Some(call)
}

/// Adds the calls of a group, each with the number of its arguments.
fn collect(
    group: &Group,
    path: &str,
    is_wanted: &impl Fn(&Operation) -> bool,
    calls: &mut Vec<(usize, String)>,
) {
    let path = format!("{path}.{}()", group.module);
    let is_simple = |operation: &&Operation| {
        let has_body = operation.bodies.iter().any(|body| body.body.is_some());
        let mut arguments = operation.arguments.iter();
        !operation.deprecated && !has_body && arguments.all(|argument| argument.ty.is_text())
    };
    for operation in group.operations.iter().filter(is_simple) {
        if !is_wanted(operation) {
            continue;
        }
        let arguments: Vec<String> = operation
            .arguments
            .iter()
            .map(|argument| format!("\"{}\"", argument.ident.trim_start_matches("r#")))
            .collect();
        let call = format!("{path}.{}({})", operation.method, arguments.join(", "));
        calls.push((arguments.len(), call));
    }
    for nested in &group.groups {
        collect(nested, &path, is_wanted, calls);
    }
}
