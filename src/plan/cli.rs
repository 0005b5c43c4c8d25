//! The command-line program: a command for each operation, an option for what each takes.

mod option;
mod setting;
mod value;

use std::collections::{BTreeMap, HashMap};

use heck::ToKebabCase;

use self::{option::Options, value::Values};
use super::{
    docs,
    ident::{self, Taken},
    sdk::{
        Client, Command, CommandArgument, CommandBody, CommandGroup, CommandLine, CommandMember,
        Group, Model, Operation, Package, Tag,
    },
    types::Type,
};
use crate::{
    api::{Api, Encoding, Location, Operation as Source, Parameter},
    config::{Config, Emit},
};

/// Plans the program, where the settings ask for it.
pub(super) fn command_line(
    api: &Api,
    config: &Config,
    (package, client): (&Package, &Client),
    (groups, models): (&[Group], &[Model]),
) -> Option<CommandLine> {
    config.emit.contains(&Emit::Cli).then_some(())?;
    let prefix = super::client::env_prefix(config, &package.name);
    let mut options = Options::shared();
    let settings = setting::settings(client, &prefix, &mut options);
    let sources = api.operations.iter().map(|it| (it.id.as_str(), it));
    let planner = Planner {
        sources: sources.collect(),
        values: Values::new(models),
        options,
    };
    let mut constants = Taken::default();
    Some(CommandLine {
        name: package.name.clone(),
        about: line(&package.description),
        settings,
        groups: planner.groups(groups, &mut Options::default(), &[], &mut constants),
    })
}

struct Planner<'a> {
    sources: HashMap<&'a str, &'a Source>,
    values: Values<'a>,
    /// The options that every command has.
    options: Options,
}

impl Planner<'_> {
    fn groups(
        &self,
        groups: &[Group],
        names: &mut Options,
        path: &[&str],
        constants: &mut Taken,
    ) -> Vec<CommandGroup> {
        groups
            .iter()
            .map(|group| {
                let path: Vec<&str> = path.iter().copied().chain([&*group.module]).collect();
                let mut inside = Options::default();
                let groups = self.groups(&group.groups, &mut inside, &path, constants);
                let commands = group.operations.iter();
                let commands = commands.map(|it| self.command(it, &mut inside)).collect();
                CommandGroup {
                    name: names.claim(&kebab(&group.module), "group"),
                    constant: constants.claim(&ident::constant(&path.join("_"))),
                    about: line(&unescaped(&group.docs.join(" "))),
                    commands,
                    groups,
                }
            })
            .collect()
    }

    fn command(&self, operation: &Operation, names: &mut Options) -> Command {
        let source = self.sources.get(operation.id.as_str()).copied();
        let mut options = self.options.clone();
        if operation.outcome.alternatives.is_empty() {
            options.release("as");
        }
        if operation.paging.is_none() {
            options.release("all");
            options.release("max-items");
        }
        let ways = self.ways(operation, &mut options);
        let arguments = self.arguments(operation, source, &mut options);
        let members = self.members(operation, &mut options);
        let (about, details) = texts(operation, source);
        Command {
            name: names.claim(&kebab(&operation.method), "call"),
            about,
            details,
            operation: operation.clone(),
            arguments,
            ways,
            members,
        }
    }

    fn ways(&self, operation: &Operation, options: &mut Options) -> Vec<CommandBody> {
        let bodies = operation.bodies.iter().filter_map(|it| it.body.as_ref());
        bodies
            .enumerate()
            .map(|(index, body)| {
                let name = match body.encoding {
                    Encoding::Json => "json",
                    Encoding::Form => "form",
                    Encoding::Multipart => "multipart",
                    Encoding::Xml => "xml",
                    Encoding::Text => "text",
                    Encoding::Bytes => "bytes",
                };
                CommandBody {
                    option: match index {
                        0 => String::new(),
                        _ => options.claim(name, "as"),
                    },
                    is_object: matches!(
                        body.encoding,
                        Encoding::Json | Encoding::Form | Encoding::Multipart
                    ) && self.values.fields(&body.ty).is_some(),
                }
            })
            .collect()
    }

    fn arguments(
        &self,
        operation: &Operation,
        source: Option<&Source>,
        options: &mut Options,
    ) -> Vec<CommandArgument> {
        let about = |tag: &Tag| {
            let mut parameters = source.into_iter().flat_map(|it| &it.parameters);
            let same = |it: &&Parameter| it.name == tag.wire && it.location == tag.location;
            let docs = parameters.find(same).map(|it| &it.docs);
            let text = docs.and_then(|it| it.description.as_deref());
            text.map(sentence).unwrap_or_default()
        };
        let mut argument = |tag: &Tag, ty: &Type, is_required: bool| {
            let (value, is_list) = self.values.of_parameter(ty, tag);
            let is_positional = is_required && !is_list && tag.location == Location::Path;
            let name = match tag.location {
                Location::QueryString => "query",
                Location::Path | Location::Query | Location::Header | Location::Cookie => &tag.wire,
            };
            CommandArgument {
                option: options.claim(&kebab(name), "parameter"),
                is_positional,
                tag: tag.clone(),
                value,
                is_list,
                is_required,
                about: about(tag),
            }
        };
        let needed = operation.arguments.iter();
        let needed = needed.map(|it| argument(&it.tag, &it.ty, true));
        let mut arguments: Vec<_> = needed.collect();
        // Those that the client has are options of all commands.
        let setters = operation.setters.iter().filter(|it| !it.client_level);
        arguments.extend(setters.map(|it| argument(&it.tag, &it.ty, false)));
        arguments.sort_by_key(|argument| {
            let place = format!("{{{}}}", argument.tag.wire);
            let at = operation.path.find(&place).unwrap_or(usize::MAX);
            (
                !argument.is_positional,
                argument.is_positional.then_some(at),
            )
        });
        arguments
    }

    fn members(&self, operation: &Operation, options: &mut Options) -> Vec<CommandMember> {
        let bodies = operation.bodies.iter().filter_map(|it| it.body.as_ref());
        let mut members: BTreeMap<&str, usize> = BTreeMap::new();
        let mut planned: Vec<CommandMember> = Vec::new();
        for field in bodies.filter_map(|it| self.values.fields(&it.ty)).flatten() {
            let is_known = members.insert(&field.wire, planned.len()).is_some();
            if is_known || !field.settable {
                continue;
            }
            let (value, is_list) = self.values.of(&field.value);
            let sentence = sentence(&unescaped(&field.docs.join("\n")));
            planned.push(CommandMember {
                option: options.claim(&kebab(&field.wire), "body"),
                wire: field.wire.clone(),
                value,
                is_list,
                is_required: field.is_argument(),
                about: match field.deprecated {
                    true => format!("Deprecated. {sentence}").trim_end().to_owned(),
                    false => sentence,
                },
            });
        }
        planned
    }
}

/// Returns what an operation does, as one line and in full.
fn texts(operation: &Operation, source: Option<&Source>) -> (String, String) {
    let request = format!("{} {}", operation.http_method, operation.path);
    let docs = source.map(|it| &it.docs);
    let summary = docs.and_then(|it| it.summary.as_deref()).map(line);
    let description = docs.and_then(|it| it.description.as_deref());
    let about = summary
        .filter(|it| !it.is_empty())
        .or_else(|| description.map(sentence))
        .unwrap_or_else(|| request.clone());
    let about = match operation.deprecated {
        true => format!("Deprecated. {about}"),
        false => about,
    };
    let full = description.unwrap_or_default().trim().lines();
    let full: Vec<String> = full.map(|line| docs::visible(line.trim_end())).collect();
    let full = full.join("\n");
    let parts = [about.as_str(), &full, &request];
    let mut details: Vec<&str> = Vec::new();
    for part in parts {
        if !part.is_empty() && details.last() != Some(&part) {
            details.push(part);
        }
    }
    (about.clone(), details.join("\n\n"))
}

/// Returns the first sentence of a text.
fn sentence(text: &str) -> String {
    line(&docs::summary_of(text))
}

/// Returns a text of the documentation without what keeps rustdoc from misreading it.
fn unescaped(text: &str) -> String {
    let mut unescaped = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            ('\\', Some(next)) if next.is_ascii_punctuation() => {
                unescaped.extend(characters.next())
            }
            _ => unescaped.push(character),
        }
    }
    unescaped
}

/// Returns a text as one line that is safe to show.
fn line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    docs::visible(&words.join(" "))
}

/// Returns a name as those of options are written.
fn kebab(name: &str) -> String {
    name.trim_start_matches("r#").to_kebab_case()
}
