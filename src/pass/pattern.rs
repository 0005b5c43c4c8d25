//! Which patterns can be checked?
//!
//! Where an SDK checks values, a pattern that is no regular expression of ECMA-262 is reported, and
//! only documented.

use regress::Regex;

use crate::{
    api::{Api, Constraints, Kind, Pattern},
    diagnostic::{Diagnostic, Report, codes},
};

/// Marks the patterns that cannot be checked.
pub(super) fn run(api: &mut Api, report: &mut Report) {
    for definition in &mut api.types {
        let Kind::Object(object) = &mut definition.kind else {
            continue;
        };
        for field in &mut object.fields {
            let mut constraints = Some(&mut field.constraints);
            while let Some(Constraints { pattern, items, .. }) = constraints {
                if let Some(pattern) = pattern {
                    check(pattern, report);
                }
                constraints = items.as_deref_mut();
            }
        }
    }
}

fn check(pattern: &mut Pattern, report: &mut Report) {
    // As the SDK does: of Unicode, or of the time before it.
    let compiled = Regex::with_flags(&pattern.text, "u").or_else(|_| Regex::new(&pattern.text));
    let Err(error) = compiled else { return };
    pattern.checked = false;
    let message = format!(
        "`{}` is no regular expression: {}",
        pattern.text, error.text
    );
    report.push(
        Diagnostic::new(codes::INVALID_PATTERN, message)
            .label(pattern.place.clone(), "is documented, but not checked"),
    );
}
