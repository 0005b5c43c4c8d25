//! The runtime of a generated SDK, as a crate, so that it is compiled, tested and documented by itself.
//!
//! `src/runtime/` is copied as is into every SDK; this file is not. See [`runtime`].

#![forbid(unsafe_code)]

#[expect(
    unused_imports,
    unused_macros,
    reason = "the macros are for the code of an SDK; the runtime by itself uses none"
)]
pub mod runtime;
