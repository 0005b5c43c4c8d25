//! The transport that ships with the SDK, in a browser: reqwest over `fetch`.
//!
//! The browser decides about much that is decided elsewhere by the runtime: it follows redirects itself, and
//! takes `Authorization` away when one leads to another origin, but no other header; it sets `User-Agent`;
//! it gives a program only what the server allows by CORS; it undoes compression.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};
use wasm_bindgen_futures::spawn_local;

use super::body::Body;
use super::error::Error;
use super::transport::{BoxFuture, TransportError, TransportErrorKind, TransportOptions};

/// A transport over [`reqwest`]. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Transport {
    client: ::reqwest::Client,
}

impl Transport {
    /// Returns a transport. How long a connection may take is up to the browser.
    ///
    /// # Errors
    ///
    /// Fails when the HTTP client cannot be set up.
    pub fn new(_connect_timeout: Duration) -> Result<Self, Error> {
        ::reqwest::Client::builder()
            .build()
            .map(|client| Self { client })
            .map_err(|error| {
                Error::configuration("the HTTP client could not be set up").with_source(error)
            })
    }

    /// Returns a transport over a client of one's own.
    pub fn from_client(client: ::reqwest::Client) -> Self {
        Self { client }
    }
}

type Answer = Result<http::Response<Body>, TransportError>;

impl super::transport::Transport for Transport {
    fn send(
        &self,
        request: http::Request<Body>,
        _options: TransportOptions,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let client = self.client.clone();
        Box::pin(async move {
            let request = prepared(request).await?;
            let (answer, answered) = oneshot::channel();
            // What the browser does belongs to its thread; what comes of it can be sent.
            spawn_local(exchange(client, request, answer));
            answered.await.unwrap_or_else(|_| {
                let message = "the browser gave it up";
                Err(TransportError::new(
                    TransportErrorKind::Interrupted,
                    message,
                ))
            })
        })
    }
}

/// Returns a request as reqwest takes it. A browser sends no stream, so one is read first.
async fn prepared(request: http::Request<Body>) -> Result<::reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let url = ::reqwest::Url::parse(&parts.uri.to_string())
        .map_err(|error| TransportError::new(TransportErrorKind::Request, error))?;
    let mut request = ::reqwest::Request::new(parts.method, url);
    *request.headers_mut() = parts.headers;
    let bytes = body.into_bytes().await?;
    if !bytes.is_empty() {
        *request.body_mut() = Some(bytes.into());
    }
    Ok(request)
}

/// Sends a request and hands its answer over, and then the pieces of its body, until nobody wants them.
async fn exchange(
    client: ::reqwest::Client,
    request: ::reqwest::Request,
    mut answer: oneshot::Sender<Answer>,
) {
    let mut sent = pin!(client.execute(request));
    // Dropping what was begun ends it.
    let response = poll_fn(|context| match answer.poll_closed(context) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => sent.as_mut().poll(context).map(Some),
    });
    let response = match response.await {
        Some(Ok(response)) => response,
        Some(Err(error)) => {
            // Nobody is there to hear it where this fails.
            let _ = answer.send(Err(failure(error)));
            return;
        }
        None => return,
    };
    let mut head = http::Response::new(Body::empty());
    *head.status_mut() = response.status();
    *head.headers_mut() = response.headers().clone();
    // One piece waits at a time, so that a slow reader slows the sender.
    let (pieces, received) = mpsc::channel(1);
    *head.body_mut() = Body::chunks(Received {
        pieces: Mutex::new(received),
    });
    if answer.send(Ok(head)).is_err() {
        return;
    }
    let mut body = pin!(response.bytes_stream());
    loop {
        let mut closed = pin!(pieces.closed());
        let piece = poll_fn(|context| match closed.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(None),
            Poll::Pending => body.as_mut().poll_next(context),
        });
        let Some(piece) = piece.await else {
            return;
        };
        if pieces.send(piece.map_err(failure)).await.is_err() {
            return;
        }
    }
}

/// The body of an answer, while it is received.
struct Received {
    /// The lock makes the stream `Sync`; it is never contended.
    pieces: Mutex<mpsc::Receiver<Result<Bytes, TransportError>>>,
}

impl Stream for Received {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pieces = self.pieces.get_mut();
        pieces
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .poll_recv(context)
    }
}

fn failure(error: ::reqwest::Error) -> TransportError {
    // A browser does not say how far a request got.
    let kind = match error.is_builder() {
        true => TransportErrorKind::Request,
        false => TransportErrorKind::Interrupted,
    };
    // The URL may hold an API key, and the error belongs to its thread.
    TransportError::new(kind, error.without_url().to_string())
}
