//! The runtime, copied.

use super::{Context, Job};
use crate::config::Layout;

/// Lists the files of `templates/runtime`, with their texts.
macro_rules! files {
    ($($name:literal)*) => {
        &[$((
            concat!("src/runtime/", $name),
            include_str!(concat!("../../templates/runtime/src/runtime/", $name)),
        )),*]
    };
}

/// The files of the parts that only some SDKs have.
const PARTS: &[(&str, &str)] = files! {
    "alternative.rs" "base64_url.rs" "chrono.rs" "client_credentials.rs" "date_time.rs" "decimal.rs" "digits.rs" "discovery.rs" "event_stream.rs" "exact.rs"
    "frames.rs" "jiff.rs" "json_stream.rs" "link.rs" "member.rs" "multipart.rs" "page.rs" "pager.rs" "paging.rs" "part.rs" "reconnect.rs" "server_variables.rs" "stream.rs"
    "token_flow.rs" "tuple.rs" "union.rs" "uuid.rs" "validate.rs" "xml.rs" "xml_body.rs" "xml_candidate.rs" "xml_json.rs" "xml_mock.rs" "xml_reader.rs" "xml_text.rs"
    "xml_tree.rs" "xml_union.rs" "xml_writer.rs"
};

/// The files that every SDK has.
const FILES: &[(&str, &str)] = files! {
    "base64.rs" "body.rs" "bridge.rs" "call.rs" "clock.rs" "codec.rs" "content_type.rs" "core.rs" "credential.rs" "decode.rs" "enumeration.rs" "error.rs" "execute.rs"
    "expand.rs" "expectation.rs" "fetch.rs" "form.rs" "header.rs" "hook.rs" "http_date.rs" "mock.rs" "mock_server.rs" "mod.rs" "nullable.rs" "object.rs"
    "operation.rs" "parameter.rs" "pattern.rs" "problem.rs" "property.rs" "reader.rs" "redirect.rs" "request.rs" "reqwest.rs"
    "response.rs" "retry.rs" "secret.rs" "security.rs" "server.rs" "token.rs" "transport.rs" "value.rs" "writer.rs"
};

/// The features of an SDK that the runtime has code for.
const OPTIONAL: &[&str] = &["blocking", "mock", "tracing"];

/// The parts that are behind features of the SDK's own, of the same names.
const FEATURED: &[&str] = &["xml"];

/// The files of these features.
const OPTIONAL_FILES: &[(&str, &str)] = files! { "blocking.rs" "trace.rs" };

/// Returns the jobs that copy the runtime.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let parts = &context.sdk.package.parts;
    // A module cannot say which features there are: they are its application's.
    let (always, optional): (Vec<&str>, Vec<&str>) = match context.layout {
        Layout::Crate => {
            let (featured, always): (Vec<&str>, Vec<&str>) =
                parts.iter().partition(|part| FEATURED.contains(part));
            (always, [OPTIONAL, &featured].concat())
        }
        Layout::Module => (parts.clone(), Vec::new()),
    };
    let needed = PARTS
        .iter()
        .filter(|(path, _)| parts.iter().any(|part| is_of(path, part)));
    let possible = OPTIONAL_FILES.iter().filter(|_| !optional.is_empty());
    FILES
        .iter()
        .chain(needed)
        .chain(possible)
        .map(|(path, text)| -> Job<'_> {
            let (always, optional) = (always.clone(), optional.clone());
            Box::new(move || {
                let text = match context.layout {
                    Layout::Crate => with(text, &always, &optional),
                    // Features are the application's own.
                    Layout::Module => {
                        let text = text.replace("cfg(feature = \"mock\")", "cfg(test)");
                        with(&text, &always, &optional)
                    }
                };
                (
                    (*path).to_owned(),
                    format!("{}{text}", super::format::HEADER),
                )
            })
        })
        .collect()
}

fn is_of(path: &str, part: &str) -> bool {
    path.strip_suffix(".rs")
        .is_some_and(|path| path.ends_with(&format!("/{part}")))
}

/// Returns a file of the runtime with some parts: what is behind a feature in the crate of the runtime is
/// there, or it is not, or it is behind a feature of the SDK, too.
pub(super) fn with(text: &str, parts: &[&str], optional: &[&str]) -> String {
    let mut with = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let part = line
            .trim_start()
            .strip_prefix("#[cfg(feature = \"")
            .and_then(|rest| rest.strip_suffix("\")]"));
        match part {
            Some(part) if parts.contains(&part) => {}
            Some(part) if !optional.contains(&part) => {
                lines.next();
            }
            Some(_) | None => {
                with.push_str(line);
                with.push('\n');
            }
        }
    }
    with
}

#[cfg(test)]
mod tests {
    use super::{FILES, OPTIONAL_FILES, PARTS};

    #[test]
    fn every_file_of_the_runtime_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/runtime/src/runtime");
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                format!(
                    "src/runtime/{}",
                    entry.unwrap().file_name().to_str().unwrap()
                )
            })
            .collect();
        names.sort();
        assert_eq!(names, {
            let all = FILES.iter().chain(PARTS).chain(OPTIONAL_FILES);
            let mut listed: Vec<_> = all.map(|(path, _)| *path).collect();
            listed.sort_unstable();
            listed
        });
    }
}
