//! Generates Rust SDKs from OpenAPI documents.

mod build_script;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
mod generator;
pub mod write;

pub use build_script::{BuildError, Builder};
pub use config::Config;
pub use generator::{Generator, Outcome, Stats};
