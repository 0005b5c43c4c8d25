//! Models: a file each, and their index.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{enumeration, rules, structure, union, xml};
use crate::{
    config::Layout,
    emit::{
        Context, File,
        format::{RustFile, import},
    },
    plan::{Model, ModelKind, Type, plain},
};

/// Returns what declares the models of a crate: a module and an export of each, with the attributes of both,
/// would be a tenth of a large SDK. Their pages are doctests of their modules. Where each model is behind some feature,
/// there may be none.
fn declaration(has_pages: bool, is_certain: bool) -> String {
    let allowed = match is_certain {
        true => "",
        false => "\n#[allow(unused_macros, reason = \"some features need no model\")]",
    };
    let page = match has_pages {
        true => {
            "
            #[cfg_attr(
                doctest,
                doc = include_str!(concat!(\"../../docs/models/\", stringify!($module), \".md\"))
            )]"
        }
        false => "",
    };
    format!(
        "\
/// Declares models, which are in files of their own.{allowed}
macro_rules! models {{
    ($($module:ident::$name:ident,)*) => {{
        $({page}
            mod $module;
            pub use self::$module::$name;
        )*
    }};
}}"
    )
}

/// Prints the index of all models.
pub(super) fn index(context: Context<'_>) -> File {
    let docs = format!("The models of the {}.", plain(&context.sdk.package.title));
    let mut file = RustFile::with_docs(&[docs]);
    match context.layout {
        Layout::Crate => {
            let mut sets: IndexMap<Option<String>, Vec<String>> = IndexMap::new();
            for model in &context.sdk.models {
                let line = format!("    {}::{},", model.module, model.name);
                sets.entry(features(&model.features))
                    .or_default()
                    .push(line);
            }
            if !sets.is_empty() {
                let is_certain = sets.contains_key(&None);
                file.lines([declaration(context.has_pages, is_certain)]);
            }
            for (condition, models) in sets {
                let call = ["models! {".to_owned()];
                let lines = condition.into_iter().chain(call).chain(models);
                file.lines(lines.chain(["}".to_owned()]));
            }
        }
        // A module has no features.
        Layout::Module => {
            for model in &context.sdk.models {
                let module = format!("mod {};", model.module);
                let export = format!("pub use self::{}::{};", model.module, model.name);
                file.lines([module, export]);
            }
        }
    }
    ("src/models/mod.rs".to_owned(), file.finish())
}

/// How wide the arguments of an attribute on one line may be, as rustfmt has it.
const MAX_ATTRIBUTE: usize = 70;

/// Returns the attribute that compiles something only for some features.
pub(super) fn features<'f>(features: impl IntoIterator<Item = &'f String>) -> Option<String> {
    let names: Vec<_> = features
        .into_iter()
        .map(|feature| format!("feature = \"{feature}\""))
        .collect();
    match &names[..] {
        [] => None,
        [only] => Some(format!("#[cfg({only})]")),
        _ => {
            let line = names.join(", ");
            if line.len() <= MAX_ATTRIBUTE {
                return Some(format!("#[cfg(any({line}))]"));
            }
            let lines: String = names.iter().map(|name| format!("    {name},\n")).collect();
            Some(format!("#[cfg(any(\n{lines}))]"))
        }
    }
}

/// Prints a model.
pub(super) fn file(context: Context<'_>, model: &Model) -> File {
    let mut file = RustFile::new();
    file.lines(imports(context, model));
    match &model.kind {
        ModelKind::Struct {
            fields,
            rest,
            in_parts,
        } => {
            structure::items(&mut file, model, fields, rest.as_ref(), *in_parts);
        }
        ModelKind::StringEnum { variants, other } => {
            enumeration::strings(&mut file, model, variants, other.as_deref());
        }
        ModelKind::IntegerEnum { variants, other } => {
            enumeration::integers(&mut file, model, variants, other.as_deref());
        }
        ModelKind::TaggedUnion {
            property,
            variants,
            other,
        } => {
            union::tagged(&mut file, model, property, variants, other);
        }
        ModelKind::UntaggedUnion { variants } => union::untagged(&mut file, model, variants),
        ModelKind::Wrapper { ty } => structure::wrapper(&mut file, model, ty),
    }
    rules::table(&mut file, model);
    xml::table(&mut file, context, model);
    (format!("src/models/{}.rs", model.module), file.finish())
}

/// Returns what the macros of a codec call a model.
pub(super) fn subject(model: &Model) -> String {
    match model.exact {
        true => format!("exact {}", model.name),
        false => model.name.clone(),
    }
}

/// Returns the types that a model is made of.
pub(super) fn types(model: &Model) -> Vec<&Type> {
    match &model.kind {
        ModelKind::Struct { fields, rest, .. } => {
            let rest = rest.iter().map(|rest| &rest.ty);
            fields.iter().map(|field| &field.ty).chain(rest).collect()
        }
        ModelKind::StringEnum { .. } | ModelKind::IntegerEnum { .. } => Vec::new(),
        ModelKind::TaggedUnion { variants, .. } | ModelKind::UntaggedUnion { variants, .. } => {
            variants.iter().map(|variant| &variant.ty).collect()
        }
        ModelKind::Wrapper { ty } => vec![ty],
    }
}

/// Returns the lines that bring other models, and what a model needs of the runtime, into scope.
fn imports(context: Context<'_>, model: &Model) -> Vec<String> {
    let types = types(model);
    let macro_name = match &model.kind {
        ModelKind::Struct { in_parts: true, .. } => "multipart",
        ModelKind::Struct { .. } => "object",
        ModelKind::StringEnum { .. } => "string_enum",
        ModelKind::IntegerEnum { .. } => "integer_enum",
        ModelKind::TaggedUnion { .. } => "tagged_union",
        ModelKind::UntaggedUnion { .. } => "untagged_union",
        ModelKind::Wrapper { .. } => "wrapper",
    };
    let models: BTreeSet<&str> = types
        .iter()
        .flat_map(|ty| ty.models())
        .filter(|name| *name != model.name)
        .collect();
    let runtime: BTreeSet<&str> = types.iter().flat_map(|ty| ty.runtime()).collect();
    let mut lines = Vec::new();
    let has_rest = matches!(&model.kind, ModelKind::Struct { rest: Some(_), .. });
    if has_rest || types.iter().any(|ty| ty.has_map()) {
        lines.extend([MAP_IMPORT.to_owned(), String::new()]);
    }
    // All macros name the runtime, and what is in a part of it is named by its path.
    let mut names = vec!["self"];
    names.extend(runtime.into_iter().filter(|name| !name.contains("::")));
    let mut macros = vec![macro_name];
    if !model.rules.is_empty() {
        macros.push("validate");
        macros.sort_unstable();
    }
    names.extend(macros);
    let runtime = format!("{}::runtime", context.root(2));
    lines.push(import(&runtime, &names));
    if !models.is_empty() {
        let models = import("super", &models.into_iter().collect::<Vec<_>>());
        // rustfmt puts `super` before `crate`, and after `super::super`.
        match context.layout {
            Layout::Crate => lines.insert(lines.len() - 1, models),
            Layout::Module => lines.push(models),
        }
    }
    lines
}

/// Brings maps into scope.
pub(super) const MAP_IMPORT: &str = "use std::collections::BTreeMap;";
