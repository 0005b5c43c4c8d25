//! The document that leaves the load stage.

use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

use super::origins::Origins;
use super::reference;
use crate::diagnostic::{Place, Pointer};

/// The key of the root under which the files are kept that a document refers to, an array in the
/// order in which they were met.
pub const FILES_KEY: &str = "x-sdkwright-files";

/// One whole document: overlays applied, referred files bundled in.
///
/// Every `$ref` that can be reached from its root, outside of examples and other data, starts with
/// `#` and leads to a node of it, and no chain of `$ref`s comes back to where it began.
#[derive(Clone, Debug)]
pub struct Document {
    root: Value,
    files: Vec<PathBuf>,
    origins: Origins,
}

impl Document {
    pub(super) fn new(root: Value, files: Vec<PathBuf>, origins: Origins) -> Self {
        Self {
            root,
            files,
            origins,
        }
    }

    /// Returns the tree.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// Returns every file that was read: the document, its overlays, the files it refers to.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Returns the path of a file that is kept under [`FILES_KEY`], by its number there.
    pub fn bundled(&self, number: usize) -> Option<&Path> {
        let bundled = self.root.get(FILES_KEY)?.as_array()?.len();
        let path = self
            .files
            .get(self.files.len().checked_sub(bundled)? + number)?;
        Some(path)
    }

    /// Returns a node of the tree.
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        look_up(&self.root, pointer)
    }

    /// Returns where a node of the tree was written: its key, or itself for items.
    pub fn place(&self, pointer: &Pointer) -> Place {
        self.origins.origin(pointer).place()
    }

    /// Returns the pointer that a `$ref` such as `#/components/schemas/Pet` is, or `None` where the
    /// text is no reference into this document. Whether the node exists is for [`Document::get`].
    pub fn resolve_reference(&self, reference: &str) -> Option<Pointer> {
        reference::fragment(reference.strip_prefix('#')?).ok()
    }
}

/// Returns a node of a tree.
pub(super) fn look_up<'v>(root: &'v Value, pointer: &Pointer) -> Option<&'v Value> {
    let mut node = root;
    // Asked once, not for each token: most pointers have none.
    let has_escapes = pointer.as_str().contains('~');
    for token in pointer.escaped_tokens() {
        node = match node {
            Value::Object(members) if has_escapes && token.contains('~') => {
                find(members, &Pointer::unescape(token))?
            }
            Value::Object(members) => find(members, token)?,
            Value::Array(items) => items.get(index(token)?)?,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
        };
    }
    Some(node)
}

/// Returns the index that a token is (RFC 6901 section 4): digits, and no zero before others.
fn index(token: &str) -> Option<usize> {
    match token.as_bytes() {
        [b'0'] | [b'1'..=b'9', ..] => token.parse().ok(),
        _ => None,
    }
}

/// An object of more members than this is asked by hash.
const FEW: usize = 12;

/// Returns a member of an object. Most objects of documents are schemas with few members, which are looked
/// through faster than a key is hashed, and which are asked for all keywords there are.
pub(crate) fn find<'m>(members: &'m Map<String, Value>, key: &str) -> Option<&'m Value> {
    match members.len() <= FEW {
        true => members
            .iter()
            .find_map(|(name, value)| (name == key).then_some(value)),
        false => members.get(key),
    }
}

/// Returns a member of a node; `None` where it is no object, too.
pub(crate) fn member<'m>(node: &'m Value, key: &str) -> Option<&'m Value> {
    match node {
        Value::Object(members) => find(members, key),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{FEW, find, member};

    #[test]
    fn members_are_found_among_few_and_among_many() {
        for count in [0, 1, FEW, FEW + 1, 100] {
            let members: serde_json::Map<String, Value> = (0..count)
                .map(|index| (index.to_string(), json!(index)))
                .collect();
            for index in 0..count {
                assert_eq!(find(&members, &index.to_string()), Some(&json!(index)));
            }
            assert_eq!(find(&members, "other"), None);
            assert_eq!(member(&Value::Object(members), "other"), None);
        }
        assert_eq!(member(&json!([1]), "0"), None);
    }
}
