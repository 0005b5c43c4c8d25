//! What a build script says, and what is on disk for it.

use std::{collections::BTreeSet, fs, path::Path};

use super::{BuildError, Builder, write_module};
use crate::{
    config::{Config, Enums, Layout, Level},
    diagnostic::{Report, Sources, render},
    write::FileTree,
};

fn resolve(builder: Builder) -> (Config, Vec<String>) {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let config = builder.resolve(&mut sources, &mut report);
    let findings = report.diagnostics().iter();
    let messages = findings.map(|it| format!("{} [{}]", it.message, it.code.name));
    (config, messages.collect())
}

#[test]
fn a_module_of_the_name_of_the_document_is_the_default() {
    let (config, warnings) = resolve(Builder::new().spec("apis/Pet Store.yaml"));
    assert_eq!(warnings, [""; 0]);
    assert_eq!(config.layout, Layout::Module);
    assert_eq!(config.name.unwrap().module(), "pet_store");
}

#[test]
fn every_shape_of_setting_has_a_setter() {
    let builder = Builder::new()
        .enums(Enums::Closed)
        .include("tag:Pets")
        .include("GET /pets")
        .rename("pet", "Animal")
        .license(String::from("MIT"))
        .docs(false);
    let (config, warnings) = resolve(builder);
    assert_eq!(warnings, [""; 0]);
    assert_eq!(config.enums, Enums::Closed);
    assert_eq!(config.include.len(), 2);
    assert_eq!(config.rename["pet"].as_str(), "Animal");
    assert_eq!(config.license.as_deref(), Some("MIT"));
    assert!(!config.docs);
}

#[test]
fn mistakes_are_told_all_at_once() {
    let builder = Builder::new()
        .name("../up")
        .layout("modul")
        .include("FETCH /pets");
    let (_, warnings) = resolve(builder);
    assert_eq!(
        warnings,
        [
            "setting `name`: `../up` cannot be the name of a crate [invalid-setting]",
            "setting `layout`: `modul` is none of `crate`, `module` [invalid-setting]",
            "setting `include`: `FETCH` is none of `GET`, `PUT`, `POST`, `DELETE`, `OPTIONS`, \
             `HEAD`, `PATCH`, `TRACE`, `QUERY` [invalid-setting]",
        ],
    );
}

#[test]
fn methods_override_the_file() {
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("sdkwright.toml");
    fs::write(
        &file,
        "spec = 'a.yaml'\nname = 'from-file'\nenums = 'closed'\n",
    )
    .unwrap();
    let (config, warnings) = resolve(Builder::new().name("from-method").config(&file));
    assert_eq!(warnings, [""; 0]);
    assert_eq!(config.name.unwrap().as_str(), "from-method");
    assert_eq!(config.enums, Enums::Closed);
    assert_eq!(config.spec.unwrap(), temp.path().join("a.yaml"));
}

#[test]
fn cargo_hears_of_every_file_even_when_something_is_wrong() {
    let temp = tempfile::tempdir().unwrap();
    let missing = temp.path().join("missing.yaml");
    let builder = Builder::new()
        .spec(missing.clone())
        .overlay("overlay.yaml")
        .out_dir(temp.path());
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let mut inputs = BTreeSet::new();
    let error = builder
        .run(&mut sources, &mut report, &mut inputs)
        .unwrap_err();
    assert!(
        matches!(error, BuildError::Findings { errors: 1 }),
        "{error:?}"
    );
    let inputs: Vec<_> = inputs.iter().map(|input| input.as_path()).collect();
    assert_eq!(inputs, [missing.as_path(), Path::new("overlay.yaml")]);
}

/// Generates from a document with a finding that costs an operation; returns what Cargo is told of
/// it, and the number of errors.
fn told(settings: impl FnOnce(Builder) -> Builder) -> (Vec<String>, usize) {
    let temp = tempfile::tempdir().unwrap();
    let spec = temp.path().join("api.yaml");
    let document = "openapi: 3.0.3\ninfo: { title: A, version: '1' }\npaths:\n  /a: { get: { \
                    operationId: a, parameters: [{ name: b, in: body }], responses: {} } }\n  \
                    /c: { get: { operationId: c, responses: { '204': { description: Done. } } } }\n";
    fs::write(&spec, document).unwrap();
    let builder = settings(Builder::new().spec(spec).out_dir(temp.path().join("out")));
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let result = builder.run(&mut sources, &mut report, &mut BTreeSet::new());
    let errors = match result {
        Ok(()) => 0,
        Err(BuildError::Findings { errors }) => errors,
        Err(other) => panic!("{other}"),
    };
    assert_eq!(errors == 0, temp.path().join("out").exists());
    let prefix = format!("{}{}", temp.path().display(), std::path::MAIN_SEPARATOR);
    let told = render::cargo::render(&report, &sources).replace(&prefix, "");
    (told.lines().map(str::to_owned).collect(), errors)
}

#[test]
fn levels_strictness_and_known_places_work_here_too() {
    let message = "api.yaml:4:56: a parameter cannot be in `body` [invalid-parameter]";
    let (lines, errors) = told(|builder| builder);
    assert_eq!(
        (lines[0].as_str(), errors),
        (&*format!("cargo::warning={message}"), 0)
    );

    let (lines, errors) = told(|builder| builder.lints("invalid-parameter", Level::Deny));
    assert_eq!(
        (lines[0].as_str(), errors),
        (&*format!("cargo::error={message}"), 1)
    );
    assert_eq!(
        lines[1],
        "cargo::error=  note: the setting `lints` denies this"
    );

    let (lines, errors) = told(|builder| builder.strict(true));
    assert_eq!(
        (lines[0].as_str(), errors),
        (&*format!("cargo::error={message}"), 1)
    );

    let known = "invalid-parameter #/paths/~1a";
    assert_eq!(
        told(|builder| builder.strict(true).ignore(known)),
        (vec![], 0)
    );
    assert_eq!(
        told(|builder| builder.lints("invalid-parameter", "allow")),
        (vec![], 0)
    );
}

#[test]
fn several_modules_share_a_folder() {
    let temp = tempfile::tempdir().unwrap();
    let mut tree = FileTree::default();
    tree.insert("src/lib.rs", "").unwrap();
    write_module(&tree, temp.path(), "cats").unwrap();
    write_module(&tree, temp.path(), "dogs").unwrap();
    for name in ["cats", "dogs"] {
        assert!(temp.path().join(name).join("src/lib.rs").exists());
        assert_eq!(
            fs::read_to_string(temp.path().join(format!("{name}.rs"))).unwrap(),
            format!("#[path = \"{name}/src/lib.rs\"]\npub mod {name};\n"),
        );
    }
}
