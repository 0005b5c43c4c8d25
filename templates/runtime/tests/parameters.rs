//! Parameters and bodies as text. The rows are those of RFC 6570, sections 3.2.2 to 3.2.8, and of the
//! tables under "Style Examples" and in appendix C of OpenAPI 3.1.1.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

use std::collections::{BTreeMap, HashMap};

use http::{Method, Request};
use sdkwright_runtime::runtime::{
    Call, Core, CoreBuilder, Displayed, Error, ErrorKind, Operation, Parameter, ParameterValue,
    PathStyle, Place, QueryStyle, Security, ToParameter, mock,
};
use serde_json::json;

fn builder() -> CoreBuilder {
    Core::builder().transport(mock::Transport::new())
}

fn core() -> Core {
    // Nothing is sent; the transport over the network takes its time to read certificates.
    builder().server("http://h").build().unwrap()
}

fn operation(path: &'static str) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: "op",
        method: "GET",
        path,
        server: None,
        security: Security::None,
        accept: "",
        defaults: &[],
    }))
}

fn call(path: &'static str) -> Call {
    Call::new(&core(), operation(path))
}

fn target(call: Call) -> String {
    let uri = call.into_request().unwrap().uri().to_string();
    uri.strip_prefix("http://h").unwrap().to_owned()
}

fn scalar(text: &str) -> ParameterValue {
    ParameterValue::Scalar(text.to_owned())
}

fn list() -> ParameterValue {
    ["red", "green", "blue"].to_parameter().unwrap()
}

/// RFC 6570's `keys`.
fn keys() -> ParameterValue {
    ParameterValue::Object(vec![
        ("semi".to_owned(), ";".to_owned()),
        ("dot".to_owned(), ".".to_owned()),
        ("comma".to_owned(), ",".to_owned()),
    ])
}

#[test]
fn path_parameters_expand_as_rfc_6570_says() {
    use PathStyle::{Label, Matrix, Simple};
    let rows = [
        (Simple, false, scalar("value"), "value"),
        (Simple, false, scalar("Hello World!"), "Hello%20World%21"),
        (Simple, false, scalar("50%"), "50%25"),
        (Simple, false, scalar("/foo/bar"), "%2Ffoo%2Fbar"),
        (Simple, false, list(), "red,green,blue"),
        (Simple, true, list(), "red,green,blue"),
        (Simple, false, keys(), "semi,%3B,dot,.,comma,%2C"),
        (Simple, true, keys(), "semi=%3B,dot=.,comma=%2C"),
        (Label, false, scalar("fred"), ".fred"),
        (Label, false, scalar("50%"), ".50%25"),
        (Label, false, list(), ".red,green,blue"),
        (Label, true, list(), ".red.green.blue"),
        (Label, false, keys(), ".semi,%3B,dot,.,comma,%2C"),
        (Label, true, keys(), ".semi=%3B.dot=..comma=%2C"),
        (Matrix, false, scalar("fred"), ";who=fred"),
        (Matrix, false, scalar(""), ";who"),
        (Matrix, false, list(), ";who=red,green,blue"),
        (Matrix, true, list(), ";who=red;who=green;who=blue"),
        (Matrix, false, keys(), ";who=semi,%3B,dot,.,comma,%2C"),
        (Matrix, true, keys(), ";semi=%3B;dot=.;comma=%2C"),
    ];
    for (style, explode, value, expected) in rows {
        let place = Place::Path { style, explode };
        let parameter = Parameter { name: "who", place };
        let call = call("/a/{who}/z").parameter(parameter, value);
        assert_eq!(
            target(call),
            format!("/a/{expected}/z"),
            "{style:?} {explode}"
        );
    }
}

#[test]
fn query_parameters_expand_as_rfc_6570_and_openapi_say() {
    use QueryStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    let empty = || ParameterValue::Array(Vec::new());
    let rows = [
        (Form, true, scalar("fred"), "?who=fred"),
        (Form, true, scalar("Hello World!"), "?who=Hello%20World%21"),
        (Form, true, scalar("a&b=c#d+e"), "?who=a%26b%3Dc%23d%2Be"),
        (Form, true, scalar(""), "?who="),
        (Form, true, scalar("é"), "?who=%C3%A9"),
        (Form, true, empty(), ""),
        (Form, false, empty(), ""),
        (Form, false, list(), "?who=red,green,blue"),
        (Form, true, list(), "?who=red&who=green&who=blue"),
        (Form, false, keys(), "?who=semi,%3B,dot,.,comma,%2C"),
        (Form, true, keys(), "?semi=%3B&dot=.&comma=%2C"),
        (SpaceDelimited, false, list(), "?who=red%20green%20blue"),
        (SpaceDelimited, true, list(), "?who=red&who=green&who=blue"),
        (PipeDelimited, false, list(), "?who=red%7Cgreen%7Cblue"),
        (
            PipeDelimited,
            false,
            keys(),
            "?who=semi%7C%3B%7Cdot%7C.%7Ccomma%7C%2C",
        ),
        (
            DeepObject,
            true,
            keys(),
            "?who%5Bsemi%5D=%3B&who%5Bdot%5D=.&who%5Bcomma%5D=%2C",
        ),
        (
            DeepObject,
            true,
            list(),
            "?who%5B%5D=red&who%5B%5D=green&who%5B%5D=blue",
        ),
    ];
    for (style, explode, value, expected) in rows {
        let parameter = Parameter {
            name: "who",
            place: Place::Query {
                style,
                explode,
                allow_reserved: false,
            },
        };
        let call = call("/p").parameter(parameter, value);
        assert_eq!(target(call), format!("/p{expected}"), "{style:?} {explode}");
    }
}

#[test]
fn allow_reserved_keeps_what_cannot_end_the_value() {
    let rows = [
        (scalar("/foo/bar?a=b;c,d:e@f"), "?who=/foo/bar?a=b;c,d:e@f"),
        (scalar("50%"), "?who=50%25"),
        (scalar("a%2Fb%zz"), "?who=a%2Fb%25zz"),
        (scalar("%é%"), "?who=%25%C3%A9%25"),
        (scalar("a&b#c+d[e]"), "?who=a%26b%23c%2Bd%5Be%5D"),
        (list(), "?who=red&who=green&who=blue"),
    ];
    for (value, expected) in rows {
        let parameter = Parameter {
            name: "who",
            place: Place::Query {
                style: QueryStyle::Form,
                explode: true,
                allow_reserved: true,
            },
        };
        let call = call("/p").parameter(parameter, value);
        assert_eq!(target(call), format!("/p{expected}"));
    }
}

#[test]
fn a_path_parameter_never_changes_the_shape_of_the_path() {
    for (value, expected) in [
        ("a/b", "/a%2Fb/z"),
        ("../b", "/..%2Fb/z"),
        ("a?b#c", "/a%3Fb%23c/z"),
        ("%2e%2e", "/%252e%252e/z"),
        ("\\", "/%5C/z"),
        ("...", "/.../z"),
        ("a\r\nb", "/a%0D%0Ab/z"),
    ] {
        assert_eq!(target(call("/{who}/z").path("who", value)), expected);
    }
    for value in ["", ".", ".."] {
        let error = call("/{who}/z")
            .path("who", value)
            .into_request()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert_eq!(
            error.to_string(),
            "op: the path parameter `who` is empty, `.` or `..`, which would call another path"
        );
    }
    let none: [&str; 0] = [];
    assert!(call("/{who}").path("who", none).into_request().is_err());
    // A label writes a dot of its own.
    let place = Place::Path {
        style: PathStyle::Label,
        explode: false,
    };
    let label = Parameter { name: "who", place };
    assert!(call("/{who}").parameter(label, "").into_request().is_err());
    assert!(call("/{who}").parameter(label, ".").into_request().is_err());
    // Two that are harmless alone.
    let pair = call("/{a}{b}").path("a", ".").path("b", ".");
    assert!(pair.into_request().is_err());
    assert_eq!(target(call("/{a}.json").path("a", "..")), "/...json");
    // A dot that the template writes, and a query in it.
    assert!(call("/%2e{a}").path("a", ".").into_request().is_err());
    assert!(call("/{a}?b").path("a", "..").into_request().is_err());
}

#[test]
fn a_path_template_may_hold_anything() {
    assert_eq!(
        target(call("/a b/{x}:go#variant").path("x", "1")),
        "/a%20b/1:go"
    );
    let call_with_query = call("/p?action=Go").query("x", 1);
    assert_eq!(target(call_with_query), "/p?action=Go&x=1");
    assert_eq!(target(call("/a{b")), "/a%7Bb");
    assert_eq!(target(call("no-slash")), "/no-slash");
    assert_eq!(target(call("")), "/");
}

#[test]
fn a_path_parameter_without_a_value_is_refused() {
    let error = call("/{serviceId}").into_request().unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: the path parameter `serviceId` has no value, neither on the call nor on the client"
    );
}

#[test]
fn defaults_of_the_client_fill_in() {
    static DEFAULTS: [Parameter; 2] = [Parameter::query("version"), Parameter::header("X-Tenant")];
    let core = Core::builder()
        .server("http://h")
        .default_parameter("id", 7)
        .default_parameter("version", "2020")
        .default_parameter("X-Tenant", "t")
        .default_parameter("elsewhere", "unused")
        .build()
        .unwrap();
    let operation = Box::leak(Box::new(Operation {
        defaults: &DEFAULTS,
        ..operation("/{id}").clone()
    }));
    let request = Call::new(&core, operation).into_request().unwrap();
    assert_eq!(request.uri(), "http://h/7?version=2020");
    assert_eq!(request.headers()["x-tenant"], "t");
    let given = Call::new(&core, operation)
        .query("version", "2021")
        .path("id", 8);
    assert_eq!(
        given.into_request().unwrap().uri(),
        "http://h/8?version=2021"
    );
}

#[test]
fn header_parameters_are_not_encoded_and_cannot_add_headers() {
    let header = |explode, value: ParameterValue| -> Result<Request<_>, Error> {
        let place = Place::Header { explode };
        let parameter = Parameter {
            name: "X-Who",
            place,
        };
        call("/p").parameter(parameter, value).into_request()
    };
    for (explode, value, expected) in [
        (false, scalar("a b/c"), "a b/c"),
        (false, list(), "red,green,blue"),
        (false, keys(), "semi,;,dot,.,comma,,"),
        (true, keys(), "semi=;,dot=.,comma=,"),
    ] {
        assert_eq!(header(explode, value).unwrap().headers()["x-who"], expected);
    }
    for value in ["a\r\nX-Admin: 1", "a\nb", "a\0b"] {
        let error = header(false, scalar(value)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Request);
        assert!(!error.to_string().contains("Admin"), "{error}");
    }
    let error = call("/p")
        .header("X-A", "secret\r\nX-B: 1")
        .into_request()
        .unwrap_err();
    assert!(!error.to_string().contains("secret"), "{error}");
    assert!(call("/p").header("X A", "1").into_request().is_err());
}

#[test]
fn cookie_parameters_share_one_header() {
    let place = Place::Cookie { explode: false };
    let plain = Parameter { name: "b", place };
    let request = call("/p")
        .cookie("a", list())
        .parameter(plain, list())
        .cookie("c", "x; d=1")
        .into_request()
        .unwrap();
    assert_eq!(
        request.headers()["cookie"],
        "a=red; a=green; a=blue; b=red,green,blue; c=x%3B%20d%3D1"
    );
}

#[test]
fn many_types_are_parameters() {
    let map = BTreeMap::from([("k".to_owned(), 1), ("j".to_owned(), 2)]);
    let hash: HashMap<_, _> = map.clone().into_iter().collect();
    let object = "?j=2&k=1".to_owned();
    let text = String::from("s");
    let texts = vec!["a", "b"];
    let rows = [
        (target(call("").query("x", 1_u8)), "?x=1"),
        (target(call("").query("x", -1_i64)), "?x=-1"),
        (target(call("").query("x", 1.5)), "?x=1.5"),
        (target(call("").query("x", true)), "?x=true"),
        (target(call("").query("x", "s")), "?x=s"),
        (target(call("").query("x", String::from("s"))), "?x=s"),
        (target(call("").query("x", &text)), "?x=s"),
        (target(call("").query("x", None::<i32>)), ""),
        (target(call("").query("x", Some(&["a"][..]))), "?x=a"),
        (target(call("").query("x", &texts)), "?x=a&x=b"),
        (target(call("").query("x", vec![String::from("a")])), "?x=a"),
        (
            target(call("").query("x", Displayed(Method::PUT))),
            "?x=PUT",
        ),
        (target(call("").query("x", [Displayed('c')])), "?x=c"),
        (target(call("").query("x", &map)), &object),
        (target(call("").query("x", hash)), &object),
        (target(call("").query("x", "a").query("x", "b")), "?x=b"),
        (
            target(call("").query("x", "a").query("x", None::<i32>)),
            "?x=a",
        ),
    ];
    for (got, expected) in rows {
        assert_eq!(got, format!("/{expected}"));
    }
}

#[test]
fn serialized_values_are_parameters() {
    let value = json!({"a": 1, "b": null, "c": {"d": [2]}, "e": "f"});
    let deep = Parameter {
        name: "q",
        place: Place::Query {
            style: QueryStyle::DeepObject,
            explode: true,
            allow_reserved: false,
        },
    };
    assert_eq!(
        target(call("").serialized(deep, &value)),
        "/?q%5Ba%5D=1&q%5Bc%5D=%7B%22d%22%3A%5B2%5D%7D&q%5Be%5D=f"
    );
    assert_eq!(
        target(call("").json_parameter(Parameter::query("q"), &json!([1, "a"]))),
        "/?q=%5B1%2C%22a%22%5D"
    );
    // JSON has no such number.
    let error = call("")
        .serialized(deep, &BTreeMap::from([("a".to_owned(), f64::NAN)]))
        .into_request()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("op: the parameter `q` cannot be serialised")
    );
}

#[test]
fn a_form_repeats_lists_and_leaves_null_out() {
    let body = json!({
        "a": "x y&z=ä*-._~",
        "b": [1, null, "two"],
        "c": {"d": [1]},
        "e": null,
        "f": true,
        "g": [[1], {"h": 2}],
    });
    let request = call("").form(&body).into_request().unwrap();
    assert_eq!(
        request.body(),
        "a=x+y%26z%3D%C3%A4*-._%7E&b=1&b=two&c=%7B%22d%22%3A%5B1%5D%7D&f=true&g=%5B1%5D\
         &g=%7B%22h%22%3A2%7D"
    );
    let error = call("").form(&[1][..]).into_request().unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: the body is no object, so it makes no form"
    );
}

#[test]
fn bodies_have_their_media_types() {
    let type_of = |call: Call| {
        let request = call.into_request().unwrap();
        request.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(type_of(call("").json(&1)), "application/json");
    let merge = "application/merge-patch+json";
    assert_eq!(type_of(call("").json_as(merge, &1)), merge);
    assert_eq!(type_of(call("").text("t")), "text/plain; charset=utf-8");
    assert_eq!(type_of(call("").bytes("image/png", "b")), "image/png");
    let bare = call("").into_request().unwrap();
    assert!(bare.headers().get("content-type").is_none());
}

#[test]
fn base_urls_are_joined_and_checked() {
    for (base, expected) in [
        ("http://h", "http://h/a"),
        ("http://h/", "http://h/a"),
        ("https://h:8443/v1//", "https://h:8443/v1/a"),
        (" http://[::1]/v1 ", "http://[::1]/v1/a"),
    ] {
        let request = call("/a").base_url(base).into_request().unwrap();
        assert_eq!(request.uri(), expected);
    }
    for base in [
        "",
        "h",
        "/v1",
        "ftp://h",
        "http://",
        "http://h?a",
        "http://h#a",
        "http://u:p@h",
        "ht tp://h",
    ] {
        let error = call("/a").base_url(base).into_request().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{base}");
        assert!(Core::builder().base_url(base).build().is_err(), "{base}");
    }
    let nowhere = Core::builder().build().unwrap();
    let error = Call::new(&nowhere, operation("/a"))
        .into_request()
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "op: the client has no server: set a server or a base URL"
    );
}

#[test]
fn a_base_url_set_by_hand_goes_before_the_server_of_an_operation() {
    let uploads = Box::leak(Box::new(Operation {
        server: Some("https://uploads.example.com"),
        ..operation("/a").clone()
    }));
    let uri = |core: &Core| {
        Call::new(core, uploads)
            .into_request()
            .unwrap()
            .uri()
            .to_string()
    };
    assert_eq!(uri(&core()), "https://uploads.example.com/a");
    let by_hand = Core::builder()
        .server("http://h")
        .base_url("http://local")
        .build()
        .unwrap();
    assert_eq!(uri(&by_hand), "http://local/a");
}
