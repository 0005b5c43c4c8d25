//! What generating and compiling an SDK takes, beside other generators of Rust SDKs.

mod document;
mod plot;
mod record;
mod run;
mod table;
mod tool;

use std::{error::Error, path::PathBuf};

use record::Record;
use run::Step;

/// What went wrong with the chore itself. What goes wrong with a program is part of the results.
type Failure = Box<dyn Error>;

/// What is to be done.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    task: Task,
    subject: Subject,
    /// Only programs whose name contains this, and ours; nothing that is committed is then written.
    only: Option<String>,
    /// The last step.
    until: Step,
    /// How many turns of each step there are.
    turns: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Task {
    /// Runs all programs.
    Run,
    /// Writes the table of the README.
    Table,
    /// Draws the plot of the README.
    Plot,
}

/// Whose API the SDKs are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Subject {
    Authlete,
    Github,
}

impl Subject {
    /// Returns the name in the committed file.
    fn name(self) -> &'static str {
        match self {
            Self::Authlete => "authlete",
            Self::Github => "github",
        }
    }
}

impl Options {
    /// Reads the arguments after `peers`; `None` where they make no sense.
    pub(crate) fn parse(arguments: &[&str]) -> Option<Self> {
        let mut options = Self {
            task: Task::Run,
            subject: Subject::Authlete,
            only: None,
            until: Step::Release,
            turns: None,
        };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match *argument {
                "--github" => options.subject = Subject::Github,
                "--only" => options.only = Some((*arguments.next()?).to_owned()),
                "--until" => options.until = Step::named(arguments.next()?)?,
                "--turns" => options.turns = Some(arguments.next()?.parse().ok()?),
                "--table" => options.task = Task::Table,
                "--plot" => options.task = Task::Plot,
                _ => return None,
            }
        }
        Some(options)
    }

    /// Returns the command that these are of.
    fn shown(&self) -> String {
        let mut text = "cargo xtask peers".to_owned();
        if self.subject == Subject::Github {
            text.push_str(" --github");
        }
        if self.until != Step::Release {
            text.push_str(&format!(" --until {}", self.until.name()));
        }
        if let Some(turns) = self.turns {
            text.push_str(&format!(" --turns {turns}"));
        }
        text
    }
}

/// Runs the chore; returns whether our SDK was made and compiled.
pub(crate) fn run(options: &Options) -> Result<bool, Failure> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()?;
    match options.task {
        Task::Table => {
            table::write(&root)?;
            return Ok(true);
        }
        Task::Plot => {
            plot::write(&root)?;
            return Ok(true);
        }
        Task::Run => {}
    }
    let run = run::run(options, &root)?;
    let name = options.subject.name();
    let mut text = String::new();
    table::of_run(&mut text, name, &run)?;
    print!("{text}");
    let succeeded = run.ours().is_some_and(|ours| ours.failed.is_none());
    if options.only.is_none() {
        let path = table::record_path(&root);
        let mut record = match path.is_file() {
            true => Record::read(&path)?,
            false => Record::default(),
        };
        record.runs.insert(name.to_owned(), run);
        record.write(&path)?;
        table::write(&root)?;
        plot::write(&root)?;
    }
    Ok(succeeded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_say_what_is_to_be_done() {
        let parse = |arguments: &[&str]| Options::parse(arguments);
        let all = parse(&[]).unwrap();
        assert_eq!((all.task, all.subject), (Task::Run, Subject::Authlete));
        assert_eq!(all.shown(), "cargo xtask peers");
        let some = [
            "--github", "--only", "ploidy", "--until", "check", "--turns", "2",
        ];
        let some = parse(&some).unwrap();
        assert_eq!(some.subject, Subject::Github);
        assert_eq!(some.only.as_deref(), Some("ploidy"));
        assert_eq!((all.until, some.until), (Step::Release, Step::Check));
        assert_eq!(
            some.shown(),
            "cargo xtask peers --github --until check --turns 2"
        );
        assert_eq!(parse(&["--table"]).unwrap().task, Task::Table);
        assert_eq!(parse(&["--plot"]).unwrap().task, Task::Plot);
        assert_eq!(parse(&["--only"]), None);
        assert_eq!(parse(&["--until", "tomorrow"]), None);
        assert_eq!(parse(&["--tables"]), None);
    }
}
