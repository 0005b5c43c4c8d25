//! Structs.

use proc_macro2::TokenStream;
use quote::quote;

use super::{model::subject, types::tokens};
use crate::{
    emit::{
        expression,
        format::{RustFile, deprecated, docs, gap, ident, quoted},
    },
    plan::{Field, FieldKind, Model, Rest, Scope, Type},
};

/// Adds a struct, its methods and its codec.
pub(super) fn items(
    file: &mut RustFile,
    model: &Model,
    fields: &[Field],
    rest: Option<&Rest>,
    in_parts: bool,
) {
    let name = ident(&model.name);
    let required: Vec<&Field> = fields
        .iter()
        .filter(|field| field.kind.is_required())
        .collect();
    let constants = fields.iter().any(|field| field.constant.is_some());
    let default = (required.is_empty() && !constants).then(|| quote!(Default,));
    let members = fields.iter().map(|field| {
        let (docs, deprecated) = (docs(&field.docs), deprecated(field.deprecated));
        let (ident, ty) = (ident(&field.ident), tokens(&field.ty, Scope::Models));
        quote!(#docs #deprecated pub #ident: #ty)
    });
    let rest_member = rest.map(|rest| {
        let (ident, ty) = (ident(&rest.ident), tokens(&rest.ty, Scope::Models));
        quote! {
            /// Members that the document does not list.
            pub #ident: BTreeMap<String, #ty>
        }
    });
    let members = members.chain(rest_member);
    let (model_docs, model_deprecated) = (docs(&model.docs), deprecated(model.deprecated));
    file.item(quote! {
        #model_docs
        #model_deprecated
        #[derive(Clone, Debug, #default PartialEq)]
        pub struct #name { #(#members,)* }
    });
    let methods = methods(model, fields, &required, rest);
    if !methods.is_empty() {
        let mut first = true;
        let methods = methods.into_iter().map(|method| {
            let gap = if std::mem::take(&mut first) {
                TokenStream::new()
            } else {
                gap()
            };
            quote!(#gap #method)
        });
        file.item(quote!(impl #name { #(#methods)* }));
    }
    if constants && fields.iter().all(|field| !field.is_argument()) {
        file.item(quote! {
            impl Default for #name {
                fn default() -> Self { Self::new() }
            }
        });
    }
    file.lines(match in_parts {
        true => parts(model, fields, rest),
        false => codec(model, fields, rest),
    });
}

/// Returns the constructor and, for models that callers make, the setters.
fn methods(
    model: &Model,
    fields: &[Field],
    required: &[&Field],
    rest: Option<&Rest>,
) -> Vec<TokenStream> {
    let mut methods = Vec::new();
    let arguments: Vec<&Field> = fields.iter().filter(|field| field.is_argument()).collect();
    if !required.is_empty() || fields.iter().any(|field| field.constant.is_some()) {
        let arguments = arguments.iter().map(|field| {
            let (ident, ty) = (ident(&field.ident), argument(&field.ty));
            quote!(#ident: #ty)
        });
        let values = fields.iter().map(|field| {
            let ident = ident(&field.ident);
            if let Some(constant) = &field.constant {
                let constant = expression::tokens(constant);
                return quote!(#ident: #constant);
            }
            match field.kind {
                FieldKind::Required | FieldKind::RequiredNullable => converted(&ident, &field.ty),
                FieldKind::Nullable => quote!(#ident: Nullable::Absent),
                FieldKind::Optional => quote!(#ident: None),
            }
        });
        let rest = rest.map(|rest| {
            let ident = ident(&rest.ident);
            quote!(#ident: BTreeMap::new(),)
        });
        let what = format!(" Returns a value with what every `{}` has.", model.name);
        methods.push(quote! {
            #[doc = #what]
            pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #rest } }
        });
    } else if model.request && !fields.is_empty() {
        let what = format!(" Returns an empty `{}`.", model.name);
        methods.push(quote! {
            #[doc = #what]
            pub fn new() -> Self { Self::default() }
        });
    }
    if model.request {
        methods.extend(
            fields
                .iter()
                .filter(|field| {
                    field.settable && !field.kind.is_required() && field.constant.is_none()
                })
                .map(setter),
        );
    }
    methods
}

fn setter(field: &Field) -> TokenStream {
    let bare = field.ident.trim_start_matches("r#");
    let method = ident(&format!("with_{bare}"));
    let name = ident(&field.ident);
    // Not the field's own name: long names would break every line that they stand in.
    let parameter = ident("value");
    let ty = argument(&field.value);
    let value = conversion(&parameter, &field.value);
    let wrapped = match field.kind {
        FieldKind::Nullable => quote!(Nullable::Value(#value)),
        FieldKind::Optional | FieldKind::Required | FieldKind::RequiredNullable => {
            quote!(Some(#value))
        }
    };
    let what = format!(" Sets [`{bare}`](Self::{bare}).");
    let deprecated = deprecated(field.deprecated);
    quote! {
        #[doc = #what]
        #deprecated
        #[must_use]
        pub fn #method(mut self, #parameter: #ty) -> Self {
            self.#name = #wrapped;
            self
        }
    }
}

/// Returns the type of an argument that becomes a value of a type.
fn argument(ty: &Type) -> TokenStream {
    let plain = tokens(ty, Scope::Models);
    if ty.is_text() || ty.is_part() || matches!(ty, Type::List(_) | Type::Boxed(_)) {
        let target = match ty {
            Type::Boxed(inner) => tokens(inner, Scope::Models),
            _ => plain,
        };
        return match ty {
            Type::Boxed(_) => target,
            _ => quote!(impl Into<#target>),
        };
    }
    plain
}

/// Returns the expression that makes an argument a value of a type.
fn conversion(name: &proc_macro2::Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::Boxed(_) => quote!(Box::new(#name)),
        Type::List(_) => quote!(#name.into()),
        ty if ty.is_text() || ty.is_part() => quote!(#name.into()),
        _ => quote!(#name),
    }
}

/// Returns the field of a struct expression that an argument becomes.
fn converted(name: &proc_macro2::Ident, ty: &Type) -> TokenStream {
    match ty {
        Type::Boxed(_) | Type::List(_) => {
            let value = conversion(name, ty);
            quote!(#name: #value)
        }
        ty if ty.is_text() || ty.is_part() => quote!(#name: #name.into()),
        _ => quote!(#name),
    }
}

/// Returns the line that gives a struct its codec.
fn codec(model: &Model, fields: &[Field], rest: Option<&Rest>) -> Vec<String> {
    let mut lines = vec![format!("object!({} {{", subject(model))];
    for field in fields {
        let kind = match (field.kind.is_required(), &field.constant) {
            (true, _) => "required",
            (false, Some(_)) => "constant",
            (false, None) => "optional",
        };
        lines.push(format!(
            "    {kind} {} = {},",
            field.ident,
            quoted(&field.wire)
        ));
    }
    lines.push(match rest {
        Some(rest) => format!("}} rest {});", rest.ident),
        None => "});".to_owned(),
    });
    lines
}

/// Returns the lines that say which parts a struct is sent in.
fn parts(model: &Model, fields: &[Field], rest: Option<&Rest>) -> Vec<String> {
    let mut lines = vec![format!("multipart!({} {{", model.name)];
    for field in fields {
        let kind = match field.kind {
            FieldKind::Required => "required",
            FieldKind::RequiredNullable | FieldKind::Optional | FieldKind::Nullable => "optional",
        };
        lines.push(format!(
            "    {kind} {} {} = {},",
            part(&field.value),
            field.ident,
            quoted(&field.wire)
        ));
    }
    lines.push(match rest {
        Some(rest) => format!("}} rest {} {});", part(&rest.ty), rest.ident),
        None => "});".to_owned(),
    });
    lines
}

/// Returns how values of a type are sent in parts.
fn part(ty: &Type) -> &'static str {
    match ty {
        Type::List(items) if items.is_part() => "parts",
        ty if ty.is_part() => "part",
        _ => "value",
    }
}

/// Adds a newtype.
pub(super) fn wrapper(file: &mut RustFile, model: &Model, ty: &Type) {
    let (name, inner) = (ident(&model.name), tokens(ty, Scope::Models));
    let (docs, deprecated) = (docs(&model.docs), deprecated(model.deprecated));
    file.item(quote! {
        #docs
        #deprecated
        #[derive(Clone, Debug, PartialEq)]
        pub struct #name(pub #inner);
    });
    file.lines([format!("wrapper!({});", subject(model))]);
}
