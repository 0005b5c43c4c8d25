//! Which documents there are.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Failure, package::Package};

/// Half of the directory: the documents whose path has a digest that starts with one of these.
const HALF: [char; 8] = ['0', '2', '4', '6', '8', 'a', 'c', 'e'];

/// The members of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A document of the corpus.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// What it is called here: the package and the path in it.
    pub(super) name: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// How many bytes it has.
    pub(super) bytes: u64,
}

impl Document {
    /// Returns whose API it describes, as far as the path says so.
    pub(super) fn provider(&self) -> &str {
        let mut parts = self.name.split('/');
        let package = parts.next().unwrap_or_default();
        match package {
            "directory" => parts.next().unwrap_or_default(),
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
pub(super) fn all(packages: &[Package]) -> Result<Vec<Document>, Failure> {
    let mut documents = Vec::new();
    for package in packages {
        let (folder, wanted): (&str, fn(&str) -> bool) = match package.name {
            "directory" => ("api", is_in_half),
            "github" => ("generated", |path| path == "api.github.com.json"),
            _ => ("3.0", |_| true),
        };
        let folder = package.folder.join(folder);
        collect(&folder, &folder, package.name, wanted, &mut documents)?;
    }
    documents.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(documents)
}

fn collect(
    root: &Path,
    folder: &Path,
    package: &str,
    wanted: fn(&str) -> bool,
    documents: &mut Vec<Document>,
) -> Result<(), Failure> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, package, wanted, documents)?;
            continue;
        }
        let is_document = path
            .extension()
            .is_some_and(|end| end == "json" || end == "yaml" || end == "yml");
        let name = path
            .strip_prefix(root)?
            .to_string_lossy()
            .replace('\\', "/");
        if is_document && wanted(&name) && is_3_0(&path)? {
            documents.push(Document {
                name: format!("{package}/{name}"),
                bytes: fs::metadata(&path)?.len(),
                path,
            });
        }
    }
    Ok(())
}

fn is_in_half(path: &str) -> bool {
    let digest = Sha256::digest(path.as_bytes());
    let first = format!("{:x}", digest[0] >> 4);
    HALF.iter().any(|half| first.starts_with(*half))
}

/// Returns whether a file says, near its beginning, that it is OpenAPI 3.0.
fn is_3_0(path: &Path) -> Result<bool, Failure> {
    let text = fs::read(path)?;
    let head = String::from_utf8_lossy(&text[..text.len().min(4096)]);
    Ok(head.split("openapi").skip(1).any(|rest| {
        let version = rest.trim_start_matches(['"', '\'', ':', ' ']);
        version.starts_with("3.0")
    }))
}
