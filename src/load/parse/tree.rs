//! Builds a value tree from what a serde parser announces.
//!
//! Serde events of JSON or YAML enter, one [`Value`] leaves. Faults that leave the tree intact are
//! collected on the way; a path to a fault is put together only once there is one, while the
//! recursion returns, so that a document without faults pays nothing for it.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::super::format::Format;
use super::{MAX_COPIED, MAX_DEPTH, MAX_KEY, MAX_NODES};
use crate::diagnostic::Pointer;

/// More faults than this in one file are not worth their memory.
const MAX_FAULTS: usize = 1_000;

/// What is known of a tree while it is built.
pub(super) struct Tree {
    format: Format,
    nodes: usize,
    /// How many bytes the texts of the tree may have together.
    bytes: usize,
    faults: Vec<Fault>,
    limit: Option<Limit>,
}

/// A bound that a document overstepped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Limit {
    /// [`MAX_DEPTH`].
    Depth,
    /// [`MAX_NODES`].
    Nodes,
}

/// Something that JSON does not know, or that nobody can have meant.
#[derive(Debug)]
pub(super) struct Fault {
    /// What it is.
    pub(super) kind: FaultKind,
    /// The keys and indices that lead there, the last one first.
    path: Vec<String>,
}

/// A kind of fault.
#[derive(Debug)]
pub(super) enum FaultKind {
    /// A key that this object already has, for the `occurrence`-th time after the first.
    DuplicateKey { occurrence: usize },
    /// A key of more than [`MAX_KEY`] bytes.
    LongKey,
    /// Infinity or not-a-number.
    NotFinite,
    /// A merge key whose value is not made of objects.
    InvalidMerge,
    /// A tag of an application, without its `!`.
    Tag(String),
}

impl Fault {
    /// Returns where it is.
    pub(super) fn pointer(&self) -> Pointer {
        self.path
            .iter()
            .rev()
            .fold(Pointer::root(), |pointer, token| pointer.join(token))
    }
}

impl Tree {
    /// Returns an empty tree; in YAML `<<` merges, and aliases make more nodes than are written.
    pub(super) fn new(format: Format, text: &str) -> Self {
        Self {
            format,
            nodes: 0,
            bytes: text.len().saturating_add(MAX_COPIED),
            faults: Vec::new(),
            limit: None,
        }
    }

    /// Returns the seed that builds the root.
    pub(super) fn root(&mut self) -> Node<'_> {
        Node {
            tree: self,
            depth: 0,
        }
    }

    /// Returns the limit that made the parser stop, if one did.
    pub(super) fn limit(&self) -> Option<Limit> {
        self.limit
    }

    /// Returns the faults, in the order of the document.
    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    fn fault(&mut self, kind: FaultKind, path: Vec<String>) {
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { kind, path });
        }
    }

    /// Tells the faults that a child had which child that was.
    fn name_child(&mut self, known: usize, token: impl Fn() -> String) {
        for fault in &mut self.faults[known..] {
            fault.path.push(token());
        }
    }

    /// Counts a text; JSON has none that is not written.
    fn count<E: Error>(&mut self, text: &str) -> Result<(), E> {
        if self.format == Format::Yaml {
            match self.bytes.checked_sub(text.len()) {
                Some(rest) => self.bytes = rest,
                None => return Err(self.stop(Limit::Nodes)),
            }
        }
        Ok(())
    }

    fn stop<E: Error>(&mut self, limit: Limit) -> E {
        self.limit = Some(limit);
        E::custom("limit")
    }
}

/// Builds one value.
pub(super) struct Node<'t> {
    tree: &'t mut Tree,
    depth: usize,
}

impl Node<'_> {
    fn child(&mut self) -> Node<'_> {
        Node {
            tree: self.tree,
            depth: self.depth + 1,
        }
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        if self.depth >= MAX_DEPTH {
            return Err(self.tree.stop(Limit::Depth));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.tree.nodes += 1;
        if self.tree.nodes > MAX_NODES && self.tree.format == Format::Yaml {
            return Err(self.tree.stop(Limit::Nodes));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        match Number::from_f64(value) {
            Some(number) => Ok(Value::Number(number)),
            None => {
                self.tree.fault(FaultKind::NotFinite, Vec::new());
                Ok(Value::Null)
            }
        }
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.tree.count(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.tree.count(&value)?;
        Ok(Value::String(value))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut items = Vec::new();
        loop {
            let known = self.tree.faults.len();
            let Some(item) = access.next_element_seed(self.child())? else {
                return Ok(Value::Array(items));
            };
            self.tree.name_child(known, || items.len().to_string());
            items.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut access: A) -> Result<Value, A::Error> {
        self.enter()?;
        let mut members = Map::new();
        let mut repeats: BTreeMap<String, usize> = BTreeMap::new();
        while let Some(key) = access.next_key_seed(Key)? {
            self.tree.count(&key)?;
            let known = self.tree.faults.len();
            let value = access.next_value_seed(self.child())?;
            if key.len() > MAX_KEY {
                self.tree.fault(FaultKind::LongKey, vec![key]);
                continue;
            }
            self.tree.name_child(known, || key.clone());
            match members.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let key = entry.key().clone();
                    let repeat = repeats.entry(key.clone()).or_insert(0);
                    *repeat += 1;
                    let occurrence = *repeat;
                    self.tree
                        .fault(FaultKind::DuplicateKey { occurrence }, vec![key]);
                }
            }
        }
        if self.tree.format == Format::Yaml
            && let Some(merged) = members.shift_remove(MERGE_KEY)
            && !merge(&mut members, merged)
        {
            self.tree
                .fault(FaultKind::InvalidMerge, vec![MERGE_KEY.to_owned()]);
        }
        Ok(Value::Object(members))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        // YAML parsers announce a tagged value as a variant that is called like the tag.
        let (tag, variant) = access.variant_seed(Key)?;
        self.tree.fault(FaultKind::Tag(tag), Vec::new());
        variant.newtype_variant_seed(self)
    }
}

/// The key of YAML whose value is merged into the object that holds it.
pub(in crate::load) const MERGE_KEY: &str = "<<";

/// Adds the members that an object does not have itself; of several objects the first wins.
fn merge(members: &mut Map<String, Value>, merged: Value) -> bool {
    let objects = match merged {
        Value::Array(items) => items,
        other => vec![other],
    };
    let mut valid = true;
    for object in objects {
        let Value::Object(object) = object else {
            valid = false;
            continue;
        };
        for (key, value) in object {
            members.entry(key).or_insert(value);
        }
    }
    valid
}

/// Reads a key as text, whatever YAML would make of it elsewhere: `200:` is `"200"`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is plain text")
    }

    fn visit_str<E>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E>(self, key: String) -> Result<String, E> {
        Ok(key)
    }
}
