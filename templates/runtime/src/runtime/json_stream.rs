//! Streams of JSON texts: one to a line (JSON Lines), or each after a record separator (RFC 7464).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::codec::{self, Decode};
use super::error::Error;
use super::frames::{Decoder, Frames, LIMIT};
use super::response::RawStream;
use super::stream::FromStream;

/// The JSON texts of an answer.
///
/// A text that is no `T` is an error, and the texts after it still come; after any other error
/// nothing more does. Dropping the stream closes the connection.
pub struct JsonStream<T> {
    frames: Frames<TextDecoder>,
    kind: PhantomData<fn() -> T>,
}

impl<T> JsonStream<T> {
    /// Limits the length of one text, in bytes: 16 MiB unless set. A longer one is an error.
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.frames.decoder.limit = bytes;
        self
    }
}

impl<T: Decode> JsonStream<T> {
    /// Returns the next value, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Decode> Stream for JsonStream<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let text = match ready!(this.frames.poll_item(context)) {
            Some(Ok(text)) => text,
            Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            None => return Poll::Ready(None),
        };
        let value = codec::from_slice(&text);
        Poll::Ready(Some(
            value.map_err(|error| this.frames.undecodable(&text, error)),
        ))
    }
}

impl<T> fmt::Debug for JsonStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonStream")
            .field("response", self.frames.response())
            .field("is_closed", &self.frames.is_closed())
            .finish_non_exhaustive()
    }
}

/// Reads JSON texts of type `T`. Servers name their type in many ways, so it is not checked.
#[derive(Debug)]
pub struct JsonTexts<T>(PhantomData<fn() -> T>);

impl<T: Decode> FromStream for JsonTexts<T> {
    type Output = JsonStream<T>;

    const MEDIA_TYPE: &'static str = "";

    fn from_stream(stream: RawStream) -> Result<JsonStream<T>, Error> {
        Ok(JsonStream {
            frames: Frames::new(stream, TextDecoder::new()),
            kind: PhantomData,
        })
    }
}

/// Begins each text of a sequence (RFC 7464, section 2). No JSON text holds it.
const RECORD_SEPARATOR: u8 = 0x1e;

/// Finds JSON texts in bytes.
struct TextDecoder {
    limit: usize,
    /// The text that has not ended yet.
    text: Vec<u8>,
    /// What texts are told apart by; `None` before the first one begins.
    separator: Option<u8>,
    is_stopped: bool,
    texts: VecDeque<Result<Vec<u8>, String>>,
}

impl TextDecoder {
    fn new() -> Self {
        Self {
            limit: LIMIT,
            text: Vec::new(),
            separator: None,
            is_stopped: false,
            texts: VecDeque::new(),
        }
    }

    fn end_text(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim_ascii().is_empty() {
            return;
        }
        // A number or a name that white space does not end may be the beginning of a longer one
        // (RFC 7464, section 2.4).
        let ends_itself = matches!(text.last(), Some(b'}' | b']' | b'"'));
        let is_cut = self.separator == Some(RECORD_SEPARATOR)
            && !ends_itself
            && !text.last().is_some_and(u8::is_ascii_whitespace);
        self.texts.push_back(match is_cut {
            // Nothing that could be read as something else.
            true => Ok([&text[..], &[RECORD_SEPARATOR]].concat()),
            false => Ok(text),
        });
    }
}

impl Decoder for TextDecoder {
    type Item = Vec<u8>;

    fn push(&mut self, mut bytes: &[u8]) {
        if self.separator.is_none() {
            let first = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
            let Some(first) = first else { return };
            bytes = &bytes[first..];
            self.separator = Some(match bytes[0] {
                RECORD_SEPARATOR => RECORD_SEPARATOR,
                _ => b'\n',
            });
        }
        let separator = self.separator.unwrap_or(b'\n');
        while !bytes.is_empty() && !self.is_stopped {
            let end = bytes.iter().position(|byte| *byte == separator);
            let piece = &bytes[..end.unwrap_or(bytes.len())];
            if self.text.len() + piece.len() > self.limit {
                self.is_stopped = true;
                let reason = format!("an item is longer than {} bytes", self.limit);
                self.texts.push_back(Err(reason));
                return;
            }
            self.text.extend_from_slice(piece);
            match end {
                Some(end) => {
                    bytes = &bytes[end + 1..];
                    self.end_text();
                }
                None => return,
            }
        }
    }

    fn finish(&mut self) {
        if !self.is_stopped {
            self.end_text();
        }
    }

    fn pop(&mut self) -> Option<Result<Vec<u8>, String>> {
        self.texts.pop_front()
    }
}
