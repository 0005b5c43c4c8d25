//! XML objects: what they say, and which ones say it of a schema.
//!
//! A pointer to a schema enters; what its XML object says leaves, and where it is silent, what those say of
//! the schemas that it stands for. What cannot be is reported where it stands, and ignored.

use serde_json::Value;

use super::{Lowering, schema::given_name};
use crate::{
    api::{Name, XmlName, XmlNode},
    diagnostic::{Diagnostic, Pointer, codes},
    load::{member, read},
};

/// How many schemas may stand in for each other.
const MAX_STEPS: usize = 32;

/// What an XML object says.
#[derive(Clone, Debug, Default)]
pub(super) struct XmlObject {
    pub(super) name: Option<String>,
    prefix: Option<String>,
    namespace: Option<String>,
    pub(super) node: Option<XmlNode>,
}

impl XmlObject {
    /// Returns the name of an element or an attribute, given what it is called where this does not say.
    pub(super) fn name_or(&self, inherited: &XmlName) -> XmlName {
        let own = |text: &Option<String>| text.clone().unwrap_or_default();
        match &self.name {
            None if self.prefix.is_none() && self.namespace.is_none() => inherited.clone(),
            name => XmlName {
                local: name.clone().unwrap_or_else(|| inherited.local.clone()),
                prefix: own(&self.prefix),
                namespace: own(&self.namespace),
            },
        }
    }
}

impl Lowering<'_> {
    /// Returns where the content of a schema stands: behind references, and behind an `allOf` of one.
    pub(super) fn target(&self, pointer: &Pointer) -> Pointer {
        let mut at = pointer.clone();
        for _ in 0..MAX_STEPS {
            match self.behind(&at) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Returns the schema that another one stands for.
    fn behind(&self, pointer: &Pointer) -> Option<Pointer> {
        let node = self.document.get(pointer)?;
        if let Some(reference) = member(node, "$ref").and_then(Value::as_str) {
            return self.document.resolve_reference(reference);
        }
        let parts = parts_of(node)?;
        let mut others = (0..parts.len()).filter(|index| !only_annotates(&parts[*index]));
        match (others.next(), others.next()) {
            (Some(only), None) => Some(pointer.join("allOf").join(only)),
            (_, _) => None,
        }
    }

    /// Returns where the XML objects of a schema stand: its own, and those of parts that say nothing else.
    fn xml_objects_at(&self, pointer: &Pointer) -> Vec<Pointer> {
        let Some(node) = self.document.get(pointer) else {
            return Vec::new();
        };
        let has_xml = |node: &Value| member(node, "xml").is_some();
        let own = has_xml(node).then(|| pointer.join("xml"));
        let parts = parts_of(node).unwrap_or_default().iter().enumerate();
        let parts = parts.filter(|(_, part)| only_annotates(part) && has_xml(part));
        let all = pointer.join("allOf");
        own.into_iter()
            .chain(parts.map(|(index, _)| all.join(index).join("xml")))
            .collect()
    }

    /// Returns the name that a body, or an item of one, has from the component that it is.
    pub(super) fn component_name(&self, pointer: &Pointer) -> XmlName {
        let mut at = pointer.clone();
        let mut name = None;
        for _ in 0..MAX_STEPS {
            name = given_name(self.document, &at);
            match self.behind(&at) {
                Some(next) if name.is_none() => at = next,
                Some(_) | None => break,
            }
        }
        XmlName {
            local: match name {
                Some(Name::Given(name)) => ncname(&name),
                Some(Name::Path(_)) | None => String::new(),
            },
            ..XmlName::default()
        }
    }

    /// Returns what a schema says about XML, and where it is silent, what those say that it stands for.
    pub(super) fn xml_said(&mut self, pointer: &Pointer) -> XmlObject {
        let mut said = XmlObject::default();
        let mut at = pointer.clone();
        for _ in 0..MAX_STEPS {
            for object in self.xml_objects_at(&at) {
                let own = self.xml_object(&object);
                if said.name.is_none() && said.prefix.is_none() && said.namespace.is_none() {
                    (said.name, said.prefix, said.namespace) =
                        (own.name, own.prefix, own.namespace);
                }
                said.node = said.node.or(own.node);
            }
            match self.behind(&at) {
                Some(next) => at = next,
                None => break,
            }
        }
        said
    }

    /// Reads the XML object at a pointer, once.
    fn xml_object(&mut self, pointer: &Pointer) -> XmlObject {
        if let Some(known) = self.xml_objects.get(pointer) {
            return known.clone();
        }
        let object = match read::xml(self.document, pointer, self.report) {
            Some(read) => self.checked(read, pointer),
            None => XmlObject::default(),
        };
        self.xml_objects.insert(pointer.clone(), object.clone());
        object
    }

    fn checked(&mut self, read: read::Xml, pointer: &Pointer) -> XmlObject {
        let mut object = XmlObject::default();
        if let Some(namespace) = read.namespace.filter(|it| !it.is_empty()) {
            match namespace.contains(|it: char| it.is_control() || it.is_whitespace()) {
                false => object.namespace = Some(namespace),
                true => self.invalid(pointer, "namespace", &namespace),
            }
        }
        let mut prefix = read.prefix.filter(|it| !it.is_empty());
        if let Some(name) = read.name {
            // Many write the prefix as part of the name.
            let local = match name.split_once(':') {
                Some((before, local)) if prefix.is_none() || prefix.as_deref() == Some(before) => {
                    prefix = Some(before.to_owned());
                    local
                }
                Some(_) | None => &name,
            };
            match ncname(local) == local {
                true => object.name = Some(local.to_owned()),
                false => self.invalid(pointer, "name", &name),
            }
        }
        if let Some(prefix) = prefix {
            match ncname(&prefix) == prefix && prefix != "xmlns" {
                true => object.prefix = Some(prefix),
                false => self.invalid(pointer, "prefix", &prefix),
            }
        }
        let old = match (read.attribute, read.wrapped) {
            (Some(true), _) => Some(XmlNode::Attribute),
            (_, Some(true)) => Some(XmlNode::Element),
            (_, _) => None,
        };
        object.node = match read.node_type.as_deref() {
            None => old,
            Some("element") => Some(XmlNode::Element),
            Some("attribute") => Some(XmlNode::Attribute),
            Some("text") => Some(XmlNode::Text),
            Some("cdata") => Some(XmlNode::CData),
            Some("none") => Some(XmlNode::None),
            Some(other) => {
                self.invalid(pointer, "nodeType", other);
                old
            }
        };
        let is_both = read.attribute.is_some() || read.wrapped.is_some();
        if read.node_type.is_some() && is_both {
            let diagnostic = Diagnostic::new(
                codes::INVALID_XML,
                "`nodeType` stands beside `attribute` or `wrapped`",
            );
            self.report_at(diagnostic, &pointer.join("nodeType"), "counts alone");
        }
        for key in read.unknown {
            let message = format!("`{key}` is no keyword of an XML object");
            let diagnostic = Diagnostic::new(codes::INVALID_XML, message);
            self.report_at(diagnostic, &pointer.join(&key), "ignored here");
        }
        object
    }

    fn invalid(&mut self, pointer: &Pointer, key: &str, value: &str) {
        let what = match key {
            "nodeType" => "is no type of node",
            "namespace" => "is no URI",
            _ => "can be no name in XML",
        };
        let diagnostic = Diagnostic::new(codes::INVALID_XML, format!("`{value}` {what}"));
        self.report_at(diagnostic, &pointer.join(key), "ignored here");
    }
}

/// How many parts an `allOf` has at most that is looked through.
const MAX_PARTS: usize = 16;

/// Returns the parts of a schema that consists of them.
fn parts_of(node: &Value) -> Option<&[Value]> {
    let has_own = ["properties", "items", "oneOf", "anyOf"];
    let has_own = has_own.iter().any(|key| member(node, key).is_some());
    let parts = member(node, "allOf")?.as_array()?;
    (!has_own && parts.len() <= MAX_PARTS).then_some(&parts[..])
}

/// Returns whether a part of a schema says nothing about values.
fn only_annotates(part: &Value) -> bool {
    let keywords = [
        "$ref",
        "type",
        "properties",
        "additionalProperties",
        "items",
        "enum",
        "allOf",
        "oneOf",
        "anyOf",
    ];
    keywords.iter().all(|key| member(part, key).is_none())
}

/// Returns a text as a name without a prefix (Namespaces in XML 1.0, `NCName`), with a line in the place
/// of each character that it cannot have.
pub(super) fn ncname(text: &str) -> String {
    let mut name: String = text
        .chars()
        .map(|it| if is_next(it) { it } else { '_' })
        .collect();
    if !name.starts_with(is_first) {
        name.insert(0, '_');
    }
    name
}

/// Returns whether a name can begin with a character (XML 1.0, `NameStartChar`, without the colon).
fn is_first(character: char) -> bool {
    matches!(
        character,
        'A'..='Z'
            | '_'
            | 'a'..='z'
            | '\u{c0}'..='\u{d6}'
            | '\u{d8}'..='\u{f6}'
            | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}'
            | '\u{37f}'..='\u{1fff}'
            | '\u{200c}'..='\u{200d}'
            | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}'
            | '\u{3001}'..='\u{d7ff}'
            | '\u{f900}'..='\u{fdcf}'
            | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}'
    )
}

/// Returns whether a name can go on with a character (XML 1.0, `NameChar`, without the colon).
fn is_next(character: char) -> bool {
    is_first(character)
        || matches!(
            character,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}'
        )
}
