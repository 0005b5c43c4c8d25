//! The runtime, copied.

use super::{Context, Job};

/// Lists the files of `templates/runtime`, with their texts.
macro_rules! files {
    ($($name:literal)*) => {
        &[$((
            concat!("src/runtime/", $name),
            include_str!(concat!("../../templates/runtime/src/runtime/", $name)),
        )),*]
    };
}

/// Every file of the runtime.
const FILES: &[(&str, &str)] = files! {
    "base64.rs" "call.rs" "codec.rs" "core.rs" "credential.rs" "decode.rs" "error.rs" "execute.rs"
    "expand.rs" "form.rs" "header.rs" "http_date.rs" "mock.rs" "mod.rs" "nullable.rs"
    "operation.rs" "parameter.rs" "problem.rs" "redirect.rs" "request.rs" "reqwest.rs"
    "response.rs" "retry.rs" "secret.rs" "security.rs" "server.rs" "transport.rs" "union.rs"
};

/// Returns the jobs that copy the runtime.
pub(super) fn jobs(_context: Context<'_>) -> Vec<Job<'_>> {
    FILES
        .iter()
        .map(|(path, text)| -> Job<'_> {
            Box::new(move || {
                (
                    (*path).to_owned(),
                    format!("{}{text}", super::format::HEADER),
                )
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::FILES;

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
        assert_eq!(
            names,
            FILES.iter().map(|(path, _)| *path).collect::<Vec<_>>()
        );
    }
}
