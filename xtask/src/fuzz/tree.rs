//! Mutations of documents that stay documents: nodes go, come twice, change places, names and types,
//! references lead elsewhere, schemas are wrapped in schemas.

use serde_json::{Map, Value, json};

use super::{random::Random, words};

/// How often a schema is wrapped at most; deeper than every limit on the way.
const MAX_WRAPS: usize = 45;

/// Returns a tree that is like `tree`, with parts of `other` perhaps.
pub(super) fn mutate(random: &mut Random, tree: &Value, other: &Value) -> Value {
    let mut tree = tree.clone();
    for _ in 0..=random.below(6) {
        step(random, &mut tree, other);
    }
    tree
}

fn step(random: &mut Random, tree: &mut Value, other: &Value) {
    let pointers = pointers(tree);
    let at = random.pick(&pointers).clone();
    match random.below(13) {
        0 => remove(tree, &at),
        1 => set(tree, &at, words::value(random)),
        2 => rename(random, tree, &at),
        3 => {
            let copy = node(tree, pick(random, &pointers));
            set(tree, &at, copy);
        }
        4 => {
            let all = self::pointers(other);
            let copy = node(other, pick(random, &all));
            set(tree, &at, copy);
        }
        5 => {
            let to = random.pick(&pointers).clone();
            let (one, two) = (node(tree, &at), node(tree, &to));
            set(tree, &at, two);
            set(tree, &to, one);
        }
        6 => repeat(random, tree, &at),
        7 | 8 => retarget(random, tree, &pointers),
        9 => wrap(random, tree, &at),
        10 => {
            let value = match random.one_in(2) {
                true => words::value(random),
                false => node(tree, pick(random, &pointers)),
            };
            if let Some(Value::Object(members)) = tree.pointer_mut(&at) {
                members.insert((*random.pick(&words::KEYWORDS)).to_owned(), value);
            }
        }
        11 => version(random, tree),
        _ => {
            let strings: Vec<&String> = pointers
                .iter()
                .filter(|at| tree.pointer(at).is_some_and(Value::is_string))
                .collect();
            if !strings.is_empty() {
                let at = (*random.pick(&strings)).clone();
                set(tree, &at, Value::String(words::text(random)));
            }
        }
    }
}

fn pick<'p>(random: &mut Random, pointers: &'p [String]) -> &'p str {
    random.pick::<String>(pointers)
}

/// Returns the pointers to all nodes of a tree.
pub(super) fn pointers(tree: &Value) -> Vec<String> {
    let mut pointers = vec![String::new()];
    let mut index = 0;
    while let Some(at) = pointers.get(index).cloned() {
        index += 1;
        match tree.pointer(&at) {
            Some(Value::Object(members)) => pointers.extend(
                members
                    .keys()
                    .map(|key| format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"))),
            ),
            Some(Value::Array(items)) => {
                pointers.extend((0..items.len()).map(|index| format!("{at}/{index}")));
            }
            Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) | None => {}
        }
        if pointers.len() > 20_000 {
            break;
        }
    }
    pointers
}

fn node(tree: &Value, at: &str) -> Value {
    tree.pointer(at).cloned().unwrap_or_default()
}

fn set(tree: &mut Value, at: &str, value: Value) {
    if let Some(node) = tree.pointer_mut(at) {
        *node = value;
    }
}

/// Returns the node around a node, and the last token.
fn parent<'t>(tree: &'t mut Value, at: &str) -> Option<(&'t mut Value, String)> {
    let (around, token) = at.rsplit_once('/')?;
    let token = token.replace("~1", "/").replace("~0", "~");
    Some((tree.pointer_mut(around)?, token))
}

/// Removes a node.
pub(super) fn remove(tree: &mut Value, at: &str) {
    match parent(tree, at) {
        Some((Value::Object(members), token)) => {
            members.shift_remove(&token);
        }
        Some((Value::Array(items), token)) => {
            if let Ok(index) = token.parse::<usize>()
                && index < items.len()
            {
                items.remove(index);
            }
        }
        Some(_) | None => {}
    }
}

fn rename(random: &mut Random, tree: &mut Value, at: &str) {
    if let Some((Value::Object(members), token)) = parent(tree, at) {
        let name = words::text(random);
        let renamed: Map<String, Value> = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| match key == token {
                true => (name.clone(), value),
                false => (key, value),
            })
            .collect();
        *members = renamed;
    }
}

fn repeat(random: &mut Random, tree: &mut Value, at: &str) {
    let copy = node(tree, at);
    match parent(tree, at) {
        Some((Value::Object(members), token)) => {
            let name = match random.below(4) {
                0 => token.to_uppercase(),
                1 => format!("{token}_"),
                2 => format!("{token}2"),
                _ => words::text(random),
            };
            members.insert(name, copy);
        }
        Some((Value::Array(items), _)) => {
            let place = random.below(items.len() + 1);
            items.insert(place, copy);
        }
        Some(_) | None => {}
    }
}

/// Lets a reference lead to any node, or makes a node a reference.
fn retarget(random: &mut Random, tree: &mut Value, pointers: &[String]) {
    let references: Vec<&String> = pointers.iter().filter(|at| at.ends_with("/$ref")).collect();
    let schemas: Vec<&String> = pointers
        .iter()
        .filter(|at| at.starts_with("/components/schemas/") || at.starts_with("/definitions/"))
        .collect();
    let target = match (random.below(8), schemas.is_empty()) {
        (0, _) => words::text(random),
        (1, _) => format!("#{}", random.pick(pointers)),
        (_, true) => format!("#{}", random.pick(pointers)),
        (_, false) => format!("#{}", random.pick(&schemas)),
    };
    if references.is_empty() || random.one_in(3) {
        let at = random.pick(pointers).clone();
        set(tree, &at, json!({ "$ref": target }));
    } else {
        let at = (*random.pick(&references)).clone();
        set(tree, &at, Value::String(target));
    }
}

/// Puts a node into schemas that hold it.
fn wrap(random: &mut Random, tree: &mut Value, at: &str) {
    let kind = random.below(9);
    let mut value = node(tree, at);
    for _ in 0..=random.below(MAX_WRAPS) {
        value = match kind {
            0 => json!({ "type": "array", "items": value }),
            1 => json!({ "allOf": [value] }),
            2 => json!({ "oneOf": [value, { "type": "string" }] }),
            3 => json!({ "anyOf": [value, { "type": "object", "properties": {} }] }),
            4 => json!({ "type": "object", "properties": { "a": value } }),
            5 => json!({ "additionalProperties": value }),
            6 => json!({ "allOf": [value, { "properties": { "b": { "type": "string" } } }] }),
            7 => json!([value]),
            _ => json!({ "a": value }),
        };
    }
    set(tree, at, value);
}

fn version(random: &mut Random, tree: &mut Value) {
    if let Value::Object(members) = tree {
        members.shift_remove("swagger");
        members.shift_remove("openapi");
        let (key, version) = *random.pick(&[
            ("openapi", "3.0.3"),
            ("openapi", "3.1.0"),
            ("openapi", "3.2.0"),
            ("swagger", "2.0"),
        ]);
        members.insert(key.to_owned(), version.into());
    }
}
