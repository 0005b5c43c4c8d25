//! Streams of events that are asked for again (HTML Standard, section 9.2.3).

use sdkwright_runtime::runtime::{EventStream, TextEvents};

use super::*;

fn events(chunks: &[&str]) -> Answer {
    let chunks: Vec<String> = chunks.iter().map(|&it| it.to_owned()).collect();
    Answer::chunks(200, "text/event-stream", chunks)
}

async fn open(core: &Core) -> EventStream<String> {
    call(core, Method::GET)
        .stream::<TextEvents>()
        .await
        .unwrap()
}

/// Reads to the end.
async fn data(events: &mut EventStream<String>) -> (Vec<String>, Option<Error>) {
    let mut data = Vec::new();
    while let Some(event) = events.next().await {
        match event {
            Ok(event) => data.push(event.data),
            Err(error) => {
                assert!(
                    events.next().await.is_none(),
                    "nothing comes after an error"
                );
                return (data, Some(error));
            }
        }
    }
    (data, None)
}

/// Returns what each request said which event was the last.
fn last_ids(transport: &mock::Transport) -> Vec<Option<String>> {
    let requests = transport.requests();
    let ids = requests.iter().map(|it| it.headers.get("last-event-id"));
    ids.map(|id| Some(std::str::from_utf8(id?.as_bytes()).unwrap().to_owned()))
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_asked_for_once_unless_it_is_said() {
    let (core, transport) = mocked();
    transport.answer_any(events(&["id: 1\ndata: a\n\n"]));
    let mut stream = open(&core).await;
    let (read, error) = data(&mut stream).await;
    assert_eq!((read, error.is_none()), (vec!["a".to_owned()], true));
    transport.answer_any(events(&["data: a\n\n"]).breaks());
    let error = data(&mut open(&core).await).await.1.unwrap();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn it_goes_on_after_the_last_complete_event() {
    let (core, transport) = mocked();
    // It ends, it breaks within an event, it ends without any; then there are no more.
    transport.answer_any(events(&["\u{feff}id: 1\ndata: a\n\n"]));
    transport.answer_any(events(&["id: ä\ndata: b\n\nid: 3\ndata: lo"]).breaks());
    transport.answer_any(events(&["st\n\n: nothing\n\n"]));
    transport.answer_any(events(&["\u{feff}data: c\n\nid\n\n"]));
    transport.answer_any(Answer::empty(204));
    let mut stream = open(&core).await.reconnect(3);
    let (read, error) = data(&mut stream).await;
    assert_eq!(read, ["a", "b", "c"]);
    assert!(error.is_none());
    let ids = [None, Some("1"), Some("ä"), Some("ä"), None];
    assert_eq!(last_ids(&transport), ids.map(|id| id.map(str::to_owned)));
    // It is over.
    assert!(stream.next().await.is_none());
    assert_eq!(transport.requests().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn the_wait_is_what_the_server_says_and_grows_by_failures() {
    let wait = async |first: &str, answers: Vec<Answer>| {
        let (core, transport) = mocked();
        transport.answer_any(events(&[first]));
        for answer in answers {
            transport.answer_any(answer);
        }
        transport.answer_any(events(&["data: z\n\n"]));
        let mut stream = open(&core).await.reconnect(5);
        let start = Instant::now();
        while stream.next().await.unwrap().unwrap().data != "z" {}
        start.elapsed().as_secs_f64()
    };
    let is_about = |wait: f64, seconds: f64| (wait - seconds).abs() < 0.05;
    assert!(is_about(wait("data: a\n\n", vec![]).await, 3.0));
    assert!(is_about(
        wait("data: a\n\nretry: 1500\n", vec![]).await,
        1.5
    ));
    assert!(is_about(wait("retry: x\ndata: a\n\n", vec![]).await, 3.0));
    // A day is too long to wait.
    assert!(is_about(wait("retry: 86400000\n\n", vec![]).await, 300.0));
    // 3 s, then half of 6 s to all of it, then half of 12 s to all of it.
    let refused = Answer::failure(TransportErrorKind::Connect, "refused");
    let waited = wait("data: a\n\n", vec![refused, Answer::empty(503)]).await;
    assert!((12.0..=21.05).contains(&waited), "{waited}");
}

#[tokio::test(start_paused = true)]
async fn it_ends_after_so_many_attempts_without_an_event() {
    let (core, transport) = mocked();
    transport.answer_any(events(&["data: a\n\n"]));
    transport.answer_any(Answer::empty(503).repeat());
    let (read, error) = data(&mut open(&core).await.reconnect(4)).await;
    assert_eq!(read, ["a"]);
    assert_eq!(error.unwrap().status().unwrap(), 503);
    assert_eq!(transport.requests().len(), 5);

    // Ends are no error, and an event between begins the count anew.
    let (core, transport) = mocked();
    for _ in 0..3 {
        transport.answer_any(events(&[": nothing\n\n"]));
        transport.answer_any(events(&["data: a\n\n"]));
    }
    transport.answer_any(events(&[]).repeat());
    let (read, error) = data(&mut open(&core).await.reconnect(2)).await;
    assert_eq!(read, ["a"; 3]);
    assert!(error.is_none());
    assert_eq!(transport.requests().len(), 8);
}

#[tokio::test(start_paused = true)]
async fn what_will_not_pass_ends_it() {
    for (answer, kind) in [
        (Answer::empty(401), ErrorKind::Status),
        (Answer::empty(404), ErrorKind::Status),
        (Answer::text(200, "maintenance"), ErrorKind::Decode),
    ] {
        let (core, transport) = mocked();
        transport.answer_any(events(&["data: a\n\n"]));
        transport.answer_any(answer);
        let (read, error) = data(&mut open(&core).await.reconnect(9)).await;
        assert_eq!(read, ["a"]);
        assert_eq!(error.unwrap().kind(), kind);
        assert_eq!(transport.requests().len(), 2);
    }
    // An event that is too long is the server's doing, and would come again.
    let (core, transport) = mocked();
    transport.answer_any(events(&["data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\n"]));
    let (_, error) = data(&mut open(&core).await.limit(20).reconnect(9)).await;
    assert_eq!(error.unwrap().kind(), ErrorKind::Decode);
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_call_whose_body_is_gone_is_not_made_again() {
    let (core, transport) = mocked();
    transport.answer_any(events(&["data: a\n\n"]).repeat());
    let streamed = call(&core, Method::POST).bytes("a/b", Body::stream(Pieces(1)));
    let mut stream = streamed.stream::<TextEvents>().await.unwrap().reconnect(9);
    let (read, error) = data(&mut stream).await;
    assert_eq!((read, error.is_none()), (vec!["a".to_owned()], true));
    assert_eq!(transport.requests().len(), 1);
    // One in memory is sent again.
    let (core, transport) = mocked();
    transport.answer_any(events(&["data: a\n\n"]));
    transport.answer_any(Answer::empty(204));
    let post = call(&core, Method::POST).text("question");
    let mut stream = post.stream::<TextEvents>().await.unwrap().reconnect(9);
    data(&mut stream).await;
    assert!(transport.requests().iter().all(|it| it.body == "question"));
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn over_a_socket_it_goes_on_after_a_reset() {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";
    let first = format!("{head}1a\r\nretry: 10\nid: 1\ndata: a\n\n\r\n");
    let second = format!("{head}9\r\ndata: b\n\n\r\n0\r\n\r\n");
    let gone = Reply::new(204, &[], "");
    let server = Server::start(vec![
        Reply::Answer(first),
        Reply::Reset,
        Reply::Answer(second),
        gone,
    ])
    .await;
    let core = core_of(&server).build().unwrap();
    let (read, error) = data(&mut open(&core).await.reconnect(5)).await;
    assert_eq!(read, ["a", "b"]);
    assert!(error.is_none());
    let requests = server.requests();
    let ids: Vec<_> = requests
        .iter()
        .map(|request| request.contains("last-event-id: 1\r\n"))
        .collect();
    assert_eq!(ids, [false, true, true, true]);
}
