//! `sdkwright generate`: writes the SDK of a document.

use std::{io, time::Instant};

use super::{
    Exit,
    arguments::{Generate, SettingArguments, StatsFormat},
    console::Console,
    failure::Failure,
    lock::{self, Unchanged},
    spinner::Spinner,
    summary::{Count, Summary, Tally},
};
use crate::{
    Config, Generator, Outcome,
    config::{FILE_NAME, Layer},
    diagnostic::{Diagnostic, Report, Sources, codes},
    write::{Change, Changes},
};

/// Runs the command.
pub(super) fn run(
    command: &Generate,
    console: &Console,
    sources: &mut Sources,
) -> Result<Exit, Failure> {
    let started = Instant::now();
    let config = resolve(&command.settings, sources)?;
    if may_skip(command, console)
        && let Some(unchanged) = lock::unchanged(&config)
        && (unchanged.findings == 0 || console.is_for_people())
    {
        console.findings(&Report::default(), sources)?;
        console.say(&unchanged_line(&config, unchanged));
        return Ok(Exit::Success);
    }
    let out_dir = config.out_dir.clone();
    let outcome = generate(config.clone(), console, sources)?;
    let exit = Exit::of(&outcome.report);
    let Some(tree) = &outcome.tree else {
        return Ok(exit);
    };
    let changes = Changes::between(tree, &out_dir)?;
    if command.dry_run {
        changes.check()?;
    } else {
        changes.apply()?;
        lock::write(&config, &outcome, tree, sources)?;
    }
    for file in changes.files() {
        console.say_more(&format!("{} {}", sign(file), file.path));
    }
    for (stage, duration) in &outcome.stats.stages {
        console.say_more(&format!("{stage}: {:.1} ms", duration.as_secs_f64() * 1e3));
    }
    let summary = Summary {
        out_dir: &out_dir,
        dry_run: command.dry_run,
        changes: &changes,
        outcome: &outcome,
        elapsed: started.elapsed(),
    };
    console.say(&with_hidden(summary.line(), &outcome, console));
    match command.stats {
        Some(StatsFormat::Json) => console.data(&summary.json())?,
        None => {}
    }
    Ok(exit)
}

/// Returns whether a run that would change nothing may do nothing: not where somebody asks for what only
/// a run can tell.
fn may_skip(command: &Generate, console: &Console) -> bool {
    !command.force && !command.dry_run && command.stats.is_none() && !console.is_verbose()
}

/// Returns what is said where nothing was done.
fn unchanged_line(config: &Config, unchanged: Unchanged) -> String {
    let findings = match unchanged.findings {
        0 => String::new(),
        count => format!("; {}, `sdkwright lint` shows them", Count(count, "finding")),
    };
    format!(
        "{}: nothing has changed, {}{findings}",
        config.out_dir.display(),
        Count(unchanged.files, "file"),
    )
}

/// Returns all settings: those of the flags over those of the file over the defaults.
pub(super) fn resolve(
    arguments: &SettingArguments,
    sources: &mut Sources,
) -> Result<Config, Failure> {
    let mut config = Config::default();
    let mut report = Report::default();
    let file = arguments.file();
    if let Some(file) = &file {
        config.apply(Layer::read(file, sources, &mut report));
    }
    config.apply(arguments.flags.layer().clone());
    if report.has_errors() {
        return Err(report.into());
    }
    if config.spec.is_none() {
        let message = match file {
            Some(file) => format!("`{}` names no document", file.display()),
            None => format!("no document is named, and there is no `{FILE_NAME}` here"),
        };
        return Err(Diagnostic::new(codes::NO_DOCUMENT, message).into());
    }
    Ok(config)
}

/// Generates in memory, shows what was found, and says so where that is no SDK.
pub(super) fn generate(
    config: Config,
    console: &Console,
    sources: &mut Sources,
) -> io::Result<Outcome> {
    let outcome = find(config, console, sources, Generator::run)?;
    if outcome.tree.is_none() {
        let line = format!("no SDK was generated: {}", Tally(&outcome.report));
        console.say(&with_hidden(line, &outcome, console));
    }
    Ok(outcome)
}

/// Runs the stages and shows what was found.
pub(super) fn find(
    config: Config,
    console: &Console,
    sources: &mut Sources,
    run: fn(&Generator, &mut Sources) -> Outcome,
) -> io::Result<Outcome> {
    let spinner = Spinner::start(console);
    let outcome = run(&Generator::new(config), sources);
    drop(spinner);
    console.findings(&outcome.report, sources)?;
    Ok(outcome)
}

/// Returns a last line, with the number of findings that are not shown for who wants to know more.
pub(super) fn with_hidden(line: String, outcome: &Outcome, console: &Console) -> String {
    match outcome.hidden {
        1.. if console.is_verbose() => {
            let hidden = Count(outcome.hidden, "finding");
            format!("{line}; {hidden} not shown by `lints` and `ignore`")
        }
        _ => line,
    }
}

/// Returns the sign of a change, as version control shows it.
fn sign(file: &Change<'_>) -> char {
    match (&file.before, file.after) {
        (None, _) => 'A',
        (Some(_), Some(_)) => 'M',
        (Some(_), None) => 'D',
    }
}
