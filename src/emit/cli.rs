//! The part of a command-line program that is the same for all APIs, copied.

use super::{Context, Job, format::HEADER, runtime::with};

/// Lists the files of `templates/cli`, with their texts.
macro_rules! files {
    ($($name:literal)*) => {
        &[$((
            concat!("src/cli/", $name),
            include_str!(concat!("../../templates/cli/src/cli/", $name)),
        )),*]
    };
}

/// The files that every program has.
const FILES: &[(&str, &str)] = files! {
    "answer.rs" "arguments.rs" "body.rs" "failure.rs" "json.rs" "mod.rs" "output.rs" "request.rs" "settings.rs"
    "stream.rs" "table.rs"
};

/// The files that only some programs have, each with the part of the runtime that it is for.
const PARTS: &[(&str, (&str, &str))] = &[
    ("alternative", files! { "alternative.rs" }[0]),
    ("event_stream", files! { "events.rs" }[0]),
    ("json_stream", files! { "texts.rs" }[0]),
    ("multipart", files! { "multipart.rs" }[0]),
    ("paging", files! { "pages.rs" }[0]),
];

/// Returns the jobs that copy it, where there is a program.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    if context.sdk.command_line.is_none() {
        return Vec::new();
    }
    let parts = &context.sdk.package.parts;
    let needed = PARTS
        .iter()
        .filter(|(part, _)| parts.contains(part))
        .map(|(_, file)| file);
    FILES
        .iter()
        .chain(needed)
        .map(|(path, text)| -> Job<'_> {
            Box::new(move || {
                let text = with(text, parts, &[]);
                ((*path).to_owned(), format!("{HEADER}{text}"))
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{FILES, PARTS};

    #[test]
    fn every_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/cli/src/cli");
        let names = std::fs::read_dir(folder).unwrap().map(|entry| {
            let name = entry.unwrap().file_name();
            format!("src/cli/{}", name.to_str().unwrap())
        });
        let mut names: Vec<_> = names.collect();
        names.sort();
        let parts = PARTS.iter().map(|(_, (path, _))| path);
        let mut listed: Vec<_> = FILES.iter().map(|(path, _)| path).chain(parts).collect();
        listed.sort_unstable();
        assert!(names.iter().eq(listed), "{names:?}");
    }
}
