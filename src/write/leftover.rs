//! What a run leaves behind that was stopped before its end.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    time::{Duration, SystemTime},
};

use super::manifest::Manifest;

/// How old a temporary file is whose run cannot be going on any more.
const MIN_AGE: Duration = Duration::from_secs(600);

/// Removes the temporary files of the files that a manifest lists.
///
/// What cannot be looked at or removed stays: it is in nobody's way.
pub(super) fn remove(folder: &Path, manifest: &Manifest) {
    let folders: BTreeSet<&str> = manifest
        .files()
        .map(|path| path.rsplit_once('/').map_or("", |(parent, _)| parent))
        .collect();
    for parent in folders {
        let Ok(entries) = fs::read_dir(folder.join(parent)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let Some(of) = name.to_str().and_then(name_of) else {
                continue;
            };
            let path = match parent {
                "" => of.to_owned(),
                parent => format!("{parent}/{of}"),
            };
            if (manifest.owns(&path) || path == super::MANIFEST) && is_old(&entry) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Returns the name of the file that a temporary file is to become, by the temporary file's name.
fn name_of(temporary: &str) -> Option<&str> {
    let (name, process) = temporary
        .strip_prefix('.')?
        .strip_suffix(".tmp")?
        .rsplit_once('.')?;
    let is_number = !process.is_empty() && process.bytes().all(|digit| digit.is_ascii_digit());
    is_number.then_some(name)
}

fn is_old(entry: &fs::DirEntry) -> bool {
    let modified = entry.metadata().and_then(|metadata| metadata.modified());
    let age = modified
        .ok()
        .and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_some_and(|age| age >= MIN_AGE)
}

#[cfg(test)]
mod tests {
    use super::name_of;

    #[test]
    fn temporary_files_are_known_by_their_names() {
        assert_eq!(name_of(".lib.rs.4711.tmp"), Some("lib.rs"));
        assert_eq!(name_of("..sdkwright.4711.tmp"), Some(".sdkwright"));
        for name in ["lib.rs", ".lib.rs.tmp", ".lib.rs.x.tmp", "lib.rs.1.tmp"] {
            assert_eq!(name_of(name), None, "{name}");
        }
    }
}
