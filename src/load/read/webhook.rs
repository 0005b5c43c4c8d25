//! Webhooks (OpenAPI 3.1.1 section 4.8.1) and callbacks (OpenAPI 3.0.3 section 4.7.18).

use super::{Document, Node, open};
use crate::diagnostic::{Pointer, Report};

/// A path item that callers serve.
#[derive(Clone, Debug)]
pub struct WebhookNode {
    /// Its name.
    pub name: String,
    /// Where its calls go: an expression; empty for webhooks.
    pub url: String,
    /// The pointer to the path item.
    pub item: Pointer,
}

/// Reads the webhooks of a document, which stand where documents of OpenAPI 3.0 have them.
pub fn webhooks(document: &Document, report: &mut Report) -> Vec<WebhookNode> {
    let root = Node::open(document, Pointer::root(), report);
    let Some(node) = root.and_then(|root| root.open_member("x-webhooks", report)) else {
        return Vec::new();
    };
    let names = node.keys().filter(|name| !name.starts_with("x-"));
    names
        .map(|name| WebhookNode {
            name: name.clone(),
            url: String::new(),
            item: node.at(name),
        })
        .collect()
}

/// Reads the callbacks of the operation at a pointer.
pub fn callbacks(
    document: &Document,
    operation: &Pointer,
    report: &mut Report,
) -> Vec<WebhookNode> {
    let Some(node) = open(document, operation, report) else {
        return Vec::new();
    };
    let Some(callbacks) = node.open_member("callbacks", report) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for name in callbacks.keys().filter(|name| !name.starts_with("x-")) {
        let Some(callback) = open(document, &callbacks.at(name), report) else {
            continue;
        };
        let urls = callback.keys().filter(|url| !url.starts_with("x-"));
        all.extend(urls.map(|url| WebhookNode {
            name: name.clone(),
            url: url.clone(),
            item: callback.at(url),
        }));
    }
    all
}
