//! A call that is dropped is over: nothing of it stays, neither a connection nor a task.

use sdkwright_runtime::runtime::{Chunks, TextEvents};

use super::*;

/// Returns how many tasks the runtime of the test has.
fn tasks() -> usize {
    tokio::runtime::Handle::current()
        .metrics()
        .num_alive_tasks()
}

/// Waits until only so many tasks are left.
async fn settle(expected: usize) {
    for _ in 0..200 {
        if tasks() <= expected {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("{} tasks are left of {expected}", tasks());
}

#[tokio::test]
async fn dropping_a_call_closes_its_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n";
    for reply in [Reply::Hang, Reply::Stall(head.to_owned())] {
        let server = Server::start(vec![reply]).await;
        let core = core_of(&server).build().unwrap();
        let before = tasks();
        for _ in 0..10 {
            let sent = call(&core, Method::GET).send::<Text>();
            let waited = tokio::time::timeout(Duration::from_millis(30), sent).await;
            assert!(waited.is_err(), "nothing was answered");
        }
        server.all_closed(10).await;
        settle(before).await;
    }
}

#[tokio::test]
async fn a_stream_that_is_dropped_half_way_leaves_nothing() {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let reply = Reply::Stall(format!("{head}9\r\ndata: 1\n\n\r\n"));
    let server = Server::start(vec![reply]).await;
    let core = core_of(&server).build().unwrap();
    let before = tasks();
    for _ in 0..10 {
        let mut events = call(&core, Method::GET)
            .stream::<TextEvents>()
            .await
            .unwrap();
        assert_eq!(events.next().await.unwrap().unwrap().data, "1");
        drop(events);
        let mut bytes = call(&core, Method::GET).stream::<Chunks>().await.unwrap();
        assert_eq!(bytes.next().await.unwrap().unwrap(), "data: 1\n\n");
        drop(bytes);
    }
    server.all_closed(20).await;
    settle(before).await;
}

#[tokio::test]
async fn dropping_the_client_closes_idle_connections() {
    let before = tasks();
    let server = Server::start(vec![Reply::Stall(
        "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok".to_owned(),
    )])
    .await;
    let core = core_of(&server).build().unwrap();
    assert_eq!(call(&core, Method::GET).send::<Text>().await.unwrap(), "ok");
    drop(core);
    server.all_closed(1).await;
    // The server's own task is left.
    settle(before + 1).await;
}

#[tokio::test]
async fn nothing_is_sent_before_the_future_is_polled() {
    let server = Server::start(vec![Reply::json(200, "ok")]).await;
    let core = core_of(&server).build().unwrap();
    drop(call(&core, Method::GET).send::<Text>());
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.requests().is_empty());
}
