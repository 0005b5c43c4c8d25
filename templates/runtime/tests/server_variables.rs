//! The variables of servers: where values stand, and what is refused because it would stand elsewhere.

use sdkwright_runtime::runtime::{
    Call, Core, CoreBuilder, Error, ErrorKind, Operation, Security, ServerVariable,
    ServerVariables, mock,
};

static KNOWN: [ServerVariable; 12] = [
    variable("scheme", Some("https"), &["https", "http"]),
    variable("s", Some("s"), &[]),
    variable("region", Some("eu"), &["eu", "us", "-"]),
    variable("tenant", None, &[]),
    variable("host", Some("api.example.com"), &[]),
    variable("port", Some("443"), &[]),
    variable("version", Some("v1"), &[]),
    variable("base", Some("api/v1"), &[]),
    variable("none", Some(""), &[]),
    variable("slash", Some("/api"), &[]),
    variable("url", Some("https://example.com/api"), &[]),
    ServerVariable {
        placeholder: "region_2",
        name: "region",
        default: Some("us"),
        values: &["us"],
    },
];

const fn variable(
    name: &'static str,
    default: Option<&'static str>,
    values: &'static [&'static str],
) -> ServerVariable {
    ServerVariable {
        placeholder: name,
        name,
        default,
        values,
    }
}

/// Names of variables with their values.
type Given<'v> = &'v [(&'static str, &'v str)];

fn url(template: &str, given: Given<'_>) -> Result<String, Error> {
    let mut variables = ServerVariables::of(&KNOWN);
    for (name, value) in given {
        variables = variables.set(name, *value);
    }
    variables.url(template)
}

#[test]
fn values_are_where_their_variables_were() {
    let cases: [(&str, Given<'_>, &str); 29] = [
        ("https://h/{version}", &[], "https://h/v1"),
        ("https://{region}.h", &[("region", "us")], "https://us.h"),
        ("https://{region}.h", &[("tenant", "us")], "https://eu.h"),
        (
            "https://{tenant}.h",
            &[("tenant", "a-1.b_c")],
            "https://a-1.b_c.h",
        ),
        (
            "https://{tenant}.h",
            &[("tenant", "a"), ("tenant", "b")],
            "https://b.h",
        ),
        ("{scheme}://h", &[("scheme", "http")], "http://h"),
        ("http{s}://h", &[("s", "S")], "httpS://h"),
        (
            "https://h:{port}/v1",
            &[("port", "8443")],
            "https://h:8443/v1",
        ),
        (
            "https://{host}/v1",
            &[("host", "localhost:80")],
            "https://localhost:80/v1",
        ),
        (
            "https://{host}",
            &[("host", "[::1]:80")],
            "https://[::1]:80",
        ),
        (
            "https://{host}",
            &[("host", "127.0.0.1")],
            "https://127.0.0.1",
        ),
        (
            "https://{host}/",
            &[("host", "example.com.")],
            "https://example.com./",
        ),
        (
            "https://h{host}/",
            &[("host", "-2.example")],
            "https://h-2.example/",
        ),
        (
            "https://h/{version}",
            &[("version", "v2 b")],
            "https://h/v2%20b",
        ),
        (
            "https://h/{version}/x",
            &[("version", "a/b?c#d%2e@\\é")],
            "https://h/a%2Fb%3Fc%23d%252e%40%5C%C3%A9/x",
        ),
        (
            "https://h/v.{version}",
            &[("version", ".")],
            "https://h/v..",
        ),
        (
            "https://h/{base}/x",
            &[("base", "/api/v 2/")],
            "https://h/api/v%202/x",
        ),
        ("https://h/{base}", &[("base", "")], "https://h/"),
        ("https://h{slash}", &[("slash", "v2")], "https://h/v2"),
        ("https://h{slash}", &[("slash", "/v2/b")], "https://h/v2/b"),
        ("https://h{slash}", &[("slash", "")], "https://h"),
        ("https://h/{none}", &[("none", "v2/b")], "https://h/v2/b"),
        ("https://h{none}.c", &[("none", "-2")], "https://h-2.c"),
        (
            "https://h/{tenant}",
            &[("tenant", "a/b")],
            "https://h/a%2Fb",
        ),
        ("{url}", &[("url", "http://other:1/b")], "http://other:1/b"),
        (
            "{url}/v1",
            &[("url", "http://other/b/")],
            "http://other/b/v1",
        ),
        // What the document lists goes anywhere.
        ("https://{region}.h", &[("region", "-")], "https://-.h"),
        ("https://{region_2}.h", &[("region", "us")], "https://us.h"),
        (
            "https://{unknown}.h",
            &[("unknown", "x")],
            "https://{unknown}.h",
        ),
    ];
    for (template, given, expected) in cases {
        let url = url(template, given).unwrap_or_else(|error| panic!("{given:?}: {error}"));
        assert_eq!(url, expected, "{template} {given:?}");
    }
}

#[test]
fn values_that_would_be_elsewhere_are_refused() {
    let hosts = [
        "", "a/b", "a@b", "a?b", "a#b", "a\\b", "a b", "a%2fb", "a:80", "a\nb", "é", ".a", "a.",
        "a..b", "[::1]", "a,b", "http://a",
    ];
    let last = [
        "",
        "a/b",
        "a@b",
        "u:p@b",
        "a?b",
        "a#b",
        "a\\b",
        "a:",
        "a:b",
        "a:99999",
        "a:+1",
        "a:80:80",
        "[::1",
        "[a]",
        "[::1]x",
        "::1",
        "..",
        ".",
        "a.:80",
        "a\0",
        "\u{ff0f}a",
    ];
    let ports = ["", "a", "80/x", "@h", "-1", "+1", "65536", " 80"];
    let schemes = ["javascript:", "https://evil/", "a:b", "/", "https://u@"];
    let segments = ["", ".", ".."];
    let several = ["..", "a/../b", "a//b", "./a"];
    let bases = [
        "",
        "evil",
        "//evil",
        "ftp://h",
        "https://u:p@h",
        "https://h?q",
        "https://h#f",
        "https:///p",
    ];
    let cases: [(&str, &str, &[&str]); 11] = [
        ("https://{tenant}.h/x", "tenant", &hosts),
        ("https://{host}", "host", &last),
        ("https://{host}/x", "host", &last),
        ("https://h:{port}", "port", &ports),
        ("http{s}://h", "s", &schemes),
        ("https://h/{version}/x", "version", &segments),
        ("https://h/{base}", "base", &several),
        ("https://h/{none}", "none", &several),
        ("https://{none}h", "none", &["/", "evil/", "a/b"]),
        ("https://h{slash}", "slash", &several),
        ("{url}/x", "url", &bases),
    ];
    for (template, name, values) in cases {
        for value in values {
            let error =
                url(template, &[(name, value)]).expect_err(&format!("{template} {value:?}"));
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(&format!("`{name}`")), "{error}");
        }
    }
    // What is around a dot may make it two.
    url("https://h/.{version}", &[("version", ".")]).unwrap_err();
    url("https://h/{version}./x", &[("version", ".")]).unwrap_err();
}

#[test]
fn errors_say_what_is_wrong_with_which_variable() {
    let message = |template: &str, given: &[(&'static str, &str)]| {
        url(template, given).unwrap_err().to_string()
    };
    assert!(
        message("https://{tenant}.h", &[]).contains("the server variable `tenant` has no value")
    );
    assert!(
        message("https://{region}.h", &[("region", "asia")])
            .contains("the server variable `region` is none of `eu`, `us`, `-`")
    );
}

static OPERATION: Operation = Operation {
    id: "op",
    method: "GET",
    path: "/op",
    server: Some("https://{region_2}.other/{version}"),
    security: Security::None,
    accept: "",
    defaults: &[],
};

static PLAIN: Operation = Operation {
    id: "plain",
    server: None,
    ..OPERATION
};

fn builder(given: &[(&'static str, &str)]) -> CoreBuilder {
    let mut variables = ServerVariables::of(&KNOWN);
    for (name, value) in given {
        variables = variables.set(name, *value);
    }
    Core::builder()
        .server("https://{tenant}.{region}.h")
        .servers(move |template| variables.url(template))
        .transport(mock::Transport::new())
}

#[test]
fn servers_of_operations_have_the_values_of_the_client() {
    let uri = |core: &Core, operation: &'static Operation| {
        let request = Call::new(core, operation).into_request();
        request.map(|request| request.uri().to_string())
    };
    let core = builder(&[("tenant", "t"), ("version", "v9")])
        .build()
        .unwrap();
    assert_eq!(uri(&core, &PLAIN).unwrap(), "https://t.eu.h/op");
    assert_eq!(uri(&core, &OPERATION).unwrap(), "https://us.other/v9/op");

    // What is wrong about the server of one operation is the matter of its calls alone.
    let core = builder(&[("tenant", "t"), ("region", "eu")])
        .build()
        .unwrap();
    assert_eq!(uri(&core, &PLAIN).unwrap(), "https://t.eu.h/op");
    let error = uri(&core, &OPERATION).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(error.operation(), Some("op"));
}

#[test]
fn a_base_url_needs_no_variables() {
    let error = builder(&[]).build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let core = builder(&[]).base_url("https://b").build().unwrap();
    for operation in [&PLAIN, &OPERATION] {
        let request = Call::new(&core, operation).into_request().unwrap();
        assert_eq!(request.uri(), "https://b/op");
    }
}
