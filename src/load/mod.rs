//! wip
mod format;
pub(crate) mod locate;
mod parse;
mod source;
