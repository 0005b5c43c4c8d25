//! Lists in pages: what is asked for, in which order, and where it ends.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use futures_core::Stream;
use sdkwright_runtime::runtime::mock::{Answer, Transport};
use sdkwright_runtime::runtime::{
    Call, Core, CoreBuilder, Credential, CredentialKind, Error, ErrorKind, Items, Json, NextPage,
    Operation, Paging, Parameter, RetryPolicy, Security, TransportErrorKind,
};
use serde_json::{Value, json};

static OPERATION: Operation = Operation {
    id: "list",
    method: "GET",
    path: "/list",
    server: None,
    security: Security::Any(&[&["key"], &[]]),
    accept: "application/json",
    defaults: &[],
};

static OFFSET: Paging = Paging {
    next: NextPage::Offset {
        offset: Parameter::query("offset"),
        first: 0,
    },
    items: &["data"],
    total: &["meta", "total"],
    more: &[],
};

static PAGE: Paging = Paging {
    next: NextPage::Page {
        page: Parameter::query("page"),
        first: 1,
        pages: &["pages"],
    },
    items: &["data"],
    total: &["total"],
    more: &["more"],
};

static RANGE: Paging = Paging {
    next: NextPage::Range {
        start: Parameter::query("start"),
        end: Parameter::query("end"),
    },
    items: &["data"],
    total: &["total"],
    more: &[],
};

static CURSOR: Paging = Paging {
    next: NextPage::Cursor {
        cursor: Parameter::query("after"),
        next: &["paging", "next"],
    },
    items: &["data"],
    total: &[],
    more: &["more"],
};

static AFTER: Paging = Paging {
    next: NextPage::After {
        after: Parameter::query("starting_after"),
        id: &["id"],
    },
    items: &["data"],
    total: &[],
    more: &["more"],
};

static URL: Paging = Paging {
    next: NextPage::Url { next: &["next"] },
    items: &["data"],
    total: &[],
    more: &[],
};

static LINK: Paging = Paging {
    next: NextPage::Link,
    items: &[],
    total: &[],
    more: &[],
};

fn builder(transport: &Transport) -> CoreBuilder {
    Core::builder()
        .server("https://h/v1")
        .transport(transport.clone())
        .retry(RetryPolicy::new().initial_backoff(Duration::ZERO))
}

fn call(transport: &Transport) -> Call {
    Call::new(&builder(transport).build().unwrap(), &OPERATION)
}

fn answers(answers: impl IntoIterator<Item = Value>) -> Transport {
    let transport = Transport::new();
    for answer in answers {
        transport.answer_any(Answer::json(200, &answer));
    }
    transport
}

/// Returns what was asked for, without the beginning that all requests share.
fn asked(transport: &Transport) -> Vec<String> {
    let requests = transport.requests();
    let targets = requests.iter().map(|it| it.uri.to_string());
    targets
        .map(|it| {
            it.strip_prefix("https://h/v1/list")
                .unwrap_or(&it)
                .to_owned()
        })
        .collect()
}

/// Returns the items, and the error at the end.
async fn collect(mut items: Items<Value>) -> (Vec<Value>, Option<Error>) {
    let mut all = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => all.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "more comes after {error}");
                return (all, Some(error));
            }
        }
    }
    assert!(items.next().await.is_none(), "more comes after the end");
    (all, None)
}

/// Expects all items, and one request for each query.
async fn expect(
    paging: &'static Paging,
    call: impl FnOnce(Call) -> Call,
    rows: &[(&str, Value)],
    items: &[i64],
) {
    let transport = answers(rows.iter().map(|(_, answer)| answer.clone()));
    let (all, error) = collect(call(self::call(&transport)).items(paging)).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(all, items.iter().map(|it| json!(it)).collect::<Vec<_>>());
    assert_eq!(
        asked(&transport),
        rows.iter().map(|(query, _)| *query).collect::<Vec<_>>()
    );
    assert!(transport.unused().is_empty());
}

/// Expects some items, then an error that says `message`.
async fn expect_error(
    paging: &'static Paging,
    transport: &Transport,
    items: usize,
    message: &str,
) -> Error {
    let (all, error) = collect(call(transport).items(paging)).await;
    let error = error.expect("it fails");
    assert_eq!(all.len(), items);
    assert_eq!(error.to_string(), message);
    error
}

#[tokio::test]
async fn offsets_go_on_to_the_total_or_to_an_empty_page() {
    expect(
        &OFFSET,
        |call| call.query("limit", 2),
        &[
            ("?limit=2", json!({"data": [1, 2], "meta": {"total": 5}})),
            (
                "?limit=2&offset=2",
                json!({"data": [3, 4], "meta": {"total": "5"}}),
            ),
            (
                "?limit=2&offset=4",
                json!({"data": [5], "meta": {"total": 5}}),
            ),
        ],
        &[1, 2, 3, 4, 5],
    )
    .await;
    expect(
        &OFFSET,
        |call| call.query("offset", 7),
        &[
            ("?offset=7", json!({"data": [8, 9], "meta": null})),
            // Shorter than the page before it, which says nothing: servers have limits of their own.
            ("?offset=9", json!({"data": [10]})),
            ("?offset=10", json!({"data": []})),
        ],
        &[8, 9, 10],
    )
    .await;
    expect(&OFFSET, |call| call, &[("", json!({"data": null}))], &[]).await;
    expect(&OFFSET, |call| call, &[("", json!({}))], &[]).await;
}

#[tokio::test]
async fn pages_go_on_to_the_last_one() {
    let ends = [
        json!({"pages": 2}),
        json!({"total": 3}),
        json!({"more": false}),
    ];
    for end in ends {
        let mut last = end;
        last["data"] = json!([3]);
        let rows = [
            (
                "",
                json!({"data": [1, 2], "pages": 2, "total": 3, "more": true}),
            ),
            ("?page=2", last),
        ];
        expect(&PAGE, |call| call, &rows, &[1, 2, 3]).await;
    }
    expect(
        &PAGE,
        |call| call.query("page", 3),
        &[
            ("?page=3", json!({"data": [5, 6], "total": 7})),
            ("?page=4", json!({"data": [7], "total": 7})),
        ],
        &[5, 6, 7],
    )
    .await;
    expect(
        &PAGE,
        |call| call,
        &[("", json!({"data": [1]})), ("?page=2", json!({"data": []}))],
        &[1],
    )
    .await;
}

#[tokio::test]
async fn ranges_are_as_long_as_the_first_one() {
    expect(
        &RANGE,
        |call| call,
        &[
            ("", json!({"data": [0, 1], "total": 5})),
            ("?start=2&end=4", json!({"data": [2, 3], "total": 5})),
            ("?start=4&end=6", json!({"data": [4], "total": 5})),
        ],
        &[0, 1, 2, 3, 4],
    )
    .await;
    expect(
        &RANGE,
        |call| call.query("start", 1).query("end", 4),
        &[
            ("?start=1&end=4", json!({"data": [1, 2], "total": 4})),
            ("?start=3&end=6", json!({"data": [3], "total": 4})),
        ],
        &[1, 2, 3],
    )
    .await;
    expect(
        &RANGE,
        |call| call.query("end", 3),
        &[
            ("?end=3", json!({"data": [0, 1, 2]})),
            ("?end=6&start=3", json!({"data": []})),
        ],
        &[0, 1, 2],
    )
    .await;
}

#[tokio::test]
async fn cursors_are_sent_as_they_came() {
    expect(
        &CURSOR,
        |call| call.query("limit", 2),
        &[
            (
                "?limit=2",
                json!({"data": [1, 2], "paging": {"next": "a b=&"}}),
            ),
            // A page may be empty, and not be the last one.
            (
                "?limit=2&after=a%20b%3D%26",
                json!({"data": [], "paging": {"next": 17}}),
            ),
            (
                "?limit=2&after=17",
                json!({"data": [3], "paging": {"next": null}}),
            ),
        ],
        &[1, 2, 3],
    )
    .await;
    for end in [
        json!({"data": [2]}),
        json!({"data": [2], "paging": {}}),
        json!({"data": [2], "paging": {"next": ""}}),
        json!({"data": [2], "paging": {"next": 0}}),
        json!({"data": [2], "paging": {"next": {"odd": true}}}),
        json!({"data": [2], "paging": {"next": "b"}, "more": false}),
    ] {
        let rows = [
            (
                "",
                json!({"data": [1], "paging": {"next": "a"}, "more": true}),
            ),
            ("?after=a", end),
        ];
        expect(&CURSOR, |call| call, &rows, &[1, 2]).await;
    }
}

#[tokio::test]
async fn what_comes_after_an_item_is_asked_for_by_its_id() {
    let transport = answers([
        json!({"data": [{"id": "a"}, {"id": "b"}], "more": true}),
        json!({"data": [{"id": "c"}], "more": false}),
    ]);
    let all = call(&transport).items::<Value>(&AFTER).into_vec().await;
    assert_eq!(all.unwrap().len(), 3);
    assert_eq!(asked(&transport), ["", "?starting_after=b"]);

    let transport = answers([json!({"data": [{"name": "a"}], "more": true})]);
    let message = "list: the request succeeded (200 OK), but the next page cannot be had: the last item has no `id`";
    expect_error(&AFTER, &transport, 1, message).await;
}

#[tokio::test]
async fn urls_are_followed_as_they_are() {
    expect(
        &URL,
        |call| call.query("limit", 1).query("q", "x"),
        &[
            (
                "?limit=1&q=x",
                json!({"data": [1], "next": "https://h/v1/list?p=2&q=x"}),
            ),
            ("?p=2&q=x", json!({"data": [2], "next": "/v1/list?p=3"})),
            ("?p=3", json!({"data": [3], "next": "?p=4#here"})),
            // A server behind a proxy.
            ("?p=4", json!({"data": [4], "next": "http://h/v1/list?p=5"})),
            ("?p=5", json!({"data": [5], "next": null})),
        ],
        &[1, 2, 3, 4, 5],
    )
    .await;
}

#[tokio::test]
async fn links_in_headers_are_followed() {
    let transport = Transport::new();
    let link = r#"<https://h/v1/list?page=2>; rel="next", <https://h/v1/list?page=9>; rel="last""#;
    transport.answer_any(Answer::json(200, &json!([1, 2])).header("link", link));
    let back = r#"<https://h/v1/list?page=1>; rel="prev""#;
    transport.answer_any(Answer::json(200, &json!([3])).header("link", back));
    let all = call(&transport).items::<i64>(&LINK).into_vec().await;
    assert_eq!(all.unwrap(), [1, 2, 3]);
    assert_eq!(asked(&transport), ["", "?page=2"]);
}

#[tokio::test]
async fn pages_are_read_as_the_call_says() {
    let transport = answers([
        json!({"data": [1, 2], "meta": {"total": 3}}),
        json!({"data": [3], "meta": {"total": 3}}),
    ]);
    let mut pages = call(&transport).pages::<Json<Value>>(&OFFSET);
    assert_eq!(pages.next().await.unwrap().unwrap()["data"], json!([1, 2]));
    assert_eq!(
        transport.requests().len(),
        1,
        "a page was fetched that nobody asked for"
    );
    assert_eq!(pages.next().await.unwrap().unwrap()["data"], json!([3]));
    assert!(pages.next().await.is_none());

    let transport = answers([json!({"data": []})]);
    let mut pages = call(&transport)
        .pages::<Json<Value>>(&OFFSET)
        .with_responses();
    let page = pages
        .next()
        .await
        .expect("an empty list is one page")
        .unwrap();
    assert_eq!(
        (page.status().as_u16(), page.body()),
        (200, &json!({"data": []}))
    );
    assert!(pages.next().await.is_none());

    // The page that only shows that the one before it was the last is none.
    let transport = answers([json!({"data": [1]}), json!({"data": []})]);
    let mut pages = call(&transport).pages::<Json<Value>>(&OFFSET);
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn nothing_is_sent_before_somebody_asks() {
    let transport = answers([json!({"data": [1]})]);
    let mut items = pin!(call(&transport).items::<i64>(&URL));
    assert!(transport.requests().is_empty());
    let mut context = Context::from_waker(Waker::noop());
    let first = items.as_mut().poll_next(&mut context);
    assert!(matches!(first, Poll::Ready(Some(Ok(1)))));
    assert!(items.poll_next(&mut context).is_ready());
}

#[tokio::test]
async fn what_comes_again_is_an_error() {
    let list = "list: the request succeeded (200 OK), but the next page cannot be had:";
    let again = format!(
        "{list} it is asked for by what an earlier page was asked for by, so the list has no end"
    );
    let cursor = |next: &str| json!({"data": [1], "paging": {"next": next}});
    let error = expect_error(&CURSOR, &answers([cursor("a"), cursor("a")]), 2, &again).await;
    assert_eq!(
        (error.kind(), error.is_retryable()),
        (ErrorKind::Decode, false)
    );
    let circle = answers([cursor("a"), cursor("b"), cursor("a")]);
    expect_error(&CURSOR, &circle, 3, &again).await;

    let url = |next: &str| json!({"data": [1], "next": next});
    expect_error(
        &URL,
        &answers([url("?p=2"), url("/v1/list?p=2")]),
        2,
        &again,
    )
    .await;

    // The server passes over `offset`.
    let page = || json!({"data": [{"id": 1}], "meta": {"total": 9}});
    let same = format!("{list} the page has the same items as the one before it");
    expect_error(&OFFSET, &answers([page(), page()]), 2, &same).await;
    // Plain values may repeat themselves.
    let page = || json!({"data": [true], "meta": {"total": 2}});
    let transport = answers([page(), page()]);
    let all = call(&transport).items::<bool>(&OFFSET).into_vec().await;
    assert_eq!(all.unwrap(), [true, true]);
}

#[tokio::test]
async fn a_page_at_another_origin_is_not_asked_for() {
    for (next, origin) in [
        ("https://evil.example/v1/list?p=2", "https://evil.example"),
        ("//evil.example/p", "https://evil.example"),
        ("https://h:444/v1/list", "https://h:444"),
        ("https://h@evil.example/", "https://evil.example"),
        ("file:///etc/passwd", "null"),
    ] {
        let transport = answers([json!({"data": [1], "next": next})]);
        let message = format!(
            "list: the request succeeded (200 OK), but the next page cannot be had: it is at another \
             origin, {origin}, which must not get the credentials of this one"
        );
        expect_error(&URL, &transport, 1, &message).await;
        assert_eq!(transport.requests().len(), 1);
    }
    let beginning =
        "list: the request succeeded (200 OK), but the next page cannot be had: its URL";
    let transport = answers([json!({"data": [1], "next": "https://u:p@h/v1/list"})]);
    let message = format!("{beginning} holds a user name or a password");
    expect_error(&URL, &transport, 1, &message).await;
    let transport = answers([json!({"data": [1], "next": "https://[/"})]);
    let message = format!("{beginning} is not valid");
    expect_error(&URL, &transport, 1, &message).await;
}

#[tokio::test]
async fn each_page_has_credentials_and_options_of_the_call() {
    let transport = Transport::new();
    transport.answer_any(Answer::json(200, &json!({"data": [1], "next": "?p=2"})));
    transport.answer_any(Answer::empty(503));
    transport.answer_any(Answer::json(
        200,
        &json!({"data": [2], "next": "?p=3&api_key=k"}),
    ));
    transport.answer_any(Answer::json(200, &json!({"data": [3]})));
    let key = Credential::new(CredentialKind::Query("api_key"), "k");
    let core = builder(&transport).credential("key", key).build().unwrap();
    let call = Call::new(&core, &OPERATION)
        .query("filter", "f")
        .header_parameter("X-Tenant", "t")
        .header("X-Trace", "1");
    let all = call.items::<i64>(&URL).into_vec().await.unwrap();
    assert_eq!(all, [1, 2, 3]);
    let expected = [
        "?filter=f&api_key=k",
        "?p=2&api_key=k",
        "?p=2&api_key=k",
        // The server repeats the key.
        "?p=3&api_key=k",
    ];
    assert_eq!(asked(&transport), expected);
    for request in transport.requests() {
        assert_eq!(request.header("x-tenant"), Some("t"));
        assert_eq!(request.header("x-trace"), Some("1"));
        assert_eq!(request.header("accept"), Some("application/json"));
    }
}

#[tokio::test(start_paused = true)]
async fn the_time_out_is_for_each_page() {
    let transport = Transport::new();
    let slow = |data: i64, seconds| {
        let body = json!({"data": [data], "next": format!("?p={data}")});
        Answer::json(200, &body).delay(Duration::from_secs(seconds))
    };
    transport.answer_any(slow(1, 7));
    transport.answer_any(slow(2, 7));
    transport.answer_any(slow(3, 60));
    let call = call(&transport)
        .timeout(Duration::from_secs(10))
        .retry(RetryPolicy::none());
    let (all, error) = collect(call.items(&URL)).await;
    assert_eq!(all, [json!(1), json!(2)]);
    assert!(error.unwrap().is_timeout());
}

#[tokio::test]
async fn errors_end_the_stream() {
    let transport = answers([json!({"data": [1], "next": "?p=2"})]);
    transport.answer_any(Answer::json(400, &json!({"message": "no"})));
    expect_error(&URL, &transport, 1, "list: 400 Bad Request: no").await;

    let transport = answers([json!({"data": [1], "next": "?p=2"})]);
    let broken = Answer::failure(TransportErrorKind::Interrupted, "gone");
    transport.answer_any(broken.repeat());
    let (_, error) = collect(call(&transport).items(&URL)).await;
    assert_eq!(error.unwrap().attempts(), 3);

    // What is no item, and where it is.
    let transport = answers([json!({"x": 0, "data": [1, "two"], "next": "?p=2"})]);
    let error = call(&transport)
        .items::<i64>(&URL)
        .into_vec()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.path()),
        (ErrorKind::Decode, Some("data[1]"))
    );
    assert_eq!(transport.requests().len(), 1);

    for body in [
        "",
        " ",
        "nonsense",
        "{\"data\": [1",
        "[]",
        "{\"data\": 1}",
        "\u{feff}{}",
    ] {
        let transport = Transport::new();
        transport.answer_any(Answer::bytes(200, "application/json", body));
        let (all, _) = collect(call(&transport).items(&URL)).await;
        assert!(all.is_empty(), "{body}");
        let mut pages = call(&transport).pages::<Json<Vec<i64>>>(&LINK);
        transport.answer_any(Answer::bytes(200, "application/json", body));
        let first = pages.next().await.expect("there is a page or an error");
        assert_eq!(first.is_ok(), body == "[]", "{body}");
        assert!(pages.next().await.is_none());
    }
}

#[tokio::test]
async fn a_first_page_that_is_no_number_is_refused() {
    let transport = Transport::new();
    let call = call(&transport).query("offset", -1);
    let (all, error) = collect(call.items(&OFFSET)).await;
    assert!(all.is_empty() && transport.requests().is_empty());
    let error = error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Request);
    assert_eq!(
        error.to_string(),
        "list: `offset` is no number from 0 on, so no page comes after it"
    );
}

#[test]
fn streams_go_to_other_threads() {
    fn is_sent<T: Send + Unpin + 'static>(_: T) {}
    let transport = Transport::new();
    is_sent(call(&transport).items::<Value>(&URL));
    is_sent(call(&transport).pages::<Json<Value>>(&URL));
}

static IN_BODY: Paging = Paging {
    next: NextPage::Cursor {
        cursor: Parameter::member("cursor"),
        next: &["next"],
    },
    items: &["data"],
    total: &[],
    more: &[],
};

static RANGE_IN_BODY: Paging = Paging {
    next: NextPage::Range {
        start: Parameter::member("start"),
        end: Parameter::member("end"),
    },
    items: &["data"],
    total: &["total"],
    more: &[],
};

fn bodies(transport: &Transport) -> Vec<String> {
    let requests = transport.requests();
    let bodies = requests
        .iter()
        .map(|it| String::from_utf8_lossy(&it.body).into_owned());
    bodies.collect()
}

#[tokio::test]
async fn pages_are_asked_for_by_members_of_the_body() {
    let pages = || {
        answers([
            json!({"data": [1], "next": "a \"b"}),
            json!({"data": [2], "next": 3}),
            json!({"data": [3]}),
        ])
    };
    // A value stays what it is: a text, or a number; the other members stay as they are.
    let transport = pages();
    let call = call(&transport).json(&json!({"cursor": null, "q": 1.50}));
    let all = call.items::<i64>(&IN_BODY).into_vec().await.unwrap();
    assert_eq!(all, [1, 2, 3]);
    assert_eq!(
        bodies(&transport),
        [
            r#"{"cursor":null,"q":1.5}"#,
            r#"{"cursor":"a \"b","q":1.5}"#,
            r#"{"cursor":3,"q":1.5}"#,
        ]
    );
    let transport = pages();
    let call = self::call(&transport).form(&json!({"cursor": "0", "q": "x y"}));
    assert_eq!(
        call.items::<i64>(&IN_BODY).into_vec().await.unwrap(),
        [1, 2, 3]
    );
    assert_eq!(
        bodies(&transport),
        ["cursor=0&q=x+y", "q=x+y&cursor=a+%22b", "q=x+y&cursor=3"]
    );
    // A body that may be left out.
    let transport = answers([json!({"data": [1], "next": "n"}), json!({"data": [2]})]);
    let all = self::call(&transport)
        .items::<i64>(&IN_BODY)
        .into_vec()
        .await;
    assert_eq!(all.unwrap(), [1, 2]);
    assert_eq!(bodies(&transport), ["", r#"{"cursor":"n"}"#]);
    let second = &transport.requests()[1];
    assert_eq!(second.header("content-type"), Some("application/json"));
}

#[tokio::test]
async fn ranges_are_read_from_the_body() {
    let page = |data: Value| json!({"data": data, "total": 5});
    for is_form in [false, true] {
        let transport = answers([page(json!([1, 2])), page(json!([3, 4]))]);
        let body = json!({"end": 3, "start": 1});
        let call = call(&transport);
        let call = match is_form {
            true => call.form(&body),
            false => call.json(&body),
        };
        let all = call.items::<i64>(&RANGE_IN_BODY).into_vec().await.unwrap();
        assert_eq!(all, [1, 2, 3, 4]);
        let expected = match is_form {
            true => ["end=3&start=1", "start=3&end=5"],
            false => [r#"{"end":3,"start":1}"#, r#"{"end":5,"start":3}"#],
        };
        assert_eq!(bodies(&transport), expected);
    }
}

#[tokio::test]
async fn a_body_that_has_no_members_has_one_page() {
    let transport = answers([json!({"data": [1], "next": "n"})]);
    let call = call(&transport).json(&json!([1]));
    let (all, error) = collect(call.items(&IN_BODY)).await;
    assert_eq!(
        (all.len(), error.as_ref().map(Error::kind)),
        (1, Some(ErrorKind::Request))
    );
    assert_eq!(
        error.unwrap().to_string(),
        "list: the body is neither a JSON object nor a form in memory, so no page comes after it"
    );
}
