//! Checks that references lead somewhere.
//!
//! The references of a merged tree enter, findings leave. What is behind a reference is not looked
//! at beyond the question whether it is a reference again.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::super::origins::Origins;
use crate::diagnostic::{Diagnostic, Place, Pointer, Report, codes};

/// A reference in the merged tree.
#[derive(Debug)]
pub(super) struct Link {
    /// The object that has the `$ref`.
    pub(super) from: Pointer,
    /// What it leads to.
    pub(super) to: Pointer,
    /// What the author wrote.
    pub(super) text: String,
    /// What stands there in the merged tree.
    pub(super) reference: String,
}

/// More places than this do not help anybody.
const MAX_LABELS: usize = 4;

/// Reports references that lead nowhere, and those that lead in a circle.
pub(super) fn check(links: &[Link], root: &Value, origins: &Origins, report: &mut Report) {
    dangling(links, root, origins, report);
    cycles(links, origins, report);
}

fn dangling(links: &[Link], root: &Value, origins: &Origins, report: &mut Report) {
    let mut known: HashSet<&Pointer> = HashSet::new();
    // One finding for each missing node, however often it is referred to.
    let mut missing: BTreeMap<&Pointer, usize> = BTreeMap::new();
    let mut findings: Vec<Vec<&Link>> = Vec::new();
    for link in links {
        if let Some(finding) = missing.get(&link.to) {
            findings[*finding].push(link);
        } else if known.insert(&link.to) && root.pointer(link.to.as_str()).is_none() {
            missing.insert(&link.to, findings.len());
            findings.push(vec![link]);
        }
    }
    for links in findings {
        let Some(first) = links.first() else { continue };
        let mut diagnostic = Diagnostic::new(
            codes::DANGLING_REFERENCE,
            format!("`{}` does not exist", first.text),
        );
        for (index, link) in links.iter().take(MAX_LABELS).enumerate() {
            let hidden = links.len().saturating_sub(MAX_LABELS);
            let text = match index {
                0 => String::new(),
                _ if index + 1 == MAX_LABELS && hidden > 0 => {
                    format!("also here, and in {hidden} more places")
                }
                _ => "also here".to_owned(),
            };
            diagnostic = diagnostic.label(place(origins, &link.from), text);
        }
        if let Some(name) = nearest(root, &first.to) {
            diagnostic = diagnostic.help(format!("there is a similar name: `{name}`"));
        }
        report.push(diagnostic);
    }
}

/// Returns the existing name that is most like the first part of a pointer that does not exist.
fn nearest(root: &Value, pointer: &Pointer) -> Option<String> {
    let mut node = root;
    for token in pointer.tokens() {
        let next = match node {
            Value::Object(members) => members.get(&token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|at| items.get(at)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        match next {
            Some(next) => node = next,
            None => return similar(node.as_object()?.keys(), &token),
        }
    }
    None
}

fn similar<'a>(names: impl Iterator<Item = &'a String>, wanted: &str) -> Option<String> {
    let lower = wanted.to_lowercase();
    names
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &lower), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name.clone())
}

fn cycles(links: &[Link], origins: &Origins, report: &mut Report) {
    let next: HashMap<&Pointer, &Link> = links.iter().map(|link| (&link.from, link)).collect();
    let mut done: HashSet<&Pointer> = HashSet::new();
    for link in links {
        let mut chain: Vec<&Link> = Vec::new();
        let mut at = Some(link);
        while let Some(link) = at {
            if let Some(start) = chain.iter().position(|earlier| earlier.from == link.from) {
                report.push(cycle(&chain[start..], origins));
                break;
            }
            if done.contains(&link.from) {
                break;
            }
            chain.push(link);
            at = next.get(&link.to).copied();
        }
        done.extend(chain.iter().map(|link| &link.from));
    }
}

fn cycle(chain: &[&Link], origins: &Origins) -> Diagnostic {
    let message = match chain {
        [only] => format!("`{}` refers to itself", only.from.last()),
        [first, ..] => format!(
            "`{}` consists of references that come back to it",
            first.from.last()
        ),
        [] => String::new(),
    };
    chain.iter().take(MAX_LABELS).fold(
        Diagnostic::new(codes::REFERENCE_CYCLE, message),
        |diagnostic, link| {
            let text = format!("`{}` is `{}`", link.from.last(), link.to.last());
            diagnostic.label(place(origins, &link.from), text)
        },
    )
}

fn place(origins: &Origins, from: &Pointer) -> Place {
    origins.origin(&from.join("$ref")).place().value()
}
