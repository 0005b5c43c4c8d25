//! Does what is said about pages fit the operation?

use std::fmt;

use super::page;
use crate::api::{Api, Method, NextPage, Operation, Pagination, Schema, Shape, Way};

/// Why it does not.
pub(super) enum Unfit {
    /// No success is JSON, or several are.
    Answer,
    /// Neither query nor headers nor body have it.
    Parameter(String),
    /// Neither text nor a number.
    NotScalar(String),
    /// The answer has no such member.
    Member(Way),
    /// The member is no list.
    NoList(Way),
    /// The answer has no list, or several, one of which must be named.
    Items,
    /// A URL is read, not sent to.
    Method,
}

impl fmt::Display for Unfit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answer => formatter.write_str("it does not answer with JSON of one type"),
            Self::Parameter(name) => write!(
                formatter,
                "it has no `{name}` in its query, its headers or a body in JSON or as a form"
            ),
            Self::NotScalar(name) => {
                write!(formatter, "`{name}` is neither text nor a number")
            }
            Self::Member(way) => write!(formatter, "its answer has no `{}`", way.join(".")),
            Self::NoList(way) if way.is_empty() => formatter.write_str("its answer is no list"),
            Self::NoList(way) => write!(formatter, "`{}` of its answer is no list", way.join(".")),
            Self::Items => {
                formatter.write_str("its answer does not have one list; `items` names it")
            }
            Self::Method => formatter.write_str("only `GET` follows URLs"),
        }
    }
}

/// Returns what is said with all that was left open, where it fits the operation.
pub(super) fn complete(
    api: &Api,
    operation: &Operation,
    said: Pagination,
) -> Result<Pagination, Unfit> {
    let answer = operation.page().ok_or(Unfit::Answer)?;
    for name in said.next.parameters() {
        let input = api.page_input(operation, name);
        let input = input.ok_or_else(|| Unfit::Parameter(name.to_owned()))?;
        if !is_scalar(input.schema()) {
            return Err(Unfit::NotScalar(name.to_owned()));
        }
    }
    if matches!(said.next, NextPage::Url { .. } | NextPage::Link) && operation.method != Method::Get
    {
        return Err(Unfit::Method);
    }
    let members = said.next.members().into_iter();
    for way in members.chain([&said.total, &said.more]) {
        if !way.is_empty() && !is_open(api, answer, way) {
            return Err(Unfit::Member(way.clone()));
        }
    }
    let items = match said.items {
        Some(items) => items,
        None => page::items(api, answer).ok_or(Unfit::Items)?,
    };
    match api.member(answer, &items).map(|list| api.shape(list)) {
        Some(Shape::List(_)) => {}
        Some(_) => return Err(Unfit::NoList(items)),
        None => return Err(Unfit::Member(items)),
    }
    let first = |name: &str, first: Option<u64>, usual: u64| {
        let said = api.page_input(operation, name).and_then(page::first);
        Some(first.or(said).unwrap_or(usual))
    };
    let next = match said.next {
        NextPage::Offset { offset, first: it } => NextPage::Offset {
            first: first(&offset, it, 0),
            offset,
        },
        NextPage::Page {
            page,
            first: it,
            pages,
        } => NextPage::Page {
            first: first(&page, it, 1),
            page,
            pages,
        },
        next @ (NextPage::Range { .. }
        | NextPage::Cursor { .. }
        | NextPage::After { .. }
        | NextPage::Url { .. }
        | NextPage::Link) => next,
    };
    Ok(Pagination {
        next,
        items: Some(items),
        ..said
    })
}

/// Returns whether a member is there, or may be: in what has any members.
fn is_open(api: &Api, answer: &Schema, way: &[String]) -> bool {
    (0..=way.len()).rev().any(|length| {
        let Some(schema) = api.member(answer, &way[..length]) else {
            return false;
        };
        length == way.len()
            || match api.shape(schema) {
                Shape::Any | Shape::Map(_) => true,
                Shape::Named(id) => {
                    let object = api.definition(*id).object();
                    object.is_some_and(|object| object.rest.is_some())
                }
                Shape::Boolean
                | Shape::Integer(_)
                | Shape::Number(_)
                | Shape::String(_)
                | Shape::List(_)
                | Shape::Tuple(_) => false,
            }
    })
}

fn is_scalar(schema: &Schema) -> bool {
    match schema.shape {
        Shape::Integer(_) | Shape::Number(_) | Shape::String(_) | Shape::Any | Shape::Named(_) => {
            true
        }
        Shape::Boolean | Shape::List(_) | Shape::Tuple(_) | Shape::Map(_) => false,
    }
}
