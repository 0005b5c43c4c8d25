//! The source of an SDK: one file here for each construct that is emitted.

mod alternative;
mod cli;
mod client;
mod credential;
pub(super) mod doctests;
mod enumeration;
mod group;
mod library;
mod method_docs;
mod model;
mod operation;
mod outcome;
mod paging;
mod parameter;
mod reading;
mod rules;
mod server;
mod structure;
pub(super) mod types;
mod union;
mod webhooks;
mod xml;

pub(super) use super::format::HEADER;
use super::{Context, Job};
use crate::plan::Group;

/// Returns the jobs that print the source.
pub(super) fn jobs(context: Context<'_>) -> Vec<Job<'_>> {
    let mut jobs: Vec<Job<'_>> = vec![
        Box::new(move || library::file(context)),
        Box::new(move || client::file(context)),
        Box::new(move || model::index(context)),
        Box::new(move || group::index(context)),
    ];
    if server::is_needed(context) {
        jobs.push(Box::new(move || server::file(context)));
    }
    if let Some(webhooks) = &context.sdk.webhooks {
        jobs.push(Box::new(move || webhooks::file(context, webhooks)));
    }
    if let Some(program) = &context.sdk.command_line {
        jobs.push(Box::new(move || cli::root(context)));
        jobs.push(Box::new(move || cli::commands(context, program)));
    }
    for model in &context.sdk.models {
        jobs.push(Box::new(move || model::file(context, model)));
    }
    let mut queue: Vec<(Vec<&str>, &Group)> = context
        .sdk
        .groups
        .iter()
        .map(|group| (Vec::new(), group))
        .collect();
    while let Some((path, group)) = queue.pop() {
        let mut inside = path.clone();
        inside.push(&group.module);
        queue.extend(group.groups.iter().map(|nested| (inside.clone(), nested)));
        jobs.push(Box::new(move || group::file(context, &path, group)));
    }
    jobs
}
