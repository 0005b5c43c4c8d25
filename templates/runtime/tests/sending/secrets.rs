//! Whatever holds a credential shows none: by `Debug`, by `Display`, to `tracing`, in a panic.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use sdkwright_runtime::runtime::Part;
use tracing::instrument::WithSubscriber;

use super::traces::Listener;
use super::*;

/// Checks that a value does not show the secret, nor what `Basic` makes of it.
fn shows_nothing(value: &impl Debug) {
    for text in [format!("{value:?}"), format!("{value:#?}")] {
        assert!(!text.contains(SECRET), "{text}");
        assert!(!text.contains("Y29ycmVjdC1ob3JzZS"), "{text}");
        assert!(!text.contains("Y29ycmVjdC"), "{text}");
    }
}

fn credentials() -> Vec<Credential> {
    let flow = || ClientCredentials::new("id", SECRET).parameter("assertion", SECRET);
    vec![
        Credential::bearer(SECRET),
        Credential::basic(SECRET, SECRET),
        Credential::header("X-Key", SECRET),
        Credential::query("key", SECRET),
        Credential::cookie("sid", SECRET),
        Credential::bearer_from(|_: TokenRequest| async { Ok(SECRET) }),
        flow().token_url("http://auth/token").into(),
        flow()
            .token_url("http://auth/token")
            .authentication(ClientAuthentication::Post)
            .into(),
    ]
}

#[tokio::test]
async fn nothing_that_holds_a_credential_shows_it() {
    shows_nothing(&Secret::new(SECRET));
    shows_nothing(&ClientCredentials::new("id", SECRET).parameter("p", SECRET));
    let rejecting = |request: TokenRequest| async move {
        shows_nothing(&request);
        Ok(format!("{SECRET}{}", request.rejected().is_some()))
    };
    let all = credentials()
        .into_iter()
        .chain([Credential::bearer_from(rejecting)]);
    for credential in all {
        shows_nothing(&credential);
        let transport = mock::Transport::new();
        let builder = Core::builder()
            .server("http://h")
            .credential("s", credential)
            .default_parameter("p", SECRET)
            .header("X-Api-Key", SECRET)
            .transport(transport.clone());
        shows_nothing(&builder);
        let outcomes = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&outcomes);
        let core = builder
            .after_response(move |outcome| seen.lock().unwrap().push(format!("{outcome:?}")))
            .build()
            .unwrap();
        shows_nothing(&core);
        let call = Call::new(&core, operation(Method::POST, SCHEME))
            .query("token", SECRET)
            .header("Authorization-Token", SECRET)
            .idempotency_key(SECRET)
            .text(SECRET);
        shows_nothing(&call);
        let call = call.idempotency_key("k");
        let mut request = call.clone().into_request().unwrap();
        // The URI is the request's own business: whoever prints it has asked for it.
        *request.uri_mut() = http::Uri::default();
        shows_nothing(&request);

        let token = json!({"access_token": SECRET});
        transport.answer("oauth2.token", Answer::json(200, &token).repeat());
        transport.answer(
            "op",
            Answer::failure(TransportErrorKind::Connect, "refused"),
        );
        transport.answer("op", Answer::empty(401));
        transport.answer("op", Answer::text(500, "wrong").header("set-cookie", "a=b"));
        let listener = Listener::default();
        let policy = RetryPolicy::new().initial_backoff(Duration::ZERO);
        let sent = call.retry(policy).send::<Text>();
        shows_nothing(&sent);
        let error = sent.with_subscriber(listener.clone()).await.unwrap_err();
        shows_nothing(&error);
        assert!(!error.to_string().contains(SECRET), "{error}");
        let mut cause = std::error::Error::source(&error);
        while let Some(error) = cause {
            shows_nothing(&error);
            assert!(!error.to_string().contains(SECRET), "{error}");
            cause = error.source();
        }
        shows_nothing(&listener.lines());
        shows_nothing(&outcomes.lock().unwrap());
        shows_nothing(&transport.requests());
        // It was there to be shown.
        let requests = transport.requests();
        assert!(
            requests
                .iter()
                .all(|it| it.operation != "op" || it.body == SECRET)
        );
        assert!(requests.len() > 1);
    }
    shows_nothing(&Part::bytes(SECRET));
    shows_nothing(&Body::from(SECRET));
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_shown_either() {
    let broken = format!("{SECRET}\r\nx-admin: 1");
    for credential in [
        Credential::bearer(&broken),
        Credential::header("X-Key", &broken),
        Credential::bearer_from({
            let broken = broken.clone();
            move |_: TokenRequest| std::future::ready(Ok(broken.clone()))
        }),
    ] {
        let (transport, builder) = (mock::Transport::new(), Core::builder().server("http://h"));
        let builder = builder.transport(transport.clone());
        let core = builder.credential("s", credential).build().unwrap();
        let call = Call::new(&core, operation(Method::GET, SCHEME));
        let error = call.send::<Text>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.to_string().contains("holds a line break"), "{error}");
        shows_nothing(&error);
        assert!(transport.requests().is_empty());
    }
    let error = Core::builder().header("X-Key", &broken).build();
    shows_nothing(&error.unwrap_err());
    let error = Core::builder()
        .base_url(format!("http://me:{SECRET}@h"))
        .build();
    shows_nothing(&error.unwrap_err());
    let core = Core::builder().server("http://h").build().unwrap();
    let call = call(&core, Method::GET).header("X-Token", &broken);
    shows_nothing(&call.into_request().unwrap_err());
}

/// Nothing of the runtime panics, so it is code of the application that does, while it holds what the SDK
/// gave it.
#[test]
fn a_panic_shows_nothing() {
    let message = Arc::new(Mutex::new(String::new()));
    let seen = Arc::clone(&message);
    let others = std::panic::take_hook();
    let here = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| match std::thread::current().id() {
        thread if thread == here => *seen.lock().unwrap() += &info.to_string(),
        _ => others(info),
    }));
    let panicking = catch_unwind(AssertUnwindSafe(|| {
        let core = Core::builder()
            .server("http://h")
            .credential("s", Credential::bearer(SECRET))
            .transport(mock::Transport::new())
            .build()
            .unwrap();
        let call = Call::new(&core, operation(Method::GET, SCHEME));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime
            .block_on(call.send::<Text>())
            .expect("it is answered")
    }));
    assert!(panicking.is_err());
    let message = message.lock().unwrap();
    assert!(message.contains("it is answered"), "{message}");
    assert!(!message.contains(SECRET), "{message}");
}
