//! SDK plan to files.
//!
//! What enters is a finished [`Sdk`]; what leaves is the text of every file. No decision is made
//! here and nothing is looked up: a file that is wrong has a wrong plan. Files are independent, so
//! they are made and printed in parallel; tokens cannot leave their thread and never do.

mod broken;
mod cli;
mod docs;
mod expression;
mod format;
mod item_text;
mod manifest;
mod runtime;
mod rust;
mod statement;

use crate::{
    config::{Config, Layout},
    parallel,
    plan::Sdk,
};

/// A file: its path with `/` in it, and its text.
pub type File = (String, String);

/// Something that becomes a file.
type Job<'s> = Box<dyn Fn() -> File + Send + Sync + 's>;

/// What the printer needs to know about the whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'s> {
    pub(crate) sdk: &'s Sdk,
    pub(crate) layout: Layout,
    /// Whether there are pages, and examples in the documentation.
    pub(crate) has_pages: bool,
}

impl Context<'_> {
    /// Returns the path to the root of the SDK from a module that is `depth` modules below it.
    ///
    /// A crate names its root; a module of an application does not know where it is.
    fn root(&self, depth: usize) -> String {
        match self.layout {
            Layout::Crate => "crate".to_owned(),
            Layout::Module => vec!["super"; depth].join("::"),
        }
    }
}

/// Prints every file of an SDK, in no particular order.
pub fn emit(sdk: &Sdk, config: &Config) -> Vec<File> {
    let context = Context {
        sdk,
        layout: config.layout,
        has_pages: config.has_pages(),
    };
    let mut jobs: Vec<Job<'_>> = rust::jobs(context);
    jobs.extend(runtime::jobs(context));
    if config.layout == Layout::Crate {
        jobs.extend(manifest::jobs(context));
    }
    jobs.extend(cli::jobs(context));
    if context.has_pages {
        jobs.extend(docs::jobs(context));
        jobs.push(Box::new(move || rust::doctests::file(context)));
    }
    parallel::map(&jobs, |job| job())
}
