//! OAuth 2.0 client credentials (RFC 6749, section 4.4): when a token is asked for, how, and what becomes
//! of failures.

use super::*;

/// A core whose calls need a token, and what it talks to.
fn core(flow: ClientCredentials) -> (Core, mock::Transport) {
    let transport = mock::Transport::new();
    let core = Core::builder()
        .server("http://h/v1")
        .user_agent("agent/1")
        .header("X-Api-Key", "for the API only")
        .credential("s", flow.into())
        .transport(transport.clone())
        .build()
        .unwrap();
    (core, transport)
}

fn flow() -> ClientCredentials {
    ClientCredentials::new("id", SECRET).token_url("http://auth/token")
}

fn get(core: &Core) -> Call {
    Call::new(core, operation(Method::GET, SCHEME))
}

fn token(token: &str, seconds: u64) -> Answer {
    Answer::json(
        200,
        &json!({"access_token": token, "token_type": "Bearer", "expires_in": seconds}),
    )
}

/// Returns the requests for tokens, and the tokens that calls carried.
fn seen(transport: &mock::Transport) -> (usize, Vec<String>) {
    let requests = transport.requests();
    let (tokens, calls): (Vec<_>, Vec<_>) = requests
        .iter()
        .partition(|request| request.operation == "oauth2.token");
    let sent = calls.iter().map(|request| {
        let header = request.header("authorization").unwrap();
        header.strip_prefix("Bearer ").unwrap().to_owned()
    });
    (tokens.len(), sent.collect())
}

#[tokio::test]
async fn a_token_is_asked_for_as_the_standard_says() {
    let flow = ClientCredentials::new("an id:ä", "s&c=r e%t")
        .token_url("http://auth/token?tenant=1#fragment")
        .scopes(["read:pets", "write"])
        .parameter("audience", "https://api");
    let (core, transport) = core(flow.clone());
    transport.answer("oauth2.token", token("t1", 3600));
    transport.answer("op", Answer::text(200, "ok"));
    assert_eq!(get(&core).send::<Text>().await.unwrap(), "ok");
    let requests = transport.requests();
    let [asked, called] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!(asked.method, Method::POST);
    assert_eq!(asked.uri, "http://auth/token?tenant=1");
    assert_eq!(
        asked.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(asked.header("accept"), Some("application/json"));
    assert_eq!(
        asked.body,
        "grant_type=client_credentials&scope=read%3Apets%20write&audience=https%3A%2F%2Fapi"
    );
    // Both are encoded before they are joined (section 2.3.1): `an%20id%3A%C3%A4:s%26c%3Dr%20e%25t`.
    assert_eq!(
        asked.header("authorization"),
        Some("Basic YW4lMjBpZCUzQSVDMyVBNDpzJTI2YyUzRHIlMjBlJTI1dA==")
    );
    assert!(asked.headers["authorization"].is_sensitive());
    // What the client adds to calls is for the API.
    assert_eq!(asked.header("user-agent"), Some("agent/1"));
    assert_eq!(asked.header("x-api-key"), None);
    assert_eq!(called.header("authorization"), Some("Bearer t1"));
    assert!(called.headers["authorization"].is_sensitive());

    let (core, transport) = self::core(flow.authentication(ClientAuthentication::Post));
    transport.answer("oauth2.token", token("t1", 3600));
    transport.answer("op", Answer::text(200, "ok"));
    get(&core).send::<Text>().await.unwrap();
    let asked = &transport.requests()[0];
    assert_eq!(asked.header("authorization"), None);
    let body = std::str::from_utf8(&asked.body).unwrap();
    assert!(
        body.ends_with("&client_id=an%20id%3A%C3%A4&client_secret=s%26c%3Dr%20e%25t"),
        "{body}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_token_is_kept_until_shortly_before_it_expires() {
    let (core, transport) = core(flow());
    transport.answer("op", Answer::text(200, "ok").repeat());
    for (seconds, wait) in [(3600, 3539), (3600, 3539), (20, 14), (0, 0), (0, 0)] {
        let before = seen(&transport).0;
        transport.answer("oauth2.token", token(&format!("t{before}"), seconds));
        get(&core).send::<Text>().await.unwrap();
        tokio::time::advance(Duration::from_secs(wait)).await;
        if seconds > 0 {
            get(&core).send::<Text>().await.unwrap();
        }
        assert_eq!(seen(&transport).0, before + 1);
        tokio::time::advance(Duration::from_secs(2)).await;
    }
    let (_, sent) = seen(&transport);
    assert_eq!(sent, ["t0", "t0", "t1", "t1", "t2", "t2", "t3", "t4"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_without_an_end_is_kept_until_it_is_refused() {
    let (core, transport) = core(flow());
    for answer in [
        json!({"access_token": "a"}),
        json!({"access_token": "b", "token_type": "bEARER", "expires_in": "3600"}),
        json!({"access_token": "c", "expires_in": null}),
    ] {
        transport.answer("oauth2.token", Answer::json(200, &answer));
    }
    for status in [200, 200, 401, 200, 401, 200] {
        transport.answer("op", Answer::empty(status));
    }
    for _ in 0..4 {
        get(&core).send::<Empty>().await.unwrap();
        tokio::time::advance(Duration::from_secs(60)).await;
    }
    assert_eq!(
        seen(&transport),
        (
            3,
            ["a", "a", "a", "b", "b", "c"].map(str::to_owned).to_vec()
        )
    );
}

#[tokio::test]
async fn a_call_is_sent_again_once_after_401_whatever_its_method() {
    let (core, transport) = core(flow());
    transport.answer("oauth2.token", token("a", 3600));
    transport.answer("oauth2.token", token("b", 3600));
    transport.answer(
        "op",
        Answer::json(401, &json!({"message": "expired"})).repeat(),
    );
    let post = Call::new(&core, operation(Method::POST, SCHEME)).text("body");
    let error = post.retry(RetryPolicy::none()).send::<Empty>().await;
    let error = error.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: 401 Unauthorized: expired (2 attempts)"
    );
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(seen(&transport), (2, vec!["a".into(), "b".into()]));
    assert_eq!(transport.requests()[3].body, "body");

    // A body that was streamed is gone.
    let (core, transport) = self::core(flow());
    transport.answer("oauth2.token", token("a", 3600));
    transport.answer("op", Answer::empty(401));
    let streamed = Body::stream(Pieces(1));
    let post = Call::new(&core, operation(Method::POST, SCHEME)).bytes("a/b", streamed);
    let error = post.send::<Empty>().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(seen(&transport).0, 1);
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_share_one_request() {
    let (core, transport) = core(flow());
    let slow = |text: &str| token(text, 3600).delay(Duration::from_secs(1));
    transport.answer("oauth2.token", slow("a"));
    transport.answer("op", Answer::text(200, "ok").repeat());
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(get(&core).send::<Text>()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    assert_eq!(seen(&transport), (1, vec!["a".to_owned(); 100]));

    // All are refused, and share the request for the next token, too.
    let (core, transport) = self::core(flow());
    transport.answer("oauth2.token", token("a", 3600));
    transport.answer("oauth2.token", slow("b"));
    for _ in 0..100 {
        let refused = Answer::empty(401).delay(Duration::from_millis(10));
        transport.answer("op", refused);
    }
    transport.answer("op", Answer::text(200, "ok").repeat());
    let calls: Vec<_> = (0..100)
        .map(|_| tokio::spawn(get(&core).send::<Text>()))
        .collect();
    for call in calls {
        call.await.unwrap().unwrap();
    }
    let (asked, sent) = seen(&transport);
    assert_eq!(asked, 2);
    assert_eq!(sent.iter().filter(|token| *token == "b").count(), 100);
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_share_one_failure() {
    let (core, transport) = core(flow());
    let refused = Answer::json(400, &json!({"error": "invalid_scope"}));
    transport.answer("oauth2.token", refused.delay(Duration::from_secs(1)));
    let calls: Vec<_> = (0..10)
        .map(|_| tokio::spawn(get(&core).send::<Text>()))
        .collect();
    for call in calls {
        let error = call.await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
    }
    assert_eq!(seen(&transport).0, 1);
    // The next call asks again.
    transport.answer("oauth2.token", token("a", 3600));
    transport.answer("op", Answer::text(200, "ok"));
    get(&core).send::<Text>().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn whoever_leaves_while_it_asks_holds_up_nobody() {
    let (core, transport) = core(flow());
    let never = Duration::from_secs(1_000_000);
    transport.answer("oauth2.token", token("a", 3600).delay(never));
    let leaves = get(&core).timeout(Duration::from_secs(1)).send::<Text>();
    let leaves = tokio::spawn(leaves);
    tokio::task::yield_now().await;
    transport.answer("oauth2.token", token("b", 3600));
    transport.answer("op", Answer::text(200, "ok"));
    get(&core).send::<Text>().await.unwrap();
    let error = leaves.await.unwrap().unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(seen(&transport), (2, vec!["b".to_owned()]));
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_still_good_bridges_an_outage() {
    let (core, transport) = core(flow());
    transport.answer("op", Answer::text(200, "ok").repeat());
    transport.answer("oauth2.token", token("a", 3600));
    get(&core).send::<Text>().await.unwrap();
    tokio::time::advance(Duration::from_secs(3545)).await;
    // One call asks for the next token, and waits for it; the others go on with this one.
    let down = Answer::empty(500).delay(Duration::from_secs(2));
    transport.answer("oauth2.token", down);
    let asks = tokio::spawn(get(&core).send::<Text>());
    tokio::task::yield_now().await;
    let start = Instant::now();
    get(&core).send::<Text>().await.unwrap();
    assert_eq!(start.elapsed(), Duration::ZERO);
    asks.await.unwrap().unwrap();
    // It is not tried at once again.
    get(&core).send::<Text>().await.unwrap();
    assert_eq!(seen(&transport).0, 2);
    tokio::time::advance(Duration::from_secs(6)).await;
    transport.answer("oauth2.token", token("b", 3600));
    get(&core).send::<Text>().await.unwrap();
    let (asked, sent) = seen(&transport);
    assert_eq!((asked, sent.last().unwrap().as_str()), (3, "b"));
}

#[tokio::test]
async fn what_the_token_endpoint_says_is_told_and_the_secret_is_not() {
    let (core, transport) = core(flow());
    let said = json!({"error": "invalid_client", "error_description": "Unknown client."});
    transport.answer("oauth2.token", Answer::json(401, &said));
    let error = get(&core).send::<Text>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: no token could be got: oauth2.token: 401 Unauthorized: invalid_client: Unknown client."
    );
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert!(error.status().is_none() && !error.is_retryable() && !error.is_timeout());
    let source = std::error::Error::source(&error).unwrap();
    let cause = source.downcast_ref::<Error>().unwrap();
    assert_eq!(cause.status().unwrap(), 401);

    let said = json!({"error": "invalid_client", "error_description": format!("not {SECRET}")});
    transport.answer("oauth2.token", Answer::json(401, &said));
    let error = get(&core).send::<Text>().await.unwrap_err();
    let text = format!("{error} {error:?} {error:#?}");
    assert!(!text.contains(SECRET), "{text}");
    assert!(text.contains("not [redacted]"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_asked_for_again_by_a_policy_of_its_own() {
    let (core, transport) = core(flow());
    transport.answer("oauth2.token", Answer::empty(503).repeat());
    let error = get(&core).send::<Text>().await.unwrap_err();
    assert!(error.is_retryable());
    // Not three times three.
    assert_eq!(seen(&transport).0, 3);

    let (core, transport) = self::core(flow().retry(RetryPolicy::none()));
    transport.answer("oauth2.token", Answer::empty(503).repeat());
    get(&core).send::<Text>().await.unwrap_err();
    assert_eq!(seen(&transport).0, 1);

    // What the call's own policy is does not matter.
    let (core, transport) = self::core(flow());
    transport.answer("oauth2.token", Answer::empty(503));
    transport.answer("oauth2.token", token("a", 1));
    transport.answer("op", Answer::text(200, "ok"));
    let call = get(&core).retry(RetryPolicy::none());
    assert_eq!(call.send::<Text>().await.unwrap(), "ok");
}

#[tokio::test(start_paused = true)]
async fn a_token_endpoint_that_says_nothing_is_left() {
    let hours = Duration::from_secs(7200);
    let (core, transport) = core(flow());
    transport.answer("oauth2.token", token("a", 3600).delay(hours).repeat());
    let start = Instant::now();
    let error = get(&core).send::<Text>().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: no token could be got: oauth2.token: no answer came in 30s, the time for the call"
    );
    assert!(error.is_timeout() && error.is_retryable());
    assert_eq!(start.elapsed().as_secs(), 30);

    let start = Instant::now();
    let error = get(&core).timeout(Duration::from_secs(5)).send::<Text>();
    assert_eq!(error.await.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(start.elapsed().as_secs(), 5);

    let (core, transport) = self::core(flow().timeout(Duration::from_secs(3)));
    transport.answer("oauth2.token", token("a", 3600).delay(hours).repeat());
    let start = Instant::now();
    get(&core).send::<Text>().await.unwrap_err();
    assert_eq!(start.elapsed().as_secs(), 3);
}

#[tokio::test]
async fn an_answer_that_is_no_token_is_an_error_without_the_token() {
    let said = |body: serde_json::Value| Answer::json(200, &body);
    for (answer, expected) in [
        (
            said(json!({"token_type": "Bearer"})),
            "at `access_token`: it is missing",
        ),
        (
            said(json!({"access_token": ""})),
            "at `access_token`: it is no text, or an empty one",
        ),
        (
            said(json!({"access_token": [SECRET]})),
            "at `access_token`: it is no text",
        ),
        (
            said(json!({"access_token": SECRET, "token_type": "mac"})),
            "at `token_type`: it is not `Bearer`",
        ),
        (said(json!([SECRET])), "it is no JSON object"),
        (
            Answer::text(200, format!("<html>{SECRET}")),
            "it is no JSON object",
        ),
        (
            Answer::bytes(200, "application/json", format!("{{\"{SECRET}")),
            "it is no JSON object",
        ),
        (Answer::empty(200), "it is no JSON object"),
        (Answer::empty(302).header("location", SECRET), "302 Found"),
        (
            said(json!({"access_token": format!("{SECRET}\r\nx: y")})),
            "holds a line break",
        ),
    ] {
        let (core, transport) = core(flow());
        transport.answer("oauth2.token", answer);
        let error = get(&core).send::<Text>().await.unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(error.to_string().contains(expected), "{text}");
        assert!(!text.contains(SECRET), "{text}");
        assert_eq!(transport.requests().len(), 1);
    }
}

#[tokio::test]
async fn where_tokens_come_from_may_be_relative_to_the_server() {
    for (url, expected) in [
        ("/oauth/token", "http://h/oauth/token"),
        ("oauth/token", "http://h/v1/oauth/token"),
        ("//other/token", "http://other/token"),
    ] {
        let (core, transport) = core(flow().token_url(url));
        transport.answer("oauth2.token", token("a", 1));
        transport.answer("op", Answer::text(200, "ok"));
        get(&core).send::<Text>().await.unwrap();
        assert_eq!(transport.requests()[0].uri, expected);
    }
    let none = ClientCredentials::new("id", SECRET);
    for (flow, expected) in [
        (none.clone(), "have no token endpoint: set `token_url`"),
        (
            none.clone().token_url("ftp://h/token"),
            "is none of `https`",
        ),
        (
            none.clone().token_url("https://me:hunter2@h/"),
            "or holds a user",
        ),
        (none.token_url("https://[::"), "is not valid"),
    ] {
        let (core, transport) = core(flow);
        let error = get(&core).send::<Text>().await.unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(transport.requests().is_empty());
    }
}

#[tokio::test]
async fn the_secret_goes_to_no_other_host() {
    for status in [301, 302, 303, 307, 308] {
        let stranger = Server::start(vec![Reply::json(200, r#"{"access_token":"x"}"#)]).await;
        let location = [("location", stranger.url.as_str())];
        let auth = Server::start(vec![Reply::new(status, &location, "")]).await;
        let api = Server::start(vec![Reply::json(200, "ok")]).await;
        let flow = flow()
            .token_url(format!("{}/token", auth.url))
            .authentication(ClientAuthentication::Post);
        let core = core_of(&api).credential("s", flow.into()).build().unwrap();
        let _ = get(&core).send::<Text>().await;
        assert_eq!(auth.requests().len(), 1);
        assert!(auth.requests()[0].contains(SECRET));
        assert!(!stranger.requests().concat().contains(SECRET), "{status}");
    }
}

#[tokio::test]
async fn the_first_alternative_that_can_be_met_decides() {
    const EITHER: Security = Security::Any(&[&["key", "s"], &["s"]]);
    const OTHER: Security = Security::Any(&[&["absent"], &[]]);
    let transport = mock::Transport::new();
    let core = Core::builder()
        .server("http://h")
        .credential("s", flow().into())
        .credential("key", Credential::header("X-Key", "k"))
        .transport(transport.clone())
        .build()
        .unwrap();
    transport.answer("oauth2.token", token("a", 3600));
    transport.answer("op", Answer::empty(200).repeat());
    for security in [EITHER, OTHER, Security::None] {
        let call = Call::new(&core, operation(Method::GET, security));
        call.send::<Empty>().await.unwrap();
    }
    // A header that is set by hand goes before it.
    let by_hand = get(&core).header("Authorization", "Custom");
    by_hand.send::<Empty>().await.unwrap();
    let requests = transport.requests();
    let sent = requests.iter().skip(1).map(|request| {
        let headers = ["authorization", "x-key"];
        headers
            .map(|name| request.header(name).unwrap_or("-"))
            .join(" ")
    });
    assert_eq!(
        sent.collect::<Vec<_>>(),
        ["Bearer a k", "- -", "- -", "Custom -"]
    );
    // A call that is only made into a request asks nobody.
    let request = get(&core).into_request().unwrap();
    assert!(!request.headers().contains_key("authorization"));
    assert_eq!(transport.requests().len(), 5);
}

#[test]
fn the_id_and_the_secret_may_be_in_the_environment() {
    fn made(client: ClientCredentials) -> Credential {
        assert!(format!("{client:?}").contains(&std::env::var("PATH").unwrap()));
        client.by_endpoint("http://auth/token", "")
    }
    let absent = "SDKWRIGHT_TEST_VARIABLE_THAT_NOBODY_SETS";
    let request = |variables: [&'static str; 2], token: &'static str| {
        let core = Core::builder()
            .server("http://h")
            .credential_from_env("s", token, CredentialKind::Bearer)
            .client_credentials_from_env("s", variables, made);
        get(&core.build().unwrap()).into_request()
    };
    assert!(request(["PATH", "PATH"], absent).is_ok());
    for variables in [["PATH", absent], [absent, "PATH"]] {
        let error = request(variables, absent).unwrap_err();
        assert!(
            error.to_string().contains("no credential for `s`"),
            "{error}"
        );
    }
    // A token goes before them.
    let request = request(["PATH", "PATH"], "PATH").unwrap();
    assert!(request.headers().contains_key("authorization"));
}

#[test]
fn what_the_document_says_yields_to_what_is_set() {
    let flow = ClientCredentials::new("id", SECRET);
    let shown = |flow: ClientCredentials| format!("{flow:?}");
    let set = flow
        .clone()
        .discovery_url("https://issuer")
        .scopes(["mine"]);
    assert!(!shown(set).contains(SECRET));
    // It is what `by_endpoint` makes of it that counts, which a request shows.
    let body = |flow: ClientCredentials| {
        let transport = mock::Transport::new();
        transport.answer("oauth2.token", Answer::empty(400));
        let core = Core::builder()
            .server("http://h")
            .credential("s", flow.by_endpoint("http://document/token", "a b"))
            .transport(transport.clone())
            .build()
            .unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let sent = runtime.unwrap().block_on(get(&core).send::<Text>());
        assert!(sent.is_err());
        let request = &transport.requests()[0];
        format!(
            "{} {}",
            request.uri,
            std::str::from_utf8(&request.body).unwrap()
        )
    };
    assert_eq!(
        body(flow.clone()),
        "http://document/token grant_type=client_credentials&scope=a%20b"
    );
    let no_scopes: [&str; 0] = [];
    assert_eq!(
        body(flow.clone().scopes(no_scopes)),
        "http://document/token grant_type=client_credentials"
    );
    assert_eq!(
        body(flow.token_url("http://mine/token").scopes(["c"])),
        "http://mine/token grant_type=client_credentials&scope=c"
    );
}
