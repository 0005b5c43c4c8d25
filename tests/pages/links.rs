//! Links: each leads to a file that is there, and to a heading of it.

use std::{collections::BTreeSet, path::Path};

use crate::{Sdk, all};

#[test]
fn no_link_is_broken() {
    let mut count = 0;
    for sdk in all() {
        for (path, page) in &sdk.pages {
            for link in &page.links {
                count += 1;
                assert!(
                    leads(&sdk, path, link),
                    "{}: {path} links to {link}",
                    sdk.name
                );
            }
        }
    }
    assert!(count > 4_000, "{count} links");
}

#[test]
fn every_page_is_found_from_the_readme() {
    for sdk in all() {
        let mut found = BTreeSet::new();
        let mut queue = vec!["README.md".to_owned()];
        while let Some(path) = queue.pop() {
            let Some(page) = sdk.pages.get(&path) else {
                continue;
            };
            if found.insert(path.clone()) {
                let links = page.links.iter().filter(|link| !is_web(link));
                queue.extend(links.map(|link| target(&path, link).0));
            }
        }
        let missed: Vec<_> = sdk
            .pages
            .keys()
            .filter(|path| !found.contains(*path))
            .collect();
        assert!(missed.is_empty(), "{}: {missed:?}", sdk.name);
    }
}

fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

pub(crate) fn leads(sdk: &Sdk, from: &str, link: &str) -> bool {
    if is_web(link) {
        return true;
    }
    let (path, anchor) = target(from, link);
    match (sdk.pages.get(&path), anchor) {
        (Some(page), Some(anchor)) => page.anchors.contains(&anchor),
        (Some(_), None) => true,
        (None, anchor) => anchor.is_none() && sdk.root.join(path).is_file(),
    }
}

/// Returns the file that a link leads to, and the anchor in it.
fn target(from: &str, link: &str) -> (String, Option<String>) {
    let (file, anchor) = match link.split_once('#') {
        Some((file, anchor)) => (file, Some(anchor.to_owned())),
        None => (link, None),
    };
    if file.is_empty() {
        return (from.to_owned(), anchor);
    }
    let folder = Path::new(from).parent().unwrap();
    let mut parts: Vec<&str> = folder.iter().map(|part| part.to_str().unwrap()).collect();
    for part in file.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from} links to {link}"),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor)
}
