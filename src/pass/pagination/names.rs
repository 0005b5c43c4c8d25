//! The names that pages have, as [`plain`] writes them.

/// Returns a name without what names differ in: `page[size]`, `page_size` and `pageSize` are one.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// Parameters that set how long pages are.
pub(super) const LIMITS: &[&str] = &[
    "limit",
    "count",
    "pagesize",
    "perpage",
    "size",
    "top",
    "take",
    "maxresults",
    "max",
    "rows",
    "pagelimit",
    "itemsperpage",
    "resultsperpage",
    "numresults",
    "maxitems",
    "maxpagesize",
    "first",
    "maxkeys",
    "pagecount",
    "num",
    "results",
    "maxrecords",
    "hitsperpage",
    "maxsize",
    "nbitems",
];

/// Parameters that count items from 0.
pub(super) const OFFSETS: &[&str] = &["offset", "skip", "pageoffset", "resultoffset"];

/// Parameters that count items from what the document must tell.
pub(super) const STARTS: &[&str] = &[
    "start",
    "from",
    "startindex",
    "startat",
    "first",
    "firstresult",
];

/// Parameters with which [`STARTS`] are the bounds of something else.
pub(super) const ENDS: &[&str] = &["end", "to", "until", "stop", "duration"];

/// Parameters that number pages.
pub(super) const PAGES: &[&str] = &[
    "page",
    "pagenumber",
    "pageno",
    "pagenum",
    "pageindex",
    "currentpage",
];

/// Parameters that take what the page before has, each with members that have it beside [`NEXT`].
pub(super) const CURSORS: &[(&str, &[&str])] = &[
    ("cursor", &["cursor", "after"]),
    ("after", &["after"]),
    ("aftercursor", &["aftercursor", "after"]),
    ("pageafter", &["after"]),
    ("pagecursor", &["cursor", "after"]),
    ("pagetoken", &["pagetoken"]),
    ("nexttoken", &["nexttoken"]),
    ("nextpagetoken", &["nextpagetoken"]),
    ("nextcursor", &["nextcursor"]),
    ("nextpagecursor", &["nextpagecursor"]),
    ("nextpageid", &["nextpageid"]),
    ("nextpagekey", &["nextpagekey"]),
    ("nextpage", &[]),
    ("continuationtoken", &["continuationtoken", "continuation"]),
    ("continuation", &["continuationtoken", "continuation"]),
    ("continue", &["continue"]),
    ("paginationtoken", &["paginationtoken"]),
    ("startcursor", &[]),
    ("marker", &[]),
    ("cursortoken", &[]),
    ("token", &[]),
    ("pageid", &[]),
    ("pagekey", &[]),
    ("starttoken", &[]),
    ("startkey", &["nextkey", "lastkey"]),
    ("exclusivestartkey", &["lastevaluatedkey"]),
    ("bookmark", &["bookmark"]),
];

/// Members that have what the next page is asked for by, whatever the parameter.
pub(super) const NEXT: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "cursornext",
    "nextmarker",
    "nextcontinuationtoken",
    "nextpageid",
    "nextpagekey",
    "nextkey",
    "endcursor",
];

/// Members that have the number of the next page.
pub(super) const NEXT_PAGE: &[&str] = &["nextpage", "nextpagenumber"];

/// Members that have the number of the next item.
pub(super) const NEXT_OFFSET: &[&str] = &["nextoffset", "nextstart", "nextskip", "nextstartindex"];

/// Members that have the URL of the next page, whatever else there is.
pub(super) const NEXT_URL: &[&str] = &[
    "nexturl",
    "nextlink",
    "nexthref",
    "nextpageurl",
    "nextpagelink",
    "odatanextlink",
    "nexturi",
    "nextpageuri",
];

/// Members that have the URL of the page before.
pub(super) const PREVIOUS: &[&str] = &["previous", "prev", "previouspage", "prevpage"];

/// Members that say whether there is another page.
pub(super) const MORE: &[&str] = &[
    "hasmore",
    "hasnext",
    "hasnextpage",
    "more",
    "ismore",
    "moreavailable",
    "hasmoreitems",
    "hasmoreresults",
    "hasmorepages",
    "hasmoredata",
    "hasmorerecords",
];

/// Members that count the items of all pages.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalresults",
    "totalitems",
    "totalrecords",
    "totalelements",
    "totalsize",
    "totalrows",
    "totalhits",
    "numfound",
    "recordstotal",
    "totalnumber",
    "totalentries",
];

/// Members that count the pages.
pub(super) const PAGE_COUNTS: &[&str] = &[
    "totalpages",
    "pagecount",
    "lastpage",
    "pages",
    "numpages",
    "numberofpages",
    "pagestotal",
    "maxpage",
    "totalpage",
    "totalpagecount",
];

/// Members that repeat the number of the page.
pub(super) const PAGE_NUMBERS: &[&str] = &[
    "page",
    "currentpage",
    "pagenumber",
    "pageindex",
    "number",
    "pageno",
    "current",
];

/// Objects that are about the page.
pub(super) const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "pagination",
    "paging",
    "pageinfo",
    "page",
    "pages",
    "cursors",
    "cursor",
    "links",
    "responsemetadata",
    "data",
    "result",
    "response",
    "pager",
    "info",
    "paginationinfo",
    "pagingmetadata",
    "paginationmetadata",
    "navigation",
    "additionaldata",
    "next",
    "pagedetails",
    "pagingcursors",
    "paginationlinks",
    "resultsummary",
    "resultinfo",
    "searchmetadata",
    "listmetadata",
];

/// Lists that are the items, where there are others.
pub(super) const ITEMS: &[&str] = &[
    "data",
    "items",
    "results",
    "records",
    "entries",
    "values",
    "content",
    "elements",
    "objects",
    "list",
    "rows",
    "hits",
    "resources",
    "value",
    "result",
];
