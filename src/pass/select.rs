//! Which operations are in the SDK?

use crate::{
    api::{Api, Operation},
    diagnostic::{Diagnostic, Report, codes},
};

/// Keeps the operations that `include` names (all, where it is empty) and `exclude` does not.
pub(super) fn run(api: &mut Api, include: &[String], exclude: &[String], report: &mut Report) {
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
    let any = |selectors: &[String], operation: &Operation| {
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
            "there is no operation to generate",
        ));
    }
}

/// Returns whether a selector names an operation: by `tag:Name`, `METHOD /path`, `/path` or id.
/// In a path `*` stands for one segment and `**` for any number of them.
fn matches(selector: &str, operation: &Operation) -> bool {
    if let Some(tag) = selector.strip_prefix("tag:") {
        return operation
            .tags
            .iter()
            .any(|candidate| candidate == tag.trim());
    }
    if selector.starts_with('/') {
        return path_matches(selector, &operation.path);
    }
    match selector.split_once(' ') {
        Some((method, path)) if path.trim_start().starts_with('/') => {
            method.eq_ignore_ascii_case(operation.method.as_str())
                && path_matches(path.trim(), &operation.path)
        }
        Some(_) | None => selector == operation.id,
    }
}

fn path_matches(pattern: &str, path: &str) -> bool {
    fn segments(mut pattern: std::slice::Iter<'_, &str>, path: &[&str]) -> bool {
        match pattern.next() {
            None => path.is_empty(),
            Some(&"**") => (0..=path.len()).any(|skip| segments(pattern.clone(), &path[skip..])),
            Some(segment) => match path.split_first() {
                Some((first, rest)) => {
                    (*segment == "*" || segment == first) && segments(pattern, rest)
                }
                None => false,
            },
        }
    }
    // Runs of `**` mean one, and cost a factor each.
    let mut parts: Vec<_> = pattern.split('/').collect();
    parts.dedup_by(|next, previous| *next == "**" && *previous == "**");
    segments(parts.iter(), &path.split('/').collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::path_matches;

    #[test]
    fn path_patterns() {
        let cases = [
            ("/pets", "/pets", true),
            ("/pets", "/pets/{id}", false),
            ("/pets/*", "/pets/{id}", true),
            ("/pets/*", "/pets/{id}/toys", false),
            ("/pets/**", "/pets/{id}/toys", true),
            ("/**/toys", "/pets/{id}/toys", true),
            ("/**/**/**/toys", "/pets/{id}/toys", true),
            ("/**", "/", true),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(path_matches(pattern, path), expected, "{pattern} {path}");
        }
    }
}
