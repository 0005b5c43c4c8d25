//! Enumerations.

use quote::quote;

use crate::{
    emit::format::{RustFile, deprecated, docs, ident, quoted},
    plan::{Model, Variant},
};

/// Adds an enumeration of strings and its codec.
pub(super) fn strings(
    file: &mut RustFile,
    model: &Model,
    variants: &[Variant<String>],
    other: Option<&str>,
) {
    let other_variant = other.map(|other| {
        let other = ident(other);
        quote! {
            /// A value that this SDK does not know, kept as it came.
            #other(String),
        }
    });
    // What is open is compared by its macro.
    let derived = match other {
        Some(_) => quote!(Clone, Debug),
        None => quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord),
    };
    item(file, model, variants, quote!(#other_variant), derived);
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
    let other_variant = other.map(|other| {
        let other = ident(other);
        quote! {
            /// A value that this SDK does not know, kept as it came.
            #other(i64),
        }
    });
    let derived = quote!(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord);
    item(file, model, variants, quote!(#other_variant), derived);
    codec(file, "integer_enum", model, variants, other, i64::to_string);
}

fn item<T>(
    file: &mut RustFile,
    model: &Model,
    variants: &[Variant<T>],
    other: proc_macro2::TokenStream,
    derived: proc_macro2::TokenStream,
) {
    let name = ident(&model.name);
    let (model_docs, model_deprecated) = (docs(&model.docs), deprecated(model.deprecated));
    let variants = variants.iter().map(|variant| {
        let (docs, ident) = (docs(&variant.docs), ident(&variant.ident));
        quote!(#docs #ident,)
    });
    file.item(quote! {
        #model_docs
        #model_deprecated
        #[derive(#derived)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* #other }
    });
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
