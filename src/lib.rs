//! Generates Rust SDKs from OpenAPI documents.

pub mod api;
mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
mod emit;
mod generator;
pub mod load;
pub mod lower;
pub mod pass;
pub mod plan;
pub mod write;

pub use build_script::{BuildError, Builder};
pub use config::Config;
pub use generator::{Generator, Outcome, Stats};
