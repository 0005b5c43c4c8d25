//! What the README of an SDK says about tests of one's own code.

use std::collections::HashMap;

use super::simple_call::simple_calls;
use crate::{
    emit::{
        Context,
        expression::{self, Failure},
        format::quoted,
    },
    plan::{CredentialKind, Expression, Model, ModelKind, Operation, ResponseKind, Type},
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
    let models = sdk.models.iter().map(|model| (model.name.as_str(), model));
    let models: HashMap<&str, &Model> = models.collect();
    let calls = simple_calls(context).into_iter();
    let answered = calls.filter_map(|call| Some((answer(&models, call.operation)?, call.text)));
    let (answer, call) =
        answered.min_by_key(|(answer, _)| expression::print(answer, 0, Failure::Returned).len())?;
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

/// Returns the answer of a call, where it is one that a test can compare.
fn answer<'s>(models: &HashMap<&str, &'s Model>, operation: &Operation) -> Option<&'s Expression> {
    let Type::Model { name, .. } = &operation.outcome.ty else {
        return None;
    };
    let model = models.get(name.as_str())?;
    let is_struct = matches!(model.kind, ModelKind::Struct { .. });
    let is_one = matches!(
        operation.outcome.kind,
        ResponseKind::Json | ResponseKind::Xml
    );
    (is_one && is_struct).then_some(())?;
    let example = &model.example.as_ref()?.value;
    // The client would hide a model of its name.
    (!example
        .names()
        .iter()
        .any(|name| name.as_str() == "Client" || name.as_str() == "Error"))
    .then_some(example)
}
