//! Measuring: all programs take turns at each step, and the best turn of each counts.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Instant, SystemTime},
};

use serde_json::Value;

use super::{
    Failure, Options, Subject, document,
    record::{Measure, Run, Tool},
    tool::{self, OURS, PEERS, Peer, first_error},
};
use crate::measure::{self, Cost};

/// How often each generates, checks and builds, unless the options say so.
const TURNS: [(Step, usize); 3] = [(Step::Generate, 7), (Step::Check, 3), (Step::Release, 2)];

/// What is measured of an SDK.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Generate,
    Check,
    Release,
}

/// A program that takes part.
struct Contender<'a> {
    /// None is ours.
    peer: Option<&'static Peer>,
    options: &'a Options,
    root: &'a Path,
    /// What it reads.
    document: PathBuf,
    /// Where it writes.
    out: PathBuf,
    /// The crate of what it wrote.
    package: PathBuf,
    results: Tool,
}

/// Runs all, and returns what was measured.
pub(super) fn run(options: &Options, root: &Path) -> Result<Run, Failure> {
    let mut contenders = contenders(options, root)?;
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().and_then(|load| load.parse().ok());
    for (step, turns) in TURNS {
        if step > options.until {
            break;
        }
        for contender in &mut contenders {
            contender.prepare(step);
        }
        for _ in 0..options.turns.unwrap_or(turns) {
            for contender in &mut contenders {
                contender.take_turn(step);
            }
        }
        for contender in &mut contenders {
            contender.conclude(step);
        }
    }
    Ok(Run {
        date: said("date", &["-u", "+%F"])?,
        rustc: said("rustc", &["--version"])?,
        command: options.shown(),
        cores: std::thread::available_parallelism()?.get(),
        load: load.unwrap_or_default(),
        tools: contenders.into_iter().map(|it| it.results).collect(),
    })
}

/// Installs who takes part, ours first.
fn contenders<'a>(options: &'a Options, root: &'a Path) -> Result<Vec<Contender<'a>>, Failure> {
    let installed = root.join("target/peers");
    fs::create_dir_all(&installed)?;
    let status = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--package", "sdkwright"])
        .current_dir(root)
        .status()?;
    if !status.success() {
        return Err("sdkwright does not compile".into());
    }
    let documents = document::write(options.subject, root, &installed)?;
    let contender = |peer: Option<&'static Peer>, results: Tool| {
        let out = installed.join("sdk").join(&results.name);
        Contender {
            peer,
            options,
            root,
            document: match peer {
                Some(peer) if peer.is_reduced => documents.reduced.clone(),
                Some(_) | None => documents.whole.clone(),
            },
            package: out.clone(),
            out,
            results,
        }
    };
    let command = match options.subject {
        Subject::Authlete => "sdkwright generate -o CRATE",
        Subject::Github => "sdkwright generate DOCUMENT -o CRATE",
    };
    let mut contenders = vec![contender(
        None,
        Tool {
            name: OURS.to_owned(),
            version: said(&ours(root).to_string_lossy(), &["--version"])?.replace("sdkwright ", ""),
            command: command.to_owned(),
            ..Tool::default()
        },
    )];
    let chosen = PEERS.iter().filter(|peer| match &options.only {
        Some(only) => peer.package.contains(only.as_str()),
        None => true,
    });
    for peer in chosen {
        eprintln!("installing {}", peer.package);
        let mut results = Tool {
            name: peer.package.to_owned(),
            version: peer.version.to_owned(),
            command: peer.shown(),
            note: peer.is_reduced.then(|| documents.removed.note()),
            ..Tool::default()
        };
        if let Err(reason) = peer.install(&installed) {
            results.fail("install", reason);
        }
        contenders.push(contender(Some(peer), results));
    }
    Ok(contenders)
}

/// Our program, by the root of the repository.
fn ours(root: &Path) -> PathBuf {
    root.join("target/release/sdkwright")
}

impl Contender<'_> {
    fn is_out(&self) -> bool {
        self.results.failed.is_some()
    }

    /// Gets what is not measured out of the way: dependencies are compiled.
    fn prepare(&mut self, step: Step) {
        if self.is_out() {
            return;
        }
        eprintln!("{step:?} of {}", self.results.name);
        if step != Step::Generate
            && let Err(reason) = self.compile(step)
        {
            self.results.fail(step.name(), reason);
        }
    }

    fn take_turn(&mut self, step: Step) {
        if self.is_out() {
            return;
        }
        let done = match step {
            Step::Generate => self.generate(),
            Step::Check | Step::Release => self.compile_again(step),
        };
        if let Err(reason) = done {
            self.results.fail(step.name(), reason);
        }
    }

    /// Generates into an empty folder.
    fn generate(&mut self) -> Result<(), Failure> {
        let _ = fs::remove_dir_all(&self.out);
        fs::create_dir_all(&self.out)?;
        let said = self.root.join("target/peers/said.txt");
        let file = fs::File::create(&said)?;
        let mut command = match self.peer {
            Some(peer) => peer.generate(&self.root.join("target/peers"), &self.document, &self.out),
            None => self.ours(),
        };
        command
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file);
        let (status, run) = measure::run(&mut command)?;
        if !status.success() {
            return Err(first_error(&String::from_utf8_lossy(&fs::read(&said)?)).into());
        }
        let milliseconds = run.wall.as_secs_f64() * 1000.0;
        self.results.note_least(Measure::GenerateTime, milliseconds);
        self.results
            .note_most(Measure::GenerateMemory, run.kilobytes as f64);
        Ok(())
    }

    fn ours(&self) -> Command {
        let mut command = Command::new(ours(self.root));
        command.args(["generate", "--quiet", "-o"]).arg(&self.out);
        match self.options.subject {
            Subject::Authlete => command.current_dir(self.root),
            // Elsewhere, so that no settings are found.
            Subject::Github => command.arg(&self.document).current_dir(&self.out),
        };
        command
    }

    /// Looks at what was made.
    fn conclude(&mut self, step: Step) {
        if self.is_out() || step != Step::Generate {
            return;
        }
        let completed = match self.peer {
            Some(peer) => peer.complete(&self.out),
            None => tool::alone(&self.out),
        };
        match completed {
            Ok(package) => {
                let bytes = rust_bytes(&package.join("src"));
                self.results.note_most(Measure::RustBytes, bytes as f64);
                self.package = package;
            }
            Err(reason) => self.results.fail(step.name(), reason),
        }
    }

    /// Compiles the SDK alone.
    fn compile_again(&mut self, step: Step) -> Result<(), Failure> {
        let library = self.package.join("src/lib.rs");
        let library = fs::OpenOptions::new().append(true).open(library)?;
        library.set_modified(SystemTime::now())?;
        let started = Instant::now();
        let compiled = self.compile(step)?;
        let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
        let results = &mut self.results;
        match step {
            Step::Generate => {}
            Step::Check => {
                results.note_least(Measure::CheckTime, milliseconds);
                if let Some(cost) = compiled.cost {
                    results.note_least(Measure::CheckProcessorTime, cost.milliseconds as f64);
                    results.note_most(Measure::CheckMemory, cost.kilobytes as f64);
                }
            }
            Step::Release => {
                results.note_least(Measure::ReleaseTime, milliseconds);
                if let Some(rlib) = compiled.rlib {
                    let bytes = fs::metadata(rlib)?.len();
                    results.note_most(Measure::RlibBytes, bytes as f64);
                }
            }
        }
        Ok(())
    }

    /// Compiles the SDK, and what it depends on where that is not compiled yet.
    fn compile(&self, step: Step) -> Result<Compiled, Failure> {
        let figures = self.root.join("target/peers/figures");
        let _ = fs::remove_dir_all(&figures);
        fs::create_dir_all(&figures)?;
        let output = Command::new("cargo")
            .args(match step {
                Step::Generate | Step::Check => &["check"][..],
                Step::Release => &["build", "--release"],
            })
            .args(["--lib", "--message-format=json-render-diagnostics"])
            .env("CARGO_TARGET_DIR", self.root.join("target/peers/target"))
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?)
            .env(measure::FOLDER, &figures)
            .current_dir(&self.package)
            .output()?;
        if !output.status.success() {
            return Err(first_error(&String::from_utf8_lossy(&output.stderr)).into());
        }
        Ok(Compiled {
            cost: cost(&figures),
            rlib: rlib(&String::from_utf8_lossy(&output.stdout), &self.package),
        })
    }
}

impl Step {
    /// Returns the step of a name.
    pub(super) fn named(name: &str) -> Option<Self> {
        let mut steps = TURNS.iter().map(|(step, _)| *step);
        steps.find(|step| step.name() == name)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Generate => "generate",
            Self::Check => "check",
            Self::Release => "build",
        }
    }
}

/// What compiling an SDK gave.
struct Compiled {
    cost: Option<Cost>,
    rlib: Option<PathBuf>,
}

/// Returns what the library took, not the build script that some have.
fn cost(figures: &Path) -> Option<Cost> {
    let entries = fs::read_dir(figures).ok()?;
    let costs = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        if path.file_name()? == "build_script_build" {
            return None;
        }
        fs::read_to_string(path).ok()?.parse().ok()
    });
    costs.max_by_key(|cost: &Cost| cost.milliseconds)
}

/// Returns the library of a package, of what Cargo says that it made.
fn rlib(messages: &str, package: &Path) -> Option<PathBuf> {
    let manifest = package.join("Cargo.toml");
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_ours = Path::new(message.get("manifest_path")?.as_str()?) == manifest;
        let files = message.get("filenames")?.as_array()?;
        let files = files.iter().filter_map(Value::as_str);
        let rlib = files.into_iter().find(|file| file.ends_with(".rlib"))?;
        is_ours.then(|| PathBuf::from(rlib))
    })
}

/// Returns how many bytes of Rust a folder has.
fn rust_bytes(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let sizes = entries.map(|entry| {
        let path = entry.path();
        match path.is_dir() {
            true => rust_bytes(&path),
            false if path.extension().is_some_and(|end| end == "rs") => {
                entry.metadata().map_or(0, |it| it.len())
            }
            false => 0,
        }
    });
    sizes.sum()
}

/// Returns what a program says, trimmed.
fn said(program: &str, arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(program).args(arguments).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rlib_is_that_of_the_package() {
        let messages = "\
{\"reason\":\"compiler-artifact\",\"manifest_path\":\"/r/serde/Cargo.toml\",\"filenames\":[\"/t/libserde.rlib\"]}
{\"reason\":\"compiler-artifact\",\"manifest_path\":\"/p/Cargo.toml\",\"filenames\":[\"/t/libp.rlib\",\"/t/libp.rmeta\"]}
{\"reason\":\"build-finished\",\"success\":true}
";
        let found = rlib(messages, Path::new("/p"));
        assert_eq!(found, Some(PathBuf::from("/t/libp.rlib")));
        assert_eq!(rlib(messages, Path::new("/q")), None);
    }

    #[test]
    fn only_rust_counts() {
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/peers");
        let one = fs::metadata(source.join("run.rs")).unwrap().len();
        assert!(rust_bytes(&source) > one);
        assert_eq!(rust_bytes(&source.join("nothing")), 0);
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generated/authlete/docs");
        assert_eq!(rust_bytes(&pages), 0);
    }
}
