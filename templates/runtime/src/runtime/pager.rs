//! Gets one page after the other. Not generic, so that it is compiled once.

use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http::Uri;
use reqwest::Url;

use super::call::Call;
use super::error::Error;
use super::execute;
use super::link;
use super::member::{self, Scalar};
use super::page::{Found, scalar_at, scalar_in};
use super::paging::{NextPage, Paging};
use super::parameter::{Parameter, ParameterValue, Place};
use super::problem::one_line;
use super::response::{RawResponse, undecodable};
use super::transport::BoxFuture;

/// The pages of a list, not yet read.
pub(super) struct Pager {
    /// The call of the next page.
    call: Call,
    paging: &'static Paging,
    state: State,
    /// The number of the next item or page, in the count of the API.
    position: u64,
    /// How many items a page has; of ranges only.
    size: Option<u64>,
    /// Whether no page was given yet.
    is_first: bool,
    /// How many items there were so far, those before the first page included.
    items: u64,
    /// The items of the page before.
    before: Bytes,
    /// What cursors and URLs there were, as hashes.
    seen: HashSet<u64>,
}

enum State {
    /// Nothing was asked for yet.
    New,
    Ready,
    Waiting(BoxFuture<'static, Result<RawResponse, Error>>),
    /// The page was given; there is no way to the next one.
    Failed(Error),
    Over,
}

/// What comes after a page.
enum Step {
    /// Another page, for which the call is set.
    Next,
    /// Nothing.
    Last,
    /// Nothing, nor is this page one: it only showed that the one before it was the last.
    Past,
}

impl Pager {
    pub(super) fn new(call: Call, paging: &'static Paging) -> Self {
        Self {
            call,
            paging,
            state: State::New,
            position: 0,
            size: None,
            is_first: true,
            items: 0,
            before: Bytes::new(),
            seen: HashSet::new(),
        }
    }

    pub(super) fn paging(&self) -> &'static Paging {
        self.paging
    }

    /// Gives no page any more.
    pub(super) fn end(&mut self) {
        self.state = State::Over;
    }

    /// Returns the next page.
    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<RawResponse, Error>>> {
        loop {
            match &mut self.state {
                State::New => match self.begin() {
                    Ok(()) => self.state = State::Ready,
                    Err(error) => {
                        let id = self.call.state.operation.id;
                        self.state = State::Failed(error.with_operation(id));
                    }
                },
                State::Ready => {
                    self.state = State::Waiting(execute::execute(self.call.clone()));
                }
                State::Waiting(answer) => {
                    let answer = ready!(answer.as_mut().poll(context));
                    self.state = State::Over;
                    let page = match answer {
                        Ok(page) => page,
                        Err(error) => return Poll::Ready(Some(Err(error))),
                    };
                    self.state = match self.advance(&page) {
                        Ok(Step::Next) => State::Ready,
                        Ok(Step::Past) if !self.is_first => return Poll::Ready(None),
                        Ok(Step::Last | Step::Past) => State::Over,
                        Err(error) => State::Failed(error.with_operation(page.operation().id)),
                    };
                    self.is_first = false;
                    return Poll::Ready(Some(Ok(page)));
                }
                State::Failed(error) => {
                    let error = error.clone();
                    self.state = State::Over;
                    return Poll::Ready(Some(Err(error)));
                }
                State::Over => return Poll::Ready(None),
            }
        }
    }

    /// Finds out where the first page is.
    fn begin(&mut self) -> Result<(), Error> {
        match &self.paging.next {
            NextPage::Offset { offset, first } => {
                self.position = self.number(offset)?.unwrap_or(*first);
                self.items = self.position.saturating_sub(*first);
            }
            NextPage::Page { page, first, .. } => {
                self.position = self.number(page)?.unwrap_or(*first);
            }
            NextPage::Range { start, end } => {
                self.position = self.number(start)?.unwrap_or(0);
                self.items = self.position;
                self.size = self
                    .number(end)?
                    .map(|end| end.saturating_sub(self.position));
            }
            NextPage::Cursor { .. }
            | NextPage::After { .. }
            | NextPage::Url { .. }
            | NextPage::Link => {}
        }
        Ok(())
    }

    /// Returns the number that the call gives for a parameter.
    fn number(&self, parameter: &Parameter) -> Result<Option<u64>, Error> {
        let mut parameters = self.call.state.parameters.iter();
        let given = parameters.find(|(given, _)| given.is_same(parameter));
        let number = match given {
            None if parameter.place == Place::Member => {
                let body = self.call.state.body.as_ref();
                match member::get(body, parameter.name) {
                    None => return Ok(None),
                    Some(text) => text.parse().ok(),
                }
            }
            None => return Ok(None),
            Some((_, ParameterValue::Scalar(text))) => text.parse().ok(),
            Some((_, ParameterValue::Array(_) | ParameterValue::Object(_))) => None,
        };
        number.map(Some).ok_or_else(|| {
            let name = parameter.name;
            Error::request(format!(
                "`{name}` is no number from 0 on, so no page comes after it"
            ))
        })
    }

    fn set(&mut self, parameter: Parameter, value: &Scalar) -> Result<(), Error> {
        if parameter.place == Place::Member {
            return member::set(&mut self.call.state.body, parameter.name, value);
        }
        let value = ParameterValue::Scalar(value.text.clone());
        self.call.state.give(parameter, Some(value));
        Ok(())
    }

    /// Makes the call that of the page after `page`.
    fn advance(&mut self, page: &RawResponse) -> Result<Step, Error> {
        let paging = self.paging;
        let found = Found::of(page, paging).map_err(|error| undecodable(page, error))?;
        if found.more == Some(false) {
            return Ok(Step::Last);
        }
        match &paging.next {
            NextPage::Offset { offset, .. } => self.advance_by_items(page, &found, |pager| {
                pager.position = pager.position.saturating_add(found.count);
                pager.set(*offset, &Scalar::number(pager.position))
            }),
            NextPage::Range { start, end } => self.advance_by_items(page, &found, |pager| {
                pager.position = pager.position.saturating_add(found.count);
                let size = *pager.size.get_or_insert(found.count);
                pager.set(*start, &Scalar::number(pager.position))?;
                pager.set(*end, &Scalar::number(pager.position.saturating_add(size)))
            }),
            NextPage::Page {
                page: parameter,
                first,
                pages,
            } => {
                let last = scalar_at(page, pages).map_err(|error| undecodable(page, error))?;
                let last = last.and_then(|last| last.text.parse::<u64>().ok());
                let number = self.position.saturating_sub(*first);
                if self.is_first {
                    self.items = number.saturating_mul(found.count);
                }
                if last.is_some_and(|pages| number.saturating_add(1) >= pages) {
                    return Ok(match found.count {
                        0 => Step::Past,
                        _ => Step::Last,
                    });
                }
                self.advance_by_items(page, &found, |pager| {
                    pager.position = pager.position.saturating_add(1);
                    pager.set(*parameter, &Scalar::number(pager.position))
                })
            }
            NextPage::Cursor { cursor, next } => {
                let next = scalar_at(page, next).map_err(|error| undecodable(page, error))?;
                match next {
                    Some(next) if !matches!(&*next.text, "" | "0" | "false") => {
                        self.visit(page, &next.text)?;
                        self.set(*cursor, &next)?;
                        Ok(Step::Next)
                    }
                    Some(_) | None => Ok(Step::Last),
                }
            }
            NextPage::After { after, id } => {
                let Some(last) = found.last else {
                    return Ok(Step::Last);
                };
                let text =
                    scalar_in(last.as_bytes(), id).map_err(|error| undecodable(page, error))?;
                let id = text.ok_or_else(|| {
                    let name = id.join(".");
                    Error::no_next_page(page, format!("the last item has no `{name}`"))
                })?;
                self.visit(page, &id.text)?;
                self.set(*after, &id)?;
                Ok(Step::Next)
            }
            NextPage::Url { next } => {
                let next = scalar_at(page, next).map_err(|error| undecodable(page, error))?;
                match next {
                    Some(url) if !matches!(&*url.text, "" | "false") => {
                        self.follow(page, &url.text)
                    }
                    Some(_) | None => Ok(Step::Last),
                }
            }
            NextPage::Link => match link::target(page.headers(), "next") {
                Some(url) => self.follow(page, url),
                None => Ok(Step::Last),
            },
        }
    }

    /// Goes on by the number of items, unless there are no more.
    fn advance_by_items(
        &mut self,
        page: &RawResponse,
        found: &Found<'_>,
        advance: impl FnOnce(&mut Self) -> Result<(), Error>,
    ) -> Result<Step, Error> {
        if found.count == 0 {
            return Ok(Step::Past);
        }
        self.items = self.items.saturating_add(found.count);
        if found.total.is_some_and(|total| self.items >= total) {
            return Ok(Step::Last);
        }
        // A server that does not know the parameter gives the first page for ever. Lists of plain
        // values may repeat themselves.
        let has_objects = found.last.is_some_and(|item| item.starts_with('{'));
        if has_objects && self.before == found.list.as_bytes() {
            return Err(Error::no_next_page(
                page,
                "the page has the same items as the one before it",
            ));
        }
        self.before = page.body().slice_ref(found.list.as_bytes());
        advance(self)?;
        Ok(Step::Next)
    }

    /// Notes what the next page is asked for by.
    fn visit(&mut self, page: &RawResponse, place: &str) -> Result<(), Error> {
        let mut hasher = DefaultHasher::new();
        place.hash(&mut hasher);
        match self.seen.insert(hasher.finish()) {
            true => Ok(()),
            false => Err(Error::no_next_page(
                page,
                "it is asked for by what an earlier page was asked for by, so the list has no end",
            )),
        }
    }

    /// Makes the call one of a URL.
    fn follow(&mut self, page: &RawResponse, url: &str) -> Result<Step, Error> {
        let unusable = |why: &str| Error::no_next_page(page, why);
        let request = self.call.clone().into_request()?;
        let here = Url::parse(&request.uri().to_string());
        let here = here.map_err(|_| unusable("this page has no URL"))?;
        let mut next = here
            .join(url)
            .map_err(|_| unusable("its URL is not valid"))?;
        // Behind a proxy that ends TLS, servers take themselves for plain ones.
        if (here.scheme(), next.scheme()) == ("https", "http") && next.port().is_none() {
            next.set_scheme("https")
                .map_err(|()| unusable("its URL is not valid"))?;
        }
        if here.origin() != next.origin() {
            let origin = next.origin().ascii_serialization();
            let origin = one_line(&origin);
            return Err(unusable(&format!(
                "it is at another origin, {origin}, which must not get the credentials of this one"
            )));
        }
        if !next.username().is_empty() || next.password().is_some() {
            return Err(unusable("its URL holds a user name or a password"));
        }
        next.set_fragment(None);
        self.visit(page, next.as_str())?;
        let uri: Uri = next
            .as_str()
            .parse()
            .map_err(|_| unusable("its URL is not valid"))?;
        self.call.state.target = Some(uri);
        Ok(Step::Next)
    }
}

impl fmt::Debug for Pager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pager")
            .field("call", &self.call)
            .field("is_over", &matches!(self.state, State::Over))
            .finish_non_exhaustive()
    }
}
