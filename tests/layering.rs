//! A module imports only from stages to its left, and says so here where it does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Each stage with what it may import from, in the order of the pipeline.
///
/// A stage may always import from itself. What is not needed is not allowed.
const STAGES: [(&str, &[&str]); 15] = [
    // Knows nothing of the others.
    ("parallel", &[]),
    ("diagnostic", &[]),
    ("config", &["diagnostic"]),
    // What the settings make of findings.
    ("lint", &["diagnostic", "config"]),
    ("load", &["diagnostic"]),
    // Data types: what the API is, whatever the document looks like.
    ("api", &["diagnostic"]),
    ("lower", &["diagnostic", "load", "api"]),
    ("pass", &["diagnostic", "config", "api"]),
    ("plan", &["parallel", "diagnostic", "config", "api"]),
    ("emit", &["parallel", "config", "api", "plan"]),
    ("write", &["parallel", "diagnostic"]),
    // Shows the text that a finding is about, which it asks `load` to find again.
    ("diagnostic::render", &["diagnostic", "load"]),
    (
        "generator",
        &[
            "diagnostic",
            "config",
            "lint",
            "load",
            "lower",
            "pass",
            "plan",
            "emit",
            "write",
        ],
    ),
    (
        "build_script",
        &[
            "diagnostic",
            "config",
            "write",
            "diagnostic::render",
            "generator",
        ],
    ),
    (
        "cli",
        &[
            "parallel",
            "diagnostic",
            "config",
            "load",
            "write",
            "diagnostic::render",
            "generator",
        ],
    ),
];

/// The program and the root of the library, which name everything.
const ROOTS: [&str; 2] = ["src/lib.rs", "src/main.rs"];

/// What the root of the library exports, and where it comes from.
const EXPORTS: [(&str, &str); 6] = [
    ("Builder", "build_script"),
    ("BuildError", "build_script"),
    ("Config", "config"),
    ("Generator", "generator"),
    ("Outcome", "generator"),
    ("Stats", "generator"),
];

/// Files that may import from more than their stage, with the reason beside them.
const EXCEPTIONS: [(&str, &str); 1] = [
    // The methods of HTTP are the keys of a path item.
    ("src/load/read/operation.rs", "api"),
];

/// Files of data types, which import from no later stage, and from earlier ones data types only.
const DATA: [(&str, &[&str]); 2] = [
    ("src/api/", &["api", "diagnostic"]),
    ("src/plan/sdk.rs", &["api", "plan"]),
];

#[test]
fn imports_go_one_way() {
    let mut faults = Vec::new();
    let mut used: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut exceptions = BTreeSet::new();
    for name in sources() {
        let Some((stage, allowed)) = stage_of(&module_of(&name)) else {
            panic!("{name} is in no stage of the table");
        };
        for target in targets(&name) {
            if EXCEPTIONS.contains(&(name.as_str(), target)) {
                exceptions.insert((name.clone(), target));
            } else if target != stage && !allowed.contains(&target) {
                faults.push(format!("{name} imports from {target}"));
            }
            used.insert((stage, target));
        }
    }
    assert_eq!(faults, [""; 0]);
    assert_eq!(
        exceptions.len(),
        EXCEPTIONS.len(),
        "an exception that nobody needs any more"
    );
    for (stage, allowed) in STAGES {
        for target in allowed {
            assert!(
                used.contains(&(stage, target)),
                "{stage} may import from {target}, and does not"
            );
        }
    }
}

#[test]
fn the_table_goes_one_way() {
    for (index, (stage, allowed)) in STAGES.iter().enumerate() {
        for target in *allowed {
            let earlier = STAGES[..index].iter().any(|(known, _)| known == target);
            assert!(earlier, "{stage} imports from {target}, which is later");
        }
    }
}

#[test]
fn data_types_know_no_later_stage() {
    for name in sources() {
        for (prefix, allowed) in DATA {
            if !name.starts_with(prefix) {
                continue;
            }
            for target in targets(&name) {
                assert!(allowed.contains(&target), "{name} imports from {target}");
            }
        }
    }
}

/// Returns the stage that something belongs to, by its path, and what it may import from.
fn stage_of(path: &[String]) -> Option<(&'static str, &'static [&'static str])> {
    let export = |name: &str| EXPORTS.iter().find(|(export, _)| *export == name);
    let is_in = |stage: &str| {
        let mut parts = path
            .iter()
            .map(|part| export(part).map_or(part.as_str(), |(_, stage)| stage));
        stage
            .split("::")
            .all(|part| parts.next().is_some_and(|it| it == part))
    };
    // The one that says most: a stage may be within another.
    STAGES
        .into_iter()
        .filter(|(stage, _)| is_in(stage))
        .max_by_key(|(stage, _)| stage.len())
}

/// Returns every file of the library but its root.
fn sources() -> Vec<String> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                files.push(path.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    files.retain(|file| !ROOTS.contains(&file.as_str()));
    files.sort();
    files
}

/// Returns the path of the module that a file holds: `src/plan/mod.rs` holds `plan`.
fn module_of(file: &str) -> Vec<String> {
    let path = Path::new(file.strip_prefix("src/").unwrap()).with_extension("");
    let mut module: Vec<String> = path
        .iter()
        .map(|part| part.to_str().unwrap().to_owned())
        .collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

/// Returns the stages that a file names, in imports, in expressions and in macros.
fn targets(file: &str) -> BTreeSet<&'static str> {
    let tokens: TokenStream = fs::read_to_string(file).unwrap().parse().unwrap();
    let mut paths = Vec::new();
    find_paths(tokens, &module_of(file), &mut paths);
    let stages = paths.iter().filter_map(|path| stage_of(path));
    stages.map(|(stage, _)| stage).collect()
}

/// Finds what starts with `crate` or `super`, as paths from the root.
///
/// Tokens are enough: what tests and macros name counts, too.
fn find_paths(tokens: TokenStream, module: &[String], paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        let base = match &tokens[index] {
            TokenTree::Ident(ident) if ident == "crate" => Vec::new(),
            TokenTree::Ident(ident) if ident == "super" => parent(module),
            TokenTree::Group(group) => {
                find_paths(group.stream(), module, paths);
                index += 1;
                continue;
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {
                index += 1;
                continue;
            }
        };
        index += 1;
        follow(&tokens, &mut index, base, paths);
    }
}

/// Follows a path to its end, or to the ends of all its branches.
fn follow(
    tokens: &[TokenTree],
    index: &mut usize,
    path: Vec<String>,
    paths: &mut Vec<Vec<String>>,
) {
    let mut path = path;
    while is_colons(tokens, *index) {
        match tokens.get(*index + 2) {
            Some(TokenTree::Ident(ident)) if ident == "super" => path = parent(&path),
            Some(TokenTree::Ident(ident)) => path.push(ident.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                branches(group.stream(), &path, paths);
            }
            _ => break,
        }
        *index += 3;
    }
    paths.push(path);
}

/// Follows the parts of `{a, b::c, d::{e, f}}`.
fn branches(group: TokenStream, path: &[String], paths: &mut Vec<Vec<String>>) {
    let tokens: Vec<TokenTree> = group.into_iter().collect();
    let mut index = 0;
    while index < tokens.len() {
        if let TokenTree::Ident(ident) = &tokens[index] {
            let mut path = path.to_vec();
            path.push(ident.to_string());
            index += 1;
            follow(&tokens, &mut index, path, paths);
        } else {
            index += 1;
        }
    }
}

fn parent(module: &[String]) -> Vec<String> {
    module[..module.len().saturating_sub(1)].to_vec()
}

fn is_colons(tokens: &[TokenTree], index: usize) -> bool {
    let is_colon = |index: usize| matches!(tokens.get(index), Some(TokenTree::Punct(punct)) if punct.as_char() == ':');
    is_colon(index) && is_colon(index + 1)
}
