//! What a build script says, and what is on disk for it.

use std::{collections::BTreeSet, fs, path::Path};

use super::{BuildError, Builder, write_module};
use crate::{
    config::{Config, Enums, Layout},
    diagnostic::{Report, Sources},
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
             `HEAD`, `PATCH`, `TRACE` [invalid-setting]",
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
