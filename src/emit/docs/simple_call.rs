//! The calls that examples of something else are made of.

use crate::{
    emit::Context,
    plan::{Group, Operation},
};

/// A call that has no body and no arguments but texts.
pub(super) struct SimpleCall<'s> {
    pub(super) operation: &'s Operation,
    /// As it stands behind a client: `.service().list()`.
    pub(super) text: String,
}

/// Returns, of the simple calls, the first one with the fewest arguments.
pub(super) fn simple_call(
    context: Context<'_>,
    is_wanted: impl Fn(&Operation) -> bool,
) -> Option<String> {
    let calls = simple_calls(context).into_iter();
    let wanted = calls.filter(|call| is_wanted(call.operation));
    let call = wanted.min_by_key(|call| call.operation.arguments.len())?;
    Some(call.text)
}

/// Returns all simple calls.
pub(super) fn simple_calls(context: Context<'_>) -> Vec<SimpleCall<'_>> {
    let mut calls = Vec::new();
    for group in &context.sdk.groups {
        collect(group, "", &mut calls);
    }
    calls
}

/// Adds the simple calls of a group.
fn collect<'s>(group: &'s Group, path: &str, calls: &mut Vec<SimpleCall<'s>>) {
    let path = format!("{path}.{}()", group.module);
    for operation in group.operations.iter().filter(|it| is_simple(it)) {
        let arguments: Vec<String> = operation
            .arguments
            .iter()
            .map(|argument| format!("\"{}\"", argument.ident.trim_start_matches("r#")))
            .collect();
        let text = format!("{path}.{}({})", operation.method, arguments.join(", "));
        calls.push(SimpleCall { operation, text });
    }
    for nested in &group.groups {
        collect(nested, &path, calls);
    }
}

fn is_simple(operation: &Operation) -> bool {
    let has_body = operation.bodies.iter().any(|body| body.body.is_some());
    let mut arguments = operation.arguments.iter();
    !operation.deprecated && !has_body && arguments.all(|argument| argument.ty.is_text())
}
