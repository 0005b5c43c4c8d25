//! The command-line program of a generated SDK, as a crate, so that it is compiled and tested by itself.
//!
//! `src/cli/` is copied as is into every SDK that has a program; this file is not, and neither is the
//! table of the API's operations, which the generator writes. See [`cli`].

#![forbid(unsafe_code)]

pub mod cli;

use sdkwright_runtime::runtime;
