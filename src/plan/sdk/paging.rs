//! Lists in pages, planned.

use super::{super::Type, Tag};
use crate::api::Way;

/// How the lists of an operation are paged.
#[derive(Clone, Debug, PartialEq)]
pub struct Paging {
    /// How the next page is asked for.
    pub next: NextPage,
    /// The list of the items of a page.
    pub items: Way,
    /// The number of the items of all pages.
    pub total: Way,
    /// Whether there is another page.
    pub more: Way,
    /// The type of an item.
    pub item: Type,
}

/// What a page is asked for by.
#[derive(Clone, Debug, PartialEq)]
pub enum PageInput {
    /// A parameter.
    Parameter(Tag),
    /// A member of the body.
    Member(String),
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum NextPage {
    /// By the number of items before it.
    Offset {
        /// The parameter.
        offset: PageInput,
        /// The number of the first item.
        first: u64,
    },
    /// By its number.
    Page {
        /// The parameter.
        page: PageInput,
        /// The number of the first page.
        first: u64,
        /// The number of pages.
        pages: Way,
    },
    /// By the numbers of its first item and of the one after its last.
    Range {
        /// The parameter for the first item.
        start: PageInput,
        /// The parameter for the one after the last.
        end: PageInput,
    },
    /// By a value that the page before it has.
    Cursor {
        /// The parameter.
        cursor: PageInput,
        /// The value.
        next: Way,
    },
    /// By a member of the last item of the page before it.
    After {
        /// The parameter.
        after: PageInput,
        /// The member of the item.
        id: Way,
    },
    /// At a URL that the page before it has.
    Url {
        /// The URL.
        next: Way,
    },
    /// At the URL of the header `Link` of the page before it.
    Link,
}
