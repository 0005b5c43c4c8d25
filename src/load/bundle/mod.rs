//! Makes one tree of a document and the files that it refers to.
//!
//! The root tree enters; it leaves with each file that a `$ref` reaches embedded whole under
//! [`FILES_KEY`], and with each such `$ref` rewritten to a place in the same tree. Then it is checked
//! that every `$ref` leads to a node, and that no chain of `$ref`s runs in a circle. Recursion through
//! properties is as legal as ever. No file outside the folder of the root is read, and no network.

mod check;
mod files;
mod walk;

use std::path::PathBuf;

use serde_json::Value;

use super::document::FILES_KEY;
use super::origins::{Origin, Origins};
use super::reference::{Reference, ReferenceError};
use super::source::Input;
use crate::diagnostic::{Diagnostic, Pointer, Report, Sources, codes};
use check::Link;
use files::{FileError, Files};
use walk::Found;

/// The number of the root among the files of a document.
const ROOT: usize = 0;

/// Bundles what `root` refers to into it, and returns the files that were read for it.
pub(super) fn bundle(
    input: &Input,
    root: &mut Value,
    origins: &mut Origins,
    sources: &mut Sources,
    report: &mut Report,
) -> Vec<PathBuf> {
    let reserved = Pointer::root().join(FILES_KEY);
    if root.get(FILES_KEY).is_some() {
        report.push(
            Diagnostic::new(
                codes::RESERVED_KEY,
                format!("the key `{FILES_KEY}` is reserved"),
            )
            .at(origins.origin(&reserved).place()),
        );
        return Vec::new();
    }

    let mut bundler = Bundler {
        files: Files::new(input),
        root,
        origins,
        sources,
        report,
        links: Vec::new(),
    };
    bundler.follow();
    let (links, files) = (bundler.links, bundler.files);
    for link in &links {
        if let Some(Value::Object(members)) = root.pointer_mut(link.from.as_str())
            && let Some(reference) = members.get_mut("$ref")
            && reference.as_str() != Some(&link.reference)
        {
            *reference = Value::String(link.reference.clone());
        }
    }
    check::check(&links, root, origins, report);
    files.into_paths()
}

struct Bundler<'a> {
    files: Files,
    root: &'a mut Value,
    origins: &'a mut Origins,
    sources: &'a mut Sources,
    report: &'a mut Report,
    /// Every reference of the tree, by its place in the merged tree.
    links: Vec<Link>,
}

impl Bundler<'_> {
    /// Follows every reference of the root, and those of the files that are found on the way.
    fn follow(&mut self) {
        let mut pending = vec![ROOT];
        while let Some(file) = pending.pop() {
            let top = top(file);
            let found = match self.root.pointer(top.as_str()) {
                Some(tree) => walk::references(tree),
                None => Vec::new(),
            };
            for reference in found {
                let known = self.files.count();
                if let Some(link) = self.link(file, reference) {
                    self.links.push(link);
                }
                pending.extend(known..self.files.count());
            }
        }
    }

    fn link(&mut self, file: usize, found: Found) -> Option<Link> {
        let from = top(file).append(&found.pointer);
        let reference = match Reference::parse(&found.text) {
            Ok(reference) => reference,
            Err(error) => {
                self.report_invalid(&error, &found.text, &from);
                return None;
            }
        };
        let target = match &reference.file {
            None => file,
            Some(path) => self.open(file, path, &found.text, &from)?,
        };
        let top = top(target);
        Some(Link {
            text: found.text,
            reference: format!("#{top}{}", reference.fragment),
            to: top.append(&reference.pointer),
            from,
        })
    }

    /// Returns the number of a file, which is read when it is met for the first time.
    fn open(&mut self, from: usize, path: &str, text: &str, at: &Pointer) -> Option<usize> {
        let place = self.origins.origin(&at.join("$ref")).place().value();
        match self.files.find(from, path) {
            Ok(number) => Some(number),
            Err(FileError::Unread(key)) => match self.files.read(&key, self.sources, self.report) {
                Ok((source, tree)) => {
                    let number = self.files.add(key);
                    self.embed(number, tree);
                    let origin = Origin {
                        source,
                        pointer: Pointer::root(),
                    };
                    self.origins.set(top(number), origin);
                    Some(number)
                }
                Err(problem) => {
                    self.files.refuse(key);
                    if let Some(problem) = problem {
                        self.report
                            .push(Diagnostic::new(codes::MISSING_REFERRED_FILE, problem).at(place));
                    }
                    None
                }
            },
            Err(FileError::Refused) => None,
            Err(FileError::Outside) => {
                self.report.push(
                    Diagnostic::new(
                        codes::REFERENCE_OUTSIDE_FOLDER,
                        format!("`{text}` leads out of the folder of the document"),
                    )
                    .at(place),
                );
                None
            }
            Err(FileError::NoFolder) => {
                self.report.push(
                    Diagnostic::new(
                        codes::MISSING_REFERRED_FILE,
                        format!("`{text}` leads to a file, but the document is not in a folder"),
                    )
                    .at(place)
                    .help("name the document by its path"),
                );
                None
            }
        }
    }

    fn embed(&mut self, number: usize, tree: Value) {
        if let Some(members) = self.root.as_object_mut()
            && let Value::Array(files) = members
                .entry(FILES_KEY)
                .or_insert_with(|| Value::Array(Vec::new()))
        {
            debug_assert_eq!(files.len() + 1, number, "files are embedded in their order");
            files.push(tree);
        }
    }

    fn report_invalid(&mut self, error: &ReferenceError, text: &str, from: &Pointer) {
        let diagnostic = match error {
            ReferenceError::Remote => Diagnostic::new(
                codes::REMOTE_REFERENCE,
                format!("`{text}` leads to another machine or outside the files of the document"),
            ),
            ReferenceError::Escape => Diagnostic::new(
                codes::INVALID_REFERENCE,
                format!("`{text}` has a wrong `%` escape"),
            )
            .help("write `%25` for `%` itself"),
            ReferenceError::Anchor(anchor) => Diagnostic::new(
                codes::INVALID_REFERENCE,
                format!("`{text}` is not a JSON pointer: `/` is missing after `#`"),
            )
            .help(format!("did you mean `#/components/schemas/{anchor}`?")),
        };
        let place = self.origins.origin(&from.join("$ref")).place().value();
        self.report.push(diagnostic.at(place));
    }
}

/// Returns where the tree of a file is in the merged tree.
fn top(file: usize) -> Pointer {
    match file.checked_sub(1) {
        None => Pointer::root(),
        Some(embedded) => Pointer::root().join(FILES_KEY).join(embedded),
    }
}

#[cfg(test)]
mod tests;
