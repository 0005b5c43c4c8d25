//! The pages of an SDK as doctests: what stands on them compiles.

use indexmap::IndexMap;

use super::model::features;
use crate::{
    emit::{Context, File, docs::all_groups, format::RustFile},
    plan::Group,
};

/// What makes an item of each page.
const MACRO: &str = "\
/// Makes a module of each page.
macro_rules! pages {
    ($($page:ident)*) => {
        $(
            #[doc = include_str!(concat!(\"../docs/\", stringify!($page), \".md\"))]
            mod $page {}
        )*
    };
}";

/// Prints the module that includes the pages.
pub(in crate::emit) fn file(context: Context<'_>) -> File {
    let docs = [
        "The pages of `docs`: every example on them is compiled.".to_owned(),
        String::new(),
        "Those of models, which are run, too, are doctests of the modules of `models`.".to_owned(),
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
    for call in pages.calls() {
        file.lines(call);
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

/// Pages, by the condition that they need.
#[derive(Debug, Default)]
struct Pages<'p> {
    all: IndexMap<Option<String>, Vec<&'p str>>,
}

impl<'p> Pages<'p> {
    fn add(&mut self, page: &'p str, condition: Option<String>) {
        self.all.entry(condition).or_default().push(page);
    }

    /// Returns the lines of each call of the macro.
    fn calls(self) -> impl Iterator<Item = Vec<String>> {
        self.all.into_iter().map(|(condition, pages)| {
            let mut lines: Vec<String> = condition.into_iter().collect();
            lines.push("pages! {".to_owned());
            lines.extend(pages.into_iter().map(|page| format!("    {page}")));
            lines.push("}".to_owned());
            lines
        })
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
