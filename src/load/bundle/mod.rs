//! Makes one tree of a document and the files that it refers to.
//!
//! The root tree enters; it leaves with each file that a `$ref` reaches embedded whole under
//! [`FILES_KEY`], and with each such `$ref` rewritten to a place in the same tree. Then it is checked
//! that every `$ref` leads to a node, and that no chain of `$ref`s runs in a circle. What no `$ref`
//! of an embedded file leads to is left as it is, and so is everything that is data. Recursion through
//! properties is as legal as ever. No file outside the folder of the root is read, and no network.

mod anchors;
mod check;
mod files;
mod siblings;
mod spread;
mod walk;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::PathBuf;

use serde_json::Value;

use super::document::{FILES_KEY, look_up};
use super::origins::{Origin, Origins};
use super::reference::{Fragment, Reference, ReferenceError};
use super::source::Input;
use super::version::Version;
use crate::diagnostic::{Diagnostic, Pointer, Report, Sources, codes};
use anchors::Anchors;
use check::Link;
use files::{FileError, Files};
use walk::{Found, Role};

/// The number of the root among the files of a document.
const ROOT: usize = 0;

/// Bundles what `root` refers to into it, and returns the files that were read for it.
pub(super) fn bundle(
    input: &Input,
    version: Version,
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
        version,
        anchors: HashMap::new(),
        missing: HashSet::new(),
        root,
        origins,
        sources,
        report,
        links: Vec::new(),
        walked: HashMap::new(),
        names: 0,
    };
    bundler.follow();
    let (links, files) = (bundler.links, bundler.files);
    for link in links.iter().filter(|link| link.text != link.reference) {
        if let Some(Value::String(reference)) = root.pointer_mut(link.at.as_str())
            && *reference != link.reference
        {
            reference.clone_from(&link.reference);
        }
    }
    check::check(&links, root, origins, report);
    siblings::check(version, &links, root, origins, report);
    files.into_paths()
}

struct Bundler<'a> {
    files: Files,
    version: Version,
    /// The anchors of each file that was asked for one.
    anchors: HashMap<usize, Anchors>,
    /// The anchors that were asked for and are not there.
    missing: HashSet<(usize, String)>,
    root: &'a mut Value,
    origins: &'a mut Origins,
    sources: &'a mut Sources,
    report: &'a mut Report,
    /// Every reference of the tree.
    links: Vec<Link>,
    /// What was searched for references, and what it was taken for.
    walked: HashMap<Pointer, Role>,
    /// How many names maps have taken from files.
    names: usize,
}

impl Bundler<'_> {
    /// Follows every reference of the root, and those of what they lead to. Of a file, only what is
    /// reached is searched: the role of a node in it follows from the reference, not from the file.
    fn follow(&mut self) {
        let mut linked: HashSet<Pointer> = HashSet::new();
        let mut done: HashSet<Pointer> = HashSet::new();
        let mut pending = VecDeque::from([(ROOT, Pointer::root(), Role::Object)]);
        while let Some((file, at, role)) = pending.pop_front() {
            if self.names > spread::MAX_NAMES {
                return;
            }
            // Most references lead where others have led.
            if done.contains(&at) {
                continue;
            }
            if self.was_walked(&at) {
                done.insert(at);
                continue;
            }
            let found = match look_up(self.root, &at) {
                Some(node) => walk::references(node, role, &at),
                None => continue,
            };
            self.walked.insert(at, role);
            for found in found {
                // A node inside one that was searched before may be searched again.
                if !linked.insert(found.pointer.clone()) {
                    continue;
                }
                let role = found.role;
                if let Some((file, link)) = self.link(file, found) {
                    pending.push_back((file, link.to.clone(), role));
                    self.keep(link, role);
                }
            }
        }
    }

    fn keep(&mut self, link: Link, role: Role) {
        match spread::spread(&link, role, self.root, self.origins) {
            None => self.links.push(link),
            Some(links) => {
                self.names += links.len();
                if self.names > spread::MAX_NAMES {
                    let place = self.origins.origin(&link.at).place();
                    self.report.push(
                        Diagnostic::new(
                            codes::EXPANDS_TOO_FAR,
                            "the files of this document bring too many names",
                        )
                        .at(place),
                    );
                } else {
                    self.links.extend(links);
                }
            }
        }
    }

    /// Returns whether a node is part of what was searched, and not of data in it.
    fn was_walked(&self, at: &Pointer) -> bool {
        let mut ancestor = Some(at.clone());
        while let Some(top) = ancestor {
            if let Some(role) = self.walked.get(&top)
                && let Some(node) = look_up(self.root, &top)
                && let Some(path) = at.strip_prefix(&top)
                && role.at(node, &path).is_some()
            {
                return true;
            }
            ancestor = top.parent();
        }
        false
    }

    /// Returns the file that a reference leads to, and the reference as it will be written.
    fn link(&mut self, file: usize, found: Found) -> Option<(usize, Link)> {
        let reference = match Reference::parse(&found.text) {
            Ok(reference) => reference,
            Err(error) => {
                self.report_invalid(&error, &found);
                return None;
            }
        };
        let target = match &reference.file {
            None => file,
            Some(path) => self.open(file, path, &found)?,
        };
        let top = top(target);
        let (pointer, text) = match reference.fragment {
            Fragment::Pointer { pointer, text } => (pointer, text),
            Fragment::Anchor(name) => {
                let same = reference.file.is_none();
                let pointer = self.anchor(target, same, &name, &found)?;
                let text = pointer.as_str().replace('%', "%25");
                (pointer, text)
            }
        };
        let link = Link {
            reference: format!("#{top}{text}"),
            to: top.append(&pointer),
            text: found.text,
            at: found.pointer,
        };
        Some((target, link))
    }

    /// Returns where the node with an anchor stands in its file. `same` says that what refers to it
    /// stands in that file, too.
    fn anchor(&mut self, file: usize, same: bool, name: &str, found: &Found) -> Option<Pointer> {
        match self.version {
            Version::V3_1 | Version::V3_2 => {}
            Version::V2 | Version::V3_0 => {
                self.report_invalid(&ReferenceError::Anchor(name.to_owned()), found);
                return None;
            }
        }
        let top = top(file);
        let tree = self.root.pointer(top.as_str())?;
        let anchors = self
            .anchors
            .entry(file)
            .or_insert_with(|| Anchors::of(tree));
        let from = found.pointer.strip_prefix(&top).filter(|_| same);
        let from = from.unwrap_or_default();
        if let Some(pointer) = anchors.find(name, &from) {
            return Some(pointer.clone());
        }
        if self.missing.insert((file, name.to_owned())) {
            let place = self.origins.origin(&found.pointer).place().value();
            let mut diagnostic = Diagnostic::new(
                codes::DANGLING_REFERENCE,
                format!("`{}` does not exist", found.text),
            )
            .label(place, format!("no schema there has `$anchor: {name}`"));
            let component = Pointer::root()
                .join("components")
                .join("schemas")
                .join(name);
            if let Some(similar) = check::similar(anchors.names(), name) {
                diagnostic = diagnostic.help(format!("There is a similar name: `{similar}`."));
            } else if tree.pointer(component.as_str()).is_some() {
                diagnostic = diagnostic.help(format!("Did you mean `#{component}`?"));
            }
            self.report.push(diagnostic);
        }
        None
    }

    /// Returns the number of a file, which is read when it is met for the first time.
    fn open(&mut self, from: usize, path: &str, found: &Found) -> Option<usize> {
        let text = &found.text;
        let place = self.origins.origin(&found.pointer).place().value();
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
                    .help("Name the document by its path."),
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

    fn report_invalid(&mut self, error: &ReferenceError, found: &Found) {
        let text = &found.text;
        let diagnostic = match error {
            ReferenceError::Remote => Diagnostic::new(
                codes::REMOTE_REFERENCE,
                format!("`{text}` is a URL, and only files beside the document are read"),
            ),
            ReferenceError::Escape => Diagnostic::new(
                codes::INVALID_REFERENCE,
                format!("`{text}` has a wrong `%` escape"),
            )
            .help("Write `%25` for `%` itself."),
            ReferenceError::Anchor(anchor) => Diagnostic::new(
                codes::INVALID_REFERENCE,
                format!("`{text}` is not a JSON pointer: `/` is missing after `#`"),
            )
            .help(format!("Did you mean `#/components/schemas/{anchor}`?")),
        };
        let place = self.origins.origin(&found.pointer).place().value();
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
