//! Applies overlays (OpenAPI Overlay Specification 1.0 and 1.1).
//!
//! Overlay files and a tree enter, the tree leaves changed, action by action in order. An action that
//! cannot be applied to all of its targets changes none of them. Nodes that an overlay brings are
//! recorded with their place in the overlay, so that what is said of them later points there.

mod action;
mod merge;
mod target;

use std::path::PathBuf;

use serde_json::Value;

use super::origins::{Origin, Origins};
use super::parse::{self, MAX_DEPTH};
use super::source::{self, Input};
use crate::diagnostic::{Diagnostic, Place, Pointer, Report, SourceId, Sources, codes};
use action::{Action, Change, Edition, Overlay};

/// The greatest number of values that all overlays together may add.
const MAX_NODES: usize = 500_000;

/// Applies overlays in order.
pub(super) fn apply(
    paths: &[PathBuf],
    root: &mut Value,
    origins: &mut Origins,
    sources: &mut Sources,
    report: &mut Report,
) {
    if !paths.is_empty() && !cfg!(feature = "overlay") {
        report.push(Diagnostic::new(
            codes::OVERLAY_UNAVAILABLE,
            "this sdkwright cannot apply overlays: it was compiled without the feature `overlay`",
        ));
        return;
    }
    let mut stage = Application {
        root,
        origins,
        report,
        nodes: 0,
    };
    for path in paths {
        let source = match source::read(&Input::Path(path.clone()), sources) {
            Ok(source) => source,
            Err(diagnostic) => {
                stage.report.push(diagnostic);
                continue;
            }
        };
        let Some(value) = parse::parse(source, sources, stage.report) else {
            continue;
        };
        let Some(overlay) = Overlay::read(&value, source, stage.report) else {
            continue;
        };
        for action in &overlay.actions {
            if let Err(diagnostic) = stage.act(action, overlay.edition, source) {
                stage.report.push(diagnostic);
                // Later actions count on the earlier ones; their faults would be echoes.
                return;
            }
        }
    }
}

struct Application<'a> {
    root: &'a mut Value,
    origins: &'a mut Origins,
    report: &'a mut Report,
    /// How many nodes overlays have brought so far.
    nodes: usize,
}

impl Application<'_> {
    fn act(
        &mut self,
        action: &Action<'_>,
        edition: Edition,
        source: SourceId,
    ) -> Result<(), Diagnostic> {
        let target_place = field(source, &action.pointer, "target");
        let targets = target::select(action.target, self.root)
            .map_err(|error| error.diagnostic(action.target, target_place.clone()))?;
        if targets.is_empty() {
            self.report.push(
                Diagnostic::new(
                    codes::OVERLAY_MATCHES_NOTHING,
                    format!("`{}` matches nothing in the document", action.target),
                )
                .at(target_place),
            );
            return Ok(());
        }
        if edition == Edition::V1_0 {
            self.refuse_primitives(&targets, &target_place)?;
        }
        match &action.change {
            Change::Remove => self.remove(&targets, &target_place),
            Change::Update(value) => self.merge(&targets, value, &action.pointer, "update", source),
            Change::Copy(from) => {
                let place = field(source, &action.pointer, "copy");
                let value = self.copied(from, place)?;
                self.merge(&targets, &value, &action.pointer, "copy", source)
            }
        }
    }

    /// Returns the one node that a `copy` selects.
    fn copied(&self, query: &str, place: Place) -> Result<Value, Diagnostic> {
        let selected = target::select(query, self.root)
            .map_err(|error| error.diagnostic(query, place.clone()))?;
        match selected.as_slice() {
            [pointer] => Ok(self
                .root
                .pointer(pointer.as_str())
                .cloned()
                .unwrap_or_default()),
            _ => Err(Diagnostic::new(
                codes::INCOMPATIBLE_OVERLAY,
                format!("`{query}` selects {} nodes, not one", selected.len()),
            )
            .at(place)
            .help("Narrow the query of `copy` to one node.")),
        }
    }

    /// Version 1.0 selects objects and arrays only.
    fn refuse_primitives(&self, targets: &[Pointer], place: &Place) -> Result<(), Diagnostic> {
        let primitive = targets.iter().find(|pointer| {
            self.root
                .pointer(pointer.as_str())
                .is_some_and(|node| !node.is_object() && !node.is_array())
        });
        match primitive {
            Some(pointer) => Err(Diagnostic::new(
                codes::INCOMPATIBLE_OVERLAY,
                "overlays of version 1.0 cannot select plain values",
            )
            .label(place.clone(), "selects a plain value")
            .label(self.place(pointer).value(), "this one")
            .help("Declare `overlay: 1.1.0`, or select the object that holds the value.")),
            None => Ok(()),
        }
    }

    fn merge(
        &mut self,
        targets: &[Pointer],
        value: &Value,
        action: &Pointer,
        name: &str,
        source: SourceId,
    ) -> Result<(), Diagnostic> {
        let origin = Origin {
            source,
            pointer: action.join(name),
        };
        let mismatch = targets.iter().find_map(|pointer| {
            let node = self.root.pointer(pointer.as_str())?;
            merge::mismatch(node, value, pointer, &origin)
        });
        if let Some(mismatch) = mismatch {
            return Err(Diagnostic::new(
                codes::INCOMPATIBLE_OVERLAY,
                format!("{} cannot be merged into {}", mismatch.new, mismatch.old),
            )
            .label(mismatch.origin.place(), mismatch.new)
            .label(self.place(&mismatch.pointer), mismatch.old));
        }
        self.check_size(targets, value, &origin)?;
        for pointer in targets {
            if let Some(node) = self.root.pointer_mut(pointer.as_str()) {
                merge::merge(node, value, pointer, &origin, self.origins);
            }
        }
        Ok(())
    }

    /// Keeps overlays, which can copy what they copied, from growing a document without bounds.
    fn check_size(
        &mut self,
        targets: &[Pointer],
        value: &Value,
        origin: &Origin,
    ) -> Result<(), Diagnostic> {
        let (nodes, depth) = merge::size(value);
        self.nodes = self
            .nodes
            .saturating_add(nodes.saturating_mul(targets.len()));
        if self.nodes > MAX_NODES {
            return Err(Diagnostic::new(
                codes::EXPANDS_TOO_FAR,
                format!("overlays add more than {MAX_NODES} values to this document"),
            )
            .at(origin.clone().place()));
        }
        let above = targets.iter().map(|pointer| pointer.tokens().count()).max();
        if depth + above.unwrap_or(0) > MAX_DEPTH {
            return Err(Diagnostic::new(
                codes::NESTED_TOO_DEEP,
                format!("this nests the document deeper than {MAX_DEPTH} levels"),
            )
            .at(origin.clone().place()));
        }
        Ok(())
    }

    fn remove(&mut self, targets: &[Pointer], place: &Place) -> Result<(), Diagnostic> {
        // From the end, so that what remains to be removed keeps its index.
        let mut targets: Vec<_> = targets.iter().map(position).collect();
        targets.sort_by(|left, right| right.cmp(left));
        for steps in targets {
            let Some((last, above)) = steps.split_last() else {
                return Err(Diagnostic::new(
                    codes::INCOMPATIBLE_OVERLAY,
                    "the whole document cannot be removed",
                )
                .at(place.clone()));
            };
            let parent = above
                .iter()
                .fold(Pointer::root(), |pointer, step| pointer.join(&step.token));
            match self.root.pointer_mut(parent.as_str()) {
                Some(Value::Object(members)) => {
                    members.shift_remove(&last.token);
                    self.origins.remove_member(&parent.join(&last.token));
                }
                Some(Value::Array(items)) => {
                    if let Some(index) = last.index
                        && index < items.len()
                    {
                        self.origins.remove_item(&parent, index, items.len());
                        items.remove(index);
                    }
                }
                // Already gone, with what held it.
                Some(_) | None => {}
            }
        }
        Ok(())
    }

    fn place(&self, pointer: &Pointer) -> Place {
        self.origins.origin(pointer).place()
    }
}

/// One token of a pointer, ordered by its number where it has one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    index: Option<usize>,
    token: String,
}

fn position(pointer: &Pointer) -> Vec<Step> {
    pointer
        .tokens()
        .map(|token| Step {
            index: token.parse().ok(),
            token,
        })
        .collect()
}

fn field(source: SourceId, action: &Pointer, name: &str) -> Place {
    Place::node(source, action.join(name)).value()
}

#[cfg(test)]
#[cfg(feature = "overlay")]
mod tests;

#[cfg(test)]
#[cfg(not(feature = "overlay"))]
mod without_feature {
    use super::super::{Input, load};
    use crate::diagnostic::{Report, Sources};

    #[test]
    fn the_missing_feature_is_named() {
        let input = Input::Text {
            name: "api.yaml".into(),
            text: "openapi: 3.0.3".into(),
        };
        let (mut sources, mut report) = (Sources::default(), Report::default());
        let overlays = ["changes.overlay.yaml".into()];
        assert!(load(&input, &overlays, &mut sources, &mut report).is_none());
        assert_eq!(report.diagnostics()[0].code.name, "overlay-unavailable");
    }
}
