//! What is tried again, how often and when.

use super::*;

#[tokio::test(start_paused = true)]
async fn an_idempotent_call_survives_what_passes() {
    let query = Method::from_bytes(b"QUERY").unwrap();
    for method in [
        Method::GET,
        Method::PUT,
        Method::DELETE,
        Method::HEAD,
        query,
    ] {
        for status in [408, 429, 502, 503, 504] {
            let (core, transport) = mocked();
            transport.answer_any(Answer::empty(status));
            let kind = TransportErrorKind::Connect;
            transport.answer_any(Answer::failure(kind, "refused"));
            transport.answer_any(Answer::text(200, "ok"));
            let text = call(&core, method.clone()).send::<Text>().await.unwrap();
            assert_eq!(text, "ok");
            let attempts: Vec<u32> = transport.requests().iter().map(|r| r.attempt).collect();
            assert_eq!(attempts, [1, 2, 3]);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn three_attempts_are_made_and_the_last_failure_is_reported() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::text(503, "busy\u{1b}[31m, come back").repeat());
    let start = Instant::now();
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: 503 Service Unavailable: busy [31m, come back (3 attempts)"
    );
    assert_eq!((error.attempts(), transport.requests().len()), (3, 3));
    assert!(error.is_retryable());
    // 0.25 s to 0.5 s, then 0.5 s to 1 s.
    let waited = start.elapsed().as_millis();
    assert!((750..=1510).contains(&waited), "{waited} ms");
}

#[tokio::test(start_paused = true)]
async fn other_statuses_and_other_methods_are_not_retried() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(500));
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 500 Internal Server Error");
    transport.answer_any(Answer::empty(503).repeat());
    let copy = Method::from_bytes(b"COPY").unwrap();
    for method in [Method::POST, Method::PATCH, copy] {
        let error = call(&core, method).send::<Empty>().await.unwrap_err();
        assert_eq!(error.attempts(), 1);
        assert!(error.is_retryable());
    }
    assert_eq!(transport.requests().len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_post_is_retried_with_an_idempotency_key_or_by_choice() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(503).repeat());
    let post = call(&core, Method::POST);
    let error = post.clone().idempotency_key("k").send::<Empty>().await;
    assert_eq!(error.unwrap_err().attempts(), 3);
    assert!(
        transport
            .requests()
            .iter()
            .all(|r| r.header("idempotency-key") == Some("k"))
    );
    let policy = RetryPolicy::new().retry_non_idempotent().max_attempts(2);
    let error = post.clone().retry(policy).send::<Empty>().await;
    assert_eq!(error.unwrap_err().attempts(), 2);
    let get = call(&core, Method::GET).retry(RetryPolicy::none());
    assert_eq!(get.send::<Empty>().await.unwrap_err().attempts(), 1);
}

/// Returns how long a call waits for its second attempt, in seconds, `None` when it makes none.
async fn wait(headers: &[(&str, &str)], policy: RetryPolicy) -> Option<f64> {
    let (core, transport) = mocked();
    let busy = headers
        .iter()
        .fold(Answer::empty(429), |answer, (name, value)| {
            answer.header(*name, *value)
        });
    transport.answer_any(busy);
    transport.answer_any(Answer::empty(200));
    let start = Instant::now();
    let result = call(&core, Method::GET).retry(policy).send::<Empty>().await;
    if let Err(error) = &result {
        assert_eq!(error.status().unwrap(), 429);
    }
    result.ok().map(|()| start.elapsed().as_secs_f64())
}

fn is_about(wait: Option<f64>, seconds: f64) -> bool {
    wait.is_some_and(|wait| (wait - seconds).abs() < 0.05)
}

#[tokio::test(start_paused = true)]
async fn retry_after_says_how_long() {
    let policy = RetryPolicy::new();
    assert!(is_about(wait(&[("retry-after", "7")], policy).await, 7.0));
    assert!(is_about(wait(&[("retry-after", "0")], policy).await, 0.0));
    let date = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
    for until in [
        "Sun, 06 Nov 1994 08:49:57 GMT",
        "Sunday, 06-Nov-94 08:49:57 GMT",
        "Sun Nov  6 08:49:57 1994",
    ] {
        let waited = wait(&[date, ("retry-after", until)], policy).await;
        assert!(is_about(waited, 20.0), "{until}: {waited:?}");
    }
    let new_year = ("date", "Thu, 29 Feb 2024 23:59:59 GMT");
    let until = ("retry-after", "Fri, 01 Mar 2024 00:00:09 GMT");
    assert!(is_about(wait(&[new_year, until], policy).await, 10.0));
    let past = ("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT");
    assert!(is_about(wait(&[past], policy).await, 0.0));
    for nonsense in [
        "",
        "soon",
        "-1",
        "1.5",
        "Sun, 99 Nov 1994 08:49:37 GMT",
        "a b c d e GMT",
    ] {
        let waited = wait(&[("retry-after", nonsense)], policy).await;
        assert!(
            waited.is_some_and(|s| (0.25..=0.51).contains(&s)),
            "{nonsense}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_long_retry_after_ends_the_call_at_once() {
    let policy = RetryPolicy::new().max_retry_after(Duration::from_secs(5));
    assert_eq!(wait(&[("retry-after", "6")], policy).await, None);
    let huge = "99999999999999999999999";
    assert_eq!(
        wait(&[("retry-after", huge)], RetryPolicy::new()).await,
        None
    );
    // It would outlast the call.
    let policy = RetryPolicy::new().max_retry_after(Duration::MAX);
    assert_eq!(wait(&[("retry-after", "61")], policy).await, None);
    assert_eq!(wait(&[("retry-after", huge)], policy).await, None);
}

#[tokio::test]
async fn a_broken_connection_is_retried_over_the_wire() {
    let server = Server::start(vec![Reply::Close, Reply::json(200, "ok")]).await;
    let core = core_of(&server).build().unwrap();
    assert_eq!(call(&core, Method::GET).send::<Text>().await.unwrap(), "ok");
    assert_eq!(server.requests().len(), 2);

    let server = Server::start(vec![Reply::Close]).await;
    let core = core_of(&server).build().unwrap();
    let error = call(&core, Method::POST)
        .text("x")
        .send::<Text>()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(!error.is_connect());
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_refused_connection_says_so_and_keeps_its_causes() {
    let unused = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/?", unused.local_addr().unwrap());
    drop(unused);
    let core = Core::builder()
        .server(url.trim_end_matches("/?"))
        .retry(RetryPolicy::new().initial_backoff(Duration::ZERO))
        .build()
        .unwrap();
    let error = call(&core, Method::GET)
        .query("key", SECRET)
        .send::<Text>()
        .await
        .unwrap_err();
    assert!(error.is_connect() && error.is_retryable() && !error.is_timeout());
    assert_eq!(error.attempts(), 3);
    let text = error.to_string();
    assert!(
        text.starts_with("op: no connection could be made: "),
        "{text}"
    );
    assert!(text.contains("refused"), "{text}");
    assert!(!format!("{text} {error:?}").contains(SECRET));
    assert!(std::error::Error::source(&error).is_some());
}
