//! Servers that do what none should, over sockets: each call ends in time, with the error that says what
//! happened, after as many requests as the policy allows.

use std::time::Instant as Clock;

use sdkwright_runtime::runtime::{Binary, Json};

use super::*;

/// How long a call may take that ends because of what the server does, not because of the clock.
const SOON: Duration = Duration::from_secs(5);

/// What a call came to.
struct Ended {
    error: Error,
    /// How many requests the server got.
    requests: usize,
}

/// Makes a call to a server that always gives the same reply.
async fn end(method: Method, reply: Reply) -> Ended {
    end_by(method, reply, |builder| builder).await
}

async fn end_by(
    method: Method,
    reply: Reply,
    set: impl FnOnce(CoreBuilder) -> CoreBuilder,
) -> Ended {
    let server = Server::start(vec![reply]).await;
    let builder = core_of(&server).credential("s", Credential::bearer(SECRET));
    let core = set(builder).build().unwrap();
    let start = Clock::now();
    let call = Call::new(&core, operation(method, SCHEME)).query("key", SECRET);
    let error = call.send::<Text>().await.unwrap_err();
    assert!(
        start.elapsed() < SOON,
        "{error} after {:?}",
        start.elapsed()
    );
    let text = format!("{error} {error:?} {error:#?}");
    assert!(!text.contains(SECRET), "{text}");
    Ended {
        error,
        requests: server.requests().len(),
    }
}

/// A reply that says that more comes than does.
fn cut(status: u16, body: &str) -> Reply {
    Reply::Answer(format!(
        "HTTP/1.1 {status} X\r\ncontent-length: 1000\r\n\r\n{body}"
    ))
}

#[tokio::test]
async fn a_connection_that_is_reset_is_tried_again_where_that_is_safe() {
    for reply in [Reply::Close, Reply::Reset] {
        let ended = end(Method::GET, reply.clone()).await;
        assert_eq!(ended.error.kind(), ErrorKind::Transport);
        assert_eq!((ended.requests, ended.error.attempts()), (3, 3));
        let ended = end(Method::POST, reply).await;
        assert_eq!(ended.error.kind(), ErrorKind::Transport);
        assert!(ended.error.is_retryable() && !ended.error.is_connect());
        assert_eq!((ended.requests, ended.error.attempts()), (1, 1));
    }
}

#[tokio::test]
async fn a_server_that_stalls_is_left_in_each_phase() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    for reply in [
        Reply::Hang,
        Reply::Stall(String::new()),
        Reply::Stall("HTTP/1.1 2".to_owned()),
        Reply::Stall(head.to_owned()),
        Reply::Stall(format!("{head}content-length: 10\r\n\r\nhalf")),
        Reply::Stall(format!(
            "{head}transfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n"
        )),
        Reply::Stall(format!("{head}transfer-encoding: chunked\r\n\r\nf")),
    ] {
        let limit = Duration::from_millis(150);
        let start = Clock::now();
        let ended = end_by(Method::GET, reply, |builder| builder.timeout(limit)).await;
        assert_eq!(
            ended.error.to_string(),
            "op: no answer came in 150ms, the time for the call"
        );
        assert!(ended.error.is_timeout());
        assert_eq!(ended.requests, 1);
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

/// Nothing answers at an address of the block for documentation (RFC 5737); whether connecting to it hangs
/// or fails at once is up to the machine. The queue of a listener that accepts nobody does hang.
#[tokio::test]
async fn a_connection_that_is_not_made_is_left() {
    let listener = tokio::net::TcpSocket::new_v4().unwrap();
    listener.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = listener.listen(1).unwrap();
    let address = listener.local_addr().unwrap();
    let mut queued = Vec::new();
    for _ in 0..4 {
        let connecting = tokio::net::TcpStream::connect(address);
        if let Ok(Ok(stream)) = tokio::time::timeout(Duration::from_millis(100), connecting).await {
            queued.push(stream);
        }
    }
    let core = Core::builder()
        .server(format!("http://{address}"))
        .connect_timeout(Duration::from_millis(100))
        .retry(RetryPolicy::new().initial_backoff(Duration::from_millis(1)))
        .build()
        .unwrap();
    // A POST, too, is not tried again: the policy looks at the method, not at how far it got.
    for (method, attempts) in [(Method::GET, 3), (Method::POST, 1)] {
        let start = Clock::now();
        let error = call(&core, method).send::<Text>().await.unwrap_err();
        assert!(error.is_timeout() && error.is_connect(), "{error}");
        assert_eq!(error.attempts(), attempts);
        assert!(start.elapsed() < SOON);
    }
}

#[tokio::test]
async fn retry_after_is_obeyed_in_both_forms() {
    let dates = [
        ("date", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ("retry-after", "Sun, 06 Nov 1994 08:49:38 GMT"),
    ];
    let seconds = [("retry-after", "1")];
    for headers in [&dates[..], &seconds[..]] {
        let busy = Reply::new(429, headers, "later");
        let server = Server::start(vec![busy, Reply::json(200, "ok")]).await;
        let core = core_of(&server).build().unwrap();
        let start = Clock::now();
        call(&core, Method::GET).send::<Text>().await.unwrap();
        let waited = start.elapsed().as_secs_f64();
        assert!((1.0..2.0).contains(&waited), "{waited}");
        assert_eq!(server.requests().len(), 2);
    }
    // Longer than anybody waits: the answer is the error.
    let hours = Reply::new(429, &[("retry-after", "7200")], "later");
    let ended = end(Method::GET, hours).await;
    assert_eq!(ended.error.status().unwrap(), 429);
    assert_eq!(ended.requests, 1);
    let ended = end(
        Method::POST,
        Reply::new(429, &[("retry-after", "0")], "later"),
    )
    .await;
    assert_eq!(ended.requests, 1);
}

#[tokio::test]
async fn a_body_that_is_cut_short_says_that_the_request_succeeded() {
    let ended = end(Method::POST, cut(201, "half")).await;
    assert_eq!(ended.error.kind(), ErrorKind::Transport);
    assert_eq!(ended.error.status().unwrap(), 201);
    let text = ended.error.to_string();
    let expected = "op: the request succeeded (201 Created), but the connection broke: ";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!(ended.requests, 1);
    assert_eq!(end(Method::GET, cut(200, "half")).await.requests, 3);
    // Of an error, the status counts, and what came of the body.
    let ended = end(Method::POST, cut(409, "taken already")).await;
    assert_eq!(ended.error.kind(), ErrorKind::Status);
    assert_eq!(ended.error.body().unwrap(), "taken already");
}

#[tokio::test]
async fn a_body_that_is_too_long_is_not_read() {
    const MEGABYTES: u64 = 1 << 20;
    let limit = |builder: CoreBuilder| builder.max_body(8 * MEGABYTES);
    let message = "op: the request succeeded (200 OK), but the body cannot be decoded: it is longer \
                   than 8388608 bytes, which `max_body` limits it to";
    // One that says how long it is is refused before it is read.
    for (is_chunked, most) in [(false, 4 * MEGABYTES), (true, 24 * MEGABYTES)] {
        let server = Server::start(vec![Reply::Flood {
            bytes: 100 * MEGABYTES,
            is_chunked,
            status: 200,
        }])
        .await;
        let core = limit(core_of(&server)).build().unwrap();
        let error = call(&core, Method::GET).send::<Binary>().await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!(error.body().unwrap().len(), 0);
        assert_eq!(server.requests().len(), 1);
        // The connection is closed, so the server gets rid of little more than what its buffers hold.
        let sent = server.sent().await;
        assert!(sent < most, "{sent} bytes were sent");
    }
    // An error by its status stays one, with the beginning of its body.
    let server = Server::start(vec![Reply::Flood {
        bytes: 100 * MEGABYTES,
        is_chunked: true,
        status: 400,
    }])
    .await;
    let core = core_of(&server).max_body(1000).build().unwrap();
    let error = call(&core, Method::GET).send::<Binary>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 400 Bad Request");
    assert_eq!(error.body().unwrap().len(), 1000);
    // What is just as long as it may be is read.
    let server = Server::start(vec![Reply::json(200, "12345")]).await;
    for (limit, is_read) in [(5, true), (4, false)] {
        let core = core_of(&server).max_body(limit).build().unwrap();
        let sent = call(&core, Method::GET).send::<Text>().await;
        assert_eq!(sent.is_ok(), is_read);
    }
}

#[tokio::test]
async fn the_default_limit_is_64_mebibytes() {
    let server = Server::start(vec![Reply::Flood {
        bytes: 100 << 20,
        is_chunked: false,
        status: 200,
    }])
    .await;
    let core = core_of(&server).build().unwrap();
    let error = call(&core, Method::GET).send::<Binary>().await.unwrap_err();
    assert!(
        error.to_string().contains("longer than 67108864 bytes"),
        "{error}"
    );
}

async fn read_as_json(headers: &[(&str, &str)], body: &str) -> Error {
    let server = Server::start(vec![Reply::new(200, headers, body)]).await;
    let core = core_of(&server).build().unwrap();
    let call = call(&core, Method::GET);
    let error = call.send::<Json<Vec<String>>>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.status().unwrap(), 200);
    assert_eq!(server.requests().len(), 1);
    error
}

#[tokio::test]
async fn a_body_of_another_type_is_told_by_its_type() {
    let error = read_as_json(&[("content-type", "text/html")], "<html>Log in</html>").await;
    let text = error.to_string();
    let expected = "it is of type `text/html` instead of JSON: ";
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains("Log in"), "{text}");
    assert_eq!(error.body().unwrap(), "<html>Log in</html>");
}

#[tokio::test]
async fn json_that_is_none_is_an_error_at_its_place() {
    let json = [("content-type", "application/json")];
    for (body, path) in [
        (r#"["a", "b"#, ""),
        (r#"["a", 1]"#, "[1]"),
        (r#"["a", "\ud800"]"#, ""),
        ("", ""),
        ("[\"\u{0}\"]", ""),
        (r#"["a"] x"#, ""),
        (r#"[1e999]"#, "[0]"),
    ] {
        let error = read_as_json(&json, body).await;
        if !path.is_empty() {
            assert_eq!(error.path(), Some(path), "{body}");
        }
    }
    // So deep that whoever reads it by recursion has no stack left.
    for depth in [1_000, 1_000_000] {
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        read_as_json(&json, &format!("{open}{close}")).await;
        let core_of_value = format!("{open}{close}");
        let server = Server::start(vec![Reply::json(200, &core_of_value)]).await;
        let core = core_of(&server).build().unwrap();
        let sent = call(&core, Method::GET).send::<Json<serde_json::Value>>();
        assert_eq!(sent.await.unwrap_err().kind(), ErrorKind::Decode);
    }
}

#[tokio::test]
async fn text_that_is_no_utf_8_is_an_error() {
    let server = Server::start(vec![Reply::Bytes(
        [
            &b"HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n"[..],
            &[b'a', 0xFF, b'b'],
        ]
        .concat(),
    )])
    .await;
    let core = core_of(&server).build().unwrap();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("invalid utf-8"), "{error}");
    let error = call(&core, Method::GET).send::<Json<String>>().await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Decode);
}

/// The transport asks for no compression, and undoes none: a bomb stays as small as it was sent.
#[tokio::test]
async fn what_is_compressed_is_not_blown_up() {
    let headers = [
        ("content-type", "application/json"),
        ("content-encoding", "gzip"),
    ];
    let server = Server::start(vec![Reply::new(200, &headers, "not really gzip")]).await;
    let core = core_of(&server).build().unwrap();
    let body = call(&core, Method::GET).send::<Binary>().await.unwrap();
    assert_eq!(body, "not really gzip");
    assert!(!server.requests()[0].contains("accept-encoding"));
    let error = read_as_json(&headers, "not really gzip").await;
    let text = error.to_string();
    assert!(text.contains("which is encoded by `gzip`"), "{text}");
}

#[tokio::test]
async fn a_redirect_that_leads_nowhere_ends() {
    // In a loop: each of the eleven requests is one connection.
    let server = Server::start(vec![Reply::new(302, &[("location", "/a")], "")]).await;
    let core = core_of(&server).build().unwrap();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302);
    assert_eq!(server.requests().len(), 11);
    // To another host, which gets no credential, neither in a header nor in a query nor in a cookie.
    let stranger = Server::start(vec![Reply::json(200, "ok")]).await;
    let location = format!("{}/a", stranger.url);
    for status in [301, 302, 303, 307, 308] {
        let server = Server::start(vec![Reply::new(status, &[("location", &location)], "")]).await;
        for credential in [
            Credential::bearer(SECRET),
            Credential::header("X-Key", SECRET),
            Credential::query("key", SECRET),
            Credential::cookie("sid", SECRET),
            Credential::bearer_from(|_: TokenRequest| async { Ok(SECRET) }),
        ] {
            let core = core_of(&server)
                .credential("s", credential)
                .build()
                .unwrap();
            let call = Call::new(&core, operation(Method::GET, SCHEME));
            call.send::<Text>().await.unwrap();
        }
    }
    let seen = stranger.requests();
    assert_eq!(seen.len(), 25);
    assert!(!seen.concat().contains(SECRET));
}

#[tokio::test]
async fn a_head_without_end_is_left() {
    let server = Server::start(vec![Reply::Stall(format!(
        "HTTP/1.1 200 OK\r\n{}",
        "x-filler: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n"
            .repeat(20_000)
    ))])
    .await;
    let core = core_of(&server).retry(RetryPolicy::none()).build().unwrap();
    let start = Clock::now();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(start.elapsed() < SOON);
    for nonsense in [
        "\0\0\0\0",
        "SSH-2.0-OpenSSH_9\r\n",
        "HTTP/1.1 999999 X\r\n\r\n",
        "HTTP/1.1 200 OK\r\n: x\r\n\r\n",
    ] {
        let ended = end(Method::GET, Reply::Answer(nonsense.to_owned())).await;
        assert_eq!(ended.error.kind(), ErrorKind::Transport, "{nonsense}");
        assert_eq!(ended.requests, 3);
    }
}

#[tokio::test]
async fn no_parameter_becomes_a_header_or_another_path() {
    static ITEM: Operation = Operation {
        id: "item",
        method: "GET",
        path: "/items/{id}/parts",
        server: None,
        security: Security::None,
        accept: "",
        defaults: &[],
    };
    let server = Server::start(vec![Reply::json(200, "ok")]).await;
    let core = core_of(&server).build().unwrap();
    for value in ["a\r\nx-admin: 1", "a\nb", "a\0b", "a\r"] {
        for call in [
            call(&core, Method::GET).header_parameter("X-P", value),
            call(&core, Method::GET).header("X-P", value),
            call(&core, Method::GET).idempotency_key(value),
        ] {
            let error = call.send::<Text>().await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Request);
            assert!(error.to_string().contains("holds a line break"), "{error}");
        }
    }
    for value in ["", ".", ".."] {
        let error = Call::new(&core, &ITEM)
            .path("id", value)
            .send::<Text>()
            .await;
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Request);
    }
    assert!(server.requests().is_empty());
    for (value, sent) in [
        ("a/b", "a%2Fb"),
        ("../admin", "..%2Fadmin"),
        ("%2F", "%252F"),
        ("%2e%2e", "%252e%252e"),
        ("a?b#c", "a%3Fb%23c"),
        ("a\r\nx: y", "a%0D%0Ax%3A%20y"),
        ("\u{1F600}", "%F0%9F%98%80"),
        ("\\..\\", "%5C..%5C"),
        ("a;b=c", "a%3Bb%3Dc"),
    ] {
        let call = Call::new(&core, &ITEM).path("id", value).query("q", value);
        call.send::<Text>().await.unwrap();
        let request = server.requests().pop().unwrap();
        let line = format!("GET /items/{sent}/parts?q={sent} HTTP/1.1\r\n");
        assert!(request.starts_with(&line), "{request}");
    }
}
