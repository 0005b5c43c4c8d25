//! Which documents there are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{Failure, source::Source};

/// The members of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What it is called here: the source and the path in it.
    pub(super) name: String,
    /// Where it comes from.
    pub(super) source: &'static Source,
    /// Where it is.
    pub(super) path: PathBuf,
    /// How many bytes it has.
    pub(super) bytes: u64,
}

impl Document {
    /// Returns whose API it describes, as far as the path says so.
    pub(super) fn provider(&self) -> &str {
        match self.source.name {
            "directory" => self.name.split('/').nth(1).unwrap_or_default(),
            _ => &self.name,
        }
    }

    /// Counts the operations of the document, by reading it with the plainest parser there is.
    pub(super) fn operations(&self) -> usize {
        let Ok(text) = fs::read_to_string(&self.path) else {
            return 0;
        };
        let root: Option<Value> = match self.path.extension().is_some_and(|end| end == "json") {
            true => serde_json::from_str(&text).ok(),
            false => serde_yaml::from_str(&text).ok(),
        };
        let paths = root.as_ref().and_then(|root| root.get("paths"));
        paths
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .filter(|(path, _)| !path.starts_with("x-"))
            .filter_map(|(_, item)| item.as_object())
            .flat_map(|item| item.keys())
            .filter(|key| METHODS.contains(&key.as_str()))
            .count()
    }
}

/// Finds the documents of the corpus, sorted by name.
pub(super) fn all(sources: &[(&'static Source, PathBuf)]) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for (source, part) in sources {
        collect(source, part, part, &mut documents)?;
    }
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(documents)
}

/// Adds the documents at a path, which may be a folder, of the part of a source.
fn collect(
    source: &'static Source,
    part: &Path,
    path: &Path,
    documents: &mut Vec<Document>,
) -> Result<(), Failure> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(source, part, &entry?.path(), documents)?;
        }
        return Ok(());
    }
    let is_document = path
        .extension()
        .is_some_and(|end| end == "json" || end == "yaml" || end == "yml");
    if !is_document {
        return Ok(());
    }
    let name = match path.strip_prefix(part)?.to_string_lossy() {
        // The part is a file.
        name if name.is_empty() => path.file_name().unwrap_or_default().to_string_lossy(),
        name => name,
    };
    let name = name.replace('\\', "/");
    let text = fs::read(path)?;
    if source.takes(&name, &text) {
        documents.push(Document {
            name: format!("{}/{name}", source.name),
            source,
            path: path.to_owned(),
            bytes: text.len() as u64,
        });
    }
    Ok(())
}
