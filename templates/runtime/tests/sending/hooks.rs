//! Code that runs around each attempt.

use std::sync::{Arc, Mutex};

use super::*;

/// What hooks saw, in order.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn builder() -> (CoreBuilder, mock::Transport) {
    let transport = mock::Transport::new();
    let builder = Core::builder()
        .server("http://h")
        .transport(transport.clone());
    (builder, transport)
}

#[tokio::test(start_paused = true)]
async fn hooks_see_each_attempt_in_their_order() {
    let (builder, transport) = builder();
    let log = Log::default();
    let (first, second, last) = (log.clone(), log.clone(), log.clone());
    let core = builder
        .credential("s", Credential::bearer("t"))
        .before_request(move |request, options| {
            let token = request.headers()["authorization"].to_str()?;
            first.add(format!(
                "1: {} {} {token}",
                options.operation.id, options.attempt
            ));
            request.headers_mut().insert("x-signed", "yes".parse()?);
            Ok(())
        })
        .before_request(move |request, _| {
            second.add(format!("2: {:?}", request.headers()["x-signed"]));
            Ok(())
        })
        .after_response(move |outcome| {
            let header = outcome.headers.and_then(|it| it.get("x-request-id"));
            last.add(format!(
                "3: {} {} {:?} {:?} {:?} {:?}",
                outcome.operation.id,
                outcome.attempt,
                outcome.status.map(|it| it.as_u16()),
                header,
                outcome.error.map(Error::kind),
                outcome.duration,
            ));
        })
        .build()
        .unwrap();
    let busy = Answer::empty(503).header("x-request-id", "r1");
    transport.answer_any(busy.delay(Duration::from_secs(2)));
    let kind = TransportErrorKind::Connect;
    transport.answer_any(Answer::failure(kind, "refused"));
    transport.answer_any(Answer::text(200, "ok"));
    let call = Call::new(&core, operation(Method::GET, SCHEME));
    call.send::<Text>().await.unwrap();
    assert_eq!(
        log.take(),
        [
            "1: op 1 Bearer t",
            "2: \"yes\"",
            "3: op 1 Some(503) Some(\"r1\") Some(Status) 2s",
            "1: op 2 Bearer t",
            "2: \"yes\"",
            "3: op 2 None None Some(Transport) 0ns",
            "1: op 3 Bearer t",
            "2: \"yes\"",
            "3: op 3 Some(200) None None 0ns",
        ]
    );
    let requests = transport.requests();
    assert!(
        requests
            .iter()
            .all(|it| it.header("x-signed") == Some("yes"))
    );
}

#[tokio::test]
async fn a_hook_refuses_a_request() {
    let (builder, transport) = builder();
    let log = Log::default();
    let (second, last) = (log.clone(), log.clone());
    let core = builder
        .before_request(|_, _| Err("not on Sundays".into()))
        .before_request(move |_, _| {
            second.add("asked");
            Ok(())
        })
        .after_response(move |outcome| last.add(outcome.error.unwrap().to_string()))
        .build()
        .unwrap();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Request);
    let expected = "op: a hook refuses the request: not on Sundays";
    assert_eq!(error.to_string(), expected);
    assert!(std::error::Error::source(&error).is_some());
    assert_eq!(log.take(), [expected]);
    assert!(transport.requests().is_empty());

    // An error of the SDK is the error of the call.
    let (builder, _) = self::builder();
    let core = builder
        .before_request(|_, _| Err(Error::configuration("no tenant").into()))
        .build()
        .unwrap();
    let error = call(&core, Method::GET).send::<Text>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: no tenant");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test(start_paused = true)]
async fn a_hook_may_wait_in_the_time_for_the_call() {
    struct Slow;

    impl Hook for Slow {
        fn before_request<'a>(
            &'a self,
            request: &'a mut http::Request<Body>,
            _options: sdkwright_runtime::runtime::TransportOptions,
        ) -> BoxFuture<'a, Result<(), BoxError>> {
            Box::pin(async move {
                tokio::time::sleep(Duration::from_secs(40)).await;
                *request.body_mut() = Body::from("signed");
                Ok(())
            })
        }
    }

    let (builder, transport) = builder();
    let core = builder.hook(Slow).build().unwrap();
    transport.answer_any(Answer::text(200, "ok"));
    let start = Instant::now();
    call(&core, Method::PUT).send::<Text>().await.unwrap();
    assert_eq!(start.elapsed().as_secs(), 40);
    assert_eq!(transport.requests()[0].body, "signed");
    let limited = call(&core, Method::PUT).timeout(Duration::from_secs(1));
    assert!(limited.send::<Text>().await.unwrap_err().is_timeout());
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn what_one_attempt_changes_the_next_one_does_not_see() {
    let (builder, transport) = builder();
    let core = builder
        .retry(RetryPolicy::new().initial_backoff(Duration::ZERO))
        .before_request(|request, options| {
            assert!(!request.headers().contains_key("x-attempt"));
            let attempt = options.attempt.to_string().parse()?;
            request.headers_mut().append("x-attempt", attempt);
            Ok(())
        })
        .build()
        .unwrap();
    transport.answer_any(Answer::empty(503));
    transport.answer_any(Answer::empty(200));
    call(&core, Method::GET).send::<Empty>().await.unwrap();
    let requests = transport.requests();
    let sent: Vec<_> = requests
        .iter()
        .map(|it| it.header("x-attempt").unwrap())
        .collect();
    assert_eq!(sent, ["1", "2"]);
}

#[tokio::test]
async fn requests_for_tokens_pass_no_hook() {
    let (builder, transport) = builder();
    let log = Log::default();
    let seen = log.clone();
    let flow = ClientCredentials::new("id", SECRET).token_url("http://auth/token");
    let core = builder
        .credential("s", flow.into())
        .before_request(move |_, options| {
            seen.add(options.operation.id);
            Ok(())
        })
        .build()
        .unwrap();
    let token = json!({"access_token": "a"});
    transport.answer("oauth2.token", Answer::json(200, &token));
    transport.answer("op", Answer::empty(200));
    let call = Call::new(&core, operation(Method::GET, SCHEME));
    call.send::<Empty>().await.unwrap();
    assert_eq!(log.take(), ["op"]);
}
