//! Which operations are in the SDK?

use crate::{
    api::{Api, Operation},
    config::Selector,
    diagnostic::{Diagnostic, Report, codes},
};

/// Keeps the operations that `include` names (all, where it is empty) and `exclude` does not.
pub(super) fn run(api: &mut Api, include: &[Selector], exclude: &[Selector], report: &mut Report) {
    for selector in include.iter().chain(exclude) {
        if !api
            .operations
            .iter()
            .any(|operation| matches(selector, operation))
        {
            report.push(Diagnostic::new(
                codes::UNKNOWN_SELECTOR,
                format!("`{selector}` matches no operation"),
            ));
        }
    }
    if api.operations.is_empty() {
        report.push(Diagnostic::new(
            codes::EMPTY_API,
            "the document has no operation that can be called",
        ));
        return;
    }
    let any = |selectors: &[Selector], operation: &Operation| {
        selectors
            .iter()
            .any(|selector| matches(selector, operation))
    };
    api.operations.retain(|operation| {
        (include.is_empty() || any(include, operation)) && !any(exclude, operation)
    });
    if api.operations.is_empty() {
        report.push(Diagnostic::new(
            codes::NO_OPERATIONS,
            "the settings leave no operation to generate",
        ));
    }
}

/// Returns whether a selector means an operation.
fn matches(selector: &Selector, operation: &Operation) -> bool {
    match selector {
        Selector::Operation(id) => *id == operation.id,
        Selector::Path(path) => path.matches(&operation.path),
        Selector::Endpoint { method, path } => {
            method == operation.method.as_str() && path.matches(&operation.path)
        }
        Selector::Tag(tag) => operation.tags.contains(tag),
    }
}
