//! The pages of an SDK as doctests: what stands on them compiles.

use indexmap::IndexMap;

use super::model::features;
use crate::{
    emit::{
        Context, File,
        docs::all_groups,
        format::{RustFile, WIDTH},
    },
    plan::Group,
};

/// What makes an item of each page: written out, the items of all pages would be as much as a group of operations.
const MACRO: &str = "\
/// Makes a module of each page of a folder.
macro_rules! pages {
    ($folder:literal $($page:ident)*) => {
        $(
            #[doc = include_str!(concat!($folder, stringify!($page), \".md\"))]
            mod $page {}
        )*
    };
}";

/// Prints the module that includes the pages.
pub(in crate::emit) fn file(context: Context<'_>) -> File {
    let docs = [
        "The pages of `docs`: every example on them is compiled, and those of models are run."
            .to_owned(),
        String::new(),
        "`cargo test --doc` does so. Nothing else sees this module.".to_owned(),
    ];
    let mut file = RustFile::with_docs(&docs);
    let groups = all_groups(&context.sdk.groups);
    let all: Vec<String> = features_of(&groups);
    let mut pages = Pages::default();
    if let Some(webhooks) = &context.sdk.webhooks {
        pages.add("webhooks", features(&webhooks.feature));
    }
    for group in groups {
        pages.add(&group.page, features(&group.feature));
    }
    file.lines([MACRO]);
    for lines in pages.lines("../docs/", 0) {
        file.lines(lines);
    }
    let mut pages = Pages::default();
    for model in &context.sdk.models {
        pages.add(&model.module, features(&model.features));
    }
    // Apart from the groups, whose names they may have.
    let lines = pages.lines("../docs/models/", 4).join(&String::new());
    if !lines.is_empty() {
        let head = ["mod models {".to_owned()];
        file.lines(head.into_iter().chain(lines).chain(["}".to_owned()]));
    }
    // The first call may be one of any group; tests of one's own code have a mock server.
    let needed = match &all[..] {
        [] => Vec::new(),
        all => [&["blocking".to_owned(), "mock".to_owned()], all].concat(),
    };
    let needed: Vec<String> = needed
        .iter()
        .map(|it| format!("feature = \"{it}\""))
        .collect();
    let mut lines = match &needed[..] {
        [] => Vec::new(),
        needed => vec![format!("#[cfg(all(\n    {},\n))]", needed.join(",\n    "))],
    };
    lines.push("#[doc = include_str!(\"../README.md\")]".to_owned());
    lines.push("struct Readme;".to_owned());
    file.lines(lines);
    ("src/doctests.rs".to_owned(), file.finish())
}

/// Pages of a folder, by the condition that they need.
#[derive(Debug, Default)]
struct Pages<'p> {
    all: IndexMap<Option<String>, Vec<&'p str>>,
}

impl<'p> Pages<'p> {
    fn add(&mut self, page: &'p str, condition: Option<String>) {
        self.all.entry(condition).or_default().push(page);
    }

    /// Returns the lines of each call of the macro.
    fn lines(&self, folder: &str, indent: usize) -> Vec<Vec<String>> {
        let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 4));
        let calls = self.all.iter().map(|(condition, pages)| {
            let condition = condition.iter().flat_map(|it| it.lines());
            let mut lines: Vec<String> = condition.map(|line| format!("{outer}{line}")).collect();
            lines.push(format!("{outer}pages! {{"));
            lines.push(format!("{inner}\"{folder}\""));
            let mut line = inner.clone();
            for page in pages {
                if line.len() > inner.len() && line.len() + 1 + page.len() > WIDTH {
                    lines.push(std::mem::replace(&mut line, inner.clone()));
                }
                if line.len() > inner.len() {
                    line.push(' ');
                }
                line.push_str(page);
            }
            lines.extend([line, format!("{outer}}}")]);
            lines
        });
        calls.collect()
    }
}

/// Returns the features of groups, each once.
fn features_of(groups: &[&Group]) -> Vec<String> {
    let mut features: Vec<String> = Vec::new();
    for group in groups {
        if let Some(feature) = &group.feature
            && !features.contains(feature)
        {
            features.push(feature.clone());
        }
    }
    features
}
