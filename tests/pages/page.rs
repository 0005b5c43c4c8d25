//! A page, as CommonMark with tables reads it.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) text: String,
    pub(crate) anchors: BTreeSet<String>,
    /// The targets of links.
    pub(crate) links: Vec<String>,
    /// The languages of blocks of code, and their texts.
    pub(crate) code: Vec<(String, String)>,
    /// HTML that takes effect.
    pub(crate) html: Vec<String>,
}

impl Page {
    pub(crate) fn new(text: String) -> Self {
        let (mut anchors, mut counts) = (BTreeSet::new(), BTreeMap::new());
        let (mut links, mut code, mut html) = (Vec::new(), Vec::new(), Vec::new());
        let mut heading: Option<String> = None;
        let mut block: Option<(String, String)> = None;
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    anchors.insert(anchor(&heading.take().unwrap(), &mut counts));
                }
                Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.to_string()),
                Event::Start(Tag::Image { dest_url, .. }) => panic!("an image: {dest_url}"),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    block = Some((info.to_string(), String::new()));
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                    block = Some(("indented".to_owned(), String::new()));
                }
                Event::End(TagEnd::CodeBlock) => code.push(block.take().unwrap()),
                Event::Text(part) | Event::Code(part) => {
                    if let Some((_, block)) = &mut block {
                        block.push_str(&part);
                    } else if let Some(heading) = &mut heading {
                        heading.push_str(&part);
                    }
                }
                Event::Html(part) | Event::InlineHtml(part) => html.push(part.to_string()),
                _ => {}
            }
        }
        Self {
            text,
            anchors,
            links,
            code,
            html,
        }
    }
}

/// Returns the anchor that GitHub gives a heading.
fn anchor(heading: &str, counts: &mut BTreeMap<String, usize>) -> String {
    let slug: String = heading
        .chars()
        .flat_map(char::to_lowercase)
        .filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            letter => letter.is_alphanumeric().then_some(letter),
        })
        .collect();
    let count = counts.entry(slug.clone()).or_insert(0);
    *count += 1;
    match *count {
        1 => slug,
        count => format!("{slug}-{}", count - 1),
    }
}
