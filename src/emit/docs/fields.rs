//! The tables of what models consist of, and what does not fit in them.

use std::fmt::Display;

use super::{
    section,
    table::{cell, code, table},
    type_cell::type_cell,
};
use crate::plan::{
    Anchors, DocLine, Field, Model, ModelKind, Rest, Type, UnionVariant, Variant, brief,
};

/// What is told under a table: of a member, all of its documentation.
type Details<'d> = Vec<(String, &'d [DocLine])>;

/// Adds what a model consists of.
pub(super) fn members(text: &mut String, anchors: &mut Anchors, model: &Model) {
    let (heading, told) = match &model.kind {
        ModelKind::Struct { .. } => ("Fields", "Field"),
        ModelKind::StringEnum { .. } | ModelKind::IntegerEnum { .. } => ("Values", "Variant"),
        ModelKind::TaggedUnion { .. } | ModelKind::UntaggedUnion { .. } => ("Variants", "Variant"),
        ModelKind::Wrapper { ty } => {
            section(text, &format!("Wraps {}.", type_cell(ty, "")));
            return;
        }
    };
    anchors.next(heading);
    section(text, &format!("## {heading}"));
    let mut columns = vec![told];
    let mut details = Details::new();
    let rows = match &model.kind {
        ModelKind::Struct { fields, rest, .. } => {
            columns.extend(["Type", "Required", "Description"]);
            let with_examples = fields.iter().any(|field| field.example.is_some());
            if with_examples {
                columns.push("Example");
            }
            fields_rows(fields, rest.as_ref(), with_examples, anchors, &mut details)
        }
        ModelKind::StringEnum { variants, .. } => {
            columns.extend(["Value", "Description"]);
            values_rows(model, variants, anchors, &mut details)
        }
        ModelKind::IntegerEnum { variants, .. } => {
            columns.extend(["Value", "Description"]);
            values_rows(model, variants, anchors, &mut details)
        }
        ModelKind::TaggedUnion { variants, .. } => {
            columns.extend(["Type", "Tag"]);
            variants_rows(model, variants, true)
        }
        ModelKind::UntaggedUnion { variants } => {
            columns.push("Type");
            variants_rows(model, variants, false)
        }
        ModelKind::Wrapper { .. } => Vec::new(),
    };
    match rows.is_empty() {
        true => section(text, "None."),
        false => section(text, &table(&columns, &rows)),
    }
    if let Some(note) = note(model) {
        section(text, &note);
    }
    for (name, lines) in details {
        section(text, &format!("### {name}"));
        section(text, &lines.join("\n"));
    }
}

/// Returns what is to be known of values that are not in the table.
fn note(model: &Model) -> Option<String> {
    let name = &model.name;
    match &model.kind {
        ModelKind::StringEnum {
            other: Some(other), ..
        }
        | ModelKind::IntegerEnum {
            other: Some(other), ..
        } => Some(format!(
            "A value that is not listed is `{name}::{other}`, and is sent as it came."
        )),
        ModelKind::TaggedUnion {
            property, other, ..
        } => Some(format!(
            "The member {} tells which one it is; a value with another tag is `{name}::{other}`.",
            code(property)
        )),
        ModelKind::StringEnum { other: None, .. }
        | ModelKind::IntegerEnum { other: None, .. }
        | ModelKind::UntaggedUnion { .. }
        | ModelKind::Struct { .. }
        | ModelKind::Wrapper { .. } => None,
    }
}

/// Returns a description as a cell, and notes what it does not say.
fn described<'d>(
    lines: &'d [DocLine],
    name: &str,
    anchors: &mut Anchors,
    details: &mut Details<'d>,
) -> String {
    let (text, is_all) = brief(lines);
    let text = cell(&text);
    if is_all {
        return text;
    }
    let anchor = anchors.next(name);
    details.push((format!("`{name}`"), lines));
    format!("{text} [More](#{anchor})")
}

fn fields_rows<'d>(
    fields: &'d [Field],
    rest: Option<&Rest>,
    with_examples: bool,
    anchors: &mut Anchors,
    details: &mut Details<'d>,
) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::with_capacity(fields.len());
    for field in fields {
        let name = field.ident.trim_start_matches("r#");
        let description = described(&field.docs, name, anchors, details);
        let description = match field.deprecated {
            true => format!("**Deprecated.** {description}"),
            false => description,
        };
        let required = match field.kind.is_required() {
            true => "yes",
            false => "no",
        };
        let mut row = vec![
            code(name),
            type_cell(&field.ty, ""),
            required.to_owned(),
            description,
        ];
        if with_examples {
            row.push(field.example.as_deref().map(code).unwrap_or_default());
        }
        rows.push(row);
    }
    if let Some(rest) = rest {
        let map = Type::Map(Box::new(rest.ty.clone()));
        let what = "Members that the document does not list.".to_owned();
        let mut row = vec![
            code(&rest.ident),
            type_cell(&map, ""),
            "no".to_owned(),
            what,
        ];
        if with_examples {
            row.push(String::new());
        }
        rows.push(row);
    }
    rows
}

fn values_rows<'d, T: Display>(
    model: &Model,
    variants: &'d [Variant<T>],
    anchors: &mut Anchors,
    details: &mut Details<'d>,
) -> Vec<Vec<String>> {
    let rows = variants.iter().map(|variant| {
        vec![
            code(&format!("{}::{}", model.name, variant.ident)),
            code(&variant.wire.to_string()),
            described(&variant.docs, &variant.ident, anchors, details),
        ]
    });
    rows.collect()
}

fn variants_rows(model: &Model, variants: &[UnionVariant], with_tags: bool) -> Vec<Vec<String>> {
    let rows = variants.iter().map(|variant| {
        let mut row = vec![
            code(&format!("{}::{}", model.name, variant.ident)),
            type_cell(&variant.ty, ""),
        ];
        if with_tags {
            let tags: Vec<_> = variant.tags.iter().map(|tag| code(tag)).collect();
            row.push(tags.join(", "));
        }
        row
    });
    rows.collect()
}
