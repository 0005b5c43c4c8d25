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
        Type::List(items) if ty.is_plain_parameter() => {
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

/// Returns the description of a parameter.
pub(super) fn parameter(tag: &Tag) -> TokenStream {
    let wire = &tag.wire;
    let allow_reserved = tag.allow_reserved;
    let place = match (tag.location, tag.style) {
        (Location::Path, Style::Label { explode }) => {
            quote!(Path { style: runtime::PathStyle::Label, explode: #explode })
        }
        (Location::Path, Style::Matrix { explode }) => {
            quote!(Path { style: runtime::PathStyle::Matrix, explode: #explode })
        }
        (Location::Path, Style::Simple { explode: true }) => {
            quote!(Path {
                style: runtime::PathStyle::Simple,
                explode: true
            })
        }
        (Location::Path, _) => return quote!(Parameter::path(#wire)),
        (Location::Query, style) => {
            let (style, explode) = match style {
                Style::Form { explode } => (quote!(Form), explode),
                Style::SpaceDelimited => (quote!(SpaceDelimited), false),
                Style::PipeDelimited => (quote!(PipeDelimited), false),
                Style::DeepObject => (quote!(DeepObject), true),
                Style::Matrix { .. } | Style::Label { .. } | Style::Simple { .. } | Style::Json => {
                    (quote!(Form), true)
                }
            };
            if matches!(tag.style, Style::Form { explode: true } | Style::Json) && !allow_reserved {
                return quote!(Parameter::query(#wire));
            }
            quote!(Query {
                style: runtime::QueryStyle::#style,
                explode: #explode,
                allow_reserved: #allow_reserved,
            })
        }
        (Location::Header, Style::Simple { explode: true }) => quote!(Header { explode: true }),
        (Location::Header, _) => return quote!(Parameter::header(#wire)),
        (Location::Cookie, Style::Form { explode: false }) => quote!(Cookie { explode: false }),
        (Location::Cookie, _) => return quote!(Parameter::cookie(#wire)),
    };
    quote!(Parameter { name: #wire, place: runtime::Place::#place })
}
