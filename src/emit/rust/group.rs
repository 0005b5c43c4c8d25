//! Groups of operations: a module each.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    method_docs::Told,
    model::{MAP_IMPORT, features},
    operation,
};
use crate::{
    emit::{
        Context, File,
        docs::Call,
        format::{RustFile, import},
        item_text::ItemText,
    },
    plan::{Group, Operation, Type, plain},
};

/// Prints the index of all groups.
pub(super) fn index(context: Context<'_>) -> File {
    let docs = format!(
        "The operations of the {}, by group.",
        plain(&context.sdk.package.title)
    );
    let mut file = RustFile::with_docs(&[docs]);
    for group in &context.sdk.groups {
        let module = format!("pub mod {};", group.module);
        file.lines(features(&group.feature).into_iter().chain([module]));
    }
    ("src/operations/mod.rs".to_owned(), file.finish())
}

/// Returns the attribute that compiles a method only for a feature.
pub(super) fn feature(feature: &Option<String>) -> Option<TokenStream> {
    feature.as_ref().map(|name| quote!(#[cfg(feature = #name)]))
}

/// How many lines an example in the documentation of a method may have: each costs whoever compiles the
/// SDK, and the page of the group has it in any case.
const MAX_EXAMPLE: usize = 24;

/// Returns the example in the documentation of the method that starts a call: the call alone, where it takes
/// nothing but plain arguments.
fn example(context: Context<'_>, group: &Group, operation: &Operation) -> Vec<String> {
    let Some(body) = operation.bodies.first().filter(|_| context.has_pages) else {
        return Vec::new();
    };
    let call = Call::new(context, group, operation, body);
    if let Some(plain) = call.plain() {
        return vec![format!("`{plain}`")];
    }
    let lines = call.documentation();
    match lines.len() <= MAX_EXAMPLE {
        true => lines,
        false => Vec::new(),
    }
}

/// Prints a group; `path` holds the modules that it is in.
pub(super) fn file(context: Context<'_>, path: &[&str], group: &Group) -> File {
    let mut file = RustFile::with_docs(&group.docs);
    for nested in &group.groups {
        let module = format!("pub mod {};", nested.module);
        file.lines(features(&nested.feature).into_iter().chain([module]));
    }
    let root = context.root(path.len() + 2);
    let mut lines = Vec::new();
    if group.operations.iter().flat_map(types).any(Type::has_map) {
        lines.extend([MAP_IMPORT.to_owned(), String::new()]);
    }
    lines.push(format!("use {root}::client::Client;"));
    // What only the docs name is not imported: it would be unused.
    let imports_models = group
        .operations
        .iter()
        .flat_map(types)
        .any(|ty| !ty.models().is_empty());
    let models = match imports_models {
        true => "models".to_owned(),
        false => format!("{root}::models"),
    };
    if imports_models {
        lines.push(format!("use {root}::models;"));
    }
    if !group.operations.is_empty() {
        let mut names = vec!["self", "Call", "Operation"];
        if group.operations.iter().any(operation::names_parameter) {
            names.push("Parameter");
        }
        if group.operations.iter().any(|it| !it.security.is_empty()) {
            names.push("Security");
        }
        let mut others = group.operations.iter().map(|it| &it.outcome.alternatives);
        if others.any(|it| !it.is_empty()) {
            names.push("alternative");
        }
        names.push("operation");
        if group.operations.iter().any(|it| it.paging.is_some()) {
            names.push("paging");
        }
        if group.operations.iter().any(operation::names_stream) {
            names.push("stream");
        }
        lines.push(import(&format!("{root}::runtime"), &names));
    }
    file.lines(lines);
    let handle = &group.handle;
    let mut item = ItemText::default();
    item.line(0, "/// The operations of this group.")
        .line(0, "#[derive(Clone, Copy, Debug)]")
        .line(0, &format!("pub struct {handle}<'a> {{"))
        .line(4, "client: &'a Client,")
        .line(0, "}");
    file.text(item);
    let mut item = ItemText::default();
    item.line(0, &format!("impl<'a> {handle}<'a> {{"))
        .line(4, "pub(crate) fn new(client: &'a Client) -> Self {")
        .line(8, "Self { client }")
        .line(4, "}");
    for nested in &group.groups {
        let (module, handle) = (&nested.module, &nested.handle);
        item.line(0, "").docs(4, &nested.docs);
        if let Some(feature) = features(&nested.feature) {
            item.line(4, &feature);
        }
        let returned = format!("{module}::{handle}<'a>");
        item.signature(4, module, &["&self".to_owned()], &returned)
            .line(8, &format!("{module}::{handle}::new(self.client)"))
            .line(4, "}");
    }
    for planned in &group.operations {
        let example = example(context, group, planned);
        operation::methods(&mut item, planned, &models, &example);
    }
    item.line(0, "}");
    file.text(item);
    let mut told = Told::new();
    for planned in &group.operations {
        operation::items(&mut file, group, planned, &mut told);
    }
    let folder: String = path.iter().map(|part| format!("{part}/")).collect();
    (
        format!("src/operations/{folder}{}.rs", group.module),
        file.finish(),
    )
}

/// Returns the types that the code of an operation's module names; its docs name that of errors
/// too.
fn types(operation: &Operation) -> impl Iterator<Item = &Type> {
    let bodies = operation
        .bodies
        .iter()
        .filter_map(|body| Some(&body.body.as_ref()?.ty));
    let arguments = operation.arguments.iter().map(|argument| &argument.ty);
    let setters = operation.setters.iter().map(|setter| &setter.ty);
    let outcomes = operation.outcome.variants.iter().map(|variant| &variant.ty);
    let stream = operation.outcome.stream.iter().map(|stream| &stream.ty);
    let others = operation.outcome.alternatives.iter();
    let others = others.map(|alternative| alternative.reading.ty());
    bodies
        .chain(arguments)
        .chain(setters)
        .chain(outcomes)
        .chain([&operation.outcome.ty])
        .chain(&operation.outcome.xml_error)
        .chain(stream)
        .chain(others)
        .chain(operation.paging.iter().map(|paging| &paging.item))
}
