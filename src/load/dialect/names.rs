//! References by name: `$anchor`, `$id`, `$dynamicRef` and `$self`.
//!
//! A tree of OpenAPI 3.1 or 3.2 enters before anything is bundled into it; it leaves with each
//! reference that names a node of this same tree as a JSON pointer (JSON Schema 2020-12 section 8.2,
//! OpenAPI 3.2.0 section 4.1.2). References to files, and those that name nothing here, are left for
//! the bundler to follow or to report. A dynamic reference is taken for one to the anchor that is
//! nearest to it, which is what it means unless another document extends this one.

use serde_json::Value;

use super::super::origins::Origins;
use super::super::version::Version;
use super::kind::Kind;
use super::push_escaped;
use crate::diagnostic::{Diagnostic, Pointer, Report, codes};

/// Rewrites references by name to JSON pointers.
pub(in crate::load) fn resolve_names(
    version: Version,
    root: &mut Value,
    origins: &Origins,
    report: &mut Report,
) {
    match version {
        Version::V2 | Version::V3_0 => return,
        Version::V3_1 | Version::V3_2 => {}
    }
    let mut names = Names::default();
    let own = root.get("$self").and_then(Value::as_str).unwrap_or("");
    names.resources.push(Resource {
        id: without_fragment(own).to_owned(),
        pointer: String::new(),
    });
    names.walk(root, Kind::Document, 0);
    let targets: Vec<Option<String>> = names
        .references
        .iter()
        .map(|reference| names.target(reference, root))
        .collect();
    for (reference, target) in names.references.iter().zip(targets) {
        let Some(Value::Object(schema)) = root.pointer_mut(&reference.pointer) else {
            continue;
        };
        match (target, reference.dynamic) {
            (Some(target), dynamic) => {
                if dynamic {
                    schema.shift_remove("$dynamicRef");
                }
                let text = format!("#{}", target.replace('%', "%25"));
                schema.insert("$ref".to_owned(), text.into());
            }
            (None, true) => {
                let at = format!("{}/$dynamicRef", reference.pointer);
                let pointer = Pointer::parse(&at).unwrap_or_default();
                report.push(
                    Diagnostic::new(
                        codes::UNRESOLVED_DYNAMIC_REFERENCE,
                        format!("`{}` names no anchor of this document", reference.text),
                    )
                    .at(origins.origin(&pointer).place().value()),
                );
            }
            (None, false) => {}
        }
    }
}

/// What names there are, and who uses them.
#[derive(Default)]
struct Names {
    path: String,
    resources: Vec<Resource>,
    anchors: Vec<Anchor>,
    references: Vec<Named>,
}

/// The document, or a schema with an `$id`.
struct Resource {
    id: String,
    pointer: String,
}

struct Anchor {
    resource: usize,
    name: String,
    pointer: String,
}

/// A reference that may be one by name.
struct Named {
    resource: usize,
    /// The object that holds it.
    pointer: String,
    text: String,
    dynamic: bool,
}

impl Names {
    fn walk(&mut self, node: &Value, kind: Kind, resource: usize) {
        match node {
            Value::Object(members) => {
                let mut resource = resource;
                if matches!(kind, Kind::Schema | Kind::Additional) {
                    resource = self.schema(members, resource);
                }
                for (key, value) in members {
                    match (value, kind.member(key)) {
                        (Value::String(text), _) => self.text(key, text, kind, resource),
                        (_, Some(kind)) => {
                            let mark = self.enter(key);
                            self.walk(value, kind, resource);
                            self.path.truncate(mark);
                        }
                        (_, None) => {}
                    }
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let mark = self.enter(&index.to_string());
                    self.walk(item, kind.item(), resource);
                    self.path.truncate(mark);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Takes note of the names of a schema; returns the resource that it belongs to.
    fn schema(&mut self, members: &serde_json::Map<String, Value>, resource: usize) -> usize {
        let mut resource = resource;
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        match text("$id") {
            // Earlier versions of JSON Schema wrote anchors like that.
            Some(id) if id.starts_with('#') => self.anchor(&id[1..], resource),
            Some(id) => {
                let id = resolve(&self.resources[resource].id, without_fragment(id));
                self.resources.push(Resource {
                    id,
                    pointer: self.path.clone(),
                });
                resource = self.resources.len() - 1;
            }
            None => {}
        }
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                self.anchor(name, resource);
            }
        }
        resource
    }

    fn anchor(&mut self, name: &str, resource: usize) {
        self.anchors.push(Anchor {
            resource,
            name: name.to_owned(),
            pointer: self.path.clone(),
        });
    }

    fn text(&mut self, key: &str, text: &str, kind: Kind, resource: usize) {
        let dynamic = match (key, kind) {
            ("$ref", _) => false,
            ("$dynamicRef", Kind::Schema | Kind::Additional) => true,
            _ => return,
        };
        // Nearly all references are pointers into the document.
        let plain = !dynamic && resource == 0 && (text.starts_with("#/") || text == "#");
        if !plain {
            self.references.push(Named {
                resource,
                pointer: self.path.clone(),
                text: text.to_owned(),
                dynamic,
            });
        }
    }

    fn enter(&mut self, token: &str) -> usize {
        let mark = self.path.len();
        self.path.push('/');
        push_escaped(&mut self.path, token);
        mark
    }

    /// Returns what a reference names, a pointer into the tree.
    fn target(&self, reference: &Named, root: &Value) -> Option<String> {
        let (uri, fragment) = match reference.text.split_once('#') {
            Some((uri, fragment)) => (uri, fragment),
            None => (reference.text.as_str(), ""),
        };
        let resource = if uri.is_empty() {
            reference.resource
        } else {
            let base = &self.resources[reference.resource].id;
            let wanted = resolve(base, uri);
            self.resources
                .iter()
                .position(|resource| !resource.id.is_empty() && resource.id == wanted)?
        };
        let top = &self.resources[resource].pointer;
        if fragment.is_empty() || fragment.starts_with('/') {
            let pointer = super::reference::fragment(fragment).ok()?;
            let target = format!("{top}{pointer}");
            return root.pointer(&target).is_some().then_some(target);
        }
        let named = |anchor: &&Anchor| anchor.name == fragment;
        let near = self
            .anchors
            .iter()
            .filter(named)
            .find(|anchor| anchor.resource == resource);
        let mut far = self.anchors.iter().filter(named);
        let only = match (far.next(), far.next()) {
            (Some(only), None) if uri.is_empty() => Some(only),
            _ => None,
        };
        near.or(only).map(|anchor| anchor.pointer.clone())
    }
}

fn without_fragment(uri: &str) -> &str {
    uri.split('#').next().unwrap_or_default()
}

/// Returns a URI reference as seen from a base, as far as names are made by hand: no `..`.
fn resolve(base: &str, uri: &str) -> String {
    let authority = base.find("://").map(|scheme| scheme + 3);
    let Some(authority) = authority.filter(|_| !uri.contains("://") && !uri.starts_with("urn:"))
    else {
        return uri.to_owned();
    };
    let slash = if uri.starts_with('/') {
        base[authority..].find('/')
    } else {
        base[authority..].rfind('/')
    };
    let folder = slash.map_or(base, |slash| &base[..authority + slash]);
    format!("{folder}/{}", uri.trim_start_matches(['/', '.']))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn names_count_from_the_resource_that_holds_them() {
        for (base, uri, expected) in [
            ("", "pet", "pet"),
            (
                "https://a.example/x/owner",
                "pet",
                "https://a.example/x/pet",
            ),
            (
                "https://a.example/x/owner",
                "./pet",
                "https://a.example/x/pet",
            ),
            ("https://a.example/x/owner", "/pet", "https://a.example/pet"),
            ("https://a.example", "pet", "https://a.example/pet"),
            (
                "https://a.example/x",
                "https://b.example/y",
                "https://b.example/y",
            ),
            ("https://a.example/x", "urn:pet", "urn:pet"),
        ] {
            assert_eq!(resolve(base, uri), expected, "{base} {uri}");
        }
    }
}
