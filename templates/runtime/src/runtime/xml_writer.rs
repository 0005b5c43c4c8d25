//! JSON as XML, by the table of a type.
//!
//! The JSON of a model enters, XML leaves. Members are written in the order of the table, which is that of
//! the document. What XML cannot hold is an error that says where it is.

use super::reader::Reader;
use super::xml::{Fault, Kind, Member, Name, Node};
use super::xml_json::{Json, plain};
use super::xml_reader::TEXT;
use super::xml_text::{check, check_name, escape};
use super::xml_tree::INSTANCE;
use super::xml_union::{self, Tag};

/// Returns the document of a value: a root element of a name, and of a list what its items are called.
pub(super) fn document(
    json: &[u8],
    name: Name<'_>,
    items: Name<'_>,
    kind: Kind,
) -> Result<String, Fault> {
    let read = || {
        let mut reader = Reader::of_bytes(json)?;
        Json::read(&mut reader)
    };
    let value = read().map_err(Fault::new)?;
    let mut document = Document {
        text: String::with_capacity(json.len() * 2),
        // This one is declared everywhere.
        scope: vec![("xml".to_owned(), XML.to_owned())],
    };
    document
        .text
        .push_str(r#"<?xml version="1.0" encoding="UTF-8"?>"#);
    document.element(name, Some(items), kind, &value)?;
    Ok(document.text)
}

/// The namespace of `xml:lang` and the like.
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// A document that is being written.
struct Document {
    text: String,
    /// The namespaces that are declared where it is at: prefixes and what they stand for.
    scope: Vec<(String, String)>,
}

impl Document {
    /// Writes an element; of a list, what its items are called.
    fn element(
        &mut self,
        name: Name<'_>,
        items: Option<Name<'_>>,
        kind: Kind,
        value: &Json<'_>,
    ) -> Result<(), Fault> {
        check_name(name.local)?;
        let (kind, tag) = kind_of(kind, value);
        let declared = self.scope.len();
        let qualified = self.open(name);
        match (kind, value) {
            (_, Json::Null) => self.nil(),
            (Kind::Object { members, rest }, Json::Object(_)) => {
                self.attributes(members, rest, value)?;
                let content = self.content();
                if let Some((property, _)) = tag
                    && let Some(value) = value.member(property)
                {
                    self.element(Name::of(property), None, Kind::Token, value)?;
                }
                self.members(members, rest, value)?;
                self.close(&qualified, content);
            }
            (Kind::Map(values), Json::Object(_)) => {
                self.attributes(&[], Some(values), value)?;
                let content = self.content();
                self.members(&[], Some(values), value)?;
                self.close(&qualified, content);
            }
            (Kind::List(kind), Json::Array(values)) => {
                let content = self.content();
                self.items(items.unwrap_or(name), *kind, values)?;
                self.close(&qualified, content);
            }
            (Kind::Tuple(positions), Json::Array(values)) => {
                let content = self.content();
                for (index, (position, value)) in positions.iter().zip(values).enumerate() {
                    self.member(position, value)
                        .map_err(|fault| fault.within(&format!("[{index}]")))?;
                }
                self.close(&qualified, content);
            }
            (_, value) => {
                let content = self.content();
                self.text_of(value)?;
                self.close(&qualified, content);
            }
        }
        if value.is_null() {
            self.text.push_str("/>");
        }
        self.scope.truncate(declared);
        Ok(())
    }

    fn items(&mut self, name: Name<'_>, kind: Kind, values: &[Json<'_>]) -> Result<(), Fault> {
        for (index, value) in values.iter().enumerate() {
            self.element(name, None, kind, value)
                .map_err(|fault| fault.within(&format!("[{index}]")))?;
        }
        Ok(())
    }

    /// Begins an element, whose attributes may follow; returns its name with the prefix.
    fn open(&mut self, name: Name<'_>) -> String {
        let prefix = self.prefix(name);
        let is_new = !name.namespace.is_empty() && self.declared(prefix) != Some(name.namespace);
        let qualified = qualified(prefix, name.local);
        self.text.push('<');
        self.text.push_str(&qualified);
        if is_new {
            self.declare(prefix, name.namespace);
        }
        qualified
    }

    /// Returns the prefix that a name is written with: one that stands for nothing would be an error.
    fn prefix<'n>(&self, name: Name<'n>) -> &'n str {
        match name.namespace.is_empty() && self.declared(name.prefix).is_none() {
            true => "",
            false => name.prefix,
        }
    }

    fn declared(&self, prefix: &str) -> Option<&str> {
        let found = self.scope.iter().rev().find(|(known, _)| known == prefix);
        found.map(|(_, namespace)| namespace.as_str())
    }

    fn declare(&mut self, prefix: &str, namespace: &str) {
        self.text.push_str(match prefix {
            "" => " xmlns",
            _ => " xmlns:",
        });
        self.text.push_str(prefix);
        self.text.push_str("=\"");
        escape(&mut self.text, namespace, true);
        self.text.push('"');
        self.scope.push((prefix.to_owned(), namespace.to_owned()));
    }

    /// Ends the tag that begins an element; returns where its content begins.
    fn content(&mut self) -> usize {
        self.text.push('>');
        self.text.len()
    }

    /// Ends an element, given where its content begins.
    fn close(&mut self, qualified: &str, content: usize) {
        if self.text.len() == content {
            self.text.pop();
            self.text.push_str("/>");
            return;
        }
        self.text.push_str("</");
        self.text.push_str(qualified);
        self.text.push('>');
    }

    /// Says that an element is null.
    fn nil(&mut self) {
        if self.declared("xsi") != Some(INSTANCE) {
            self.declare("xsi", INSTANCE);
        }
        self.text.push_str(" xsi:nil=\"true\"");
    }

    /// Writes the members of an object that are attributes.
    fn attributes(
        &mut self,
        members: &[Member],
        rest: Option<&Kind>,
        object: &Json<'_>,
    ) -> Result<(), Fault> {
        for member in members {
            let Some(value) = object.member(member.key) else {
                continue;
            };
            match (member.node, member.kind.resolved()) {
                (Node::Attribute, _) if !value.is_null() => self
                    .attribute(member.name, value)
                    .map_err(|fault| fault.within(member.key))?,
                (Node::Inline, Kind::Object { members, .. }) => self
                    .attributes(members, None, value)
                    .map_err(|fault| fault.within(member.key))?,
                _ => {}
            }
        }
        if let (Some(Kind::Any), Json::Object(all)) = (rest, object) {
            for (key, value) in all {
                if let Some(local) = key.strip_prefix('@')
                    && !members.iter().any(|member| member.key == key)
                    && !matches!(value, Json::Array(_) | Json::Object(_) | Json::Null)
                {
                    self.attribute(Name::of(local), value)
                        .map_err(|fault| fault.within(key))?;
                }
            }
        }
        Ok(())
    }

    fn attribute(&mut self, name: Name<'_>, value: &Json<'_>) -> Result<(), Fault> {
        check_name(name.local)?;
        let mut prefix = self.prefix(name);
        if !name.namespace.is_empty() {
            if prefix.is_empty() {
                // An attribute without a prefix is in no namespace.
                prefix = "ns";
            }
            if self.declared(prefix) != Some(name.namespace) {
                self.declare(prefix, name.namespace);
            }
        }
        self.text.push(' ');
        self.text.push_str(&qualified(prefix, name.local));
        self.text.push_str("=\"");
        let text = plain(value)?;
        check(&text)?;
        escape(&mut self.text, &text, true);
        self.text.push('"');
        Ok(())
    }

    /// Writes the members of an object that are elements or text.
    fn members(
        &mut self,
        members: &[Member],
        rest: Option<&Kind>,
        object: &Json<'_>,
    ) -> Result<(), Fault> {
        for member in members {
            if let Some(value) = object.member(member.key) {
                self.member(member, value)
                    .map_err(|fault| fault.within(member.key))?;
            }
        }
        let (Some(rest), Json::Object(all)) = (rest, object) else {
            return Ok(());
        };
        let others = all
            .iter()
            .filter(|(key, _)| !members.iter().any(|member| member.key == key));
        for (key, value) in others {
            self.other(key, *rest, value)
                .map_err(|fault| fault.within(key))?;
        }
        Ok(())
    }

    fn member(&mut self, member: &Member, value: &Json<'_>) -> Result<(), Fault> {
        match (member.node, value) {
            (Node::Attribute, _) => Ok(()),
            (Node::Text | Node::CData, Json::Null) => Ok(()),
            (Node::Text, value) => self.text_of(value),
            (Node::CData, value) => {
                let text = plain(value)?;
                check(&text)?;
                self.text.push_str("<![CDATA[");
                // Its end cannot stand within.
                self.text.push_str(&text.replace("]]>", "]]]]><![CDATA[>"));
                self.text.push_str("]]>");
                Ok(())
            }
            (Node::Inline, value) => match member.kind.resolved() {
                Kind::Object { members, .. } => self.members(members, None, value),
                _ => Ok(()),
            },
            (Node::Element, Json::Array(values)) if member.items.is_none() => {
                match member.kind.item() {
                    Some(kind) => self.items(member.name, *kind, values),
                    None => self.element(member.name, None, member.kind, value),
                }
            }
            (Node::Element, value) => self.element(member.name, member.items, member.kind, value),
        }
    }

    /// Writes a member that no table describes.
    fn other(&mut self, key: &str, kind: Kind, value: &Json<'_>) -> Result<(), Fault> {
        let is_any = matches!(kind.resolved(), Kind::Any);
        if is_any && key == TEXT {
            return self.text_of(value);
        }
        let is_scalar = !matches!(value, Json::Array(_) | Json::Object(_) | Json::Null);
        if is_any && key.starts_with('@') && is_scalar {
            return Ok(());
        }
        let name = Name::of(key);
        match (kind.resolved(), value) {
            (Kind::List(kind), Json::Array(values)) => self.items(name, *kind, values),
            (Kind::Any, Json::Array(values)) => self.items(name, Kind::Any, values),
            _ => self.element(name, None, kind, value),
        }
    }

    fn text_of(&mut self, value: &Json<'_>) -> Result<(), Fault> {
        let text = plain(value)?;
        check(&text)?;
        escape(&mut self.text, &text, false);
        Ok(())
    }
}

/// Returns the kind that a value is written as, and the member that tells it.
fn kind_of<'j>(kind: Kind, value: &'j Json<'_>) -> (Kind, Tag<'j>) {
    let (kind, tag) = xml_union::chosen(value, kind);
    let kind = match (kind, value) {
        (Kind::Object { .. } | Kind::Map(_), Json::Object(_)) => kind,
        // What a table says nothing about is written as it is.
        (_, Json::Object(_)) => Kind::Object {
            members: &[],
            rest: Some(&Kind::Any),
        },
        (Kind::List(_) | Kind::Tuple(_), Json::Array(_)) => kind,
        (_, Json::Array(_)) => Kind::List(&Kind::Any),
        _ => kind,
    };
    (kind, tag)
}

fn qualified(prefix: &str, local: &str) -> String {
    match prefix {
        "" => local.to_owned(),
        prefix => format!("{prefix}:{local}"),
    }
}
