//! Running rustc, and noting what it took: this program is what Cargo calls in place of rustc where
//! [`FOLDER`] is set.
//!
//! Figures come from the system's process table, which only Linux has; elsewhere nothing is noted.

use std::{
    ffi::OsString,
    fmt, fs,
    path::Path,
    process::{Child, Command, ExitStatus},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

/// The variable that names the folder for the figures, a file for each crate.
pub(crate) const FOLDER: &str = "XTASK_MEASURE";

/// The variable that says how many megabytes rustc may have; it is stopped where it wants more.
pub(crate) const LIMIT: &str = "XTASK_MEASURE_LIMIT";

/// How often the system is asked.
const INTERVAL: Duration = Duration::from_millis(15);

/// How many ticks of the process table make a second, on every Linux there is.
const TICKS: u64 = 100;

/// What compiling one crate took.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cost {
    /// Processor time.
    pub(crate) milliseconds: u64,
    /// Peak memory.
    pub(crate) kilobytes: u64,
    /// Whether it was stopped because of that.
    pub(crate) stopped: bool,
}

impl fmt::Display for Cost {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            milliseconds,
            kilobytes,
            stopped,
        } = self;
        write!(formatter, "{milliseconds} {kilobytes} {stopped}")
    }
}

impl FromStr for Cost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let mut next = || words.next().ok_or("too short");
        let mut cost = || -> Option<Self> {
            Some(Self {
                milliseconds: next().ok()?.parse().ok()?,
                kilobytes: next().ok()?.parse().ok()?,
                stopped: next().ok()?.parse().ok()?,
            })
        };
        cost().ok_or_else(|| format!("no figures: {text:?}"))
    }
}

/// Runs `rustc ARGUMENTS`; returns the exit code.
pub(crate) fn rustc(
    folder: &Path,
    arguments: &[OsString],
) -> Result<u8, Box<dyn std::error::Error>> {
    let (rustc, rest) = arguments.split_first().ok_or("no rustc")?;
    let name = rest
        .iter()
        .skip_while(|argument| *argument != "--crate-name")
        .nth(1)
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name != "___");
    let limit = std::env::var(LIMIT)
        .ok()
        .and_then(|limit| limit.parse::<u64>().ok())
        .unwrap_or(u64::MAX / 1024);
    let mut child = Command::new(rustc).args(rest).spawn()?;
    let (status, cost) = watch(&mut child, limit * 1024)?;
    if let Some(name) = name {
        fs::write(folder.join(name), cost.to_string())?;
    }
    Ok(status
        .code()
        .and_then(|code| u8::try_from(code).ok())
        .unwrap_or(1))
}

fn watch(child: &mut Child, limit: u64) -> std::io::Result<(ExitStatus, Cost)> {
    let process = Path::new("/proc").join(child.id().to_string());
    let mut cost = Cost::default();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, cost));
        }
        cost.kilobytes = peak_memory(&process).unwrap_or(cost.kilobytes);
        cost.milliseconds = processor_time(&process).unwrap_or(cost.milliseconds);
        if cost.kilobytes > limit && !cost.stopped {
            cost.stopped = true;
            child.kill()?;
        }
        thread::sleep(INTERVAL);
    }
}

/// Returns how much memory a process had at most, in kB, where the system tells.
pub(crate) fn peak_memory(process: &Path) -> Option<u64> {
    let status = fs::read_to_string(process.join("status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Returns how much processor time a process had, in milliseconds, where the system tells.
pub(crate) fn processor_time(process: &Path) -> Option<u64> {
    let stat = fs::read_to_string(process.join("stat")).ok()?;
    // The name of the program, in parentheses, may hold anything.
    let (_, fields) = stat.rsplit_once(')')?;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some((user + system) * 1000 / TICKS)
}

/// How often a program that may end soon is looked at.
const SHORT_INTERVAL: Duration = Duration::from_millis(1);

/// What running a program took.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run {
    /// From its start to its end.
    pub(crate) wall: Duration,
    /// Its peak memory in kB, that of its own children not counted; 0 where the system does not tell.
    pub(crate) kilobytes: u64,
}

/// Runs a program to its end. Its memory is looked at from another thread, so that its end is noticed
/// at once.
pub(crate) fn run(command: &mut Command) -> std::io::Result<(ExitStatus, Run)> {
    let started = Instant::now();
    let mut child = command.spawn()?;
    let process = Path::new("/proc").join(child.id().to_string());
    let is_over = AtomicBool::new(false);
    let (status, wall, kilobytes) = thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut kilobytes = 0;
            while !is_over.load(Ordering::Relaxed) {
                kilobytes = peak_memory(&process).unwrap_or(kilobytes);
                thread::sleep(SHORT_INTERVAL);
            }
            kilobytes
        });
        let status = child.wait();
        let wall = started.elapsed();
        is_over.store(true, Ordering::Relaxed);
        (status, wall, watcher.join().unwrap_or_default())
    });
    Ok((status?, Run { wall, kilobytes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_is_timed_to_its_end() {
        let (status, run) = run(Command::new("sleep").arg("0.2")).unwrap();
        assert!(status.success());
        assert!((200..2_000).contains(&run.wall.as_millis()), "{run:?}");
        assert!(run.kilobytes > 0);
    }
}
