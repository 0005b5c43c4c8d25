//! What the README of an SDK says about bodies in XML.

use super::{Call, all_groups};
use crate::emit::Context;

/// Returns the section, with the first call that has such a body.
pub(super) fn section(context: Context<'_>) -> Option<String> {
    let groups = all_groups(&context.sdk.groups).into_iter();
    let mut operations =
        groups.flat_map(|group| group.operations.iter().map(move |it| (group, it)));
    let (group, operation) = operations.find(|(_, operation)| operation.has_xml())?;
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
