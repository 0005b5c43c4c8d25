//! Requests over reqwest go where their URIs say, the first one and those after it.

use sdkwright_runtime::runtime::reqwest::Transport;

use super::*;

/// Paths with queries, each followed by how it is sent.
const TARGETS: [(&str, &str); 9] = [
    ("/", "/"),
    ("/a/b?c=d", "/a/b?c=d"),
    ("/a//b", "/a//b"),
    ("//elsewhere.example/b", "//elsewhere.example/b"),
    ("/%2F%2e%2E/b", "/%2F%2e%2E/b"),
    ("/a/../b", "/b"),
    ("/?a=//b", "/?a=//b"),
    ("/a:b@c", "/a:b@c"),
    ("/https://elsewhere.example/", "/https://elsewhere.example/"),
];

async fn send(transport: &Transport, url: &str) {
    let core = Core::builder()
        .transport(transport.clone())
        .build()
        .unwrap();
    let call = call(&core, Method::GET).url(url.parse().unwrap());
    assert_eq!(call.send::<Text>().await.unwrap(), "ok");
}

#[tokio::test]
async fn a_known_origin_changes_no_target() {
    let server = Server::start(vec![Reply::json(200, "ok")]).await;
    let transport = Transport::new(Duration::from_secs(5)).unwrap();
    let mut expected = Vec::new();
    for _ in 0..2 {
        for (target, sent) in TARGETS {
            send(&transport, &format!("{}{target}", server.url)).await;
            expected.push(format!("GET {sent} HTTP/1.1"));
        }
    }
    let requests = server.requests();
    let lines: Vec<_> = requests.iter().filter_map(|it| it.lines().next()).collect();
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn another_origin_is_another_server() {
    let one = Server::start(vec![Reply::json(200, "ok")]).await;
    let other = Server::start(vec![Reply::json(200, "ok")]).await;
    let transport = Transport::new(Duration::from_secs(5)).unwrap();
    for server in [&one, &other, &one, &other] {
        send(&transport, &format!("{}/a", server.url)).await;
    }
    assert_eq!((one.requests().len(), other.requests().len()), (2, 2));
}

#[tokio::test]
async fn a_transport_does_not_show_where_it_was() {
    let server = Server::start(vec![Reply::json(200, "ok")]).await;
    let transport = Transport::new(Duration::from_secs(5)).unwrap();
    send(&transport, &format!("{}/{SECRET}?key={SECRET}", server.url)).await;
    assert!(!format!("{transport:?}").contains(SECRET));
}
