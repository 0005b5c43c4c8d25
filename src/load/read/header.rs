//! Headers of responses (OpenAPI 3.0.3 section 4.7.21).

use super::{Document, open};
use crate::diagnostic::{Pointer, Report};

/// A header of a response.
#[derive(Clone, Debug)]
pub struct HeaderNode {
    /// Its name.
    pub name: String,
    /// What it is.
    pub description: Option<String>,
    /// The pointer to its schema, where there may be none.
    pub schema: Pointer,
}

/// Reads the headers of the response at a pointer.
pub fn headers(document: &Document, response: &Pointer, report: &mut Report) -> Vec<HeaderNode> {
    let response = open(document, response, report);
    let Some(node) = response.and_then(|it| it.open_member("headers", report)) else {
        return Vec::new();
    };
    let names = node.keys().filter(|name| !name.starts_with("x-sdkwright-"));
    names
        .filter_map(|name| {
            let header = open(document, &node.at(name), report)?;
            Some(HeaderNode {
                name: name.clone(),
                description: header.string("description", report),
                schema: header.at("schema"),
            })
        })
        .collect()
}
