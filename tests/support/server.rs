//! A server on the loopback interface that answers as it is told and records what comes.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The server. It ends with the runtime that it was started in.
pub(crate) struct Server {
    pub(crate) url: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    answers: VecDeque<Answer>,
    requests: Vec<Request>,
}

/// A request, as it came.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) target: String,
    /// Names are in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) media_type: Option<String>,
    pub(crate) body: Vec<u8>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { url, state }
    }

    /// Prepares the answer to the next request that has none yet.
    pub(crate) fn answer(&self, answer: Answer) {
        self.state.lock().unwrap().answers.push_back(answer);
    }

    /// Returns the requests since this was called last.
    pub(crate) fn take(&self) -> Vec<Request> {
        std::mem::take(&mut self.state.lock().unwrap().requests)
    }
}

impl Request {
    /// Returns the values of a header.
    pub(crate) fn header(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(given, _)| given == name);
        same.map(|(_, value)| value.as_str()).collect()
    }
}

async fn serve(stream: TcpStream, state: Arc<Mutex<State>>) {
    let mut stream = BufReader::new(stream);
    while let Some(request) = read(&mut stream).await {
        let answer = {
            let mut state = state.lock().unwrap();
            state.requests.push(request);
            state.answers.pop_front()
        };
        // Without an answer the connection is closed, which the client reports.
        let Some(answer) = answer else { return };
        stream.write_all(&written(answer)).await.unwrap();
        stream.flush().await.unwrap();
    }
}

/// Reads one request (RFC 9112 section 2), `None` at the end of the connection.
async fn read(stream: &mut BufReader<TcpStream>) -> Option<Request> {
    let start = line(stream).await?;
    let mut parts = start.split(' ');
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    assert_eq!(parts.collect::<Vec<_>>(), ["HTTP/1.1"], "{start}");
    let mut headers = Vec::new();
    loop {
        let line = line(stream).await?;
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(':').expect("a header has a colon");
        headers.push((name.to_lowercase(), value.trim().to_owned()));
    }
    let mut request = Request {
        method,
        target,
        headers,
        body: Vec::new(),
    };
    if let [length] = request.header("content-length")[..] {
        request.body = vec![0; length.parse().expect("a length is a number")];
        stream.read_exact(&mut request.body).await.ok()?;
    }
    Some(request)
}

async fn line(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    match stream.read_line(&mut line).await {
        Ok(1..) => Some(line.trim_end_matches(['\r', '\n']).to_owned()),
        Ok(0) | Err(_) => None,
    }
}

fn written(answer: Answer) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {} -\r\n", answer.status);
    if let Some(media_type) = answer.media_type {
        text += &format!("content-type: {media_type}\r\n");
    }
    if answer.status != 204 {
        text += &format!("content-length: {}\r\n", answer.body.len());
    }
    text += "\r\n";
    [text.into_bytes(), answer.body].concat()
}
