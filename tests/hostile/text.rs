//! Texts that try to leave their place: what comes out holds what was planned, and nothing else.

use std::{collections::BTreeSet, fs, path::Path};

use sdkwright::{Config, Generator, config::Layout, diagnostic::Sources, write::FileTree};

const SPEC: &str = "specs/fixture/hostile_text.yaml";

fn generate(spec: &Path, layout: Layout) -> FileTree {
    let mut config = Config::default();
    config.spec = Some(spec.to_owned());
    config.layout = layout;
    let outcome = Generator::new(config).run(&mut Sources::default());
    outcome.tree.unwrap()
}

/// Returns the files of an SDK that depend on the document.
fn own(tree: &FileTree) -> impl Iterator<Item = (&str, &str)> {
    tree.iter()
        .filter(|(path, _)| !path.starts_with("src/runtime/"))
}

/// Asserts that what was found is what is committed; `BLESS=1` commits what was found.
#[track_caller]
fn expect(name: &str, found: &[String]) {
    let path = Path::new("tests/hostile").join(name);
    let found: String = found
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &found).unwrap();
    }
    assert_eq!(
        found,
        fs::read_to_string(&path).unwrap(),
        "{}",
        path.display()
    );
}

#[test]
fn every_item_is_one_that_was_planned() {
    let tree = generate(Path::new(SPEC), Layout::Crate);
    let mut items = Vec::new();
    for (path, text) in own(&tree).filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).unwrap();
        for attribute in &file.attrs {
            assert!(
                attribute.path().is_ident("doc") || path == "src/lib.rs",
                "{path}"
            );
        }
        for item in file.items {
            let item = match item {
                syn::Item::Enum(item) => format!("enum {}", item.ident),
                syn::Item::Struct(item) => format!("struct {}", item.ident),
                syn::Item::Static(item) => format!("static {}", item.ident),
                syn::Item::Mod(item) => format!("mod {}", item.ident),
                syn::Item::Macro(item) => {
                    let name = item.mac.path.get_ident().unwrap().to_string();
                    match name.as_str() {
                        "macro_rules" => format!("macro_rules! {}", item.ident.unwrap()),
                        // They make items themselves.
                        "models" | "operation" | "pages" | "stream" => {
                            format!("{name}! {}", item.mac.tokens)
                        }
                        name => format!("{name}!"),
                    }
                }
                syn::Item::Fn(item) => format!("fn {}", item.sig.ident),
                syn::Item::Impl(_) => "impl".to_owned(),
                syn::Item::Use(_) => continue,
                _ => panic!("{path} holds an item of another kind"),
            };
            items.push(format!("{path}: {item}"));
        }
    }
    expect("items.txt", &items);
}

#[test]
fn pages_have_the_headings_and_links_that_were_planned() {
    let tree = generate(Path::new(SPEC), Layout::Crate);
    let mut found = Vec::new();
    for (path, text) in own(&tree).filter(|(path, _)| path.ends_with(".md")) {
        let mut code = false;
        for line in text.lines() {
            if line.trim_start().starts_with("```") {
                code = !code;
            } else if !code && line.starts_with('#') {
                found.push(format!("{path}: {line}"));
            }
            if code {
                continue;
            }
            for (at, _) in line.match_indices("](") {
                if !line[..at].ends_with('\\') {
                    let target = line[at + 2..].split(')').next().unwrap();
                    found.push(format!("{path}: link to {target}"));
                }
            }
            for (at, _) in line.match_indices('<') {
                let plain = line[..at].matches('`').count() % 2 == 1 || line[..at].ends_with('\\');
                assert!(plain, "{path}: {line}");
            }
        }
        assert!(!code, "{path} ends in code");
    }
    expect("pages.txt", &found);
}

#[test]
fn the_manifest_says_what_was_planned() {
    let tree = generate(Path::new(SPEC), Layout::Crate);
    let manifest: toml::Table = toml::from_str(tree.get("Cargo.toml").unwrap()).unwrap();
    let keys = |table: &toml::Table| table.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&manifest),
        [
            "dependencies",
            "dev-dependencies",
            "features",
            "package",
            "target"
        ]
    );
    let package = manifest["package"].as_table().unwrap();
    let known = [
        "description",
        "edition",
        "license",
        "metadata",
        "name",
        "readme",
        "rust-version",
        "version",
    ];
    for key in keys(package) {
        assert!(known.contains(&key.as_str()), "{key}");
    }
    assert!(!package["description"].as_str().unwrap().contains('\n'));
}

/// Settings are texts too.
#[test]
fn settings_stay_in_their_place() {
    let mut config = Config::default();
    config.spec = Some(SPEC.into());
    let text = "a\"\n[lib]\npath = \"/etc/passwd\"\\\u{202e}\u{1}";
    config.description = Some(text.to_owned());
    config.license = Some(text.to_owned());
    config.repository = Some(text.to_owned());
    config.authors = vec![text.to_owned()];
    let tree = Generator::new(config)
        .run(&mut Sources::default())
        .tree
        .unwrap();
    let manifest: toml::Table = toml::from_str(tree.get("Cargo.toml").unwrap()).unwrap();
    assert!(manifest.get("lib").is_none());
    for key in ["description", "license", "repository"] {
        assert_eq!(manifest["package"][key].as_str(), Some(text), "{key}");
    }
    assert_eq!(manifest["package"]["authors"][0].as_str(), Some(text));
}

#[test]
fn nothing_hides_in_any_file() {
    for layout in [Layout::Crate, Layout::Module] {
        for (path, text) in own(&generate(Path::new(SPEC), layout)) {
            let hidden = text.chars().find(|it| {
                matches!(it, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}')
                    || (it.is_control() && *it != '\n')
            });
            assert_eq!(hidden, None, "{path}");
        }
    }
}

#[test]
fn every_path_is_one_that_every_file_system_takes() {
    for entry in fs::read_dir("specs/fixture").unwrap() {
        let spec = entry.unwrap().path();
        if spec.extension().is_none_or(|it| it != "yaml") {
            continue;
        }
        for layout in [Layout::Crate, Layout::Module] {
            let tree = generate(&spec, layout);
            let mut folded = BTreeSet::new();
            for (path, _) in tree.iter() {
                assert!(
                    folded.insert(path.to_lowercase()),
                    "{path} stands there twice"
                );
                for segment in path.split('/') {
                    assert!(is_portable(segment), "{}: {path}", spec.display());
                }
            }
        }
    }
}

/// Returns whether every file system takes a name, and nobody takes it for something else.
fn is_portable(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().to_lowercase();
    let numbered = ["com", "lpt"]
        .iter()
        .any(|device| stem.strip_prefix(device).is_some_and(|it| it.len() == 1));
    let plain = name
        .chars()
        .all(|it| it.is_alphanumeric() || "_-.".contains(it));
    // Names of files that are being written are longer by a few characters.
    plain
        && (1..=200).contains(&name.len())
        && !name.starts_with("..")
        && !name.ends_with('.')
        && !numbered
        && !["con", "prn", "aux", "nul"].contains(&stem.as_str())
}
