//! What an SDK costs while it runs: runs the crates in `benches`.

use std::{error::Error, path::Path, process::Command};

/// Runs one; returns whether it came to its end, within its bounds.
pub(crate) fn run(package: &str) -> Result<bool, Box<dyn Error>> {
    let status = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--package", package])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .status()?;
    Ok(status.success())
}
