//! How models stand in XML.

use crate::{
    api::{
        Api, Definition, Enumeration, Field, Kind, Literal, Operation, Schema, Shape, StringFormat,
        TypeId, Union, Xml, XmlName, XmlNode,
    },
    config::{Config, DateTime},
};

use super::{
    sdk::{Model, ModelKind, UnionVariant, XmlKind, XmlMember, XmlRoot, XmlTable},
    types::Names,
};

/// What the root element of a list is called that has no name at all.
const ROOT: &str = "root";

/// What the items of such a list are called.
const ITEM: &str = "item";

/// Gives models their tables, those that bodies in XML reach.
pub(super) fn fill(models: &mut [Model], api: &Api, config: &Config, names: &Names) {
    let planner = Planner { api, config, names };
    let bodies = api.operations.iter().flat_map(Operation::xml_schemas);
    for id in api.reached(bodies) {
        let definition = api.definition(id);
        let Some(model) = models.get_mut(id.index()) else {
            continue;
        };
        model.xml = planner
            .kind_of(definition, &model.kind)
            .map(|kind| XmlTable {
                name: planner.name_of(id),
                kind,
            });
    }
}

/// Plans the root element of a body; `None` where its type says what it is called.
pub(super) fn root(xml: &Xml, schema: &Schema, api: &Api, names: &Names) -> Option<XmlRoot> {
    let unnamed = |name: &XmlName, fallback: XmlName| match name.local.is_empty() {
        true => XmlName {
            local: fallback.local,
            ..name.clone()
        },
        false => name.clone(),
    };
    let called = |schema: &Schema, fallback: &str| match schema.shape {
        Shape::Named(id) => name_of(id, api, names),
        _ => XmlName {
            local: fallback.to_owned(),
            ..XmlName::default()
        },
    };
    let items = match &schema.shape {
        Shape::List(items) => {
            let name = xml.items.clone().unwrap_or_default();
            // A type says itself what its elements are called.
            let own = called(items, ITEM);
            let name = unnamed(&name, own.clone());
            let is_known = matches!(items.shape, Shape::Named(_)) && name == own;
            (!is_known).then_some(name)
        }
        _ => None,
    };
    let own = called(schema, ROOT);
    let name = unnamed(&xml.name, own.clone());
    let is_known = matches!(schema.shape, Shape::Named(_)) && name == own;
    (!is_known).then_some(XmlRoot { name, items })
}

/// Returns what elements of a type are called.
fn name_of(id: TypeId, api: &Api, names: &Names) -> XmlName {
    let known = api.definition(id).xml.clone();
    known.unwrap_or_else(|| XmlName {
        local: names.of(id).0.clone(),
        ..XmlName::default()
    })
}

struct Planner<'a> {
    api: &'a Api,
    config: &'a Config,
    names: &'a Names,
}

impl Planner<'_> {
    fn name_of(&self, id: TypeId) -> XmlName {
        name_of(id, self.api, self.names)
    }

    /// Returns the kind of a type; enumerations are what their values are, wherever they stand.
    fn kind_of(&self, definition: &Definition, planned: &ModelKind) -> Option<XmlKind> {
        match &definition.kind {
            Kind::Enumeration(_) => None,
            Kind::Object(object) => Some(XmlKind::Object {
                members: object.fields.iter().map(|it| self.member(it)).collect(),
                rest: object.rest.as_ref().map(|it| Box::new(self.kind(it))),
            }),
            Kind::Union(union) => Some(self.union(union, planned)),
            Kind::Wrapper(schema) => Some(self.kind(schema)),
        }
    }

    fn union(&self, union: &Union, planned: &ModelKind) -> XmlKind {
        match planned {
            ModelKind::TaggedUnion {
                property, variants, ..
            } => XmlKind::Tagged {
                property: property.clone(),
                variants: variants
                    .iter()
                    .map(|it| (it.tags.clone(), self.kind(&it.schema)))
                    .collect(),
            },
            ModelKind::UntaggedUnion { variants } => match constant(variants) {
                Some(property) => XmlKind::Tagged {
                    property: property.to_owned(),
                    variants: variants
                        .iter()
                        .map(|it| {
                            let values = it.constants.iter().map(|(_, value)| value.clone());
                            (values.collect(), self.kind(&it.schema))
                        })
                        .collect(),
                },
                None => XmlKind::Union(variants.iter().map(|it| self.kind(&it.schema)).collect()),
            },
            ModelKind::Struct { .. }
            | ModelKind::StringEnum { .. }
            | ModelKind::IntegerEnum { .. }
            | ModelKind::Wrapper { .. } => {
                let variants = union.variants.iter();
                XmlKind::Union(variants.map(|it| self.kind(&it.schema)).collect())
            }
        }
    }

    fn member(&self, field: &Field) -> XmlMember {
        match &field.xml {
            Some(xml) => self.member_of(&field.name, xml, &field.schema, field.required),
            // Of a type that no schema of its own describes.
            None => {
                let xml = Xml {
                    name: XmlName {
                        local: field.name.clone(),
                        ..XmlName::default()
                    },
                    node: XmlNode::Element,
                    items: None,
                    positions: Vec::new(),
                };
                self.member_of(&field.name, &xml, &field.schema, field.required)
            }
        }
    }

    fn member_of(&self, key: &str, xml: &Xml, schema: &Schema, required: bool) -> XmlMember {
        let kind = match &schema.shape {
            Shape::Tuple(items) if xml.positions.len() == items.len() => {
                let positions = xml.positions.iter().zip(items);
                let members = positions.map(|(xml, item)| self.member_of("", xml, item, true));
                XmlKind::Tuple(members.collect())
            }
            _ => self.kind(schema),
        };
        XmlMember {
            key: key.to_owned(),
            name: xml.name.clone(),
            node: xml.node,
            items: xml.items.clone(),
            required,
            nullable: schema.nullable,
            kind,
        }
    }

    fn kind(&self, schema: &Schema) -> XmlKind {
        XmlKind::Plain(match &schema.shape {
            Shape::Any => "Any",
            Shape::Boolean => "Boolean",
            Shape::Integer(_) | Shape::Number(_) => "Number",
            Shape::String(format) => self.string(*format),
            Shape::List(items) => return XmlKind::List(Box::new(self.kind(items))),
            Shape::Map(values) => return XmlKind::Map(Box::new(self.kind(values))),
            Shape::Tuple(items) => {
                let xml = Xml {
                    name: XmlName {
                        local: ITEM.to_owned(),
                        ..XmlName::default()
                    },
                    node: XmlNode::Element,
                    items: None,
                    positions: Vec::new(),
                };
                let members = items.iter();
                let members = members.map(|item| self.member_of("", &xml, item, true));
                return XmlKind::Tuple(members.collect());
            }
            Shape::Named(id) => match &self.api.definition(*id).kind {
                Kind::Enumeration(enumeration) => enumerated(enumeration),
                Kind::Object(_) | Kind::Union(_) | Kind::Wrapper(_) => {
                    return XmlKind::Model(self.names.of(*id).0.clone());
                }
            },
        })
    }

    fn string(&self, format: StringFormat) -> &'static str {
        match format {
            StringFormat::Plain | StringFormat::Binary | StringFormat::Password => "Text",
            StringFormat::Byte | StringFormat::ByteUrl => "Bytes",
            StringFormat::DateTime | StringFormat::Date => match self.config.date_time {
                DateTime::String => "Text",
                DateTime::Chrono | DateTime::Jiff | DateTime::Time => "Token",
            },
            StringFormat::Uuid | StringFormat::Decimal => "Token",
        }
    }
}

/// Returns the member that has one value in each variant, where that tells them apart.
fn constant(variants: &[UnionVariant]) -> Option<&str> {
    let mut members = variants.iter().map(|variant| match &variant.constants[..] {
        [(member, _)] => Some(member.as_str()),
        _ => None,
    });
    let first = members.next()??;
    members.all(|member| member == Some(first)).then_some(first)
}

fn enumerated(enumeration: &Enumeration) -> &'static str {
    let is_text = |literal: &Literal| match literal {
        Literal::String(_) => true,
        Literal::Integer(_) => false,
    };
    match enumeration.values.iter().any(|it| is_text(&it.literal)) {
        true => "Token",
        false => "Number",
    }
}
