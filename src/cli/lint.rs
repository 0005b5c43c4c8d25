//! `sdkwright lint`: tells what there is to say about a document, and writes nothing.

use super::{
    Exit,
    arguments::Lint,
    console::Console,
    failure::Failure,
    generate,
    summary::{Count, Tally},
};
use crate::{Generator, diagnostic::Sources};

/// Runs the command.
pub(super) fn run(
    command: &Lint,
    console: &Console,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let config = generate::resolve(&command.settings, sources)?;
    let outcome = generate::find(config, console, sources, Generator::lint)?;
    let stats = &outcome.stats;
    let mut line = Tally(&outcome.report).to_string();
    let omitted: usize = stats.omitted.iter().map(|(_, count)| count).sum();
    // Where the document could not be read, nobody knows how many operations it has.
    if stats.stages.iter().any(|(name, _)| *name == "plan") {
        line = format!(
            "{line} in {}",
            Count(stats.operations + omitted, "operation")
        );
        if omitted > 0 {
            line = format!("{line}, {omitted} of them left out");
        }
    }
    console.say(&generate::with_hidden(line, &outcome, console));
    Ok(Exit::of(&outcome.report))
}
