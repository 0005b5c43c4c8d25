//! What mutations start from: every document of `specs`.

use std::{fs, io, path::Path};

use serde_json::Value;

use super::{case::Case, random::Random, text, tree};

/// What is mutated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Target {
    /// The bytes of a document.
    Text,
    /// The nodes of a document.
    Tree,
    /// The nodes of an overlay.
    Overlay,
    /// The bytes of settings.
    Settings,
}

impl Target {
    pub(super) const ALL: [Self; 4] = [Self::Text, Self::Tree, Self::Overlay, Self::Settings];

    /// Returns the name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Tree => "tree",
            Self::Overlay => "overlay",
            Self::Settings => "settings",
        }
    }
}

/// Every document of `specs`, with the folders of parts that they refer to.
#[derive(Debug, Default)]
pub(super) struct Seeds {
    texts: Vec<String>,
    trees: Vec<Value>,
    overlays: Vec<Value>,
    settings: Vec<String>,
}

impl Seeds {
    /// Reads the folders below `specs`.
    pub(super) fn read(specs: &Path) -> io::Result<Self> {
        let mut seeds = Self {
            settings: vec![sdkwright::config::reference(&[])],
            ..Self::default()
        };
        for folder in ["fixture", "invalid", "dialect"] {
            let mut paths: Vec<_> = fs::read_dir(specs.join(folder))?
                .collect::<io::Result<Vec<_>>>()?
                .into_iter()
                .map(|entry| entry.path())
                .collect();
            paths.sort();
            for path in paths {
                let name = path.to_string_lossy().into_owned();
                if name.ends_with(".yaml") || name.ends_with(".json") {
                    seeds.add(&name, fs::read_to_string(&path)?);
                }
            }
        }
        Ok(seeds)
    }

    fn add(&mut self, name: &str, text: String) {
        let tree = serde_yaml::from_str::<Value>(&text)
            .ok()
            .filter(Value::is_object);
        if let Some(tree) = tree {
            match name.ends_with(".overlay.yaml") {
                true => self.overlays.push(tree),
                false => self.trees.push(tree),
            }
        }
        let settings: String = text
            .lines()
            .map_while(|line| line.strip_prefix("# "))
            .filter(|line| line.contains(" = "))
            .flat_map(|line| [line, "\n"])
            .collect();
        if !settings.is_empty() {
            self.settings.push(settings);
        }
        self.texts.push(text);
    }

    /// Returns the input of this number.
    pub(super) fn case(&self, target: Target, random: &mut Random) -> Case {
        let mut case = match target {
            Target::Text => {
                let (one, other) = (random.pick(&self.texts), random.pick(&self.texts));
                let json = random.one_in(4);
                // What is almost JSON starts from what is.
                let one = match json {
                    true => random.pick(&self.trees).to_string(),
                    false => one.clone(),
                };
                Case::of(text::mutate(random, &one, other), json)
            }
            Target::Tree => {
                let (one, other) = (random.pick(&self.trees), random.pick(&self.trees));
                let tree = tree::mutate(random, one, other);
                match random.one_in(4) {
                    true => {
                        let text = serde_yaml::to_string(&tree).unwrap_or_default();
                        Case::of(text, false)
                    }
                    false => Case::of(tree.to_string(), true),
                }
            }
            Target::Overlay | Target::Settings => {
                Case::of(random.pick(&self.trees).to_string(), true)
            }
        };
        match target {
            Target::Text | Target::Tree => {
                if random.one_in(8) {
                    case.settings = Some(random.pick(&self.settings).clone());
                }
            }
            Target::Overlay => {
                let (one, other) = (random.pick(&self.overlays), random.pick(&self.trees));
                case.overlay = Some(tree::mutate(random, one, other).to_string());
            }
            Target::Settings => {
                let (one, other) = (random.pick(&self.settings), random.pick(&self.settings));
                // Settings that are commented out would change nothing.
                let one = one.replace("# ", "");
                case.settings = Some(text::mutate(random, &one, other));
            }
        }
        case
    }
}
