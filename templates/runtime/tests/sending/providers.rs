//! Tokens that the application gives when a call is sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;

fn secured(builder: CoreBuilder, provider: impl TokenProvider + 'static) -> Core {
    let credential = Credential::bearer_from(provider);
    builder.credential("s", credential).build().unwrap()
}

fn core(provider: impl TokenProvider + 'static) -> (Core, mock::Transport) {
    let transport = mock::Transport::new();
    let builder = Core::builder()
        .server("http://h")
        .transport(transport.clone());
    (secured(builder, provider), transport)
}

fn get(core: &Core) -> Call {
    Call::new(core, operation(Method::GET, SCHEME))
}

#[tokio::test]
async fn a_closure_gives_tokens_and_hears_which_was_refused() {
    let count = Arc::new(AtomicU32::new(0));
    let provider = move |request: TokenRequest| {
        let count = Arc::clone(&count);
        async move {
            if request.rejected().is_some() {
                assert_eq!(request.rejected(), Some("t0"));
                count.fetch_add(1, Ordering::Relaxed);
            }
            Ok(format!("t{}", count.load(Ordering::Relaxed)))
        }
    };
    let (core, transport) = core(provider);
    for status in [200, 401, 200, 200] {
        transport.answer_any(Answer::empty(status));
    }
    for _ in 0..3 {
        get(&core).send::<Empty>().await.unwrap();
    }
    let sent: Vec<_> = transport
        .requests()
        .iter()
        .map(|it| it.header("authorization").unwrap().to_owned())
        .collect();
    assert_eq!(sent, ["Bearer t0", "Bearer t0", "Bearer t1", "Bearer t1"]);
}

#[tokio::test]
async fn a_provider_that_has_no_other_token_ends_the_call() {
    let (core, transport) = core(|_: TokenRequest| async { Ok("same") });
    transport.answer_any(Answer::empty(401).repeat());
    let error = get(&core).send::<Empty>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 401 Unauthorized");
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn a_provider_that_fails_ends_the_call_with_its_cause() {
    let (core, transport) = core(|_: TokenRequest| async {
        Err::<Secret, _>(std::io::Error::other("the vault is sealed").into())
    });
    let error = get(&core).send::<Empty>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: no token could be got: the vault is sealed"
    );
    assert_eq!(error.kind(), ErrorKind::Authentication);
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<std::io::Error>());
    assert!(transport.requests().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_provider_is_asked_before_each_attempt_in_the_time_for_the_call() {
    let count = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&count);
    let (core, transport) = core(move |_: TokenRequest| {
        let number = counter.fetch_add(1, Ordering::Relaxed);
        async move { Ok(number.to_string()) }
    });
    transport.answer_any(Answer::empty(503).repeat());
    get(&core).send::<Empty>().await.unwrap_err();
    assert_eq!(count.load(Ordering::Relaxed), 3);

    let (core, transport) =
        self::core(|_: TokenRequest| std::future::pending::<Result<Secret, _>>());
    let start = Instant::now();
    let error = get(&core).send::<Empty>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(start.elapsed().as_secs(), 60);
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn its_token_stays_at_its_host() {
    let stranger = Server::start(vec![Reply::json(200, "ok")]).await;
    let location = format!("{}/elsewhere", stranger.url);
    let redirect = Reply::new(302, &[("location", &location)], "");
    let server = Server::start(vec![redirect]).await;
    let core = secured(core_of(&server), |_: TokenRequest| async { Ok(SECRET) });
    assert_eq!(get(&core).send::<Text>().await.unwrap(), "ok");
    assert!(server.requests()[0].contains(SECRET));
    assert!(!stranger.requests()[0].contains(SECRET));
}

#[tokio::test]
async fn a_type_may_ask_by_the_clients_transport() {
    struct Exchange;

    static EXCHANGE: Operation = Operation {
        id: "exchange",
        method: "POST",
        path: "/exchange",
        server: None,
        security: Security::None,
        accept: "",
        defaults: &[],
    };

    impl TokenProvider for Exchange {
        fn token(&self, request: TokenRequest) -> BoxFuture<'_, Result<Secret, BoxError>> {
            Box::pin(async move {
                let text = Call::new(request.core(), &EXCHANGE).send::<Text>().await?;
                Ok(text.into())
            })
        }
    }

    let (core, transport) = core(Exchange);
    transport.answer("exchange", Answer::text(200, "t"));
    transport.answer("op", Answer::empty(200));
    get(&core).send::<Empty>().await.unwrap();
    assert_eq!(
        transport.requests()[1].header("authorization"),
        Some("Bearer t")
    );

    transport.answer("exchange", Answer::empty(500));
    let error = get(&core).send::<Empty>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: no token could be got: exchange: 500 Internal Server Error"
    );
}
