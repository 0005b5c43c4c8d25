//! What the README of an SDK says about tests of one's own code.

use crate::{
    emit::{
        Context,
        expression::{self, Failure},
        format::quoted,
    },
    plan::{CredentialKind, Expression, Group, ModelKind, Operation, ResponseKind, Type},
};

/// Returns the section.
pub(super) fn section(context: Context<'_>) -> String {
    let krate = &context.sdk.package.crate_ident;
    let mut text = format!(
        "## Tests of your own code\n\nWith the feature `mock`, `{krate}::mock::Server` is told which calls are to come, \
         and with what each is\nanswered. A call that is not expected is an error, and the test fails when the \
         server is dropped.\n"
    );
    if let Some(example) = example(context) {
        text.push_str(&format!("\n```rust\n{example}\n```\n"));
    }
    text.push_str(&format!(
        "\nExpectations have `.times(..)`, `.any_parameters()`, `.any_body()`, `.fail(status, &body)`, `.delay(..)` \
         and, for anything\nelse, `.answer_with(..)`. Without the feature, `{krate}::mock::Transport` gives prepared \
         answers by operation id."
    ));
    text
}

/// Returns a test of the call that has the shortest answer.
fn example(context: Context<'_>) -> Option<String> {
    let (sdk, krate) = (context.sdk, &context.sdk.package.crate_ident);
    let mut calls = Vec::new();
    for group in &sdk.groups {
        collect(context, group, "", &mut calls);
    }
    let (_, call, answer) = calls.into_iter().min_by_key(|(length, ..)| *length)?;
    let names = answer.names();
    let mut text = super::model_page::imports(krate, names.iter().map(String::as_str));
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(&format!(
        "use {krate}::{{Client, Error, mock::Server}};\n\n"
    ));
    text.push_str("async fn my_code_works() -> Result<(), Error> {\n");
    text.push_str("    let server = Server::new();\n    let client = Client::builder()\n");
    text.push_str("        .transport(server.transport())\n");
    for variable in sdk.client.server_variables.iter().filter(|it| it.needed) {
        let value = quoted(&variable.name);
        text.push_str(&format!("        .{}({value})\n", variable.setter));
    }
    for parameter in &sdk.client.parameters {
        let example = quoted(&parameter.example);
        text.push_str(&format!("        .{}({example})\n", parameter.setter));
    }
    for credential in &sdk.client.credentials {
        let arguments = match credential.kind {
            CredentialKind::Basic => "\"user\", \"password\"",
            CredentialKind::Bearer
            | CredentialKind::Header(_)
            | CredentialKind::Query(_)
            | CredentialKind::Cookie(_) => "\"secret\"",
        };
        text.push_str(&format!("        .{}({arguments})\n", credential.setter));
    }
    text.push_str("        .build()?;\n");
    text.push_str(&format!(
        "    let answer = {};\n",
        expression::print(answer, 4, Failure::Returned)
    ));
    text.push_str(&format!(
        "    server.expect(client{call}).answer(&answer);\n\n"
    ));
    text.push_str("    // Call your own code with the client here.\n");
    text.push_str(&format!(
        "    assert_eq!(client{call}.await?, answer);\n    Ok(())\n}}"
    ));
    Some(text)
}

/// Adds the calls whose arguments are texts and whose answer has an example, each with how long that is.
fn collect<'s>(
    context: Context<'s>,
    group: &'s Group,
    path: &str,
    calls: &mut Vec<(usize, String, &'s Expression)>,
) {
    let path = format!("{path}.{}()", group.module);
    for operation in group.operations.iter().filter(|it| is_simple(it)) {
        let Some(answer) = answer(context, operation) else {
            continue;
        };
        let arguments: Vec<String> = operation
            .arguments
            .iter()
            .map(|argument| format!("\"{}\"", argument.ident.trim_start_matches("r#")))
            .collect();
        let call = format!("{path}.{}({})", operation.method, arguments.join(", "));
        calls.push((
            expression::print(answer, 0, Failure::Returned).len(),
            call,
            answer,
        ));
    }
    for nested in &group.groups {
        collect(context, nested, &path, calls);
    }
}

fn is_simple(operation: &Operation) -> bool {
    let has_body = operation.bodies.iter().any(|body| body.body.is_some());
    let mut arguments = operation.arguments.iter();
    !operation.deprecated && !has_body && arguments.all(|argument| argument.ty.is_text())
}

fn answer<'s>(context: Context<'s>, operation: &Operation) -> Option<&'s Expression> {
    let Type::Model { name, .. } = &operation.outcome.ty else {
        return None;
    };
    let models = &context.sdk.models;
    let model = models.iter().find(|model| model.name == *name)?;
    let is_struct = matches!(model.kind, ModelKind::Struct { .. });
    (operation.outcome.kind == ResponseKind::Json && is_struct).then_some(())?;
    let example = &model.example.as_ref()?.value;
    // The client would hide a model of its name.
    (!example
        .names()
        .iter()
        .any(|name| name.as_str() == "Client" || name.as_str() == "Error"))
    .then_some(example)
}
