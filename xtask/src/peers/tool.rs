//! The programs that are compared: ours, and those of others, pinned.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::Failure;

/// What our own SDK is called in the results.
pub(super) const OURS: &str = "sdkwright";

/// A generator of Rust SDKs that others make.
#[derive(Debug)]
pub(super) struct Peer {
    /// What crates.io calls it.
    pub(super) package: &'static str,
    pub(super) version: &'static str,
    /// The program that it installs, and what it is told: `DOCUMENT` and `CRATE` stand for paths.
    command: &'static [&'static str],
    /// Whether it writes a crate, or modules into one that is there.
    output: Output,
    /// Whether it refuses the whole document and gets a part of it.
    pub(super) is_reduced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Output {
    Crate,
    /// `src/generated` in the folder that it is started in, and what that depends on.
    Modules,
}

/// All of them, in the order of the tables.
pub(super) static PEERS: [Peer; 5] = [
    Peer {
        package: "cargo-progenitor",
        version: "0.15.1",
        command: &[
            "cargo-progenitor",
            "progenitor",
            "-i",
            "DOCUMENT",
            "-o",
            "CRATE",
            "-n",
            "peer",
            "-v",
            "0.1.0",
        ],
        output: Output::Crate,
        is_reduced: true,
    },
    Peer {
        package: "ploidy",
        version: "0.15.0",
        command: &["ploidy", "generate", "rust", "DOCUMENT", "-o", "CRATE"],
        output: Output::Crate,
        is_reduced: false,
    },
    Peer {
        package: "oas3-gen",
        version: "0.29.0",
        command: &[
            "oas3-gen",
            "generate",
            "client-mod",
            "-i",
            "DOCUMENT",
            "-o",
            "CRATE",
            "--workspace",
        ],
        output: Output::Crate,
        is_reduced: false,
    },
    Peer {
        package: "openapi-nexus",
        version: "0.2.3",
        command: &[
            "openapi-nexus",
            "generate",
            "-i",
            "DOCUMENT",
            "-o",
            "CRATE",
            "--generators",
            "rust-reqwest",
        ],
        output: Output::Crate,
        is_reduced: false,
    },
    Peer {
        package: "openapi-to-rust",
        version: "0.23.0",
        command: &["openapi-to-rust", "generate", "DOCUMENT"],
        output: Output::Modules,
        is_reduced: false,
    },
];

impl Peer {
    /// Returns `NAME@VERSION`.
    fn pin(&self) -> String {
        format!("{}@{}", self.package, self.version)
    }

    /// Installs the program below a folder, where it is not there already; returns why not.
    pub(super) fn install(&self, folder: &Path) -> Result<(), String> {
        let status = Command::new("cargo")
            .args(["install", "--locked", "--quiet", "--root"])
            .arg(folder)
            .arg(self.pin())
            .env("CARGO_TARGET_DIR", folder.join("build"))
            .output()
            .map_err(|error| error.to_string())?;
        match status.status.success() {
            true => Ok(()),
            false => Err(first_error(&String::from_utf8_lossy(&status.stderr))),
        }
    }

    /// Returns the command that generates an SDK into a folder.
    pub(super) fn generate(&self, installed: &Path, document: &Path, out: &Path) -> Command {
        let mut words = self.command.iter();
        let program = words.next().copied().unwrap_or_default();
        let mut command = Command::new(installed.join("bin").join(program));
        for word in words {
            match *word {
                "DOCUMENT" => command.arg(document),
                "CRATE" => command.arg(out),
                word => command.arg(word),
            };
        }
        command.current_dir(out);
        command
    }

    /// Returns the command as it is shown.
    pub(super) fn shown(&self) -> String {
        self.command.join(" ")
    }

    /// Makes a crate of what it wrote, where it wrote none; returns the crate's folder.
    pub(super) fn complete(&self, out: &Path) -> Result<PathBuf, Failure> {
        if self.output == Output::Modules {
            let needed = fs::read_to_string(out.join("src/generated/REQUIRED_DEPS.toml"))?;
            let manifest = format!(
                "[package]\nname = \"peer\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n{needed}"
            );
            fs::write(out.join("Cargo.toml"), manifest)?;
            fs::write(out.join("src/lib.rs"), "pub mod generated;\n")?;
        }
        alone(out)
    }
}

/// Makes a crate a workspace of its own; returns its folder, which is the one given or one in it.
pub(super) fn alone(out: &Path) -> Result<PathBuf, Failure> {
    let mut folders = vec![out.to_owned()];
    for entry in fs::read_dir(out)? {
        folders.push(entry?.path());
    }
    let folder = folders
        .into_iter()
        .find(|folder| folder.join("Cargo.toml").is_file())
        .ok_or("there is no Cargo.toml")?;
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    if !manifest.contains("[workspace]") {
        fs::write(
            folder.join("Cargo.toml"),
            format!("{manifest}\n[workspace]\n"),
        )?;
    }
    Ok(folder)
}

/// Returns a text with `".."` where it quotes more than a name.
fn without_long_quotes(text: &str) -> String {
    let is_long = |quoted: &str| quoted.chars().count() > 40;
    let parts =
        text.split('"')
            .enumerate()
            .map(|(index, part)| match index % 2 == 1 && is_long(part) {
                true => "..",
                false => part,
            });
    parts.collect::<Vec<_>>().join("\"")
}

/// Returns the first line that says what is wrong, and how many errors there are where the compiler
/// says it. Long texts in quotes, which are the document's own, are left out.
pub(super) fn first_error(said: &str) -> String {
    let said = without_colours(said);
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    // What a panic says stands below the place of a source file.
    let panic = lines
        .clone()
        .skip_while(|line| !line.contains("panicked at"))
        .nth(1);
    let is_error =
        |line: &&str| line.to_ascii_lowercase().starts_with("error") || line.contains(" ERROR ");
    let first = panic
        .or_else(|| lines.clone().find(is_error))
        .or_else(|| lines.next());
    let first = without_long_quotes(first.unwrap_or("it says nothing"));
    let first: String = first.chars().take(200).collect();
    let count = said.lines().find_map(|line| {
        let (_, rest) = line.split_once("due to ")?;
        let (count, _) = rest.split_once(" previous error")?;
        count.parse::<usize>().ok()
    });
    match count {
        Some(count) if count > 1 => format!("{count} errors, the first: {first}"),
        Some(_) | None => first,
    }
}

/// Returns a text without what sets colours in terminals.
fn without_colours(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let plain = parts.next().unwrap_or_default().to_owned();
    parts.fold(plain, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, rest)| rest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_says_is_not_quoted() {
        let long = "/// *   You must always ask for at least one \\n term";
        let said = format!("error: bad {{ format: \"{long}\", name: \"x\" }}");
        assert_eq!(
            first_error(&said),
            "error: bad { format: \"..\", name: \"x\" }"
        );
        let open = format!("error: bad {{ format: \"{long}");
        assert_eq!(first_error(&open), "error: bad { format: \"..");
    }

    #[test]
    fn a_command_names_the_document_and_where_to() {
        for peer in &PEERS {
            assert!(peer.command.contains(&"DOCUMENT"), "{}", peer.package);
            let is_told = peer.command.contains(&"CRATE");
            assert_eq!(is_told, peer.output == Output::Crate, "{}", peer.package);
        }
        let command = PEERS[1].generate(Path::new("/p"), Path::new("/d.yaml"), Path::new("/out"));
        assert_eq!(command.get_program(), "/p/bin/ploidy");
        let arguments: Vec<_> = command.get_args().collect();
        assert_eq!(arguments, ["generate", "rust", "/d.yaml", "-o", "/out"]);
    }

    #[test]
    fn versions_are_pinned() {
        assert_eq!(PEERS[0].pin(), "cargo-progenitor@0.15.1");
        for peer in &PEERS {
            assert_eq!(peer.version.split('.').count(), 3, "{}", peer.package);
        }
    }

    #[test]
    fn the_first_error_is_told_and_how_many_there_are() {
        let said = "warning: unused\n\nerror[E0412]: cannot find type `X`\n --> a.rs\n\n\
                    error: could not compile `peer` (lib) due to 57 previous errors; 3 warnings emitted\n";
        assert_eq!(
            first_error(said),
            "57 errors, the first: error[E0412]: cannot find type `X`"
        );
        assert_eq!(first_error("\nno such file\n"), "no such file");
        assert_eq!(first_error("Error: bad"), "Error: bad");
        assert_eq!(first_error(""), "it says nothing");
        assert_eq!(
            first_error("\u{1b}[2mnow\u{1b}[0m INFO begins\nnow \u{1b}[31mERROR\u{1b}[0m bad\n"),
            "now ERROR bad"
        );
        let panic = "begins\n\nthread 'main' (1) panicked at /a/b.rs:1:2:\nnot yet\nError: no\n";
        assert_eq!(first_error(panic), "not yet");
    }
}
