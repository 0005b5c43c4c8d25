//! What the README of an SDK says about bodies in XML.

use super::Call;
use crate::{
    emit::Context,
    plan::{Group, Operation},
};

/// Returns the section, with the first call that has such a body.
pub(super) fn section(context: Context<'_>) -> Option<String> {
    let (group, operation) = first(&context.sdk.groups)?;
    let call = Call::new(context, group, operation, operation.bodies.first()?);
    Some(format!(
        "## XML\n\nWhat the API takes or gives as XML only, calls take and give as models, too:\n\n\
         ```rust\n{}\n```\n\n\
         Answers are read by the local names of elements and attributes. What the root element is called does not \
         count, and what\nno model has is passed over. What XML cannot hold, such as most control characters, is an error \
         of the call, and\nnothing is sent; an answer with a document type, or in another encoding than UTF-8, is an error, \
         too. The feature\n`xml` brings the crate `quick-xml`; the groups that need it enable it.",
        call.function()
    ))
}

/// Returns the first operation that has a body in XML.
fn first(groups: &[Group]) -> Option<(&Group, &Operation)> {
    groups.iter().find_map(|group| {
        let own = group.operations.iter().find(|it| it.has_xml());
        own.map(|operation| (group, operation))
            .or_else(|| first(&group.groups))
    })
}
