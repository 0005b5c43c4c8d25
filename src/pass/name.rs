//! What is each type called?
//!
//! A type that the document names keeps that name. An anonymous type has several candidates, the
//! shortest first; whoever shares a candidate with another type moves on to its next one, both of
//! them, so that the order of the document does not matter. Names differ by more than case, because
//! they become file names.

use std::collections::{BTreeMap, HashMap};

use heck::ToUpperCamelCase;

use super::words;
use crate::{
    api::{Api, Name, Segment},
    config::Identifier,
    diagnostic::{Diagnostic, Report, codes},
};

/// Words at the end of a type's name that say which role it has, not what it is.
const ROLES: [&str; 2] = ["request", "response"];

/// Names every type. `settings` maps names of the document to names of the SDK.
pub(super) fn run(api: &mut Api, settings: &BTreeMap<String, Identifier>, report: &mut Report) {
    let ending = words::shared_ending(api.operations.iter().map(|operation| operation.id.as_str()));
    let mut names: Vec<Candidates> = api
        .types
        .iter()
        .map(|definition| Candidates::new(&definition.name, settings, ending.as_deref()))
        .collect();
    while let Some(moving) = shared(&names) {
        for index in moving {
            names[index].level += 1;
        }
    }
    number(api, &mut names, report);
    for (definition, candidates) in api.types.iter_mut().zip(names) {
        definition.unique_name = candidates.current().to_owned();
    }
    for setting in settings.keys() {
        let names_a_type = api
            .types
            .iter()
            .any(|definition| matches!(&definition.name, Name::Given(given) if given == setting));
        let names_an_operation = api
            .operations
            .iter()
            .any(|operation| operation.id == *setting);
        if !names_a_type && !names_an_operation {
            report.push(Diagnostic::new(
                codes::UNKNOWN_RENAME,
                format!("nothing in the SDK has the name `{setting}` of `rename`"),
            ));
        }
    }
}

/// The names that a type could have, the best first.
struct Candidates {
    names: Vec<String>,
    level: usize,
    given: bool,
}

impl Candidates {
    fn new(name: &Name, settings: &BTreeMap<String, Identifier>, ending: Option<&str>) -> Self {
        let renamed = |given: &String| match settings.get(given) {
            Some(name) => name.as_str().to_owned(),
            None => given.clone(),
        };
        let (names, given) = match name {
            Name::Given(given) => (vec![pascal(&[renamed(given)])], true),
            Name::Path(path) => {
                let mut path = path.clone();
                // What a renamed type holds is called after its new name.
                if let Some(Segment::Type(given)) = path.first_mut() {
                    *given = renamed(given);
                }
                (candidates(&path, ending), false)
            }
        };
        Self {
            names,
            level: 0,
            given,
        }
    }

    fn current(&self) -> &str {
        &self.names[self.level]
    }

    /// Returns whether there is another name to move on to.
    fn can_move(&self) -> bool {
        self.level + 1 < self.names.len()
    }
}

/// Returns the types that share their current name and can move on, or `None` where there are none.
fn shared(names: &[Candidates]) -> Option<Vec<usize>> {
    let mut holders: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, candidates) in names.iter().enumerate() {
        holders
            .entry(candidates.current().to_lowercase())
            .or_default()
            .push(index);
    }
    let mut moving: Vec<usize> = holders
        .into_values()
        .filter(|indices| indices.len() > 1)
        .flatten()
        .filter(|index| names[*index].can_move())
        .collect();
    moving.sort_unstable();
    (!moving.is_empty()).then_some(moving)
}

/// Numbers the types whose names are still not unique; those with a name of the document first.
fn number(api: &Api, names: &mut [Candidates], report: &mut Report) {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_key(|index| (!names[*index].given, &api.types[*index].origin));
    let mut holders: HashMap<String, usize> = HashMap::new();
    // Thousands of types may want the same name; each name is numbered on from its last number.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for index in order {
        let base = names[index].current().to_owned();
        let mut name = base.clone();
        while let Some(holder) = holders.get(&name.to_lowercase()) {
            if name == base {
                let (first, second) = (&api.types[*holder], &api.types[index]);
                let message = format!("two types are called `{base}`");
                report.push(
                    Diagnostic::new(codes::NAME_COLLISION, message)
                        .label(second.place.clone(), "gets a number")
                        .label(first.place.clone(), "keeps the name"),
                );
            }
            let number = numbers.entry(base.to_lowercase()).or_insert(2);
            name = format!("{base}{number}");
            *number += 1;
        }
        holders.insert(name.to_lowercase(), index);
        let level = names[index].level;
        names[index].names[level] = name;
    }
}

/// Returns the names that an anonymous type could have.
fn candidates(path: &[Segment], ending: Option<&str>) -> Vec<String> {
    let mut long: Vec<String> = Vec::new();
    let mut short: Vec<String> = Vec::new();
    for (index, segment) in path.iter().enumerate() {
        let last = index + 1 == path.len();
        match segment {
            Segment::Type(name) => append(&mut long, &mut short, words::of(name)),
            Segment::Operation(id) => {
                append(&mut long, &mut short, words::of_operation(id, ending));
            }
            Segment::Webhook(name) => {
                append(&mut long, &mut short, words::of(name));
                long.push("webhook".to_owned());
            }
            // What a webhook sends is the webhook.
            Segment::Request if index > 0 && matches!(path[index - 1], Segment::Webhook(_)) => {}
            Segment::Request => append(&mut long, &mut short, vec!["request".to_owned()]),
            Segment::Parts => append(&mut long, &mut short, vec!["parts".to_owned()]),
            Segment::Response => append(&mut long, &mut short, vec!["response".to_owned()]),
            Segment::Status(status) => {
                append(
                    &mut long,
                    &mut short,
                    vec!["status".to_owned(), status.to_lowercase()],
                );
            }
            Segment::MediaType(name) => append(&mut long, &mut short, words::of(name)),
            Segment::Field(name) => {
                let field = words::of(name);
                // The role of what holds the field says nothing about the field.
                if short.len() > 1
                    && ROLES
                        .iter()
                        .any(|role| short.last().is_some_and(|it| it == role))
                {
                    short.pop();
                }
                if field.starts_with(&short) {
                    short = field.clone();
                } else {
                    short.extend(field.clone());
                }
                long.extend(field);
            }
            Segment::Requested => {
                short.push("request".to_owned());
                long.extend(["in".to_owned(), "request".to_owned()]);
            }
            Segment::Position(position) => {
                let words = vec!["item".to_owned(), position.to_string()];
                append(&mut long, &mut short, words);
            }
            Segment::Item => one_of_many(&mut long, &mut short, "item"),
            Segment::Value => one_of_many(&mut long, &mut short, "value"),
            Segment::Variant(variant) => {
                let words = match variant.parse::<usize>() {
                    Ok(_) => vec!["variant".to_owned(), variant.clone()],
                    Err(_) => words::of(variant),
                };
                if last && variant.parse::<usize>().is_err() {
                    short = words.clone();
                } else {
                    short.extend(words.clone());
                }
                long.extend(words);
            }
        }
    }
    let mut names = vec![pascal(&short), pascal(&long)];
    names.dedup();
    names
}

fn append(long: &mut Vec<String>, short: &mut Vec<String>, words: Vec<String>) {
    long.extend(words.clone());
    short.extend(words);
}

/// Names one of many by the singular of their name, or else by its place.
fn one_of_many(long: &mut Vec<String>, short: &mut Vec<String>, place: &str) {
    for words in [long, short] {
        match words.last().and_then(|word| words::singular(word)) {
            Some(singular) => {
                words.pop();
                words.push(singular);
            }
            None => words.push(place.to_owned()),
        }
    }
}

/// Returns a name in upper camel case; one that has no letter or digit is called `Type`.
fn pascal(words: &[String]) -> String {
    let name = words.join("_").to_upper_camel_case();
    if name.is_empty() {
        "Type".to_owned()
    } else {
        name
    }
}
