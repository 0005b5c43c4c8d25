//! The documentation of the methods that start calls.

use std::collections::{HashMap, hash_map::Entry};

use super::{alternative, paging, types::text};
use crate::plan::{DocLine, NextPage, Operation, ResponseHeader, Scope, Setter, Type, brief, code};

/// The documentation of optional parameters, by their methods and what it says: which calls have it.
pub(super) type Told<'s> = HashMap<(&'s str, &'s [DocLine]), &'s str>;

/// How many bytes of documentation are said of each optional parameter that has them.
const MAX_REPEATED: usize = 160;

/// Returns the documentation of an optional parameter: of one that a call before has, too, the beginning of
/// what that says.
pub(super) fn setter<'s>(
    told: &mut Told<'s>,
    operation: &'s Operation,
    setter: &'s Setter,
) -> Vec<DocLine> {
    if setter.docs.iter().map(String::len).sum::<usize>() <= MAX_REPEATED {
        return setter.docs.clone();
    }
    match told.entry((&setter.ident, &setter.docs)) {
        Entry::Vacant(entry) => {
            entry.insert(&operation.builder);
            setter.docs.clone()
        }
        Entry::Occupied(entry) => {
            let (first, is_all) = brief(&setter.docs);
            if is_all {
                return vec![first];
            }
            let name = setter.ident.trim_start_matches("r#");
            let builder = entry.get();
            vec![first, format!("More: [`{builder}::{name}`].")]
        }
    }
}

/// Returns the documentation of the method that starts a call.
pub(super) fn method(operation: &Operation, models: &str, example: &[String]) -> Vec<String> {
    let mut lines = operation.docs.clone();
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .filter(|argument| !argument.summary.is_empty())
        .map(|argument| {
            format!(
                "- `{}`: {}",
                argument.ident.trim_start_matches("r#"),
                argument.summary
            )
        })
        .collect();
    if !arguments.is_empty() {
        lines.push(String::new());
        lines.extend(arguments);
    }
    lines.extend(alternative::docs(operation));
    lines.extend(paging::docs(operation));
    lines.extend(header_docs(operation));
    let error = operation.outcome.error.as_ref();
    if let Some([model]) = error.map(Type::models).as_deref() {
        lines.extend([
            String::new(),
            "# Errors".to_owned(),
            String::new(),
            format!(
                "The body of errors is [`{model}`]({models}::{model}): see [`body_as`](runtime::Error::body_as)."
            ),
        ]);
    }
    if !example.is_empty() {
        lines.extend(["", "# Example", ""].map(str::to_owned));
        lines.extend_from_slice(example);
    }
    lines
}

/// Returns the documentation of the headers of answers.
fn header_docs(operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    let from = |success| match success {
        true => format!(
            "Of an answer, from [`send_with_response`]({}::send_with_response):",
            operation.builder
        ),
        false => "Of an error, from [`Error::headers`](runtime::Error::headers):".to_owned(),
    };
    for success in [true, false] {
        let headers: Vec<_> = operation
            .headers
            .iter()
            .filter(|header| header.success == success && !is_followed(operation, header))
            .collect();
        if headers.is_empty() {
            continue;
        }
        if lines.is_empty() {
            lines.extend([String::new(), "# Headers".to_owned()]);
        }
        lines.extend([String::new(), from(success), String::new()]);
        lines.extend(headers.into_iter().map(header_line));
    }
    lines
}

/// Returns whether a header says nothing to who goes through all pages of a list.
fn is_followed(operation: &Operation, header: &ResponseHeader) -> bool {
    let paging = operation.paging.as_ref();
    paging.is_some_and(|paging| paging.next == NextPage::Link)
        && header.name.eq_ignore_ascii_case("link")
        && header.summary.is_empty()
}

fn header_line(header: &ResponseHeader) -> String {
    let (name, ty) = (code(&header.name), text(&header.ty, Scope::Operations));
    let statuses = match header.statuses.is_empty() {
        true => String::new(),
        false => format!(", with {}", header.statuses.join(", ")),
    };
    let summary = match header.summary.is_empty() {
        true => String::new(),
        false => format!(": {}", header.summary),
    };
    format!("- {name} (`{ty}`){statuses}{summary}")
}

/// Returns the documentation of a method that differs from the plain one in how the body is sent.
pub(super) fn other_body(operation: &Operation, media_type: &str) -> Vec<String> {
    let plain = operation.method.trim_start_matches("r#");
    vec![
        format!("The same as [`{plain}`](Self::{plain}), with the body as"),
        format!("{}.", code(media_type)),
    ]
}
