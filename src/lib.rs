//! Generates Rust SDKs from OpenAPI documents.

pub mod config;
pub mod diagnostic;
