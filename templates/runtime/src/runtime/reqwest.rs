//! The transport that ships with the SDK.

use std::time::Duration;

use bytes::Bytes;

use super::error::Error;
use super::transport::{Body, BoxFuture, TransportError, TransportErrorKind, TransportOptions};

/// A transport over [`reqwest`]. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Transport {
    client: ::reqwest::Client,
}

impl Transport {
    /// Returns a transport that waits at most `connect_timeout` for a connection.
    ///
    /// # Errors
    ///
    /// Fails when TLS cannot be set up.
    pub fn new(connect_timeout: Duration) -> Result<Self, Error> {
        ::reqwest::Client::builder()
            .connect_timeout(connect_timeout)
            .redirect(::reqwest::redirect::Policy::none())
            .build()
            .map(|client| Self { client })
            .map_err(|error| {
                Error::configuration("the HTTP client could not be set up").with_source(error)
            })
    }

    /// Returns a transport over a client of one's own, for a proxy, certificates, DNS and the like.
    ///
    /// Build it with [`Policy::none`](::reqwest::redirect::Policy::none): a redirect that reqwest
    /// follows takes API keys along to other hosts; the SDK follows redirects itself, and does not.
    pub fn from_client(client: ::reqwest::Client) -> Self {
        Self { client }
    }
}

impl super::transport::Transport for Transport {
    fn send(
        &self,
        request: http::Request<Body>,
        _options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let request = http::Request::from_parts(parts, body.into_bytes().await?);
            let request = ::reqwest::Request::try_from(request).map_err(failure)?;
            let response = self.client.execute(request).await.map_err(failure)?;
            let status = response.status();
            let version = response.version();
            let headers = response.headers().clone();
            let bytes: Bytes = response.bytes().await.map_err(failure)?;

            let mut response = http::Response::new(Body::from(bytes));
            *response.status_mut() = status;
            *response.version_mut() = version;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}

fn failure(error: ::reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        if error.is_timeout() {
            TransportErrorKind::ConnectTimeout
        } else {
            TransportErrorKind::Connect
        }
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_builder() {
        TransportErrorKind::Request
    } else {
        TransportErrorKind::Interrupted
    };
    // The URL may hold an API key.
    TransportError::new(kind, error.without_url())
}
