//! Pages that are known by their names.

use super::{
    names,
    page::{self, Member},
};
use crate::api::{Api, Location, Method, NextPage, Operation, PageInput, Pagination, Shape, Way};

/// Returns how the lists of an operation are paged, where its parameters and its answer both say it.
pub(super) fn recognise(api: &Api, operation: &Operation) -> Option<Pagination> {
    // Others change something, whatever they list.
    if !matches!(operation.method, Method::Get | Method::Post | Method::Query) {
        return None;
    }
    let answer = operation.page()?;
    let items = page::items(api, answer)?;
    let list = Listing {
        api,
        operation,
        inputs: api
            .page_inputs(operation)
            .into_iter()
            .filter(|input| match input {
                PageInput::Parameter(parameter) => parameter.location == Location::Query,
                PageInput::Member(_) => true,
            })
            .map(|input| (names::plain(input.name()), input))
            .collect(),
        members: page::members(api, answer),
        is_bare: items.is_empty(),
    };
    let next = list
        .cursor()
        .or_else(|| list.after(&items))
        .or_else(|| list.numbered())
        .or_else(|| list.url())
        .or_else(|| list.link())
        .or_else(|| list.range())
        .or_else(|| list.offset())
        .or_else(|| list.page())?;
    let by_items = match &next {
        NextPage::Offset { .. } | NextPage::Page { .. } | NextPage::Range { .. } => true,
        NextPage::Cursor { .. }
        | NextPage::After { .. }
        | NextPage::Url { .. }
        | NextPage::Link => false,
    };
    Some(Pagination {
        next,
        items: Some(items),
        total: list.total().filter(|_| by_items).unwrap_or_default(),
        more: list.more().unwrap_or_default(),
    })
}

/// What both sides of an operation have that lists something.
struct Listing<'a> {
    api: &'a Api,
    operation: &'a Operation,
    /// Those of the query and of the body, with their names without what names differ in.
    inputs: Vec<(String, PageInput<'a>)>,
    members: Vec<Member<'a>>,
    /// Whether the answer is the list itself.
    is_bare: bool,
}

impl<'a> Listing<'a> {
    fn input(&self, known: &[&str], shape: fn(&Shape) -> bool) -> Option<PageInput<'a>> {
        known.iter().find_map(|known| {
            let mut inputs = self.inputs.iter();
            let found =
                inputs.find(|(name, it)| name == known && shape(self.api.shape(it.schema())));
            found.map(|(_, input)| *input)
        })
    }

    /// Returns the outermost member of the first of some names that any has.
    fn member(&self, known: &[&str], shape: fn(&Shape) -> bool) -> Option<&Member<'a>> {
        known.iter().find_map(|known| {
            let mut members = self.members.iter();
            members.find(|it| it.name == *known && shape(self.api.shape(&it.field.schema)))
        })
    }

    fn way(&self, known: &[&str], shape: fn(&Shape) -> bool) -> Option<Way> {
        self.member(known, shape).map(|member| member.way.clone())
    }

    fn more(&self) -> Option<Way> {
        self.way(names::MORE, |shape| matches!(shape, Shape::Boolean))
    }

    /// Some totals count what is on the page.
    fn total(&self) -> Option<Way> {
        let total = self.member(names::TOTALS, is_number)?;
        let text = total.field.docs.description.as_deref().unwrap_or_default();
        let text = text.to_ascii_lowercase();
        let words = [
            "this page",
            "current page",
            "returned",
            "per page",
            "this response",
        ];
        let is_of_page = words.iter().any(|it| text.contains(it)) && !text.contains("not only");
        (!is_of_page).then(|| total.way.clone())
    }

    /// Only what is read is at a URL.
    fn reads(&self) -> Option<()> {
        (self.operation.method == Method::Get).then_some(())
    }

    fn has_limit(&self) -> bool {
        self.input(names::LIMITS, is_number).is_some()
    }

    /// Returns whether any parameter is about pages.
    fn asks_for_pages(&self) -> bool {
        self.inputs.iter().any(|(name, _)| {
            let name = name.as_str();
            let known = [names::LIMITS, names::OFFSETS, names::PAGES];
            known.iter().any(|known| known.contains(&name))
                || names::CURSORS.iter().any(|(cursor, _)| *cursor == name)
        })
    }

    fn cursor(&self) -> Option<NextPage> {
        names::CURSORS.iter().find_map(|(parameter, same)| {
            let parameter = self.input(&[parameter], is_text)?;
            let next = self
                .member(names::NEXT, is_text)
                .or_else(|| {
                    let member = self.member(same, is_text)?;
                    // It could be the cursor of this page.
                    let is_next = is_about_next(member) || self.more().is_some();
                    is_next.then_some(member)
                })
                .or_else(|| {
                    let member = self.member(&["nextpage"], is_text)?;
                    (!is_url(member)).then_some(member)
                })
                .filter(|member| !is_url(member))?;
            Some(NextPage::Cursor {
                cursor: parameter.name().to_owned(),
                next: next.way.clone(),
            })
        })
    }

    /// Stripe's way: `starting_after` is the id of the last item, and `has_more` tells the end.
    fn after(&self, items: &Way) -> Option<NextPage> {
        let parameter = self.input(&["startingafter"], is_text)?;
        self.more()?;
        let answer = self.operation.page()?;
        let Shape::List(item) = self.api.shape(self.api.member(answer, items)?) else {
            return None;
        };
        let id = vec!["id".to_owned()];
        let is_there = self.api.member(item, &id).is_some() || is_union(self.api, item);
        is_there.then(|| NextPage::After {
            after: parameter.name().to_owned(),
            id,
        })
    }

    /// The answer has the number of the next page or item.
    fn numbered(&self) -> Option<NextPage> {
        let page = || {
            let parameter = self.input(names::PAGES, is_number)?;
            Some((parameter, self.member(names::NEXT_PAGE, is_number)?))
        };
        let offset = || {
            let parameter = self
                .input(names::OFFSETS, is_number)
                .or_else(|| self.input(names::STARTS, is_number))?;
            Some((parameter, self.member(names::NEXT_OFFSET, is_number)?))
        };
        let (parameter, next) = page().or_else(offset)?;
        Some(NextPage::Cursor {
            cursor: parameter.name().to_owned(),
            next: next.way.clone(),
        })
    }

    fn url(&self) -> Option<NextPage> {
        self.reads()?;
        let named = self.member(names::NEXT_URL, is_text);
        let plain = || {
            let next = self.member(&["next", "nextpage"], is_text)?;
            let is_pair = self.member(names::PREVIOUS, is_text).is_some();
            let is_link = next.way.iter().any(|name| names::plain(name) == "links");
            (self.asks_for_pages() && (is_url(next) || is_pair || is_link)).then_some(next)
        };
        let next = named.or_else(plain)?;
        Some(NextPage::Url {
            next: next.way.clone(),
        })
    }

    fn link(&self) -> Option<NextPage> {
        self.reads()?;
        let has_link = self
            .operation
            .responses
            .iter()
            .filter(|response| response.status.is_success())
            .flat_map(|response| &response.headers)
            .any(|header| header.name.eq_ignore_ascii_case("link"));
        (has_link && self.asks_for_pages()).then_some(NextPage::Link)
    }

    /// Both sides have `start` and `end`, of which the document says that they count items, and the
    /// answer a total; with a limit, they would be times.
    fn range(&self) -> Option<NextPage> {
        let start = self.input(&["start"], is_number)?;
        let end = self.input(&["end"], is_number)?;
        if self.has_limit() || !is_index(start) || is_time(start) || is_time(end) {
            return None;
        }
        self.total()?;
        self.member(&["start"], is_number)?;
        self.member(&["end"], is_number)?;
        Some(NextPage::Range {
            start: start.name().to_owned(),
            end: end.name().to_owned(),
        })
    }

    fn offset(&self) -> Option<NextPage> {
        let (parameter, first) = match self.input(names::OFFSETS, is_number) {
            Some(parameter) => (parameter, page::first(parameter).unwrap_or(0)),
            None => {
                let parameter = self.input(names::STARTS, is_number)?;
                let is_window = self.input(names::ENDS, |_| true).is_some();
                if is_window || is_time(parameter) {
                    return None;
                }
                (parameter, page::first(parameter)?)
            }
        };
        let echo = |name: &str| self.member(&[name], is_number).is_some();
        let agrees = self.is_bare
            || self.total().is_some()
            || self.more().is_some()
            || echo(&names::plain(parameter.name()));
        // `limit` may itself be called `first` or `count`, but not both be one.
        let has_limit = self.inputs.iter().any(|(name, it)| {
            names::LIMITS.contains(&name.as_str()) && it.name() != parameter.name()
        });
        (agrees && has_limit).then(|| NextPage::Offset {
            offset: parameter.name().to_owned(),
            first: Some(first),
        })
    }

    fn page(&self) -> Option<NextPage> {
        let parameter = self.input(names::PAGES, is_number)?;
        let pages = self.way(names::PAGE_COUNTS, is_number);
        let agrees = pages.is_some()
            || self.total().is_some()
            || self.more().is_some()
            || self.member(names::PAGE_NUMBERS, is_number).is_some()
            || (self.is_bare && self.has_limit());
        if !agrees {
            return None;
        }
        Some(NextPage::Page {
            page: parameter.name().to_owned(),
            first: Some(page::first(parameter)?),
            pages: pages.unwrap_or_default(),
        })
    }
}

fn is_number(shape: &Shape) -> bool {
    matches!(shape, Shape::Integer(_) | Shape::Number(_))
}

fn is_text(shape: &Shape) -> bool {
    matches!(shape, Shape::String(_))
}

/// Returns whether a parameter is said to count items.
fn is_index(input: PageInput<'_>) -> bool {
    let text = input.docs().description.as_deref().unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let words = ["index", "offset", "position", "item"];
    words.iter().any(|word| text.contains(word))
}

/// Returns whether a parameter is said to be a time.
fn is_time(input: PageInput<'_>) -> bool {
    let text = input.docs().description.as_deref().unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let words = ["time", "date", "epoch", "second", "unix"];
    words.iter().any(|word| text.contains(word))
}

/// Returns whether a member is, or is said to be, a URL.
fn is_url(member: &Member<'_>) -> bool {
    let format = member.field.constraints.format.as_deref();
    let text = member.field.docs.description.as_deref().unwrap_or_default();
    let mut words = text.split(|letter: char| !letter.is_alphanumeric());
    matches!(format, Some("uri" | "url" | "uri-reference"))
        || words.any(|word| {
            matches!(
                word,
                "URL" | "url" | "Url" | "URI" | "uri" | "link" | "Link"
            )
        })
}

/// Returns whether a member is said to be about the next page.
fn is_about_next(member: &Member<'_>) -> bool {
    let text = member.field.docs.description.as_deref().unwrap_or_default();
    let text = text.to_ascii_lowercase();
    let is_said = ["next", "subsequent", "following"]
        .iter()
        .any(|word| text.contains(word));
    let outer = member.way.iter().rev().skip(1);
    is_said
        || outer
            .map(|name| names::plain(name))
            .any(|name| name == "cursors" || name == "next")
}

fn is_union(api: &Api, item: &crate::api::Schema) -> bool {
    match api.shape(item) {
        Shape::Named(id) => api.definition(*id).object().is_none(),
        Shape::Any => true,
        Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_) => false,
    }
}
