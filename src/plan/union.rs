//! Unions: their variants, and what tells these apart.

use crate::api::{EnumValue, Enumeration, Kind, Literal, Schema, Shape, Union};

use super::{
    docs,
    ident::{self, Taken},
    model::{Planner, other_variant},
    sdk::{ModelKind, UnionVariant},
    types::{Type, value_type},
};

impl Planner<'_> {
    /// Plans a union.
    pub(super) fn union(&self, union: &Union, union_name: &str, exact: bool) -> ModelKind {
        let mut taken = Taken::default();
        let mut variants: Vec<UnionVariant> = union
            .variants
            .iter()
            .map(|variant| {
                let mut ty = value_type(&variant.schema, self.names, self.config);
                let name = match variant.schema.shape {
                    Shape::Named(id) => self.own_name(id).to_owned(),
                    _ => variant
                        .name
                        .clone()
                        .unwrap_or_else(|| self.shape_name(&variant.schema)),
                };
                if variant.indirect {
                    ty = Type::Boxed(Box::new(ty));
                }
                let lines = match &variant.description {
                    Some(description) => docs::markdown(description, 4),
                    None => vec![format!("{}.", self.describe(&variant.schema))],
                };
                let (keys, constants) = self.particulars(&variant.schema);
                // What every variant is called says nothing about one.
                let name = ident::variant(&name);
                let short = name
                    .strip_prefix(union_name)
                    .filter(|short| short.starts_with(char::is_uppercase))
                    .unwrap_or(&name);
                UnionVariant {
                    ident: taken.claim(short),
                    ty,
                    tags: variant.tags.clone(),
                    json_type: self.json_type(&variant.schema),
                    keys,
                    constants,
                    docs: lines,
                }
            })
            .collect();
        match &union.discriminator {
            Some(discriminator) if variants.iter().all(|variant| !variant.tags.is_empty()) => {
                ModelKind::TaggedUnion {
                    property: discriminator.property.clone(),
                    variants,
                    other: other_variant(&mut taken),
                    exact,
                }
            }
            Some(_) | None => {
                // The more a variant asks for, the less it takes from the others; integers are
                // numbers too.
                let breadth = |variant: &UnionVariant| match variant.json_type {
                    "Any" => 2,
                    "Number" => 1,
                    _ => 0,
                };
                variants.sort_by_key(|variant| {
                    (
                        breadth(variant),
                        usize::MAX - variant.keys.len() - variant.constants.len(),
                    )
                });
                ModelKind::UntaggedUnion { variants, exact }
            }
        }
    }

    /// Returns what a variant is that the document says nothing about.
    fn describe(&self, schema: &Schema) -> String {
        match &schema.shape {
            Shape::Any => "Any JSON value".to_owned(),
            Shape::Boolean => "`true` or `false`".to_owned(),
            Shape::Integer(_) => "An integer".to_owned(),
            Shape::Number(_) => "A number".to_owned(),
            Shape::String(_) => "A text".to_owned(),
            Shape::List(items) => format!("A list of {}", self.describe_all(items)),
            Shape::Map(values) => format!("A map of {}", self.describe_all(values)),
            Shape::Named(id) => {
                let (name, _) = self.names.of(*id);
                format!("[`{name}`](super::{name})")
            }
        }
    }

    /// Returns what the items of a list or the values of a map are.
    fn describe_all(&self, schema: &Schema) -> String {
        match &schema.shape {
            Shape::Any => "JSON values".to_owned(),
            Shape::Boolean => "booleans".to_owned(),
            Shape::Integer(_) => "integers".to_owned(),
            Shape::Number(_) => "numbers".to_owned(),
            Shape::String(_) => "texts".to_owned(),
            Shape::List(items) => format!("lists of {}", self.describe_all(items)),
            Shape::Map(values) => format!("maps of {}", self.describe_all(values)),
            Shape::Named(_) => self.describe(schema),
        }
    }

    /// Returns what the values of a schema without a name are called.
    fn shape_name(&self, schema: &Schema) -> String {
        match &schema.shape {
            Shape::Any => "any".to_owned(),
            Shape::Boolean => "boolean".to_owned(),
            Shape::Integer(_) => "integer".to_owned(),
            Shape::Number(_) => "number".to_owned(),
            Shape::String(_) => "text".to_owned(),
            Shape::List(items) => format!("{}_list", self.shape_name(items)),
            Shape::Map(values) => format!("{}_map", self.shape_name(values)),
            Shape::Named(id) => self.names.of(*id).0.clone(),
        }
    }

    /// Returns the JSON type of a schema's values, as the runtime calls it.
    fn json_type(&self, schema: &Schema) -> &'static str {
        match &schema.shape {
            Shape::Any => "Any",
            Shape::Boolean => "Boolean",
            Shape::Integer(_) => "Integer",
            Shape::Number(_) => "Number",
            Shape::String(_) => "String",
            Shape::List(_) => "Array",
            Shape::Map(_) => "Object",
            Shape::Named(id) => match &self.api.definition(*id).kind {
                Kind::Object(_) => "Object",
                Kind::Enumeration(enumeration) => match enumeration.values.first() {
                    Some(EnumValue {
                        literal: Literal::Integer(_),
                        ..
                    }) => "Integer",
                    Some(_) | None => "String",
                },
                Kind::Union(_) => "Any",
                Kind::Wrapper(inner) if inner.named() != Some(*id) => self.json_type(inner),
                Kind::Wrapper(inner) => match inner.shape {
                    Shape::List(_) => "Array",
                    Shape::Map(_) => "Object",
                    _ => "Any",
                },
            },
        }
    }

    /// Returns the members that values of a schema must have, and those that can have one value.
    fn particulars(&self, schema: &Schema) -> (Vec<String>, Vec<(String, String)>) {
        let Shape::Named(id) = schema.shape else {
            return Default::default();
        };
        let Kind::Object(object) = &self.api.definition(id).kind else {
            return Default::default();
        };
        let required = object.fields.iter().filter(|field| field.required);
        let constants = object
            .fields
            .iter()
            .filter_map(|field| {
                let Shape::Named(id) = field.schema.shape else {
                    return None;
                };
                match &self.api.definition(id).kind {
                    Kind::Enumeration(Enumeration { values }) => match &values[..] {
                        [
                            EnumValue {
                                literal: Literal::String(only),
                                ..
                            },
                        ] => Some((field.name.clone(), only.clone())),
                        _ => None,
                    },
                    Kind::Object(_) | Kind::Union(_) | Kind::Wrapper(_) => None,
                }
            })
            .collect();
        (
            required.map(|field| field.name.clone()).collect(),
            constants,
        )
    }
}
