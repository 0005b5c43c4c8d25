//! Tokens that are asked for when a call is sent.

use std::error::Error as StdError;
use std::fmt;

use super::core::Core;
use super::secret::Secret;
use super::transport::BoxFuture;

/// What goes wrong in the code of an application: a token that cannot be got, a request that is refused.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// Gives the bearer token of a call.
///
/// It is asked before each attempt, so it should keep a token as long as that is good. When the server
/// answers 401, it is asked once more, with [`rejected`](TokenRequest::rejected) set, and the call is
/// sent again if another token comes; calls whose answer that is at the same time each ask.
///
/// Closures are providers: `|_: TokenRequest| async { Ok("token") }`.
pub trait TokenProvider: Send + Sync {
    /// Returns a token.
    ///
    /// # Errors
    ///
    /// Ends the call, which was not sent, with the kind
    /// [`Authentication`](super::ErrorKind::Authentication). The message must not hold a secret.
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Secret, BoxError>>;
}

impl<F, T, A> TokenProvider for F
where
    F: Fn(TokenRequest) -> A + Send + Sync,
    A: Future<Output = Result<T, BoxError>> + Send + 'static,
    T: Into<Secret>,
{
    fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Secret, BoxError>> {
        let token = self(request);
        Box::pin(async move { token.await.map(Into::into) })
    }
}

/// What a [`TokenProvider`] is asked for. `Debug` shows no token.
#[derive(Clone)]
pub struct TokenRequest {
    core: Core,
    rejected: Option<Secret>,
}

impl TokenRequest {
    pub(super) fn new(core: &Core, rejected: Option<&Secret>) -> Self {
        Self {
            core: core.clone(),
            rejected: rejected.cloned(),
        }
    }

    /// Returns what the calls of the client share, to ask by its transport.
    pub fn core(&self) -> &Core {
        &self.core
    }

    /// Returns the token that the server has just refused, if it is one that this provider gave.
    pub fn rejected(&self) -> Option<&str> {
        self.rejected.as_ref().map(Secret::expose)
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenRequest")
            .field("rejected", &self.rejected)
            .finish_non_exhaustive()
    }
}
