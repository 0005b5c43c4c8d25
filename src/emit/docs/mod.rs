//! The pages of an SDK, in Markdown.
//!
//! Every block of Rust on them compiles: `rust::doctests` makes doctests of them.

mod call;
mod calls;
mod command_line;
mod diagram;
mod fields;
mod group_page;
mod lists;
mod mocking;
mod model_page;
mod program;
mod readme;
mod simple_call;
mod table;
mod type_cell;
mod waiting;
mod webhooks;
mod xml;

pub(super) use call::Call;
pub(super) use program::first_call;
pub(super) use type_cell::tuple_of;
pub(super) use webhooks::{list, received};

use super::{Context, Job};
use crate::plan::Group;

/// Returns the jobs that print the pages.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = vec![Box::new(move || readme::file(context))];
    for model in &context.sdk.models {
        jobs.push(Box::new(move || model_page::file(context, model)));
    }
    for group in all_groups(&context.sdk.groups) {
        jobs.push(Box::new(move || group_page::file(context, group)));
    }
    if let Some(webhooks) = &context.sdk.webhooks {
        let files = webhooks::files(context, webhooks);
        jobs.extend(
            files
                .into_iter()
                .map(|file| -> Job<'_> { Box::new(move || file.clone()) }),
        );
    }
    jobs.extend(program::jobs(context));
    jobs
}

/// Returns all groups, each before those within.
pub(super) fn all_groups(groups: &[Group]) -> Vec<&Group> {
    groups
        .iter()
        .flat_map(|group| std::iter::once(group).chain(all_groups(&group.groups)))
        .collect()
}

/// Adds a part of a page, with an empty line before it.
fn section(text: &mut String, content: &str) {
    text.push('\n');
    text.push_str(content.trim_end());
    text.push('\n');
}
