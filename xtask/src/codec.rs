//! How fast models are read and written: runs the crate `benches/codec`.

use std::{error::Error, path::Path, process::Command};

/// Runs it; returns whether it ran to its end.
pub(crate) fn run() -> Result<bool, Box<dyn Error>> {
    let status = Command::new("cargo")
        .args(["run", "--release", "--quiet", "--package", "codec-bench"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .status()?;
    Ok(status.success())
}
