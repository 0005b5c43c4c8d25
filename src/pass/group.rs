//! Which group is an operation in, and what is it called there?
//!
//! The document or the settings say so; else the first tag is the group, below the tags that are above
//! it, else the first literal
//! segment of the path. The name is the id less what it shares with its neighbours: the ending that
//! most ids have, the name of the group, and the beginning that all ids of the group have.

use std::collections::{BTreeMap, BTreeSet};

use super::words;
use crate::{
    api::{Api, Operation, Tag},
    config::GroupPath,
    diagnostic::{Diagnostic, Report, codes},
};

/// Groups and names the operations. `settings` maps ids to `group` or `group.method`.
pub(super) fn run(api: &mut Api, settings: &BTreeMap<String, GroupPath>, report: &mut Report) {
    for (id, place) in settings {
        match api
            .operations
            .iter_mut()
            .find(|operation| operation.id == *id)
        {
            Some(operation) => apply(operation, place),
            None => report.push(Diagnostic::new(
                codes::UNKNOWN_RENAME,
                format!("no operation has the id `{id}` of `groups`"),
            )),
        }
    }
    let known: BTreeSet<Vec<String>> = api
        .operations
        .iter()
        .map(|operation| group_words(&operation.group))
        .filter(|group| !group.is_empty())
        .collect();
    for operation in &mut api.operations {
        if operation.group.is_empty() {
            operation.group = implied_group(operation, &known, &api.tags);
        }
    }
    let ending = words::shared_ending(api.operations.iter().map(|operation| operation.id.as_str()));
    let mut groups: BTreeMap<Vec<String>, Vec<usize>> = BTreeMap::new();
    for (index, operation) in api.operations.iter().enumerate() {
        groups
            .entry(group_words(&operation.group))
            .or_default()
            .push(index);
    }
    for (group, members) in groups {
        name_members(api, &group, &members, ending.as_deref(), report);
    }
}

fn apply(operation: &mut Operation, place: &GroupPath) {
    operation.group = vec![place.group.as_str().to_owned()];
    if let Some(method) = &place.method {
        operation.name = method.as_str().to_owned();
    }
}

/// Returns the words of a group, nested or not: `client.management` is `client_management`.
fn group_words(group: &[String]) -> Vec<String> {
    group.iter().flat_map(|part| words::of(part)).collect()
}

fn implied_group(
    operation: &Operation,
    known: &BTreeSet<Vec<String>>,
    tags: &[Tag],
) -> Vec<String> {
    let named = |tag: &&String| !words::of(tag).is_empty();
    let described = |name: &String| tags.iter().find(|tag| tag.name == *name);
    // A tag that is there for another reason than to group is better than none.
    let groups = |tag: &&String| named(tag) && described(tag).is_none_or(Tag::groups);
    let all = &operation.tags;
    let tag = all.iter().find(groups).or_else(|| all.iter().find(named));
    if let Some(tag) = tag {
        let mut path = vec![tag.clone()];
        while let Some(parent) = path
            .last()
            .and_then(described)
            .and_then(|it| it.parent.as_ref())
            && !path.contains(parent)
            && !words::of(parent).is_empty()
        {
            path.push(parent.clone());
        }
        if path.len() > 1 {
            path.reverse();
            return path;
        }
        // A tag may be the plain name of a nested group that others are in.
        let words = words::of(tag);
        return match known.contains(&words) {
            true => words,
            false => vec![tag.clone()],
        };
    }
    let path = operation.path.split(['?', '#']).next().unwrap_or_default();
    let segment = path.split('/').find(|segment| {
        !segment.contains('{') && !words::of(segment).is_empty() && !is_prefix(segment)
    });
    vec![segment.unwrap_or("root").to_owned()]
}

/// Returns whether a segment stands before what an API is about: `api`, `v1`.
fn is_prefix(segment: &str) -> bool {
    let version = segment.strip_prefix('v').is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .chars()
                .all(|digit| digit.is_ascii_digit() || digit == '.')
    });
    segment == "api" || version
}

fn name_members(
    api: &mut Api,
    group: &[String],
    members: &[usize],
    ending: Option<&str>,
    report: &mut Report,
) {
    let long: Vec<Vec<String>> = members
        .iter()
        .map(|index| id_words(&api.operations[*index], ending))
        .collect();
    let unnamed: Vec<&Vec<String>> = members
        .iter()
        .zip(&long)
        .filter(|(index, _)| api.operations[**index].name.is_empty())
        .map(|(_, words)| words)
        .collect();
    let shared = shared_beginning(&unnamed);
    let short: Vec<String> = members
        .iter()
        .zip(&long)
        .map(
            |(index, words)| match words::of(&api.operations[*index].name) {
                given if !given.is_empty() => given.join("_"),
                _ => less(words, group, shared).join("_"),
            },
        )
        .collect();
    let mut holders: BTreeMap<&String, usize> = BTreeMap::new();
    for name in &short {
        *holders.entry(name).or_default() += 1;
    }
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    // Thousands of operations may want the same name; each name is numbered on from its last number.
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    for ((index, short_name), words) in members.iter().zip(&short).zip(&long) {
        let unique = holders.get(short_name) == Some(&1);
        let base = if unique {
            short_name.clone()
        } else {
            words.join("_")
        };
        let mut name = base.clone();
        while taken.contains_key(&name) {
            let number = numbers.entry(base.clone()).or_insert(2);
            name = format!("{base}_{number}");
            *number += 1;
        }
        if let Some(first) = taken.get(&base) {
            let (first, second) = (&api.operations[*first], &api.operations[*index]);
            let message = format!("two methods of a group are called `{base}`");
            report.push(
                Diagnostic::new(codes::NAME_COLLISION, message)
                    .label(second.place.clone(), format!("is called `{name}`"))
                    .label(first.place.clone(), "keeps the name")
                    .help("Name one of them by the setting `groups`, or give them other ids."),
            );
        }
        taken.insert(name.clone(), *index);
        api.operations[*index].name = name;
    }
}

/// Returns the words of an id; an id that was made of method and path reads as a sentence.
fn id_words(operation: &Operation, ending: Option<&str>) -> Vec<String> {
    if !operation.id.contains(" /") {
        return words::of_operation(&operation.id, ending);
    }
    let mut all = words::of(operation.method.key());
    for segment in operation.path.split('/') {
        if let Some(variable) = segment.strip_prefix('{') {
            all.push("by".to_owned());
            all.extend(words::of(variable.trim_end_matches('}')));
        } else {
            all.extend(words::of(segment));
        }
    }
    all
}

/// Returns how many words all names begin with, leaving each at least one.
fn shared_beginning(names: &[&Vec<String>]) -> usize {
    let [first, others @ ..] = names else {
        return 0;
    };
    if others.is_empty() {
        return 0;
    }
    let mut count = 0;
    while names
        .iter()
        .all(|name| name.len() > count + 1 && name[count] == first[count])
    {
        count += 1;
    }
    count
}

/// Returns a name less the beginning that it shares with its neighbours, or its group's name.
fn less(words: &[String], group: &[String], shared: usize) -> Vec<String> {
    if words.len() > group.len() && words.starts_with(group) {
        let rest = &words[group.len()..];
        return rest.to_vec();
    }
    words[shared.min(words.len().saturating_sub(1))..].to_vec()
}
