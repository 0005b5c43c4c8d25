//! Disks that are full, that refuse, and programs that are stopped in the middle.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use super::document;

fn generate(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sdkwright"));
    command
        .args(["generate", "-q", "api.json", "-o", "sdk"])
        .current_dir(folder);
    command
}

/// Returns a folder with a document of many models.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let schemas = (0..300).map(|index| {
        let next = super::reference(&format!("S{}", (index + 1) % 300));
        let schema = serde_json::json!({ "type": "object", "properties": { "a": next } });
        (format!("S{index}"), schema)
    });
    fs::write(
        folder.path().join("api.json"),
        document(schemas).to_string(),
    )
    .unwrap();
    folder
}

/// Returns every file below a folder, with its text.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_run_that_was_killed_is_made_up_for_by_the_next() {
    let folder = folder();
    let sdk = folder.path().join("sdk");
    assert!(generate(folder.path()).status().unwrap().success());
    let whole = files(&sdk);
    for milliseconds in [1, 5, 10, 20, 40, 60, 80, 100, 120, 150, 200, 300] {
        fs::remove_dir_all(&sdk).unwrap();
        fs::create_dir(&sdk).unwrap();
        fs::write(sdk.join("mine.txt"), "mine").unwrap();
        let mut run = generate(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(milliseconds));
        // It may have ended before.
        let _ = run.kill();
        run.wait().unwrap();
        // What a run leaves behind is removed when it cannot be going on any more.
        for (name, _) in files(&sdk) {
            if name.ends_with(".tmp") {
                let file = fs::File::options()
                    .append(true)
                    .open(sdk.join(name))
                    .unwrap();
                let past = std::time::SystemTime::now() - Duration::from_secs(3600);
                file.set_modified(past).unwrap();
            }
        }
        assert!(generate(folder.path()).status().unwrap().success());
        let mut after = files(&sdk);
        assert_eq!(fs::read_to_string(sdk.join("mine.txt")).unwrap(), "mine");
        // A temporary file may stay where the last run had nothing to write.
        after.retain(|(name, _)| name != "mine.txt" && !name.ends_with(".tmp"));
        let names = |files: &[(String, Vec<u8>)]| -> Vec<String> {
            files.iter().map(|(name, _)| name.clone()).collect()
        };
        assert_eq!(names(&after), names(&whole), "after {milliseconds} ms");
        assert!(after == whole, "after {milliseconds} ms");
    }
}

/// On a disk of a few kilobytes, where the system lets us have one.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_loses_nothing() {
    let folder = folder();
    let sdk = folder.path().join("sdk");
    fs::create_dir(&sdk).unwrap();
    fs::write(sdk.join("mine.txt"), "mine").unwrap();
    // A namespace of its own, so that the disk goes when the command ends.
    let script = format!(
        "mount -t tmpfs -o size=64k none sdk && echo mine > sdk/mine.txt \
         && {} generate -q api.json -o sdk; code=$?; ls -A sdk; exit $code",
        env!("CARGO_BIN_EXE_sdkwright")
    );
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &script])
        .current_dir(folder.path())
        .output();
    let Ok(output) = output else { return };
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("unshare:") || said.contains("mount:") {
        return;
    }
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("unwritable-output"), "{said}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "mine.txt\n");
}

#[cfg(unix)]
#[test]
fn a_folder_that_refuses_is_an_error() {
    let folder = folder();
    // Even the administrator can make nothing in these.
    for place in ["/dev/null", "/dev/null/sdk", "/proc/sdk"] {
        let output = Command::new(env!("CARGO_BIN_EXE_sdkwright"))
            .args(["generate", "-q", "api.json", "-o", place])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{place}");
    }
}
