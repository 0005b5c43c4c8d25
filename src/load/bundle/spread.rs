//! Maps of names that are kept in a file of their own.
//!
//! `schemas: {$ref: schemas/all.yaml}` is not OpenAPI, but many descriptions of several files are
//! written like that, and refer to `#/components/schemas/Pet` all the same. Such a map enters; it
//! leaves with one `$ref` for each name in the file, so that the names are where they belong.

use serde_json::{Map, Value};

use super::super::document::look_up;
use super::super::origins::Origins;
use super::check::Link;
use super::walk::Role;
use crate::diagnostic::Pointer;

/// The greatest number of names that one document may take from such files.
pub(super) const MAX_NAMES: usize = 100_000;

/// Replaces the map that consists of `link` by references to the members of what it leads to, and
/// returns these; `None` where `link` is an ordinary reference, or leads to no map.
pub(super) fn spread(
    link: &Link,
    role: Role,
    root: &mut Value,
    origins: &mut Origins,
) -> Option<Vec<Link>> {
    match role {
        Role::Names | Role::Paths | Role::Examples => {}
        Role::Object | Role::Example | Role::Discriminator | Role::Mapping => return None,
    }
    let names: Vec<String> = match look_up(root, &link.to)? {
        Value::Object(members) if !members.get("$ref").is_some_and(Value::is_string) => {
            members.keys().cloned().collect()
        }
        _ => return None,
    };
    let at = link.at.parent()?;
    let map = root.pointer_mut(at.as_str())?.as_object_mut()?;
    map.shift_remove("$ref");
    let mut links = Vec::new();
    for name in names {
        // What the map says itself wins.
        if map.contains_key(&name) {
            continue;
        }
        let step = Pointer::root().join(&name);
        let reference = format!("{}{}", link.reference, step.as_str().replace('%', "%25"));
        let member = at.append(&step);
        let to = link.to.append(&step);
        origins.set(member.clone(), origins.origin(&to));
        let mut object = Map::new();
        object.insert("$ref".to_owned(), Value::String(reference.clone()));
        map.insert(name, Value::Object(object));
        links.push(Link {
            at: member.join("$ref"),
            to,
            text: link.text.clone(),
            reference,
        });
    }
    Some(links)
}
