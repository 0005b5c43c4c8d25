//! Servers.

use super::Lowering;
use crate::{
    api::{Server, ServerVariable},
    diagnostic::Pointer,
    load::read::{self, PathItemNode},
};

impl Lowering<'_> {
    /// Returns the URL of the first server of an operation, or else of its path; `None` where it has
    /// none of its own, or only relative ones.
    pub(super) fn server_of(&mut self, operation: &Pointer, item: &PathItemNode) -> Option<String> {
        let all = [operation, &item.pointer].map(|at| self.servers_at(at));
        let own = all.into_iter().find(|servers| !servers.is_empty())?;
        let urls = |servers: Vec<Server>| servers.iter().map(Server::default_url).collect();
        let own: Vec<String> = urls(own);
        // Some documents repeat the servers of the document at each operation.
        if own == urls(self.servers.clone()) {
            return None;
        }
        let is_absolute = |url: &String| url.starts_with("https://") || url.starts_with("http://");
        own.into_iter().next().filter(is_absolute)
    }

    /// Lowers the servers of the document, of a path item or of an operation.
    pub(super) fn servers_at(&mut self, holder: &Pointer) -> Vec<Server> {
        read::servers(self.document, holder, self.report)
            .into_iter()
            .map(|server| Server {
                url: server.url,
                description: server.description,
                variables: server
                    .variables
                    .into_iter()
                    .flatten()
                    .map(|(name, variable)| ServerVariable {
                        name,
                        default: variable.default,
                        description: variable.description,
                    })
                    .collect(),
            })
            .collect()
    }
}
