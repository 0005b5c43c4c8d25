//! The document that leaves the load stage.

use std::path::{Path, PathBuf};

use serde_json::Value;

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
        let mut node = &self.root;
        for token in pointer.escaped_tokens() {
            node = match node {
                Value::Object(members) if !token.contains('~') => members.get(token)?,
                Value::Object(members) => members.get(&Pointer::unescape(token))?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?)?,
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => return None,
            };
        }
        Some(node)
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
