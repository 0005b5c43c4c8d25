//! Unions.

use quote::quote;

use super::{model::subject, types::tokens};
use crate::{
    emit::format::{RustFile, deprecated, docs, ident, quoted},
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
    let name = ident(&model.name);
    let (model_docs, model_deprecated) = (docs(&model.docs), deprecated(model.deprecated));
    let members = variants.iter().map(|variant| {
        let (docs, ident) = (docs(&variant.docs), ident(&variant.ident));
        let ty = tokens(&variant.ty, Scope::Models);
        quote!(#docs #ident(#ty),)
    });
    let other = other.map(|other| {
        let other = ident(other);
        quote! {
            /// A variant that this SDK does not know, kept as it came.
            #other(serde_json::Value),
        }
    });
    file.item(quote! {
        #model_docs
        #model_deprecated
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#members)* #other }
    });
}
