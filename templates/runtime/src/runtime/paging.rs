//! Lists that come in pages: how an operation asks for the next one, and streams of pages and of
//! their items.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::call::Call;
use super::codec::Decode;
use super::error::Error;
use super::page::read_items;
use super::pager::Pager;
use super::parameter::Parameter;
use super::response::{FromResponse, WithResponse};

/// How the pages of a list follow each other. Members are named by the way to them from the body
/// inward; no names at all stand for a member that there is not, and of `items` for the body itself.
#[derive(Clone, Debug)]
pub struct Paging {
    /// How the next page is asked for.
    pub next: NextPage,
    /// The list of the items of a page.
    pub items: &'static [&'static str],
    /// How many items all pages have together.
    pub total: &'static [&'static str],
    /// Whether there is a page after this one: true or false.
    pub more: &'static [&'static str],
}

/// How the next page is asked for.
#[derive(Clone, Debug)]
pub enum NextPage {
    /// By the number of items before it.
    Offset {
        /// The parameter.
        offset: Parameter,
        /// The number of the first item.
        first: u64,
    },
    /// By its number.
    Page {
        /// The parameter.
        page: Parameter,
        /// The number of the first page.
        first: u64,
        /// The member that says how many pages there are.
        pages: &'static [&'static str],
    },
    /// By the numbers of its first item and of the one after its last; the first of all is 0. Pages are
    /// as long as the call asks for, or else as the first one is.
    Range {
        /// The parameter for the first item.
        start: Parameter,
        /// The parameter for the item after the last.
        end: Parameter,
    },
    /// By a text that the page before it has.
    Cursor {
        /// The parameter.
        cursor: Parameter,
        /// The member that has the text; absent, null, empty and 0 mean that this was the last page.
        next: &'static [&'static str],
    },
    /// By a member of the last item of the page before it.
    After {
        /// The parameter.
        after: Parameter,
        /// The member, from the item inward.
        id: &'static [&'static str],
    },
    /// At a URL that the page before it has. It must lead to the same origin, which gets the call's
    /// headers and the client's credentials.
    Url {
        /// The member that has the URL.
        next: &'static [&'static str],
    },
    /// At the URL of the link `next` in the header `Link` (RFC 8288), likewise.
    Link,
}

/// The pages of a list, one after the other. Nothing is sent before it is first polled, and no page
/// before it is asked for.
///
/// `K` says how a page is read; the items are `Result<K::Output, Error>`. After an error nothing more
/// comes. Options of the call are for each page by itself. That a server gives a page or a cursor again
/// is an error, and so is a next page at another origin.
#[must_use = "nothing is sent until the stream is polled"]
pub struct Pages<K> {
    pager: Pager,
    kind: PhantomData<fn() -> K>,
}

impl<K: FromResponse> Pages<K> {
    /// Returns the next page, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<K::Output, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns the same pages, each with its status and headers.
    pub fn with_responses(self) -> Pages<WithResponse<K>> {
        Pages {
            pager: self.pager,
            kind: PhantomData,
        }
    }
}

impl<K: FromResponse> Stream for Pages<K> {
    type Item = Result<K::Output, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(match ready!(self.pager.poll_page(context)) {
            None => None,
            Some(Ok(page)) => Some(K::from_response(&page).inspect_err(|_| self.pager.end())),
            Some(Err(error)) => Some(Err(error)),
        })
    }
}

impl<K> fmt::Debug for Pages<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("pager", &self.pager)
            .finish_non_exhaustive()
    }
}

/// The items of a list, page after page. Nothing is sent before it is first polled, and no page before
/// all items of the one before it were taken.
///
/// After an error nothing more comes; see [`Pages`].
#[must_use = "nothing is sent until the stream is polled"]
pub struct Items<T> {
    pager: Pager,
    items: vec::IntoIter<T>,
}

impl<T: Decode> Items<T> {
    /// Returns the next item, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Returns all items that are still to come.
    ///
    /// # Errors
    ///
    /// Fails with the first page that cannot be had; the items before it are lost.
    pub async fn into_vec(mut self) -> Result<Vec<T>, Error> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}

/// Items are never pinned themselves.
impl<T> Unpin for Items<T> {}

impl<T: Decode> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let page = match ready!(self.pager.poll_page(context)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => page,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            };
            match read_items(&page, self.pager.paging()) {
                Ok(items) => self.items = items.into_iter(),
                Err(error) => {
                    self.pager.end();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<T> fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("pager", &self.pager)
            .field("ready", &self.items.len())
            .finish_non_exhaustive()
    }
}

impl Call {
    /// Returns the pages of the list that the call is for, from the one that it asks for on.
    pub fn pages<K: FromResponse>(self, paging: &'static Paging) -> Pages<K> {
        Pages {
            pager: Pager::new(self, paging),
            kind: PhantomData,
        }
    }

    /// Returns the items of the list that the call is for, from the page that it asks for on.
    pub fn items<T: Decode>(self, paging: &'static Paging) -> Items<T> {
        Items {
            pager: Pager::new(self, paging),
            items: Vec::new().into_iter(),
        }
    }
}

/// Gives the builder of an operation whose answer is a page the methods `pages` and `items`: how pages
/// are read, and the type of an item. The builder has a constant `PAGING` of type `&'static` [`Paging`].
macro_rules! paging {
    ($name:ident => $kind:ty, $item:ty) => {
        impl $name {
            /// Returns all pages of the list as a stream, from the one that this call asks for on. Each
            /// is fetched when it is asked for; the options of the call are for each by itself.
            #[inline]
            pub fn pages(self) -> runtime::Pages<$kind> {
                self.call.pages(Self::PAGING)
            }

            /// Returns the items of all pages as a stream, from the page that this call asks for on. See
            /// [`pages`](Self::pages).
            #[inline]
            pub fn items(self) -> runtime::Items<$item> {
                self.call.items(Self::PAGING)
            }
        }
    };
}
pub(crate) use paging;
