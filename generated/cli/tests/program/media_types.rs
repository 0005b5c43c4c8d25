//! Answers in other media types than the usual one.

use super::run;
use super::server::Server;

/// Returns the arguments of the list, with these.
fn list<'a>(arguments: &[&'a str]) -> Vec<&'a str> {
    [&["dogs", "list-litters"], arguments].concat()
}

#[test]
fn another_type_is_asked_for_and_printed_as_it_is() {
    let server = Server::start("200 OK", "text/csv", b"name,age\nRex,2");
    let csv = run(&server, &list(&["--as", "csv"]));
    assert_eq!(csv.printed(), "name,age\nRex,2\n");
    assert_eq!(server.request().header("accept"), "text/csv");
    let bytes = b"PK\x03\xff";
    let server = Server::start("200 OK", "application/x-zip-compressed", bytes);
    let zip = run(&server, &list(&["--as", "zip"]));
    assert_eq!((zip.code, &zip.stdout[..]), (0, &bytes[..]));
    assert_eq!(server.request().header("accept"), "application/zip");
}

#[test]
fn an_answer_of_another_type_is_an_error_that_shows_it() {
    for name in ["csv", "zip"] {
        let server = Server::start("200 OK", "application/json", b"{\"litters\":[]}");
        let run = run(&server, &list(&["--as", name]));
        run.failed(1, "it is of type `application/json` instead of `");
        assert!(run.stderr.ends_with("{\n  \"litters\": []\n}\n"));
    }
}

#[test]
fn one_way_of_reading_excludes_the_others() {
    let server = Server::start("200 OK", "text/csv", b"");
    for (arguments, said) in [
        (&["--as", "csv", "--all"][..], "cannot be used with"),
        (&["--as", "csv", "--max-items", "1"], "cannot be used with"),
        (&["--as", "xlsx"], "[possible values: csv, zip]"),
        (&["--max-items", "0"], "0 is not in 1.."),
    ] {
        run(&server, &list(arguments)).failed(2, said);
    }
    server.expect_nothing();
}
