//! The pages of an SDK, in Markdown.

mod calls;
mod mocking;
mod model_page;
mod pages;
mod readme;
mod table;
mod webhooks;

pub(super) use model_page::tuple_of;
pub(super) use readme::first_call;
pub(super) use webhooks::{list, received};

use super::{Context, Job};

/// Returns the jobs that print the pages.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = vec![Box::new(move || readme::file(context))];
    for model in &context.sdk.models {
        jobs.push(Box::new(move || model_page::file(context, model)));
    }
    if let Some(webhooks) = &context.sdk.webhooks {
        jobs.push(Box::new(move || webhooks::file(context, webhooks)));
    }
    jobs
}

/// Adds a part of a page, with an empty line before it.
fn section(text: &mut String, content: &str) {
    text.push('\n');
    text.push_str(content.trim_end());
    text.push('\n');
}
