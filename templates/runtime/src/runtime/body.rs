//! Bodies of requests and of answers: bytes in memory, or bytes that come in pieces.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::transport::{TransportError, TransportErrorKind};

/// The body of a request or of an answer.
///
/// Bytes in memory can be sent as often as it takes. A stream is read once: clones of a body share
/// it, and whoever reads it first has it. `Debug` shows the length only.
#[derive(Clone)]
pub struct Body {
    content: Content,
}

#[derive(Clone)]
enum Content {
    Bytes(Bytes),
    Stream {
        /// `None` once somebody reads it.
        chunks: Arc<Mutex<Option<Chunks>>>,
        length: Option<u64>,
    },
}

/// What was read of a body.
pub(super) struct Prefix {
    pub(super) bytes: Bytes,
    pub(super) end: End,
}

impl Prefix {
    /// Nothing was read of what is too much.
    pub(super) fn beyond() -> Self {
        Self {
            bytes: Bytes::new(),
            end: End::Beyond,
        }
    }
}

/// Why no more was read.
pub(super) enum End {
    /// There is no more.
    Reached,
    /// There is more than was to be read.
    Beyond,
    /// It cannot be read.
    Failed(TransportError),
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

impl Body {
    /// Returns a body without bytes.
    pub const fn empty() -> Self {
        Self {
            content: Content::Bytes(Bytes::new()),
        }
    }

    /// Returns a body that is read from a stream, while it is sent.
    ///
    /// An error of the stream ends the request. The stream is read once, so a call whose body it is
    /// is not tried again after the body began to be sent.
    pub fn stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<TransportError>,
    {
        Self::chunks(Converted {
            stream: Box::pin(stream),
        })
    }

    /// Returns a body whose pieces are what they should be already.
    pub(super) fn chunks(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self {
            content: Content::Stream {
                chunks: Arc::new(Mutex::new(Some(Box::pin(stream)))),
                length: None,
            },
        }
    }

    /// Says how many bytes the stream has, which many servers want to know beforehand
    /// (`Content-Length`). It has no effect on bytes in memory.
    pub fn with_length(mut self, bytes: u64) -> Self {
        if let Content::Stream { length, .. } = &mut self.content {
            *length = Some(bytes);
        }
        self
    }

    /// Returns the number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes.len() as u64),
            Content::Stream { length, .. } => *length,
        }
    }

    /// Returns whether it is known that there are no bytes.
    pub fn is_empty(&self) -> bool {
        self.length() == Some(0)
    }

    /// Returns the bytes, if all of them are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Stream { .. } => None,
        }
    }

    /// Returns whether the body can still be read: a stream can, until somebody reads it.
    pub fn is_unread(&self) -> bool {
        match &self.content {
            Content::Bytes(_) => true,
            Content::Stream { chunks, .. } => chunks
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_some(),
        }
    }

    /// Returns the bytes, once all of them are there.
    ///
    /// # Errors
    ///
    /// Fails when the rest of the body cannot be read.
    pub async fn into_bytes(self) -> Result<Bytes, TransportError> {
        let Prefix { bytes, end } = self.read(u64::MAX).await;
        match end {
            End::Failed(error) => Err(error),
            End::Reached | End::Beyond => Ok(bytes),
        }
    }

    /// Reads at most so many bytes, and what follows them not at all.
    pub(super) async fn read(self, limit: u64) -> Prefix {
        let mut stream = match self.content {
            Content::Bytes(bytes) if bytes.len() as u64 <= limit => {
                let end = End::Reached;
                return Prefix { bytes, end };
            }
            Content::Bytes(_) | Content::Stream { .. } => self.into_stream(),
        };
        let mut whole = Bytes::new();
        let mut several: Vec<u8> = Vec::new();
        let mut left = limit;
        let end = loop {
            let mut chunk = match stream.next().await {
                Some(Ok(chunk)) => chunk,
                Some(Err(error)) => break End::Failed(error),
                None => break End::Reached,
            };
            let length = chunk.len() as u64;
            let is_beyond = length > left;
            if is_beyond {
                // What is left is less than a length in memory.
                chunk.truncate(left as usize);
            }
            left -= chunk.len() as u64;
            if whole.is_empty() && several.is_empty() {
                whole = chunk;
            } else {
                several.extend_from_slice(&std::mem::take(&mut whole));
                several.extend_from_slice(&chunk);
            }
            if is_beyond {
                break End::Beyond;
            }
        };
        let bytes = match several.is_empty() {
            true => whole,
            false => several.into(),
        };
        Prefix { bytes, end }
    }

    /// Returns the bytes in pieces.
    pub fn into_stream(self) -> BodyStream {
        let length = self.length();
        let source = match self.content {
            Content::Bytes(bytes) => Source::Bytes(Some(bytes)),
            Content::Stream { chunks, .. } => {
                let taken = chunks.lock().unwrap_or_else(PoisonError::into_inner).take();
                match taken {
                    Some(chunks) => Source::Chunks(Mutex::new(chunks)),
                    None => Source::Gone,
                }
            }
        };
        BodyStream { source, length }
    }
}

impl Default for Body {
    fn default() -> Self {
        Self::empty()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.content, self.length()) {
            (Content::Bytes(_), Some(length)) => write!(f, "Body({length} bytes)"),
            (Content::Stream { .. }, Some(length)) => write!(f, "Body(stream of {length} bytes)"),
            (Content::Bytes(_) | Content::Stream { .. }, None) => f.write_str("Body(stream)"),
        }
    }
}

/// Two bodies are equal when their bytes are, or when they share one stream.
impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Content::Bytes(one), Content::Bytes(other)) => one == other,
            (Content::Stream { chunks: one, .. }, Content::Stream { chunks: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            (Content::Bytes(_), Content::Stream { .. })
            | (Content::Stream { .. }, Content::Bytes(_)) => false,
        }
    }
}

/// A stream equals no bytes: it is not read for that.
impl PartialEq<[u8]> for Body {
    fn eq(&self, other: &[u8]) -> bool {
        self.as_bytes().is_some_and(|bytes| *bytes == other)
    }
}

/// A stream equals no text: it is not read for that.
impl PartialEq<str> for Body {
    fn eq(&self, other: &str) -> bool {
        *self == *other.as_bytes()
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
        }
    }
}

/// The bytes of a [`Body`] in pieces. After an error nothing more comes.
pub struct BodyStream {
    source: Source,
    length: Option<u64>,
}

enum Source {
    Bytes(Option<Bytes>),
    /// The lock makes the stream `Sync`, which transports may need; it is never contended.
    Chunks(Mutex<Chunks>),
    Gone,
    End,
}

impl BodyStream {
    /// Returns the number of bytes of the whole body, if it is known.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the next piece, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = match &mut self.source {
            Source::Bytes(bytes) => bytes.take().filter(|bytes| !bytes.is_empty()).map(Ok),
            Source::Chunks(chunks) => {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                match chunks.as_mut().poll_next(context) {
                    Poll::Ready(item) => item,
                    Poll::Pending => return Poll::Pending,
                }
            }
            Source::Gone => Some(Err(TransportError::new(
                TransportErrorKind::Body,
                "the stream was read before, and can be read once only",
            ))),
            Source::End => None,
        };
        if !matches!(item, Some(Ok(_))) {
            // The connection, or the file, is let go at once.
            self.source = Source::End;
        }
        Poll::Ready(item)
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyStream")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// A stream whose items are made those of a body.
struct Converted<S> {
    stream: Pin<Box<S>>,
}

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<TransportError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.stream
            .as_mut()
            .poll_next(context)
            .map(|item| item.map(|chunk| chunk.map(Into::into).map_err(Into::into)))
    }
}
