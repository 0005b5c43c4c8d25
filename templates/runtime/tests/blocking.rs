//! Calls that are waited for: without an async runtime, in several threads, within a runtime, streams.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use sdkwright_runtime::runtime::blocking::{Wait, iter};
use sdkwright_runtime::runtime::{
    Call, Chunks, Core, Error, ErrorKind, Json, Operation, RetryPolicy, Security,
};

static LIST: Operation = Operation {
    id: "list",
    method: "GET",
    path: "/list",
    server: None,
    security: Security::None,
    accept: "application/json",
    defaults: &[],
};

/// Starts a server that answers every request with a body, or with nothing at all.
fn server(body: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || answer(stream.unwrap(), body));
        }
    });
    url
}

fn answer(mut stream: TcpStream, body: Option<&str>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut line = String::new();
    loop {
        line.clear();
        match reader.read_line(&mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) if line == "\r\n" => match body {
                Some(body) => {
                    let length = body.len();
                    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n");
                    stream
                        .write_all(format!("{head}{body}").as_bytes())
                        .unwrap();
                }
                None => {
                    let _ = reader.read_to_end(&mut Vec::new());
                    return;
                }
            },
            Ok(_) => {}
        }
    }
}

fn call(url: &str) -> Call {
    let core = Core::builder().base_url(url).build().unwrap();
    Call::new(&core, &LIST)
}

fn list(url: &str) -> Result<Vec<u32>, Error> {
    call(url).send::<Json<Vec<u32>>>().wait()
}

#[test]
fn a_call_is_waited_for_without_a_runtime() {
    assert_eq!(list(&server(Some("[1, 2]"))).unwrap(), [1, 2]);
}

#[test]
fn threads_wait_at_the_same_time_with_one_client() {
    let core = Core::builder()
        .base_url(server(Some("[3]")))
        .build()
        .unwrap();
    let threads: Vec<_> = (0..16)
        .map(|_| {
            let core = core.clone();
            thread::spawn(move || Call::new(&core, &LIST).send::<Json<Vec<u32>>>().wait())
        })
        .collect();
    for thread in threads {
        assert_eq!(thread.join().unwrap().unwrap(), [3]);
    }
}

#[test]
fn time_outs_hold() {
    let call = call(&server(None))
        .timeout(Duration::from_millis(50))
        .retry(RetryPolicy::none());
    let error = call.send::<Json<Vec<u32>>>().wait().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_call_may_be_waited_for_within_a_runtime() {
    assert_eq!(list(&server(Some("[4]"))).unwrap(), [4]);
}

#[test]
fn streams_are_iterators() {
    let chunks = call(&server(Some("[5]"))).stream::<Chunks>();
    let bytes: Vec<u8> = iter(chunks.wait().unwrap())
        .flat_map(|chunk| chunk.unwrap().to_vec())
        .collect();
    assert_eq!(bytes, b"[5]");
}
