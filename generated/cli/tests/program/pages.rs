//! Lists that come in pages: all of them, item by item.

use std::io::{BufRead, BufReader, Read};

use super::server::Server;
use super::{program, run};

const LIST: [&str; 2] = ["dogs", "list-litters"];

/// Returns a page of two items, and the cursor of the next one unless it is the last.
fn page(number: usize, is_last: bool) -> Vec<u8> {
    let next = match is_last {
        true => "null".to_owned(),
        false => format!("\"c{}\"", number + 1),
    };
    format!(
        "{{\"litters\": [{{ \"name\": \"{number}a\", \"age\": 1.50 }},\n{{\"name\":\"{number}b\"}}], \"next_cursor\": {next}}}"
    )
    .into_bytes()
}

/// Starts a server that has so many pages.
fn pages(count: usize) -> Server {
    Server::answering(move |number| {
        let page = page(number, number + 1 == count);
        ("200 OK", "application/json", page)
    })
}

fn items(numbers: std::ops::Range<usize>) -> String {
    let items = numbers.map(|number| {
        format!("{{\"name\":\"{number}a\",\"age\":1.50}}\n{{\"name\":\"{number}b\"}}\n")
    });
    items.collect()
}

#[test]
fn the_items_of_all_pages_are_a_line_each() {
    let server = pages(3);
    let run = run(&server, &[&LIST[..], &["--all"]].concat());
    assert_eq!(run.printed(), items(0..3));
    assert_eq!(
        server.lines(),
        [
            "GET /litters",
            "GET /litters?cursor=c1",
            "GET /litters?cursor=c2"
        ]
    );
}

#[test]
fn one_page_is_what_a_call_gives_without_it() {
    let server = pages(3);
    let run = run(&server, &[&LIST[..], &["--parameter-all", "true"]].concat());
    assert!(run.printed().starts_with("{\"litters\":["));
    assert_eq!(server.request().line, "GET /litters?all=true");
}

#[test]
fn no_page_is_asked_for_that_has_none_of_the_items() {
    let server = pages(3);
    let printed = run(&server, &[&LIST[..], &["--max-items", "3"]].concat());
    let first_three = format!("{}{{\"name\":\"1a\",\"age\":1.50}}\n", items(0..1));
    assert_eq!(printed.printed(), first_three);
    assert_eq!(server.lines().len(), 2);

    let server = pages(3);
    let arguments = [&LIST[..], &["--all", "--max-items", "2", "--cursor", "c7"]].concat();
    assert_eq!(run(&server, &arguments).printed(), items(0..1));
    assert_eq!(server.lines(), ["GET /litters?cursor=c7"]);

    let server = pages(1);
    let many = run(&server, &[&LIST[..], &["--max-items", "9"]].concat());
    assert_eq!(many.printed(), items(0..1));
}

#[test]
fn a_page_that_fails_is_an_error_after_the_items_before_it() {
    let server = Server::answering(|number| match number {
        0 => ("200 OK", "application/json", page(0, false)),
        _ => (
            "403 Forbidden",
            "application/json",
            br#"{"message":"Enough."}"#.to_vec(),
        ),
    });
    let run = run(&server, &[&LIST[..], &["--all"]].concat());
    assert_eq!((run.code, run.stdout()), (1, &*items(0..1)));
    assert!(
        run.stderr
            .starts_with("error: listLitters: 403 Forbidden: Enough.\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_cursor_that_comes_again_ends_with_an_error() {
    let server = Server::answering(|_| ("200 OK", "application/json", page(0, false)));
    let run = run(&server, &[&LIST[..], &["--all"]].concat());
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("the next page cannot be had"));
    assert!(server.lines().len() < 4);
}

#[test]
fn a_reader_that_has_seen_enough_ends_it_quietly() {
    let server = pages(usize::MAX);
    let arguments = [&LIST[..], &["--all", "--base-url", &server.url]].concat();
    let environment = [("CLI_BEARER", "secret"), ("CLI_TENANT", "acme")];
    let mut child = program(&environment, &arguments).spawn().unwrap();
    let mut line = String::new();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    drop(stdout);
    assert_eq!(line, "{\"name\":\"0a\",\"age\":1.50}\n");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    let mut stderr = child.stderr.take().unwrap();
    stderr.read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
}

#[test]
fn the_items_go_to_a_file_even_where_there_are_none() {
    let empty = br#"{"litters":[]}"#;
    let server = Server::start("200 OK", "application/json", empty);
    let path = std::env::temp_dir().join(format!("sdkwright-cli-{}.jsonl", std::process::id()));
    let name = path.to_str().unwrap();
    let run = run(&server, &[&LIST[..], &["--all", "--output", name]].concat());
    let written = std::fs::read_to_string(&path);
    std::fs::remove_file(&path).unwrap();
    assert_eq!((run.printed(), written.unwrap().as_str()), ("", ""));
}
