//! Operations: methods of their group, and the calls that these return.

use proc_macro2::TokenStream;
use quote::quote;

use super::types::tokens;
use crate::{
    api::{Encoding, Location, Status, Style},
    emit::format::{RustFile, deprecated, docs, ident},
    plan::{
        BodyMethod, Group, Operation, Outcome, OutcomeVariant, ResponseKind, Scope, Setter, Tag,
        Type,
    },
};

/// Returns the methods that start a call.
pub(super) fn methods(operation: &Operation) -> Vec<TokenStream> {
    operation
        .bodies
        .iter()
        .map(|body| method(operation, body))
        .collect()
}

fn method(operation: &Operation, body: &BodyMethod) -> TokenStream {
    let (name, builder) = (ident(&body.method), ident(&operation.builder));
    let constant = ident(&operation.constant);
    let mut lines = operation.docs.clone();
    if body.method != operation.method
        && let Some((_, media_type, _)) = &body.body
    {
        let plain = operation.method.trim_start_matches("r#");
        lines.push(String::new());
        lines.push(format!(
            "The same as [`{plain}`](Self::{plain}), with the body as `{}`.",
            media_type.replace('`', "")
        ));
    }
    let arguments: Vec<String> = operation
        .arguments
        .iter()
        .filter(|argument| !argument.summary.is_empty())
        .map(|argument| {
            format!(
                "- `{}`: {}",
                argument.ident.trim_start_matches("r#"),
                argument.summary
            )
        })
        .collect();
    if !arguments.is_empty() {
        lines.push(String::new());
        lines.extend(arguments);
    }
    if let Some(error) = &operation.outcome.error
        && let Some(model) = error.model()
    {
        lines.push(String::new());
        lines.push("# Errors".to_owned());
        lines.push(String::new());
        lines.push(format!(
            "The body of an error status is a [`{model}`](models::{model}); see"
        ));
        lines.push("[`Error::body_as`](runtime::Error::body_as).".to_owned());
    }
    let (docs, deprecated) = (docs(&lines), deprecated(operation.deprecated));
    let parameters = operation.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.ident), parameter_type(&argument.ty));
        quote!(#name: #ty)
    });
    let (body_parameter, body_call) = match &body.body {
        None => (None, TokenStream::new()),
        Some((encoding, media_type, ty)) => {
            let (parameter, call) = body_of(*encoding, media_type, ty, body.required);
            (Some(parameter), call)
        }
    };
    let parameters = parameters.chain(body_parameter);
    let values = operation
        .arguments
        .iter()
        .map(|argument| give(&argument.tag, &argument.ty, &argument.ident));
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#parameters),*) -> #builder {
            let call = Call::new(self.client.core(), &#constant);
            #(let call = call #values;)*
            #body_call
            #builder { call }
        }
    }
}

/// Returns the argument for a body, and the statement that gives it to the call.
fn body_of(
    encoding: Encoding,
    media_type: &str,
    ty: &Type,
    required: bool,
) -> (TokenStream, TokenStream) {
    let owned = tokens(ty, Scope::Operations);
    let (ty, set) = match encoding {
        Encoding::Json if media_type == "application/json" => {
            (quote!(&#owned), quote!(call.json(body)))
        }
        Encoding::Json => (quote!(&#owned), quote!(call.json_as(#media_type, body))),
        Encoding::Form => (quote!(&#owned), quote!(call.form(body))),
        Encoding::Text if media_type == "text/plain" => {
            (quote!(impl Into<String>), quote!(call.text(body)))
        }
        Encoding::Text => (
            quote!(impl Into<String>),
            quote!(call.bytes(#media_type, body.into())),
        ),
        Encoding::Bytes => (
            quote!(impl Into<bytes::Bytes>),
            quote!(call.bytes(#media_type, body)),
        ),
    };
    if required {
        return (quote!(body: #ty), quote!(let call = #set;));
    }
    match encoding {
        Encoding::Json | Encoding::Form => (
            quote!(body: impl Into<Option<&'a #owned>>),
            quote! {
                let call = match body.into() {
                    Some(body) => #set,
                    None => call,
                };
            },
        ),
        Encoding::Text | Encoding::Bytes => (quote!(body: #ty), quote!(let call = #set;)),
    }
}

/// Returns the type by which callers give a parameter.
fn parameter_type(ty: &Type) -> TokenStream {
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
fn give(tag: &Tag, ty: &Type, name: &str) -> TokenStream {
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
fn parameter(tag: &Tag) -> TokenStream {
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

/// Returns whether the module of an operation names `Parameter`.
pub(super) fn names_parameter(operation: &Operation) -> bool {
    let arguments = operation
        .arguments
        .iter()
        .map(|argument| (&argument.tag, &argument.ty));
    let setters = operation
        .setters
        .iter()
        .map(|setter| (&setter.tag, &setter.ty));
    arguments
        .chain(setters)
        .any(|(tag, ty)| give(tag, ty, "value").to_string().contains("Parameter"))
        || operation
            .setters
            .iter()
            .any(|setter| defaulted(setter).is_some())
}

/// Returns the description of a parameter that the client has a default for, unless it is part of
/// the path, which says so itself.
fn defaulted(setter: &Setter) -> Option<TokenStream> {
    let simple = matches!(
        (setter.tag.location, setter.tag.style),
        (Location::Path, Style::Simple { explode: false })
    );
    (setter.client_level && !simple).then(|| parameter(&setter.tag))
}

/// Adds the call of an operation, what it gives, and its description.
pub(super) fn items(file: &mut RustFile, group: &Group, operation: &Operation) {
    let builder = ident(&operation.builder);
    let plain = operation.method.trim_start_matches("r#");
    let what = format!(
        " A call of [`{plain}`]({}::{plain}).",
        group.handle
    );
    file.item(quote! {
        #[doc = #what]
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is awaited or sent"]
        pub struct #builder { call: Call }
    });
    if !operation.setters.is_empty() {
        let mut first = true;
        let setters = operation.setters.iter().map(|setter| {
            let gap = match std::mem::take(&mut first) {
                true => TokenStream::new(),
                false => crate::emit::format::gap(),
            };
            let (docs, deprecated) = (docs(&setter.docs), deprecated(setter.deprecated));
            let (name, ty) = (ident(&setter.ident), parameter_type(&setter.ty));
            let value = give(&setter.tag, &setter.ty, &setter.ident);
            quote! {
                #gap
                #docs
                #deprecated
                pub fn #name(mut self, #name: #ty) -> Self {
                    self.call = self.call #value;
                    self
                }
            }
        });
        file.item(quote!(impl #builder { #(#setters)* }));
    }
    let kind = kind(&operation.outcome);
    file.lines([format!("operation!({} => {kind});", operation.builder)]);
    if operation.outcome.kind == ResponseKind::ByStatus {
        outcome(file, operation);
    }
    file.item(description(operation));
}

/// Returns how the macro `operation` is told what a call gives.
fn kind(outcome: &Outcome) -> String {
    match outcome.kind {
        ResponseKind::Empty => "empty".to_owned(),
        ResponseKind::Json => format!("json {}", name(&outcome.ty)),
        ResponseKind::OptionalJson => match &outcome.ty {
            Type::Option(inner) => format!("optional {}", name(inner)),
            ty => format!("optional {}", name(ty)),
        },
        ResponseKind::Text => "text".to_owned(),
        ResponseKind::Bytes => "bytes".to_owned(),
        ResponseKind::ByStatus => format!("custom {}", name(&outcome.ty)),
    }
}

/// Returns a type as text.
fn name(ty: &Type) -> String {
    let tokens = tokens(ty, Scope::Operations);
    let ty: syn::Type = syn::parse_quote!(#tokens);
    let file: syn::File = syn::parse_quote!(type T = #ty;);
    let text = prettyplease::unparse(&file);
    text.trim()
        .trim_start_matches("type T = ")
        .trim_end_matches(';')
        .to_owned()
}

/// Adds the enum of what a call gives, by status.
fn outcome(file: &mut RustFile, operation: &Operation) {
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
            Status::Code(code) => (quote!(#code), value),
            Status::Range(class) => {
                let (from, to) = (class * 100, class * 100 + 99);
                (quote!(#from..=#to), value)
            }
            Status::Default => (quote!(_), value),
        })
        .unzip();
    let last = last.map(|(_, value)| value);
    file.item(quote! {
        impl runtime::FromResponse for #enum_name {
            type Output = Self;
            fn from_response(response: &runtime::RawResponse) -> Result<Self, runtime::Error> {
                Ok(match response.status().as_u16() {
                    #(#patterns => #values,)*
                    _ => #last,
                })
            }
        }
    });
}

fn arm(variant: &OutcomeVariant) -> TokenStream {
    let name = ident(&variant.variant);
    let ty = tokens(&variant.ty, Scope::Operations);
    match variant.kind {
        ResponseKind::Empty => quote!(Self::#name),
        ResponseKind::Json => {
            quote!(Self::#name(runtime::Json::<#ty>::from_response(response)?))
        }
        ResponseKind::OptionalJson | ResponseKind::ByStatus => {
            quote!(Self::#name(runtime::Optional::<runtime::Json<#ty>>::from_response(response)?))
        }
        ResponseKind::Text => quote!(Self::#name(runtime::Text::from_response(response)?)),
        ResponseKind::Bytes => quote!(Self::#name(runtime::Binary::from_response(response)?)),
    }
}

/// Returns the static that says what is fixed about an operation.
fn description(operation: &Operation) -> TokenStream {
    let (constant, id) = (ident(&operation.constant), &operation.id);
    let (method, path) = (ident(operation.http_method), &operation.path);
    let accept = &operation.accept;
    let security = if operation.security.is_empty() {
        quote!(Security::None)
    } else {
        let alternatives = operation
            .security
            .iter()
            .map(|schemes| quote!(&[#(#schemes),*]));
        quote!(Security::Any(&[#(#alternatives),*]))
    };
    let defaults = operation.setters.iter().filter_map(defaulted);
    quote! {
        static #constant: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            server: None,
            security: #security,
            accept: #accept,
            defaults: &[#(#defaults),*],
        };
    }
}
