//! The settings: one table, from which everything that knows them by name is made.
//!
//! A row is `shape name: type = default, "example";` under its documentation. The example is a TOML
//! literal; where there is a default it is the default. `settings!(macro_name)` hands all rows to a
//! macro: [`super`] makes [`Config`](super::Config) and [`Layer`](super::Layer) of them,
//! [`crate::build_script`] the setters. The first line of a row's documentation is also the help of
//! its flag, all of it the comment in the file that `sdkwright init` writes.
//!
//! | shape | in the file | in `Config` | as a setter |
//! | --- | --- | --- | --- |
//! | `maybe` | text | `Option<T>` | `name(value)` |
//! | `one` | text | `T` | `name(value)` |
//! | `many` | a list of texts | `Vec<T>` | `name(item)`, adds one |
//! | `table` | a table of texts | `BTreeMap<String, T>` | `name(key, value)`, adds one |
//! | `switch` | a boolean | `bool` | `name(value)` |

/// Hands the rows of the table to the macro that is named.
macro_rules! settings {
    ($then:ident) => {
        $then! {
            /// The OpenAPI document: a path, or `-` for standard input.
            maybe spec: PathBuf, "\"openapi.yaml\"";

            /// Overlays (OpenAPI Overlay 1.0 or 1.1) to apply to the document, in order.
            many overlay: PathBuf, "[\"openapi.overlay.yaml\"]";

            /// The folder to write to.
            ///
            /// A build script writes to `OUT_DIR` unless it is told otherwise.
            one out_dir: PathBuf = PathBuf::from("sdk"), "\"sdk\"";

            /// What to write: `crate`, a whole crate, or `module`, a module of an application.
            ///
            /// A build script writes a module, for `include_sdk!`, unless it is told otherwise.
            one layout: Layout = Layout::Crate, "\"crate\"";

            /// The name of the crate or module; made from the document's title when left out.
            ///
            /// A build script takes the name of the document's file instead.
            maybe name: CrateName, "\"petstore\"";

            /// The version of the crate.
            one version: Version = Version::default(), "\"0.1.0\"";

            /// The description of the crate; the document's own when left out.
            maybe description: String, "\"A client of the Petstore API\"";

            /// The license of the crate, an SPDX expression.
            maybe license: String, "\"MIT OR Apache-2.0\"";

            /// The address of the repository of the crate.
            maybe repository: String, "\"https://example.com/petstore\"";

            /// The authors of the crate.
            many authors: String, "[\"Jane Doe <jane@example.com>\"]";

            /// Which operations to generate; all when empty.
            ///
            /// A selector is an operation id, `METHOD /path`, `/path` or `tag:Name`. In a path, `*`
            /// stands for a part of a segment and `**` for any number of segments.
            many include: Selector, "[\"tag:Pets\", \"GET /pets/**\"]";

            /// Which of the included operations to leave out, by the same selectors.
            many exclude: Selector, "[\"deletePet\"]";

            /// The parameters that the client holds, so that calls need not repeat them.
            many client_parameters: String, "[\"serviceId\"]";

            /// What names of environment variables with credentials begin with; made from the name
            /// when left out.
            maybe env_prefix: Identifier, "\"PETSTORE\"";

            /// Whether enums take values that the document does not know: `open` or `closed`.
            one enums: Enums = Enums::Open, "\"open\"";

            /// The type of a date with a time: `chrono`, `jiff`, `time` or `string`.
            one date_time: DateTime = DateTime::Chrono, "\"chrono\"";

            /// The type of a decimal number: `f64`, `rust_decimal` or `string`.
            ///
            /// `f64` loses digits after the 16th; the others lose none.
            one decimal: Decimal = Decimal::F64, "\"f64\"";

            /// Whether models can check themselves: a method `validate` tells what the document forbids.
            ///
            /// It checks bounds, lengths, patterns and their like, of everything within; call it before
            /// sending. The SDK needs the crate `regress` then.
            switch validate = false, "false";

            /// Whether to write Markdown pages beside the code.
            switch docs = true, "true";

            /// What to write beside the SDK: `cli`, a command-line program for the API.
            ///
            /// It is behind the feature `cli` of the crate, and not part of a module.
            many emit: Emit, "[\"cli\"]";

            /// Rust names for schemas, by their name, and for operations, by their operation id.
            table rename: Identifier, "{ pet_v2 = \"Pet\" }";

            /// The group of an operation, or its group and method, by its operation id.
            table groups: GroupPath, "{ findPetsByStatus = \"pets.find\" }";

            /// How lists are paged, by operation id; `*` for all operations that this fits.
            ///
            /// A value is a kind with parameters of the operation, or members of its body, and members of a page:
            /// `offset offset=skip total=meta.total`, `page page=page first=0 pages=total_pages`,
            /// `range start=start end=end total=total`, `cursor cursor=after next=paging.next`,
            /// `after after=starting_after id=id more=has_more`, `url next=links.next`, `link`, which is
            /// the header; or `none`. All may have `items=data`, the list, and `more=has_more`. A member
            /// whose name has dots is written as a JSON pointer: `next=/@odata.nextLink`. What is not set
            /// comes from the document, or is recognised.
            table pagination: Pagination, "{ listPets = \"cursor cursor=after next=paging.next items=data\" }";

            /// Whether every operation of the document must be in the SDK.
            ///
            /// What leaves an operation out is an error then, unless `lints` or `ignore` accept it.
            switch strict = false, "false";

            /// What becomes of findings, by their code: `allow`, `warn` or `deny`.
            ///
            /// Allowed findings are not shown; denied ones are errors, so that nothing is written.
            /// `sdkwright explain` lists the codes. Those that are errors anyway stay errors.
            table lints: Lint, "{ unknown-type = \"deny\" }";

            /// Warnings and notes that are known and accepted, by code, by place, or both.
            ///
            /// An entry is `code`, `code #/pointer` or `#/pointer`, where the JSON pointer means a
            /// place of the document and all that is below it; `*` stands for a part of a segment,
            /// `**` for any number of segments. A file may stand before `#`. An entry that nothing
            /// matches is reported.
            many ignore: Ignore, "[\"invalid-status #/paths/~1pets/get\"]";
        }
    };
}

pub(crate) use settings;
