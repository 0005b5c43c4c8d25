//! The transport that ships with the SDK.

use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use ::reqwest::Url;
use bytes::Bytes;
use futures_core::Stream;
use http::Uri;
use http::uri::{Authority, Scheme};
use http_body::{Body as _, Frame, SizeHint};

use super::body::{Body, BodyStream};
use super::error::Error;
use super::token::BoxError;
use super::transport::{BoxFuture, TransportError, TransportErrorKind, TransportOptions};

/// A transport over [`reqwest`]. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct Transport {
    client: ::reqwest::Client,
    origin: Arc<Origin>,
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
            .map(Self::from_client)
            .map_err(|error| {
                Error::configuration("the HTTP client could not be set up").with_source(error)
            })
    }

    /// Returns a transport over a client of one's own, for a proxy, certificates, DNS and the like.
    ///
    /// Build it with [`Policy::none`](::reqwest::redirect::Policy::none): a redirect that reqwest
    /// follows takes API keys along to other hosts; the SDK follows redirects itself, and does not.
    pub fn from_client(client: ::reqwest::Client) -> Self {
        Self {
            client,
            origin: Arc::default(),
        }
    }
}

impl super::transport::Transport for Transport {
    fn send(
        &self,
        request: http::Request<Body>,
        _options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let request = self.prepared(request)?;
            let response = self.client.execute(request).await.map_err(failure)?;
            let response: http::Response<::reqwest::Body> = response.into();
            let (head, body) = response.into_parts();
            Ok(http::Response::from_parts(head, received(body).await))
        })
    }
}

impl Transport {
    /// Returns a request as reqwest takes it. reqwest's own conversion prints the URI piece by piece.
    fn prepared(&self, request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
        let (parts, body) = request.into_parts();
        let url = self
            .origin
            .url(&parts.uri)
            .map_err(|error| TransportError::new(TransportErrorKind::Request, error))?;
        let mut request = ::reqwest::Request::new(parts.method, url);
        *request.version_mut() = parts.version;
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(sent(body));
        Ok(request)
    }
}

/// The first origin (RFC 9110 section 4.3.1) that a request went to. Most requests go there, so its name is
/// read once: that is half of what it takes to read a URL.
#[derive(Default)]
struct Origin {
    /// As it is named, and its root.
    first: OnceLock<(Scheme, Authority, Url)>,
}

impl Origin {
    /// Returns an absolute URI as reqwest takes it.
    fn url(&self, uri: &Uri) -> Result<Url, BoxError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Err("the URI is not absolute".into());
        };
        let target = uri.path_and_query().map_or("/", |it| it.as_str());
        if let Some((first, named, root)) = self.first.get()
            && (first, named) == (scheme, authority)
            // What stands after two slashes would be a host.
            && !matches!(target.as_bytes(), [_, b'/' | b'\\', ..])
        {
            return Ok(root.join(target)?);
        }
        let url = Url::parse(&[scheme.as_str(), "://", authority.as_str(), target].concat())?;
        // Whoever comes second leaves the first one there.
        self.first
            .get_or_init(|| (scheme.clone(), authority.clone(), root_of(&url)));
        Ok(url)
    }
}

/// A query may hold a key, and user information a password.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origin").finish_non_exhaustive()
    }
}

/// Returns a URL without path and query.
fn root_of(url: &Url) -> Url {
    let mut root = url.clone();
    root.set_path("/");
    root.set_query(None);
    root
}

/// Returns the body of an answer: in memory, where all of it came with the head, as short ones do; else as it
/// comes. It is not waited for.
async fn received(mut body: ::reqwest::Body) -> Body {
    if body.is_end_stream() {
        return Body::empty();
    }
    let length = body.size_hint().exact();
    let polled = |context: &mut Context<'_>| Poll::Ready(Pin::new(&mut body).poll_frame(context));
    let first = match poll_fn(polled).await {
        Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
            Ok(data) if body.is_end_stream() => return data.into(),
            Ok(data) => Some(Ok(data)),
            // Trailers.
            Err(_) => None,
        },
        Poll::Ready(Some(Err(error))) => Some(Err(failure(error))),
        Poll::Ready(None) => return Body::empty(),
        Poll::Pending => None,
    };
    let body = Body::chunks(Received { first, body });
    match length {
        Some(length) => body.with_length(length),
        None => body,
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
    /// What is read already.
    first: Option<Result<Bytes, TransportError>>,
    body: ::reqwest::Body,
}

impl Stream for Received {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(first) = self.first.take() {
            return Poll::Ready(Some(first));
        }
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
