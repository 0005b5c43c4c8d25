//! The page of the webhooks.

use super::{
    group_page::MAX_PAGE,
    section,
    table::{cell, code, table},
    type_cell::type_cell,
};
use crate::{
    emit::{Context, File},
    parallel,
    plan::{Type, Webhook, Webhooks},
};

/// Where the pages of models are, from the first page.
const MODELS: &str = "models/";

/// Prints the pages: a list, and what the document says about each, on further pages where it is much.
pub(super) fn files(context: Context<'_>, webhooks: &Webhooks) -> Vec<File> {
    let mut text = String::from("# Webhooks\n");
    let title = &context.sdk.package.title;
    section(
        &mut text,
        &format!("What the {title} sends to a server of yours, and the models that read it."),
    );
    if let Some(example) = received(&context.sdk.package.crate_ident, webhooks) {
        section(&mut text, &format!("```rust\n{example}\n```"));
    }
    section(&mut text, &list(webhooks, |ty| type_cell(ty, MODELS)));
    let further = parallel::map(&webhooks.all, |it| details(webhooks, it, "../models/"));
    let mut files = Vec::new();
    // What is said of each on this page differs by the way to the models alone, so that what is too long twice
    // over is too long here, too.
    let length: usize = further.iter().map(String::len).sum();
    let here = (length <= 2 * MAX_PAGE).then(|| {
        let all = webhooks.all.iter();
        all.map(|it| details(webhooks, it, MODELS))
            .collect::<String>()
    });
    if let Some(here) = here.filter(|here| text.len() + here.len() <= MAX_PAGE) {
        text.push_str(&here);
    } else {
        let further = pages(further);
        let links: Vec<String> = (1..=further.len())
            .map(|number| format!("[{number}](webhooks/{number}.md)"))
            .collect();
        section(
            &mut text,
            &format!("What the document says about each: {}.", links.join(", ")),
        );
        files.extend((1..).zip(further).map(|(number, details)| {
            let text = format!("# Webhooks, part {number}\n{details}");
            (format!("docs/webhooks/{number}.md"), text)
        }));
    }
    files.insert(0, ("docs/webhooks.md".to_owned(), text));
    files
}

/// Returns what the document says about all webhooks, in parts that make a page each.
fn pages(all: Vec<String>) -> Vec<String> {
    let mut pages = vec![String::new()];
    for details in all {
        match pages.last_mut() {
            Some(page) if page.len() + details.len() <= MAX_PAGE => page.push_str(&details),
            Some(_) | None => pages.push(details),
        }
    }
    pages
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

/// Returns what the document says about a webhook; `models` is where the pages of models are.
fn details(webhooks: &Webhooks, webhook: &Webhook, models: &str) -> String {
    let mut page = String::new();
    let text = &mut page;
    let name = code(&webhook.name);
    let mut same = webhooks.all.iter().filter(|it| it.name == webhook.name);
    match same.nth(1) {
        Some(_) => section(text, &format!("## {name} by {}", code(&webhook.method))),
        None => section(text, &format!("## {name}")),
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
        .map(|body| {
            format!(
                "{} as {}",
                type_cell(&body.ty, models),
                code(&body.media_type)
            )
        })
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
                type_cell(&header.ty, models),
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
            let body = body
                .as_ref()
                .map(|it| type_cell(&it.ty, models))
                .unwrap_or_default();
            vec![status.clone(), body, cell(description)]
        })
        .collect();
    if !answers.is_empty() {
        section(
            text,
            &table(&["Your answer", "Body", "Description"], &answers),
        );
    }
    page
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
