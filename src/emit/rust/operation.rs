//! Operations: methods of their group, and the calls that these return.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    outcome, paging,
    parameter::{give, parameter, parameter_type},
    types::tokens,
    xml,
};
use crate::{
    api::{Encoding, Location, PropertyEncoding, Style},
    emit::format::{RustFile, deprecated, docs, ident, quoted},
    plan::{
        BodyMethod, Group, Operation, Outcome, RequestBody, ResponseHeader, ResponseKind, Scope,
        Setter, StreamKind, StreamOutcome, Type, code,
    },
};

/// Returns the methods that start a call; `models` is the path by which docs name the models.
pub(super) fn methods(operation: &Operation, models: &str, example: &[String]) -> Vec<TokenStream> {
    operation
        .bodies
        .iter()
        .map(|body| method(operation, body, models, example))
        .collect()
}

fn method(
    operation: &Operation,
    body: &BodyMethod,
    models: &str,
    example: &[String],
) -> TokenStream {
    let (name, builder) = (ident(&body.method), ident(&operation.builder));
    let constant = ident(&operation.constant);
    let lines = match &body.body {
        Some(sent) if body.method != operation.method => other_body(operation, &sent.media_type),
        Some(_) | None => method_docs(operation, models, example),
    };
    let (docs, deprecated) = (docs(&lines), deprecated(operation.deprecated));
    let parameters = operation.arguments.iter().map(|argument| {
        let (name, ty) = (ident(&argument.ident), parameter_type(&argument.ty));
        quote!(#name: #ty)
    });
    let (body_parameter, body_call) = match &body.body {
        None => (None, TokenStream::new()),
        Some(sent) => {
            let (parameter, call) = body_of(sent, body.required);
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

/// Returns the documentation of the method that starts a call.
fn method_docs(operation: &Operation, models: &str, example: &[String]) -> Vec<String> {
    let mut lines = operation.docs.clone();
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
    lines.extend(paging::docs(operation));
    lines.extend(header_docs(operation));
    let error = operation.outcome.error.as_ref();
    if let Some([model]) = error.map(Type::models).as_deref() {
        lines.extend([
            String::new(),
            "# Errors".to_owned(),
            String::new(),
            "The body of an error status, which [`Error::body_as`](runtime::Error::body_as) reads, is"
                .to_owned(),
            format!("[`{model}`]({models}::{model})."),
        ]);
    }
    if !example.is_empty() {
        lines.extend(["", "# Example", ""].map(str::to_owned));
        lines.extend_from_slice(example);
    }
    lines
}

/// Returns the documentation of the headers of answers.
fn header_docs(operation: &Operation) -> Vec<String> {
    let mut lines = Vec::new();
    let from = |success| match success {
        true => format!(
            "Of an answer, from [`send_with_response`]({}::send_with_response):",
            operation.builder
        ),
        false => "Of an error, from [`Error::headers`](runtime::Error::headers):".to_owned(),
    };
    for success in [true, false] {
        let headers: Vec<_> = operation
            .headers
            .iter()
            .filter(|header| header.success == success)
            .collect();
        if headers.is_empty() {
            continue;
        }
        if lines.is_empty() {
            lines.extend([String::new(), "# Headers".to_owned()]);
        }
        lines.extend([String::new(), from(success), String::new()]);
        lines.extend(headers.into_iter().map(header_line));
    }
    lines
}

fn header_line(header: &ResponseHeader) -> String {
    let (name, ty) = (code(&header.name), tokens(&header.ty, Scope::Operations));
    let statuses = match header.statuses.is_empty() {
        true => String::new(),
        false => format!(", with {}", header.statuses.join(", ")),
    };
    let summary = match header.summary.is_empty() {
        true => String::new(),
        false => format!(": {}", header.summary),
    };
    format!("- {name} (`{ty}`){statuses}{summary}")
}

/// Returns the documentation of a method that differs from the plain one in how the body is sent.
fn other_body(operation: &Operation, media_type: &str) -> Vec<String> {
    let plain = operation.method.trim_start_matches("r#");
    vec![
        format!("The same as [`{plain}`](Self::{plain}), with the body as"),
        format!("{}.", code(media_type)),
    ]
}

/// Returns the argument for a body, and the statement that gives it to the call.
fn body_of(body: &RequestBody, required: bool) -> (TokenStream, TokenStream) {
    let media_type = &body.media_type;
    let owned = match &body.ty {
        Type::List(items) => {
            let items = tokens(items, Scope::Operations);
            quote!([#items])
        }
        ty => tokens(ty, Scope::Operations),
    };
    let (ty, set) = match body.encoding {
        Encoding::Json if media_type == "application/json" => {
            (quote!(&#owned), quote!(call.json(body)))
        }
        Encoding::Json => (quote!(&#owned), quote!(call.json_as(#media_type, body))),
        Encoding::Form => (quote!(&#owned), quote!(call.form(body))),
        Encoding::Xml => (quote!(&#owned), xml::call(media_type, body.xml.as_ref())),
        Encoding::Multipart => {
            let set = match body.in_parts {
                true => quote!(call.multipart(#media_type, body)),
                false => quote!(call.multipart_object(#media_type, body)),
            };
            (quote!(&#owned), set)
        }
        Encoding::Text if media_type == "text/plain" => {
            (quote!(impl Into<String>), quote!(call.text(body)))
        }
        Encoding::Text => (
            quote!(impl Into<String>),
            quote!(call.bytes(#media_type, body.into())),
        ),
        Encoding::Bytes => (
            quote!(impl Into<#owned>),
            quote!(call.bytes(#media_type, body)),
        ),
    };
    let properties = body.properties.iter().flat_map(property);
    let properties = quote!(#(let call = call #properties;)*);
    if required {
        return (quote!(body: #ty), quote!(#properties let call = #set;));
    }
    match body.encoding {
        Encoding::Json | Encoding::Form | Encoding::Multipart | Encoding::Xml => (
            quote!(body: impl Into<Option<&'a #owned>>),
            quote! {
                #properties
                let call = match body.into() {
                    Some(body) => #set,
                    None => call,
                };
            },
        ),
        Encoding::Text | Encoding::Bytes => (quote!(body: #ty), quote!(let call = #set;)),
    }
}

/// Returns the calls that say how a property of a form is written.
pub(super) fn property(property: &PropertyEncoding) -> Vec<TokenStream> {
    let name = &property.name;
    let style = property.style.map(|style| {
        let style = match style {
            Style::Form { explode: true } => quote!(Members),
            Style::Form { explode: false }
            | Style::Simple { .. }
            | Style::Label { .. }
            | Style::Matrix { .. } => quote!(Comma),
            Style::SpaceDelimited => quote!(Space),
            Style::PipeDelimited => quote!(Pipe),
            Style::DeepObject => quote!(DeepObject),
            Style::Json => quote!(Json),
        };
        quote!(.property_style(#name, runtime::PropertyStyle::#style))
    });
    let content_type = property.content_type.as_ref();
    let content_type = content_type.map(|it| quote!(.property_type(#name, #it)));
    let headers = property.headers.iter();
    let headers = headers.map(|(header, value)| quote!(.property_header(#name, #header, #value)));
    style
        .into_iter()
        .chain(content_type)
        .chain(headers)
        .collect()
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
        || paging::names_parameter(operation)
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
    let what = format!(" A call of [`{plain}`]({}::{plain}).", group.handle);
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
    let name = &operation.builder;
    let stream = operation.outcome.stream.as_ref();
    file.lines(match stream {
        Some(stream) if stream.is_only => {
            vec![format!("stream!({name} => {});", stream_kind(stream))]
        }
        Some(stream) => vec![
            format!("operation!({name} => {});", kind(&operation.outcome)),
            format!(
                "stream!({name} => {}, {});",
                stream_kind(stream),
                quoted(&stream.accept)
            ),
        ],
        None => vec![format!(
            "operation!({name} => {});",
            kind(&operation.outcome)
        )],
    });
    if operation.outcome.kind == ResponseKind::ByStatus && !is_only_stream(&operation.outcome) {
        outcome::items(file, operation);
    }
    paging::items(file, operation);
    file.item(description(operation));
}

/// Returns how the macro `operation` is told what a call gives.
fn kind(outcome: &Outcome) -> String {
    if outcome.xml_error.is_some() {
        return format!("custom {}", kind_type(outcome));
    }
    match outcome.kind {
        ResponseKind::Empty => "empty".to_owned(),
        ResponseKind::Json => format!("json {}", name(&outcome.ty)),
        ResponseKind::OptionalJson => match &outcome.ty {
            Type::Option(inner) => format!("optional {}", name(inner)),
            ty => format!("optional {}", name(ty)),
        },
        ResponseKind::Xml | ResponseKind::OptionalXml => format!("custom {}", kind_type(outcome)),
        ResponseKind::Text => "text".to_owned(),
        ResponseKind::Bytes => "bytes".to_owned(),
        ResponseKind::ByStatus => format!("custom {}", name(&outcome.ty)),
    }
}

/// Returns the type that says how an answer is read.
pub(super) fn kind_type(outcome: &Outcome) -> String {
    let kind = success_type(outcome);
    match &outcome.xml_error {
        Some(error) => format!("runtime::XmlErrors<{kind}, {}>", name(error)),
        None => kind,
    }
}

fn success_type(outcome: &Outcome) -> String {
    match outcome.kind {
        ResponseKind::Empty => "runtime::Empty".to_owned(),
        ResponseKind::Json => format!("runtime::Json<{}>", name(&outcome.ty)),
        ResponseKind::OptionalJson => match &outcome.ty {
            Type::Option(inner) => format!("runtime::Optional<{}>", name(inner)),
            ty => format!("runtime::Optional<{}>", name(ty)),
        },
        ResponseKind::Xml => format!("runtime::Xml<{}>", name(&outcome.ty)),
        ResponseKind::OptionalXml => match &outcome.ty {
            Type::Option(inner) => format!("runtime::OptionalXml<{}>", name(inner)),
            ty => format!("runtime::OptionalXml<{}>", name(ty)),
        },
        ResponseKind::Text => "runtime::Text".to_owned(),
        ResponseKind::Bytes => "runtime::Binary".to_owned(),
        ResponseKind::ByStatus => name(&outcome.ty),
    }
}

/// Returns how the macro `stream` is told what a call gives.
fn stream_kind(stream: &StreamOutcome) -> String {
    match stream.kind {
        StreamKind::Bytes => "runtime::Chunks".to_owned(),
        StreamKind::Events => format!("runtime::Events<{}>", name(&stream.ty)),
        StreamKind::TextEvents => "runtime::TextEvents".to_owned(),
        StreamKind::JsonTexts => format!("runtime::JsonTexts<{}>", name(&stream.ty)),
    }
}

/// Returns whether the module of an operation names the macro `stream`.
pub(super) fn names_stream(operation: &Operation) -> bool {
    operation.outcome.stream.is_some()
}

/// Returns whether the answer of an operation is a stream and nothing else.
fn is_only_stream(outcome: &Outcome) -> bool {
    outcome.stream.as_ref().is_some_and(|stream| stream.is_only)
}

/// Returns a type as text.
pub(super) fn name(ty: &Type) -> String {
    let tokens = tokens(ty, Scope::Operations);
    let ty: syn::Type = syn::parse_quote!(#tokens);
    let file: syn::File = syn::parse_quote!(type T = #ty;);
    let text = prettyplease::unparse(&file);
    text.trim()
        .trim_start_matches("type T = ")
        .trim_end_matches(';')
        .to_owned()
}

/// Returns the static that says what is fixed about an operation.
fn description(operation: &Operation) -> TokenStream {
    let (constant, described) = (ident(&operation.constant), described(operation));
    quote!(static #constant: Operation = #described;)
}

/// Returns what is fixed about an operation.
pub(super) fn described(operation: &Operation) -> TokenStream {
    let id = &operation.id;
    let (method, path) = (&operation.http_method, &operation.path);
    let accept = &operation.accept;
    let server = match &operation.server {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
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
        Operation {
            id: #id,
            method: #method,
            path: #path,
            server: #server,
            security: #security,
            accept: #accept,
            defaults: &[#(#defaults),*],
        }
    }
}
