//! A server on the loopback interface that answers by a script.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one connection.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Reads the request and answers.
    Answer(String),
    /// Reads the request and answers with what may be no text.
    Bytes(Vec<u8>),
    /// Reads the request and closes the connection.
    Close,
    /// Reads the request and resets the connection.
    Reset,
    /// Reads the request and says nothing.
    Hang,
    /// Reads the request, says so much, and no more until the client is gone.
    Stall(String),
    /// Reads the request and answers with very many bytes.
    Flood {
        bytes: u64,
        is_chunked: bool,
        status: u16,
    },
}

impl Reply {
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let mut text = format!("HTTP/1.1 {status} Some Reason\r\nconnection: close\r\n");
        for (name, value) in headers {
            text.push_str(&format!("{name}: {value}\r\n"));
        }
        text.push_str(&format!("content-length: {}\r\n\r\n{body}", body.len()));
        Self::Answer(text)
    }

    pub(crate) fn json(status: u16, body: &str) -> Self {
        Self::new(status, &[("content-type", "application/json")], body)
    }
}

/// The server, and the requests that it got, as text with header names in lower case.
pub(crate) struct Server {
    pub(crate) url: String,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    requests: Mutex<Vec<String>>,
    /// How many connections are over.
    closed: AtomicUsize,
    /// How many bytes floods have sent, and how many of these are over.
    sent: AtomicU64,
    floods: AtomicUsize,
}

impl Server {
    /// Starts a server that gives each connection the next reply, and the last one again.
    pub(crate) async fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State::default());
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            let mut count = 0;
            while let Ok((stream, _)) = listener.accept().await {
                let reply = replies[count.min(replies.len() - 1)].clone();
                count += 1;
                let state = Arc::clone(&shared);
                tokio::spawn(async move {
                    serve(stream, reply, &state).await;
                    state.closed.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, state }
    }

    pub(crate) fn requests(&self) -> Vec<String> {
        self.state.requests.lock().unwrap().clone()
    }

    /// Waits until so many connections are over.
    pub(crate) async fn all_closed(&self, expected: usize) {
        let closed = || self.state.closed.load(Ordering::SeqCst);
        wait("connections are closed", || closed() >= expected).await;
    }

    /// Waits until a flood is over, and returns how many bytes the server got rid of.
    pub(crate) async fn sent(&self) -> u64 {
        let floods = || self.state.floods.load(Ordering::SeqCst);
        wait("the flood is over", || floods() > 0).await;
        self.state.sent.load(Ordering::SeqCst)
    }
}

async fn wait(what: &str, mut is_so: impl FnMut() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("it takes too long until {what}");
}

async fn serve(mut stream: TcpStream, reply: Reply, state: &State) {
    let mut bytes = Vec::new();
    let text = loop {
        let mut chunk = [0; 4096];
        let read = stream.read(&mut chunk).await.unwrap_or(0);
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let complete = text.split_once("\r\n\r\n").is_some_and(|(head, body)| {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "))
                .map_or(0, |length| length.parse().unwrap());
            body.len() >= length
        });
        if complete || read == 0 {
            break text;
        }
    };
    state.requests.lock().unwrap().push(text);
    match reply {
        Reply::Answer(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
        Reply::Bytes(bytes) => {
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Reply::Close => drop(stream),
        Reply::Reset => {
            // What is closed at once, with nothing more said, is reset.
            socket_reset(&stream);
            drop(stream);
        }
        Reply::Hang => until_gone(&mut stream).await,
        Reply::Stall(text) => {
            let _ = stream.write_all(text.as_bytes()).await;
            until_gone(&mut stream).await;
        }
        Reply::Flood {
            bytes,
            is_chunked,
            status,
        } => {
            flood(&mut stream, bytes, is_chunked, status, state).await;
            state.floods.fetch_add(1, Ordering::SeqCst);
        }
    }
}

fn socket_reset(stream: &TcpStream) {
    stream.set_zero_linger().unwrap();
}

/// Waits until the client closes the connection.
async fn until_gone(stream: &mut TcpStream) {
    let mut rest = [0; 1024];
    while matches!(stream.read(&mut rest).await, Ok(1..)) {}
}

async fn flood(stream: &mut TcpStream, bytes: u64, is_chunked: bool, status: u16, state: &State) {
    let coding = match is_chunked {
        true => "transfer-encoding: chunked".to_owned(),
        false => format!("content-length: {bytes}"),
    };
    let head = format!("HTTP/1.1 {status} X\r\n{coding}\r\n\r\n");
    if stream.write_all(head.as_bytes()).await.is_err() {
        return;
    }
    let piece = [b'a'; 1 << 16];
    let mut framed = format!("{:x}\r\n", piece.len()).into_bytes();
    framed.extend_from_slice(&piece);
    framed.extend_from_slice(b"\r\n");
    let piece = if is_chunked { &framed[..] } else { &piece[..] };
    for _ in 0..bytes >> 16 {
        if stream.write_all(piece).await.is_err() {
            return;
        }
        state.sent.fetch_add(piece.len() as u64, Ordering::SeqCst);
    }
    if is_chunked {
        let _ = stream.write_all(b"0\r\n\r\n").await;
    }
}
