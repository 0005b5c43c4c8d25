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

    INVALID_KEYWORD = "invalid-keyword", Warning,
        "A keyword has a value of a type that the specification does not allow; it is read as if it were absent.",
        "Give the keyword a value of the type that the specification asks for.";
    MISSING_KEYWORD = "missing-keyword", Warning,
        "A keyword that the specification requires is missing, so that the object that needs it is left out.",
        "Add the keyword.";
    INVALID_STATUS = "invalid-status", Warning,
        "The key of a response is neither a status from 100 to 599, nor a class such as `4XX`, nor `default`; the response is left out.",
        "Write the status as three digits in quotes.";
    INVALID_PARAMETER = "invalid-parameter", Warning,
        "A parameter has a place or a style that the specification does not know; its operation is left out.",
        "Put it in `path`, `query`, `header` or `cookie`, with a style that the place allows.";
    UNSUPPORTED_SECURITY = "unsupported-security", Warning,
        "A security scheme is of a kind that the SDK cannot provide by itself; calls are sent without it.",
        "Give the credential as a header of the client.";
    UNSUPPORTED_BODY = "unsupported-body", Warning,
        "A request body has only media types that the SDK cannot write; its operation is left out.",
        "Offer `application/json`, `application/x-www-form-urlencoded`, a text or a binary type.";
    UNSUPPORTED_COMPOSITION = "unsupported-composition", Warning,
        "Schemas are combined in a way that no single type expresses; what is not expressed is kept as plain JSON beside the fields.",
        "Write the schema as one object, or as a `oneOf` of objects.";
    CONFLICTING_PROPERTY = "conflicting-property", Warning,
        "Two members of an `allOf` describe the same property differently; the last description is used.",
        "Describe the property once.";
    CYCLIC_COMPOSITION = "cyclic-composition", Warning,
        "A schema contains itself through `allOf`, so that it describes nothing; the inner occurrence is ignored.",
        "Remove the schema from its own `allOf`.";
    TOO_DEEP = "too-deep", Warning,
        "Schemas are nested or refer to each other so deeply that the innermost is taken for any JSON value.",
        "Give the inner schemas names and refer to them.";
    PATH_PARAMETER_UNDECLARED = "path-parameter-undeclared", Warning,
        "A path has a variable that no parameter describes; it is taken for a string.",
        "Add a parameter with that name and `in: path`.";
    PATH_PARAMETER_UNUSED = "path-parameter-unused", Warning,
        "A parameter with `in: path` does not occur in the path; it is left out.",
        "Put the parameter into the path as `{name}`, or remove it.";
    INVALID_PATH = "invalid-path", Warning,
        "A path does not start with `/` or has braces that do not match; its operations are left out.",
        "Write the path as `/segment/{variable}`.";
    DUPLICATE_OPERATION_ID = "duplicate-operation-id", Warning,
        "Two operations have the same `operationId`; the second gets an id made of its method and path.",
        "Give each operation an id of its own.";
    NAME_COLLISION = "name-collision", Warning,
        "Two things of the document have the same name in Rust; one of them is renamed.",
        "Rename one of them, in the document, by an overlay or by the setting `rename`.";
    UNKNOWN_SELECTOR = "unknown-selector", Warning,
        "A selector of the settings `include` or `exclude` matches no operation.",
        "Check the selector against the ids, methods, paths and tags of the document.";
    UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme", Warning,
        "An operation requires a security scheme that the document does not define; the requirement is ignored.",
        "Define the scheme under `components.securitySchemes`.";
    UNKNOWN_RENAME = "unknown-rename", Warning,
        "A setting names a schema, an operation or a parameter that the document does not have.",
        "Check the name against the document.";
    NO_OPERATIONS = "no-operations", Error,
        "No operation is left to generate.",
        "Check `paths` of the document and the settings `include` and `exclude`.";

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
