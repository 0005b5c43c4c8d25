//! From a tree of files in memory to a folder on disk.
//!
//! What enters: a [`FileTree`], all files of an SDK. What leaves: a folder that holds them, and
//! [`Changes`], what had to be done for it. `check` stops at the changes and shows their
//! difference.
//!
//! What never happens:
//!
//! - A file that sdkwright did not write is changed or removed. The folder's own manifest
//!   ([`MANIFEST`]) lists what sdkwright wrote; any other file that stands where one is to be
//!   written, and that differs from it, is [`WriteError::Foreign`], and nothing at all is written.
//!   One that is the same already is taken over; one that is in nobody's way is left alone.
//! - A file is half written, or some files are new and some old because the disk was full: all
//!   files are written under other names first, and renamed when the last one is there.
//! - A file that is the same already is touched, so that build systems see no change.

mod changes;
mod disk;
mod error;
mod leftover;
mod manifest;
mod path;
mod tree;
#[cfg(feature = "cli")]
mod unified_diff;

pub(crate) use disk::write_file;
#[cfg(feature = "cli")]
pub(crate) use manifest::owned_files;

pub use changes::{Change, Changes};
pub use error::{Action, WriteError};
pub use manifest::MANIFEST;
pub use path::PathFault;
pub use tree::{FileTree, TreeError};
#[cfg(feature = "cli")]
pub use unified_diff::{file_diff, unified_diff};

#[cfg(test)]
mod tests;
