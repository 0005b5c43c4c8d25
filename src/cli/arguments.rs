//! The arguments as they are typed.

use std::path::PathBuf;

use clap::{Args, CommandFactory, Error, Parser, Subcommand, ValueEnum, error::ErrorKind};
use clap_complete::Shell;

use super::flags::SettingFlags;
use crate::config::FILE_NAME;

/// Generates Rust SDKs from OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "sdkwright", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) output: OutputFlags,
}

impl Arguments {
    /// Refuses what cannot share standard output.
    pub(super) fn check(&self) -> Result<(), Error> {
        let format = match self.output.message_format {
            MessageFormat::Json => "json",
            MessageFormat::Sarif => "sarif",
            MessageFormat::Human | MessageFormat::Short | MessageFormat::Github => return Ok(()),
        };
        match &self.command {
            Command::Generate(generate) if generate.stats.is_some() => Err(Self::command().error(
                ErrorKind::ArgumentConflict,
                format!("`--stats` cannot be used with `--message-format {format}`"),
            )),
            Command::Generate(_)
            | Command::Check(_)
            | Command::Lint(_)
            | Command::Explain(_)
            | Command::Completions(_)
            | Command::Init(_) => Ok(()),
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the SDK of a document.
    ///
    /// Without a document, takes it and all settings from `sdkwright.toml` in the current folder.
    /// Writes only what changed and removes only what an earlier run wrote. Does nothing where the
    /// document, the settings, this program and the output are as `sdkwright.lock` in the output
    /// folder says.
    #[command(after_help = EXIT_CODES)]
    Generate(Generate),
    /// Show how the files on disk differ from what `generate` would write.
    ///
    /// Writes nothing. Prints a unified diff and ends with 1 when something differs.
    #[command(after_help = EXIT_CODES)]
    Check(Check),
    /// Say what there is to say about a document, and write nothing.
    ///
    /// Goes as far as planning the SDK, so that everything is found that `generate` finds.
    #[command(after_help = EXIT_CODES)]
    Lint(Lint),
    /// Explain a code of a finding, or list all codes.
    Explain(Explain),
    /// Print a script that completes commands and flags in a shell.
    Completions(Completions),
    /// Write a settings file for a document, in which every setting is explained.
    Init(Init),
}

const EXIT_CODES: &str = "Exit codes: 0 all is well, 1 the document has errors or the output is \
                          stale, 2 wrong usage or an I/O error";

#[derive(Debug, Args)]
pub(super) struct Generate {
    #[command(flatten)]
    pub(super) settings: SettingArguments,
    /// Print what was done, in numbers, on standard output.
    #[arg(long, value_name = "FORMAT")]
    pub(super) stats: Option<StatsFormat>,
    /// Write nothing; say what would be written.
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Generate even where `sdkwright.lock` says that nothing has changed.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    #[command(flatten)]
    pub(super) settings: SettingArguments,
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    #[command(flatten)]
    pub(super) settings: SettingArguments,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code, as in `error[code]`; all are listed when left out.
    pub(super) code: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell.
    pub(super) shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The OpenAPI document: a path, or `-` for standard input.
    pub(super) spec: PathBuf,
}

/// Where settings come from.
#[derive(Debug, Args)]
pub(super) struct SettingArguments {
    /// The settings file; flags override it.
    ///
    /// `sdkwright.toml` in the current folder is read when neither this nor a document is named.
    #[arg(short, long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[command(flatten)]
    pub(super) flags: SettingFlags,
}

impl SettingArguments {
    /// Returns the settings file to read, if any.
    pub(super) fn file(&self) -> Option<PathBuf> {
        self.config.clone().or_else(|| {
            let default = PathBuf::from(FILE_NAME);
            (self.flags.layer().spec.is_none() && default.exists()).then_some(default)
        })
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum StatsFormat {
    /// One JSON object.
    Json,
}

#[derive(Debug, Args)]
pub(super) struct OutputFlags {
    /// Show errors only.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Show every finding, every file and every stage.
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// How to show findings.
    ///
    /// Those for people go to standard error, those for machines to standard output, where `check`
    /// then prints no diff unless the format is `github`.
    #[arg(long, global = true, value_name = "FORMAT", default_value = "human")]
    pub(super) message_format: MessageFormat,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) color: ColorMode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the lines that they are about; of each code the first 20, unless `--verbose`.
    Human,
    /// One line each: `path:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
    /// Commands for GitHub Actions, which shows them in pull requests.
    Github,
    /// A log of SARIF 2.1.0, for code scanning.
    Sarif,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ColorMode {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
