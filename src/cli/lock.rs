//! `sdkwright.lock`: what the SDK in a folder was made of, so that a run that would change nothing is over
//! at once.
//!
//! What enters: settings, and what a run with them read and wrote. What leaves: whether anything has changed
//! since. The lock holds hashes of the generator, the settings, every file that was read and all files that
//! were written; nothing of the machine and no time, so that the same input makes the same lock. Times of
//! files would be faster to compare, but version control does not keep them, and an edit may.

use std::{
    ffi::OsStr,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

use crate::{
    Config, Outcome,
    config::STANDARD_INPUT,
    diagnostic::Sources,
    parallel,
    write::{FileTree, WriteError, owned_files, write_file},
};

/// The name of the lock in the folder.
const LOCK: &str = "sdkwright.lock";

/// The first line, by which a lock is told from a file of somebody else.
const HEADER: &str =
    "# Made by sdkwright: while all of this stays the same, `generate` has nothing to do.\n";

/// What a file that was read is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Document,
    Overlay,
    /// A file that the document refers to.
    Referred,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Overlay => "overlay",
            Self::Referred => "file",
        }
    }
}

/// A folder that holds already what a run would write to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unchanged {
    /// How many files the SDK has.
    pub(super) files: usize,
    /// How many findings were told when it was written.
    pub(super) findings: usize,
}

/// Returns what is known about the folder of the output, where nothing has changed since it was written.
///
/// Whatever cannot be read has changed: the run finds out what is wrong with it.
pub(super) fn unchanged(config: &Config) -> Option<Unchanged> {
    let lock = fs::read_to_string(config.out_dir.join(LOCK)).ok()?;
    let rest = lock.strip_prefix(HEADER)?;
    let mut findings = 0;
    let mut referred = Vec::new();
    for line in rest.lines() {
        match line.split_once(' ')? {
            ("findings", count) => findings = count.parse().ok()?,
            ("file", file) => referred.push(file.split_once(' ')?.1),
            _ => {}
        }
    }
    let spec = config.spec.as_deref()?;
    let folder = spec.parent()?;
    let inputs = named_inputs(config)?
        .into_iter()
        .chain(referred.into_iter().map(|file| {
            let name = file.to_owned();
            (Role::Referred, name, folder.join(file))
        }));
    let hashes = inputs.map(|(role, name, path)| Some((role, name, hash_of_input(&path)?)));
    let head = head(config, &hashes.collect::<Option<Vec<_>>>()?, findings)?;
    // The output is looked at last, as it takes most of the time.
    let output = rest.strip_prefix(head.as_str())?;
    let files = owned_files(&config.out_dir).ok()?;
    let texts = parallel::map(&files, |file| read(&config.out_dir.join(file)));
    let texts = texts.into_iter().collect::<Option<Vec<_>>>()?;
    let on_disk = files.iter().map(String::as_str).zip(&texts);
    let is_same = output == output_line(on_disk.map(|(path, text)| (path, text.as_slice())));
    is_same.then_some(Unchanged {
        files: files.len(),
        findings,
    })
}

/// Writes the lock of a run that has written its files; none where it could not tell whether anything
/// changes: of standard input, and where the file of that name is somebody else's.
pub(super) fn write(
    config: &Config,
    outcome: &Outcome,
    tree: &FileTree,
    sources: &Sources,
) -> Result<(), WriteError> {
    let is_foreign =
        fs::read_to_string(config.out_dir.join(LOCK)).is_ok_and(|text| !text.starts_with(HEADER));
    match text(config, outcome, tree, sources) {
        Some(text) if !is_foreign => write_file(&config.out_dir, LOCK, &text),
        Some(_) | None => Ok(()),
    }
}

fn text(config: &Config, outcome: &Outcome, tree: &FileTree, sources: &Sources) -> Option<String> {
    let mut inputs = named_inputs(config)?;
    let folder = config.spec.as_deref()?.parent()?;
    for path in outcome.inputs.get(inputs.len()..)? {
        let names = path.strip_prefix(folder).ok()?.iter().map(OsStr::to_str);
        let name = names.collect::<Option<Vec<_>>>()?.join("/");
        inputs.push((Role::Referred, name, path.clone()));
    }
    let hashes = inputs.into_iter().map(|(role, name, path)| {
        // What was read, not what is there by now.
        let name_of_source = path.display().to_string();
        let (_, source) = sources.iter().find(|(_, it)| it.name == name_of_source)?;
        Some((role, name, xxh3_128(source.text.as_bytes())))
    });
    let findings = outcome.report.diagnostics().len();
    let head = head(config, &hashes.collect::<Option<Vec<_>>>()?, findings)?;
    let output = output_line(tree.iter().map(|(path, text)| (path, text.as_bytes())));
    Some(format!("{HEADER}{head}{output}"))
}

/// Returns the files that the settings name, with what they are called in the lock; `None` where the document
/// is not in a file.
fn named_inputs(config: &Config) -> Option<Vec<(Role, String, PathBuf)>> {
    let spec = config.spec.as_ref()?;
    if spec.as_os_str() == STANDARD_INPUT {
        return None;
    }
    let overlays = config.overlay.iter().map(|path| (Role::Overlay, path));
    std::iter::once((Role::Document, spec))
        .chain(overlays)
        // Where the files are is nobody's business; their names decide how they are read.
        .map(|(role, path)| Some((role, path.file_name()?.to_str()?.to_owned(), path.clone())))
        .collect()
}

/// Returns the lines about everything but the output; `None` where a name would be no line.
fn head(config: &Config, inputs: &[(Role, String, u128)], findings: usize) -> Option<String> {
    let mut settings = config.clone();
    // These are told by what they lead to.
    settings.spec = None;
    settings.overlay.clear();
    settings.out_dir.clear();
    let mut text = format!(
        "generator {} {}\nsettings {:032x}\n",
        env!("CARGO_PKG_VERSION"),
        env!("SDKWRIGHT_BUILD"),
        xxh3_128(format!("{settings:?}").as_bytes()),
    );
    for (role, name, hash) in inputs {
        if name.contains(['\n', '\r']) {
            return None;
        }
        writeln!(text, "{} {hash:032x} {name}", role.word()).ok()?;
    }
    writeln!(text, "findings {findings}").ok()?;
    Some(text)
}

/// Returns the line about the output: files in the order of their paths.
fn output_line<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    let files: Vec<_> = files.collect();
    let hashes = parallel::map(&files, |(_, text)| xxh3_128(text));
    let mut all = Xxh3Default::new();
    for ((path, _), hash) in files.iter().zip(hashes) {
        all.update(path.as_bytes());
        all.update(&[0]);
        all.update(&hash.to_le_bytes());
    }
    format!("output {:032x}\n", all.digest128())
}

fn hash_of_input(path: &Path) -> Option<u128> {
    let bytes = read(path)?;
    // As documents are read.
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Some(xxh3_128(text))
}

/// Reads a file. Reading a device or a pipe may never end.
fn read(path: &Path) -> Option<Vec<u8>> {
    let is_file = fs::metadata(path).is_ok_and(|metadata| metadata.is_file());
    is_file.then(|| fs::read(path).ok()).flatten()
}
