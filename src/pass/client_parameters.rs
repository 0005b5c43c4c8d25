//! Which parameters does the client hold?

use crate::{
    api::{Api, Shape},
    diagnostic::{Diagnostic, Report, codes},
};

/// Marks the parameters that the settings name.
pub(super) fn run(api: &mut Api, names: &[String], report: &mut Report) {
    for name in names {
        let mut found = false;
        let parameters = api
            .operations
            .iter_mut()
            .flat_map(|operation| &mut operation.parameters);
        for parameter in parameters.filter(|parameter| parameter.name == *name) {
            found = true;
            // A default is held as text; lists and objects have no text of their own.
            parameter.client_level = matches!(
                parameter.schema.shape,
                Shape::String(_) | Shape::Integer(_) | Shape::Boolean | Shape::Number(_)
            );
        }
        if !found {
            report.push(Diagnostic::new(
                codes::UNKNOWN_RENAME,
                format!("no operation has the parameter `{name}` of `client_parameters`"),
            ));
        }
    }
}
