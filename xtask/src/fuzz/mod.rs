//! Fuzzing: mutated documents, settings and overlays, from the bytes to the files.
//!
//! ```text
//! cargo xtask fuzz --seconds 600            a new seed, which is printed
//! cargo xtask fuzz --seconds 30 --seed 7    the same inputs as the last time
//! cargo xtask fuzz --replay --folder target/fuzz/fault-1
//! ```
//!
//! It needs no nightly toolchain and no engine: the generator is fast enough that mutations by
//! structure find more than coverage would. Inputs run in a child process, so that an overflow of the
//! stack or a run without end is reported with its input like every other fault.

mod case;
mod check;
mod child;
mod minimise;
mod random;
mod seeds;
mod text;
mod tree;
mod words;
mod worker;

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Output,
    time::{Duration, Instant, SystemTime},
};

use case::Case;
use seeds::Target;
use worker::{Counts, NUMBER};

/// What went wrong with the chore itself.
type Failure = Box<dyn Error>;

/// More different faults than this are found one after the other.
const MAX_FAULTS: usize = 10;

/// What a run is asked to do.
#[derive(Debug, Default)]
pub(crate) struct Options {
    /// For how long.
    seconds: Option<u64>,
    /// Where the random numbers start.
    seed: Option<u64>,
    /// Runs the case in the folder, once.
    replay: bool,
    /// Runs cases from this number on, in this process.
    first: Option<u64>,
    /// Where cases are.
    folder: Option<PathBuf>,
}

impl Options {
    /// Reads the arguments after `fuzz`; `None` where they make no sense.
    pub(crate) fn parse(arguments: &[&str]) -> Option<Self> {
        let mut options = Self::default();
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            let mut number = || arguments.next()?.parse().ok();
            match *argument {
                "--seconds" => options.seconds = Some(number()?),
                "--seed" => options.seed = Some(number()?),
                "--first" => options.first = Some(number()?),
                "--replay" => options.replay = true,
                "--folder" => options.folder = Some(arguments.next()?.into()),
                _ => return None,
            }
        }
        (!options.replay || options.folder.is_some()).then_some(options)
    }
}

/// Runs the chore; returns whether nothing was found.
pub(crate) fn run(options: &Options) -> Result<bool, Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let specs = root.join("specs");
    if let (true, Some(folder)) = (options.replay, &options.folder) {
        worker::replay(folder)?;
        return Ok(true);
    }
    let time = Duration::from_secs(options.seconds.unwrap_or(30));
    let seed = options.seed.unwrap_or_else(new_seed);
    if let (Some(first), Some(folder)) = (options.first, &options.folder) {
        print_counts(&worker::run(seed, first, time, &specs, folder)?);
        return Ok(true);
    }
    println!("seed {seed}");
    let folder = root.join("target/fuzz");
    let mut hunt = Hunt::default();
    hunt.run(seed, time, &folder, &specs)?;
    for (target, (generated, refused)) in Target::ALL.iter().zip(hunt.verdicts) {
        println!(
            "{:<9} {generated:>8} generated {refused:>8} refused",
            target.name()
        );
    }
    for (fault, (count, place)) in &hunt.faults {
        println!("{count} x {fault}\n    {}", place.display());
    }
    Ok(hunt.faults.is_empty())
}

/// A run of all workers.
#[derive(Debug, Default)]
struct Hunt {
    verdicts: [(u64, u64); Target::ALL.len()],
    /// What was found, how often, and where the first case is.
    faults: BTreeMap<String, (u64, PathBuf)>,
}

impl Hunt {
    fn run(
        &mut self,
        seed: u64,
        time: Duration,
        folder: &Path,
        specs: &Path,
    ) -> Result<(), Failure> {
        let work = folder.join("work");
        fs::create_dir_all(work.join("parts"))?;
        // Documents of several files refer to these.
        for entry in fs::read_dir(specs.join("fixture/parts"))? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::copy(entry.path(), work.join("parts").join(entry.file_name()))?;
            }
        }
        let until = Instant::now() + time;
        let mut first = 0;
        while let Some(left) = until
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero() && self.faults.len() < MAX_FAULTS)
        {
            let numbers = [
                left.as_secs().max(1).to_string(),
                seed.to_string(),
                first.to_string(),
            ];
            let [seconds, seed, from] = &numbers;
            let arguments = ["--seconds", seconds, "--seed", seed, "--first", from];
            let output = child::run(&arguments, &work)?;
            if output.status.success() {
                self.count(&output);
                break;
            }
            let last = fs::read_to_string(work.join(NUMBER))?;
            self.found(&child::fault(&output), &work, folder)?;
            first = last.trim().parse::<u64>()? + 1;
        }
        Ok(())
    }

    fn count(&mut self, output: &Output) {
        let text = String::from_utf8_lossy(&output.stdout);
        for (sum, line) in self.verdicts.iter_mut().zip(text.lines()) {
            let mut numbers = line.split(' ').filter_map(|it| it.parse::<u64>().ok());
            sum.0 += numbers.next().unwrap_or_default();
            sum.1 += numbers.next().unwrap_or_default();
        }
    }

    fn found(&mut self, fault: &str, work: &Path, folder: &Path) -> Result<(), Failure> {
        if let Some((count, _)) = self.faults.get_mut(minimise::kind(fault)) {
            *count += 1;
            return Ok(());
        }
        let place = folder.join(format!("fault-{}", self.faults.len() + 1));
        println!("found: {fault}");
        let case = minimise::minimise(Case::read(work)?, fault, work)?;
        let _ = fs::remove_dir_all(&place);
        case.write(&place)?;
        println!("    {}", place.display());
        self.faults
            .insert(minimise::kind(fault).to_owned(), (1, place));
        Ok(())
    }
}

fn print_counts(counts: &Counts) {
    for (generated, refused) in counts.verdicts {
        println!("{generated} {refused}");
    }
}

/// Returns a number that is another one each time.
fn new_seed() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
