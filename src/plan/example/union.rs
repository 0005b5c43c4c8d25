//! Values of models that are unions.

use serde_json::Value;

use super::{
    Examples,
    contradiction::{At, Sort},
    made::Made,
};
use crate::plan::sdk::{Model, ModelKind, UnionVariant};
use crate::plan::types::Type;

impl Examples<'_> {
    /// Returns a value of a union that is told apart by a member.
    pub(super) fn tagged(
        &mut self,
        model: &Model,
        property: &str,
        variants: &[UnionVariant],
        value: &Value,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        let tag = value.get(property).and_then(Value::as_str);
        let variant = tag.and_then(|tag| {
            variants
                .iter()
                .find(|variant| variant.tags.iter().any(|it| it == tag))
        });
        let (Some(tag), Some(variant)) = (tag, variant) else {
            return self.refuse(at, value, "one of the variants of a union");
        };
        let inner = self.value(&variant.ty, value, at, depth + 1)?;
        Some(self.tag(model, property, variant, tag, inner))
    }

    /// Returns the variant of a union that is told apart by a member.
    pub(super) fn tag(
        &self,
        model: &Model,
        property: &str,
        variant: &UnionVariant,
        tag: &str,
        mut made: Made,
    ) -> Made {
        let index = match &variant.ty {
            Type::Model { name, .. } => self.indices.get(name.as_str()),
            _ => None,
        };
        made.certain &= match index.map(|index| &self.models[*index].kind) {
            // A member that the variant does not know would be kept where it keeps unknown ones.
            Some(ModelKind::Struct { fields, rest, .. }) => {
                match fields.iter().any(|field| field.wire == property) {
                    true => made.json.get(property).and_then(Value::as_str) == Some(tag),
                    false => rest.is_none(),
                }
            }
            _ => false,
        };
        match &mut made.json {
            Value::Object(members) => {
                members.insert(property.to_owned(), Value::String(tag.to_owned()));
            }
            _ => made.certain = false,
        }
        made.within(&format!("{}::{}", model.name, variant.ident))
    }

    /// Returns a value of a union that is told apart by shape: of the variants that admit the JSON
    /// the first that knows most of its members, as the runtime does.
    pub(super) fn untagged(
        &mut self,
        model: &Model,
        variants: &[UnionVariant],
        value: &Value,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        for variant in fitting(variants, value) {
            // Where one does not fit, that is no contradiction.
            if let Some(made) = self.value(&variant.ty, value, &At::Nowhere, depth + 1) {
                return Some(chosen(model, variants, variant, made));
            }
        }
        self.contradictions
            .add(at, value, Sort::Refused, "one of the variants of a union");
        None
    }
}

/// Returns a variant of a union that is told apart by shape.
pub(super) fn chosen(
    model: &Model,
    variants: &[UnionVariant],
    variant: &UnionVariant,
    mut made: Made,
) -> Made {
    let first = fitting(variants, &made.json).into_iter().next();
    made.certain &= first.is_some_and(|first| first.ident == variant.ident);
    made.within(&format!("{}::{}", model.name, variant.ident))
}

/// Returns the variants that admit some JSON, in the order in which the runtime tries them.
fn fitting<'v>(variants: &'v [UnionVariant], value: &Value) -> Vec<&'v UnionVariant> {
    let mut fitting: Vec<&UnionVariant> = variants
        .iter()
        .filter(|variant| admits(variant, value))
        .collect();
    fitting.sort_by_key(|variant| strangers(variant, value));
    fitting
}

fn admits(variant: &UnionVariant, value: &Value) -> bool {
    let fits = match variant.json_type {
        "Boolean" => value.is_boolean(),
        "Integer" => value.is_i64() || value.is_u64(),
        "Number" => value.is_number(),
        "String" => value.is_string(),
        "Array" => value.is_array(),
        "Object" => value.is_object(),
        _ => true,
    };
    let is_there = |key: &String| value.get(key).is_some();
    let is_constant = |(member, constant): &(String, String)| {
        value
            .get(member)
            .is_none_or(|it| it.as_str() == Some(constant))
    };
    fits && variant.keys.iter().all(is_there) && variant.constants.iter().all(is_constant)
}

/// Returns how many members a variant does not know.
fn strangers(variant: &UnionVariant, value: &Value) -> usize {
    let Some(members) = value.as_object() else {
        return 0;
    };
    match variant.json_type {
        "Object" => members
            .keys()
            .filter(|name| !variant.keys.contains(name) && !variant.optional.contains(name))
            .count(),
        _ => usize::MAX,
    }
}
