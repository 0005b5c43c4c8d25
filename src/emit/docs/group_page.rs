//! The page of a group of operations.

use super::{
    call::Call,
    section,
    table::{cell, code, table},
    type_cell::type_cell,
};
use crate::{
    emit::{Context, File},
    plan::{Alternative, BodyMethod, Group, OPERATIONS, Operation, Reading, brief},
};

/// Where the pages of models are.
const MODELS: &str = "models/";

/// How many bytes a page may have before it says less about each operation.
pub(super) const MAX_PAGE: usize = 195_000;

/// How much a page says about each operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// What it does, and one call.
    Call,
    /// What it does.
    Text,
}

/// Prints the page of a group: what it is, a list of its operations, and each of them.
pub(super) fn file(context: Context<'_>, group: &Group) -> File {
    let mut text = format!("# {}\n", group.title);
    section(&mut text, &group.docs.join("\n"));
    let krate = &context.sdk.package.crate_ident;
    let mut place = format!(
        "`{}` of [`{krate}`](../README.md)",
        group.path.replace("r#", "")
    );
    if let Some(feature) = &group.feature {
        place.push_str(&format!(", with the feature `{feature}`"));
    }
    section(&mut text, &format!("{place}."));
    section(&mut text, &format!("## {OPERATIONS}"));
    let rows: Vec<Vec<String>> = group.operations.iter().map(row).collect();
    match rows.is_empty() {
        true => section(&mut text, "None but those of the groups within."),
        false => section(
            &mut text,
            &table(&["Operation", "Request", "Description"], &rows),
        ),
    }
    if !group.groups.is_empty() {
        let groups: String = group
            .groups
            .iter()
            .map(|nested| {
                let (about, _) = brief(&nested.docs);
                format!(
                    "- [`{}`]({}.md): {about}\n",
                    nested.path.replace("r#", ""),
                    nested.page
                )
            })
            .collect();
        section(&mut text, &format!("Groups within:\n\n{groups}"));
    }
    let head = text.len();
    for extent in [Extent::Whole, Extent::Call, Extent::Text] {
        text.truncate(head);
        for operation in &group.operations {
            details(&mut text, context, group, operation, extent);
        }
        if text.len() <= MAX_PAGE {
            break;
        }
    }
    (format!("docs/{}.md", group.page), text)
}

/// Returns the row of an operation in the list of all.
fn row(operation: &Operation) -> Vec<String> {
    let method = operation.method.trim_start_matches("r#");
    let (about, _) = brief(&operation.docs[..first_paragraph(operation)]);
    let about = match operation.deprecated {
        true => format!("**Deprecated.** {}", cell(&about)),
        false => cell(&about),
    };
    let request = format!("{} {}", operation.http_method, operation.path);
    vec![
        format!("[`{method}`](#{})", operation.anchor),
        code(&request),
        about,
    ]
}

/// Returns where the first paragraph of an operation's documentation ends.
fn first_paragraph(operation: &Operation) -> usize {
    let lines = &operation.docs;
    lines
        .iter()
        .position(String::is_empty)
        .unwrap_or(lines.len())
}

/// Adds what there is to say about an operation.
fn details(
    text: &mut String,
    context: Context<'_>,
    group: &Group,
    operation: &Operation,
    extent: Extent,
) {
    let method = operation.method.trim_start_matches("r#");
    section(text, &format!("## `{method}`"));
    if operation.deprecated {
        section(text, "**Deprecated.**");
    }
    section(text, &operation.docs.join("\n"));
    if extent == Extent::Text {
        return;
    }
    let mut bodies = operation.bodies.iter();
    if let Some(first) = bodies.next() {
        example(text, context, group, operation, first);
        if operation.paging.is_some() {
            section(
                text,
                "The list comes in pages; all of its items, one after the other:",
            );
            let function = Call::new(context, group, operation, first).function_of_items();
            section(text, &format!("```rust\n{function}\n```"));
        }
    }
    if extent == Extent::Call {
        return;
    }
    for other in bodies {
        let media_type = other.body.as_ref().map(|body| body.media_type.as_str());
        let media_type = code(media_type.unwrap_or_default());
        section(text, &format!("The same, with the body as {media_type}:"));
        example(text, context, group, operation, other);
    }
    parameters(text, operation);
    answers(text, operation);
}

fn example(
    text: &mut String,
    context: Context<'_>,
    group: &Group,
    operation: &Operation,
    method: &BodyMethod,
) {
    let function = Call::new(context, group, operation, method).function();
    section(text, &format!("```rust\n{function}\n```"));
}

fn parameters(text: &mut String, operation: &Operation) {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for argument in &operation.arguments {
        rows.push(vec![
            code(argument.ident.trim_start_matches("r#")),
            type_cell(&argument.ty, MODELS),
            "yes".to_owned(),
            cell(&argument.summary),
        ]);
    }
    for (index, body) in operation.bodies.iter().enumerate() {
        let Some(sent) = &body.body else { continue };
        let required = match body.required {
            true => "yes",
            false => "no",
        };
        let what = match index {
            0 => format!("The body, as {}.", code(&sent.media_type)),
            _ => format!(
                "The body of `{}`, as {}.",
                body.method,
                code(&sent.media_type)
            ),
        };
        rows.push(vec![
            "`body`".to_owned(),
            type_cell(&sent.ty, MODELS),
            required.to_owned(),
            what,
        ]);
    }
    for setter in &operation.setters {
        let (about, _) = brief(&setter.docs);
        let about = match setter.deprecated {
            true => format!("**Deprecated.** {}", cell(&about)),
            false => cell(&about),
        };
        rows.push(vec![
            code(&format!(".{}(..)", setter.ident.trim_start_matches("r#"))),
            type_cell(&setter.ty, MODELS),
            "no".to_owned(),
            about,
        ]);
    }
    if !rows.is_empty() {
        let header = ["Parameter", "Type", "Required", "Description"];
        section(text, &table(&header, &rows));
    }
}

fn answers(text: &mut String, operation: &Operation) {
    let rows: Vec<Vec<String>> = operation
        .answers
        .iter()
        .map(|answer| {
            let body = match &answer.ty {
                Some(ty) => type_cell(ty, MODELS),
                None if answer.media_type.is_empty() => String::new(),
                None => code(&answer.media_type),
            };
            let others = answer.alternatives.iter().map(|it| code(it));
            let bodies: Vec<String> = std::iter::once(body).chain(others).collect();
            vec![
                answer.status.clone(),
                bodies.join(", "),
                cell(&answer.summary),
            ]
        })
        .collect();
    if !rows.is_empty() {
        section(text, &table(&["Status", "Body", "Description"], &rows));
    }
    let outcome = &operation.outcome;
    let mut given = match &outcome.stream {
        Some(stream) if stream.is_only => "The answer is a stream.".to_owned(),
        Some(_) => format!(
            "A call gives {}; with `.stream()`, it gives a stream.",
            type_cell(&outcome.ty, MODELS)
        ),
        None => format!("A call gives {}.", type_cell(&outcome.ty, MODELS)),
    };
    let alternatives: Vec<String> = outcome.alternatives.iter().map(alternative).collect();
    if !alternatives.is_empty() {
        given.push_str(&format!(
            " In another media type: {}.",
            alternatives.join(", ")
        ));
    }
    if let Some(error) = &outcome.error
        && let [model] = error.models()[..]
    {
        given.push_str(&format!(
            " Any other status is an error, whose `body_as::<{model}>()` reads the body."
        ));
    }
    section(text, &format!("{given} See [Errors](../README.md#errors)."));
}

/// Returns what a call gives in another media type.
fn alternative(alternative: &Alternative) -> String {
    let method = format!("`.{}()`", alternative.method);
    let media_type = code(&alternative.media_type);
    match &alternative.reading {
        Reading::Whole(_, ty) => {
            format!("{method} gives {media_type} as {}", type_cell(ty, MODELS))
        }
        Reading::Stream(..) => format!("{method} gives {media_type} as a stream"),
    }
}
