//! stub
mod document;
pub mod read;
pub use document::Document;
