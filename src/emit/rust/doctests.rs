//! The pages of an SDK as doctests: what stands on them compiles.

use super::model::features;
use crate::{
    emit::{Context, File, docs::all_groups, format::RustFile},
    plan::Group,
};

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
    let mut number = 0;
    let mut include = |page: &str, needed: &[String]| {
        number += 1;
        let mut lines: Vec<String> = features(needed).into_iter().collect();
        lines.push(format!("#[doc = include_str!(\"../{page}\")]"));
        lines.push(format!("struct Page{number};"));
        file.lines(lines);
    };
    // The first call may be one of any group; tests of one's own code have a mock server.
    let all_on = match &all[..] {
        [] => None,
        all => Some([&["blocking".to_owned(), "mock".to_owned()], all].concat()),
    };
    if let Some(webhooks) = &context.sdk.webhooks {
        include(
            "docs/webhooks.md",
            &webhooks.feature.clone().into_iter().collect::<Vec<_>>(),
        );
    }
    for group in groups {
        let needed: Vec<String> = group.feature.clone().into_iter().collect();
        include(&format!("docs/{}.md", group.page), &needed);
    }
    for model in &context.sdk.models {
        include(&format!("docs/models/{}.md", model.module), &model.features);
    }
    let condition = match all_on {
        Some(all) => {
            let all: Vec<String> = all.iter().map(|it| format!("feature = \"{it}\"")).collect();
            match &all[..] {
                [only] => format!("#[cfg({only})]"),
                all => format!("#[cfg(all(\n    {},\n))]", all.join(",\n    ")),
            }
        }
        None => String::new(),
    };
    let mut lines = vec![condition];
    lines.retain(|line| !line.is_empty());
    lines.push("#[doc = include_str!(\"../README.md\")]".to_owned());
    lines.push("struct Readme;".to_owned());
    file.lines(lines);
    ("src/doctests.rs".to_owned(), file.finish())
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
