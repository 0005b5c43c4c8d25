//! Server-sent events (HTML Standard, section 9.2).

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::header::CONTENT_TYPE;

use super::call::Call;
use super::codec::{self, Decode};
use super::error::Error;
use super::frames::{Decoder, Frames, LIMIT};
use super::reader::JsonError;
use super::reconnect::{Next, Reconnect};
use super::response::RawStream;
use super::stream::FromStream;

/// An event that the server sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is; `message` where the server does not say.
    pub event: String,
    /// The id of the last event that had one, to begin after when the stream is asked for again.
    pub id: Option<String>,
    /// How long to wait before the stream is asked for again, where the server said so since the last
    /// event.
    pub retry: Option<Duration>,
    /// Its data.
    pub data: T,
}

/// The events of an answer.
///
/// An event whose data is no `T` is an error, and the events after it still come; after any other
/// error nothing more does. Where the data is JSON, an event without data is passed over, and the
/// data `[DONE]`, by which some servers say so, is the end. Dropping the stream closes the connection.
pub struct EventStream<T> {
    frames: Frames<EventDecoder>,
    /// The call whose answer it is.
    call: Option<Call>,
    reconnect: Option<Reconnect>,
    decode: fn(&str) -> Result<T, JsonError>,
    is_json: bool,
}

impl<T> EventStream<T> {
    fn new(
        mut stream: RawStream,
        decode: fn(&str) -> Result<T, JsonError>,
        is_json: bool,
    ) -> Result<Self, Error> {
        if !is_ours(&stream) {
            return Err(other_type(&stream));
        }
        Ok(Self {
            call: stream.take_call(),
            reconnect: None,
            frames: Frames::new(stream, EventDecoder::new()),
            decode,
            is_json,
        })
    }

    /// Limits the length of one event, in bytes: 16 MiB unless set. A longer one is an error.
    #[must_use]
    pub fn limit(mut self, bytes: usize) -> Self {
        self.frames.decoder.limit = bytes;
        self
    }

    /// Asks for the stream again when it ends or breaks, as browsers do (HTML Standard, section 9.2.3): with
    /// the id of the last event in `Last-Event-ID`, after as long as the server said by `retry`, else after
    /// 3 seconds, and twice as long after each failure.
    ///
    /// It ends when the server answers 204, and fails by an error that will not pass, or when it was asked
    /// for `attempts` times in a row without an event between. Without this, a stream is asked for once:
    /// the call is made anew, whatever its method, and most servers mean the end when they close. A call
    /// whose body was streamed cannot be made again.
    #[must_use]
    pub fn reconnect(mut self, attempts: u32) -> Self {
        let call = self.call.take().filter(Call::is_unsent);
        let again = call.map(|call| Reconnect::new(call, MEDIA_TYPE, attempts));
        self.reconnect = again.or(self.reconnect);
        self
    }

    /// Goes on with another answer.
    fn resume(&mut self, stream: RawStream) {
        let decoder = std::mem::replace(&mut self.frames.decoder, EventDecoder::new());
        self.frames = Frames::new(stream, decoder);
    }

    /// Begins to ask for the stream again, where it is to be; otherwise it is over.
    fn begin_anew(&mut self) -> bool {
        let decoder = &mut self.frames.decoder;
        decoder.begin_anew();
        let begun = match &mut self.reconnect {
            Some(reconnect) => reconnect.begin(decoder.last_id.as_deref(), decoder.wait),
            None => false,
        };
        if !begun {
            self.reconnect = None;
        }
        begun
    }

    /// Returns the next event, `None` at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(reconnect) = &mut this.reconnect {
                let decoder = &this.frames.decoder;
                let next = reconnect.poll(context, decoder.last_id.as_deref(), decoder.wait);
                match ready!(next) {
                    Ok(Next::Same) => {}
                    Ok(Next::Stream(stream)) if is_ours(&stream) => this.resume(stream),
                    Ok(Next::Stream(stream)) => {
                        this.reconnect = None;
                        return Poll::Ready(Some(Err(other_type(&stream))));
                    }
                    Ok(Next::None) => {
                        this.reconnect = None;
                        return Poll::Ready(None);
                    }
                    Err(error) => {
                        this.reconnect = None;
                        return Poll::Ready(Some(Err(error)));
                    }
                }
            }
            let event = match ready!(this.frames.poll_item(context)) {
                Some(Ok(event)) => event,
                Some(Err(error)) if error.is_retryable() && this.begin_anew() => continue,
                Some(Err(error)) => {
                    this.reconnect = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None if this.begin_anew() => continue,
                None => return Poll::Ready(None),
            };
            if let Some(reconnect) = &mut this.reconnect {
                reconnect.succeed();
            }
            if this.is_json {
                match event.data.trim_ascii() {
                    "" => continue,
                    "[DONE]" => {
                        // What comes after is not read.
                        this.frames.body = None;
                        this.frames.decoder.events.clear();
                        this.reconnect = None;
                        return Poll::Ready(None);
                    }
                    _ => {}
                }
            }
            let data = (this.decode)(&event.data)
                .map_err(|error| this.frames.undecodable(event.data.as_bytes(), error));
            return Poll::Ready(Some(data.map(|data| Event {
                event: event.event,
                id: event.id,
                retry: event.retry,
                data,
            })));
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("response", self.frames.response())
            .field("is_closed", &self.frames.is_closed())
            .finish_non_exhaustive()
    }
}

const MEDIA_TYPE: &str = "text/event-stream";

fn is_ours(stream: &RawStream) -> bool {
    RawStream::is_of(stream.response().headers(), MEDIA_TYPE)
}

/// Returns the error of an answer that is of another type, whose body is here.
#[cold]
fn other_type(stream: &RawStream) -> Error {
    let response = stream.response();
    let said = response.headers().get(CONTENT_TYPE);
    let said = said.and_then(|said| said.to_str().ok()).unwrap_or_default();
    Error::decode(
        response,
        "",
        format!("it is of type `{said}`, not `{MEDIA_TYPE}`"),
    )
}

/// Reads events whose data is JSON of type `T`.
#[derive(Debug)]
pub struct Events<T>(PhantomData<fn() -> T>);

impl<T: Decode> FromStream for Events<T> {
    type Output = EventStream<T>;

    const MEDIA_TYPE: &'static str = MEDIA_TYPE;

    fn from_stream(stream: RawStream) -> Result<EventStream<T>, Error> {
        EventStream::new(stream, |text| codec::from_slice(text.as_bytes()), true)
    }
}

/// Reads events whose data is text.
#[derive(Debug)]
pub struct TextEvents;

impl FromStream for TextEvents {
    type Output = EventStream<String>;

    const MEDIA_TYPE: &'static str = MEDIA_TYPE;

    fn from_stream(stream: RawStream) -> Result<EventStream<String>, Error> {
        EventStream::new(stream, |text| Ok(text.to_owned()), false)
    }
}

/// Finds events in bytes.
struct EventDecoder {
    limit: usize,
    /// The line that has not ended yet.
    line: Vec<u8>,
    /// Whether the last line ended with a carriage return, so that a line feed belongs to it.
    after_return: bool,
    is_first_line: bool,
    is_stopped: bool,
    data: String,
    event: String,
    id: Option<String>,
    /// That of the last event that was complete.
    last_id: Option<String>,
    retry: Option<Duration>,
    /// How long to wait before the stream is asked for again, by what the server said last.
    wait: Option<Duration>,
    events: VecDeque<Result<Event<String>, String>>,
}

impl EventDecoder {
    fn new() -> Self {
        Self {
            limit: LIMIT,
            line: Vec::new(),
            after_return: false,
            is_first_line: true,
            is_stopped: false,
            data: String::new(),
            event: String::new(),
            id: None,
            last_id: None,
            retry: None,
            wait: None,
            events: VecDeque::new(),
        }
    }

    /// Forgets what is not complete, before another stream.
    fn begin_anew(&mut self) {
        self.line.clear();
        self.after_return = false;
        self.is_first_line = true;
        self.data.clear();
        self.event.clear();
        self.id.clone_from(&self.last_id);
        self.retry = None;
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let mut bytes = &line[..];
        if std::mem::take(&mut self.is_first_line) {
            bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        }
        if bytes.is_empty() {
            self.dispatch();
        } else {
            // No character of several bytes holds the byte of a line break, so decoding line by line
            // is decoding the whole.
            self.field(&String::from_utf8_lossy(bytes));
        }
        // The next line may have the memory.
        self.line = line;
        self.line.clear();
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "event" => value.clone_into(&mut self.event),
            "id" if !value.contains('\0') => {
                self.id = (!value.is_empty()).then(|| value.to_owned());
            }
            "retry" if !value.is_empty() && value.bytes().all(|it| it.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
                self.wait = self.retry.or(self.wait);
            }
            // A comment has no name; what is not known is passed over.
            _ => {}
        }
    }

    fn dispatch(&mut self) {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        self.last_id.clone_from(&self.id);
        if data.is_empty() {
            return;
        }
        data.pop();
        self.events.push_back(Ok(Event {
            event: match event.is_empty() {
                true => "message".to_owned(),
                false => event,
            },
            id: self.id.clone(),
            retry: self.retry.take(),
            data,
        }));
    }
}

impl Decoder for EventDecoder {
    type Item = Event<String>;

    fn push(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() && !self.is_stopped {
            if std::mem::take(&mut self.after_return) && bytes[0] == b'\n' {
                bytes = &bytes[1..];
                continue;
            }
            let end = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let piece = &bytes[..end.unwrap_or(bytes.len())];
            if self.line.len() + self.data.len() + piece.len() > self.limit {
                self.is_stopped = true;
                let reason = format!("an event is longer than {} bytes", self.limit);
                self.events.push_back(Err(reason));
                return;
            }
            self.line.extend_from_slice(piece);
            match end {
                Some(end) => {
                    self.after_return = bytes[end] == b'\r';
                    bytes = &bytes[end + 1..];
                    self.end_line();
                }
                None => return,
            }
        }
    }

    /// An event that is not complete is none.
    fn finish(&mut self) {
        self.line.clear();
    }

    fn pop(&mut self) -> Option<Result<Event<String>, String>> {
        self.events.pop_front()
    }
}
