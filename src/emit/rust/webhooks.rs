//! The webhooks of an API: a module that says which model each of them carries.

use crate::{
    config::Layout,
    emit::{
        Context, File,
        docs::{list, received, tuple_of},
        format::RustFile,
    },
    plan::{Type, Webhooks},
};

/// Prints the module.
pub(super) fn file(context: Context<'_>, webhooks: &Webhooks) -> File {
    let mut lines = vec![
        format!(
            "What the {} sends to a server of yours, and the models that read it.",
            context.sdk.package.title
        ),
        String::new(),
    ];
    let example = (context.layout == Layout::Crate)
        .then(|| received(&context.sdk.package.crate_ident, webhooks))
        .flatten();
    if let Some(example) = example {
        lines.push("```".to_owned());
        lines.extend(example.lines().map(str::to_owned));
        lines.extend(["```".to_owned(), String::new()]);
    }
    lines.extend(list(webhooks, linked).lines().map(str::to_owned));
    let file = RustFile::with_docs(&lines);
    ("src/webhooks.rs".to_owned(), file.finish())
}

/// Returns a type as text in which models are links.
fn linked(ty: &Type) -> String {
    let around = |outer: &str, inner: &Type| match inner.models()[..] {
        [_, ..] => format!("`{outer}` of {}", linked(inner)),
        [] => format!("`{outer}<{}>`", linked(inner).replace('`', "")),
    };
    match ty {
        Type::Unit => "`()`".to_owned(),
        Type::Plain(name) | Type::Runtime(name) => format!("`{name}`"),
        Type::Model { name, .. } => format!("[`{name}`](super::models::{name})"),
        Type::Local(name) => format!("`{name}`"),
        Type::List(inner) => around("Vec", inner),
        Type::Tuple(items) => tuple_of(items.iter().map(linked).collect()),
        Type::Map(inner) => match inner.models()[..] {
            [_, ..] => around("BTreeMap", inner),
            [] => around("BTreeMap<String,", inner).replace(",<", ", "),
        },
        Type::Option(inner) | Type::Boxed(inner) => linked(inner),
        Type::Nullable(inner) => around("Nullable", inner),
    }
}
