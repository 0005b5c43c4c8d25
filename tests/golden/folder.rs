//! A folder and what should be in it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anstream::{AutoStream, ColorChoice};
use sdkwright::write::{Change, file_diff};

/// More lines than this say nothing more.
const LINES: usize = 400;

/// A folder of committed files.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
}

/// Returns whether to write what is generated instead of comparing it.
pub(crate) fn bless() -> bool {
    std::env::var_os("BLESS").is_some()
}

impl Folder {
    /// Returns a folder of this package.
    pub(crate) fn new(path: &str) -> Self {
        Self { path: path.into() }
    }

    /// Asserts that the folder holds these files, and no others of those that are generated.
    ///
    /// `BLESS=1` makes it so instead.
    ///
    /// # Panics
    ///
    /// With a diff from what is there to what should be.
    pub(crate) fn expect(
        &self,
        files: &BTreeMap<String, String>,
        is_generated: impl Fn(&str) -> bool,
    ) {
        let changes = self.changes(files, is_generated);
        if changes.is_empty() {
            return;
        }
        if bless() {
            for change in &changes {
                self.apply(change);
            }
            return;
        }
        panic!(
            "{} is stale in {} places\n{}run `BLESS=1 cargo test --test golden` to write what is generated",
            self.path.display(),
            changes.len(),
            diff(&changes),
        );
    }

    fn changes<'f>(
        &self,
        files: &'f BTreeMap<String, String>,
        is_generated: impl Fn(&str) -> bool,
    ) -> Vec<Change<'f>> {
        let wrong = files.iter().filter_map(|(path, text)| {
            let before = match fs::read(self.path.join(path)) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => panic!("{path}: {error}"),
            };
            (before.as_deref() != Some(text.as_bytes())).then(|| Change {
                path: path.clone(),
                before,
                after: Some(text),
            })
        });
        let mut present = Vec::new();
        list(&self.path, "", &mut present);
        let stray = present
            .into_iter()
            .filter(|path| is_generated(path) && !files.contains_key(path))
            .map(|path| Change {
                before: Some(fs::read(self.path.join(&path)).unwrap()),
                after: None,
                path,
            });
        wrong.chain(stray).collect()
    }

    fn apply(&self, change: &Change<'_>) {
        let path = self.path.join(&change.path);
        match change.after {
            Some(text) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            None => {
                fs::remove_file(&path).unwrap();
                // The folders that it leaves empty go, too.
                for folder in path.ancestors().skip(1) {
                    if fs::remove_dir(folder).is_err() {
                        break;
                    }
                }
            }
        }
    }
}

/// Lists the files below a folder, with `/` between segments.
fn list(folder: &Path, prefix: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            list(&entry.path(), &format!("{path}/"), files);
        } else {
            files.push(path);
        }
    }
}

/// Returns the changes as people read them: in colour where they look at a terminal.
fn diff(changes: &[Change<'_>]) -> String {
    let text: String = changes.iter().map(file_diff).collect();
    let mut shown: String = text
        .lines()
        .take(LINES)
        .flat_map(|line| [line, "\n"])
        .collect();
    let rest = text.lines().count().saturating_sub(LINES);
    if rest > 0 {
        shown.push_str(&format!("({rest} more lines)\n"));
    }
    // What fails is shown on standard output, by the test harness.
    match AutoStream::choice(&io::stdout()) {
        ColorChoice::Never => anstream::adapter::strip_str(&shown).to_string(),
        ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => shown,
    }
}
