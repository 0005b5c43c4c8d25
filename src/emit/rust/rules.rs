//! What models are checked for.

use crate::{
    emit::format::{RustFile, quoted},
    plan::{Model, Rule, UnionVariant},
};

/// Adds the table of what a model is checked for, where there is something.
pub(super) fn table(file: &mut RustFile, model: &Model) {
    if model.rules.is_empty() {
        return;
    }
    let mut lines = vec![format!("validate!({} {{", model.name)];
    for rule in &model.rules {
        match rule {
            Rule::Fields(fields) => {
                lines.push("    rule::Fields(&[".to_owned());
                for (name, rules) in fields {
                    lines.push(format!("        ({}, {}),", quoted(name), list(rules)));
                }
                lines.push("    ]),".to_owned());
            }
            Rule::Tagged(property, variants) => {
                lines.push(format!("    rule::Tagged({}, &[", quoted(property)));
                for (tags, rules) in variants {
                    lines.push(format!("        ({}, {}),", names(tags), list(rules)));
                }
                lines.push("    ]),".to_owned());
            }
            Rule::Any(variants) => {
                lines.push("    rule::Any(&[".to_owned());
                for (variant, rules) in variants {
                    lines.push(format!("        ({}, {}),", shape(variant), list(rules)));
                }
                lines.push("    ]),".to_owned());
            }
            Rule::Number(..)
            | Rule::Size(..)
            | Rule::Pattern(_)
            | Rule::Unique
            | Rule::Each(_)
            | Rule::Positions(_)
            | Rule::Model(_)
            | Rule::Rest(..)
            | Rule::Hidden => lines.push(format!("    {},", expression(rule))),
        }
    }
    lines.push("});".to_owned());
    file.lines(lines);
}

fn list(rules: &[Rule]) -> String {
    let rules: Vec<_> = rules.iter().map(expression).collect();
    format!("&[{}]", rules.join(", "))
}

fn names(names: &[String]) -> String {
    let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    format!("&[{}]", names.join(", "))
}

fn expression(rule: &Rule) -> String {
    match rule {
        Rule::Number(variant, bound) => format!("rule::{variant}({})", quoted(bound)),
        Rule::Size(variant, least, Some(most)) => format!("rule::{variant}({least}, {most})"),
        Rule::Size(variant, least, None) => format!("rule::{variant}({least}, u64::MAX)"),
        Rule::Pattern(pattern) => format!("rule::Pattern({})", quoted(pattern)),
        Rule::Unique => "rule::Unique".to_owned(),
        Rule::Each(rules) => format!("rule::Each({})", list(rules)),
        Rule::Positions(items) => {
            let items: Vec<_> = items.iter().map(|rules| list(rules)).collect();
            format!("rule::Positions(&[{}])", items.join(", "))
        }
        Rule::Model(name) => format!("rule::Model({name}::rules)"),
        Rule::Fields(fields) => {
            let fields = fields
                .iter()
                .map(|(name, rules)| format!("({}, {})", quoted(name), list(rules)));
            format!("rule::Fields(&[{}])", fields.collect::<Vec<_>>().join(", "))
        }
        Rule::Rest(known, rules) => format!("rule::Rest({}, {})", names(known), list(rules)),
        Rule::Tagged(property, variants) => {
            let variants = variants
                .iter()
                .map(|(tags, rules)| format!("({}, {})", names(tags), list(rules)));
            let variants = variants.collect::<Vec<_>>().join(", ");
            format!("rule::Tagged({}, &[{variants}])", quoted(property))
        }
        Rule::Any(variants) => {
            let variants = variants
                .iter()
                .map(|(variant, rules)| format!("({}, {})", shape(variant), list(rules)));
            format!("rule::Any(&[{}])", variants.collect::<Vec<_>>().join(", "))
        }
        Rule::Hidden => "rule::Hidden".to_owned(),
    }
}

/// Returns what a variant looks like from outside.
fn shape(variant: &UnionVariant) -> String {
    let constants: Vec<_> = variant
        .constants
        .iter()
        .map(|(member, value)| format!("({}, {})", quoted(member), quoted(value)))
        .collect();
    format!(
        "runtime::union::Shape {{ kind: runtime::union::Kind::{}, keys: {}, optional: &[], constants: &[{}] }}",
        variant.json_type,
        names(&variant.keys),
        constants.join(", ")
    )
}
