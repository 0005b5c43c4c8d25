//! `oneOf` and `anyOf`: one of several shapes.

use std::collections::{HashMap, HashSet};

use indexmap::IndexSet;
use openapiv3::{AnySchema, Discriminator as Source};
use serde_json::Value;

use super::{
    Alternatives, Lowering,
    hierarchy::{maps_to, meant},
    object::Members,
    schema::{brief, extend, given_name, keywords, kind_of},
};
use crate::{
    api::{Discriminator, Name, Schema, Segment, Shape, Union, Variant},
    diagnostic::Pointer,
    load::{Document, read},
};

/// How many unions may be variants of each other for their tags to be known.
const MAX_TAG_DEPTH: usize = 8;

/// The unions whose tags are collected, and how deep in each other.
#[derive(Default)]
struct Seen {
    unions: HashSet<Pointer>,
    depth: usize,
}

/// A discriminator, with the values that its mapping has for each schema: looked up once, as there may be
/// thousands of both.
pub(super) struct Told<'s> {
    by: &'s Source,
    mapped: HashMap<Pointer, Vec<String>>,
}

impl<'s> Told<'s> {
    pub(super) fn of(document: &Document, by: &'s Source) -> Self {
        let mut mapped: HashMap<Pointer, Vec<String>> = HashMap::new();
        for (tag, value) in &by.mapping {
            let target = meant(document, value);
            mapped.entry(target).or_default().push(tag.clone());
        }
        Self { by, mapped }
    }
}

impl Lowering<'_> {
    /// Lowers a schema that has a `oneOf` or an `anyOf`.
    pub(super) fn one_of(&mut self, pointer: &Pointer, name: &Name, own: &AnySchema) -> Schema {
        let mut nullable = false;
        let mut shapes = Vec::new();
        for variant in self.variants(pointer, own) {
            match self.keywords_at(&variant) {
                Some((_, source)) if is_null(keywords(&source)) => nullable = true,
                // `anyOf: [{required: [a]}, {required: [b]}]` constrains the properties beside it.
                Some((_, source)) if constrains_only(keywords(&source)) => {}
                Some((_, source)) => {
                    nullable |= source.schema_data.nullable;
                    nullable |= keywords(&source).enumeration.iter().any(Value::is_null);
                    shapes.push(variant);
                }
                None => shapes.push(variant),
            }
        }
        let has_properties = !own.properties.is_empty();
        let mut schema = match &shapes[..] {
            [] if !has_properties => Schema::of(self.plain_shape(pointer, name, own)),
            [] => Schema::of(self.reserve_object(pointer, name)),
            [only] if !has_properties => self.only_variant(pointer, name, own, only),
            _ if has_properties && !self.may_combine(pointer, own, &shapes) => {
                Schema::of(self.reserve_object(pointer, name))
            }
            _ => match self.union_of_values(pointer, name, &shapes) {
                Some(enumeration) => enumeration,
                None => Schema::of(self.reserve_union(pointer, pointer, name)),
            },
        };
        schema.nullable |= nullable;
        schema
    }

    /// Lowers a union of one variant, of which `required` beside it may make a type of its own.
    fn only_variant(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        own: &AnySchema,
        only: &Pointer,
    ) -> Schema {
        let beside = Members {
            required: own.required.iter().cloned().collect(),
            ..Members::default()
        };
        if self.adds(&beside, only) {
            return Schema::of(self.reserve_refinement(pointer, name, only));
        }
        let alternatives = Alternatives {
            whole: pointer.clone(),
            union: pointer.clone(),
        };
        self.report_required(&beside, &alternatives);
        self.schema(only, name)
    }

    /// Lowers a union.
    pub(super) fn union(&mut self, alternatives: &Alternatives, name: &Name) -> Union {
        let Some((at, source)) = self.keywords_at(&alternatives.union) else {
            return Union {
                discriminator: None,
                variants: Vec::new(),
            };
        };
        let discriminator = source.schema_data.discriminator.as_ref();
        let told = discriminator.map(|discriminator| Told::of(self.document, discriminator));
        let mut pointers = self.variants(&at, keywords(&source));
        let is_base = pointers.is_empty();
        let mut beside = Members::default();
        if is_base {
            pointers = self.hierarchies.descendants(self.document, &at);
            if discriminator.is_some_and(|it| self.names_itself(&at, it)) {
                pointers.insert(0, at.clone());
            }
        }
        // A base has its own members as part of each variant already.
        if !is_base || alternatives.whole != at {
            beside = self.members_beside(alternatives);
            self.report_required(&beside, alternatives);
        }
        let mut lowered: Vec<Variant> = Vec::new();
        for (index, variant) in pointers.iter().enumerate() {
            let target = read::follow(self.document, variant);
            let Some((_, content)) = self.keywords_at(variant) else {
                continue;
            };
            if is_null(keywords(&content)) || constrains_only(keywords(&content)) {
                continue;
            }
            let given = match given_name(self.document, &target) {
                Some(Name::Given(given)) => Some(given),
                Some(Name::Path(_)) | None => content.schema_data.title.clone(),
            };
            let segment = given.clone().unwrap_or_else(|| (index + 1).to_string());
            let path = extend(name, Segment::Variant(brief(&segment)));
            let adds = match target == at {
                true => self.changes(&beside, &at),
                false => self.adds(&beside, variant),
            };
            let schema = if adds {
                Schema::of(self.reserve_combination(alternatives, variant, &path))
            } else if target == at {
                Schema::of(self.reserve_object(&at, &base_name(name)))
            } else {
                let name = given_name(self.document, &target);
                self.schema(variant, &name.unwrap_or(path))
            };
            let tags = told.as_ref().map(|told| match target == at {
                true => self.own_tags(told, &target),
                false => self.tags(told, &target),
            });
            let repeated = lowered.iter_mut().find(|other| other.schema == schema);
            match repeated {
                Some(other) => other.tags.extend(tags.unwrap_or_default()),
                None => lowered.push(Variant {
                    name: given,
                    schema,
                    tags: tags.unwrap_or_default(),
                    description: match is_base {
                        true => None,
                        false => self.docs(variant).description,
                    },
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

    /// Returns whether the values of a base may be of no other schema than the base itself.
    fn names_itself(&mut self, base: &Pointer, discriminator: &Source) -> bool {
        if discriminator
            .mapping
            .values()
            .any(|value| maps_to(self.document, value, base))
        {
            return true;
        }
        let Some(Name::Given(given)) = given_name(self.document, base) else {
            return false;
        };
        self.values_of(base, &discriminator.property_name)
            .contains(&Value::String(given))
    }

    /// Returns the values of the discriminator that mean a schema, or one of its variants where these
    /// are told apart by the same property.
    pub(super) fn tags(&mut self, told: &Told<'_>, target: &Pointer) -> Vec<String> {
        let mut tags = IndexSet::new();
        self.collect_tags(told, target, &mut Seen::default(), &mut tags);
        tags.into_iter().collect()
    }

    /// Collects the values that mean a schema; those of the unions in `seen` are collected already.
    fn collect_tags(
        &mut self,
        told: &Told<'_>,
        target: &Pointer,
        seen: &mut Seen,
        tags: &mut IndexSet<String>,
    ) {
        let inner = self.keywords_at(target).and_then(|(at, source)| {
            let inner = source.schema_data.discriminator.clone()?;
            let same = inner.property_name == told.by.property_name;
            let mut variants = self.variants(&at, keywords(&source));
            let mut own = Vec::new();
            if variants.is_empty() {
                own = self.own_tags(told, target);
                variants = self.hierarchies.descendants(self.document, &at);
            }
            (same && !variants.is_empty()).then_some((at, inner, variants, own))
        });
        let Some((at, inner, variants, own)) = inner.filter(|_| seen.depth < MAX_TAG_DEPTH) else {
            tags.extend(self.own_tags(told, target));
            return;
        };
        tags.extend(own);
        if !seen.unions.insert(at) {
            return;
        }
        seen.depth += 1;
        let inner = Told::of(self.document, &inner);
        for variant in variants {
            let target = read::follow(self.document, &variant);
            self.collect_tags(&inner, &target, seen, tags);
        }
        seen.depth -= 1;
    }

    /// Returns the values of the discriminator that mean a schema itself, of those that a union lists.
    fn own_tags(&mut self, told: &Told<'_>, target: &Pointer) -> Vec<String> {
        let tags = self.told_tags(told, target);
        if !tags.is_empty() {
            return tags;
        }
        // What has no name may have a title.
        let node = self.document.get(target);
        let title = node.and_then(|node| node.get("title")?.as_str());
        title.map(str::to_owned).into_iter().collect()
    }

    /// Returns the values of the discriminator that mean a schema, wherever it stands.
    pub(super) fn told_tags(&mut self, told: &Told<'_>, target: &Pointer) -> Vec<String> {
        match told.mapped.get(target) {
            Some(tags) => tags.clone(),
            // Without a mapping the tag is the name of the schema (section 4.7.25).
            None => self.own_tag(told.by, target).into_iter().collect(),
        }
    }

    /// Returns the value of the discriminator that means a schema which no mapping lists.
    fn own_tag(&mut self, discriminator: &Source, target: &Pointer) -> Option<String> {
        let node = self.document.get(target);
        // How Azure's documents say it.
        let extension = node.and_then(|node| node.get("x-ms-discriminator-value")?.as_str());
        if let Some(tag) = extension {
            return Some(tag.to_owned());
        }
        if let [Value::String(only)] = &self.values_of(target, &discriminator.property_name)[..] {
            return Some(only.clone());
        }
        match given_name(self.document, target) {
            Some(Name::Given(given)) => Some(given),
            Some(Name::Path(_)) | None => None,
        }
    }

    /// Returns the values that a property of a schema may have, where they are listed.
    fn values_of(&mut self, pointer: &Pointer, property: &str) -> Vec<Value> {
        let members = self.members(pointer);
        let values = members
            .properties
            .get(property)
            .and_then(|described| self.keywords_at(&described.at))
            .map(|(_, source)| keywords(&source).enumeration.clone());
        values.unwrap_or_default()
    }

    /// Returns the pointers to the variants of a schema; where one of them is nothing but a list of
    /// variants itself, those.
    pub(super) fn variants(&self, pointer: &Pointer, own: &AnySchema) -> Vec<Pointer> {
        let mut found = Vec::new();
        for (key, count) in [("oneOf", own.one_of.len()), ("anyOf", own.any_of.len())] {
            let list = pointer.join(key);
            for index in 0..count {
                self.add_variants(list.join(index), &mut found);
            }
        }
        found
    }

    fn add_variants(&self, pointer: Pointer, found: &mut Vec<Pointer>) {
        let node = self.document.get(&pointer).and_then(Value::as_object);
        let only = node
            .filter(|members| members.len() == 1)
            .and_then(|members| members.iter().next())
            .filter(|(key, _)| matches!(key.as_str(), "oneOf" | "anyOf"));
        match only {
            Some((key, Value::Array(items))) if !items.is_empty() => {
                let list = pointer.join(key);
                for index in 0..items.len() {
                    self.add_variants(list.join(index), found);
                }
            }
            Some(_) | None => found.push(pointer),
        }
    }
}

/// Returns what the values of a base are called that are of no other schema.
fn base_name(name: &Name) -> Name {
    match name {
        Name::Given(given) => Name::Path(vec![Segment::Type(format!("{given}_base"))]),
        Name::Path(_) => extend(name, Segment::Variant("base".to_owned())),
    }
}

/// Returns whether a schema allows null only.
pub(super) fn is_null(keywords: &AnySchema) -> bool {
    keywords.typ.as_deref() == Some("null")
        || (!keywords.enumeration.is_empty() && keywords.enumeration.iter().all(Value::is_null))
}

/// Returns whether a schema only says which members must be there, or not be there.
pub(super) fn constrains_only(keywords: &AnySchema) -> bool {
    (!keywords.required.is_empty() || keywords.not.is_some())
        && keywords.properties.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.all_of.is_empty()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
        && keywords.enumeration.is_empty()
        && matches!(kind_of(keywords), None | Some("object"))
}

impl Lowering<'_> {
    /// Lowers variants that are all lists of strings, or any string, to one open enumeration.
    pub(super) fn union_of_values(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        variants: &[Pointer],
    ) -> Option<Schema> {
        let mut values = Vec::new();
        let mut nullable = false;
        let mut listing = Vec::new();
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
            let listed = self.enum_values(&at, keywords)?;
            if !listed.is_empty() {
                listing.push(variant);
                values.extend(listed);
            }
        }
        let mut schema = match listing[..] {
            [] => Schema::of(super::scalar::string(None)),
            // An enumeration takes other values anyway.
            [only] if read::follow(self.document, only) != *only => self.schema(only, name),
            _ => Schema::of(Shape::Named(self.enumeration_of(pointer, name, values))),
        };
        schema.nullable |= nullable;
        Some(schema)
    }
}
