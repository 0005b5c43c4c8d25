//! Programs: the first call, and the examples that the document asks for.

use std::collections::BTreeSet;

use super::{all_groups, call::Call};
use crate::{
    emit::{
        Context, File, Job,
        expression::{Failure, one_line},
        format::quoted,
        rust,
    },
    plan::{BodyMethod, Expression, Group, Operation, Program, Step},
};

/// Returns the jobs that print programs, which are those of pages once more.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = Vec::new();
    if !context.sdk.groups.is_empty() {
        jobs.push(Box::new(move || {
            let docs = format!(
                "//! The first call of the {}.\n\n",
                context.sdk.package.title
            );
            let call = first_call(context).unwrap_or_default();
            let text = format!("{}{docs}{call}\n", rust::HEADER);
            ("examples/first_call.rs".to_owned(), text)
        }));
    }
    for program in &context.sdk.programs {
        jobs.push(Box::new(move || file(context, program)));
    }
    jobs
}

/// Prints a program of several calls.
fn file(context: Context<'_>, program: &Program) -> File {
    let mut names = BTreeSet::new();
    let (mut statements, mut is_fallible) = (String::new(), false);
    for step in &program.steps {
        let Some((group, operation)) = called(&context.sdk.groups, step) else {
            continue;
        };
        let Some(method) = operation.bodies.first() else {
            continue;
        };
        let body = step.body.as_ref();
        let call = Call::with_body(context, group, operation, method, body);
        names.extend(call.names().iter().cloned());
        is_fallible |= call.is_fallible();
        if !statements.is_empty() {
            statements.push('\n');
        }
        let about = operation.docs.first().map_or("", String::as_str);
        statements.push_str(&format!("    // {}\n", about.trim_end_matches('.')));
        for (name, ty) in call.given() {
            statements.push_str(&format!(
                "    let {name}: {ty} = todo!(\"give a value\");\n"
            ));
        }
        statements.push_str(&match operation.paging {
            Some(_) => call.items(4),
            None => call.statements(4, &step.answer),
        });
    }
    let krate = &context.sdk.package.crate_ident;
    let imports = super::model_page::imports(krate, names.iter().map(String::as_str));
    let docs: String = program
        .docs
        .iter()
        .map(|line| format!("{}\n", format!("//! {line}").trim_end()))
        .collect();
    let call = main_function(context, &[imports], &statements, is_fallible);
    let text = format!("{}{docs}\n{call}\n", rust::HEADER);
    (format!("examples/{}.rs", program.name), text)
}

/// Returns the operation of a step, and its group.
fn called<'g>(groups: &'g [Group], step: &Step) -> Option<(&'g Group, &'g Operation)> {
    let (first, path) = step.group.split_first()?;
    let mut group = groups.get(*first)?;
    for index in path {
        group = group.groups.get(*index)?;
    }
    let mut operations = group.operations.iter();
    let operation = operations.find(|operation| operation.id == step.operation)?;
    Some((group, operation))
}

/// Returns a program that makes a call; `None` where there is none to make.
pub(in crate::emit) fn first_call(context: Context<'_>) -> Option<String> {
    let groups = all_groups(&context.sdk.groups);
    let candidates = groups.into_iter().flat_map(|group| {
        let operations = group.operations.iter();
        operations.filter_map(move |operation| Some((group, operation, operation.bodies.first()?)))
    });
    // The document's own examples know best; else what is small and says what it needs makes the best start.
    let own = context.sdk.programs.first().and_then(|program| {
        let (group, operation) = called(&context.sdk.groups, program.steps.first()?)?;
        Some((group, operation, operation.bodies.first()?))
    });
    let (group, operation, method) = own.or_else(|| candidates.min_by_key(rank))?;
    let call = Call::new(context, group, operation, method);
    call.given().is_empty().then(|| {
        main_function(
            context,
            &[call.imports()],
            &call.statements(4, "answer"),
            call.is_fallible(),
        )
    })
}

/// Returns how little an operation suits as the first call.
fn rank((_, operation, method): &(&Group, &Operation, &BodyMethod)) -> (bool, bool, bool, usize) {
    let needs = operation.arguments.len();
    match method.body.as_ref().map(|body| &body.example) {
        Some(Some(value)) => {
            let constructed = matches!(value, Expression::New(..));
            let length = one_line(value, Failure::Returned);
            (
                operation.deprecated,
                value.names().contains("Client"),
                !constructed || needs > 0,
                length.len(),
            )
        }
        Some(None) => (true, true, true, usize::MAX),
        None => (operation.deprecated, false, true, needs),
    }
}

/// Returns a program: a client, and what is done with it.
fn main_function(
    context: Context<'_>,
    imports: &[String],
    statements: &str,
    is_fallible: bool,
) -> String {
    let krate = &context.sdk.package.crate_ident;
    let imports: String = imports.iter().map(|lines| format!("{lines}\n")).collect();
    let hides = imports
        .split(|it: char| !it.is_alphanumeric())
        .any(|name| name == "Client");
    let (uses, client) = match hides {
        true => (imports, format!("{krate}::Client")),
        false => (
            format!("use {krate}::Client;\n{imports}"),
            "Client".to_owned(),
        ),
    };
    let error = match is_fallible {
        true => "Box<dyn std::error::Error>".to_owned(),
        false => format!("{krate}::Error"),
    };
    let build = match builder(context, 8) {
        calls if calls.is_empty() => ".build()?".to_owned(),
        calls => format!("\n{calls}        .build()?"),
    };
    format!(
        "{}\n\n#[tokio::main]\nasync fn main() -> Result<(), {error}> {{\n    \
         let client = {client}::builder(){build};\n\n{statements}    Ok(())\n}}",
        uses.trim_end()
    )
}

/// Returns the calls that set what a client needs.
fn builder(context: Context<'_>, indent: usize) -> String {
    let (client, margin) = (&context.sdk.client, " ".repeat(indent));
    let mut text = String::new();
    for variable in client.server_variables.iter().filter(|it| it.needed) {
        let value = quoted(&variable.name);
        text.push_str(&format!("{margin}.{}({value})\n", variable.setter));
    }
    for parameter in &client.parameters {
        text.push_str(&format!(
            "{margin}.{}({})\n",
            parameter.setter,
            quoted(&parameter.example)
        ));
    }
    for credential in &client.credentials {
        text.push_str(&format!(
            "{margin}// Left out, the credential is read from `{}`.\n",
            credential.variable
        ));
    }
    text
}
