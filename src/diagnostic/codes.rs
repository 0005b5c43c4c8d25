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

    MALFORMED_SETTINGS = "malformed-settings", Error,
        "The settings file is not TOML.",
        "Mend the line; `sdkwright init` writes a file in which every setting is explained.";
    UNKNOWN_SETTING = "unknown-setting", Error,
        "The settings file has a key that is no setting. It is refused, because a misspelt setting that is passed over is hard to notice.",
        "Look the name up in the file that `sdkwright init` writes.";
    INVALID_SETTING = "invalid-setting", Error,
        "The value of a setting is of the wrong kind, or none of those that the setting takes.",
        "Look the setting up in the file that `sdkwright init` writes.";
    NO_DOCUMENT = "no-document", Error,
        "Neither an argument nor the settings name a document to generate from.",
        "Name a document, or write a settings file for one with `sdkwright init SPEC`.";

    FOREIGN_FILE = "foreign-file", Error,
        "A file that sdkwright did not write stands where it has to write. It is left alone, and so is everything else in the folder.",
        "Move the file away, or write to another folder.";
    UNWRITABLE_OUTPUT = "unwritable-output", Error,
        "The output could not be written.",
        "Check that the output folder is a folder, or free to become one, and that you may write there.";
    DAMAGED_MANIFEST = "damaged-manifest", Error,
        "The list of the files that sdkwright wrote to a folder, `.sdkwright`, cannot be read. Without it, own files cannot be told from others.",
        "Restore the file from version control, or delete the folder and generate again.";
}
