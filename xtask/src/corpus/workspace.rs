//! SDKs in one workspace, compiled together.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use sdkwright::write::{Changes, FileTree};
use serde_json::Value;

use super::Failure;
use crate::measure::{self, Cost};

/// A folder with a workspace of SDKs and what Cargo makes of it.
#[derive(Debug)]
pub(super) struct Workspace {
    folder: PathBuf,
    /// The names of the packages; each has a folder of that name.
    members: Vec<String>,
}

/// How a workspace is compiled.
#[derive(Debug)]
pub(super) struct Settings {
    /// Whether all features are on, or only those that are by default.
    pub(super) all_features: bool,
    /// How many jobs Cargo starts at once, where not as many as it likes.
    pub(super) jobs: Option<usize>,
    /// How many megabytes rustc may have.
    pub(super) limit: u64,
}

/// What compiling an SDK gave.
#[derive(Clone, Debug, Default)]
pub(super) struct Compiled {
    /// The first error or warning, as rustc shows it, with its code.
    pub(super) fault: Option<Fault>,
    /// What it took, where rustc ran at all.
    pub(super) cost: Option<Cost>,
}

/// Why an SDK does not compile, or not without a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// `E0308`, the name of a lint, or `error`.
    pub(super) code: String,
    /// What rustc shows.
    pub(super) rendered: String,
}

impl Fault {
    /// Returns the code and the first line.
    pub(super) fn summary(&self) -> String {
        let first = self.rendered.lines().next().unwrap_or_default();
        match first.contains(&self.code) {
            true => first.to_owned(),
            false => format!("{}: {first}", self.code),
        }
    }
}

impl Workspace {
    /// Opens the workspace in a folder, and empties it of SDKs; what dependencies left stays.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder)?;
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let is_member = path
                .file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("sdk-"));
            if is_member {
                fs::remove_dir_all(path)?;
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
            members: Vec::new(),
        })
    }

    /// Adds an SDK, whose package must have this name, which starts with `sdk-`.
    pub(super) fn add(&mut self, name: &str, tree: &FileTree) -> Result<(), Failure> {
        Changes::between(tree, &self.folder.join(name))?.apply()?;
        self.members.push(name.to_owned());
        Ok(())
    }

    /// Compiles all SDKs; returns what became of each.
    pub(super) fn check(&self, settings: &Settings) -> Result<BTreeMap<String, Compiled>, Failure> {
        self.write_manifest()?;
        let figures = self.folder.join("figures");
        let _ = fs::remove_dir_all(&figures);
        fs::create_dir_all(&figures)?;
        let mut command = self.cargo();
        command.args([
            "check",
            "--workspace",
            "--keep-going",
            "--message-format=json",
        ]);
        if settings.all_features {
            command.arg("--all-features");
        }
        if let Some(jobs) = settings.jobs {
            command.arg(format!("-j{jobs}"));
        }
        let output = command
            .env("RUSTC_WORKSPACE_WRAPPER", std::env::current_exe()?)
            .env(measure::FOLDER, &figures)
            .env(measure::LIMIT, settings.limit.to_string())
            .output()?;
        let errors = String::from_utf8_lossy(&output.stderr);
        let mut compiled: BTreeMap<String, Compiled> = BTreeMap::new();
        for member in &self.members {
            let cost = fs::read_to_string(figures.join(member.replace('-', "_")));
            let compiled = compiled.entry(member.clone()).or_default();
            compiled.cost = cost.ok().and_then(|cost| cost.parse().ok());
            compiled.fault = manifest_fault(member, &errors);
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Some((member, fault)) = compiler_fault(line)
                && let Some(compiled) = compiled.get_mut(&member)
            {
                compiled.fault.get_or_insert(fault);
            }
        }
        for compiled in compiled.values_mut() {
            if compiled.cost.is_some_and(|cost| cost.stopped) {
                compiled.fault.get_or_insert_with(|| Fault {
                    code: "memory".to_owned(),
                    rendered: format!("rustc wanted more than {} MB", settings.limit),
                });
            }
        }
        let is_explained = compiled.values().any(|compiled| compiled.fault.is_some());
        if !output.status.success() && !is_explained {
            return Err(errors.into_owned().into());
        }
        Ok(compiled)
    }

    /// Runs rustfmt, Clippy and rustdoc on all SDKs; returns whether none has anything to say.
    pub(super) fn lint(&self) -> Result<bool, Failure> {
        self.write_manifest()?;
        let mut is_clean = true;
        for arguments in [
            &["fmt", "--all", "--check"][..],
            &[
                "clippy",
                "--workspace",
                "--keep-going",
                "--",
                "-D",
                "warnings",
            ],
            &["doc", "--workspace", "--no-deps", "--keep-going"],
        ] {
            println!("cargo {}", arguments.join(" "));
            let status = self
                .cargo()
                .args(arguments)
                .env("RUSTDOCFLAGS", "-D warnings")
                .status()?;
            is_clean &= status.success();
        }
        // Modules that a macro declares are not found by Cargo.
        for member in &self.members {
            let files = fs::read_dir(self.folder.join(member).join("src/models"))?;
            let files: Vec<PathBuf> = files
                .map(|it| Ok(it?.path()))
                .collect::<Result<_, Failure>>()?;
            let mut rustfmt = Command::new("rustfmt");
            let rustfmt = rustfmt.args(["--check", "--edition", "2024"]).args(files);
            is_clean &= rustfmt.status()?.success();
        }
        Ok(is_clean)
    }

    fn write_manifest(&self) -> Result<(), Failure> {
        let list: Vec<String> = self
            .members
            .iter()
            .map(|name| format!("{name:?}"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [{}]\n\n[profile.dev]\ndebug = 0\n",
            list.join(", ")
        );
        fs::write(self.folder.join("Cargo.toml"), manifest)?;
        Ok(())
    }

    fn cargo(&self) -> Command {
        let mut command = Command::new("cargo");
        command
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .current_dir(&self.folder);
        command
    }

    /// Removes the SDKs and what Cargo made of them.
    pub(super) fn clear(&mut self) -> Result<(), Failure> {
        for member in self.members.drain(..) {
            fs::remove_dir_all(self.folder.join(&member))?;
        }
        for folder in ["deps", ".fingerprint", "incremental"] {
            let Ok(entries) = fs::read_dir(self.folder.join("target/debug").join(folder)) else {
                continue;
            };
            for entry in entries {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if !name.trim_start_matches("lib").starts_with("sdk") {
                    continue;
                }
                match path.is_dir() {
                    true => fs::remove_dir_all(&path)?,
                    false => fs::remove_file(&path)?,
                }
            }
        }
        Ok(())
    }
}

/// Returns what Cargo itself has against the manifest of a member.
fn manifest_fault(member: &str, errors: &str) -> Option<Fault> {
    let line = errors.lines().find(|line| {
        line.starts_with("warning: ") && line.contains(&format!("{member}/Cargo.toml"))
    })?;
    Some(Fault {
        code: "manifest".to_owned(),
        rendered: line.to_owned(),
    })
}

/// Returns the member and the error or warning that a message of Cargo is about.
fn compiler_fault(line: &str) -> Option<(String, Fault)> {
    let message = serde_json::from_str::<Value>(line).ok()?;
    let manifest = message.get("manifest_path")?.as_str()?;
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str);
    let rendered = text("/message/rendered")?;
    let member = Path::new(manifest).parent()?.file_name()?;
    let fault = Fault {
        code: text("/message/code/code")
            .or(text("/message/level"))
            .unwrap_or("error")
            .to_owned(),
        rendered: rendered.to_owned(),
    };
    Some((member.to_string_lossy().into_owned(), fault))
}
