//! Lists in pages: the methods of a call, and the constant that describes them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{parameter::parameter, reading, types::parsed};
use crate::{
    api::Way,
    emit::format::{RustFile, ident},
    plan::{NextPage, Operation, PageInput, Paging},
};

/// Adds what makes the list of an operation a stream.
pub(super) fn items(file: &mut RustFile, planned: &Operation) {
    let Some(paging) = &planned.paging else {
        return;
    };
    file.item(description(planned, paging));
    file.lines(vec![format!(
        "paging!({} => {}, {});",
        planned.builder,
        reading::kind_type(&planned.outcome),
        reading::name(&paging.item),
    )]);
}

/// Returns the line of documentation of the method that starts the call.
pub(super) fn docs(planned: &Operation) -> Vec<String> {
    match planned.paging {
        Some(_) => {
            let builder = &planned.builder;
            vec![
                String::new(),
                format!(
                    "The list comes in pages: [`items`]({builder}::items) goes through all of them."
                ),
            ]
        }
        None => Vec::new(),
    }
}

/// Returns whether the constant of an operation's pages names `Parameter`.
pub(super) fn names_parameter(planned: &Operation) -> bool {
    planned
        .paging
        .as_ref()
        .is_some_and(|paging| match paging.next {
            NextPage::Offset { .. }
            | NextPage::Page { .. }
            | NextPage::Range { .. }
            | NextPage::Cursor { .. }
            | NextPage::After { .. } => true,
            NextPage::Url { .. } | NextPage::Link => false,
        })
}

fn description(planned: &Operation, paging: &Paging) -> TokenStream {
    let (builder, described) = (ident(&planned.builder), described(paging));
    quote! {
        impl #builder {
            const PAGING: &'static runtime::Paging = &#described;
        }
    }
}

/// Returns how the pages of a list follow each other.
pub(super) fn described(paging: &Paging) -> TokenStream {
    let (items, total, more) = (way(&paging.items), way(&paging.total), way(&paging.more));
    let next = match &paging.next {
        NextPage::Offset { offset, first } => {
            let offset = input(offset);
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(Offset { offset: #offset, first: #first })
        }
        NextPage::Page { page, first, pages } => {
            let (page, pages) = (input(page), way(pages));
            let first = proc_macro2::Literal::u64_unsuffixed(*first);
            quote!(Page { page: #page, first: #first, pages: #pages })
        }
        NextPage::Range { start, end } => {
            let (start, end) = (input(start), input(end));
            quote!(Range { start: #start, end: #end })
        }
        NextPage::Cursor { cursor, next } => {
            let (cursor, next) = (input(cursor), way(next));
            quote!(Cursor { cursor: #cursor, next: #next })
        }
        NextPage::After { after, id } => {
            let (after, id) = (input(after), way(id));
            quote!(After { after: #after, id: #id })
        }
        NextPage::Url { next } => {
            let next = way(next);
            quote!(Url { next: #next })
        }
        NextPage::Link => quote!(Link),
    };
    quote! {
        runtime::Paging {
            next: runtime::NextPage::#next,
            items: #items,
            total: #total,
            more: #more,
        }
    }
}

fn input(input: &PageInput) -> TokenStream {
    match input {
        PageInput::Parameter(tag) => parsed(&parameter(tag)),
        PageInput::Member(name) => quote!(Parameter::member(#name)),
    }
}

fn way(way: &Way) -> TokenStream {
    quote!(&[#(#way),*])
}
