//! Every kind of finding: its name, how much it matters, and what to do about it.
//!
//! One table, sorted by stage. A code is a constant so that a stage names it; `ALL` is what
//! `sdkwright explain` and the tests read.

use super::Severity;

/// A kind of finding.
#[derive(Debug)]
pub struct Code {
    /// Its name in kebab case, as settings and `sdkwright explain` take it.
    pub name: &'static str,
    /// The stage that reports it.
    pub stage: Stage,
    /// How much it matters unless settings say otherwise.
    pub severity: Severity,
    /// What it means and why it matters, in a few sentences.
    pub explanation: &'static str,
    /// The remedy.
    pub help: &'static str,
    /// A document, or an overlay, that provokes it; `None` where it is not about documents.
    #[cfg(feature = "cli")]
    pub example: Option<&'static str>,
}

impl Code {
    /// Returns the first sentence of the explanation.
    pub fn summary(&self) -> &'static str {
        match self.explanation.find(". ") {
            Some(end) => &self.explanation[..=end],
            None => self.explanation,
        }
    }
}

/// Names are unique, so they alone tell codes apart.
impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What the settings say.
    Settings,
    /// From bytes to a document.
    Load,
    /// From a document to an API.
    Lower,
    /// From an API to the API that the SDK shows.
    Pass,
    /// To disk.
    Write,
}

// A heading such as `[Load]` names the stage of the codes below it. What provokes a code is the document
// of its name in `specs/invalid`; where that is an overlay, or no document, the row says so.
macro_rules! codes {
    ($([$stage:ident] $(
        $constant:ident = $name:literal, $severity:ident, $(by $provoked_by:ident,)?
        $explanation:literal, $help:literal;
    )*)*) => {
        $($(
            #[doc = $explanation]
            pub const $constant: &Code = &Code {
                name: $name,
                stage: Stage::$stage,
                severity: Severity::$severity,
                explanation: $explanation,
                help: $help,
                #[cfg(feature = "cli")]
                example: example!($name $($provoked_by)?),
            };
        )*)*

        /// Every code, in the order of the stages that report them.
        pub const ALL: &[&Code] = &[$($($constant),*),*];
    };
}

#[cfg(feature = "cli")]
macro_rules! example {
    ($name:literal) => {
        Some(include_str!(concat!(
            "../../specs/invalid/",
            $name,
            ".yaml"
        )))
    };
    ($name:literal overlay) => {
        Some(include_str!(concat!(
            "../../specs/invalid/",
            $name,
            ".overlay.yaml"
        )))
    };
    ($name:literal no_document) => {
        None
    };
}

/// Returns the code of a name.
pub fn find(name: &str) -> Option<&'static Code> {
    ALL.iter().find(|code| code.name == name).copied()
}

codes! {
    [Settings]

    MALFORMED_SETTINGS = "malformed-settings", Error,
        "The settings file is not TOML.",
        "Mend the line; `sdkwright init` writes a file in which every setting is explained.";
    UNKNOWN_SETTING = "unknown-setting", Error,
        "The settings file has a key that is no setting. It is refused, because a misspelt setting that is passed over is hard to notice.",
        "Look the name up in the file that `sdkwright init` writes.";
    INVALID_SETTING = "invalid-setting", Error,
        "The value of a setting is of the wrong kind, or none of those that the setting takes.",
        "Look the setting up in the file that `sdkwright init` writes.";
    UNKNOWN_LINT = "unknown-lint", Warning,
        "The settings `lints` or `ignore` name a code that sdkwright does not have. The entry has no \
         effect. Codes come and go with versions, so that this stops nothing.",
        "Look the code up with `sdkwright explain`, or remove the entry.";
    UNUSED_IGNORE = "unused-ignore", Warning,
        "An entry of the setting `ignore` matches no finding. What it accepted was mended or has moved; \
         left alone, it would hide the next finding there.",
        "Remove the entry, or correct its place.";
    PROGRAM_OF_MODULE = "program-of-module", Error,
        "The setting `emit` asks for a command-line program, and the setting `layout` for a module. A \
         module is compiled into an application, and has no program of its own.",
        "Set `layout = \"crate\"`, or leave `cli` out of `emit`.";
    NO_DOCUMENT = "no-document", Error, by no_document,
        "Neither an argument nor the settings name a document to generate from.",
        "Name a document, or write a settings file for one with `sdkwright init SPEC`.";

    [Load]

    UNREADABLE_INPUT = "unreadable-input", Error, by no_document,
        "A file could not be read.",
        "Check that the path names a file and that you may read it.";
    NOT_UTF8 = "not-utf-8", Error, by no_document,
        "A file is not UTF-8. JSON and YAML documents are exchanged as UTF-8; sdkwright guesses no \
         other encoding, because a wrong guess would end up in names and docs.",
        "Save the file as UTF-8.";
    EMPTY_INPUT = "empty-input", Error,
        "A file holds nothing but blanks or comments.",
        "Check that the right file was named and that it was written completely.";
    INVALID_SYNTAX = "invalid-syntax", Error,
        "A file is not well-formed JSON or YAML. Files that end in `.json` are read as JSON, files \
         that end in `.yaml` or `.yml` as YAML; anything else is JSON where it starts with `{` or \
         `[`, else YAML.",
        "Correct the text at this place, or just before it.";
    SEVERAL_DOCUMENTS = "several-documents", Error,
        "A YAML file holds more than one document. An OpenAPI description is one document.",
        "Remove the `---` that starts the second document, or keep the documents in files of their own.";
    DUPLICATE_KEY = "duplicate-key", Error,
        "A key stands in the same object more than once. Readers disagree about which one counts, so \
         what the author meant cannot be known.",
        "Remove or rename one of them.";
    NUMBER_NOT_FINITE = "number-not-finite", Error,
        "YAML can write infinity and not-a-number, JSON cannot; OpenAPI documents are JSON in meaning.",
        "Write a number, or quote the value where text was meant.";
    INVALID_MERGE = "invalid-merge", Error,
        "The YAML merge key `<<` takes an object or a list of objects, usually aliases such as `*base`.",
        "Merge an object, or quote the key as part of a longer name where no merge was meant.";
    IGNORED_TAG = "ignored-tag", Warning,
        "A YAML value carries an application's own tag, such as `!include`. Such tags mean nothing in \
         OpenAPI; the value is read as if the tag were not there.",
        "Remove the tag, or run the program that understands it first.";
    NESTED_TOO_DEEP = "nested-too-deep", Error,
        "A document nests objects and arrays deeper than 120 levels, or an alias refers to an object \
         that it is part of. No API description needs that; hostile ones use it to exhaust the stack.",
        "Flatten the document, for example with `$ref`.";
    LONG_KEY = "long-key", Error, by no_document,
        "A key of an object is longer than 2,000 bytes. Everything below it would be known by a name \
         of that length. No API description needs that; hostile ones use it to exhaust memory.",
        "Give it a shorter name, and say what it means in its `description`.";
    EXPANDS_TOO_FAR = "expands-too-far", Error,
        "Aliases or overlays would expand a document into millions of values, or into many times what \
         is written. Hostile documents use that to exhaust memory.",
        "Use `$ref` in place of aliases of aliases.";
    OVERLAY_UNAVAILABLE = "overlay-unavailable", Error, by no_document,
        "An overlay was given, but this sdkwright was compiled without the feature `overlay`.",
        "Add `overlay` to the features of the dependency `sdkwright`.";
    INVALID_OVERLAY = "invalid-overlay", Error, by overlay,
        "A file does not follow the OpenAPI Overlay Specification: a required field is missing, or a \
         field is of the wrong type.",
        "An overlay has the fields `overlay`, `info` (with `title` and `version`) and `actions`; an \
         action has a `target` and one of `update`, `copy` and `remove`.";
    UNSUPPORTED_OVERLAY_VERSION = "unsupported-overlay-version", Error, by overlay,
        "An overlay is of a version that sdkwright does not know.",
        "Versions 1.0 and 1.1 are supported.";
    INVALID_OVERLAY_TARGET = "invalid-overlay-target", Error, by overlay,
        "The `target` or `copy` of an action is not a JSONPath query (RFC 9535).",
        "Queries start with `$`; keys with other characters than letters, digits and `_` are written \
         in brackets and quotes: `$.paths['/pets']`.";
    INCOMPATIBLE_OVERLAY = "incompatible-overlay", Error, by overlay,
        "An action cannot be applied to what its target selects: an object is merged into objects \
         only, an array is added to arrays only, and a plain value replaces plain values only.",
        "Narrow the target, or remove the node in an action before and add it anew.";
    OVERLAY_MATCHES_NOTHING = "overlay-matches-nothing", Warning, by overlay,
        "The target of an action selects nothing, so the action changes nothing. Often the document \
         has moved on since the overlay was written.",
        "Correct the target, or remove the action.";
    NOT_OPENAPI = "not-openapi", Error,
        "A document has no `openapi` key, so it is something else: a JSON schema, settings, or a part of \
         an OpenAPI document.",
        "Name the file whose first key is `openapi`, for example `openapi: 3.0.3`.";
    UNSUPPORTED_VERSION = "unsupported-version", Error,
        "A document is of a version of OpenAPI that sdkwright does not read.",
        "Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 are read; convert the document to one of them.";
    IGNORED_KEYWORD = "ignored-keyword", Note,
        "A keyword of JSON Schema constrains values in a way that no type of Rust does, such as `if` or \
         `dependentRequired`. The SDK sends and reads such values; the server checks them.",
        "Nothing needs to be done; say in the description what callers have to know.";
    IGNORED_SIBLING = "ignored-sibling", Note,
        "Before OpenAPI 3.1, what stands beside a `$ref` is ignored: the place is nothing but what it \
         refers to. sdkwright reads `description`, `example`, `deprecated`, `nullable`, `readOnly` and `writeOnly` \
         there all the same, and follows the specification with keywords that shape values.",
        "Compose schemas: `allOf: [{ $ref: .. }]` with the other keywords beside it. Elsewhere, write out what \
         the `$ref` leads to.";
    UNRESOLVED_DYNAMIC_REFERENCE = "unresolved-dynamic-reference", Warning,
        "A `$dynamicRef` names an anchor that the document does not have; values are taken for any JSON.",
        "Add the `$dynamicAnchor`, or refer to the schema with `$ref`.";
    UNKNOWN_SCHEMA_DIALECT = "unknown-schema-dialect", Note,
        "The schemas of a document are of a dialect that sdkwright does not know. They are read as \
         JSON Schema 2020-12, which most dialects extend.",
        "Remove `jsonSchemaDialect` if the schemas are plain JSON Schema.";
    UNSUPPORTED_COLLECTION_FORMAT = "unsupported-collection-format", Warning,
        "A list is to be sent in a way that OpenAPI 3 cannot describe, such as `collectionFormat: tsv`; \
         it is sent with commas between the items.",
        "Use `csv`, `ssv`, `pipes` or `multi` in a query, and `csv` elsewhere.";
    RESERVED_KEY = "reserved-key", Error,
        "A document uses the key `x-sdkwright-files`, under which sdkwright keeps the files that a \
         document refers to.",
        "Rename the key.";
    INVALID_REFERENCE = "invalid-reference", Error,
        "A `$ref` is not of the form that OpenAPI gives it: a path, `#`, and a JSON pointer, of which \
         path or pointer may be missing. Before OpenAPI 3.1, no schema has an `$anchor`.",
        "Write it as `#/components/schemas/Name` or `file.yaml#/components/schemas/Name`.";
    REMOTE_REFERENCE = "remote-reference", Error,
        "A `$ref` leads to the network. sdkwright reads local files only, so that the same input gives \
         the same SDK tomorrow and offline.",
        "Bundle the document into one file first, or replace the reference with an overlay.";
    REFERENCE_OUTSIDE_FOLDER = "reference-outside-folder", Error,
        "A `$ref` leads out of the folder that holds the document. What a document may read ends there, \
         so that a document from elsewhere cannot pull private files into an SDK.",
        "Move the file below the folder of the document, or bundle the document into one file first.";
    MISSING_REFERRED_FILE = "missing-referred-file", Error,
        "The file that a `$ref` leads to cannot be read. Paths count from the folder of the file that \
         holds the `$ref`.",
        "Correct the path, or add the file.";
    DANGLING_REFERENCE = "dangling-reference", Error,
        "A `$ref` leads to a place that the document does not have, or names an `$anchor` that no schema has.",
        "Define it, or correct the reference.";
    REFERENCE_CYCLE = "reference-cycle", Error,
        "Definitions consist of nothing but a `$ref` to each other, so that none of them says anything.",
        "Replace one of them with a definition.";


    [Lower]

    INVALID_KEYWORD = "invalid-keyword", Warning,
        "A keyword has a value of a type that the specification does not allow; it is read as if it were absent.",
        "Give the keyword a value of the type that the specification asks for.";
    MISSING_KEYWORD = "missing-keyword", Warning,
        "A keyword that the specification requires is missing, so that the object that needs it is left out.",
        "Add the keyword.";
    UNKNOWN_TYPE = "unknown-type", Warning,
        "The `type` of a schema is none of those that JSON Schema has; values are taken for any JSON.",
        "Write `string`, `integer`, `number`, `boolean`, `array` or `object`.";
    UNSUPPORTED_METHOD = "unsupported-method", Warning,
        "The name of a method in `additionalOperations` is none that a call can have: it has characters \
         that HTTP does not allow, or it is `CONNECT`, which asks a proxy for a tunnel; the operation is \
         left out.",
        "Write the method as HTTP does, for example `COPY`.";
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
        "A request body has only media types that no `Content-Type` header can hold; its operation is left out.",
        "Write a media type in ASCII, such as `application/json`.";
    INVALID_XML = "invalid-xml", Warning,
        "What a schema says about XML cannot be: a name or a prefix that XML does not have, a `nodeType` that the specification does not know or that does not fit the value, a keyword that is none; it is ignored.",
        "Write `name`, `namespace` and `prefix`, and what kind of node it is: `attribute` and `wrapped`, or since OpenAPI 3.2 `nodeType`.";
    UNNAMED_XML = "unnamed-xml", Warning,
        "A request body in XML is described where it stands and has no name, so that its root element is called like its type, which the server may not expect.",
        "Write `xml: { name: .. }` in the schema, or move it to `components.schemas` under the name of the element.";
    UNSUPPORTED_COMPOSITION = "unsupported-composition", Warning,
        "Several variants of a union may hold at once, or stand beside each other, which no enum expresses; their members become fields that may be absent, those that they describe differently any JSON value. A base with a `discriminator` that is composed with what has variants, too, has its own members only.",
        "Write the schema as one object, or as a `oneOf` of objects.";
    CONFLICTING_PROPERTY = "conflicting-property", Warning,
        "Two members of an `allOf` describe the same property differently; the last description is used.",
        "Describe the property once.";
    CYCLIC_COMPOSITION = "cyclic-composition", Warning,
        "A schema contains itself through `allOf`, so that it describes nothing; the inner occurrence is ignored.",
        "Remove the schema from its own `allOf`.";
    TOO_DEEP = "too-deep", Warning,
        "Schemas are nested or refer to each other so deeply that the innermost is taken for any JSON value.",
        "Describe the inner values by an object with properties, or flatten the schemas.";
    PATH_PARAMETER_UNDECLARED = "path-parameter-undeclared", Warning,
        "A path has a variable that no parameter describes; it is taken for a string.",
        "Add a parameter with that name and `in: path`.";
    PATH_PARAMETER_UNUSED = "path-parameter-unused", Warning,
        "A parameter with `in: path` does not occur in the path; it is left out.",
        "Put the parameter into the path as `{name}`, or remove it.";
    DUPLICATE_PARAMETER = "duplicate-parameter", Warning,
        "A list of parameters has two of the same name and place; the last one is used.",
        "Remove or rename one of them.";
    OPTIONAL_PATH_PARAMETER = "optional-path-parameter", Note,
        "A parameter with `in: path` says that it is not required. A path without one of its parts is another \
         path, so the specification requires all of them, and calls take them as arguments.",
        "Write `required: true`; describe the path without the part as a path of its own.";
    INVALID_PATH = "invalid-path", Warning,
        "A path does not start with `/` or has braces that do not match; its operations are left out.",
        "Write the path as `/segment/{variable}`.";
    DUPLICATE_OPERATION_ID = "duplicate-operation-id", Warning,
        "Two operations have the same `operationId`; the second gets an id made of its method and path.",
        "Give each operation an id of its own.";
    UNKNOWN_SECURITY_SCHEME = "unknown-security-scheme", Warning,
        "An operation requires a security scheme that the document does not define; the requirement is ignored.",
        "Define the scheme under `components.securitySchemes`.";

    [Pass]

    NAME_COLLISION = "name-collision", Warning,
        "Two things of the document have the same name in Rust; one of them is renamed.",
        "Rename one of them, in the document, by an overlay or by the setting `rename`.";
    UNKNOWN_SELECTOR = "unknown-selector", Warning,
        "A selector of the settings `include` or `exclude` matches no operation.",
        "Check the selector against the ids, methods, paths and tags of the document.";
    INVALID_PAGINATION = "invalid-pagination", Warning,
        "What settings or the document say about the pages of a list does not fit the operation. It has no methods `pages` and `items`.",
        "Name parameters of the operation, and members of its answer; `none` in the setting `pagination` if there are no pages.";
    UNKNOWN_RENAME = "unknown-rename", Warning,
        "A setting names a schema, an operation or a parameter that the document does not have.",
        "Check the name against the document.";
    INVALID_PATTERN = "invalid-pattern", Warning,
        "A `pattern` is no regular expression of ECMA-262, or uses what the SDK cannot check. The pattern is documented, but `validate` does not check it.",
        "Write the pattern as a regular expression of JavaScript, without flags and slashes.";
    NO_OPERATIONS = "no-operations", Error,
        "The settings select none of the operations of the document.",
        "Check the settings `include` and `exclude` against the document.";
    INVALID_EXAMPLE_PROGRAM = "invalid-example-program", Warning,
        "A program of `x-sdkwright-examples` has no name or no steps, calls an operation that the SDK does not have, or takes a member that is not there. It is left out.",
        "Each program has a `name` and `steps`; each step has the id of an `operation`, may have a name for its `answer`, and may take members of its body `with` those of answers before it: `with: { ticket: authorized.ticket }`.";
    COERCED_EXAMPLE = "coerced-example", Note,
        "An example is of another type than the document says, and becomes one of that type without a loss: the text `\"7\"` an integer, for instance. The docs of the SDK show it as such, in every place alike.",
        "Write the example as a value of its type.";
    CONTRADICTORY_EXAMPLE = "contradictory-example", Note,
        "An example, or a part of it, is not of the type that the document says, or is no value that it lists. It is left out of the docs of the SDK, whose examples compile.",
        "Mend the example, or the schema if the example is what the API sends.";
    EMPTY_API = "empty-api", Warning,
        "No path of the document has an operation that can be called; the SDK is a client without methods.",
        "Check that the right document was named, and mend what other findings say about its operations.";

    [Write]

    FOREIGN_FILE = "foreign-file", Error, by no_document,
        "A file that sdkwright did not write stands where it has to write. It is left alone, and so is everything else in the folder.",
        "Move the file away, or write to another folder.";
    UNWRITABLE_OUTPUT = "unwritable-output", Error, by no_document,
        "The output could not be written.",
        "Check that the output folder is a folder, or free to become one, and that you may write there.";
    DAMAGED_MANIFEST = "damaged-manifest", Error, by no_document,
        "The list of the files that sdkwright wrote to a folder, `.sdkwright`, cannot be read. Without it, own files cannot be told from others.",
        "Restore the file from version control, or delete the folder and generate again.";
}
