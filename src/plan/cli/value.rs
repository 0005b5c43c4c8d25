//! What the values of options are, by their types.

use std::collections::HashMap;

use crate::{
    api::Style,
    plan::{
        docs::is_hidden,
        sdk::{CommandValue, Field, Model, ModelKind, Tag},
        types::Type,
    },
};

/// How many types are looked through: each of them may only name another.
const MAX_DEPTH: usize = 16;

/// What the values of types are.
pub(super) struct Values<'a> {
    models: HashMap<&'a str, &'a Model>,
}

impl<'a> Values<'a> {
    pub(super) fn new(models: &'a [Model]) -> Self {
        let models = models.iter().map(|model| (model.name.as_str(), model));
        Self {
            models: models.collect(),
        }
    }

    /// Returns the fields of a type, where it is a struct.
    pub(super) fn fields(&self, ty: &Type) -> Option<&'a [Field]> {
        let Type::Model { name, .. } = ty else {
            return None;
        };
        match &self.models.get(name.as_str())?.kind {
            ModelKind::Struct { fields, .. } => Some(fields),
            ModelKind::StringEnum { .. }
            | ModelKind::IntegerEnum { .. }
            | ModelKind::TaggedUnion { .. }
            | ModelKind::UntaggedUnion { .. }
            | ModelKind::Wrapper { .. } => None,
        }
    }

    /// Returns what a value of a type is, or each item of a list.
    pub(super) fn of(&self, ty: &Type) -> (CommandValue, bool) {
        match self.list(ty, 0) {
            Some(items) => (self.single(items, 0), true),
            None => (self.single(ty, 0), false),
        }
    }

    /// Returns what a parameter's value is, or each item of a list.
    pub(super) fn of_parameter(&self, ty: &Type, tag: &Tag) -> (CommandValue, bool) {
        match tag.style {
            // Its text is JSON, and a list of it one text.
            Style::Json => match self.of(ty) {
                (_, true) => (CommandValue::Json, false),
                single => single,
            },
            Style::Matrix { .. }
            | Style::Label { .. }
            | Style::Simple { .. }
            | Style::Form { .. }
            | Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject => self.of(ty),
        }
    }

    fn list<'t>(&'t self, ty: &'t Type, depth: usize) -> Option<&'t Type> {
        match ty {
            Type::List(items) => Some(items),
            Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.list(inner, depth)
            }
            Type::Model { name, .. } => match &self.models.get(name.as_str())?.kind {
                ModelKind::Wrapper { ty } if depth < MAX_DEPTH => self.list(ty, depth + 1),
                ModelKind::Wrapper { .. }
                | ModelKind::Struct { .. }
                | ModelKind::StringEnum { .. }
                | ModelKind::IntegerEnum { .. }
                | ModelKind::TaggedUnion { .. }
                | ModelKind::UntaggedUnion { .. } => None,
            },
            Type::Unit
            | Type::Plain(_)
            | Type::Runtime(_)
            | Type::Local(_)
            | Type::Tuple(_)
            | Type::Map(_) => None,
        }
    }

    fn single(&self, ty: &Type, depth: usize) -> CommandValue {
        match ty {
            Type::Plain(name) => match *name {
                "bool" => CommandValue::Boolean,
                "i32" | "i64" | "u32" | "u64" => CommandValue::Integer,
                "f32" | "f64" => CommandValue::Number,
                "serde_json::Value" => CommandValue::Json,
                _ => CommandValue::Text,
            },
            Type::Runtime(name) => match *name {
                "decimal::Decimal" | "exact::Number" => CommandValue::Number,
                "Part" => CommandValue::File,
                _ => CommandValue::Text,
            },
            Type::Option(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.single(inner, depth)
            }
            Type::Model { name, .. } => match self.models.get(name.as_str()).map(|it| &it.kind) {
                Some(ModelKind::StringEnum { variants, .. }) => {
                    let values: Vec<String> = variants.iter().map(|it| it.wire.clone()).collect();
                    // Help shows them.
                    match values.iter().any(|value| value.contains(is_hidden)) {
                        true => CommandValue::Text,
                        false => CommandValue::OneOf(values),
                    }
                }
                Some(ModelKind::IntegerEnum { variants, .. }) => {
                    let values = variants.iter().map(|it| it.wire.to_string());
                    CommandValue::OneOfNumbers(values.collect())
                }
                Some(ModelKind::Wrapper { ty }) if depth < MAX_DEPTH => self.single(ty, depth + 1),
                Some(
                    ModelKind::Wrapper { .. }
                    | ModelKind::Struct { .. }
                    | ModelKind::TaggedUnion { .. }
                    | ModelKind::UntaggedUnion { .. },
                )
                | None => CommandValue::Json,
            },
            Type::Unit | Type::Local(_) | Type::List(_) | Type::Tuple(_) | Type::Map(_) => {
                CommandValue::Json
            }
        }
    }
}
