//! API to API: one file, one pass, one question.
//!
//! What enters is the API as the document has it; what leaves is the API as the SDK will show it:
//! selected, merged, pruned, grouped and named. A pass knows no keyword of OpenAPI and spells
//! nothing in Rust.

mod client_parameters;
mod direction;
mod group;
mod merge;
mod name;
mod pagination;
mod pattern;
mod prune;
mod recursion;
mod role;
mod select;
mod split;
mod unify;
mod words;

use crate::{api::Api, config::Config, diagnostic::Report};

/// Runs every pass, in order.
pub fn run(api: &mut Api, config: &Config, report: &mut Report) {
    select::run(api, &config.include, &config.exclude, report);
    merge::run(api);
    prune::run(api);
    unify::run(api);
    prune::run(api);
    client_parameters::run(api, &config.client_parameters, report);
    group::run(api, &config.groups, report);
    direction::run(api);
    split::run(api);
    prune::run(api);
    name::run(api, &config.rename, report);
    recursion::run(api);
    pagination::run(api, &config.pagination, report);
    if config.validate {
        pattern::run(api, report);
    }
}
