//! Finds the nodes that a JSONPath query (RFC 9535) selects.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Place, Pointer, codes};

/// Queries are expressions of a line or two; the parser recurses on brackets.
const MAX_BRACKETS: usize = 16;

/// Why a query cannot be run.
#[derive(Debug)]
pub(super) enum TargetError {
    /// It breaks the grammar, near this character.
    Malformed(usize),
    /// Its brackets are nested too deep.
    TooDeep,
}

impl TargetError {
    /// Returns what is to be said of a query at a place.
    pub(super) fn diagnostic(&self, query: &str, place: Place) -> Diagnostic {
        let diagnostic = Diagnostic::new(
            codes::INVALID_OVERLAY_TARGET,
            format!("`{query}` is not a JSONPath query"),
        );
        match self {
            Self::Malformed(position) => {
                diagnostic.label(place, format!("goes wrong near its character {position}"))
            }
            Self::TooDeep => diagnostic.label(
                place,
                format!("its brackets are nested deeper than {MAX_BRACKETS} levels"),
            ),
        }
    }
}

/// Returns the nodes that a query selects, each once, in the order of the query.
pub(super) fn select(query: &str, root: &Value) -> Result<Vec<Pointer>, TargetError> {
    if bracket_depth(query) > MAX_BRACKETS {
        return Err(TargetError::TooDeep);
    }
    run(query, root)
}

/// Counts brackets in texts too, which errs on the safe side.
fn bracket_depth(query: &str) -> usize {
    let mut open = 0_usize;
    let mut deepest = 0;
    for byte in query.bytes() {
        match byte {
            b'(' | b'[' => open += 1,
            b')' | b']' => open = open.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(open);
    }
    deepest
}

#[cfg(feature = "overlay")]
fn run(query: &str, root: &Value) -> Result<Vec<Pointer>, TargetError> {
    let path = serde_json_path::JsonPath::parse(query)
        .map_err(|error| TargetError::Malformed(error.position()))?;
    let nodes = path.query_located(root).dedup();
    Ok(nodes
        .locations()
        .filter_map(|location| Pointer::parse(&location.to_json_pointer()))
        .collect())
}

/// Never called: without the feature no overlay is read.
#[cfg(not(feature = "overlay"))]
fn run(_: &str, _: &Value) -> Result<Vec<Pointer>, TargetError> {
    Err(TargetError::Malformed(1))
}
