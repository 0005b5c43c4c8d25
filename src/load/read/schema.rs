//! Schemas (OpenAPI 3.0.3 section 4.7.24).

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind,
};
use serde_json::Value;

use super::{Document, Node, child};
use crate::diagnostic::{Pointer, Report};

/// Reads the schema at a pointer.
///
/// The kind is always [`SchemaKind::Any`]: every keyword is kept and none decides alone what the
/// schema is. A node with a `$ref` is returned as the reference; its siblings are the caller's.
pub fn schema(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<ReferenceOr<Schema>> {
    let node = Node::open(document, pointer.clone(), report)?;
    if let Some(reference) = node.raw("$ref").and_then(Value::as_str) {
        return document
            .resolve_reference(reference)
            .map(|target| child(&target));
    }
    Some(ReferenceOr::Item(Schema {
        schema_data: data(&node, report),
        schema_kind: SchemaKind::Any(keywords(&node, report)),
    }))
}

fn data(node: &Node<'_>, report: &mut Report) -> SchemaData {
    SchemaData {
        nullable: node.boolean("nullable", report).unwrap_or_default(),
        read_only: node.boolean("readOnly", report).unwrap_or_default(),
        write_only: node.boolean("writeOnly", report).unwrap_or_default(),
        deprecated: node.boolean("deprecated", report).unwrap_or_default(),
        external_docs: None,
        example: node.raw("example").cloned(),
        title: node.string("title", report),
        description: node.string("description", report),
        discriminator: discriminator(node, report),
        default: node.raw("default").cloned(),
        extensions: node.extensions(),
    }
}

fn discriminator(node: &Node<'_>, report: &mut Report) -> Option<Discriminator> {
    let node = node.open_member("discriminator", report)?;
    let property_name = node.string("propertyName", report);
    if property_name.is_none() {
        node.missing("propertyName", report);
    }
    let mapping = node
        .open_member("mapping", report)
        .map(|mapping| {
            mapping
                .keys()
                .filter_map(|key| {
                    mapping
                        .string(key, report)
                        .map(|value| (key.clone(), value))
                })
                .collect()
        })
        .unwrap_or_default();
    Some(Discriminator {
        property_name: property_name?,
        mapping,
        extensions: IndexMap::new(),
    })
}

fn keywords(node: &Node<'_>, report: &mut Report) -> AnySchema {
    let at = node.at("properties");
    let properties = node
        .object("properties", report)
        .into_iter()
        .flat_map(|properties| {
            properties
                .keys()
                .map(|name| (name.clone(), child(&at.join(name))))
        });
    AnySchema {
        typ: node.string("type", report),
        pattern: node.string("pattern", report),
        multiple_of: node.number("multipleOf", report),
        exclusive_minimum: node.boolean("exclusiveMinimum", report),
        exclusive_maximum: node.boolean("exclusiveMaximum", report),
        minimum: node.number("minimum", report),
        maximum: node.number("maximum", report),
        properties: properties.collect(),
        required: node.strings("required", report),
        additional_properties: additional_properties(node),
        min_properties: node.size("minProperties", report),
        max_properties: node.size("maxProperties", report),
        items: node
            .raw("items")
            .is_some()
            .then(|| child(&node.at("items"))),
        min_items: node.size("minItems", report),
        max_items: node.size("maxItems", report),
        unique_items: node.boolean("uniqueItems", report),
        enumeration: node.list("enum", report).cloned().unwrap_or_default(),
        format: node.string("format", report),
        min_length: node.size("minLength", report),
        max_length: node.size("maxLength", report),
        one_of: children(node, "oneOf", report).unwrap_or_default(),
        all_of: children(node, "allOf", report).unwrap_or_default(),
        any_of: children(node, "anyOf", report).unwrap_or_default(),
        not: node
            .raw("not")
            .is_some()
            .then(|| Box::new(child(&node.at("not")))),
    }
}

fn additional_properties(node: &Node<'_>) -> Option<AdditionalProperties> {
    match node.raw("additionalProperties")? {
        Value::Bool(allowed) => Some(AdditionalProperties::Any(*allowed)),
        _ => Some(AdditionalProperties::Schema(Box::new(child(
            &node.at("additionalProperties"),
        )))),
    }
}

fn children(node: &Node<'_>, key: &str, report: &mut Report) -> Option<Vec<ReferenceOr<Schema>>> {
    let items = node.list(key, report)?;
    Some(
        (0..items.len())
            .map(|index| child(&node.at(key).join(index)))
            .collect(),
    )
}
