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
    "base64_url.rs" "chrono.rs" "date_time.rs" "decimal.rs" "digits.rs" "event_stream.rs" "exact.rs"
    "frames.rs" "jiff.rs" "json_stream.rs" "link.rs" "multipart.rs" "pager.rs" "paging.rs" "part.rs"
    "server_variables.rs" "stream.rs" "tuple.rs" "uuid.rs" "validate.rs"
};

/// The files that every SDK has.
const FILES: &[(&str, &str)] = files! {
    "base64.rs" "body.rs" "bridge.rs" "call.rs" "codec.rs" "core.rs" "credential.rs" "decode.rs" "error.rs" "execute.rs"
    "expand.rs" "form.rs" "header.rs" "http_date.rs" "mock.rs" "mock_server.rs" "mod.rs" "nullable.rs"
    "operation.rs" "parameter.rs" "problem.rs" "property.rs" "reader.rs" "redirect.rs" "request.rs" "reqwest.rs"
    "response.rs" "retry.rs" "secret.rs" "security.rs" "server.rs" "transport.rs" "union.rs" "value.rs" "writer.rs"
};

/// Returns the jobs that copy the runtime.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let parts = &context.sdk.package.parts;
    let needed = PARTS
        .iter()
        .filter(|(path, _)| parts.iter().any(|part| is_of(path, part)));
    FILES
        .iter()
        .chain(needed)
        .map(|(path, text)| -> Job<'_> {
            Box::new(move || {
                let mut text = match path.ends_with("/mod.rs") {
                    true => root(text, parts),
                    false => (*text).to_owned(),
                };
                if context.layout == Layout::Module {
                    // Features are the application's own.
                    text = text.replace("cfg(feature = \"mock\")", "cfg(test)");
                }
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

/// Returns the root of the runtime with some parts: what is behind a feature in the crate of the
/// runtime is there, or it is not.
fn root(text: &str, parts: &[&str]) -> String {
    let mut root = String::with_capacity(text.len());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let part = line
            .strip_prefix("#[cfg(feature = \"")
            .and_then(|rest| rest.strip_suffix("\")]"));
        let line = match (part, lines.clone().next()) {
            (Some(part), Some(item)) => {
                lines.next();
                if !parts.contains(&part) {
                    continue;
                }
                item
            }
            (Some(_) | None, _) => line,
        };
        root.push_str(line);
        root.push('\n');
    }
    root
}

#[cfg(test)]
mod tests {
    use super::{FILES, PARTS};

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
            let mut listed: Vec<_> = FILES.iter().chain(PARTS).map(|(path, _)| *path).collect();
            listed.sort_unstable();
            listed
        });
    }
}
