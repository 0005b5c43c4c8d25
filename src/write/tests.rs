//! Trees on a real disk.

use std::{collections::BTreeMap, fs, path::Path};

use super::{Changes, FileTree, MANIFEST, WriteError};

fn tree(files: &[(&str, &str)]) -> FileTree {
    let mut tree = FileTree::default();
    for (path, text) in files {
        tree.insert(*path, *text).unwrap();
    }
    tree
}

fn write(files: &[(&str, &str)], folder: &Path) -> Result<(usize, usize, usize), WriteError> {
    let tree = tree(files);
    let changes = Changes::between(&tree, folder)?;
    changes.apply()?;
    Ok((changes.written(), changes.unchanged(), changes.removed()))
}

/// Returns every file and every empty folder below a folder, with its text.
fn on_disk(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        let mut entries = fs::read_dir(&current).unwrap().peekable();
        if entries.peek().is_none() {
            found.insert(relative(folder, &current), "(empty folder)".to_owned());
        }
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(relative(folder, &path), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn relative(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder)
        .unwrap()
        .to_str()
        .unwrap()
        .replace('\\', "/")
}

/// Returns the names alone, without the manifest.
fn names(folder: &Path) -> Vec<String> {
    on_disk(folder)
        .into_keys()
        .filter(|name| name != MANIFEST)
        .collect()
}

#[test]
fn a_tree_is_written_and_then_is_unchanged() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("a/b");
    let files = [("Cargo.toml", "[package]\n"), ("src/models/pet.rs", "")];
    assert_eq!(write(&files, &folder).unwrap(), (2, 0, 0));
    assert_eq!(on_disk(&folder)["Cargo.toml"], "[package]\n");
    assert_eq!(names(&folder), ["Cargo.toml", "src/models/pet.rs"]);

    let before = fs::metadata(folder.join("Cargo.toml"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(write(&files, &folder).unwrap(), (0, 2, 0));
    assert_eq!(
        fs::metadata(folder.join("Cargo.toml"))
            .unwrap()
            .modified()
            .unwrap(),
        before
    );
}

#[test]
fn the_manifest_lists_the_files_and_nothing_else() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("b", ""), ("a/c", "")], temp.path()).unwrap();
    let manifest = fs::read_to_string(temp.path().join(MANIFEST)).unwrap();
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(
        manifest,
        format!("# Files written by sdkwright {version}\na/c\nb\n")
    );
}

#[test]
fn stale_files_go_and_their_empty_folders_with_them() {
    let temp = tempfile::tempdir().unwrap();
    write(
        &[("a/b/old.rs", ""), ("a/keep.rs", ""), ("c/d/old.rs", "")],
        temp.path(),
    )
    .unwrap();
    fs::write(temp.path().join("c/mine.txt"), "").unwrap();
    assert_eq!(write(&[("a/keep.rs", "")], temp.path()).unwrap(), (0, 1, 2));
    assert_eq!(names(temp.path()), ["a/keep.rs", "c/mine.txt"]);
}

#[test]
fn a_stale_file_that_is_gone_already_is_no_matter() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("a", ""), ("b", "")], temp.path()).unwrap();
    fs::remove_file(temp.path().join("b")).unwrap();
    assert_eq!(write(&[("a", "")], temp.path()).unwrap(), (0, 1, 0));
}

#[test]
fn an_edited_own_file_is_written_again() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("a", "new")], temp.path()).unwrap();
    fs::write(temp.path().join("a"), [0xFF, 0x00]).unwrap();
    assert_eq!(write(&[("a", "new")], temp.path()).unwrap(), (1, 0, 0));
    assert_eq!(on_disk(temp.path())["a"], "new");
}

#[test]
fn a_file_of_others_stops_everything() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("README.md"), "mine").unwrap();
    fs::write(temp.path().join("notes.txt"), "mine").unwrap();
    let error = write(&[("README.md", "theirs"), ("lib.rs", "")], temp.path()).unwrap_err();
    assert!(matches!(&error, WriteError::Foreign { files, .. } if files == &["README.md"]));
    assert!(
        error
            .to_string()
            .ends_with("README.md` was not written by sdkwright"),
        "{error}"
    );
    assert_eq!(names(temp.path()), ["README.md", "notes.txt"]);
    assert_eq!(on_disk(temp.path())["README.md"], "mine");

    // One that is the same already is taken over.
    assert_eq!(
        write(&[("README.md", "mine"), ("lib.rs", "")], temp.path()).unwrap(),
        (1, 1, 0)
    );
    assert_eq!(
        write(&[("README.md", "theirs")], temp.path()).unwrap(),
        (1, 0, 1)
    );
    assert_eq!(names(temp.path()), ["README.md", "notes.txt"]);
}

#[test]
fn a_file_in_place_of_a_folder_is_an_error() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("sdk");
    fs::write(&file, "mine").unwrap();
    for folder in [file.clone(), file.join("deeper")] {
        let error = write(&[("a", "")], &folder).unwrap_err();
        assert!(
            matches!(&error, WriteError::NotAFolder(path) if *path == file),
            "{error:?}"
        );
    }
    let error = write(&[("sdk/a", "")], temp.path()).unwrap_err();
    assert!(
        matches!(&error, WriteError::NotAFolder(path) if *path == file),
        "{error:?}"
    );
    assert_eq!(names(temp.path()), ["sdk"]);
}

#[test]
fn a_folder_in_place_of_a_file_is_an_error_and_nothing_is_written() {
    let temp = tempfile::tempdir().unwrap();
    fs::create_dir(temp.path().join("lib.rs")).unwrap();
    let error = write(&[("a.rs", ""), ("lib.rs", "")], temp.path()).unwrap_err();
    assert!(matches!(error, WriteError::NotAFile(_)), "{error:?}");
    assert_eq!(names(temp.path()), ["lib.rs"]);
}

#[test]
fn what_fails_while_staging_leaves_no_trace() {
    let temp = tempfile::tempdir().unwrap();
    // Longer than a name may be, which only the system knows.
    let long = "x".repeat(300);
    let folder = temp.path().join("sdk");
    let error = write(&[("a/b.rs", ""), (&long, "")], &folder).unwrap_err();
    assert!(matches!(error, WriteError::System { .. }), "{error:?}");
    assert_eq!(fs::read_dir(temp.path()).unwrap().count(), 0);
}

#[test]
fn a_manifest_that_points_outside_removes_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("sdk");
    fs::create_dir(&folder).unwrap();
    fs::write(temp.path().join("precious"), "").unwrap();
    fs::write(
        folder.join(MANIFEST),
        "# Files written by sdkwright 0.1.0\n../precious\n",
    )
    .unwrap();
    let error = write(&[("a", "")], &folder).unwrap_err();
    assert!(
        matches!(error, WriteError::Manifest { line: Some(2), .. }),
        "{error:?}"
    );
    fs::write(folder.join(MANIFEST), "hello\n").unwrap();
    let error = write(&[("a", "")], &folder).unwrap_err();
    assert!(
        matches!(error, WriteError::Manifest { line: Some(1), .. }),
        "{error:?}"
    );
    assert!(temp.path().join("precious").exists());
}

#[test]
fn a_name_may_change_its_case() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("docs/Pet.md", "text")], temp.path()).unwrap();
    assert_eq!(
        write(&[("docs/pet.md", "text")], temp.path()).unwrap(),
        (1, 0, 1)
    );
    assert_eq!(names(temp.path()), ["docs/pet.md"]);
}

#[test]
fn a_file_of_others_that_differs_in_case_alone_is_still_theirs() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("Pet.md", "ours")], temp.path()).unwrap();
    fs::write(temp.path().join("pet.md"), "mine").unwrap();
    if fs::read_to_string(temp.path().join("Pet.md")).unwrap() == "mine" {
        return; // One file for both names: this disk ignores case.
    }
    let error = write(&[("pet.md", "ours")], temp.path()).unwrap_err();
    assert!(matches!(error, WriteError::Foreign { .. }), "{error:?}");
}

#[test]
fn a_folder_in_place_of_a_stale_file_is_left_alone() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("a", ""), ("b", "")], temp.path()).unwrap();
    fs::remove_file(temp.path().join("b")).unwrap();
    fs::create_dir(temp.path().join("b")).unwrap();
    assert_eq!(write(&[("a", "")], temp.path()).unwrap(), (0, 1, 0));
    assert_eq!(names(temp.path()), ["a", "b"]);
}

#[test]
fn changes_alone_write_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("sdk");
    let tree = tree(&[("a", "")]);
    let changes = Changes::between(&tree, &folder).unwrap();
    assert_eq!(changes.written(), 1);
    changes.check().unwrap();
    assert!(!folder.exists());
}

#[cfg(feature = "cli")]
#[test]
fn changes_read_as_a_unified_diff() {
    let temp = tempfile::tempdir().unwrap();
    write(&[("gone.rs", "x\n"), ("lib.rs", "a\nb\nc\n")], temp.path()).unwrap();
    let tree = tree(&[("lib.rs", "a\nB\nc\n"), ("new.rs", "y")]);
    let changes = Changes::between(&tree, temp.path()).unwrap();
    let diff = anstream::adapter::strip_str(&super::unified_diff(&changes)).to_string();
    assert_eq!(
        diff,
        "--- a/gone.rs\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\
         --- a/lib.rs\n+++ b/lib.rs\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n\
         --- /dev/null\n+++ b/new.rs\n@@ -0,0 +1 @@\n+y\n\\ No newline at end of file\n",
    );
}
