//! Workers, as their parent sees them.

use std::{
    io,
    path::Path,
    process::{Command, Output},
};

use super::Failure;

/// Runs this program once more.
pub(super) fn run(arguments: &[&str], folder: &Path) -> io::Result<Output> {
    Command::new(std::env::current_exe()?)
        .arg("fuzz")
        .args(arguments)
        .arg("--folder")
        .arg(folder)
        .output()
}

/// Runs the case in a folder; returns what is wrong with it.
pub(super) fn replay(folder: &Path) -> Result<Option<String>, Failure> {
    let output = run(&["--replay"], folder)?;
    Ok((!output.status.success()).then(|| fault(&output)))
}

/// Returns why a worker ended before its time.
pub(super) fn fault(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let line = |text: &str| said.lines().find(|line| line.contains(text));
    if let Some(place) = line("panicked at ") {
        let place = place.rsplit("panicked at ").next().unwrap_or_default();
        return format!("panic at {place}");
    }
    if line("overflowed its stack").is_some() {
        return "overflow of the stack".to_owned();
    }
    match said.lines().find_map(|line| line.strip_prefix("fault: ")) {
        Some(fault) => fault.to_owned(),
        None => format!("{}: {}", output.status, said.trim()),
    }
}
