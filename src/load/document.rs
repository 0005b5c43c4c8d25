//! stub
use crate::diagnostic::*;
use serde_json::Value;
/// stub
#[derive(Debug)]
pub struct Document {
    root: Value,
    source: SourceId,
}
impl Document {
    /// stub
    pub fn new(root: Value, source: SourceId) -> Self {
        Self { root, source }
    }
    /// stub
    pub fn root(&self) -> &Value {
        &self.root
    }
    /// stub
    pub fn get(&self, pointer: &Pointer) -> Option<&Value> {
        self.root.pointer(pointer.as_str())
    }
    /// stub
    pub fn place(&self, pointer: &Pointer) -> Place {
        Place::node(self.source, pointer.clone())
    }
    /// stub
    pub fn resolve_reference(&self, reference: &str) -> Option<Pointer> {
        Pointer::parse(reference.strip_prefix('#')?)
    }
}
