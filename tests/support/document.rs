//! The document that the Authlete SDK is made from, read by the tests for themselves.
//!
//! Only the load stage of the generator is used, to apply the overlay; how the generator
//! understands what it loads is what the tests check, so none of that is used here.

use std::path::{Path, PathBuf};

use sdkwright::diagnostic::{Report, Sources};
use sdkwright::load::{Input, load};
use serde_json::{Map, Value};

/// The document.
pub(crate) struct Document {
    pub(crate) root: Value,
}

/// Returns the path of a file of this repository.
pub(crate) fn file(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

impl Document {
    /// Reads the document with overlays.
    pub(crate) fn load(overlays: &[PathBuf]) -> Self {
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let input = Input::Path(file("specs/authlete.yaml"));
        let document = load(&input, overlays, &mut sources, &mut report);
        let document = document.expect("the document of this repository can be loaded");
        Self {
            root: document.root().clone(),
        }
    }

    /// Follows `$ref`s to what is meant.
    pub(crate) fn resolve<'d>(&'d self, mut node: &'d Value) -> &'d Value {
        while let Some(reference) = node.get("$ref").and_then(Value::as_str) {
            let pointer = reference.strip_prefix('#').expect("a reference is local");
            let target = self.root.pointer(pointer);
            node = target.expect("a reference leads somewhere");
        }
        node
    }
}

pub(crate) fn object(node: &Value) -> &Map<String, Value> {
    node.as_object().expect("an object stands here")
}

pub(crate) fn array(node: &Value) -> &Vec<Value> {
    node.as_array().expect("a list stands here")
}

pub(crate) fn text(node: &Value) -> &str {
    node.as_str().expect("a text stands here")
}
