//! Generates Rust SDKs from OpenAPI documents.

pub mod api;
pub mod config;
pub mod diagnostic;
pub mod load;
pub mod lower;
pub mod pass;
pub mod plan;
