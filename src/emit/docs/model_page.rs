//! The page of a model.

use super::{diagram::diagram, fields::members, section};
use crate::{
    emit::{
        Context, File,
        expression::{self, Failure},
        format::import,
    },
    plan::{Anchors, Example, Model, ModelPage, Role, is_hidden},
};

/// How long JSON on one line may be.
const MAX_FLAT: usize = 76;

/// Prints the page of a model: what it is, an example, what it consists of, and where it is used.
pub(super) fn file(context: Context<'_>, model: &Model) -> File {
    let mut text = format!("# {}\n", model.name);
    let mut anchors = Anchors::default();
    anchors.next(&model.name);
    if model.deprecated {
        section(&mut text, "**Deprecated.**");
    }
    section(&mut text, &model.docs.join("\n"));
    if let Some(example) = &model.example {
        anchors.next("Example Usage");
        section(&mut text, "## Example Usage");
        let krate = &context.sdk.package.crate_ident;
        section(&mut text, &usage(krate, model, example));
    }
    members(&mut text, &mut anchors, model);
    if !model.page.reach.models.is_empty() {
        section(&mut text, "## Structure");
        section(&mut text, &diagram(&model.page.reach));
    }
    used_by(&mut text, &model.page);
    also_see(&mut text, model);
    (format!("docs/models/{}.md", model.module), text)
}

/// Returns the example: the value, and the JSON that it is read from.
fn usage(krate: &str, model: &Model, example: &Example) -> String {
    let name = &model.name;
    let value = &example.value;
    let ty = match value.is_typed() {
        true => String::new(),
        false => format!(": {name}"),
    };
    let mut names = value.names();
    if !ty.is_empty() || example.json.is_some() {
        names.insert(name.clone());
    }
    let imports = imports(krate, names.iter().map(String::as_str));
    let shown = expression::print(value, 0, Failure::Fatal);
    let mut code = format!("{imports}\n\nlet value{ty} = {shown};\n");
    if let Some(json) = &example.json {
        let json = json_literal(json);
        code.push_str(&format!(
            "\nlet json = {json};\nassert_eq!(serde_json::from_str::<{name}>(json).unwrap(), value);\n"
        ));
    }
    format!("```rust\n{code}```")
}

/// Returns JSON as a literal, on as many lines as it takes.
fn json_literal(json: &serde_json::Value) -> String {
    let flat = visible_json(json.to_string());
    let literal = expression::text_literal(&flat);
    if literal.len() <= MAX_FLAT {
        return literal;
    }
    let pretty = visible_json(format!("{json:#}"));
    let mut hashes = String::from("#");
    while pretty.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"\n{pretty}\n\"{hashes}")
}

/// Returns JSON in which all characters are seen.
fn visible_json(json: String) -> String {
    let is_plain = json.bytes().all(|it| matches!(it, b' '..=b'~' | b'\n'));
    if is_plain || !json.contains(|it| it != '\n' && is_hidden(it)) {
        return json;
    }
    let mut visible = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            hidden if hidden != '\n' && is_hidden(hidden) => {
                let mut units = [0; 2];
                for unit in hidden.encode_utf16(&mut units) {
                    visible.push_str(&format!("\\u{unit:04x}"));
                }
            }
            shown => visible.push(shown),
        }
    }
    visible
}

/// Returns the lines that bring names into scope: those of models, and of what the runtime has.
pub(super) fn imports<'n>(krate: &str, names: impl Iterator<Item = &'n str>) -> String {
    let (own, models): (Vec<&str>, Vec<&str>) =
        names.partition(|name| matches!(*name, "Nullable" | "Part"));
    let mut lines = Vec::new();
    if !own.is_empty() {
        lines.push(import(krate, &own));
    }
    if !models.is_empty() {
        lines.push(import(&format!("{krate}::models"), &models));
    }
    lines.join("\n")
}

fn used_by(text: &mut String, page: &ModelPage) {
    if page.uses.is_empty() {
        return;
    }
    section(text, "## Used by");
    let mut lines = String::new();
    for operation in &page.uses {
        let role = match operation.role {
            Role::Body => "as the body",
            Role::Parameter => "as a parameter",
            Role::Answer => "as the answer",
            Role::Failure => "as the body of errors",
        };
        lines.push_str(&format!(
            "- [`{}`](../{}.md#{}) {role}\n",
            operation.call.replace("r#", ""),
            operation.page,
            operation.anchor
        ));
    }
    if page.more_uses > 0 {
        lines.push_str(&format!("- and {} more\n", page.more_uses));
    }
    section(text, &lines);
}

fn also_see(text: &mut String, model: &Model) {
    let mut lines = String::new();
    if let Some((twin, module)) = &model.twin {
        let way = match model.request {
            true => "responses",
            false => "requests",
        };
        lines.push_str(&format!(
            "- [`{twin}`]({module}.md), what {way} have of it\n"
        ));
    }
    for holder in &model.page.holders {
        lines.push_str(&format!(
            "- [`{}`]({}.md), which has it\n",
            holder.name, holder.module
        ));
    }
    if model.page.more_holders > 0 {
        lines.push_str(&format!("- and {} more\n", model.page.more_holders));
    }
    if !lines.is_empty() {
        section(text, "## Also see");
        section(text, &lines);
    }
}
