//! The process that runs cases, so that whatever a case does to it is survived by whoever asked.
//!
//! Each case is written to a folder before it runs. It runs in a thread with a small stack, watched by
//! another thread that ends the process when a case takes too long or too much memory.

use std::{
    fs,
    io::Write,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Failure,
    case::Case,
    check::{Verdict, check},
    random::Random,
    seeds::{Seeds, Target},
};

/// The stack of a case: that of the main thread on the system that gives least.
const STACK: usize = 1 << 20;

/// How long a case may take, on a machine that does other things too.
const MAX_TIME: Duration = Duration::from_secs(20);

/// How much memory a case may take, in kB.
const MAX_MEMORY: u64 = 2_000_000;

/// The file that says which case was the last.
pub(super) const NUMBER: &str = "number";

/// What a worker did.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// For each target: the cases that gave an SDK, and those that were refused.
    pub(super) verdicts: [(u64, u64); Target::ALL.len()],
}

/// Runs cases until the time is over; prints how many, and exits with 1 at the first that fails.
pub(super) fn run(
    seed: u64,
    first: u64,
    time: Duration,
    specs: &Path,
    folder: &Path,
) -> Result<Counts, Failure> {
    let seeds = Arc::new(Seeds::read(specs)?);
    let mut counts = Counts::default();
    let started = Instant::now();
    let watch = watch();
    let mut number = first;
    while started.elapsed() < time {
        let kind = (number % Target::ALL.len() as u64) as usize;
        let mut random = Random::of(seed, number);
        let case = seeds.case(Target::ALL[kind], &mut random);
        case.write(folder)?;
        fs::write(folder.join(NUMBER), number.to_string())?;
        watch.store(stamp(started), Ordering::Relaxed);
        match run_case(case, folder, number.is_multiple_of(16)) {
            Verdict::Generated => counts.verdicts[kind].0 += 1,
            Verdict::Refused => counts.verdicts[kind].1 += 1,
            Verdict::Wrong(fault) => fail(&fault),
        }
        if memory().is_some_and(|kilobytes| kilobytes > MAX_MEMORY) {
            fail("too much memory");
        }
        number += 1;
    }
    Ok(counts)
}

/// Runs the case in a folder once.
pub(super) fn replay(folder: &Path) -> Result<(), Failure> {
    let watch = watch();
    watch.store(1, Ordering::Relaxed);
    match run_case(Case::read(folder)?, folder, true) {
        Verdict::Generated => println!("generated"),
        Verdict::Refused => println!("refused"),
        Verdict::Wrong(fault) => fail(&fault),
    }
    Ok(())
}

fn run_case(case: Case, folder: &Path, twice: bool) -> Verdict {
    let folder = folder.to_owned();
    let run = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || check(&case, &folder, twice));
    match run.map(thread::JoinHandle::join) {
        Ok(Ok(verdict)) => verdict,
        // The panic has said on standard error where it was.
        Ok(Err(_)) => Verdict::Wrong("panicked".to_owned()),
        Err(error) => Verdict::Wrong(format!("no thread: {error}")),
    }
}

/// Ends this process, saying why on its last line.
fn fail(fault: &str) -> ! {
    // Nobody may be listening; the exit code says it too.
    let _ = writeln!(std::io::stderr(), "fault: {}", fault.replace('\n', " "));
    std::process::exit(1)
}

/// Starts the thread that ends this process when a case takes too long; the number, which is not 0
/// while one runs, has to change with each case.
fn watch() -> Arc<AtomicU64> {
    let shared = Arc::new(AtomicU64::new(0));
    let watched = Arc::clone(&shared);
    thread::spawn(move || {
        let (mut last, mut since) = (0, Instant::now());
        loop {
            thread::sleep(Duration::from_millis(200));
            let now = watched.load(Ordering::Relaxed);
            if now != last {
                (last, since) = (now, Instant::now());
            } else if now != 0 && since.elapsed() > MAX_TIME {
                fail("takes too long");
            }
            if memory().is_some_and(|kilobytes| kilobytes > 2 * MAX_MEMORY) {
                fail("too much memory");
            }
        }
    });
    shared
}

fn stamp(started: Instant) -> u64 {
    started.elapsed().as_nanos() as u64 | 1
}

/// Returns how much memory this process has had at most, in kB, where the system tells.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}
