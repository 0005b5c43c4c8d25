//! Parameters against RFC 6570 and OpenAPI, row by row, and against decoders that are not ours.
//!
//! | data | what it is |
//! | --- | --- |
//! | `templates/rfc6570.txt` | the examples of RFC 6570, and why some are none of OpenAPI |
//! | `templates/styles.txt` | the table "Style Examples" of OpenAPI 3.1.1 |
//! | `templates/queries.json` | pairs, and the query and the form that they are; `decode.py` reads them with Python |
//!
//! axum, on a loopback port, is the server that reads what is sent.

#![expect(
    clippy::unwrap_used,
    reason = "clippy takes the functions that tests share for code that is no test"
)]

use std::collections::BTreeMap;
use std::process::Command;

use axum::extract::{Path, Query, RawQuery};
use axum::http::HeaderMap;
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use sdkwright_runtime::runtime::{
    Call, Core, Json as JsonBody, Operation, Parameter, ParameterValue, PathStyle, Place,
    QueryStyle, Security, ToParameter, mock,
};
use serde_json::{Value, json};

const ROWS: &str = include_str!("templates/rfc6570.txt");
const STYLES: &str = include_str!("templates/styles.txt");
const QUERIES: &str = include_str!("templates/queries.json");

fn operation(method: &'static str, path: &str) -> &'static Operation {
    Box::leak(Box::new(Operation {
        id: "op",
        method,
        path: path.to_owned().leak(),
        server: None,
        security: Security::None,
        accept: "",
        defaults: &[],
    }))
}

fn call(path: &str) -> Call {
    let core = Core::builder().transport(mock::Transport::new());
    let core = core.server("http://h").build().unwrap();
    Call::new(&core, operation("GET", path))
}

fn target(call: Call) -> Result<String, String> {
    let request = call.into_request().map_err(|error| error.to_string())?;
    let uri = request.uri().to_string();
    Ok(uri.strip_prefix("http://h").unwrap().to_owned())
}

fn rows(table: &str) -> impl Iterator<Item = &str> {
    let rows = table.lines().map(str::trim);
    rows.filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Returns the value of a variable of RFC 6570, section 3.2; `None` for those that are undefined.
fn variable(name: &str) -> Option<ParameterValue> {
    let object = |members: &[(&str, &str)]| {
        let members = members.iter();
        let members = members.map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        ParameterValue::Object(members.collect())
    };
    let text = match name {
        "dom" => return ["example", "com"].to_parameter(),
        "list" => return ["red", "green", "blue"].to_parameter(),
        "keys" => return Some(object(&[("semi", ";"), ("dot", "."), ("comma", ",")])),
        "empty_keys" => return Some(object(&[])),
        "undef" | "bar" => return None,
        "dub" => "me/too",
        "hello" => "Hello World!",
        "half" => "50%",
        "var" => "value",
        "who" => "fred",
        "base" => "http://example.com/home/",
        "path" => "/foo/bar",
        "v" => "6",
        "x" => "1024",
        "y" => "768",
        "empty" => "",
        name => panic!("RFC 6570 has no variable {name}"),
    };
    Some(ParameterValue::Scalar(text.to_owned()))
}

/// Returns what we send for a template of one expression, as the template would expand.
fn expand(template: &str) -> Result<String, String> {
    let (before, rest) = template.split_once('{').unwrap();
    let (expression, after) = rest.split_once('}').unwrap();
    let (operator, names) = match expression.chars().next().unwrap() {
        operator if "+./;?&".contains(operator) => (operator, &expression[1..]),
        _ => (' ', expression),
    };
    let names: Vec<(&str, bool)> = names
        .split(',')
        .map(|name| (name.trim_end_matches('*'), name.ends_with('*')))
        .collect();
    let place = |explode| match operator {
        ' ' | '/' | '.' | ';' => Place::Path {
            style: match operator {
                '.' => PathStyle::Label,
                ';' => PathStyle::Matrix,
                _ => PathStyle::Simple,
            },
            explode,
        },
        _ => Place::Query {
            style: QueryStyle::Form,
            explode,
            allow_reserved: operator == '+',
        },
    };
    let path: String = match operator {
        ' ' | '/' | '.' | ';' => {
            let separator = match operator {
                ' ' => ",",
                '/' => "/",
                _ => "",
            };
            let names: Vec<String> = names
                .iter()
                .map(|(name, _)| format!("{{{name}}}"))
                .collect();
            let slash = if operator == '/' { "" } else { "/" };
            let first = if operator == '/' { "/" } else { "" };
            format!("{slash}{before}{first}{}{after}", names.join(separator))
        }
        '&' if before.is_empty() => "/?fixed=yes".to_owned(),
        '&' => format!("/{before}"),
        _ => "/".to_owned(),
    };
    let mut call = call(&path);
    for (name, explode) in names {
        let name: &'static str = name.to_owned().leak();
        let place = place(explode);
        call = call.parameter(Parameter { name, place }, variable(name));
    }
    let sent = target(call)?;
    Ok(match operator {
        '/' => sent,
        '&' if before.is_empty() => sent.strip_prefix("/?fixed=yes").unwrap().to_owned(),
        // The template is that of the value, after what names it.
        '+' => format!("{before}{}", sent.split_once('=').unwrap().1),
        _ => sent.strip_prefix('/').unwrap().to_owned(),
    })
}

#[test]
fn examples_of_rfc_6570_expand_as_it_says() {
    let (mut same, mut refused, mut other) = (0, 0, 0);
    for row in rows(ROWS) {
        let (template, rest) = row.split_once(' ').unwrap();
        let (expansion, why) = match rest.split_once(" - ") {
            Some((expansion, why)) => (expansion.trim(), Some(why.trim())),
            None => (rest.trim(), None),
        };
        let expansion = if expansion == "\"\"" { "" } else { expansion };
        match why {
            None => {
                assert_eq!(expand(template).as_deref(), Ok(expansion), "{template}");
                same += 1;
            }
            Some(why) if why.starts_with("refused:") => {
                let error = expand(template).unwrap_err();
                assert!(
                    error.contains("is empty, `.` or `..`"),
                    "{template}: {error}"
                );
                refused += 1;
            }
            Some(_) => other += 1,
        }
    }
    assert_eq!((same, refused, other), (64, 4, 40));
}

#[test]
fn styles_are_written_as_openapi_says() {
    let mut checked = 0;
    for row in rows(STYLES) {
        let columns: Vec<&str> = row.split_whitespace().collect();
        let [style, explode, empty, string, array, object] = columns[..] else {
            panic!("{row} has six columns");
        };
        let explode = explode == "true";
        let path = |style| Place::Path { style, explode };
        let query = |style| Place::Query {
            style,
            explode,
            allow_reserved: false,
        };
        let place = match style {
            "matrix" => path(PathStyle::Matrix),
            "label" => path(PathStyle::Label),
            "simple" => path(PathStyle::Simple),
            "form" => query(QueryStyle::Form),
            "spaceDelimited" => query(QueryStyle::SpaceDelimited),
            "pipeDelimited" => query(QueryStyle::PipeDelimited),
            "deepObject" => query(QueryStyle::DeepObject),
            style => panic!("OpenAPI has no style {style}"),
        };
        let members = [("R", "100"), ("G", "200"), ("B", "150")];
        let members = members.map(|(key, value)| (key.to_owned(), value.to_owned()));
        for (value, expected) in [
            (ParameterValue::Scalar(String::new()), empty),
            (ParameterValue::Scalar("blue".to_owned()), string),
            (["blue", "black", "brown"].to_parameter().unwrap(), array),
            (ParameterValue::Object(members.to_vec()), object),
        ] {
            let name = "color";
            // `/.` would be another path, so something stands before it.
            let (template, before) = match place {
                Place::Path { .. } => ("/is{color}", "/is"),
                _ => ("/", "/?"),
            };
            let sent = target(call(template).parameter(Parameter { name, place }, value));
            match expected {
                "n/a" => continue,
                "\"\"" => assert!(sent.is_err(), "an empty part of a path was sent"),
                expected => assert_eq!(sent, Ok(format!("{before}{expected}")), "{row}"),
            }
            checked += 1;
        }
    }
    assert_eq!(checked, 37);
}

struct Vector {
    pairs: Vec<(String, String)>,
    query: String,
    form: String,
}

fn vectors() -> Vec<Vector> {
    let vectors: Vec<Value> = serde_json::from_str(QUERIES).unwrap();
    vectors
        .into_iter()
        .map(|vector| Vector {
            pairs: serde_json::from_value(vector["pairs"].clone()).unwrap(),
            query: vector["query"].as_str().unwrap().to_owned(),
            form: vector["form"].as_str().unwrap().to_owned(),
        })
        .collect()
}

fn with_queries(call: Call, pairs: &[(String, String)]) -> Call {
    pairs.iter().fold(call, |call, (name, value)| {
        call.query(name.clone().leak(), value)
    })
}

fn object(pairs: &[(String, String)]) -> BTreeMap<String, String> {
    pairs.iter().cloned().collect()
}

#[test]
fn queries_and_forms_are_those_that_others_read() {
    for vector in vectors() {
        let sent = target(with_queries(call("/"), &vector.pairs));
        assert_eq!(sent, Ok(format!("/?{}", vector.query)));
        let request = call("/")
            .form(&object(&vector.pairs))
            .into_request()
            .unwrap();
        assert_eq!(request.body(), &*vector.form);
    }
}

#[test]
fn python_reads_the_same() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/templates");
    let python = Command::new("python3")
        .args(["decode.py", "queries.json"])
        .current_dir(folder)
        .output();
    // Where there is no Python, the vectors are those that it read when they were written.
    let Ok(output) = python else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        vectors().len().to_string()
    );
}

/// Serves what axum reads of a request, as JSON.
async fn server() -> (String, tokio::task::JoinHandle<()>) {
    type Pairs = Vec<(String, String)>;
    let router = Router::new()
        .route(
            "/query",
            get(async |Query(pairs): Query<Pairs>| Json(json!(pairs))),
        )
        .route(
            "/raw",
            get(async |RawQuery(query): RawQuery| Json(json!(query))),
        )
        .route(
            "/path/{a}/x-{b}/end",
            get(async |Path(segments): Path<Pairs>| Json(json!(segments))),
        )
        .route(
            "/header",
            get(async |headers: HeaderMap| {
                let values = headers.get_all("x-value").iter();
                let texts = values.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
                Json(json!(texts.collect::<Vec<_>>()))
            }),
        )
        .route(
            "/form",
            post(async |Form(pairs): Form<Pairs>| Json(json!(pairs))),
        );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        axum::serve(listener, router).await.unwrap();
    });
    (url, serving)
}

/// Texts that have all that could end, split or change a value.
fn awkward() -> Vec<String> {
    let ascii: String = (0_u8..128).map(char::from).collect();
    let mut texts: Vec<String> = [
        "plain", " ", "a b", "a+b", "+", "%", "%2F", "%2e%2E", "100%", "/", "//", "a/b", "../..",
        "...", "a?b#c", "a&b=c", "a;b", "a,b", "[a]", "{a}", "\\", "\"", "'", "<>", "|", "^`", "é",
        "日本", "🐈", "\u{feff}", "\r\n", "\0", "null", "true", "-1",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push(ascii);
    texts
}

#[tokio::test]
async fn axum_reads_what_was_given() {
    let (url, serving) = server().await;
    let core = Core::builder().server(&url).build().unwrap();
    let ask = async |call: Call| call.send::<JsonBody<Value>>().await.unwrap();
    let query = operation("GET", "/query");
    let path = operation("GET", "/path/{a}/x-{b}/end");
    let form = operation("POST", "/form");
    for vector in vectors() {
        let read = ask(with_queries(Call::new(&core, query), &vector.pairs)).await;
        assert_eq!(read, json!(vector.pairs));
        let read = ask(Call::new(&core, form).form(&object(&vector.pairs))).await;
        assert_eq!(
            read,
            json!(object(&vector.pairs).into_iter().collect::<Vec<_>>())
        );
    }
    for text in awkward() {
        let read = ask(Call::new(&core, query)
            .query("q", &text)
            .query("r", [&text, &text]))
        .await;
        assert_eq!(read, json!([["q", text], ["r", text], ["r", text]]));
        let reserved = Parameter::query("q").allow_reserved();
        let read = ask(Call::new(&core, query)
            .parameter(reserved, &text)
            .query("r", 1))
        .await;
        // What looks percent-encoded is taken for that, as RFC 6570 has it.
        if !["%2F", "%2e%2E"].contains(&text.as_str()) {
            assert_eq!(read, json!([["q", text], ["r", "1"]]));
        }
        let read = ask(Call::new(&core, path).path("a", &text).path("b", &text)).await;
        assert_eq!(read, json!([["a", text], ["b", text]]), "{text:?}");
        let body = json!({"k": [text, text]});
        let read = ask(Call::new(&core, form).form(&body)).await;
        assert_eq!(read, json!([["k", text], ["k", text]]));
    }
    let raw = operation("GET", "/raw");
    assert_eq!(ask(Call::new(&core, raw)).await, Value::Null);
    let header = operation("GET", "/header");
    for text in ["plain", "a, b;c=\"d\"", "é", "%41"] {
        let read = ask(Call::new(&core, header).header_parameter("X-Value", text)).await;
        assert_eq!(read, json!([text]));
    }
    serving.abort();
}
