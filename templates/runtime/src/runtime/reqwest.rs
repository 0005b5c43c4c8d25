//! The transport that ships with the SDK.

use std::error::Error as StdError;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame, SizeHint};

use super::body::{Body, BodyStream};
use super::error::Error;
use super::token::BoxError;
use super::transport::{BoxFuture, TransportError, TransportErrorKind, TransportOptions};

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
            let request = prepared(request)?;
            let response = self.client.execute(request).await.map_err(failure)?;
            let response: http::Response<::reqwest::Body> = response.into();
            Ok(response.map(received))
        })
    }
}

/// Returns a request as reqwest takes it. reqwest's own conversion prints the URI piece by piece.
fn prepared(request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
    let invalid = |error: BoxError| TransportError::new(TransportErrorKind::Request, error);
    let (parts, body) = request.into_parts();
    let (Some(scheme), Some(authority)) = (parts.uri.scheme_str(), parts.uri.authority()) else {
        return Err(invalid("the URI is not absolute".into()));
    };
    let target = parts.uri.path_and_query().map_or("/", |it| it.as_str());
    let url = [scheme, "://", authority.as_str(), target].concat();
    let url = ::reqwest::Url::parse(&url).map_err(|error| invalid(error.into()))?;
    let mut request = ::reqwest::Request::new(parts.method, url);
    *request.version_mut() = parts.version;
    *request.headers_mut() = parts.headers;
    *request.body_mut() = Some(sent(body));
    Ok(request)
}

/// Returns the body of an answer as it comes.
fn received(body: ::reqwest::Body) -> Body {
    match body.size_hint().exact() {
        Some(0) => Body::empty(),
        Some(length) => Body::chunks(Received { body }).with_length(length),
        None => Body::chunks(Received { body }),
    }
}

/// Returns the body of a request as reqwest takes it.
fn sent(body: Body) -> ::reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => bytes.clone().into(),
        None => ::reqwest::Body::wrap(Sent {
            body: body.into_stream(),
        }),
    }
}

/// The body of a request, while it is sent.
struct Sent {
    body: BodyStream,
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.body)
            .poll_next(context)
            .map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        match self.body.length() {
            Some(length) => SizeHint::with_exact(length),
            None => SizeHint::default(),
        }
    }
}

/// The body of an answer, while it is received.
struct Received {
    body: ::reqwest::Body,
}

impl Stream for Received {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut self.body).poll_frame(context)) {
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => return Poll::Ready(Some(Ok(data))),
                    // Trailers.
                    Err(_) => continue,
                },
                Some(Err(error)) => return Poll::Ready(Some(Err(failure(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}

fn failure(error: ::reqwest::Error) -> TransportError {
    let kind = if is_of_body(&error) {
        TransportErrorKind::Body
    } else if error.is_connect() {
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

/// Returns whether it was the body of the request that failed, not the connection.
fn is_of_body(error: &::reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<TransportError>() {
            return error.kind() == TransportErrorKind::Body;
        }
        cause = error.source();
    }
    false
}
