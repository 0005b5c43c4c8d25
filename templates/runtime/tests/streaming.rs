//! Streams over a socket: pieces are given when they come, and a connection ends when nobody reads.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::pin::Pin;
use std::sync::mpsc::{Receiver, channel};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use sdkwright_runtime::runtime::{
    Body, Call, Chunks, Core, Empty, ErrorKind, Form, Operation, Part, RetryPolicy, Security,
    TextEvents,
};

const SECONDS: Duration = Duration::from_secs(20);

fn call(url: &str, method: &'static str) -> Call {
    let core = Core::builder().server(url).retry(RetryPolicy::none());
    let operation = Box::leak(Box::new(Operation {
        id: "op",
        method,
        path: "/a",
        server: None,
        security: Security::None,
        accept: "",
        defaults: &[],
    }));
    let core = core.timeout(Duration::from_millis(1500));
    Call::new(&core.build().expect("it is valid"), operation)
}

/// Serves one connection.
fn server<T: Send + 'static>(
    serve: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (String, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let url = format!("http://{}", listener.local_addr().expect("it is bound"));
    let served = thread::spawn(move || {
        let (stream, _) = listener.accept().expect("somebody connects");
        stream
            .set_read_timeout(Some(SECONDS))
            .expect("it is a socket");
        serve(stream)
    });
    (url, served)
}

/// Reads up to the end of the head of a request.
fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).expect("there is a head");
        head.push(byte[0]);
    }
    String::from_utf8(head)
        .expect("it is text")
        .to_ascii_lowercase()
}

fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).expect("somebody reads");
    stream.flush().expect("somebody reads");
}

fn chunk(stream: &mut TcpStream, text: &str) {
    write(stream, &format!("{:x}\r\n{text}\r\n", text.len()));
}

const EVENTS: &str =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn each_event_is_given_before_the_next_one_is_sent() {
    let (seen, sees): (_, Receiver<()>) = channel();
    let (url, served) = server(move |mut stream| {
        read_head(&mut stream);
        write(&mut stream, EVENTS);
        for number in 0..3 {
            chunk(&mut stream, &format!("data: {number}\n\n"));
            // Nothing more is sent before the caller has this one.
            sees.recv_timeout(SECONDS).expect("the caller has it");
        }
        chunk(&mut stream, "");
    });
    let mut events = call(&url, "GET")
        .stream::<TextEvents>()
        .await
        .expect("it begins");
    for number in 0..3 {
        let event = events.next().await.expect("it goes on").expect("it is one");
        assert_eq!(event.data, number.to_string());
        seen.send(()).expect("the server waits");
    }
    assert!(events.next().await.is_none());
    served.join().expect("it went well");
}

#[tokio::test]
async fn dropping_a_stream_closes_its_connection() {
    let (url, served) = server(|mut stream| {
        read_head(&mut stream);
        write(&mut stream, EVENTS);
        chunk(&mut stream, "data: 1\n\n");
        // The end of what the caller sends: it has closed.
        let mut rest = Vec::new();
        let read = stream.read_to_end(&mut rest);
        read.map_or(true, |read| read == 0)
    });
    let mut events = call(&url, "GET")
        .stream::<TextEvents>()
        .await
        .expect("it begins");
    assert_eq!(
        events
            .next()
            .await
            .expect("it goes on")
            .expect("it is one")
            .data,
        "1"
    );
    drop(events);
    let closed = tokio::task::spawn_blocking(|| served.join());
    let closed = tokio::time::timeout(SECONDS, closed)
        .await
        .expect("it ends in time");
    assert!(closed.expect("it is joined").expect("it went well"));
}

#[tokio::test]
async fn the_time_for_a_call_is_not_that_of_its_stream() {
    let (url, served) = server(|mut stream| {
        read_head(&mut stream);
        write(&mut stream, EVENTS);
        thread::sleep(Duration::from_millis(2000));
        chunk(&mut stream, "data: late\n\n");
        chunk(&mut stream, "");
    });
    let mut events = call(&url, "GET")
        .stream::<TextEvents>()
        .await
        .expect("it begins");
    assert_eq!(
        events
            .next()
            .await
            .expect("it goes on")
            .expect("it is one")
            .data,
        "late"
    );
    served.join().expect("it went well");
    // But a body that is read whole has to be there in time.
    let (url, _served) = server(|mut stream| {
        read_head(&mut stream);
        write(&mut stream, EVENTS);
        let _ = stream.read(&mut [0]);
    });
    let error = call(&url, "GET")
        .send::<Empty>()
        .await
        .expect_err("it takes too long");
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error() {
    let (url, served) = server(|mut stream| {
        read_head(&mut stream);
        write(
            &mut stream,
            "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf",
        );
    });
    let mut bytes = call(&url, "GET")
        .stream::<Chunks>()
        .await
        .expect("it begins");
    assert_eq!(bytes.length(), Some(10));
    assert_eq!(
        bytes.next().await.expect("it begins").expect("it came"),
        "half"
    );
    let error = bytes
        .next()
        .await
        .expect("it is told")
        .expect_err("it broke off");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(bytes.next().await.is_none());
    served.join().expect("it went well");
}

/// A stream of prepared pieces.
struct Pieces(VecDeque<std::io::Result<Bytes>>);

impl Stream for Pieces {
    type Item = std::io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

fn pieces(pieces: &[&'static str]) -> Body {
    let pieces = pieces
        .iter()
        .map(|piece| Ok(Bytes::from_static(piece.as_bytes())));
    Body::stream(Pieces(pieces.collect()))
}

#[tokio::test]
async fn a_streamed_body_says_its_length_where_it_has_one() {
    for (body, framing, sent) in [
        (
            pieces(&["12", "345"]).with_length(5),
            "content-length: 5\r\n",
            "12345",
        ),
        (
            pieces(&["12", "345"]),
            "transfer-encoding: chunked\r\n",
            "2\r\n12\r\n3\r\n345\r\n0\r\n\r\n",
        ),
    ] {
        let (url, served) = server(move |mut stream| {
            let head = read_head(&mut stream);
            let mut body = vec![0; sent.len()];
            stream.read_exact(&mut body).expect("it is sent");
            write(&mut stream, "HTTP/1.1 204 No Content\r\n\r\n");
            (head, String::from_utf8(body).expect("it is text"))
        });
        let put = call(&url, "PUT").bytes("application/octet-stream", body);
        put.send::<Empty>().await.expect("it is sent");
        let (head, body) = served.join().expect("it went well");
        assert!(head.contains(framing), "{head}");
        assert_eq!(body, sent);
    }
}

#[tokio::test]
async fn a_body_in_parts_is_one_body() {
    let form = Form::new().part("file", Part::stream(pieces(&["12"]).with_length(2)));
    let post = call("http://127.0.0.1:9", "POST").multipart("multipart/form-data", &form);
    let length = post.into_request().expect("it is valid").body().length();
    let (url, served) = server(move |mut stream| {
        let head = read_head(&mut stream);
        let length = length.expect("it is known");
        assert!(
            head.contains(&format!("content-length: {length}\r\n")),
            "{head}"
        );
        let mut body = vec![0; usize::try_from(length).expect("it is small")];
        stream.read_exact(&mut body).expect("it is sent");
        write(&mut stream, "HTTP/1.1 204 No Content\r\n\r\n");
    });
    let post = call(&url, "POST").multipart("multipart/form-data", &form);
    post.send::<Empty>().await.expect("it is sent");
    served.join().expect("it went well");
}

#[tokio::test]
async fn a_body_that_fails_is_told_as_what_it_is() {
    let failing = [
        Ok(Bytes::from_static(b"1")),
        Err(std::io::Error::other("the disk is gone")),
    ];
    let (url, _served) = server(|mut stream| {
        read_head(&mut stream);
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let put = call(&url, "PUT").bytes("text/plain", Body::stream(Pieces(failing.into())));
    let error = put.send::<Empty>().await.expect_err("it fails");
    assert_eq!(error.kind(), ErrorKind::Request, "{error:?}");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}
