//! Which credentials a request carries, and where they do not show.

use super::*;

fn request(core: CoreBuilder, security: Security) -> Result<http::Request<()>, Error> {
    let core = core.server("http://h").build()?;
    let call = Call::new(&core, operation(Method::GET, security));
    Ok(call.into_request()?.map(drop))
}

#[test]
fn each_kind_goes_to_its_place() {
    const ANY: Security = Security::Any(&[&["s"]]);
    let with = |credential| request(Core::builder().credential("s", credential), ANY).unwrap();
    let bearer = with(Credential::bearer("t"));
    assert_eq!(bearer.headers()["authorization"], "Bearer t");
    for (user, password, encoded) in [
        ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        ("test", "123\u{a3}", "dGVzdDoxMjPCow=="),
        ("", "", "Og=="),
        ("a", "b", "YTpi"),
        ("\u{3ff}\u{3ff}", "", "z7/Pvzo="),
    ] {
        let basic = with(Credential::basic(user, password));
        let expected = format!("Basic {encoded}");
        assert_eq!(basic.headers()["authorization"], expected);
    }
    let header = with(Credential::header("X-Key", "k"));
    assert_eq!(header.headers()["x-key"], "k");
    assert!(header.headers()["x-key"].is_sensitive());
    let query = with(Credential::query("api key", "a&b"));
    assert_eq!(query.uri(), "http://h/a?api%20key=a%26b");
    let cookie = with(Credential::cookie("sid", "a;b"));
    assert_eq!(cookie.headers()["cookie"], "sid=a%3Bb");
    assert!(cookie.headers()["cookie"].is_sensitive());
    let external = with(Credential::external());
    assert_eq!(external.headers().len(), 1);
}

#[test]
fn requirements_are_alternatives_of_combinations() {
    const EITHER: Security = Security::Any(&[&["a", "b"], &["c"]]);
    const OPTIONAL: Security = Security::Any(&[&[], &["a"]]);
    let a = || Core::builder().credential("a", Credential::header("A", "1"));
    let ab = || a().credential("b", Credential::header("B", "2"));
    let abc = || ab().credential("c", Credential::header("C", "3"));
    let sent = |core, security| {
        let request = request(core, security).unwrap();
        ["a", "b", "c"]
            .into_iter()
            .filter(|name| request.headers().contains_key(*name))
            .collect::<String>()
    };
    assert_eq!(sent(abc(), EITHER), "ab");
    let ac = a().credential("c", Credential::header("C", "3"));
    assert_eq!(sent(ac, EITHER), "c");
    assert_eq!(sent(a(), OPTIONAL), "a");
    assert_eq!(sent(Core::builder(), OPTIONAL), "");
    assert_eq!(sent(abc(), Security::None), "");
    let error = request(a(), EITHER).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "op: the client has no credential for `a` and `b`, or `c`"
    );
    // Set by hand.
    assert!(request(Core::builder().header("Authorization", "x"), EITHER).is_ok());
}

#[test]
fn a_credential_cannot_add_a_header_and_the_error_does_not_show_it() {
    let bad = format!("{SECRET}\r\nX-Admin: 1");
    for credential in [Credential::bearer(&bad), Credential::header("X-Key", &bad)] {
        let core = Core::builder().credential("s", credential);
        let error = request(core, Security::Any(&[&["s"]])).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(!format!("{error} {error:?}").contains(SECRET));
    }
}

#[test]
fn debug_is_redacted() {
    for kind in [
        CredentialKind::Bearer,
        CredentialKind::Basic,
        CredentialKind::Header("h"),
        CredentialKind::Query("q"),
        CredentialKind::Cookie("c"),
    ] {
        let credential = Credential::new(kind, SECRET);
        let builder = Core::builder()
            .credential("s", credential.clone())
            .default_parameter("p", SECRET)
            .header("X-Key", SECRET);
        let builder_text = format!("{builder:?}");
        let text = format!(
            "{credential:?} {builder_text} {:?}",
            builder.build().unwrap()
        );
        assert!(!text.contains(SECRET), "{text}");
        assert!(text.contains("[redacted]"), "{text}");
    }
}

#[test]
fn an_environment_variable_is_a_fallback() {
    // `PATH` is the one variable that a test can count on without setting any.
    let path = std::env::var("PATH").unwrap();
    let kind = CredentialKind::Query("k");
    let security = Security::Any(&[&["s"]]);
    let from_env = || Core::builder().credential_from_env("s", "PATH", kind.clone());
    let query = |core| {
        request(core, security)
            .unwrap()
            .uri()
            .query()
            .unwrap()
            .to_owned()
    };
    let direct = Core::builder().credential("s", Credential::query("k", path));
    assert_eq!(query(from_env()), query(direct));
    let set = from_env().credential("s", Credential::query("k", "set"));
    assert_eq!(query(set), "k=set");
    let absent = "SDKWRIGHT_TEST_VARIABLE_THAT_NOBODY_SETS";
    let none = Core::builder().credential_from_env("s", absent, kind.clone());
    assert!(request(none, security).is_err());
}
