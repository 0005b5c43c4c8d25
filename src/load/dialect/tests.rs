//! Each rewriting as a table: what enters, what leaves.

mod nonsense;
mod v2;
mod v31;
mod v32;

use serde_json::{Value, json};

use super::super::origins::Origins;
use super::super::version::version;
use super::{resolve_names, upgrade};
use crate::diagnostic::{Place, Pointer, Report, Sources};

/// A tree after its rewriting, with what was said and where its nodes come from.
struct Upgraded {
    root: Value,
    origins: Origins,
    report: Report,
}

fn upgraded(document: Value) -> Upgraded {
    let mut sources = Sources::default();
    let mut root = document;
    let mut origins = Origins::new(sources.add("api.yaml", ""));
    let mut report = Report::default();
    let version = version(&root).unwrap();
    resolve_names(version, &mut root, &origins, &mut report);
    upgrade(version, &mut root, &mut origins, &mut report);
    Upgraded {
        root,
        origins,
        report,
    }
}

impl Upgraded {
    /// Returns where the node at a pointer of the new tree was before.
    fn origin(&self, pointer: &str) -> String {
        let pointer = Pointer::parse(pointer).unwrap();
        assert!(self.root.pointer(pointer.as_str()).is_some(), "{pointer}");
        let origin = self.origins.origin(&pointer);
        origin.pointer.as_str().to_owned()
    }

    fn findings(&self) -> Vec<String> {
        let place = |place: &Place| match place {
            Place::Node { pointer, .. } | Place::Value { pointer, .. } => pointer.to_string(),
            Place::Source(_) | Place::Position { .. } => String::new(),
        };
        self.report
            .diagnostics()
            .iter()
            .map(|it| format!("{} {}", it.code.name, place(&it.labels[0].place)))
            .collect()
    }
}

/// Returns a document of a version with these schemas.
fn with_schemas(version: &str, schemas: Value) -> Value {
    match version {
        "2.0" => json!({"swagger": "2.0", "paths": {}, "definitions": schemas}),
        version => json!({"openapi": version, "paths": {}, "components": {"schemas": schemas}}),
    }
}

fn schema(version: &str, schema: Value) -> Value {
    let document = upgraded(with_schemas(version, json!({"A": schema, "B": {}})));
    document.root["components"]["schemas"]["A"].clone()
}
