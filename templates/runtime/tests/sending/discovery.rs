//! OpenID Connect Discovery 1.0, section 4: where tokens come from is looked up.

use super::*;

const CONFIGURATION: &str = "https://id/tenant/.well-known/openid-configuration";

fn core(flow: ClientCredentials) -> (Core, mock::Transport) {
    let transport = mock::Transport::new();
    let core = Core::builder()
        .server("https://h")
        .header("X-Api-Key", "for the API only")
        .credential("s", flow.into())
        .transport(transport.clone())
        .build()
        .unwrap();
    (core, transport)
}

fn get(core: &Core) -> Call {
    Call::new(core, operation(Method::GET, SCHEME))
}

fn metadata() -> serde_json::Value {
    json!({"issuer": "https://id/tenant", "token_endpoint": "https://id/token"})
}

#[tokio::test]
async fn the_token_endpoint_is_looked_up_once() {
    for url in [CONFIGURATION, "https://id/tenant", "https://id/tenant/"] {
        let flow = ClientCredentials::new("id", SECRET).discovery_url(url);
        let (core, transport) = core(flow);
        transport.answer("openid.configuration", Answer::json(200, &metadata()));
        let expired = json!({"access_token": "a", "expires_in": 0});
        transport.answer("oauth2.token", Answer::json(200, &expired).repeat());
        transport.answer("op", Answer::text(200, "ok").repeat());
        for _ in 0..2 {
            get(&core).send::<Text>().await.unwrap();
        }
        let requests = transport.requests();
        let uris: Vec<_> = requests.iter().map(|it| it.uri.to_string()).collect();
        assert_eq!(
            uris,
            [
                CONFIGURATION,
                "https://id/token",
                "https://h/a",
                "https://id/token",
                "https://h/a"
            ]
        );
        assert_eq!(requests[0].method, Method::GET);
        assert_eq!(requests[0].header("authorization"), None);
        assert_eq!(requests[0].header("x-api-key"), None);
    }
}

#[tokio::test]
async fn the_client_proves_who_it_is_in_a_way_that_the_server_takes() {
    let methods = "token_endpoint_auth_methods_supported";
    for (supported, set, is_basic) in [
        (
            json!(["client_secret_post", "client_secret_basic"]),
            None,
            true,
        ),
        (
            json!(["private_key_jwt", "client_secret_post"]),
            None,
            false,
        ),
        (json!(null), None, true),
        (
            json!(["client_secret_basic"]),
            Some(ClientAuthentication::Post),
            false,
        ),
    ] {
        let mut flow = ClientCredentials::new("id", SECRET).discovery_url(CONFIGURATION);
        if let Some(set) = set {
            flow = flow.authentication(set);
        }
        let (core, transport) = core(flow);
        let mut metadata = metadata();
        metadata[methods] = supported;
        transport.answer("openid.configuration", Answer::json(200, &metadata));
        let answer = json!({"access_token": "a"});
        transport.answer("oauth2.token", Answer::json(200, &answer));
        transport.answer("op", Answer::text(200, "ok"));
        get(&core).send::<Text>().await.unwrap();
        let asked = &transport.requests()[1];
        assert_eq!(asked.header("authorization").is_some(), is_basic);
        assert_eq!(asked.body.ends_with(SECRET.as_bytes()), !is_basic);
    }
}

#[tokio::test]
async fn metadata_that_cannot_be_trusted_is_refused() {
    let with = |name: &str, value: serde_json::Value| {
        let mut metadata = metadata();
        metadata[name] = value;
        Answer::json(200, &metadata)
    };
    for (answer, expected) in [
        (
            with("issuer", json!("https://evil")),
            "at `issuer`: it is not `https://id/tenant`",
        ),
        (
            with("issuer", json!(null)),
            "at `issuer`: it is no text, or missing",
        ),
        (
            with("token_endpoint", json!(null)),
            "at `token_endpoint`: it is no text, or missing",
        ),
        (
            with("token_endpoint", json!("http://id/token")),
            "it is no URL of `https`",
        ),
        (
            with("token_endpoint", json!("/token")),
            "it is no URL of `https`",
        ),
        (
            with("token_endpoint", json!("file:///etc/passwd")),
            "it is no URL of `https`",
        ),
        (
            with(
                "token_endpoint_auth_methods_supported",
                json!(["private_key_jwt"]),
            ),
            "neither `client_secret_basic` nor `client_secret_post` is there",
        ),
        (Answer::text(200, "<html>"), "it is no JSON object"),
        (Answer::empty(404), "openid.configuration: 404 Not Found"),
    ] {
        let flow = ClientCredentials::new("id", SECRET).discovery_url(CONFIGURATION);
        let (core, transport) = core(flow);
        transport.answer("openid.configuration", answer);
        let error = get(&core).send::<Text>().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Authentication);
        assert!(error.to_string().contains(expected), "{error}");
        // The secret was sent nowhere, and a failure is not kept.
        assert_eq!(transport.requests().len(), 1);
        transport.answer("openid.configuration", Answer::json(200, &metadata()));
        let answer = json!({"access_token": "a"});
        transport.answer("oauth2.token", Answer::json(200, &answer));
        transport.answer("op", Answer::text(200, "ok"));
        get(&core).send::<Text>().await.unwrap();
    }
}
