//! Lists in pages.

use crate::{
    api::{Api, NextPage as Source, Operation, PageInput as Input, Shape},
    config::Config,
};

use super::{
    operation::tag,
    sdk::{NextPage, PageInput, Paging},
    types::{Names, item_type},
};

/// Plans how the lists of an operation are paged.
pub(super) fn paging(
    api: &Api,
    operation: &Operation,
    names: &Names,
    config: &Config,
) -> Option<Paging> {
    let pagination = operation.pagination.as_ref()?;
    let items = pagination.items.clone()?;
    let list = api.member(operation.page()?, &items)?;
    let Shape::List(item) = api.shape(list) else {
        return None;
    };
    Some(Paging {
        next: next(api, operation, &pagination.next)?,
        items,
        total: pagination.total.clone(),
        more: pagination.more.clone(),
        item: item_type(item, names, config),
    })
}

fn next(api: &Api, operation: &Operation, next: &Source) -> Option<NextPage> {
    let input = |name: &str| {
        Some(match api.page_input(operation, name)? {
            Input::Parameter(parameter) => PageInput::Parameter(tag(parameter)),
            Input::Member(field) => PageInput::Member(field.name.clone()),
        })
    };
    Some(match next {
        Source::Offset { offset, first } => NextPage::Offset {
            offset: input(offset)?,
            first: (*first)?,
        },
        Source::Page { page, first, pages } => NextPage::Page {
            page: input(page)?,
            first: (*first)?,
            pages: pages.clone(),
        },
        Source::Range { start, end } => NextPage::Range {
            start: input(start)?,
            end: input(end)?,
        },
        Source::Cursor { cursor, next } => NextPage::Cursor {
            cursor: input(cursor)?,
            next: next.clone(),
        },
        Source::After { after, id } => NextPage::After {
            after: input(after)?,
            id: id.clone(),
        },
        Source::Url { next } => NextPage::Url { next: next.clone() },
        Source::Link => NextPage::Link,
    })
}
