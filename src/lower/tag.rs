//! Which fields have one value only?
//!
//! The types as they were lowered enter; fields that tell of which type an object is leave with their
//! value, where it is the same wherever the type is used, and so do required fields whose enumeration
//! has no second value. Nothing else about a field changes: a server may still send something else.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::Discriminator;

use super::{Lowering, one_of::Told};
use crate::{
    api::{Enumeration, Field, Kind, Literal, Shape, StringFormat, TypeId},
    diagnostic::Pointer,
};

/// A field that tells of which type an object is.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    id: TypeId,
    property: String,
    value: String,
}

impl Lowering<'_> {
    /// Takes note of what values of a type have in the property that tells them apart from others;
    /// `pointer` is the schema that the type has its name from.
    pub(super) fn tag(&mut self, id: TypeId, pointer: &Pointer, discriminator: &Discriminator) {
        let told = Told::of(self.document, discriminator);
        for value in self.told_tags(&told, pointer) {
            self.tags.push(Tag {
                id,
                property: discriminator.property_name.clone(),
                value,
            });
        }
    }

    /// Tells the fields that have one value only.
    pub(super) fn fix_tags(&mut self) {
        let mut values: BTreeMap<(TypeId, String), BTreeSet<String>> = BTreeMap::new();
        for tag in std::mem::take(&mut self.tags) {
            let key = (tag.id, tag.property);
            values.entry(key).or_default().insert(tag.value);
        }
        for definition in &self.types {
            let Kind::Union(union) = &definition.kind else {
                continue;
            };
            let Some(discriminator) = &union.discriminator else {
                continue;
            };
            for variant in &union.variants {
                if let Shape::Named(id) = variant.schema.shape {
                    let key = (id, discriminator.property.clone());
                    values
                        .entry(key)
                        .or_default()
                        .extend(variant.tags.iter().cloned());
                }
            }
        }
        for index in 0..self.types.len() {
            let id = TypeId::new(index);
            let Kind::Object(object) = &self.types[index].kind else {
                continue;
            };
            let constants: Vec<Option<Literal>> = object
                .fields
                .iter()
                .map(|field| {
                    let tags = values.get(&(id, field.name.clone()));
                    self.constant_of(field, tags)
                })
                .collect();
            if let Kind::Object(object) = &mut self.types[index].kind {
                for (field, constant) in object.fields.iter_mut().zip(constants) {
                    field.constant = constant;
                }
            }
        }
    }

    /// Returns the only value of a field; `tags` are those of its object.
    fn constant_of(&self, field: &Field, tags: Option<&BTreeSet<String>>) -> Option<Literal> {
        let mut tags = tags.into_iter().flatten();
        let tag = match (tags.next(), tags.next()) {
            (Some(only), None) => Some(Literal::String(only.clone())),
            _ => None,
        };
        match field.schema.shape {
            Shape::String(StringFormat::Plain) => tag,
            Shape::Named(id) => {
                let Kind::Enumeration(Enumeration { values }) = &self.types[id.index()].kind else {
                    return None;
                };
                match (&values[..], tag) {
                    ([only], None) if field.required && !field.schema.nullable => {
                        Some(only.literal.clone())
                    }
                    (values, tag) => {
                        tag.filter(|tag| values.iter().any(|value| value.literal == *tag))
                    }
                }
            }
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_) => None,
        }
    }
}
