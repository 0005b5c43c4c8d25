//! What is followed, and what goes along.

use super::*;

fn to(status: u16, url: &str) -> Reply {
    Reply::new(status, &[("location", url)], "moved")
}

const SCHEMES: Security = Security::Any(&[&["bearer", "key"]]);

fn secured(core: CoreBuilder) -> Core {
    core.credential("bearer", Credential::bearer(SECRET))
        .credential("key", Credential::header("X-Api-Key", SECRET))
        .build()
        .unwrap()
}

#[tokio::test]
async fn credentials_stay_at_their_host() {
    let stranger = Server::start(vec![Reply::json(200, "ok")]).await;
    let server = Server::start(vec![to(302, &format!("{}/elsewhere", stranger.url))]).await;
    let core = secured(core_of(&server).user_agent("agent/1"));
    let get = Call::new(&core, operation(Method::GET, SCHEMES));
    assert_eq!(
        get.header("X-Mine", SECRET).send::<Text>().await.unwrap(),
        "ok"
    );
    assert_eq!(server.requests()[0].matches(SECRET).count(), 3);
    let request = &stranger.requests()[0];
    assert!(request.starts_with("GET /elsewhere HTTP/1.1\r\n"));
    assert!(!request.contains(SECRET), "{request}");
    assert!(request.contains("user-agent: agent/1\r\n"));
    assert!(request.contains("accept: text/plain\r\n"));
}

#[tokio::test]
async fn credentials_go_along_within_the_origin() {
    let server = Server::start(vec![to(307, "../b?c=d"), Reply::json(200, "ok")]).await;
    let core = secured(core_of(&server));
    let post = Call::new(&core, operation(Method::POST, SCHEMES)).text("body");
    assert_eq!(post.send::<Text>().await.unwrap(), "ok");
    let request = &server.requests()[1];
    assert!(request.starts_with("POST /b?c=d HTTP/1.1\r\n"), "{request}");
    assert_eq!(request.matches(SECRET).count(), 2);
    assert!(request.ends_with("body"));
}

#[tokio::test]
async fn a_body_goes_to_no_other_host() {
    let stranger = Server::start(vec![Reply::json(200, "ok")]).await;
    let server = Server::start(vec![to(307, &stranger.url)]).await;
    let core = core_of(&server).build().unwrap();
    let post = call(&core, Method::POST).text(SECRET);
    let error = post.send::<Text>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 307 Temporary Redirect");
    assert!(stranger.requests().is_empty());
}

#[tokio::test]
async fn a_query_stays_one_within_the_origin() {
    let query = || Method::from_bytes(b"QUERY").unwrap();
    for status in [301, 302, 307, 308] {
        let server = Server::start(vec![to(status, "/b"), Reply::json(200, "ok")]).await;
        let core = core_of(&server).build().unwrap();
        let call = call(&core, query()).text("body");
        assert_eq!(call.send::<Text>().await.unwrap(), "ok");
        let request = &server.requests()[1];
        assert!(request.starts_with("QUERY /b HTTP/1.1\r\n"), "{request}");
        assert!(request.ends_with("body"));
    }
    let stranger = Server::start(vec![Reply::json(200, "ok")]).await;
    let server = Server::start(vec![to(302, &stranger.url)]).await;
    let core = core_of(&server).build().unwrap();
    let call = call(&core, query()).text(SECRET);
    call.send::<Text>().await.unwrap_err();
    assert!(stranger.requests().is_empty());
}

#[tokio::test]
async fn see_other_is_fetched() {
    let server = Server::start(vec![to(303, "/result"), Reply::json(200, "ok")]).await;
    let core = core_of(&server).build().unwrap();
    let post = call(&core, Method::POST).text("body");
    assert_eq!(post.send::<Text>().await.unwrap(), "ok");
    let request = &server.requests()[1];
    assert!(request.starts_with("GET /result HTTP/1.1\r\n"), "{request}");
    assert!(!request.contains("content-type") && !request.ends_with("body"));
}

#[tokio::test]
async fn a_redirect_that_is_not_followed_is_the_answer() {
    let (core, transport) = mocked();
    for (status, location) in [(301, "/b"), (302, "/b")] {
        let answer = Answer::empty(status).header("location", location);
        transport.answer_any(answer);
        let error = call(&core, Method::POST).send::<Empty>().await.unwrap_err();
        assert_eq!(error.status().unwrap(), status);
    }
    for location in ["", "ftp://h/", "http://", "mailto:a@b", "//"] {
        let answer = Answer::empty(303).header("location", location).repeat();
        let (core, transport) = mocked();
        transport.answer_any(answer);
        let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 303, "{location}");
    }
    let (core, transport) = mocked();
    let answer = Answer::empty(302).header("location", "http://h/a");
    transport.answer_any(answer);
    let secure = call(&core, Method::GET).base_url("https://h");
    assert_eq!(
        secure.send::<Empty>().await.unwrap_err().status().unwrap(),
        302
    );
}

#[tokio::test]
async fn a_loop_ends() {
    let (core, transport) = mocked();
    transport.answer_any(Answer::empty(302).header("location", "/a").repeat());
    let error = call(&core, Method::GET).send::<Empty>().await.unwrap_err();
    assert_eq!(error.to_string(), "op: 302 Found");
    assert_eq!(transport.requests().len(), 11);
}
