//! Brings every dialect to OpenAPI 3.0.
//!
//! A bundled tree of Swagger 2.0, OpenAPI 3.1 or 3.2 enters; it leaves as OpenAPI 3.0, rewritten in
//! place, with every reference at its target again and with [`Origins`] that still point into what
//! the author wrote. What 3.0 cannot say travels in keys that start with `x-sdkwright-`; what nothing
//! can be made of is reported. Nodes of an unexpected type are left as they are: reading them, later,
//! says what is wrong with them.
//!
//! One walk visits each node once, children first, so that a node is rewritten when all below it is
//! 3.0 already. Embedded files are visited where references lead: what a node in them is follows from
//! the reference.

mod kind;
mod moves;
mod names;
mod shared;
mod v2;
pub(super) mod v31;
pub(super) mod v32;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::origins::Origins;
use super::reference;
use super::version::Version;
use crate::diagnostic::{Diagnostic, Place, Pointer, Report, codes};
use kind::Kind;
use moves::{Moves, Spot};
pub(super) use names::resolve_names;

/// The version that every document is of in the end.
const TARGET: &str = "3.0.3";

/// The key of the root under which webhooks are kept, the one that authors of OpenAPI 3.0 use.
const WEBHOOKS_KEY: &str = "x-webhooks";

/// The key of a path item for operations with methods that OpenAPI 3.0 does not know.
const OPERATIONS_KEY: &str = "x-sdkwright-operations";

/// Rewrites a tree of this version to OpenAPI 3.0.
pub(super) fn upgrade(
    version: Version,
    root: &mut Value,
    origins: &mut Origins,
    report: &mut Report,
) {
    if version == Version::V3_0 {
        return;
    }
    let mut upgrade = Upgrade {
        version,
        path: String::new(),
        moves: Moves::default(),
        references: Vec::new(),
        roots: HashMap::new(),
        pending: Vec::new(),
        media: v2::MediaTypes::of(root),
        shared: shared::parameters(root),
        origins,
        report,
    };
    upgrade.walk(root, Kind::Document);
    while let Some((pointer, kind)) = upgrade.pending.pop() {
        upgrade.visit(root, pointer, kind);
    }
    let Upgrade {
        moves, references, ..
    } = upgrade;
    if moves.is_empty() {
        return;
    }
    for spot in &references {
        if let Some(Value::String(text)) = root.pointer_mut(&moves.spot(spot))
            && let Some(rewritten) = moves.reference(text)
        {
            *text = rewritten;
        }
    }
    moves.tell(origins);
}

/// The state of one rewriting.
struct Upgrade<'a> {
    version: Version,
    /// Where the node at hand was before, a JSON pointer.
    path: String,
    moves: Moves,
    /// Every reference of the new tree.
    references: Vec<Spot>,
    /// The nodes outside of the specification's own places that references lead to.
    roots: HashMap<String, Kind>,
    /// Those of them that were not visited yet.
    pending: Vec<(String, Kind)>,
    media: v2::MediaTypes,
    shared: HashMap<String, shared::Shared>,
    origins: &'a Origins,
    report: &'a mut Report,
}

impl Upgrade<'_> {
    /// Visits a node that a reference leads to, unless it was visited with a node around it.
    fn visit(&mut self, root: &mut Value, pointer: String, kind: Kind) {
        if self.roots.contains_key(&pointer) || self.is_known(&pointer) {
            return;
        }
        if let Some(node) = root.pointer_mut(&self.moves.place(&pointer)) {
            self.path.clone_from(&pointer);
            self.walk(node, kind);
            self.path.clear();
            self.roots.insert(pointer, kind);
        }
    }

    /// Returns whether a node is part of what is visited anyway.
    fn is_known(&self, pointer: &str) -> bool {
        let mut cut = pointer.len();
        loop {
            let (top, rest) = pointer.split_at(cut);
            let kind = match top {
                "" => Some(Kind::Document),
                _ => self.roots.get(top).copied(),
            };
            if let Some(kind) = kind
                && leads_on(kind, rest)
            {
                return true;
            }
            match top.rfind('/') {
                Some(parent) => cut = parent,
                None => return false,
            }
        }
    }

    fn walk(&mut self, node: &mut Value, kind: Kind) {
        // A node inside of one that was visited before is not visited again.
        if !self.roots.is_empty() && self.roots.contains_key(&self.path) {
            return;
        }
        match node {
            Value::Object(members) => {
                if self.version == Version::V2 && kind == Kind::Operation {
                    self.media.enter(members);
                }
                for (key, value) in members.iter_mut() {
                    match value {
                        Value::String(text) => self.text(key, text, kind),
                        _ => {
                            if let Some(kind) = kind.member(key) {
                                let mark = self.enter(key);
                                self.walk(value, kind);
                                self.path.truncate(mark);
                            }
                        }
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    let mark = self.enter(&index.to_string());
                    self.walk(item, kind.item());
                    self.path.truncate(mark);
                }
                return;
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        match self.version {
            Version::V2 => v2::rewrite(self, kind, node),
            Version::V3_0 => {}
            Version::V3_1 => v31::rewrite(self, kind, node),
            Version::V3_2 => {
                v31::rewrite(self, kind, node);
                v32::rewrite(self, kind, node);
            }
        }
    }

    /// Takes note of a reference, or rewrites it where its target is known to be.
    fn text(&mut self, key: &str, text: &mut String, kind: Kind) {
        let target = match kind {
            Kind::Mapping if text.starts_with('#') => Kind::Schema,
            Kind::Mapping => return,
            _ if key == "$ref" => kind,
            _ => return,
        };
        // Nearly all references lead to a component.
        match self.version {
            Version::V2 => {
                for (from, to) in v2::COMPONENTS {
                    if let Some(name) = text.strip_prefix(from)
                        && !name.contains('/')
                    {
                        *text = format!("{to}{name}");
                        return;
                    }
                }
            }
            Version::V3_0 | Version::V3_1 | Version::V3_2 => {
                let rest = text.strip_prefix("#/components/");
                if let Some((section, name)) = rest.and_then(|rest| rest.split_once('/'))
                    && Kind::Components.member(section).is_some()
                    && !name.contains('/')
                {
                    return;
                }
            }
        }
        let mark = self.enter(key);
        self.references.push(Spot {
            base: self.path.clone(),
            rest: String::new(),
        });
        self.path.truncate(mark);
        let Some(fragment) = text.strip_prefix('#') else {
            return;
        };
        if let Ok(pointer) = reference::fragment(fragment)
            && !leads_on(Kind::Document, pointer.as_str())
        {
            self.pending.push((pointer.as_str().to_owned(), target));
        }
    }

    /// Goes on to a member, and returns how long the way was before.
    fn enter(&mut self, token: &str) -> usize {
        let mark = self.path.len();
        self.path.push('/');
        push_escaped(&mut self.path, token);
        mark
    }

    /// Tells that a member of the node at hand moved within it; both are ways from the node.
    fn moved(&mut self, from: &str, to: &str) {
        self.moves.moved(&self.path, from, to);
    }

    /// Tells that what is new at `to` in the node at hand says what `from` said. That is not worth
    /// telling of what no finding can be about, such as a flag.
    fn made(&mut self, to: &str, from: &str) {
        self.moves.made(&self.path, to, from);
    }

    /// Adds a reference that is new at `at` in the node at hand.
    fn refers(&mut self, at: &str) {
        self.references.push(Spot {
            base: self.path.clone(),
            rest: at.to_owned(),
        });
    }

    /// Returns the place of something in the node at hand.
    fn here(&self, rest: &str) -> Place {
        let pointer = Pointer::parse(&format!("{}{rest}", self.path)).unwrap_or_default();
        self.origins.origin(&pointer).place()
    }

    /// Reports that the SDK does not know what a keyword of the schema at hand says.
    fn ignored(&mut self, keyword: &'static str) {
        let diagnostic = Diagnostic::new(
            codes::IGNORED_KEYWORD,
            format!("`{keyword}` does not shape the types of the SDK"),
        )
        .label(self.here(&format!("/{keyword}")), "ignored here");
        self.report.push(diagnostic);
    }
}

/// Returns whether the walk over a node of this kind comes to what is at `path` below it.
fn leads_on(kind: Kind, path: &str) -> bool {
    let mut kind = kind;
    for token in path.split('/').skip(1) {
        // The item of a list that is of the same kind as its items.
        let index = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_digit());
        let next = if token.contains('~') {
            kind.member(&Pointer::unescape(token))
        } else {
            kind.member(token)
        };
        kind = match next {
            Some(next) => next,
            None if index && matches!(kind, Kind::Schema) => kind,
            None => return false,
        };
    }
    true
}

/// Adds a token to a pointer.
fn push_escaped(path: &mut String, token: &str) {
    if token.contains(['~', '/']) {
        path.push_str(&token.replace('~', "~0").replace('/', "~1"));
    } else {
        path.push_str(token);
    }
}

/// Returns a token as it stands in a pointer.
fn escaped(token: &str) -> String {
    let mut text = String::new();
    push_escaped(&mut text, token);
    text
}

/// Returns an object with one member.
fn object(key: &str, value: Value) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert(key.to_owned(), value);
    object
}

/// Returns the object that refers to a node; `pointer` is that of the tree before.
fn reference_to(pointer: &str) -> Value {
    let text = format!("#{}", pointer.replace('%', "%25"));
    Value::Object(object("$ref", Value::String(text)))
}

/// Sets the version, as the rest of the pipeline expects it.
fn set_version(root: &mut Map<String, Value>) {
    root.shift_remove("swagger");
    root.insert("openapi".to_owned(), TARGET.into());
}

#[cfg(test)]
mod tests;
