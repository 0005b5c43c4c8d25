//! Servers.

use super::Lowering;
use crate::{
    api::{Server, ServerVariable},
    load::read,
};

impl Lowering<'_> {
    /// Lowers the servers of the document.
    pub(super) fn servers(&mut self) -> Vec<Server> {
        read::servers(self.document, self.report)
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
