//! How values stand in XML (OpenAPI, "XML Object").
//!
//! The XML objects of a document enter; names and kinds of nodes leave, on bodies, on the types that these
//! reach, and on the fields of these. What no XML object can say is reported where it stands, and taken for
//! what would stand there without it.

use super::{
    Lowering,
    xml_object::{XmlObject, ncname},
};
use crate::{
    api::{Kind, Operation, Schema, Shape, StringFormat, TypeId, Xml, XmlName, XmlNode},
    diagnostic::{Diagnostic, Pointer, codes},
    load::PREFIX_ITEMS_KEY,
};

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
        let schemas = operations.iter().flat_map(Operation::xml_schemas);
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
        let mut said = self.xml_said(pointer);
        // Keys that are made of XML say what it was.
        let (node, text) = match key.strip_prefix('@') {
            Some(name) => (Some(XmlNode::Attribute), name),
            None if key == "#text" => (Some(XmlNode::Text), "text"),
            None => (None, key),
        };
        said.node = said.node.or(node);
        let (prefix, local) = match text.split_once(':') {
            Some((prefix, local)) if ncname(prefix) == prefix && prefix != "xmlns" => {
                (prefix, local)
            }
            Some(_) | None => ("", text),
        };
        let name = ncname(local);
        if said.name.is_none() && name != local {
            let message = format!("`{key}` can be the name of no element and no attribute");
            let diagnostic = Diagnostic::new(codes::INVALID_XML, message);
            self.report_at(diagnostic, pointer, &format!("is called `{name}` in XML"));
        }
        let inherited = XmlName {
            local: name,
            prefix: prefix.to_owned(),
            namespace: String::new(),
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
}
