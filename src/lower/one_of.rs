//! `oneOf` and `anyOf`: one of several shapes.

use openapiv3::AnySchema;
use serde_json::Value;

use super::{
    Lowering,
    schema::{extend, given_name, keywords, kind_of},
};
use crate::{
    api::{Discriminator, Name, Schema, Segment, Shape, Union, Variant},
    diagnostic::{Diagnostic, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Lowers a schema that has a `oneOf` or an `anyOf`.
    pub(super) fn one_of(&mut self, pointer: &Pointer, name: &Name, own: &AnySchema) -> Schema {
        let all = variants(pointer, own);
        let mut nullable = false;
        let mut shapes = Vec::new();
        for variant in &all {
            match self.keywords_at(variant) {
                Some((_, source)) if is_null(keywords(&source)) => nullable = true,
                // `anyOf: [{required: [a]}, {required: [b]}]` constrains the properties beside it.
                Some((_, source)) if constrains_only(keywords(&source)) => {}
                Some(_) | None => shapes.push(variant.clone()),
            }
        }
        let mut schema = match &shapes[..] {
            [] if own.properties.is_empty() => Schema::of(self.plain_shape(pointer, name, own)),
            [] => Schema::of(self.reserve_object(pointer, name)),
            _ if !own.properties.is_empty() => {
                let diagnostic = Diagnostic::new(
                    codes::UNSUPPORTED_COMPOSITION,
                    "a union beside properties is kept as plain members",
                );
                self.report_at(diagnostic, pointer, "both properties and variants");
                Schema::of(self.reserve_object(pointer, name))
            }
            [only] => self.schema(only, name),
            _ => match self.union_of_values(pointer, name, &shapes) {
                Some(enumeration) => enumeration,
                None => Schema::of(self.reserve_union(pointer, name)),
            },
        };
        schema.nullable |= nullable;
        schema
    }

    /// Lowers the union at a pointer.
    pub(super) fn union(&mut self, pointer: &Pointer, name: &Name) -> Union {
        let Some((at, source)) = self.keywords_at(pointer) else {
            return Union {
                discriminator: None,
                variants: Vec::new(),
            };
        };
        let discriminator = source.schema_data.discriminator.as_ref();
        let mut lowered: Vec<Variant> = Vec::new();
        for (index, variant) in variants(&at, keywords(&source)).iter().enumerate() {
            let target = read::follow(self.document, variant);
            let Some((_, content)) = self.keywords_at(variant) else {
                continue;
            };
            if is_null(keywords(&content)) {
                continue;
            }
            let given = match given_name(self.document, &target) {
                Some(Name::Given(given)) => Some(given),
                Some(Name::Path(_)) | None => content.schema_data.title.clone(),
            };
            let segment = given.clone().unwrap_or_else(|| (index + 1).to_string());
            let schema = self.schema(variant, &extend(name, Segment::Variant(segment)));
            let mut tags: Vec<String> = discriminator
                .into_iter()
                .flat_map(|discriminator| &discriminator.mapping)
                .filter(|(_, to)| self.maps_to(to, &target))
                .map(|(tag, _)| tag.clone())
                .collect();
            // Without a mapping the tag is the name of the schema (section 4.7.25).
            if tags.is_empty() && discriminator.is_some() {
                tags = self
                    .constant(&target, discriminator.map(|it| it.property_name.as_str()))
                    .or(given.clone())
                    .into_iter()
                    .collect();
            }
            let repeated = lowered.iter_mut().find(|other| other.schema == schema);
            match repeated {
                Some(other) => other.tags.extend(tags),
                None => lowered.push(Variant {
                    name: given,
                    schema,
                    tags,
                    description: self.docs(variant).description,
                    indirect: false,
                }),
            }
        }
        Union {
            discriminator: discriminator.map(|discriminator| Discriminator {
                property: discriminator.property_name.clone(),
            }),
            variants: lowered,
        }
    }

    /// Returns whether a value of a discriminator's mapping means a schema: it is a reference, or
    /// the name of a component.
    fn maps_to(&self, value: &str, target: &Pointer) -> bool {
        let by_name = Pointer::root()
            .join("components")
            .join("schemas")
            .join(value);
        let pointer = self.document.resolve_reference(value).unwrap_or(by_name);
        read::follow(self.document, &pointer) == *target
    }

    /// Returns the only value that a property of a schema may have.
    fn constant(&mut self, pointer: &Pointer, property: Option<&str>) -> Option<String> {
        let members = self.members(pointer);
        let at = members.properties.get(property?)?.clone();
        let (_, source) = self.keywords_at(&at)?;
        match &keywords(&source).enumeration[..] {
            [Value::String(only)] => Some(only.clone()),
            _ => None,
        }
    }
}

/// Returns the pointers to the variants of a schema.
fn variants(pointer: &Pointer, keywords: &AnySchema) -> Vec<Pointer> {
    let list = |key: &str, count: usize| {
        let pointer = pointer.join(key);
        (0..count)
            .map(move |index| pointer.join(index))
            .collect::<Vec<_>>()
    };
    let mut variants = list("oneOf", keywords.one_of.len());
    variants.extend(list("anyOf", keywords.any_of.len()));
    variants
}

/// Returns whether a schema allows null only.
fn is_null(keywords: &AnySchema) -> bool {
    keywords.typ.as_deref() == Some("null")
        || (!keywords.enumeration.is_empty() && keywords.enumeration.iter().all(Value::is_null))
}

/// Returns whether a schema only says which members must be there.
fn constrains_only(keywords: &AnySchema) -> bool {
    !keywords.required.is_empty()
        && keywords.properties.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.all_of.is_empty()
        && matches!(kind_of(keywords), None | Some("object"))
}

impl Lowering<'_> {
    /// Lowers variants that are all lists of strings, or any string, to one open enumeration.
    fn union_of_values(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        variants: &[Pointer],
    ) -> Option<Schema> {
        let mut values = Vec::new();
        let mut nullable = false;
        for variant in variants {
            let (at, source) = self.keywords_at(variant)?;
            let keywords = keywords(&source);
            let composed = !(keywords.all_of.is_empty()
                && keywords.one_of.is_empty()
                && keywords.any_of.is_empty());
            if kind_of(keywords) != Some("string") || composed {
                return None;
            }
            nullable |= source.schema_data.nullable;
            values.extend(self.enum_values(&at, keywords)?);
        }
        let mut schema = if values.is_empty() {
            Schema::of(super::scalar::string(None))
        } else {
            Schema::of(Shape::Named(self.enumeration_of(pointer, name, values)))
        };
        schema.nullable |= nullable;
        Some(schema)
    }
}
