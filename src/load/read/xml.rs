//! XML objects (OpenAPI 3.0.3 section 4.7.26, OpenAPI 3.2.0 "XML Object").

use super::{Document, Node};
use crate::diagnostic::{Pointer, Report};

/// An XML object.
#[derive(Clone, Debug, Default)]
pub struct Xml {
    /// The name of the element or of the attribute.
    pub name: Option<String>,
    /// The URI of its namespace.
    pub namespace: Option<String>,
    /// The prefix of its name.
    pub prefix: Option<String>,
    /// Whether it is an attribute.
    pub attribute: Option<bool>,
    /// Whether an element is around the items of a list.
    pub wrapped: Option<bool>,
    /// What kind of node it is, since OpenAPI 3.2.
    pub node_type: Option<String>,
    /// The keys that mean nothing: of those that start with `x-`, the ones that keywords are written as.
    pub unknown: Vec<String>,
}

/// The keywords.
const KEYWORDS: [&str; 6] = [
    "attribute",
    "name",
    "namespace",
    "nodeType",
    "prefix",
    "wrapped",
];

/// Reads the XML object at a pointer; `None` where it is none, which is reported.
pub fn xml(document: &Document, pointer: &Pointer, report: &mut Report) -> Option<Xml> {
    let node = Node::open(document, pointer.clone(), report)?;
    let is_unknown = |key: &&String| match key.strip_prefix("x-") {
        Some(extension) => KEYWORDS
            .iter()
            .any(|keyword| keyword.eq_ignore_ascii_case(extension)),
        None => !KEYWORDS.contains(&key.as_str()),
    };
    Some(Xml {
        name: node.string("name", report),
        namespace: node.string("namespace", report),
        prefix: node.string("prefix", report),
        attribute: node.boolean("attribute", report),
        wrapped: node.boolean("wrapped", report),
        node_type: node.string("nodeType", report),
        unknown: node.keys().filter(is_unknown).cloned().collect(),
    })
}
