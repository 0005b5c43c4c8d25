//! What an overlay says.
//!
//! The tree of an overlay file enters, its actions leave in order; nothing is applied. Every fault is
//! reported, not only the first.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Place, Pointer, Report, SourceId, codes};

/// An overlay (section Overlay Object).
#[derive(Debug)]
pub(super) struct Overlay<'v> {
    /// The version that it is written for.
    pub(super) edition: Edition,
    /// What it does, in order; at least one action.
    pub(super) actions: Vec<Action<'v>>,
}

/// A version of the Overlay Specification; patch versions do not differ in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edition {
    /// 1.0: targets are objects and arrays.
    V1_0,
    /// 1.1: targets may be plain values, and there is `copy`.
    V1_1,
}

/// One action (section Action Object).
#[derive(Debug)]
pub(super) struct Action<'v> {
    /// The JSONPath query of the nodes to change.
    pub(super) target: &'v str,
    /// What to do with them.
    pub(super) change: Change<'v>,
    /// Where the action is in the overlay.
    pub(super) pointer: Pointer,
}

/// What an action does.
#[derive(Debug)]
pub(super) enum Change<'v> {
    /// Merges a value into each target.
    Update(&'v Value),
    /// Merges the node that a JSONPath query selects into each target.
    Copy(&'v str),
    /// Removes each target from what holds it.
    Remove,
}

impl<'v> Overlay<'v> {
    /// Reads the tree of an overlay file; `None` when an error was reported.
    pub(super) fn read(value: &'v Value, source: SourceId, report: &mut Report) -> Option<Self> {
        let reader = Reader { source };
        let root = Pointer::root();
        let (overlay, faults) = reader.overlay(value, &root);
        let valid = faults.is_empty();
        for fault in faults {
            report.push(fault);
        }
        overlay.filter(|_| valid)
    }
}

struct Reader {
    source: SourceId,
}

impl Reader {
    fn overlay<'v>(
        &self,
        value: &'v Value,
        root: &Pointer,
    ) -> (Option<Overlay<'v>>, Vec<Diagnostic>) {
        let Some(members) = value.as_object() else {
            return (None, vec![self.invalid(root, "an overlay is an object")]);
        };
        let edition = match self.edition(members, root) {
            Ok(edition) => edition,
            // Without the version, nothing else can be judged.
            Err(fault) => return (None, vec![fault]),
        };
        let mut faults = self.info(members, root);
        let pointer = root.join("actions");
        let mut actions = Vec::new();
        match members.get("actions") {
            Some(Value::Array(items)) if !items.is_empty() => {
                for (index, item) in items.iter().enumerate() {
                    match self.action(item, edition, pointer.join(index)) {
                        Ok(action) => actions.push(action),
                        Err(fault) => faults.push(fault),
                    }
                }
            }
            Some(_) => {
                faults.push(self.invalid(&pointer, "`actions` is a list with at least one action"))
            }
            None => faults.push(self.invalid(root, "this overlay has no `actions`")),
        }
        (Some(Overlay { edition, actions }), faults)
    }

    fn edition(&self, members: &Map<String, Value>, root: &Pointer) -> Result<Edition, Diagnostic> {
        let pointer = root.join("overlay");
        match members.get("overlay") {
            Some(Value::String(version)) => {
                let mut parts = version.split('.');
                match (parts.next(), parts.next()) {
                    (Some("1"), Some("0")) => Ok(Edition::V1_0),
                    (Some("1"), Some("1")) => Ok(Edition::V1_1),
                    _ => Err(Diagnostic::new(
                        codes::UNSUPPORTED_OVERLAY_VERSION,
                        format!("overlays of version `{version}` are not supported"),
                    )
                    .at(Place::node(self.source, pointer).value())),
                }
            }
            Some(_) => Err(self.invalid(
                &pointer,
                "the value of `overlay` is a version in quotes, such as \"1.0.0\"",
            )),
            None => Err(self.invalid(root, "this is not an overlay: it has no `overlay` key")),
        }
    }

    fn info(&self, members: &Map<String, Value>, root: &Pointer) -> Vec<Diagnostic> {
        let pointer = root.join("info");
        let Some(info) = members.get("info") else {
            return vec![self.invalid(root, "this overlay has no `info`")];
        };
        ["title", "version"]
            .into_iter()
            .filter(|name| info.get(name).is_none())
            .map(|name| {
                self.invalid(
                    &pointer,
                    format!("the `info` of this overlay has no `{name}`"),
                )
            })
            .collect()
    }

    fn action<'v>(
        &self,
        value: &'v Value,
        edition: Edition,
        pointer: Pointer,
    ) -> Result<Action<'v>, Diagnostic> {
        let Some(members) = value.as_object() else {
            return Err(self.invalid(&pointer, "an action is an object"));
        };
        let target = match members.get("target") {
            Some(Value::String(target)) => target,
            Some(_) => {
                return Err(self.invalid(&pointer.join("target"), "a `target` is a JSONPath query"));
            }
            None => return Err(self.invalid(&pointer, "this action has no `target`")),
        };
        let change = self.change(members, edition, &pointer)?;
        Ok(Action {
            target,
            change,
            pointer,
        })
    }

    fn change<'v>(
        &self,
        members: &'v Map<String, Value>,
        edition: Edition,
        pointer: &Pointer,
    ) -> Result<Change<'v>, Diagnostic> {
        match members.get("remove") {
            // What else the action says has no effect then.
            Some(Value::Bool(true)) => return Ok(Change::Remove),
            Some(Value::Bool(false)) | None => {}
            Some(_) => {
                return Err(self.invalid(&pointer.join("remove"), "`remove` is `true` or `false`"));
            }
        }
        match (members.get("update"), members.get("copy")) {
            (Some(_), Some(_)) => Err(self.invalid(
                &pointer.join("copy"),
                "an action has `update` or `copy`, not both",
            )),
            (Some(update), None) => Ok(Change::Update(update)),
            (None, Some(_)) if edition == Edition::V1_0 => Err(self
                .invalid(
                    &pointer.join("copy"),
                    "overlays of version 1.0 have no `copy`",
                )
                .help("Declare `overlay: 1.1.0`.")),
            (None, Some(Value::String(query))) => Ok(Change::Copy(query)),
            (None, Some(_)) => Err(self.invalid(
                &pointer.join("copy"),
                "the value of `copy` is a JSONPath query",
            )),
            (None, None) => Err(self.invalid(
                pointer,
                "this action has none of `update`, `copy` and `remove: true`",
            )),
        }
    }

    fn invalid(&self, pointer: &Pointer, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(codes::INVALID_OVERLAY, message)
            .at(Place::node(self.source, pointer.clone()))
    }
}
