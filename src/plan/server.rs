//! The servers and their variables.

use std::collections::{BTreeSet, HashMap};

use indexmap::{IndexMap, IndexSet};

use crate::api::{self, Api};

use super::{
    docs,
    ident::{self, Taken},
    sdk::{Server, ServerChoice, ServerPlaceholder, ServerVariable, Variant},
};

/// The variables that callers set: those of the document's servers and of single operations, by their
/// names. Where variables of one name differ in default or values, each has a placeholder of its own.
pub(super) struct Servers<'a> {
    variables: IndexMap<&'a str, Vec<&'a api::ServerVariable>>,
    placeholders: IndexMap<Key<'a>, String>,
}

/// What makes variables one.
type Key<'a> = (&'a str, Option<&'a str>, &'a [String]);

fn key(variable: &api::ServerVariable) -> Key<'_> {
    let default = variable.default.as_deref();
    (&variable.name, default, &variable.values)
}

impl<'a> Servers<'a> {
    /// Finds the variables of an API.
    pub(super) fn of(api: &'a Api) -> Self {
        let mut servers = Self {
            variables: IndexMap::new(),
            placeholders: IndexMap::new(),
        };
        let mut taken = Taken::default();
        let of_operations = api.operations.iter().filter_map(|it| it.server.as_ref());
        let all = api.servers.iter().filter(|it| is_absolute(it));
        for variable in all.chain(of_operations).flat_map(|it| &it.variables) {
            // With one value there is nothing to set.
            if variable.values.len() == 1 {
                continue;
            }
            let placeholder = servers.placeholders.entry(key(variable));
            if let indexmap::map::Entry::Vacant(vacant) = placeholder {
                vacant.insert(taken.claim(&variable.name));
                let named = servers.variables.entry(&variable.name);
                named.or_default().push(variable);
            }
        }
        servers
    }

    /// Returns the URL of a server with placeholders for the variables that callers set.
    pub(super) fn template(&self, server: &api::Server) -> String {
        server.url_with(|variable| match self.placeholders.get(&key(variable)) {
            Some(placeholder) => Some(format!("{{{placeholder}}}")),
            None => variable.default.clone(),
        })
    }

    /// Returns the URL of a server with the names of the variables that callers set.
    fn shown(&self, server: &api::Server) -> String {
        server.url_with(|variable| match key(variable) {
            key if self.placeholders.contains_key(&key) => None,
            (_, default, _) => default.map(str::to_owned),
        })
    }

    /// Plans what stands for variables.
    pub(super) fn placeholders(&self) -> Vec<ServerPlaceholder> {
        self.placeholders
            .iter()
            .map(|((name, default, values), text)| ServerPlaceholder {
                text: text.clone(),
                name: (*name).to_owned(),
                default: default.map(str::to_owned),
                values: values.to_vec(),
            })
            .collect()
    }

    /// Plans the setters of variables, one for each name.
    pub(super) fn setters(&self, api: &Api, setters: &mut Taken) -> Vec<ServerVariable> {
        let first = api.servers.iter().find(|it| is_absolute(it));
        let is_missing = |name: &str| {
            let mut variables = first.into_iter().flat_map(|it| &it.variables);
            variables.any(|it| it.name == name && it.default.is_none())
        };
        let mut types = Taken::with(&["Server", "ServerVariable"]);
        self.variables
            .iter()
            .map(|(name, variables)| {
                let mut setter = ident::value(name);
                if !setters.is_free(&setter) {
                    setter = ident::value(&format!("server_{name}"));
                }
                let described = variables.iter().find_map(|it| it.description.as_deref());
                let described = |indent| {
                    let lines = described.map(|text| docs::markdown(text, indent));
                    lines.unwrap_or_default()
                };
                let mut lines = vec![format!("Sets {} in URLs of servers.", docs::code(name))];
                docs::paragraph(&mut lines, described(4));
                docs::paragraph(&mut lines, vec![default(variables)]);
                ServerVariable {
                    setter: setters.claim(&setter),
                    name: (*name).to_owned(),
                    needed: is_missing(name),
                    choice: choice(name, variables, described(0), &mut types),
                    docs: lines,
                }
            })
            .collect()
    }

    /// Plans the servers of the document: a variant each, named after what tells their URLs apart.
    pub(super) fn variants(&self, api: &Api) -> Vec<Server> {
        let servers: Vec<&api::Server> = api.servers.iter().filter(|it| is_absolute(it)).collect();
        let mut templates: HashMap<&str, usize> = HashMap::new();
        for server in &servers {
            *templates.entry(&server.url).or_default() += 1;
        }
        // A name should not say what a variable is that callers set, unless nothing else differs.
        let urls: Vec<String> = servers
            .iter()
            .map(|server| match templates.get(server.url.as_str()) {
                Some(1) => self.shown(server),
                Some(_) | None => server.default_url(),
            })
            .collect();
        let authorities: BTreeSet<&str> = urls.iter().map(|url| without_scheme(url)).collect();
        // With variables, hosts are often the same, once by each scheme.
        let has_schemes = authorities.len() < urls.len()
            && servers.iter().any(|it| self.set_of(it).next().is_some());
        let hosts: Vec<Vec<&str>> = urls.iter().map(|url| parts(url, has_schemes)).collect();
        // In how many hosts each part occurs.
        let mut holders: HashMap<&str, usize> = HashMap::new();
        for parts in &hosts {
            for part in parts.iter().collect::<BTreeSet<_>>() {
                *holders.entry(part).or_default() += 1;
            }
        }
        let mut taken = Taken::default();
        servers
            .iter()
            .zip(&hosts)
            .map(|(server, parts)| {
                let own: Vec<&str> = parts
                    .iter()
                    .filter(|part| hosts.len() > 1 && holders.get(*part) != Some(&hosts.len()))
                    .copied()
                    .collect();
                let name = match &own[..] {
                    [] if hosts.len() == 1 => "Production".to_owned(),
                    [] => server
                        .description
                        .clone()
                        .unwrap_or_else(|| "Server".to_owned()),
                    parts => parts.join("_"),
                };
                Server {
                    variant: taken.claim(&ident::variant(&name)),
                    url: server.default_url(),
                    template: self.template(server),
                    docs: self.docs(server),
                    notes: self.notes(server),
                }
            })
            .collect()
    }

    fn docs(&self, server: &api::Server) -> Vec<docs::DocLine> {
        let described = server.description.as_deref();
        let described = described.map(|text| docs::markdown(text, 4));
        let mut lines = described.unwrap_or_default();
        docs::paragraph(&mut lines, vec![docs::code(&self.shown(server))]);
        lines
    }

    /// Returns the variables of a server that callers set.
    fn set_of<'s>(&self, server: &'s api::Server) -> impl Iterator<Item = &'s api::ServerVariable> {
        let variables = server.variables.iter();
        variables.filter(|it| self.placeholders.contains_key(&key(it)))
    }

    /// Says what the variables of a server are unless they are set.
    fn notes(&self, server: &api::Server) -> Vec<docs::DocLine> {
        let sentences = self.set_of(server).map(|variable| {
            let name = docs::code(&variable.name);
            match &variable.default {
                Some(default) => format!("{name} is {} unless set.", value(default)),
                None => format!("{name} must be set."),
            }
        });
        docs::markdown(&sentences.collect::<Vec<_>>().join(" "), 4)
    }
}

fn is_absolute(server: &api::Server) -> bool {
    let url = server.default_url();
    url.starts_with("http://") || url.starts_with("https://")
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

/// Returns the parts of a URL that may tell it from others.
fn parts(url: &str, has_schemes: bool) -> Vec<&str> {
    let told = match has_schemes {
        true => url,
        false => without_scheme(url),
    };
    told.split(['/', '.', ':', '{', '}'])
        .filter(|part| !part.is_empty())
        .collect()
}

/// Returns how the value of a variable is shown.
fn value(value: &str) -> String {
    match docs::code(value).as_str() {
        "``" => "empty".to_owned(),
        code => code.to_owned(),
    }
}

/// Says what the variables of one name are unless they are set.
fn default(variables: &[&api::ServerVariable]) -> String {
    let defaults: BTreeSet<Option<&str>> =
        variables.iter().map(|it| it.default.as_deref()).collect();
    let mut defaults = defaults.into_iter();
    match (defaults.next().flatten(), defaults.next()) {
        (Some(default), None) => match default {
            "" => "Empty unless set.".to_owned(),
            default => format!("{} unless set.", docs::code(default)),
        },
        (None, None) => "It must be set.".to_owned(),
        (None, Some(_)) => "It must be set for servers that have no default.".to_owned(),
        (Some(_), Some(_)) => "Unless set, each server has its own.".to_owned(),
    }
}

/// Plans the enumeration of the values of the variables of one name; `None` where one of them may be
/// anything. That a server does not have a value which another has is known when the client is built.
fn choice(
    name: &str,
    variables: &[&api::ServerVariable],
    described: Vec<docs::DocLine>,
    types: &mut Taken,
) -> Option<ServerChoice> {
    if variables.iter().any(|it| it.values.is_empty()) {
        return None;
    }
    let mut lines = described;
    let values = format!("The values of {} in URLs of servers.", docs::code(name));
    docs::paragraph(&mut lines, vec![values]);
    let values: IndexSet<&String> = variables.iter().flat_map(|it| &it.values).collect();
    let mut taken = Taken::default();
    let variants = values.into_iter().map(|wire| Variant {
        ident: taken.claim(&ident::variant(wire)),
        wire: wire.clone(),
        docs: vec![match docs::code(wire).as_str() {
            "``" => "An empty text.".to_owned(),
            wire => format!("{wire}."),
        }],
    });
    Some(ServerChoice {
        variants: variants.collect(),
        name: types.claim(&ident::type_name(&format!("server_{name}"))),
        docs: lines,
    })
}
