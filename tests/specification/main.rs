//! `specs/authlete.yaml` has the structure of the public API, every structure of it, and texts of its
//! own.
//!
//! The facts about that structure are not part of this repository. Where `../shared/authlete` is not
//! there, the tests that need it say so and compare nothing.

#[path = "../support/difference.rs"]
mod difference;
#[path = "../support/document.rs"]
mod document;
#[cfg(feature = "overlay")]
mod examples;
mod structure;
mod texts;

use std::fs;
use std::io::Write;

use document::file;

/// Returns a file of `../shared/authlete`, or says that it is not there.
fn shared(name: &str) -> Option<String> {
    let repository = file("");
    let folder = repository.parent()?.join("shared/authlete");
    let text = fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        // Said even where the output of tests that pass is not shown.
        let message = format!("skipped: ../shared/authlete/{name} is not there\n");
        std::io::stderr().write_all(message.as_bytes()).ok()?;
    }
    text
}
