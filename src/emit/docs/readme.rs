//! The README of an SDK, and its first call.

use super::{calls, mocking, pages, section, webhooks::received};
use crate::{
    emit::{Context, File, expression, format::quoted},
    plan::{Client, Expression, Group, ModelKind, Operation, Type, plain},
};

/// Prints the README.
pub(super) fn file(context: Context<'_>) -> File {
    let (sdk, package) = (context.sdk, &context.sdk.package);
    let krate = &package.crate_ident;
    let mut text = format!(
        "# {}\n\n{}.\n",
        package.name,
        plain(package.description.trim_end_matches('.'))
    );
    if !package.docs.is_empty() {
        section(&mut text, &package.docs.join("\n"));
    }
    if let Some(call) = first_call(context) {
        section(&mut text, &format!("## First call\n\n```rust\n{call}\n```"));
    }
    if let Some(servers) = servers(&sdk.client) {
        section(&mut text, &servers);
    }
    if let Some(credentials) = calls::credentials(context) {
        section(&mut text, &credentials);
    }
    if sdk.groups.is_empty() {
        webhooks(&mut text, context);
        return ("README.md".to_owned(), text);
    }
    if let Some(pages) = pages::section(context) {
        section(&mut text, &pages);
    }
    if package.parts.contains(&"stream") {
        section(
            &mut text,
            "## Streams\n\nAn answer that comes in pieces is a stream: `while let Some(item) = stream.next().await`. \
             It is what\n`.await` gives where there is nothing else, and what `.stream().await` gives elsewhere. \
             The time-out is\nfor its beginning; dropping it closes the connection.",
        );
    }
    if package.parts.contains(&"multipart") {
        section(
            &mut text,
            &format!(
                "## Files\n\nA file is an `{krate}::Part`: `Part::bytes(..)` from memory, `Part::stream(..)` from a \
                 stream, with\n`.file_name(..)` and `.content_type(..)`. What is streamed is sent once: such a call \
                 is not tried again."
            ),
        );
    }
    section(
        &mut text,
        &format!(
            "## Errors\n\nEvery call gives one error type, `{krate}::Error`. It tells the status, the headers \
             and the body, whether\ntrying again may help, and in one line what happened."
        ),
    );
    section(&mut text, &calls::limits(context));
    section(&mut text, &calls::hooks(context));
    section(&mut text, &mocking::section(context));
    webhooks(&mut text, context);
    let features: String = context
        .sdk
        .groups
        .iter()
        .map(|group| feature_lines(group, 0))
        .chain(webhooks_feature(context))
        .collect();
    section(
        &mut text,
        &format!(
            "## Features\n\n`rustls` (default), `rustls-no-provider` or `native-tls`; `tracing`, `mock`; and one for each \
             group of operations, all on\nby default:\n\n{features}"
        ),
    );
    ("README.md".to_owned(), text)
}

/// Returns what there is to say about servers and their variables.
fn servers(client: &Client) -> Option<String> {
    let line = |docs: &[String]| {
        let text = docs.join(" ");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut text = String::from("## Servers\n\n");
    if !client.servers.is_empty() {
        text.push_str("The first one is the default; `.base_url(..)` names any other.\n\n");
        for server in &client.servers {
            let mut docs = line(&server.docs);
            if !server.notes.is_empty() {
                docs.push_str(&format!("; {}", line(&server.notes)));
            }
            text.push_str(&format!("- `Server::{}`: {docs}\n", server.variant));
        }
    }
    if !client.server_variables.is_empty() {
        if !client.servers.is_empty() {
            text.push('\n');
        }
        text.push_str(
            "Parts of these URLs, and of those that single operations have, are set on the client:\n\n",
        );
        for variable in &client.server_variables {
            let setter = variable.setter.trim_start_matches("r#");
            let value = match &variable.choice {
                Some(choice) => format!("{}::{{..}}", choice.name),
                None => "..".to_owned(),
            };
            let docs = line(&variable.docs);
            text.push_str(&format!("- `.{setter}({value})`: {docs}\n"));
        }
    }
    let is_any = !client.servers.is_empty() || !client.server_variables.is_empty();
    is_any.then_some(text)
}

/// Adds what the API sends itself.
fn webhooks(text: &mut String, context: Context<'_>) {
    let Some(webhooks) = &context.sdk.webhooks else {
        return;
    };
    section(
        text,
        "## Webhooks\n\nWhat the API sends to a server of yours is read by models;\n\
         [`docs/webhooks.md`](docs/webhooks.md) says by which.",
    );
    if let Some(example) = received(&context.sdk.package.crate_ident, webhooks) {
        section(text, &format!("```rust\n{example}\n```"));
    }
}

/// Returns the line of the feature of webhooks, unless a group has it too.
fn webhooks_feature(context: Context<'_>) -> Option<String> {
    let feature = context.sdk.webhooks.as_ref()?.feature.as_ref()?;
    let mut groups = context.sdk.groups.iter();
    let shared = groups.any(|group| group.feature.as_ref() == Some(feature));
    (!shared).then(|| format!("- `{feature}`: the models of webhooks\n"))
}

fn feature_lines(group: &Group, depth: usize) -> String {
    let name = group.feature.as_deref().unwrap_or_default();
    let mut text = format!("{}- `{name}`\n", "  ".repeat(depth));
    for nested in &group.groups {
        text.push_str(&feature_lines(nested, depth + 1));
    }
    text
}

/// Returns a program that makes a call whose arguments the document has examples for.
pub(in crate::emit) fn first_call(context: Context<'_>) -> Option<String> {
    let mut candidates: Vec<(Vec<&Group>, &Operation)> = Vec::new();
    for group in &context.sdk.groups {
        collect(group, &[], &mut candidates);
    }
    // A body that is small and says what it needs makes the best start.
    let with_body = candidates
        .iter()
        .filter(|(_, operation)| !operation.deprecated)
        .filter_map(|candidate| {
            let body = body_example(context, candidate.1)?;
            let hides = body.models().contains("Client");
            let constructed = matches!(body, Expression::New(..));
            Some((
                (hides, !constructed, expression::print(body, 0).len()),
                candidate,
            ))
        })
        .min_by_key(|(rank, _)| *rank);
    let best = match with_body {
        Some((_, candidate)) => candidate,
        None => candidates.iter().find(|(_, operation)| simple(operation))?,
    };
    Some(program(context, &best.0, best.1))
}

fn collect<'s>(
    group: &'s Group,
    path: &[&'s Group],
    candidates: &mut Vec<(Vec<&'s Group>, &'s Operation)>,
) {
    let mut path = path.to_vec();
    path.push(group);
    candidates.extend(
        group
            .operations
            .iter()
            .map(|operation| (path.clone(), operation)),
    );
    for nested in &group.groups {
        collect(nested, &path, candidates);
    }
}

/// Returns whether a call needs no arguments but plain ones.
fn simple(operation: &Operation) -> bool {
    operation
        .bodies
        .first()
        .is_some_and(|body| body.body.is_none() || !body.required)
        && operation
            .arguments
            .iter()
            .all(|argument| argument.ty.is_text())
}

/// Returns the example of an operation's body that is one the document gives and that is worth
/// showing.
fn body_example<'s>(context: Context<'s>, operation: &Operation) -> Option<&'s Expression> {
    let ty = &operation.bodies.first()?.body.as_ref()?.ty;
    if !operation.arguments.is_empty() {
        return None;
    }
    let Type::Model { name, .. } = ty else {
        return None;
    };
    let model = context
        .sdk
        .models
        .iter()
        .find(|model| model.name == *name)?;
    matches!(model.kind, ModelKind::Struct { .. }).then_some(())?;
    model.example.as_ref()
}

fn program(context: Context<'_>, path: &[&Group], operation: &Operation) -> String {
    let (client, krate) = (&context.sdk.client, &context.sdk.package.crate_ident);
    let body = body_example(context, operation);
    let mut text = String::new();
    if let Some(body) = body {
        text.push_str(&super::model_page::imports(krate, body));
    }
    let text = format!("use {krate}::Client;\n{text}");
    let mut text = format!("{}\n\n", text.trim_end());
    text.push_str("#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n");
    text.push_str("    let client = Client::builder()\n");
    for variable in client.server_variables.iter().filter(|it| it.needed) {
        let value = quoted(&variable.name);
        text.push_str(&format!("        .{}({value})\n", variable.setter));
    }
    for parameter in &client.parameters {
        text.push_str(&format!(
            "        .{}({})\n",
            parameter.setter,
            quoted(&parameter.example)
        ));
    }
    for credential in &client.credentials {
        text.push_str(&format!(
            "        // Left out, the credential is read from `{}`.\n",
            credential.variable
        ));
    }
    text.push_str("        .build()?;\n\n");
    let mut arguments: Vec<String> = operation
        .arguments
        .iter()
        .map(|argument| format!("\"{}\"", argument.ident))
        .collect();
    if let Some(body) = body {
        text.push_str(&format!("    let body = {};\n", expression::print(body, 4)));
        arguments.push("&body".to_owned());
    } else if operation
        .bodies
        .first()
        .is_some_and(|body| body.body.is_some())
    {
        arguments.push("None".to_owned());
    }
    let groups: String = path
        .iter()
        .map(|group| format!(".{}()", group.module))
        .collect();
    let call = format!(
        "client{groups}.{}({}).await?",
        operation.method,
        arguments.join(", ")
    );
    match &operation.outcome.ty {
        Type::Unit => text.push_str(&format!("    {call};\n")),
        _ => {
            text.push_str(&format!("    let answer = {call};\n"));
            text.push_str("    println!(\"{answer:?}\");\n");
        }
    }
    text.push_str("    Ok(())\n}");
    text
}
