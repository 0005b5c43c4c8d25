//! Reports what stands beside a `$ref` and is lost (OpenAPI 3.0.3 section 4.7.23, JSON Reference
//! section 3).
//!
//! The references of a merged tree enter, notes leave. From OpenAPI 3.1 on, schemas may have siblings
//! of a `$ref`, and before it path items may. Quiet are also siblings that lower reads all the same,
//! such as `description` and `nullable`, those that shape nothing, and those that repeat what the
//! target says.

use serde_json::{Map, Value};

use super::super::document::look_up;
use super::super::origins::Origins;
use super::super::reference;
use super::super::version::Version;
use super::check::Link;
use crate::diagnostic::{Diagnostic, Pointer, Report, codes};

/// Keywords that shape what the SDK sends or reads, and that count only where there is no `$ref`.
const SHAPING: [&str; 40] = [
    // Schemas.
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "discriminator",
    "enum",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "oneOf",
    "pattern",
    "patternProperties",
    "properties",
    "required",
    "type",
    "uniqueItems",
    // Parameters, request bodies, responses and headers.
    "allowEmptyValue",
    "allowReserved",
    "collectionFormat",
    "content",
    "explode",
    "headers",
    "in",
    "links",
    "name",
    "parameters",
    "requestBody",
    "schema",
    "style",
];

/// Keywords that say what a `type` would say.
const IMPLYING: [&str; 7] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "items",
    "oneOf",
    "properties",
];

/// More places than this do not help anybody.
const MAX_LABELS: usize = 4;

/// How many `$ref`s in a row are followed.
const MAX_REFERENCES: usize = 64;

/// Reports siblings of references that the specification ignores.
pub(super) fn check(
    version: Version,
    links: &[Link],
    root: &Value,
    origins: &Origins,
    report: &mut Report,
) {
    match version {
        Version::V2 | Version::V3_0 => {}
        Version::V3_1 | Version::V3_2 => return,
    }
    for link in links {
        let Some(at) = link.object() else {
            continue;
        };
        let Some(Value::Object(members)) = look_up(root, &at) else {
            continue;
        };
        if members.len() < 2 || is_path_item(&at) {
            continue;
        }
        let target = follow(root, &link.to);
        let lost: Vec<&String> = members
            .iter()
            .filter(|(key, value)| is_lost(key, value, target))
            .map(|(key, _)| key)
            .collect();
        let names: Vec<String> = lost.iter().map(|key| format!("`{key}`")).collect();
        let message = match &names[..] {
            [] => continue,
            [only] => format!("{only} beside `$ref` has no effect"),
            [names @ .., last] => {
                let names = names.join(", ");
                format!("{names} and {last} beside `$ref` have no effect")
            }
        };
        let mut diagnostic = Diagnostic::new(codes::IGNORED_SIBLING, message);
        for (index, key) in lost.iter().take(MAX_LABELS).enumerate() {
            let text = match index {
                0 => "ignored here",
                _ => "and here",
            };
            diagnostic = diagnostic.label(origins.origin(&at.join(key)).place(), text);
        }
        report.push(diagnostic);
    }
}

/// Returns whether a sibling of a reference says something that its target does not.
fn is_lost(key: &str, value: &Value, target: Option<&Map<String, Value>>) -> bool {
    if !SHAPING.contains(&key) {
        return false;
    }
    let said = |key: &str| target.and_then(|target| target.get(key));
    match (key, said(key)) {
        (_, Some(said)) => said != value,
        ("type", None) => IMPLYING.iter().all(|key| said(key).is_none()),
        // Empty lists and objects, `false` and the like are what a keyword is that is not there.
        (_, None) => !is_empty(value),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(members) => members.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Returns whether a node is a path item, by where it is: below a path, or a name of a webhook or an
/// expression of a callback.
fn is_path_item(at: &Pointer) -> bool {
    let tokens: Vec<String> = at.tokens().collect();
    match &tokens[..] {
        [.., last] if last.starts_with('/') => true,
        [.., holder, _] if matches!(holder.as_str(), "x-webhooks" | "webhooks" | "pathItems") => {
            true
        }
        [.., callbacks, _, _] => callbacks == "callbacks",
        _ => false,
    }
}

/// Returns the object that has content, at the end of the `$ref`s from a pointer on.
fn follow<'v>(root: &'v Value, pointer: &Pointer) -> Option<&'v Map<String, Value>> {
    let mut node = look_up(root, pointer)?;
    for _ in 0..MAX_REFERENCES {
        let Some(text) = node.get("$ref").and_then(Value::as_str) else {
            break;
        };
        let next = reference::fragment(text.strip_prefix('#')?).ok()?;
        node = look_up(root, &next)?;
    }
    node.as_object()
}
