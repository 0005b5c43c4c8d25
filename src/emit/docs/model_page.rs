//! The page of a model.

use super::section;
use super::table::{cell, code, table};
use crate::{
    emit::{Context, File, expression, format::import},
    plan::{Expression, Field, Model, ModelKind, Rest, Type, UnionVariant, Variant, plain},
};

/// How long an example may be to stand in a cell; a longer one is seen in the example above.
const MAX_EXAMPLE: usize = 100;

/// Prints the page of a model: what it is, an example, its fields, values or variants.
pub(super) fn file(context: Context<'_>, model: &Model) -> File {
    let mut text = format!("# {}\n", model.name);
    section(&mut text, &model.docs.join("\n"));
    if let Some(example) = &model.example {
        let imports = imports(&context.sdk.package.crate_ident, example);
        let value = expression::print(example, 0);
        section(&mut text, "## Example Usage");
        section(
            &mut text,
            &format!("```rust\n{imports}\n\nlet value = {value};\n```"),
        );
    }
    match &model.kind {
        ModelKind::Struct { fields, rest, .. } => {
            section(&mut text, "## Fields");
            section(&mut text, &fields_table(fields, rest.as_ref()));
        }
        ModelKind::StringEnum { variants, .. } => {
            section(&mut text, "## Values");
            section(&mut text, &values_table(model, variants));
        }
        ModelKind::IntegerEnum { variants, .. } => {
            section(&mut text, "## Values");
            section(&mut text, &values_table(model, variants));
        }
        ModelKind::TaggedUnion { variants, .. } | ModelKind::UntaggedUnion { variants, .. } => {
            section(&mut text, "## Variants");
            section(&mut text, &variants_table(model, variants));
        }
        ModelKind::Wrapper { ty } => section(&mut text, &format!("Wraps {}.", type_cell(ty))),
    }
    if let Some((twin, module)) = &model.twin {
        section(&mut text, &format!("Also see [`{twin}`]({module}.md)."));
    }
    (format!("docs/models/{}.md", model.module), text)
}

/// Returns the lines that bring what an expression names into scope.
pub(super) fn imports(krate: &str, example: &Expression) -> String {
    let models = example.models();
    let names: Vec<&str> = models
        .iter()
        .map(String::as_str)
        .filter(|name| *name != "Nullable")
        .collect();
    let mut lines = Vec::new();
    if models.contains("Nullable") {
        lines.push(format!("use {krate}::Nullable;"));
    }
    if !names.is_empty() {
        lines.push(import(&format!("{krate}::models"), &names));
    }
    lines.join("\n")
}

fn fields_table(fields: &[Field], rest: Option<&Rest>) -> String {
    let described = |field: &Field| {
        let text = plain(&field.description);
        match field.deprecated {
            true => format!("**Deprecated.** {text}"),
            false => text,
        }
    };
    let with_examples = fields.iter().any(|field| field.example.is_some());
    let mut rows: Vec<Vec<String>> = fields
        .iter()
        .map(|field| {
            let required = match field.kind.is_required() {
                true => "yes",
                false => "no",
            };
            let mut row = vec![
                code(field.ident.trim_start_matches("r#")),
                type_cell(&field.ty),
                required.to_owned(),
                cell(&described(field)),
            ];
            if with_examples {
                let example = field
                    .example
                    .as_deref()
                    .filter(|example| example.len() <= MAX_EXAMPLE);
                row.push(example.map(code).unwrap_or_default());
            }
            row
        })
        .collect();
    if let Some(rest) = rest {
        let map = Type::Map(Box::new(rest.ty.clone()));
        let what = "Members that the document does not list.".to_owned();
        let mut row = vec![code(&rest.ident), type_cell(&map), "no".to_owned(), what];
        if with_examples {
            row.push(String::new());
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return "None.".to_owned();
    }
    let mut header = vec!["Field", "Type", "Required", "Description"];
    if with_examples {
        header.push("Example");
    }
    table(&header, &rows)
}

fn values_table<T: std::fmt::Display>(model: &Model, variants: &[Variant<T>]) -> String {
    let rows: Vec<_> = variants
        .iter()
        .map(|variant| {
            vec![
                code(&format!("{}::{}", model.name, variant.ident)),
                code(&variant.wire.to_string()),
                cell(&variant.docs.join(" ")),
            ]
        })
        .collect();
    table(&["Variant", "Value", "Description"], &rows)
}

fn variants_table(model: &Model, variants: &[UnionVariant]) -> String {
    let rows: Vec<_> = variants
        .iter()
        .map(|variant| {
            let tags: Vec<_> = variant.tags.iter().map(|tag| code(tag)).collect();
            vec![
                code(&format!("{}::{}", model.name, variant.ident)),
                type_cell(&variant.ty),
                tags.join(", "),
            ]
        })
        .collect();
    table(&["Variant", "Type", "Tag"], &rows)
}

/// Returns a type as text, with links to the pages of models.
pub(super) fn type_cell(ty: &Type) -> String {
    match ty {
        Type::Unit => "`()`".to_owned(),
        Type::Plain(path) => {
            // The last segments say enough: `DateTime<Utc>`.
            let short = path
                .split('<')
                .map(|part| part.rsplit("::").next().unwrap_or(part));
            format!("`{}`", short.collect::<Vec<_>>().join("<"))
        }
        Type::Runtime(path) => format!("`{}`", path.rsplit("::").next().unwrap_or(path)),
        Type::Model { name, module } => format!("[`{name}`]({module}.md)"),
        Type::Local(name) => format!("`{name}`"),
        Type::List(inner) => wrapped("Vec", inner),
        Type::Tuple(items) => {
            let items = items.iter().map(|item| match item {
                Type::Option(inner) => wrapped("Option", inner),
                item => type_cell(item),
            });
            tuple_of(items.collect())
        }
        Type::Map(inner) => match &**inner {
            Type::Model { .. } => format!("`BTreeMap` of {}", type_cell(inner)),
            _ => format!("`BTreeMap<String, {}>`", type_cell(inner).replace('`', "")),
        },
        Type::Option(inner) => type_cell(inner),
        Type::Nullable(inner) => wrapped("Nullable", inner),
        Type::Boxed(inner) => type_cell(inner),
    }
}

/// Returns the type of a tuple; `items` are those of its items.
pub(in crate::emit) fn tuple_of(items: Vec<String>) -> String {
    let is_code =
        |item: &String| item.starts_with('`') && item[1..].find('`') == Some(item.len() - 2);
    if !items.iter().all(is_code) {
        return format!("tuple of {}", items.join(", "));
    }
    let items: Vec<_> = items.iter().map(|item| item.trim_matches('`')).collect();
    match &items[..] {
        [only] => format!("`({only},)`"),
        items => format!("`({})`", items.join(", ")),
    }
}

fn wrapped(outer: &str, inner: &Type) -> String {
    match inner.models()[..] {
        [_, ..] => format!("`{outer}` of {}", type_cell(inner)),
        [] => format!("`{outer}<{}>`", type_cell(inner).replace('`', "")),
    }
}
