//! From bytes to one document.
//!
//! A path, the standard input or a text enters, with overlays; a [`Document`] leaves: one tree, in
//! which overlays have been applied, files that `$ref`s lead to have been bundled in, every reference
//! leads somewhere, and all is OpenAPI 3.0, whatever version it was. Whatever stands in the way of that is in the report, and then no
//! document leaves. Nothing is fetched from the network, nothing outside the folder of the document
//! is read on its behalf, and depth and size are bounded whatever the input says.
//!
//! ```
//! use sdkwright::diagnostic::{Report, Sources};
//! use sdkwright::load::{Input, load};
//!
//! let input = Input::Text {
//!     name: "api.yaml".into(),
//!     text: "openapi: 3.0.3\ninfo: {title: Pets, version: '1'}\npaths: {}\n".into(),
//! };
//! let (mut sources, mut report) = (Sources::default(), Report::default());
//! let document = load(&input, &[], &mut sources, &mut report).expect("the document is valid");
//! assert_eq!(document.root()["info"]["title"], "Pets");
//! ```

mod bundle;
mod dialect;
mod document;
mod format;
mod locate;
mod origins;
mod overlay;
mod parse;
pub mod read;
mod reference;
mod source;
mod version;

use std::path::PathBuf;

use serde_json::Value;

pub(crate) use dialect::v31::PREFIX_ITEMS_KEY;
pub(crate) use dialect::v32::ITEM_SCHEMA_KEY;
pub(crate) use document::member;
pub use document::{Document, FILES_KEY};
#[cfg(feature = "cli")]
pub(crate) use locate::Lines;
pub(crate) use locate::Locator;
pub use locate::{Span, locate};
pub use source::Input;

use crate::diagnostic::{Report, Severity, Sources};
use origins::Origins;
use version::Version;

/// Reads a document, applies overlays in order, bundles in the files that it refers to, and brings
/// it to OpenAPI 3.0.
///
/// Returns `None` when, and only when, an error was reported.
pub fn load(
    input: &Input,
    overlays: &[PathBuf],
    sources: &mut Sources,
    report: &mut Report,
) -> Option<Document> {
    let errors = report.count(Severity::Error);
    let id = match source::read(input, sources) {
        Ok(id) => id,
        Err(diagnostic) => {
            report.push(diagnostic);
            return None;
        }
    };
    let mut root = parse::parse(id, sources, report)?;
    let mut origins = Origins::new(id);
    overlay::apply(overlays, &mut root, &mut origins, sources, report);
    let version = check_version(&root, &origins, report)?;
    if report.count(Severity::Error) > errors {
        return None;
    }
    dialect::resolve_names(version, &mut root, &origins, report);

    let mut files = Vec::new();
    if let Input::Path(path) = input {
        files.push(path.clone());
    }
    files.extend_from_slice(overlays);
    files.extend(bundle::bundle(
        input,
        version,
        &mut root,
        &mut origins,
        sources,
        report,
    ));
    if report.count(Severity::Error) > errors {
        return None;
    }
    dialect::upgrade(version, &mut root, &mut origins, report);
    Some(Document::new(root, files, origins))
}

fn check_version(root: &Value, origins: &Origins, report: &mut Report) -> Option<Version> {
    match version::version(root) {
        Ok(version) => Some(version),
        Err(error) => {
            let (pointer, diagnostic) = error.describe();
            report.push(diagnostic.at(origins.origin(&pointer).place().value()));
            None
        }
    }
}
