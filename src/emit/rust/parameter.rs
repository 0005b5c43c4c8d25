//! Parameters: the types by which callers give them, and how they are given to a call.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::tokens;
use crate::{
    api::{Location, Style},
    emit::format::ident,
    plan::{Scope, Tag, Type},
};

/// Returns the type by which callers give a parameter.
pub(super) fn parameter_type(ty: &Type) -> TokenStream {
    match ty {
        ty if ty.is_text() => quote!(impl AsRef<str>),
        Type::List(items) => {
            let items = tokens(items, Scope::Operations);
            quote!(&[#items])
        }
        Type::Plain("bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64") => {
            tokens(ty, Scope::Operations)
        }
        _ => {
            let owned = tokens(ty, Scope::Operations);
            quote!(&#owned)
        }
    }
}

/// Returns the call that gives a parameter its value.
pub(super) fn give(tag: &Tag, ty: &Type, name: &str) -> TokenStream {
    let (wire, value) = (&tag.wire, ident(name));
    let value = if ty.is_text() {
        quote!(#value.as_ref())
    } else {
        quote!(#value)
    };
    let plain = ty.is_text() || ty.is_plain_parameter();
    if tag.location == Location::QueryString {
        let is_reference = ty.is_text() || !plain || matches!(ty, Type::List(_));
        let text = value.clone();
        let value = if is_reference { value } else { quote!(&#value) };
        return match tag.style {
            Style::Json => quote!(.query_string_json(#value)),
            Style::Simple { .. } => quote!(.query_string_text(#text)),
            Style::Form { .. }
            | Style::Matrix { .. }
            | Style::Label { .. }
            | Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject => quote!(.query_string_form(#value)),
        };
    }
    if tag.style == Style::Json {
        let parameter = parameter(tag);
        let value = if plain { quote!(&#value) } else { value };
        return quote!(.json_parameter(#parameter, #value));
    }
    if !plain {
        let parameter = parameter(tag);
        return quote!(.serialized(#parameter, #value));
    }
    match (tag.location, tag.style) {
        (Location::Path, Style::Simple { explode: false }) => quote!(.path(#wire, #value)),
        (Location::Query, Style::Form { explode: true }) if !tag.allow_reserved => {
            quote!(.query(#wire, #value))
        }
        (Location::Header, Style::Simple { explode: false }) => {
            quote!(.header_parameter(#wire, #value))
        }
        (Location::Cookie, Style::Form { explode: true }) => quote!(.cookie(#wire, #value)),
        _ => {
            let parameter = parameter(tag);
            quote!(.parameter(#parameter, #value))
        }
    }
}

/// Returns the description of a parameter: its place, and how its style differs from the default.
pub(super) fn parameter(tag: &Tag) -> TokenStream {
    let wire = &tag.wire;
    let (base, explode) = match tag.location {
        Location::Path => (quote!(Parameter::path(#wire)), false),
        Location::Query => (quote!(Parameter::query(#wire)), true),
        Location::QueryString => (quote!(Parameter::query_string()), true),
        Location::Header => (quote!(Parameter::header(#wire)), false),
        Location::Cookie => (quote!(Parameter::cookie(#wire)), true),
    };
    let path = |style, explode| quote!(.path_style(runtime::PathStyle::#style, #explode));
    let query = |style, explode| quote!(.query_style(runtime::QueryStyle::#style, #explode));
    let style = match tag.style {
        Style::Simple { explode: it } | Style::Form { explode: it } if it != explode => {
            quote!(.explode(#it))
        }
        Style::Simple { .. } | Style::Form { .. } | Style::Json => TokenStream::new(),
        Style::Label { explode } => path(quote!(Label), explode),
        Style::Matrix { explode } => path(quote!(Matrix), explode),
        Style::SpaceDelimited => query(quote!(SpaceDelimited), false),
        Style::PipeDelimited => query(quote!(PipeDelimited), false),
        Style::DeepObject => query(quote!(DeepObject), true),
    };
    let allow_reserved = tag.allow_reserved.then(|| quote!(.allow_reserved()));
    quote!(#base #style #allow_reserved)
}
