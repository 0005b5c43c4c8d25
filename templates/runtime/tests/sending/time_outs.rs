//! The time for a call.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_call_takes_a_minute_at_most() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(200).delay(Duration::from_secs(3600)));
    let start = Instant::now();
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: no answer came in 60s, the time for the call"
    );
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(start.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn the_time_out_covers_all_attempts() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(503).delay(Duration::from_secs(2)).repeat());
    let start = Instant::now();
    let limited = call(&core, Method::GET).timeout(Duration::from_millis(5600));
    let error = limited.send::<Empty>().await.unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.attempts(), 3);
    assert_eq!(start.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn there_may_be_none() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(200).delay(Duration::from_secs(1_000_000)));
    let unlimited = call(&core, Method::GET).timeout(Duration::MAX);
    unlimited.send::<Empty>().await.unwrap();
}

#[tokio::test]
async fn a_server_that_says_nothing_is_left() {
    let server = Server::start(vec![Reply::Hang]).await;
    let core = core_of(&server)
        .timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[tokio::test]
async fn a_body_that_never_ends_is_left() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf";
    let server = Server::start(vec![Reply::Answer(head.to_owned())]).await;
    let core = core_of(&server).retry(RetryPolicy::none()).build().unwrap();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
}
