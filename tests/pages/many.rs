//! What a document has very much of stands on several pages.

use std::{collections::BTreeMap, fs, path::PathBuf};

use sdkwright::{Config, Generator, diagnostic::Sources};
use serde_json::{Map, Value, json};

use super::{MAX_PAGE, Sdk, links, page::Page};

/// Returns a document with so many webhooks, each with much to say.
fn webhooks(count: usize) -> Value {
    let text =
        "It is sent when something has happened that a subscriber asked to hear of. ".repeat(20);
    let webhooks: Map<String, Value> = (0..count)
        .map(|number| {
            let webhook = json!({"post": {
                "summary": format!("Event {number}."),
                "description": text,
                "requestBody": {"content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/Event"}
                }}},
                "responses": {"200": {"description": "Heard."}}
            }});
            (format!("event-{number}"), webhook)
        })
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Events", "version": "1"},
        "webhooks": webhooks,
        "components": {"schemas": {
            "Event": {"type": "object", "properties": {"id": {"type": "string"}}}
        }}
    })
}

#[test]
fn many_webhooks_have_several_pages() {
    let spec = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("many-webhooks.json");
    fs::write(&spec, webhooks(300).to_string()).unwrap();
    let mut config = Config::default();
    config.spec = Some(spec);
    let tree = Generator::new(config).run(&mut Sources::default()).tree;
    let tree = tree.unwrap();
    let pages: BTreeMap<String, Page> = tree
        .iter()
        .filter(|(path, _)| path.ends_with(".md"))
        .map(|(path, text)| (path.to_owned(), Page::new(text.to_owned())))
        .collect();
    let further = pages.keys().filter(|it| it.starts_with("docs/webhooks/"));
    assert!(further.count() > 1);
    for number in 0..300 {
        let heading = format!("\n## `event-{number}`\n");
        let there = pages.values().filter(|page| page.text.contains(&heading));
        assert_eq!(there.count(), 1, "{heading}");
    }
    let sdk = Sdk {
        name: "events".to_owned(),
        root: PathBuf::new(),
        pages,
    };
    for (path, page) in &sdk.pages {
        assert!(page.text.len() <= MAX_PAGE, "{path}");
        for link in &page.links {
            let is_page = link.ends_with(".md");
            assert!(!is_page || links::leads(&sdk, path, link), "{path}: {link}");
        }
    }
}
