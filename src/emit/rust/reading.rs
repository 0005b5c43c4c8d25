//! How answers are read, as macros and types say it.

use super::types::{text, tokens};
use crate::plan::{Outcome, ResponseKind, Scope, StreamKind, StreamOutcome, Type};

/// Returns how the macro `operation` is told what a call gives.
pub(super) fn kind(outcome: &Outcome) -> String {
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
    let kind = reading_type(outcome.kind, &outcome.ty);
    match &outcome.xml_error {
        Some(error) => format!("runtime::XmlErrors<{kind}, {}>", name(error)),
        None => kind,
    }
}

/// Returns the type that says how an answer is read as a value of a type.
pub(super) fn reading_type(kind: ResponseKind, ty: &Type) -> String {
    match kind {
        ResponseKind::Empty => "runtime::Empty".to_owned(),
        ResponseKind::Json => format!("runtime::Json<{}>", name(ty)),
        ResponseKind::OptionalJson => match ty {
            Type::Option(inner) => format!("runtime::Optional<{}>", name(inner)),
            ty => format!("runtime::Optional<{}>", name(ty)),
        },
        ResponseKind::Xml => format!("runtime::Xml<{}>", name(ty)),
        ResponseKind::OptionalXml => match ty {
            Type::Option(inner) => format!("runtime::OptionalXml<{}>", name(inner)),
            ty => format!("runtime::OptionalXml<{}>", name(ty)),
        },
        ResponseKind::Text => "runtime::Text".to_owned(),
        ResponseKind::Bytes => "runtime::Binary".to_owned(),
        ResponseKind::ByStatus => name(ty),
    }
}

/// Returns how the macro `stream` is told what a call gives.
pub(super) fn stream_kind(stream: &StreamOutcome) -> String {
    stream_type(stream.kind, &stream.ty)
}

/// Returns the type that says how a stream is read.
pub(super) fn stream_type(kind: StreamKind, ty: &Type) -> String {
    match kind {
        StreamKind::Bytes => "runtime::Chunks".to_owned(),
        StreamKind::Events => format!("runtime::Events<{}>", name(ty)),
        StreamKind::TextEvents => "runtime::TextEvents".to_owned(),
        StreamKind::JsonTexts => format!("runtime::JsonTexts<{}>", name(ty)),
    }
}

/// Returns a type as text.
pub(super) fn name(ty: &Type) -> String {
    let text = text(ty, Scope::Operations);
    if text.len() <= MAX_TYPE {
        return text;
    }
    let tokens = tokens(ty, Scope::Operations);
    let ty: syn::Type = syn::parse_quote!(#tokens);
    let file: syn::File = syn::parse_quote!(type T = #ty;);
    let text = prettyplease::unparse(&file);
    text.trim()
        .trim_start_matches("type T = ")
        .trim_end_matches(';')
        .to_owned()
}

/// How long a type is that prettyplease does not break.
const MAX_TYPE: usize = 70;
