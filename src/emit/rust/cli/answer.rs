//! How the program reads the answers of a command.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::rust::paging::described,
    plan::{Alternative, Command, Reading, ResponseKind, StreamKind},
};

/// Returns how the answer is read as a stream.
pub(super) fn stream(command: &Command) -> TokenStream {
    let outcome = &command.operation.outcome;
    let Some(stream) = &outcome.stream else {
        return quote!(None);
    };
    let read = items(stream.kind);
    // Bytes are the whole answer, too.
    let is_option = !stream.is_only && stream.kind != StreamKind::Bytes;
    let accept = match is_option {
        true => stream.accept.as_str(),
        false => "",
    };
    quote! {
        Some(Stream {
            accept: #accept,
            is_option: #is_option,
            read: #read,
        })
    }
}

fn items(kind: StreamKind) -> TokenStream {
    match kind {
        StreamKind::Bytes => quote!(cli::stream::read),
        StreamKind::Events => quote!(cli::events::json),
        StreamKind::TextEvents => quote!(cli::events::text),
        StreamKind::JsonTexts => quote!(cli::texts::read),
    }
}

/// Returns how the answer is read in other media types.
pub(super) fn alternatives(command: &Command) -> impl Iterator<Item = TokenStream> {
    command
        .operation
        .outcome
        .alternatives
        .iter()
        .map(alternative)
}

fn alternative(alternative: &Alternative) -> TokenStream {
    let name = alternative.option();
    let media_type = &alternative.media_type;
    let accept = match alternative.errors.as_str() {
        "" => media_type.clone(),
        errors => format!("{media_type}, {errors}"),
    };
    let read = match &alternative.reading {
        Reading::Whole(kind, _) => match kind {
            ResponseKind::Json | ResponseKind::OptionalJson => quote!(cli::alternative::json),
            // The program writes XML as it came.
            ResponseKind::Text | ResponseKind::Xml | ResponseKind::OptionalXml => {
                quote!(cli::alternative::text)
            }
            ResponseKind::Empty | ResponseKind::Bytes | ResponseKind::ByStatus => {
                quote!(cli::alternative::bytes)
            }
        },
        Reading::Stream(kind, _) => {
            let read = items(*kind);
            quote!(|call, accept, output| #read(call.accept(accept), output))
        }
    };
    quote! {
        Alternative {
            name: #name,
            accept: #accept,
            read: #read,
        }
    }
}

/// Returns how all pages of the list are read that it answers with.
pub(super) fn pages(command: &Command) -> TokenStream {
    match &command.operation.paging {
        None => quote!(None),
        Some(paging) => {
            let described = described(paging);
            quote!(Some(|call, most, output| {
                const PAGING: &runtime::Paging = &#described;
                cli::pages::read(call, PAGING, most, output)
            }))
        }
    }
}
