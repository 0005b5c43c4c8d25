//! What help says, word for word: where lines are broken is up to the features of clap that others ask for. `BLESS=1`
//! writes it.

use std::fs;

use super::run_with;

#[test]
fn help_says_what_there_is() {
    for (name, arguments) in [
        ("program", &["--help"][..]),
        ("group", &["dogs", "--help"]),
        ("parameters", &["dogs", "list-dogs", "--help"]),
        ("body", &["dogs", "add-dog", "--help"]),
        ("parts", &["dogs", "photo", "set", "-h"]),
        ("stream", &["news", "ask", "--help"]),
        ("pages", &["dogs", "list-litters", "--help"]),
    ] {
        let said = run_with(&[], "", arguments);
        let path = format!("tests/program/help/{name}.txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, said.printed()).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap();
        assert_eq!(words(said.printed()), words(&wanted), "{name}");
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}
