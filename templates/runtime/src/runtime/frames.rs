//! Streams of items: bytes go in, items come out.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::body::BodyStream;
use super::decode;
use super::error::Error;
use super::reader::JsonError;
use super::response::{RawResponse, RawStream};

/// No item is longer unless a caller says so: what does not end must not fill the memory.
pub(super) const LIMIT: usize = 16 << 20;

/// Finds items in bytes, however these are cut.
pub(super) trait Decoder {
    /// What is found.
    type Item;

    /// Takes the next bytes.
    fn push(&mut self, bytes: &[u8]);

    /// Hears that there are no more bytes.
    fn finish(&mut self);

    /// Returns the next item that is complete, or why there will be none any more.
    fn pop(&mut self) -> Option<Result<Self::Item, String>>;
}

/// The items of an answer.
pub(super) struct Frames<D> {
    response: RawResponse,
    /// `None` once nothing more is wanted, which closes the connection.
    pub(super) body: Option<BodyStream>,
    pub(super) decoder: D,
}

impl<D: Decoder> Frames<D> {
    pub(super) fn new(stream: RawStream, decoder: D) -> Self {
        let (response, body) = stream.into_parts();
        Self {
            // What is here in memory already is no more part of errors than what is yet to come.
            response: response.with_body(Bytes::new()),
            body: Some(body.into_stream()),
            decoder,
        }
    }

    pub(super) fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Returns whether nothing more comes.
    pub(super) fn is_closed(&self) -> bool {
        self.body.is_none()
    }

    pub(super) fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<D::Item, Error>>> {
        loop {
            match self.decoder.pop() {
                Some(Ok(item)) => return Poll::Ready(Some(Ok(item))),
                Some(Err(reason)) => {
                    self.body = None;
                    return Poll::Ready(Some(Err(Error::decode(&self.response, "", reason))));
                }
                None => {}
            }
            let Some(body) = &mut self.body else {
                return Poll::Ready(None);
            };
            match ready!(Pin::new(body).poll_next(context)) {
                Some(Ok(chunk)) => self.decoder.push(&chunk),
                Some(Err(error)) => {
                    self.body = None;
                    return Poll::Ready(Some(Err(Error::unfinished(&self.response, error))));
                }
                None => {
                    self.body = None;
                    self.decoder.finish();
                }
            }
        }
    }

    /// Returns the error of one item that is not what it should be; its text is the error's body.
    #[cold]
    pub(super) fn undecodable(&self, text: &[u8], error: JsonError) -> Error {
        let (path, reason) = decode::explain(text, &error);
        let response = self.response.with_body(Bytes::copy_from_slice(text));
        let reason = format!("{reason}, in one item of the stream");
        Error::decode(&response, path, reason).with_source(error)
    }
}
