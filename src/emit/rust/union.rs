//! Unions.

use super::{model::subject, types::text};
use crate::{
    emit::{
        format::{RustFile, quoted},
        item_text::ItemText,
    },
    plan::{Model, Scope, UnionVariant},
};

/// Adds a union that is told apart by a member.
pub(super) fn tagged(
    file: &mut RustFile,
    model: &Model,
    property: &str,
    variants: &[UnionVariant],
    other: &str,
) {
    item(file, model, variants, Some(other));
    let mut lines = vec![format!(
        "tagged_union!({} by {} {{",
        subject(model),
        quoted(property)
    )];
    for variant in variants {
        let tags: Vec<_> = variant.tags.iter().map(|tag| quoted(tag)).collect();
        lines.push(format!("    {} = {},", variant.ident, tags.join(" | ")));
    }
    lines.push(format!("}} else {other});"));
    file.lines(lines);
}

/// Adds a union that is told apart by shape.
pub(super) fn untagged(file: &mut RustFile, model: &Model, variants: &[UnionVariant]) {
    item(file, model, variants, None);
    let mut lines = vec![format!("untagged_union!({} {{", subject(model))];
    for variant in variants {
        let keys: Vec<_> = variant.keys.iter().map(|key| quoted(key)).collect();
        let optional: Vec<_> = variant.optional.iter().map(|key| quoted(key)).collect();
        let constants: Vec<_> = variant
            .constants
            .iter()
            .map(|(member, value)| format!("{} = {}", quoted(member), quoted(value)))
            .collect();
        let constants = match &constants[..] {
            [] => "{}".to_owned(),
            constants => format!("{{ {} }}", constants.join(", ")),
        };
        let keys = match &optional[..] {
            [] => format!("[{}]", keys.join(", ")),
            optional => format!("[{}] or [{}]", keys.join(", "), optional.join(", ")),
        };
        lines.push(format!(
            "    {}: {} {keys} {constants},",
            variant.ident, variant.json_type
        ));
    }
    lines.push("});".to_owned());
    file.lines(lines);
}

fn item(file: &mut RustFile, model: &Model, variants: &[UnionVariant], other: Option<&str>) {
    let mut item = ItemText::default();
    item.docs(0, &model.docs)
        .deprecated(0, model.deprecated)
        .line(0, "#[derive(Clone, Debug, PartialEq)]")
        .line(0, "#[non_exhaustive]")
        .line(0, &format!("pub enum {} {{", model.name));
    for variant in variants {
        let ty = text(&variant.ty, Scope::Models);
        item.docs(4, &variant.docs)
            .fitting_line(4, &format!("{}({ty}),", variant.ident));
    }
    if let Some(other) = other {
        item.line(4, "/// Any other value, as it came.")
            .line(4, &format!("{other}(serde_json::Value),"));
    }
    item.line(0, "}");
    file.text(item);
}
