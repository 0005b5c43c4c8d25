//! How values stand in XML (OpenAPI, "XML Object").
//!
//! The XML objects of a document enter; names and kinds of nodes leave, on bodies, on the types that these
//! reach, and on the fields of these. What no XML object can say is reported where it stands, and taken for
//! what would stand there without it.

use serde_json::Value;

use super::{Lowering, schema::given_name};
use crate::{
    api::{
        Encoding, Kind, Name, Operation, Schema, Shape, StringFormat, TypeId, Xml, XmlName, XmlNode,
    },
    diagnostic::{Diagnostic, Pointer, codes},
    load::{PREFIX_ITEMS_KEY, member, read},
};

/// How many schemas may stand in for each other.
const MAX_STEPS: usize = 32;

/// What an XML object says.
#[derive(Clone, Debug, Default)]
pub(super) struct XmlObject {
    name: Option<String>,
    prefix: Option<String>,
    namespace: Option<String>,
    node: Option<XmlNode>,
}

impl XmlObject {
    /// Returns the name of an element or an attribute, given what it is called where this does not say.
    fn name_or(&self, inherited: &XmlName) -> XmlName {
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
    /// Returns whether a body has a structure that XML can have, so that a model says more than its text.
    pub(super) fn is_structured(&self, schema: &Schema) -> bool {
        match &schema.shape {
            Shape::Named(id) => self.is_structure(*id),
            Shape::List(inner) => self.is_part(inner),
            // What may have any members is described by nothing.
            Shape::Map(inner) => inner.shape != Shape::Any && self.is_part(inner),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::Tuple(_) => false,
        }
    }

    /// Returns whether items or values can be part of a body without a name.
    fn is_part(&self, schema: &Schema) -> bool {
        match &schema.shape {
            Shape::List(inner) | Shape::Map(inner) => self.is_part(inner),
            Shape::Named(id) => self.is_structure(*id),
            Shape::String(format) => *format == StringFormat::Plain,
            Shape::Any | Shape::Boolean | Shape::Integer(_) => true,
            Shape::Number(_) | Shape::Tuple(_) => false,
        }
    }

    /// Returns whether a type has parts. What is not filled in yet is no enumeration.
    fn is_structure(&self, id: TypeId) -> bool {
        match &self.types[id.index()].kind {
            Kind::Enumeration(enumeration) => enumeration.values.is_empty(),
            Kind::Object(_) | Kind::Union(_) | Kind::Wrapper(_) => true,
        }
    }

    /// Returns how the body at a pointer stands in XML. What answers are called does not count.
    pub(super) fn xml_root(&mut self, pointer: &Pointer, schema: &Schema, is_sent: bool) -> Xml {
        let said = self.xml_said(pointer);
        let name = said.name_or(&self.component_name(pointer));
        if name.local.is_empty() && is_sent {
            let diagnostic = Diagnostic::new(
                codes::UNNAMED_XML,
                "the root element of a body in XML has no name",
            );
            self.report_at(diagnostic, pointer, "is called like its type");
        }
        let items = matches!(schema.shape, Shape::List(_)).then(|| {
            let items = self.target(pointer).join("items");
            let component = self.component_name(&items);
            self.xml_said(&items).name_or(&component)
        });
        Xml {
            name,
            node: XmlNode::Element,
            items,
            positions: Vec::new(),
        }
    }

    /// Describes how the types that bodies in XML reach stand in it.
    pub(super) fn xml_of_types(&mut self, operations: &[Operation]) {
        let bodies = operations.iter().flat_map(|it| &it.body);
        let variants = bodies.flat_map(|body| &body.variants);
        let sent = variants.filter(|it| it.encoding == Encoding::Xml);
        let answers = operations.iter().flat_map(|it| &it.responses);
        let contents = answers.filter_map(|it| it.content.as_ref());
        let received = contents.filter(|it| it.encoding == Encoding::Xml);
        let schemas = sent
            .map(|it| &it.schema)
            .chain(received.map(|it| &it.schema));
        let mut queue: Vec<TypeId> = schemas.flat_map(Schema::named).collect();
        let mut seen = vec![false; self.types.len()];
        while let Some(id) = queue.pop() {
            if std::mem::replace(&mut seen[id.index()], true) {
                continue;
            }
            let definition = &self.types[id.index()];
            queue.extend(definition.schemas().into_iter().flat_map(Schema::named));
            let origin = definition.origin.clone();
            let fields: Vec<(String, Pointer, Schema)> = match &definition.kind {
                Kind::Object(object) => {
                    let fields = object.fields.iter();
                    fields
                        .map(|it| (it.name.clone(), it.origin.clone(), it.schema.clone()))
                        .collect()
                }
                Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => Vec::new(),
            };
            let own = self.xml_said(&origin);
            let name = own.name_or(&self.component_name(&origin));
            self.types[id.index()].xml = (!name.local.is_empty()).then_some(name);
            let described: Vec<Xml> = fields
                .iter()
                .map(|(key, origin, schema)| self.xml_of_field(key, origin, schema))
                .collect();
            if let Kind::Object(object) = &mut self.types[id.index()].kind {
                for (field, xml) in object.fields.iter_mut().zip(described) {
                    field.xml = Some(Box::new(xml));
                }
            }
        }
    }

    fn xml_of_field(&mut self, key: &str, pointer: &Pointer, schema: &Schema) -> Xml {
        let said = self.xml_said(pointer);
        let inherited = XmlName {
            local: match (said.name.is_none(), ncname(key)) {
                (true, name) if name != key => {
                    let message = format!("`{key}` can be the name of no element and no attribute");
                    let diagnostic = Diagnostic::new(codes::INVALID_XML, message);
                    self.report_at(diagnostic, pointer, &format!("is called `{name}` in XML"));
                    name
                }
                (_, name) => name,
            },
            ..XmlName::default()
        };
        self.xml_value(&said, &inherited, pointer, schema)
    }

    fn xml_value(
        &mut self,
        said: &XmlObject,
        inherited: &XmlName,
        pointer: &Pointer,
        schema: &Schema,
    ) -> Xml {
        let own = said.name_or(inherited);
        let node = self.node_of(said, pointer, schema);
        let mut xml = Xml {
            name: own.clone(),
            node,
            items: None,
            positions: Vec::new(),
        };
        match &schema.shape {
            Shape::List(_) if node == XmlNode::Element || node == XmlNode::None => {
                let items = self.target(pointer).join("items");
                let items = self.xml_said(&items);
                match node {
                    // Where nothing else is said, items have the name of what is around them.
                    XmlNode::Element => xml.items = Some(items.name_or(&own)),
                    _ => xml.name = items.name_or(inherited),
                }
                xml.node = XmlNode::Element;
            }
            Shape::Tuple(items) => {
                let at = self.target(pointer).join(PREFIX_ITEMS_KEY);
                for (index, item) in items.iter().enumerate() {
                    let at = at.join(index);
                    let said = self.xml_said(&at);
                    let position = self.xml_value(&said, &own, &at, item);
                    xml.positions.push(position);
                }
            }
            Shape::List(_)
            | Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::Map(_)
            | Shape::Named(_) => {}
        }
        xml
    }

    /// Returns what a value is in XML: of a list `None` where no element is around its items.
    fn node_of(&mut self, said: &XmlObject, pointer: &Pointer, schema: &Schema) -> XmlNode {
        let is_list = matches!(schema.shape, Shape::List(_));
        let has_parts = match &schema.shape {
            Shape::List(items) => match &items.shape {
                Shape::Named(id) => self.is_structure(*id),
                Shape::List(_) | Shape::Map(_) | Shape::Tuple(_) => true,
                Shape::Any
                | Shape::Boolean
                | Shape::Integer(_)
                | Shape::Number(_)
                | Shape::String(_) => false,
            },
            Shape::Map(_) | Shape::Tuple(_) => true,
            Shape::Named(id) => match &self.types[id.index()].kind {
                Kind::Object(_) | Kind::Wrapper(_) => true,
                Kind::Enumeration(_) | Kind::Union(_) => false,
            },
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_) => false,
        };
        let is_object = match &schema.shape {
            Shape::Named(id) => matches!(self.types[id.index()].kind, Kind::Object(_)),
            _ => false,
        };
        let wrong = match said.node {
            None if is_list => return XmlNode::None,
            None => return XmlNode::Element,
            Some(XmlNode::Attribute | XmlNode::Text | XmlNode::CData) if has_parts => {
                "a value with parts is no attribute and no text"
            }
            Some(XmlNode::None) if !is_list && !is_object => {
                "a value without members has a node of its own"
            }
            Some(node) => return node,
        };
        self.report_at(
            Diagnostic::new(codes::INVALID_XML, wrong),
            pointer,
            "taken for an element",
        );
        match is_list {
            true => XmlNode::None,
            false => XmlNode::Element,
        }
    }

    /// Returns where the content of a schema stands: behind references, and behind an `allOf` of one.
    fn target(&self, pointer: &Pointer) -> Pointer {
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
        let has_own = ["properties", "items", "oneOf", "anyOf"];
        let has_own = has_own.iter().any(|key| member(node, key).is_some());
        match member(node, "allOf")?.as_array()?.len() {
            1 if !has_own => Some(pointer.join("allOf").join(0)),
            _ => None,
        }
    }

    /// Returns the name that a body, or an item of one, has from the component that it is.
    fn component_name(&self, pointer: &Pointer) -> XmlName {
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
    fn xml_said(&mut self, pointer: &Pointer) -> XmlObject {
        let mut said = XmlObject::default();
        let mut at = pointer.clone();
        for _ in 0..MAX_STEPS {
            let here = self
                .document
                .get(&at)
                .is_some_and(|it| member(it, "xml").is_some());
            if here {
                let own = self.xml_object(&at.join("xml"));
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
        let mut object = XmlObject {
            namespace: read.namespace.filter(|it| !it.is_empty()),
            ..XmlObject::default()
        };
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
            _ => "can be no name in XML",
        };
        let diagnostic = Diagnostic::new(codes::INVALID_XML, format!("`{value}` {what}"));
        self.report_at(diagnostic, &pointer.join(key), "ignored here");
    }
}

/// Returns a text as a name without a prefix (Namespaces in XML 1.0, `NCName`), with a line in the place
/// of each character that it cannot have.
fn ncname(text: &str) -> String {
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
