//! Checks that references lead somewhere.
//!
//! The references of a merged tree enter, findings leave. What is behind a reference is not looked
//! at beyond the question whether it is a reference again.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::Value;

use super::super::document::look_up;
use super::super::origins::Origins;
use crate::diagnostic::{Diagnostic, Place, Pointer, Report, codes};

/// A reference in the merged tree.
#[derive(Debug)]
pub(super) struct Link {
    /// The text that is the reference.
    pub(super) at: Pointer,
    /// What it leads to.
    pub(super) to: Pointer,
    /// What the author wrote.
    pub(super) text: String,
    /// What stands there in the merged tree.
    pub(super) reference: String,
}

impl Link {
    /// Returns the object that is nothing but this reference; `None` in the map of a discriminator.
    pub(super) fn object(&self) -> Option<Pointer> {
        let parent = self.at.parent()?;
        (self.at.last() == "$ref").then_some(parent)
    }
}

/// More places than this do not help anybody.
const MAX_LABELS: usize = 4;

/// How many names are compared with missing ones in all; a document may miss as many as it has.
const MAX_COMPARED: usize = 200_000;

/// A longer name is not one that somebody mistyped.
const MAX_NAME: usize = 100;

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
        } else if known.insert(&link.to) && look_up(root, &link.to).is_none() {
            missing.insert(&link.to, findings.len());
            findings.push(vec![link]);
        }
    }
    let mut compared = 0;
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
            diagnostic = diagnostic.label(place(origins, &link.at), text);
        }
        if let Some(name) = nearest(root, &first.to, &mut compared) {
            diagnostic = diagnostic.help(format!("There is a similar name: `{name}`."));
        }
        report.push(diagnostic);
    }
}

/// Returns the existing name that is most like the first part of a pointer that does not exist.
fn nearest(root: &Value, pointer: &Pointer, compared: &mut usize) -> Option<String> {
    let mut node = root;
    for token in pointer.tokens() {
        let next = match node {
            Value::Object(members) => members.get(&token),
            Value::Array(items) => token.parse::<usize>().ok().and_then(|at| items.get(at)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
        match next {
            Some(next) => node = next,
            None => {
                let names = node.as_object()?;
                *compared += names.len();
                let few = *compared <= MAX_COMPARED && token.len() <= MAX_NAME;
                return few.then(|| similar(names.keys(), &token)).flatten();
            }
        }
    }
    None
}

/// Returns the name that is most like a wanted one, if one is like it.
pub(super) fn similar<'a>(names: impl Iterator<Item = &'a String>, wanted: &str) -> Option<String> {
    let lower = wanted.to_lowercase();
    names
        .filter(|name| name.len() <= MAX_NAME)
        .map(|name| (strsim::jaro_winkler(&name.to_lowercase(), &lower), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name.clone())
}

fn cycles(links: &[Link], origins: &Origins, report: &mut Report) {
    let next: HashMap<Pointer, &Link> = links
        .iter()
        .filter_map(|link| Some((link.object()?, link)))
        .collect();
    // By which walk a link was met; meeting it in the same walk again closes a circle.
    let mut met: HashMap<&Pointer, usize> = HashMap::new();
    for (walk, first) in links.iter().enumerate() {
        let mut chain: Vec<&Link> = Vec::new();
        let mut at = Some(first);
        while let Some(link) = at {
            match met.get(&link.at) {
                Some(earlier) if *earlier == walk => {
                    let start = chain.iter().position(|earlier| earlier.at == link.at);
                    report.push(cycle(&chain[start.unwrap_or(0)..], origins));
                    break;
                }
                Some(_) => break,
                None => {
                    met.insert(&link.at, walk);
                    chain.push(link);
                    at = next.get(&link.to).copied();
                }
            }
        }
    }
}

fn cycle(chain: &[&Link], origins: &Origins) -> Diagnostic {
    let name = |link: &Link| link.object().unwrap_or_default().last();
    let message = match chain {
        [only] => format!("`{}` refers to itself", name(only)),
        [first, ..] => format!(
            "`{}` consists of references that come back to it",
            name(first)
        ),
        [] => String::new(),
    };
    chain.iter().take(MAX_LABELS).fold(
        Diagnostic::new(codes::REFERENCE_CYCLE, message),
        |diagnostic, link| {
            let text = format!("`{}` is `{}`", name(link), link.to.last());
            diagnostic.label(place(origins, &link.at), text)
        },
    )
}

fn place(origins: &Origins, at: &Pointer) -> Place {
    origins.origin(at).place().value()
}
