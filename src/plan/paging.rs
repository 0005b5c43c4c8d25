//! Lists in pages.

use crate::api::{Api, NextPage as Source, Operation, Shape};
use crate::config::Config;

use super::{
    operation::tag,
    sdk::{NextPage, Paging, Tag},
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
        next: next(operation, &pagination.next)?,
        items,
        total: pagination.total.clone(),
        more: pagination.more.clone(),
        item: item_type(item, names, config),
    })
}

fn next(operation: &Operation, next: &Source) -> Option<NextPage> {
    let tag = |name: &str| -> Option<Tag> { operation.page_parameter(name).map(tag) };
    Some(match next {
        Source::Offset { offset, first } => NextPage::Offset {
            offset: tag(offset)?,
            first: (*first)?,
        },
        Source::Page { page, first, pages } => NextPage::Page {
            page: tag(page)?,
            first: (*first)?,
            pages: pages.clone(),
        },
        Source::Range { start, end } => NextPage::Range {
            start: tag(start)?,
            end: tag(end)?,
        },
        Source::Cursor { cursor, next } => NextPage::Cursor {
            cursor: tag(cursor)?,
            next: next.clone(),
        },
        Source::After { after, id } => NextPage::After {
            after: tag(after)?,
            id: id.clone(),
        },
        Source::Url { next } => NextPage::Url { next: next.clone() },
        Source::Link => NextPage::Link,
    })
}
