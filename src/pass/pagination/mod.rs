//! Which answers are pages of a list, and how is the next one asked for?
//!
//! The settings say so, or the document (`x-speakeasy-pagination`, `x-ms-pageable`), or parameters and
//! answer have names that only pages have. What is said must fit the operation, or there is a finding;
//! what is recognised needs both sides, because a list that ends too early is worse than a page.

mod fit;
mod names;
mod page;
mod recognise;

use std::collections::BTreeMap;

use crate::{
    api::{Api, NextPage, Operation, Pagination, Way},
    config::{Pagination as Setting, PaginationKind},
    diagnostic::{Diagnostic, Report, codes},
};

/// What stands for all operations in the setting.
const ALL: &str = "*";

/// Finds out how the lists of all operations are paged.
pub(super) fn run(api: &mut Api, settings: &BTreeMap<String, Setting>, report: &mut Report) {
    for id in settings.keys().filter(|id| *id != ALL) {
        if !api.operations.iter().any(|operation| operation.id == *id) {
            report.push(Diagnostic::new(
                codes::UNKNOWN_RENAME,
                format!("no operation has the id `{id}` of `pagination`"),
            ));
        }
    }
    let found: Vec<Option<Pagination>> = api
        .operations
        .iter()
        .map(|operation| of(api, operation, settings, report))
        .collect();
    for (operation, pagination) in api.operations.iter_mut().zip(found) {
        operation.pagination = pagination;
    }
}

fn of(
    api: &Api,
    operation: &Operation,
    settings: &BTreeMap<String, Setting>,
    report: &mut Report,
) -> Option<Pagination> {
    let said = match settings.get(&operation.id) {
        Some(setting) if setting.kind == PaginationKind::None => return None,
        Some(setting) => of_setting(setting),
        None => operation.pagination.clone(),
    };
    if let Some(said) = said {
        return match fit::complete(api, operation, said) {
            Ok(pagination) => Some(pagination),
            Err(unfit) => {
                let message = format!("the pages of `{}` cannot be had: {unfit}", operation.id);
                let diagnostic = Diagnostic::new(codes::INVALID_PAGINATION, message);
                report.push(diagnostic.label(operation.place.clone(), "this operation"));
                None
            }
        };
    }
    let usual = settings.get(ALL);
    if usual.is_some_and(|setting| setting.kind == PaginationKind::None) {
        return None;
    }
    let usual = usual.and_then(of_setting);
    let fitting = usual.and_then(|usual| fit::complete(api, operation, usual).ok());
    fitting.or_else(|| {
        let recognised = recognise::recognise(api, operation)?;
        fit::complete(api, operation, recognised).ok()
    })
}

/// Returns what a setting says; `None` where it says that there are no pages.
fn of_setting(setting: &Setting) -> Option<Pagination> {
    let name = |key: &str| setting.get(key).unwrap_or_default().to_owned();
    let way = |key: &str| -> Way { setting.way(key).unwrap_or_default() };
    let first = || setting.get("first").and_then(|number| number.parse().ok());
    Some(Pagination {
        next: match setting.kind {
            PaginationKind::None => return None,
            PaginationKind::Offset => NextPage::Offset {
                offset: name("offset"),
                first: first(),
            },
            PaginationKind::Page => NextPage::Page {
                page: name("page"),
                first: first(),
                pages: way("pages"),
            },
            PaginationKind::Range => NextPage::Range {
                start: name("start"),
                end: name("end"),
            },
            PaginationKind::Cursor => NextPage::Cursor {
                cursor: name("cursor"),
                next: way("next"),
            },
            PaginationKind::After => NextPage::After {
                after: name("after"),
                id: way("id"),
            },
            PaginationKind::Url => NextPage::Url { next: way("next") },
            PaginationKind::Link => NextPage::Link,
        },
        items: setting.way("items"),
        total: way("total"),
        more: way("more"),
    })
}
