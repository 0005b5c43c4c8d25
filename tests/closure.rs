//! The closure of `ClientRegistrationResponse`: the model, its enum, `Client` and all that it
//! reaches, each with its page of documentation.
//!
//! What belongs to the closure is found twice: in the document, by following its references, and in
//! the generated tree, by following its imports. Both must find the same, and what is generated
//! must be what is committed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "golden/folder.rs"]
mod folder;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use sdkwright::{
    Config, Generator,
    config::{FILE_NAME, Layer},
    diagnostic::{Report, Sources},
};
use serde_json::Value;

use folder::Folder;

const ROOT: &str = "client_registration_response";

/// What everybody who knows the API expects, beside what the document leads to.
const EXPECTED: [&str; 8] = [
    "client_registration_response",
    "client_registration_action",
    "client",
    "client_extension",
    "grant_type",
    "response_type",
    "jws_alg",
    "tagged_value",
];

#[test]
fn the_closure_is_complete_and_as_committed() {
    let tree = generate();
    let modules = modules_of(&tree);
    for expected in EXPECTED {
        assert!(modules.contains(expected), "{expected} in {modules:?}");
    }

    let document = Closure::of(ROOT);
    let (enums, structs): (BTreeSet<&str>, BTreeSet<&str>) = modules
        .iter()
        .map(String::as_str)
        .partition(|module| model(&tree, module).contains("string_enum!"));
    assert_eq!(
        structs,
        document.objects.iter().map(String::as_str).collect(),
        "an object of the document is a struct of the same name"
    );
    let values: BTreeSet<BTreeSet<String>> = enums
        .iter()
        .map(|module| wire_values(model(&tree, module)))
        .collect();
    assert_eq!(
        values.len(),
        enums.len(),
        "no two enums have the same values"
    );
    assert_eq!(
        values, document.enums,
        "a set of values of the document is an enum"
    );

    let closure: BTreeMap<String, String> = modules
        .iter()
        .flat_map(|module| {
            [
                format!("src/models/{module}.rs"),
                format!("docs/models/{module}.md"),
            ]
        })
        .map(|path| {
            let text = tree.get(&path).unwrap_or_else(|| panic!("no file {path}"));
            (path, text.clone())
        })
        .collect();
    Folder::new("generated/authlete").expect(&closure, |_| false);
}

fn generate() -> BTreeMap<String, String> {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let mut config = Config::default();
    config.apply(Layer::read(Path::new(FILE_NAME), &mut sources, &mut report));
    let tree = Generator::new(config).run(&mut sources).tree.unwrap();
    tree.iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

fn model<'t>(tree: &'t BTreeMap<String, String>, module: &str) -> &'t str {
    &tree[&format!("src/models/{module}.rs")]
}

/// Returns the modules that are reached from the root by imports.
fn modules_of(tree: &BTreeMap<String, String>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut queue = vec![ROOT.to_owned()];
    while let Some(module) = queue.pop() {
        let imported = imports(model(tree, &module));
        queue.extend(imported.iter().map(|name| module_of(tree, name)));
        queue.retain(|module| !found.contains(module));
        found.insert(module);
    }
    found
}

/// Returns the models that a module imports: `use super::{One, Other};`.
fn imports(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap();
    let mut names = Vec::new();
    for item in file.items {
        let syn::Item::Use(item) = item else { continue };
        let syn::UseTree::Path(path) = &item.tree else {
            continue;
        };
        if path.ident != "super" {
            continue;
        }
        match &*path.tree {
            syn::UseTree::Name(name) => names.push(name.ident.to_string()),
            syn::UseTree::Group(group) => names.extend(group.items.iter().map(|item| {
                let syn::UseTree::Name(name) = item else {
                    panic!("models are imported by name");
                };
                name.ident.to_string()
            })),
            _ => panic!("models are imported by name"),
        }
    }
    names
}

/// Returns the module that the index of the models exports a name from.
fn module_of(tree: &BTreeMap<String, String>, name: &str) -> String {
    let index = &tree["src/models/mod.rs"];
    index
        .lines()
        .filter_map(|line| line.strip_prefix("    ")?.strip_suffix(','))
        .find_map(|export| {
            let (module, exported) = export.split_once("::")?;
            (exported == name).then(|| module.to_owned())
        })
        .unwrap_or_else(|| panic!("{name} is not exported"))
}

/// Returns the values of an enum: `    Variant = "value",`.
fn wire_values(text: &str) -> BTreeSet<String> {
    text.lines()
        .skip_while(|line| !line.starts_with("string_enum!"))
        .filter_map(|line| line.split_once(" = \"")?.1.strip_suffix("\","))
        .map(str::to_owned)
        .collect()
}

/// What the document leads to from one schema.
#[derive(Debug, Default)]
struct Closure {
    /// The names of the schemas that are objects.
    objects: BTreeSet<String>,
    /// The values of each enumeration, whether it has a name or not.
    enums: BTreeSet<BTreeSet<String>>,
}

impl Closure {
    fn of(root: &str) -> Self {
        let text = fs::read_to_string("specs/authlete.yaml").unwrap();
        let document: Value = serde_yaml::from_str(&text).unwrap();
        let mut closure = Self::default();
        closure.follow(
            &document,
            &document["components"]["schemas"][root],
            Some(root),
        );
        closure
    }

    fn follow(&mut self, document: &Value, schema: &Value, name: Option<&str>) {
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.strip_prefix("#/components/schemas/").unwrap();
            let target = &document["components"]["schemas"][name];
            return self.follow(document, target, Some(name));
        }
        if let Some(values) = schema["enum"].as_array() {
            let texts = values.iter().filter_map(Value::as_str).map(str::to_owned);
            self.enums.insert(texts.collect());
        }
        if let (Some(name), Some(_)) = (name, schema["properties"].as_object())
            && !self.objects.insert(name.to_owned())
        {
            return;
        }
        for property in schema["properties"].as_object().into_iter().flatten() {
            self.follow(document, property.1, None);
        }
        for key in ["items", "additionalProperties"] {
            if schema[key].is_object() {
                self.follow(document, &schema[key], None);
            }
        }
        for key in ["allOf", "oneOf", "anyOf"] {
            for member in schema[key].as_array().into_iter().flatten() {
                self.follow(document, member, None);
            }
        }
    }
}
