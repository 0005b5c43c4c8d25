//! Servers.

use indexmap::IndexSet;

use super::Lowering;
use crate::{
    api::{Server, ServerVariable, next_variable},
    diagnostic::Pointer,
    load::read::{self, PathItemNode, ServerNode, ServerVariableNode},
};

impl Lowering<'_> {
    /// Returns the first server of an operation, or else of its path; `None` where it has none of its
    /// own, or only relative ones.
    pub(super) fn server_of(&mut self, operation: &Pointer, item: &PathItemNode) -> Option<Server> {
        let all = [operation, &item.pointer].map(|at| self.servers_at(at));
        let own = all.into_iter().find(|servers| !servers.is_empty())?;
        // Some documents repeat the servers of the document at each operation.
        let is_same = own.len() == self.servers.len()
            && own.iter().zip(&self.servers).all(|(it, of)| it.is_at(of));
        if is_same {
            return None;
        }
        let is_absolute = |server: &Server| {
            let url = server.default_url();
            url.starts_with("https://") || url.starts_with("http://")
        };
        own.into_iter().next().filter(is_absolute)
    }

    /// Lowers the servers of the document, of a path item or of an operation.
    pub(super) fn servers_at(&mut self, holder: &Pointer) -> Vec<Server> {
        read::servers(self.document, holder, self.report)
            .into_iter()
            .map(server)
            .collect()
    }
}

fn server(node: ServerNode) -> Server {
    let mut names = IndexSet::new();
    let mut rest = node.url.as_str();
    while let Some((_, name, after)) = next_variable(rest) {
        rest = after;
        names.insert(name);
    }
    let variables = names
        .into_iter()
        .filter(|name| !name.is_empty())
        .map(|name| variable(name, node.variables.get(name)))
        .collect();
    Server {
        url: node.url,
        description: node.description,
        variables,
    }
}

/// Lowers a variable; what nothing is said about, callers have to choose.
fn variable(name: &str, node: Option<&ServerVariableNode>) -> ServerVariable {
    // Some documents have no value to give and repeat the name, braces and all.
    let itself = format!("{{{name}}}");
    let listed = node.into_iter().flat_map(|node| &node.enumeration);
    let listed: Vec<&String> = listed.filter(|it| **it != itself).collect();
    let default = node.and_then(|node| node.default.as_ref());
    let default = default.filter(|it| **it != itself);
    // The default should be in the list, and is not always.
    let missing = default.filter(|it| !listed.is_empty() && !listed.contains(it));
    let values: IndexSet<&String> = missing.into_iter().chain(listed).collect();
    ServerVariable {
        name: name.to_owned(),
        default: default.or(values.first().copied()).cloned(),
        values: values.into_iter().cloned().collect(),
        description: node.and_then(|node| node.description.clone()),
    }
}
