//! Enumerations.

use crate::{
    emit::{
        format::{RustFile, quoted},
        item_text::ItemText,
    },
    plan::{Model, Variant},
};

/// Adds an enumeration of strings and its codec.
pub(super) fn strings(
    file: &mut RustFile,
    model: &Model,
    variants: &[Variant<String>],
    other: Option<&str>,
) {
    // What is open is shown and compared by its macro.
    let derived = match other {
        Some(_) => "Clone",
        None => ORDERED,
    };
    let other_variant = other.map(|other| format!("{other}(String),"));
    item(file, model, variants, other_variant, derived);
    codec(file, "string_enum", model, variants, other, |wire| {
        quoted(wire)
    });
}

/// Adds an enumeration of integers and its codec.
pub(super) fn integers(
    file: &mut RustFile,
    model: &Model,
    variants: &[Variant<i64>],
    other: Option<&str>,
) {
    let other_variant = other.map(|other| format!("{other}(i64),"));
    item(file, model, variants, other_variant, ORDERED);
    codec(file, "integer_enum", model, variants, other, i64::to_string);
}

/// What is derived for enumerations without text of their own.
const ORDERED: &str = "Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord";

fn item<T>(
    file: &mut RustFile,
    model: &Model,
    variants: &[Variant<T>],
    other: Option<String>,
    derived: &str,
) {
    let mut item = ItemText::default();
    item.docs(0, &model.docs)
        .deprecated(0, model.deprecated)
        .line(0, &format!("#[derive({derived})]"))
        .line(0, "#[non_exhaustive]")
        .line(0, &format!("pub enum {} {{", model.name));
    for variant in variants {
        item.docs(4, &variant.docs)
            .line(4, &format!("{},", variant.ident));
    }
    if let Some(other) = other {
        item.line(4, "/// Any other value, as it came.")
            .line(4, &other);
    }
    item.line(0, "}");
    file.text(item);
}

fn codec<T>(
    file: &mut RustFile,
    macro_name: &str,
    model: &Model,
    variants: &[Variant<T>],
    other: Option<&str>,
    literal: impl Fn(&T) -> String,
) {
    let mut lines = vec![format!("{macro_name}!({} {{", model.name)];
    for variant in variants {
        lines.push(format!(
            "    {} = {},",
            variant.ident,
            literal(&variant.wire)
        ));
    }
    lines.push(match other {
        Some(other) => format!("}} else {other});"),
        None => "});".to_owned(),
    });
    file.lines(lines);
}
