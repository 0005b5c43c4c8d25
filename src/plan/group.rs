//! Groups of operations.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use heck::ToTitleCase;

use crate::{
    api::{Api, Encoding, Operation as Source},
    config::{Config, Layout},
};

use super::{
    docs,
    example::Examples,
    feature,
    ident::{self, Taken},
    operation::Planner,
    sdk::{Group, Reading, StreamKind},
    server::Servers,
    types::Names,
};

/// Plans the groups.
pub(super) fn groups(
    api: &Api,
    config: &Config,
    names: &Names,
    servers: &Servers<'_>,
    examples: &RefCell<Examples<'_>>,
) -> Vec<Group> {
    let tags = GroupTags::of(api);
    let mut groups = Vec::new();
    let mut members: BTreeMap<Vec<usize>, Vec<&Source>> = BTreeMap::new();
    for operation in &api.operations {
        let at = place(&mut groups, &operation.group, config, &tags);
        members.entry(at).or_default().push(operation);
    }
    let mut pages = Taken::with(&["models", "webhooks"]);
    name_pages(&mut groups, &mut pages);
    let planner = Planner {
        api,
        config,
        names,
        servers,
        examples,
    };
    for (at, operations) in members {
        if let Some(group) = group_at(&mut groups, &at) {
            planner.fill(group, &operations);
        }
    }
    groups
}

/// Gives groups the names of their pages, which are side by side.
fn name_pages(groups: &mut [Group], taken: &mut Taken) {
    fn name(groups: &mut [Group], path: &str, outer: &str, taken: &mut Taken) {
        for group in groups {
            group.path = format!("{path}.{}()", group.module);
            let base = match outer {
                "" => group.module.clone(),
                outer => format!("{outer}_{}", group.module),
            };
            group.page = taken.claim(&base);
            name(&mut group.groups, &group.path, &base, taken);
        }
    }
    name(groups, "client", "", taken);
}

/// The parts of the runtime for bodies in XML.
const XML: [&str; 10] = [
    "xml",
    "xml_body",
    "xml_candidate",
    "xml_json",
    "xml_mock",
    "xml_reader",
    "xml_text",
    "xml_tree",
    "xml_union",
    "xml_writer",
];

/// Returns the parts of the runtime that the operations of groups need.
pub(super) fn parts_of_runtime(groups: &[Group]) -> BTreeSet<&'static str> {
    let mut parts = BTreeSet::new();
    for group in groups {
        parts.extend(parts_of_runtime(&group.groups));
        for operation in &group.operations {
            let outcome = &operation.outcome;
            let stream = outcome.stream.as_ref().map(|stream| stream.kind);
            let others = outcome.alternatives.iter();
            let others = others.filter_map(|other| match other.reading {
                Reading::Whole(..) => None,
                Reading::Stream(kind, _) => Some(kind),
            });
            for kind in stream.into_iter().chain(others) {
                parts.extend(match kind {
                    StreamKind::Bytes => &["stream"][..],
                    StreamKind::Events | StreamKind::TextEvents => {
                        &["event_stream", "frames", "reconnect", "stream"]
                    }
                    StreamKind::JsonTexts => &["frames", "json_stream", "stream"],
                });
            }
            if !outcome.alternatives.is_empty() {
                parts.extend(["alternative", "stream"]);
            }
            if operation.paging.is_some() {
                parts.extend(["link", "member", "page", "pager", "paging"]);
            }
            if operation.has_xml() {
                parts.extend(XML);
            }
            let bodies = operation.bodies.iter().filter_map(|it| it.body.as_ref());
            for body in bodies {
                if body.encoding == Encoding::Multipart {
                    parts.extend(["multipart", "part"]);
                }
            }
        }
    }
    parts
}

/// Returns the index of the group of a path in each level, made where it is not there yet.
fn place(
    groups: &mut Vec<Group>,
    path: &[String],
    config: &Config,
    tags: &GroupTags<'_>,
) -> Vec<usize> {
    let mut all = groups;
    let mut place = Vec::new();
    for (depth, part) in path.iter().enumerate() {
        let module = module(part);
        let index = match all.iter().position(|group| group.module == module) {
            Some(index) => index,
            None => {
                let path = &path[..=depth];
                all.push(Group {
                    feature: (config.layout == Layout::Crate).then(|| feature::name(path)),
                    handle: handle(path),
                    path: String::new(),
                    title: path.join(" ").to_title_case(),
                    page: String::new(),
                    docs: tags.docs_of(path),
                    module,
                    operations: Vec::new(),
                    groups: Vec::new(),
                });
                all.len() - 1
            }
        };
        place.push(index);
        all = &mut all[index].groups;
    }
    place
}

/// Returns the group at the index in each level.
fn group_at<'g>(groups: &'g mut [Group], place: &[usize]) -> Option<&'g mut Group> {
    let (first, rest) = place.split_first()?;
    let group = groups.get_mut(*first)?;
    match rest.is_empty() {
        true => Some(group),
        false => group_at(&mut group.groups, rest),
    }
}

/// Returns the struct of a group.
fn handle(path: &[String]) -> String {
    let name = ident::variant(&path.join("_"));
    format!("{}Operations", name.trim_end_matches('_'))
}

/// Returns the module of a group; it is a method of the client too.
fn module(part: &str) -> String {
    let module = ident::module(part);
    if matches!(
        module.as_str(),
        "builder" | "clone" | "core" | "mod" | "new"
    ) {
        format!("{module}_")
    } else {
        module
    }
}

/// Which tags the operations of each group have.
struct GroupTags<'a> {
    described: Vec<(&'a str, &'a str)>,
    /// How many operations a group has, and how many of them have each tag.
    counts: HashMap<&'a [String], (usize, HashMap<&'a str, usize>)>,
}

impl<'a> GroupTags<'a> {
    fn of(api: &'a Api) -> Self {
        let mut counts: HashMap<&[String], (usize, HashMap<&str, usize>)> = HashMap::new();
        for operation in &api.operations {
            let (members, tagged) = counts.entry(&operation.group).or_default();
            *members += 1;
            for (index, tag) in operation.tags.iter().enumerate() {
                if !operation.tags[..index].contains(tag) {
                    *tagged.entry(tag).or_default() += 1;
                }
            }
        }
        let described = api
            .tags
            .iter()
            .filter_map(|tag| Some((tag.name.as_str(), tag.description.as_deref()?)));
        Self {
            described: described.collect(),
            counts,
        }
    }

    /// Returns what the document says about the tag that most operations of a group have.
    fn docs_of(&self, path: &[String]) -> Vec<String> {
        let described = self.counts.get(path).and_then(|(members, tagged)| {
            self.described.iter().find_map(|(tag, description)| {
                let count = tagged.get(tag).copied().unwrap_or_default();
                (count * 2 > *members).then_some(*description)
            })
        });
        // A group that has groups only is called like their tag's parent.
        let named = || {
            let name = path.last().filter(|_| !self.counts.contains_key(path))?;
            self.described.iter().find(|(tag, _)| tag == name)
        };
        match described.or_else(|| named().map(|(_, text)| *text)) {
            Some(text) => docs::markdown(text, 4),
            None => {
                vec![format!("Operations of {}.", docs::code(&path.join(".")))]
            }
        }
    }
}
