//! What calls give that have several successes: an enum, by status.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::types::tokens;
use crate::{
    api::Status,
    emit::format::{RustFile, docs, gap, ident},
    plan::{Operation, OutcomeVariant, ResponseKind, Scope, Type},
};

/// Adds the enum of what a call gives, by status.
pub(super) fn items(file: &mut RustFile, operation: &Operation) {
    let Type::Local(local) = &operation.outcome.ty else {
        return;
    };
    let enum_name = ident(local);
    let variants = operation.outcome.variants.iter().map(|variant| {
        let (docs, name) = (docs(&variant.docs), ident(&variant.variant));
        match variant.kind {
            ResponseKind::Empty => quote!(#docs #name,),
            ResponseKind::Json
            | ResponseKind::OptionalJson
            | ResponseKind::Xml
            | ResponseKind::OptionalXml
            | ResponseKind::Text
            | ResponseKind::Bytes
            | ResponseKind::ByStatus => {
                let ty = tokens(&variant.ty, Scope::Operations);
                quote!(#docs #name(#ty),)
            }
        }
    });
    let plain = operation.method.trim_start_matches("r#");
    let what = format!(" What [`{plain}`]({}) gives.", operation.builder);
    file.item(quote! {
        #[doc = #what]
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #enum_name { #(#variants)* }
    });
    let mut arms: Vec<(Status, TokenStream)> = operation
        .outcome
        .variants
        .iter()
        .map(|variant| (variant.status, arm(variant)))
        .collect();
    arms.sort_by_key(|(status, _)| *status);
    // Any other success is read as the last one that is listed, which is the most general.
    let last = arms.pop();
    let (patterns, values): (Vec<_>, Vec<_>) = arms
        .iter()
        .map(|(status, value)| match status {
            Status::Code(code) => {
                let code = Literal::u16_unsuffixed(*code);
                (quote!(#code), value)
            }
            Status::Range(class) => {
                let from = Literal::u16_unsuffixed(class * 100);
                let to = Literal::u16_unsuffixed(class * 100 + 99);
                (quote!(#from..=#to), value)
            }
            Status::Default => (quote!(_), value),
        })
        .unzip();
    let (last, gap) = (last.map(|(_, value)| value), gap());
    file.item(quote! {
        impl runtime::FromResponse for #enum_name {
            type Output = Self;
            #gap
            fn from_response(response: &runtime::RawResponse) -> Result<Self, runtime::Error> {
                match response.status().as_u16() {
                    #(#patterns => #values,)*
                    _ => #last,
                }
            }
        }
    });
}

fn arm(variant: &OutcomeVariant) -> TokenStream {
    let name = ident(&variant.variant);
    let ty = tokens(&variant.ty, Scope::Operations);
    let body = match variant.kind {
        ResponseKind::Empty => return quote!(Ok(Self::#name)),
        ResponseKind::Json => quote!(Json::<#ty>),
        ResponseKind::OptionalJson | ResponseKind::ByStatus => {
            quote!(Optional::<runtime::Json<#ty>>)
        }
        ResponseKind::Xml => quote!(Xml::<#ty>),
        ResponseKind::OptionalXml => quote!(OptionalXml::<#ty>),
        ResponseKind::Text => quote!(Text),
        ResponseKind::Bytes => quote!(Binary),
    };
    quote!(runtime::#body::from_response(response).map(Self::#name))
}
