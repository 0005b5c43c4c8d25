//! `sdkwright check`: shows whether the files on disk are what `generate` would write.

use super::{Exit, arguments::Check, console::Console, failure::Failure, generate};
use crate::{
    diagnostic::Sources,
    write::{Changes, unified_diff},
};

/// Runs the command.
pub(super) fn run(
    command: &Check,
    console: &Console,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let config = generate::resolve(&command.settings, sources)?;
    let out_dir = config.out_dir.clone();
    let outcome = generate::generate(config, console, sources)?;
    let Some(tree) = &outcome.tree else {
        return Ok(Exit::of(&outcome.report));
    };
    let changes = Changes::between(tree, &out_dir)?;
    let out_dir = out_dir.display();
    if changes.is_empty() {
        console.say(&format!("{out_dir}: up to date, {} files", tree.len()));
        return Ok(Exit::of(&outcome.report));
    }
    // Beside findings for machines a diff would make standard output unreadable.
    if !console.has_findings_as_data() {
        console.data(&unified_diff(&changes))?;
    }
    console.say(&format!(
        "{out_dir}: stale, {} of {} files to write, {} to remove; `sdkwright generate` does it",
        changes.written(),
        tree.len(),
        changes.removed(),
    ));
    Ok(Exit::Findings)
}
