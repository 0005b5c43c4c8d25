//! Types.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::format::ident,
    plan::{Scope, Type},
};

/// Returns the tokens of a type.
///
/// # Panics
///
/// When a path of the plan is no type, which is a fault of the plan.
pub(super) fn tokens(ty: &Type, scope: Scope) -> TokenStream {
    let inner = |inner: &Type| tokens(inner, scope);
    match ty {
        Type::Unit => quote!(()),
        Type::Plain(path) => {
            let ty: syn::Type = syn::parse_str(path).expect("the plan makes types only");
            quote!(#ty)
        }
        Type::Runtime(name) => {
            let path: syn::Path = syn::parse_str(name).expect("the plan makes paths only");
            match scope {
                // Those of its parts are not imported by name.
                Scope::Models if path.segments.len() == 1 => quote!(#path),
                Scope::Models | Scope::Operations => quote!(runtime::#path),
            }
        }
        Type::Model { name, .. } => {
            let name = ident(name);
            match scope {
                Scope::Models => quote!(#name),
                Scope::Operations => quote!(models::#name),
            }
        }
        Type::Local(name) => {
            let name = ident(name);
            quote!(#name)
        }
        Type::List(items) => {
            let items = inner(items);
            quote!(Vec<#items>)
        }
        Type::Tuple(items) => {
            let items = items.iter().map(inner);
            quote!((#(#items,)*))
        }
        Type::Map(values) => {
            let values = inner(values);
            quote!(BTreeMap<String, #values>)
        }
        Type::Option(value) => {
            let value = inner(value);
            quote!(Option<#value>)
        }
        Type::Nullable(value) => {
            let value = inner(value);
            match scope {
                Scope::Models => quote!(Nullable<#value>),
                Scope::Operations => quote!(runtime::Nullable<#value>),
            }
        }
        Type::Boxed(value) => {
            let value = inner(value);
            quote!(Box<#value>)
        }
    }
}
