//! Calls that the API makes.

use super::Operation;

/// A call that the API makes to a server of its callers.
///
/// The operation is the one that such a server offers: its request is what callers receive, its
/// responses are what they answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// Its name in the document.
    pub name: String,
    /// The ids of the operations whose calls ask for it; none, where callers ask for it in another
    /// way.
    pub subscribers: Vec<String>,
    /// The call. Its path says where the call goes: an expression on the request that asked for it
    /// (OpenAPI 3.0.3 section 4.7.18.3), or nothing.
    pub operation: Operation,
}
