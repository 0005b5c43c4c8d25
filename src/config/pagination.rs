//! How lists are paged, by settings.

use std::fmt;

use super::value::{InvalidValue, Value, from_text};

/// How the lists of an operation are paged: `none`, or a kind and what there is to say about it, such as
/// `cursor cursor=after next=paging.next items=data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// The kind.
    pub kind: PaginationKind,
    /// What is said about it, by key.
    entries: Vec<(&'static str, String)>,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaginationKind {
    /// There are no pages.
    None,
    /// By the number of items before it.
    Offset,
    /// By its number.
    Page,
    /// By the numbers of its first item and of the one after its last.
    Range,
    /// By a value of the page before it.
    Cursor,
    /// By a member of the last item of the page before it.
    After,
    /// At a URL that the page before it has.
    Url,
    /// At the URL of the header `Link`.
    Link,
}

/// Each kind with its name and its keys, those that must be there first, and how many these are.
const KINDS: [(PaginationKind, &str, usize, &[&str]); 8] = [
    (PaginationKind::None, "none", 0, &[]),
    (
        PaginationKind::Offset,
        "offset",
        1,
        &["offset", "first", "items", "total", "more"],
    ),
    (
        PaginationKind::Page,
        "page",
        1,
        &["page", "first", "pages", "items", "total", "more"],
    ),
    (
        PaginationKind::Range,
        "range",
        2,
        &["start", "end", "items", "total", "more"],
    ),
    (
        PaginationKind::Cursor,
        "cursor",
        2,
        &["cursor", "next", "items", "more"],
    ),
    (
        PaginationKind::After,
        "after",
        2,
        &["after", "id", "items", "more"],
    ),
    (PaginationKind::Url, "url", 1, &["next", "items", "more"]),
    (PaginationKind::Link, "link", 0, &["items", "more"]),
];

impl Pagination {
    /// Returns the value of a key that is a name or a number.
    pub fn get(&self, key: &str) -> Option<&str> {
        let entry = self.entries.iter().find(|(known, _)| *known == key);
        entry.map(|(_, value)| value.as_str())
    }

    /// Returns the value of a key that is the way to a member: `meta.total`, or `/meta/total`, a JSON
    /// pointer, where names have dots in them.
    pub fn way(&self, key: &str) -> Option<Vec<String>> {
        let text = self.get(key)?;
        Some(match text.strip_prefix('/') {
            Some(pointer) => pointer
                .split('/')
                .map(|name| name.replace("~1", "/").replace("~0", "~"))
                .collect(),
            None => text
                .split('.')
                .filter(|name| !name.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    }
}

impl Value for Pagination {
    const NAME: &'static str = "PAGINATION";

    fn parse(text: &str) -> Result<Self, InvalidValue> {
        let invalid = || InvalidValue::Pagination(text.to_owned());
        let mut words = text.split_whitespace();
        let name = words.next().unwrap_or_default();
        let (kind, _, needed, keys) = KINDS
            .iter()
            .find(|(_, known, ..)| *known == name)
            .ok_or_else(invalid)?;
        let mut entries = Vec::new();
        for word in words {
            let (key, value) = word.split_once('=').ok_or_else(invalid)?;
            let key = keys
                .iter()
                .find(|known| **known == key)
                .ok_or_else(invalid)?;
            let is_number = *key != "first" || value.parse::<u64>().is_ok();
            if value.is_empty() || !is_number || entries.iter().any(|(other, _)| other == key) {
                return Err(invalid());
            }
            entries.push((*key, value.to_owned()));
        }
        let is_there = |key: &&&str| entries.iter().any(|(known, _)| known == *key);
        match keys.iter().take(*needed).all(|key| is_there(&key)) {
            true => Ok(Self {
                kind: *kind,
                entries,
            }),
            false => Err(invalid()),
        }
    }
}

from_text!(Pagination);

impl fmt::Display for Pagination {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = KINDS.iter().find(|(kind, ..)| *kind == self.kind);
        formatter.write_str(name.map_or("", |(_, name, ..)| name))?;
        for (key, value) in &self.entries {
            write!(formatter, " {key}={value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Pagination;

    #[test]
    fn a_kind_has_its_keys() {
        for text in [
            "none",
            "link",
            "link items=/items",
            "offset offset=skip items=data total=meta.total",
            "page page=page first=0 pages=total_pages",
            "range start=start end=end",
            "cursor cursor=after next=/paging/next more=has_more",
            "after after=starting_after id=id",
            "url next=/@odata.nextLink items=value",
        ] {
            let pagination = Pagination::try_from(text).unwrap();
            assert_eq!(pagination.to_string(), text);
        }
        for text in [
            "",
            "pages",
            "none items=a",
            "offset",
            "offset offset",
            "offset offset=",
            "offset page=a",
            "cursor cursor=a",
            "page page=a page=b",
            "page page=a first=one",
        ] {
            assert!(Pagination::try_from(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ways_are_names_or_pointers() {
        let way = |text: &str| Pagination::try_from(text).unwrap().way("next");
        let names = |names: &[&str]| Some(names.iter().map(|it| (*it).to_owned()).collect());
        assert_eq!(way("url next=a.b"), names(&["a", "b"]));
        assert_eq!(way("url next=/a.b/c~1d~0"), names(&["a.b", "c/d~"]));
        assert_eq!(way("link"), None);
    }
}
