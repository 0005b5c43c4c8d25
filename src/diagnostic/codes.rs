//! Every kind of finding: its name, how much it matters, and what to do about it.
//!
//! One table, sorted by stage. A code is a constant so that a stage names it; `ALL` is what
//! `sdkwright explain` and the tests read.

use super::Severity;

/// A kind of finding.
#[derive(Debug, PartialEq)]
pub struct Code {
    /// Its name in kebab case, as settings and `sdkwright explain` take it.
    pub name: &'static str,
    /// How much it matters unless settings say otherwise.
    pub severity: Severity,
    /// What it means and why it matters, in a few sentences.
    pub explanation: &'static str,
    /// The remedy.
    pub help: &'static str,
}

macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident, $explanation:literal, $help:literal;)*) => {
        $(
            #[doc = $explanation]
            pub const $constant: &Code = &Code {
                name: $name,
                severity: Severity::$severity,
                explanation: $explanation,
                help: $help,
            };
        )*

        /// Every code, in the order of the stages that report them.
        pub const ALL: &[&Code] = &[$($constant),*];
    };
}

codes! {
    UNREADABLE_INPUT = "unreadable-input", Error,
        "A file could not be read.",
        "Check that the path names a file and that you may read it.";
}
