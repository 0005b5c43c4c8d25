//! Which operations are in the SDK?

use crate::{
    api::{Api, Operation, Webhook},
    config::Selector,
    diagnostic::{Diagnostic, Report, codes},
};

/// Keeps the operations and webhooks that `include` names (all, where it is empty) and `exclude`
/// does not; callbacks stay as long as an operation that asks for them.
pub(super) fn run(api: &mut Api, include: &[Selector], exclude: &[Selector], report: &mut Report) {
    for selector in include.iter().chain(exclude) {
        let operation = |operation| matches(selector, operation);
        if !api.operations.iter().any(operation)
            && !api.webhooks.iter().any(|it| is_webhook(selector, it))
        {
            report.push(Diagnostic::new(
                codes::UNKNOWN_SELECTOR,
                format!("`{selector}` matches no operation"),
            ));
        }
    }
    if api.operations.is_empty() && api.webhooks.is_empty() {
        report.push(Diagnostic::new(
            codes::EMPTY_API,
            "the document has no operation that can be called",
        ));
        return;
    }
    api.operations.retain(|operation| {
        let any = |selectors: &[Selector]| selectors.iter().any(|it| matches(it, operation));
        (include.is_empty() || any(include)) && !any(exclude)
    });
    api.webhooks.retain_mut(|webhook| {
        let any = |selectors: &[Selector]| selectors.iter().any(|it| is_webhook(it, webhook));
        if webhook.subscribers.is_empty() {
            return (include.is_empty() || any(include)) && !any(exclude);
        }
        let kept = |id: &String| api.operations.iter().any(|operation| operation.id == *id);
        webhook.subscribers.retain(kept);
        !webhook.subscribers.is_empty()
    });
    if api.operations.is_empty() && api.webhooks.is_empty() {
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

/// Returns whether a selector means a webhook, which has no path.
fn is_webhook(selector: &Selector, webhook: &Webhook) -> bool {
    match selector {
        Selector::Operation(id) => *id == webhook.operation.id || *id == webhook.name,
        Selector::Tag(tag) => webhook.operation.tags.contains(tag),
        Selector::Path(_) | Selector::Endpoint { .. } => false,
    }
}
