//! What a settings file says, and what comes of it.

use std::path::{Path, PathBuf};

use super::{Config, Layer, Layout, Level, SETTINGS, reference};
use crate::diagnostic::{Place, Report, Sources};

fn read(text: &str) -> (Layer, Report) {
    let mut sources = Sources::default();
    let mut report = Report::default();
    let source = sources.add("sdkwright.toml", text);
    let layer = Layer::parse(source, Path::new("conf"), &sources, &mut report);
    (layer, report)
}

/// Returns the findings in short: line, column, code, message, remedy.
fn findings(text: &str) -> Vec<String> {
    read(text)
        .1
        .diagnostics()
        .iter()
        .map(|diagnostic| {
            let Place::Position { line, column, .. } = diagnostic.labels[0].place else {
                panic!("a finding in a settings file has a position");
            };
            let help = diagnostic.help.as_deref().unwrap_or(diagnostic.code.help);
            format!(
                "{line}:{column} {}: {} ({help})",
                diagnostic.code.name, diagnostic.message
            )
        })
        .collect()
}

#[test]
fn every_setting_is_read() {
    // The reference shows an example of each, as a comment.
    let text = reference(&[]);
    let uncommented: Vec<&str> = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting)
                if SETTINGS
                    .iter()
                    .any(|known| setting.starts_with(&format!("{} = ", known.name))) =>
            {
                setting
            }
            _ => line,
        })
        .collect();
    let (layer, report) = read(&uncommented.join("\n"));
    assert!(report.diagnostics().is_empty(), "{report:?}");

    let mut config = Config::default();
    config.apply(layer);
    assert_eq!(config.spec.as_deref(), Some(Path::new("conf/openapi.yaml")));
    assert_eq!(config.overlay, [PathBuf::from("conf/openapi.overlay.yaml")]);
    assert_eq!(config.include.len(), 2);
    assert_eq!(config.rename["pet_v2"].as_str(), "Pet");
    assert_eq!(config.groups["findPetsByStatus"].group.as_str(), "pets");
    assert_eq!(config.env_prefix.unwrap().as_str(), "PETSTORE");
    assert_eq!(config.lints["unknown-type"].level, Level::Deny);
    assert_eq!(config.ignore[0].code(), Some("invalid-status"));
}

#[test]
fn the_reference_shows_the_defaults() {
    let text: Vec<String> = [
        "layout",
        "version",
        "enums",
        "date_time",
        "decimal",
        "validate",
        "docs",
    ]
    .iter()
    .map(|name| {
        let setting = SETTINGS
            .iter()
            .find(|setting| setting.name == *name)
            .unwrap();
        format!("{name} = {}", setting.example)
    })
    .collect();
    let mut config = Config::default();
    config.apply(read(&text.join("\n")).0);
    assert_eq!(config, Config::default());
    assert!(reference(&[]).contains("\n# out_dir = \"sdk\"\n"));
}

#[test]
fn what_the_reference_sets_is_read_back() {
    let text = reference(&[("name", "\"pets\"".to_owned())]);
    let (layer, report) = read(&text);
    assert!(report.diagnostics().is_empty(), "{report:?}");
    assert_eq!(layer.name.unwrap().as_str(), "pets");
    assert_eq!(layer.spec, None);
}

#[test]
fn standard_input_has_no_folder() {
    assert_eq!(read("spec = '-'").0.spec.as_deref(), Some(Path::new("-")));
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest_known_one() {
    assert_eq!(
        findings("spec = 'a.yaml'\nout-dir = 'sdk'\nwidth = 3\n"),
        [
            "2:1 unknown-setting: there is no setting `out-dir` (did you mean `out_dir`?)",
            "3:1 unknown-setting: there is no setting `width` \
             (Look the name up in the file that `sdkwright init` writes.)",
        ],
    );
}

#[test]
fn a_wrong_value_is_pointed_at() {
    assert_eq!(
        findings(
            "layout = 'crates'\ndocs = 'yes'\ninclude = ['GTE /pets', 7]\n[rename]\npet = 'a-b'\n"
        ),
        [
            "1:10 invalid-setting: `crates` is none of `crate`, `module` (did you mean `crate`?)",
            "2:8 invalid-setting: expected `true` or `false`, found a text \
             (Look the setting up in the file that `sdkwright init` writes.)",
            "3:12 invalid-setting: `GTE` is none of `GET`, `PUT`, `POST`, `DELETE`, `OPTIONS`, \
             `HEAD`, `PATCH`, `TRACE`, `QUERY` (did you mean `GET`?)",
            "3:25 invalid-setting: expected a text, found a number \
             (Look the setting up in the file that `sdkwright init` writes.)",
            "5:7 invalid-setting: `a-b` is not a Rust name \
             (use ASCII letters, digits and `_`, with a letter first)",
        ],
    );
}

#[test]
fn what_is_not_toml_is_one_finding() {
    let found = findings("spec = 'a.yaml'\nname = pets\n");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("2:8 malformed-settings: "),
        "{found:?}"
    );
    let found = findings("name = 'a'\nname = 'b'\n");
    assert!(
        found[0].starts_with("2:1 malformed-settings: duplicate key"),
        "{found:?}"
    );
}

#[test]
fn a_later_layer_overrides_lists_and_entries() {
    let mut config = Config::default();
    config.apply(read("include = ['a', 'b']\nrename = { a = 'A', b = 'B' }\nlayout = 'module'").0);
    config.apply(read("include = ['c']\nrename = { b = 'Bee' }").0);
    assert_eq!(config.include.len(), 1);
    assert_eq!(config.rename["a"].as_str(), "A");
    assert_eq!(config.rename["b"].as_str(), "Bee");
    assert_eq!(config.layout, Layout::Module);
}

#[test]
fn levels_and_known_places_remember_where_they_stand() {
    let (layer, report) = read("ignore = ['#/paths',\n  'empty-api']\n[lints]\nx = 'allow'\n");
    assert!(report.diagnostics().is_empty(), "{report:?}");
    let at = |place: Option<&Place>| match place {
        Some(Place::Position { line, column, .. }) => (*line, *column),
        other => panic!("{other:?}"),
    };
    let ignore = layer.ignore.unwrap();
    assert_eq!(at(ignore[0].written()), (1, 11));
    assert_eq!(at(ignore[1].written()), (2, 3));
    assert_eq!(at(layer.lints.unwrap()["x"].written()), (4, 1));
}

#[test]
fn flags_say_what_the_file_says() {
    let (from_file, _) =
        read("docs = false\nauthors = ['a', 'b']\nrename = { a = 'A' }\nname = 'x'");
    let mut from_flags = Layer::default();
    from_flags.set_from_flag("docs", &["false"]).unwrap();
    from_flags.set_from_flag("authors", &["a", "b"]).unwrap();
    from_flags.set_from_flag("rename", &["a=A"]).unwrap();
    from_flags.set_from_flag("name", &["x"]).unwrap();
    assert_eq!(from_flags, from_file);

    for (name, text) in [
        ("docs", "yes"),
        ("rename", "a"),
        ("layout", "crates"),
        ("version", "1"),
    ] {
        assert!(from_flags.set_from_flag(name, &[text]).is_err(), "{name}");
    }
}
