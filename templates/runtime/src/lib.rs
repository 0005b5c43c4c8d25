//! The runtime of a generated SDK.

pub mod runtime;
