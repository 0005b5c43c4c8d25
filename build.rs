//! Tells the program what it was built from: `sdkwright.lock` names the generator by more than its version,
//! which stays the same while somebody works on it.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// What decides what the generator writes.
const FOLDERS: [&str; 2] = ["src", "templates"];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
    }
    // Only the program has a lock.
    if env::var_os("CARGO_FEATURE_CLI").is_none() {
        return Ok(());
    }
    let mut files = Vec::new();
    for folder in FOLDERS {
        collect(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut hash = Hash::default();
    for (name, path) in files {
        hash.add(name.as_bytes());
        hash.add(&fs::read(path)?);
    }
    println!("cargo::rustc-env=SDKWRIGHT_BUILD={:016x}", hash.0);
    Ok(())
}

/// Collects the files below a folder that are part of a package, with names that no system changes.
fn collect(folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_source = |extension: &str| matches!(extension, "rs" | "md" | "toml");
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, files)?;
        } else if path
            .extension()
            .and_then(|it| it.to_str())
            .is_some_and(is_source)
        {
            files.push((path.to_string_lossy().replace('\\', "/"), path));
        }
    }
    Ok(())
}

/// FNV-1a, which needs no crate.
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    /// Adds bytes, and their end. Ends of lines may differ from one checkout to another.
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().filter(|byte| **byte != b'\r').chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
