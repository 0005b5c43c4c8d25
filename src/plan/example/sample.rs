//! Values that are made up where the document gives no example.

use heck::ToKebabCase;
use serde_json::Value;

use super::{
    Examples, MAX_SAMPLE_DEPTH,
    contradiction::At,
    format,
    made::{Made, together},
    structure::variant_of,
    union::chosen,
    value::none,
    wrapped,
};
use crate::{
    api::Field as Source,
    plan::{
        Expression,
        sdk::{Field, FieldKind, ModelKind},
        types::Type,
    },
};

impl Examples<'_> {
    /// Returns a value of a field: its default, its least one, or one made up.
    pub(super) fn sample_of_field(
        &mut self,
        field: &Field,
        source: &Source,
        depth: usize,
    ) -> Option<Made> {
        let constraints = &source.constraints;
        let least = match constraints.exclusive_minimum {
            true => None,
            false => constraints.minimum.as_ref(),
        };
        let known = [source.default.as_ref(), least]
            .into_iter()
            .flatten()
            .filter(|value| !value.is_null())
            .find_map(|value| self.value(&field.value, value, &At::Nowhere, depth));
        let made = known.or_else(|| self.sample(&field.value, &field.wire, depth));
        match (made, field.kind) {
            (Some(made), kind) => Some(wrapped(kind, made)),
            (None, FieldKind::RequiredNullable) => Some(none()),
            (None, FieldKind::Required | FieldKind::Optional | FieldKind::Nullable) => None,
        }
    }

    /// Returns a value of a type; `name` is that of what has it.
    pub(super) fn sample(&mut self, ty: &Type, name: &str, depth: usize) -> Option<Made> {
        if depth > MAX_SAMPLE_DEPTH || !self.spend() {
            return None;
        }
        let text = |text: &str| Value::String(text.to_owned());
        match ty {
            Type::Plain("String") | Type::Runtime("Secret") => {
                let kebab = name.to_kebab_case();
                let shown = if kebab.is_empty() { "text" } else { &kebab };
                Some(Made::new(Expression::Text(shown.to_owned()), text(shown)))
            }
            Type::Plain("bool") => {
                let expression = Expression::Literal("true".to_owned());
                Some(Made::new(expression, Value::Bool(true)))
            }
            Type::Plain("i32" | "i64" | "u32" | "u64") => {
                Some(Made::new(Expression::Literal("1".to_owned()), 1.into()))
            }
            Type::Plain("f32" | "f64") => {
                Some(Made::new(Expression::Literal("1.0".to_owned()), 1.0.into()))
            }
            Type::Plain("serde_json::Value") => {
                let json = Value::Object(serde_json::Map::new());
                Some(Made::new(Expression::Json(json.to_string()), json))
            }
            Type::Runtime("Part") => Some(Made {
                expression: Expression::Part("content".to_owned()),
                json: Value::Null,
                certain: false,
            }),
            Type::Plain(_) | Type::Runtime(_) if ty.is_exact() => {
                Some(Made::new(Expression::Json("1".to_owned()), 1.into()))
            }
            Type::Plain(_) | Type::Runtime(_) => {
                let sample = text(format::sample(ty)?);
                self.value(ty, &sample, &At::Nowhere, depth)
            }
            Type::Model { name, .. } => {
                let index = *self.indices.get(name.as_str())?;
                let own = self.own(index, false, depth);
                own.or_else(|| self.sample_of_model(index, depth))
            }
            Type::List(items) => {
                let item = self.sample(items, name, depth + 1);
                Some(together(item.into_iter().collect(), Expression::List))
            }
            Type::Tuple(items) => {
                let all: Option<Vec<Made>> = items
                    .iter()
                    .map(|item| self.sample(item, name, depth + 1))
                    .collect();
                Some(together(all?, Expression::Tuple))
            }
            Type::Map(_) => Some(Made::new(
                Expression::Map(Vec::new()),
                Value::Object(serde_json::Map::new()),
            )),
            Type::Option(inner) => Some(match self.sample(inner, name, depth + 1) {
                Some(made) => made.within("Some"),
                None => none(),
            }),
            Type::Boxed(inner) => Some(self.sample(inner, name, depth + 1)?.within("Box::new")),
            Type::Unit | Type::Local(_) | Type::Nullable(_) => None,
        }
    }

    /// Returns a value of a model with what every value has.
    pub(super) fn sample_of_model(&mut self, index: usize, depth: usize) -> Option<Made> {
        if depth > MAX_SAMPLE_DEPTH {
            return None;
        }
        let model = &self.models[index];
        match &model.kind {
            ModelKind::Struct { fields, rest, .. } => {
                self.structure(index, fields, rest.as_ref(), None, &At::Nowhere, depth)
            }
            ModelKind::StringEnum { variants, .. } => {
                let first = variants.first()?;
                let json = Value::String(first.wire.clone());
                Some(variant_of(model, &first.ident, json))
            }
            ModelKind::IntegerEnum { variants, .. } => {
                let first = variants.first()?;
                Some(variant_of(model, &first.ident, first.wire.into()))
            }
            ModelKind::TaggedUnion {
                property, variants, ..
            } => variants.iter().find_map(|variant| {
                let made = self.sample(&variant.ty, property, depth + 1)?;
                let given = made.json.get(property).and_then(Value::as_str);
                let is_tag = |tag: &&String| Some(tag.as_str()) == given;
                let tag = variant.tags.iter().find(is_tag).or(variant.tags.first())?;
                let tag = tag.clone();
                Some(self.tag(model, property, variant, &tag, made))
            }),
            ModelKind::UntaggedUnion { variants } => variants.iter().find_map(|variant| {
                let made = self.sample(&variant.ty, &variant.ident, depth + 1)?;
                Some(chosen(model, variants, variant, made))
            }),
            ModelKind::Wrapper { ty } => {
                Some(self.sample(ty, &model.name, depth + 1)?.within(&model.name))
            }
        }
    }
}
