//! `consumes` and `produces`, of the document and of the operation at hand.

use serde_json::{Map, Value};

/// No API offers more media types than this for one body; hostile documents do.
const MAX_TYPES: usize = 32;

/// The media types that bodies have where nothing else is said.
#[derive(Debug, Default)]
pub(in crate::load::dialect) struct MediaTypes {
    consumes: Vec<String>,
    produces: Vec<String>,
    own_consumes: Option<Vec<String>>,
    own_produces: Option<Vec<String>>,
}

impl MediaTypes {
    /// Returns those of a document.
    pub(in crate::load::dialect) fn of(root: &Value) -> Self {
        let global = |key: &str| root.get(key).and_then(list).unwrap_or_default();
        Self {
            consumes: global("consumes"),
            produces: global("produces"),
            own_consumes: None,
            own_produces: None,
        }
    }

    /// Heeds those of an operation.
    pub(in crate::load::dialect) fn enter(&mut self, operation: &Map<String, Value>) {
        self.own_consumes = operation.get("consumes").and_then(list);
        self.own_produces = operation.get("produces").and_then(list);
    }

    /// Heeds those of the document again.
    pub(super) fn leave(&mut self) {
        (self.own_consumes, self.own_produces) = (None, None);
    }

    /// Returns what requests are written in; empty where nothing is said.
    pub(super) fn consumes(&self) -> &[String] {
        self.own_consumes.as_deref().unwrap_or(&self.consumes)
    }

    /// Returns what responses are written in; empty where nothing is said.
    pub(super) fn produces(&self) -> &[String] {
        self.own_produces.as_deref().unwrap_or(&self.produces)
    }
}

fn list(value: &Value) -> Option<Vec<String>> {
    let mut types: Vec<String> = Vec::new();
    for media_type in value.as_array()?.iter().filter_map(Value::as_str) {
        if !types.iter().any(|known| known == media_type) {
            types.push(media_type.to_owned());
        }
        if types.len() == MAX_TYPES {
            break;
        }
    }
    Some(types)
}
