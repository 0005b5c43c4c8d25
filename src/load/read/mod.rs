//! Reads single nodes of a [`Document`] into `openapiv3` types.
//!
//! What enters is one pointer; what leaves is one schema, operation, parameter and so on, whose
//! children are references (`#/pointer`) that are read when somebody asks for them. So a node that
//! cannot be understood costs that node and one diagnostic, and no part of the document is copied
//! twice. A keyword of the wrong type is reported and taken for absent; reading never stops the run.

mod header;
mod node;
mod operation;
mod parameter;
mod schema;
mod security;
mod server;
mod webhook;
mod xml;

pub use header::{HeaderNode, headers};
pub use node::Node;
pub use operation::{PathItemNode, operation, path_item, request_body, response};
pub use parameter::parameter;
pub use schema::schema;
pub use security::{security_requirements, security_scheme};
pub use server::{ServerNode, ServerVariableNode, servers};
pub use webhook::{WebhookNode, callbacks, webhooks};
pub use xml::{Xml, xml};

use openapiv3::ReferenceOr;
use serde_json::Value;

use operation::items;

use super::{Document, member};
use crate::diagnostic::{Pointer, Report};

/// Returns the reference by which a node names one of its children.
fn child<T>(pointer: &Pointer) -> ReferenceOr<T> {
    ReferenceOr::Reference {
        reference: format!("#{pointer}"),
    }
}

/// Returns the pointer that a reference made by this module holds.
pub fn target(reference: &str) -> Pointer {
    Pointer::parse(reference.trim_start_matches('#')).unwrap_or_default()
}

/// How many `$ref`s in a row are followed; `load` has refused cycles already.
const MAX_REFERENCES: usize = 64;

/// Follows the `$ref`s that a node consists of to the node that has content.
pub fn follow(document: &Document, pointer: &Pointer) -> Pointer {
    follow_from(document, pointer, document.get(pointer)).0
}

/// Follows the `$ref`s that a node consists of, from a node that was looked up already; returns the
/// node that has content, too.
pub(crate) fn follow_from<'d>(
    document: &'d Document,
    pointer: &Pointer,
    node: Option<&'d Value>,
) -> (Pointer, Option<&'d Value>) {
    let (mut at, mut node) = (pointer.clone(), node);
    for _ in 0..MAX_REFERENCES {
        let next = node
            .and_then(|value| member(value, "$ref"))
            .and_then(|reference| reference.as_str())
            .and_then(|reference| document.resolve_reference(reference));
        match next {
            Some(next) => {
                node = document.get(&next);
                at = next;
            }
            None => break,
        }
    }
    (at, node)
}

/// Opens the object at a pointer, following `$ref`s.
fn open<'d>(document: &'d Document, pointer: &Pointer, report: &mut Report) -> Option<Node<'d>> {
    Node::open(document, follow(document, pointer), report)
}
