//! Groups and their operations.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    api::{Api, Encoding, Kind, Operation as Source, Parameter, Schema, Shape},
    config::{Config, Layout},
};

use super::{
    docs, feature, header,
    ident::{self, Taken},
    outcome::{Outcomes, accept},
    sdk::{Argument, BodyMethod, Group, Operation, RequestBody, Setter, StreamKind, Tag},
    server::Servers,
    types::{Names, Type, value_type},
};

/// Methods that the runtime gives to every call.
const CALL: [&str; 9] = [
    "timeout",
    "retry",
    "header",
    "base_url",
    "idempotency_key",
    "send",
    "send_with_response",
    "into_request",
    "into_future",
];

/// Types that the modules of operations import.
const IMPORTED: [&str; 6] = [
    "BTreeMap",
    "Call",
    "Client",
    "Operation",
    "Parameter",
    "Security",
];

/// Plans the groups.
pub(super) fn groups(
    api: &Api,
    config: &Config,
    names: &Names,
    servers: &Servers<'_>,
) -> Vec<Group> {
    let tags = GroupTags::of(api);
    let mut groups = Vec::new();
    let mut members: BTreeMap<Vec<usize>, Vec<&Source>> = BTreeMap::new();
    for operation in &api.operations {
        let at = place(&mut groups, &operation.group, config, &tags);
        members.entry(at).or_default().push(operation);
    }
    let planner = Planner {
        api,
        config,
        names,
        servers,
    };
    for (at, operations) in members {
        if let Some(group) = group_at(&mut groups, &at) {
            planner.fill(group, &operations);
        }
    }
    groups
}

/// Returns the parts of the runtime that the operations of groups need.
pub(super) fn parts_of_runtime(groups: &[Group]) -> BTreeSet<&'static str> {
    let mut parts = BTreeSet::new();
    for group in groups {
        parts.extend(parts_of_runtime(&group.groups));
        for operation in &group.operations {
            let stream = operation.outcome.stream.as_ref().map(|stream| stream.kind);
            parts.extend(match stream {
                None => &[][..],
                Some(StreamKind::Bytes) => &["stream"],
                Some(StreamKind::Events | StreamKind::TextEvents) => {
                    &["event_stream", "frames", "stream"]
                }
                Some(StreamKind::JsonTexts) => &["frames", "json_stream", "stream"],
            });
            let bodies = operation.bodies.iter().filter_map(|it| it.body.as_ref());
            for body in bodies {
                if body.encoding == Encoding::Multipart {
                    parts.insert("multipart");
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

struct Planner<'a> {
    api: &'a Api,
    config: &'a Config,
    names: &'a Names,
    servers: &'a Servers<'a>,
}

impl Planner<'_> {
    /// Plans the operations of a group whose nested groups are there already.
    fn fill(&self, group: &mut Group, operations: &[&Source]) {
        let mut methods = Taken::with(&["clone", "new"]);
        let mut builders = Taken::with(&[&group.handle]);
        for nested in &group.groups {
            methods.claim(&nested.module);
        }
        for source in operations {
            let operation = self.operation(source, &mut methods, &mut builders);
            group.operations.push(operation);
        }
    }

    fn operation(&self, source: &Source, methods: &mut Taken, builders: &mut Taken) -> Operation {
        let name = match self.config.rename.get(&source.id) {
            Some(name) => name.as_str(),
            None => &source.name,
        };
        let bodies = self.bodies(source, name, methods);
        let method = bodies
            .first()
            .map(|body| body.method.clone())
            .unwrap_or_default();
        let mut builder = ident::type_name(name);
        if IMPORTED.contains(&builder.as_str()) {
            builder.push_str("Call");
        }
        let builder = builders.claim(&builder);
        let mut arguments_taken = Taken::with(&["body", "call", "self"]);
        let outcome = Outcomes {
            config: self.config,
            names: self.names,
        }
        .outcome(source, &builder, builders);
        let mut setters_taken = Taken::with(&CALL);
        if outcome.stream.as_ref().is_some_and(|it| !it.is_only) {
            setters_taken.claim("stream");
        }
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for parameter in &source.parameters {
            let ty = value_type(&parameter.schema, self.names, self.config);
            let tag = tag(parameter);
            let base = ident::value(&parameter.name);
            if parameter.required && !parameter.client_level {
                arguments.push(Argument {
                    ident: arguments_taken.claim(&base),
                    tag,
                    ty,
                    example: super::client::example(parameter),
                    summary: parameter
                        .docs
                        .description
                        .as_deref()
                        .map(|text| docs::plain(&docs::summary_of(text)))
                        .unwrap_or_default(),
                });
            } else {
                setters.push(self.setter(parameter, tag, ty, setters_taken.claim(&base)));
            }
        }
        let mut lines = docs::lines(&source.docs, 4);
        let line = format!("{} {}", source.method.as_str(), source.path);
        docs::paragraph(&mut lines, vec![docs::code(&line)]);
        Operation {
            id: source.id.clone(),
            constant: ident::constant(&builder),
            http_method: source.method.as_str().to_owned(),
            path: source.path.clone(),
            server: source.server.as_ref().map(|it| self.servers.template(it)),
            security: source
                .security
                .iter()
                .map(|it| it.schemes.clone())
                .collect(),
            accept: accept(&source.responses),
            arguments,
            setters,
            bodies,
            outcome,
            headers: header::headers(source, self.names, self.config),
            docs: lines,
            deprecated: source.docs.deprecated,
            method,
            builder,
        }
    }

    fn setter(&self, parameter: &Parameter, tag: Tag, ty: Type, ident: String) -> Setter {
        let mut lines = docs::lines(&parameter.docs, 4);
        if lines.is_empty() {
            lines.push(format!("Sets {}.", docs::code(&parameter.name)));
        }
        let notes = docs::constraints(&parameter.constraints, parameter.default.as_ref());
        docs::paragraph(
            &mut lines,
            notes.map(|it| docs::markdown(&it, 4)).unwrap_or_default(),
        );
        if parameter.client_level {
            let default = "The client's value is sent where this is not called.".to_owned();
            docs::paragraph(&mut lines, vec![default]);
        }
        Setter {
            ident,
            tag,
            ty,
            docs: lines,
            deprecated: parameter.docs.deprecated,
            client_level: parameter.client_level,
        }
    }

    /// Plans a method for each kind of body; bodies that are written alike count once.
    fn bodies(&self, source: &Source, name: &str, methods: &mut Taken) -> Vec<BodyMethod> {
        let base = ident::value(name);
        let Some(body) = &source.body else {
            return vec![BodyMethod {
                method: methods.claim(&base),
                body: None,
                required: false,
            }];
        };
        let mut seen: Vec<(Encoding, Type)> = Vec::new();
        let mut planned = Vec::new();
        for variant in &body.variants {
            let ty = match variant.encoding {
                Encoding::Bytes => Type::Runtime("Body"),
                Encoding::Multipart if variant.schema.shape == Shape::Any => Type::Runtime("Form"),
                Encoding::Json | Encoding::Form | Encoding::Multipart | Encoding::Text => {
                    value_type(&variant.schema, self.names, self.config)
                }
            };
            if seen.contains(&(variant.encoding, ty.clone())) {
                continue;
            }
            seen.push((variant.encoding, ty.clone()));
            let suffix = match (planned.is_empty(), variant.encoding) {
                (true, _) => "",
                (false, Encoding::Json) => "_json",
                (false, Encoding::Form) => "_form",
                (false, Encoding::Multipart) => "_multipart",
                (false, Encoding::Text) => "_text",
                (false, Encoding::Bytes) => "_bytes",
            };
            let plain = base
                .strip_prefix("r#")
                .filter(|_| !suffix.is_empty())
                .unwrap_or(&base);
            planned.push(BodyMethod {
                method: methods.claim(&format!("{plain}{suffix}")),
                body: Some(RequestBody {
                    encoding: variant.encoding,
                    media_type: variant.media_type.clone(),
                    in_parts: self.is_in_parts(&variant.schema),
                    properties: variant.properties.clone(),
                    ty,
                }),
                required: body.required,
            });
        }
        planned
    }

    /// Returns whether the type of a body knows its parts.
    fn is_in_parts(&self, schema: &Schema) -> bool {
        match schema.shape {
            Shape::Named(id) => match &self.api.definition(id).kind {
                Kind::Object(object) => object.in_parts,
                Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => false,
            },
            // The caller names the parts.
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::List(_)
            | Shape::Map(_) => true,
        }
    }
}

impl Type {
    /// Returns whether values are written into parameters by the runtime without serde.
    pub fn is_plain_parameter(&self) -> bool {
        match self {
            Self::Plain(name) => {
                matches!(
                    *name,
                    "String" | "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64"
                )
            }
            Self::List(items) => !matches!(**items, Self::List(_)) && items.is_plain_parameter(),
            // Those of parts of the runtime are made to be given for parameters.
            Self::Runtime(name) => name.contains("::"),
            Self::Unit
            | Self::Model { .. }
            | Self::Local(_)
            | Self::Map(_)
            | Self::Option(_)
            | Self::Nullable(_)
            | Self::Boxed(_) => false,
        }
    }
}

fn tag(parameter: &Parameter) -> Tag {
    Tag {
        wire: parameter.name.clone(),
        location: parameter.location,
        style: parameter.style,
        allow_reserved: parameter.allow_reserved,
    }
}
