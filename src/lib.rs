//! Generates Rust SDKs from OpenAPI documents.

pub mod diagnostic;
pub mod load;
