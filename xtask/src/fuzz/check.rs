//! What must hold whatever the input is.
//!
//! A case enters; what is wrong with what the generator made of it leaves. Panics, overflows of the
//! stack and runs without end are for whoever runs this to notice.

use std::{collections::BTreeSet, path::Path};

use sdkwright::{
    Config, Generator, Outcome,
    config::Layer,
    diagnostic::{
        Report, Sources,
        render::{human, short},
    },
    write::FileTree,
};

use super::case::Case;

/// How many bytes all files of an SDK may have, and how many times those of the input.
const MAX_BYTES: usize = 4_000_000;
const MAX_GROWTH: usize = 200;

/// What became of a case.
#[derive(Debug)]
pub(super) enum Verdict {
    /// An SDK.
    Generated,
    /// An error of the input.
    Refused,
    /// A fault of the generator.
    Wrong(String),
}

/// Generates the SDK of a case, whose files are in the folder.
pub(super) fn check(case: &Case, folder: &Path, twice: bool) -> Verdict {
    let mut sources = Sources::default();
    let outcome = generate(case, folder, &mut sources);
    let shown = (
        human::render(&outcome.report, &sources, false),
        short::render(&outcome.report, &sources),
    );
    for text in [&shown.0, &shown.1] {
        if let Some(control) = text.chars().find(|it| it.is_control() && *it != '\n') {
            return Verdict::Wrong(format!("a finding shows a hidden character: `{control:?}`"));
        }
    }
    if outcome.report.has_errors() == outcome.tree.is_some() {
        return Verdict::Wrong("errors and an SDK, or neither".to_owned());
    }
    let Some(tree) = &outcome.tree else {
        return Verdict::Refused;
    };
    if twice {
        let mut sources = Sources::default();
        let again = generate(case, folder, &mut sources);
        if again.tree != outcome.tree || human::render(&again.report, &sources, false) != shown.0 {
            return Verdict::Wrong("another SDK the second time".to_owned());
        }
    }
    let limit = MAX_BYTES.max(case.document.len() * MAX_GROWTH);
    if tree.bytes() > limit {
        return Verdict::Wrong(format!("an SDK of {} bytes", tree.bytes()));
    }
    match faults(tree) {
        Ok(()) => Verdict::Generated,
        Err(fault) => Verdict::Wrong(fault),
    }
}

fn generate(case: &Case, folder: &Path, sources: &mut Sources) -> Outcome {
    let mut config = Config::default();
    if let Some(settings) = &case.settings {
        let mut report = Report::default();
        let source = sources.add("settings.toml", settings.as_str());
        config.apply(Layer::parse(source, folder, sources, &mut report));
        human::render(&report, sources, false);
    }
    config.spec = Some(folder.join(&case.name));
    config.overlay = case
        .overlay
        .iter()
        .map(|_| folder.join("overlay.yaml"))
        .collect();
    Generator::new(config).run(sources)
}

/// Looks at every file that depends on the input.
fn faults(tree: &FileTree) -> Result<(), String> {
    let macros: BTreeSet<&str> = tree
        .iter()
        .filter(|(path, _)| path.contains("/runtime/"))
        .flat_map(|(_, text)| text.lines())
        .filter_map(|line| line.strip_prefix("macro_rules! "))
        .filter_map(|rest| rest.split(' ').next())
        .collect();
    // What is copied depends on no input.
    let is_copied = |path: &str| path.contains("/runtime/") || path.starts_with("src/cli/");
    for (path, text) in tree.iter().filter(|(path, _)| !is_copied(path)) {
        // A bound of file systems, less what a temporary name adds.
        if path.split('/').any(|segment| segment.len() > 200) {
            return Err(format!("a name is too long: `{path}`"));
        }
        if let Some(strange) = text.chars().find(|it| is_refused(*it)) {
            return Err(format!("a hidden character: `{strange:?}` in `{path}`"));
        }
        if path.ends_with(".rs") {
            rust(path, text, &macros)?;
        }
    }
    Ok(())
}

/// Returns whether a character may not stand in a file: what rustc refuses because it changes how
/// the text around it is shown, and what is not text.
fn is_refused(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || (character.is_control() && character != '\n' && character != '\t')
}

/// Checks that a file is Rust, and that it has no more than the generator puts there; of macros, it
/// calls those of the runtime.
fn rust(path: &str, text: &str, macros: &BTreeSet<&str>) -> Result<(), String> {
    let file = syn::parse_file(text).map_err(|error| format!("no Rust: {error}: `{path}`"))?;
    for item in &file.items {
        let known = match item {
            syn::Item::Enum(_)
            | syn::Item::Impl(_)
            | syn::Item::Mod(_)
            | syn::Item::Static(_)
            | syn::Item::Struct(_)
            | syn::Item::Type(_)
            | syn::Item::Use(_) => true,
            syn::Item::Macro(item) => {
                // Some by their path in the runtime.
                let name = item.mac.path.segments.last().map(|it| it.ident.to_string());
                let name = name.unwrap_or_default();
                macros.contains(name.as_str())
                    || MACROS.iter().any(|(file, its)| {
                        let is_defined = || item.ident.as_ref().is_some_and(|it| it == its);
                        path == *file
                            && (name == "macro_rules" && is_defined()
                                || name == *its && is_names(&item.mac.tokens))
                    })
            }
            // Programs, which call what else is there.
            syn::Item::Fn(item) => {
                let is_program = path.starts_with("examples/") || path == "src/main.rs";
                (is_program && item.sig.ident == "main")
                    || (path == "src/commands.rs" && item.sig.ident == "client")
            }
            _ => false,
        };
        if !known {
            return Err(format!("an item of another kind in `{path}`"));
        }
    }
    for attribute in &file.attrs {
        if !FILE_ATTRIBUTES
            .iter()
            .any(|name| attribute.path().is_ident(name))
        {
            return Err(format!("an attribute of another kind in `{path}`"));
        }
    }
    Ok(())
}

/// The macros that are in a file for itself.
const MACROS: [(&str, &str); 2] = [
    ("src/models/mod.rs", "models"),
    ("src/doctests.rs", "pages"),
];

/// Returns whether what a macro is given are names and nothing else.
fn is_names(tokens: &impl ToString) -> bool {
    let is_name = |it: char| it.is_alphanumeric() || it.is_whitespace() || "_:,".contains(it);
    tokens.to_string().chars().all(is_name)
}

/// The attributes that a file has as a whole.
const FILE_ATTRIBUTES: [&str; 4] = ["doc", "forbid", "allow", "cfg"];
