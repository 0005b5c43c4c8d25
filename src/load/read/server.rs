//! Servers and their variables (OpenAPI 3.0.3 sections 4.7.5 and 4.7.6).

use indexmap::IndexMap;

use super::{Document, Node, items, open};
use crate::diagnostic::{Pointer, Report};

/// A server.
#[derive(Clone, Debug)]
pub struct ServerNode {
    /// Its URL, with `{variable}` in it where it has variables.
    pub url: String,
    /// What it is.
    pub description: Option<String>,
    /// What is said about its variables, by their names.
    pub variables: IndexMap<String, ServerVariableNode>,
}

/// A variable of a server. Unlike OpenAPI, documents have some without a default.
#[derive(Clone, Debug)]
pub struct ServerVariableNode {
    /// The values that it may have; none where nothing is said.
    pub enumeration: Vec<String>,
    /// Its value unless callers choose another.
    pub default: Option<String>,
    /// What it is.
    pub description: Option<String>,
}

/// Reads the servers of the document, of a path item or of an operation.
pub fn servers(document: &Document, holder: &Pointer, report: &mut Report) -> Vec<ServerNode> {
    let Some(holder) = open(document, holder, report) else {
        return Vec::new();
    };
    items(&holder, "servers", report)
        .into_iter()
        .filter_map(|pointer| server(document, &pointer, report))
        .collect()
}

fn server(document: &Document, pointer: &Pointer, report: &mut Report) -> Option<ServerNode> {
    let node = open(document, pointer, report)?;
    let Some(url) = node.string("url", report) else {
        node.missing("url", report);
        return None;
    };
    let variables = node.open_member("variables", report).map(|variables| {
        variables
            .keys()
            .filter_map(|key| {
                let variable = variables.open_member(key, report)?;
                Some((key.clone(), server_variable(&variable, report)))
            })
            .collect()
    });
    Some(ServerNode {
        url,
        description: node.string("description", report),
        variables: variables.unwrap_or_default(),
    })
}

fn server_variable(node: &Node<'_>, report: &mut Report) -> ServerVariableNode {
    ServerVariableNode {
        enumeration: node.scalars("enum", report),
        default: node.scalar("default", report),
        description: node.string("description", report),
    }
}
