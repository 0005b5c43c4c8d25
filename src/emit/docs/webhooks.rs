//! The page of the webhooks.

use super::{
    section,
    table::{cell, code, table},
    type_cell::type_cell,
};
use crate::{
    emit::{Context, File},
    plan::{Type, Webhook, Webhooks},
};

/// Prints the page: a list, and what the document says about each.
pub(super) fn file(context: Context<'_>, webhooks: &Webhooks) -> File {
    let mut text = String::from("# Webhooks\n");
    let title = &context.sdk.package.title;
    section(
        &mut text,
        &format!("What the {title} sends to a server of yours, and the models that read it."),
    );
    if let Some(example) = received(&context.sdk.package.crate_ident, webhooks) {
        section(&mut text, &format!("```rust\n{example}\n```"));
    }
    section(&mut text, &list(webhooks, link));
    for webhook in &webhooks.all {
        let mut same = webhooks.all.iter().filter(|it| it.name == webhook.name);
        details(&mut text, webhook, same.nth(1).is_some());
    }
    ("docs/webhooks.md".to_owned(), text)
}

/// Returns the table of all webhooks; `link` shows a type as a link to it.
pub(in crate::emit) fn list(webhooks: &Webhooks, link: impl Fn(&Type) -> String) -> String {
    let rows: Vec<Vec<String>> = webhooks
        .all
        .iter()
        .map(|webhook| {
            let bodies: Vec<String> = webhook.bodies.iter().map(|it| link(&it.ty)).collect();
            vec![
                code(&webhook.name),
                code(&webhook.method),
                bodies.join(", "),
                summary(webhook),
            ]
        })
        .collect();
    table(&["Webhook", "Method", "Body", "Description"], &rows)
}

/// Returns what a webhook is, in a cell.
fn summary(webhook: &Webhook) -> String {
    match webhook.deprecated {
        true => format!("**Deprecated.** {}", cell(&webhook.summary)),
        false => cell(&webhook.summary),
    }
}

/// Adds what the document says about a webhook, whose name others may have too.
fn details(text: &mut String, webhook: &Webhook, is_shared: bool) {
    let name = code(&webhook.name);
    match is_shared {
        true => section(text, &format!("## {name} by {}", code(&webhook.method))),
        false => section(text, &format!("## {name}")),
    }
    if webhook.deprecated {
        section(text, "**Deprecated.**");
    }
    if !webhook.docs.is_empty() {
        section(text, &webhook.docs.join("\n"));
    }
    let ids: Vec<String> = webhook.subscribers.iter().map(|id| code(id)).collect();
    if !ids.is_empty() {
        let (ids, url) = (ids.join(", "), code(&webhook.url));
        section(text, &format!("A callback of {ids}, sent to {url}."));
    }
    let bodies: Vec<String> = webhook
        .bodies
        .iter()
        .map(|body| format!("{} as {}", link(&body.ty), code(&body.media_type)))
        .collect();
    if !bodies.is_empty() {
        section(text, &format!("Body: {}.", bodies.join(", or ")));
    }
    let headers: Vec<Vec<String>> = webhook
        .headers
        .iter()
        .map(|header| {
            let required = if header.required { "yes" } else { "no" };
            vec![
                code(&header.name),
                link(&header.ty),
                required.to_owned(),
                cell(&header.summary),
            ]
        })
        .collect();
    if !headers.is_empty() {
        let header = ["Header", "Type", "Always", "Description"];
        section(text, &table(&header, &headers));
    }
    let answers: Vec<Vec<String>> = webhook
        .answers
        .iter()
        .map(|(status, body, description)| {
            let body = body.as_ref().map(|it| link(&it.ty)).unwrap_or_default();
            vec![status.clone(), body, cell(description)]
        })
        .collect();
    if !answers.is_empty() {
        section(
            text,
            &table(&["Your answer", "Body", "Description"], &answers),
        );
    }
}

/// Returns a function that reads the first webhook whose body is a model.
pub(in crate::emit) fn received(krate: &str, webhooks: &Webhooks) -> Option<String> {
    let mut bodies = webhooks
        .all
        .iter()
        .filter(|webhook| !webhook.deprecated)
        .flat_map(|webhook| &webhook.bodies);
    let model = bodies.find_map(|body| match &body.ty {
        Type::Model { name, .. } if body.json => Some(name),
        _ => None,
    })?;
    Some(format!(
        "use {krate}::models::{model};\n\n\
         fn receive(body: &[u8]) -> serde_json::Result<{model}> {{\n    \
         serde_json::from_slice(body)\n}}"
    ))
}

/// Returns a type as text, with links to the pages of models.
fn link(ty: &Type) -> String {
    type_cell(ty, "models/")
}
