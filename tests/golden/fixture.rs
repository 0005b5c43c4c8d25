//! The documents of `specs/fixture`, each with the settings of its header.

use std::{collections::BTreeMap, fs, path::PathBuf};

use sdkwright::{
    Config, Generator,
    config::Layout,
    diagnostic::{Report, Sources, render::human},
};

use super::header;

/// Where the documents are. Folders within hold files that documents refer to.
pub(crate) const FOLDER: &str = "specs/fixture";

/// A document with its settings.
#[derive(Debug)]
pub(crate) struct Fixture {
    /// The name of its file, and of its module.
    pub(crate) name: String,
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) document: String,
}

/// Returns all documents, in the order of their names.
pub(crate) fn all() -> Vec<Fixture> {
    let mut fixtures: Vec<Fixture> = fs::read_dir(FOLDER)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "yaml"))
        .map(|path| Fixture {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            document: fs::read_to_string(&path).unwrap(),
            path,
        })
        .collect();
    fixtures.sort_by(|one, other| one.name.cmp(&other.name));
    fixtures
}

impl Fixture {
    /// Generates the SDK; returns its files and the findings.
    pub(crate) fn generate(&self, layout: Layout) -> (BTreeMap<String, String>, String) {
        let mut sources = Sources::default();
        let mut config = self.config(&mut sources);
        config.layout = layout;
        if layout == Layout::Module {
            // A module has no program.
            config.emit.clear();
        }
        let outcome = Generator::new(config).run(&mut sources);
        // Windows joins paths otherwise.
        let findings = human::render(&outcome.report, &sources, false).replace('\\', "/");
        let Some(tree) = outcome.tree else {
            panic!("{} gives no SDK\n{findings}", self.path.display());
        };
        let files = tree
            .iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .collect();
        (files, findings)
    }

    /// Returns whether a program is written beside the SDK.
    pub(crate) fn has_program(&self) -> bool {
        !self.config(&mut Sources::default()).emit.is_empty()
    }

    /// Returns the settings: the lines `# key = value` that the document starts with.
    fn config(&self, sources: &mut Sources) -> Config {
        let mut report = Report::default();
        let mut config = header::settings(&self.path, &self.document, sources, &mut report);
        assert!(
            report.diagnostics().is_empty(),
            "{}",
            human::render(&report, sources, false)
        );
        config.name = Some(self.name.parse().unwrap());
        config
    }
}

/// Returns the lines of a manifest that require a crate.
pub(crate) fn dependencies(manifest: &str) -> impl Iterator<Item = String> {
    manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .map(str::to_owned)
}
