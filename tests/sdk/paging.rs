//! Lists that come in pages: Authlete's have `start` and `end`, and say how many items there are.

use authlete::mock::{Answer, Transport};
use authlete::{ErrorKind, Items, models};
use serde_json::{Value, json};

use super::client;

fn page(start: usize, end: usize, total: usize) -> Answer {
    let clients = (start..end.min(total)).map(|number| json!({ "clientName": number.to_string() }));
    let clients: Vec<Value> = clients.collect();
    let body = json!({ "start": start, "end": end, "totalCount": total, "clients": clients });
    Answer::json(200, &body)
}

fn queries(transport: &Transport) -> Vec<String> {
    let requests = transport.requests();
    let queries = requests.iter().map(|it| it.uri.query().unwrap_or_default());
    queries.map(str::to_owned).collect()
}

async fn names(mut items: Items<models::Client>) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(item) = items.next().await {
        names.extend(item.unwrap().client_name);
    }
    names
}

#[tokio::test]
async fn items_are_those_of_all_pages() {
    let transport = Transport::new();
    for (start, end) in [(0, 5), (5, 10), (10, 15)] {
        transport.answer("client_get_list_api", page(start, end, 12));
    }
    let client = client(&transport);
    let all = names(client.client().list().developer("d").items()).await;
    assert_eq!(all, (0..12).map(|it| it.to_string()).collect::<Vec<_>>());
    let expected = [
        "developer=d",
        "developer=d&start=5&end=10",
        "developer=d&start=10&end=15",
    ];
    assert_eq!(queries(&transport), expected);
    assert!(transport.unused().is_empty());
}

#[tokio::test]
async fn pages_are_as_long_as_the_call_says() {
    let transport = Transport::new();
    transport.answer_any(page(10, 110, 150));
    transport.answer_any(page(110, 210, 150));
    let client = client(&transport);
    let mut pages = client.client().list().start(10).end(110).pages();
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!((first.start, first.total_count), (Some(10), Some(150)));
    let second = pages.next().await.unwrap().unwrap();
    assert_eq!(second.clients.map(|clients| clients.len()), Some(40));
    assert!(pages.next().await.is_none());
    assert_eq!(
        queries(&transport),
        ["start=10&end=110", "start=110&end=210"]
    );
}

#[tokio::test]
async fn the_call_of_one_page_is_still_there() {
    let transport = Transport::new();
    transport.answer_any(page(0, 5, 12));
    let page = client(&transport).client().list().await.unwrap();
    assert_eq!(page.total_count, Some(12));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn an_error_ends_the_list() {
    let transport = Transport::new();
    transport.answer_any(page(0, 1, 3));
    transport.answer_any(page(1, 2, 3));
    transport.answer_any(Answer::json(400, &json!({ "resultMessage": "[A1] no" })));
    let client = client(&transport);
    let mut items = client.client().list().items();
    for _ in 0..2 {
        assert!(items.next().await.unwrap().is_ok());
    }
    let error = items.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Status);
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn a_body_asks_for_pages_too() {
    let transport = Transport::new();
    transport.answer_any(page(0, 2, 3));
    transport.answer_any(page(2, 4, 3));
    let client = client(&transport);
    let body = models::ClientAuthorizationGetListRequest::new("john").with_end(2);
    let call = client
        .client()
        .management()
        .list_authorizations_by_post(&body);
    let clients = call.items().into_vec().await.unwrap();
    assert_eq!(clients.len(), 3);
    let requests = transport.requests();
    let bodies: Vec<Value> = requests.iter().map(|it| it.json().unwrap()).collect();
    let first = json!({ "subject": "john", "end": 2 });
    assert_eq!(
        bodies,
        [first, json!({ "subject": "john", "start": 2, "end": 4 })]
    );
}
