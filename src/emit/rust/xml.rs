//! How models stand in XML: a table beside each, and the root elements of bodies.

use crate::{
    api::{XmlName, XmlNode},
    config::Layout,
    emit::{
        Context,
        format::{RustFile, quoted},
    },
    plan::{Model, XmlKind, XmlMember, XmlRoot},
};

/// Adds the table of a model.
pub(super) fn table(file: &mut RustFile, context: Context<'_>, model: &Model) {
    let Some(table) = &model.xml else {
        return;
    };
    let mut lines = Vec::new();
    // The features of a module are its application's.
    if context.layout == Layout::Crate {
        lines.push("#[cfg(feature = \"xml\")]".to_owned());
    }
    let head = format!(
        "runtime::xml::table!({} as {} => ",
        model.name,
        name(&table.name)
    );
    match &table.kind {
        XmlKind::Object { members, rest } => {
            lines.push(format!("{head}Kind::Object {{"));
            match members.is_empty() {
                true => lines.push("    members: &[],".to_owned()),
                false => {
                    lines.push("    members: &[".to_owned());
                    lines.extend(members.iter().map(|it| format!("        {},", member(it))));
                    lines.push("    ],".to_owned());
                }
            }
            lines.push(format!("    rest: {},", rest_of(rest.as_deref())));
            lines.push("});".to_owned());
        }
        other => lines.push(format!("{head}{});", kind(other))),
    }
    file.lines(lines);
}

/// Returns the call that sets a body.
pub(super) fn call(media_type: &str, root: Option<&XmlRoot>) -> String {
    let media_type = quoted(media_type);
    match root {
        None => format!("call.xml({media_type}, body)"),
        Some(root) => {
            let name = quoted(&expanded(&root.name));
            let items = root.items.as_ref().map(expanded).unwrap_or_default();
            format!(
                "call.xml_as({media_type}, {name}, {}, body)",
                quoted(&items)
            )
        }
    }
}

/// Returns a name as one text.
fn expanded(name: &XmlName) -> String {
    let mut text = String::new();
    if !name.namespace.is_empty() {
        text.push_str(&format!("{{{}}}", name.namespace));
    }
    if !name.prefix.is_empty() {
        text.push_str(&format!("{}:", name.prefix));
    }
    text.push_str(&name.local);
    text
}

fn name(name: &XmlName) -> String {
    let mut text = format!("Name::of({})", quoted(&name.local));
    if !name.namespace.is_empty() {
        text.push_str(&format!(".namespace({})", quoted(&name.namespace)));
    }
    if !name.prefix.is_empty() {
        text.push_str(&format!(".prefix({})", quoted(&name.prefix)));
    }
    text
}

fn rest_of(rest: Option<&XmlKind>) -> String {
    match rest {
        Some(rest) => format!("Some(&{})", kind(rest)),
        None => "None".to_owned(),
    }
}

fn kind(of: &XmlKind) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match of {
        XmlKind::Plain(name) => format!("Kind::{name}"),
        XmlKind::List(items) => format!("Kind::List(&{})", kind(items)),
        XmlKind::Map(values) => format!("Kind::Map(&{})", kind(values)),
        XmlKind::Tuple(positions) => {
            let positions = positions.iter().map(member).collect();
            format!("Kind::Tuple(&[{}])", joined(positions))
        }
        XmlKind::Object { members, rest } => {
            let members = members.iter().map(member).collect();
            format!(
                "Kind::Object {{ members: &[{}], rest: {} }}",
                joined(members),
                rest_of(rest.as_deref())
            )
        }
        XmlKind::Tagged { property, variants } => {
            let variants = variants.iter().map(|(tags, of)| {
                let tags = tags.iter().map(|tag| quoted(tag)).collect();
                format!("(&[{}], {})", joined(tags), kind(of))
            });
            format!(
                "Kind::Tagged {{ property: {}, variants: &[{}] }}",
                quoted(property),
                joined(variants.collect())
            )
        }
        XmlKind::Union(variants) => {
            format!(
                "Kind::Union(&[{}])",
                joined(variants.iter().map(kind).collect())
            )
        }
        // In the macro, some models would be hidden by what it imports.
        XmlKind::Model(name) => format!("Kind::of::<super::{name}>()"),
    }
}

fn member(member: &XmlMember) -> String {
    let node = match member.node {
        XmlNode::Element => "element",
        XmlNode::Attribute => "attribute",
        XmlNode::Text => "text",
        XmlNode::CData => "cdata",
        XmlNode::None => "inline",
    };
    let key = quoted(&member.key);
    let mut text = format!("Member::{node}({key}, {})", kind(&member.kind));
    let is_plain = member.name.prefix.is_empty() && member.name.namespace.is_empty();
    let has_name = matches!(member.node, XmlNode::Element | XmlNode::Attribute);
    if has_name && !(is_plain && member.name.local == member.key) {
        text.push_str(&format!(".named({})", name(&member.name)));
    }
    if let Some(items) = &member.items {
        text.push_str(&format!(".around({})", name(items)));
    }
    if member.required {
        text.push_str(".required()");
    }
    if member.nullable {
        text.push_str(".nullable()");
    }
    text
}
