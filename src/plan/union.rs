//! Unions: their variants, and what tells these apart.

use crate::api::{EnumValue, Enumeration, Field, Kind, Literal, Schema, Shape, Union};

use super::{
    docs,
    enumeration::other_variant,
    ident::{self, Taken},
    model::Planner,
    sdk::{ModelKind, UnionVariant},
    types::{Type, value_type},
};

/// How many unions may be variants of each other for their JSON type to be known.
const MAX_UNION_DEPTH: usize = 8;

impl Planner<'_> {
    /// Plans a union.
    pub(super) fn union(&self, union: &Union, union_name: &str) -> ModelKind {
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
                let particulars = self.particulars(&variant.schema);
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
                    schema: variant.schema.clone(),
                    json_type: self.json_type(&variant.schema, 0),
                    keys: particulars.keys,
                    optional: particulars.optional,
                    constants: particulars.constants,
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
                ModelKind::UntaggedUnion { variants }
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
            Shape::Tuple(items) => format!("A list of {}", self.describe_each(items)),
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
            Shape::Tuple(items) => format!("lists of {}", self.describe_each(items)),
            Shape::Map(values) => format!("maps of {}", self.describe_all(values)),
            Shape::Named(_) => self.describe(schema),
        }
    }

    /// Returns what the items of a tuple are.
    fn describe_each(&self, items: &[Schema]) -> String {
        let each: Vec<String> = items
            .iter()
            .map(|item| match item.shape {
                Shape::Named(_) => self.describe(item),
                _ => lowercase_first(&self.describe(item)),
            })
            .collect();
        match &each[..] {
            [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
            all => all.join(", "),
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
            Shape::Tuple(items) => {
                let names: Vec<_> = items.iter().map(|item| self.shape_name(item)).collect();
                format!("{}_tuple", names.join("_"))
            }
            Shape::Map(values) => format!("{}_map", self.shape_name(values)),
            Shape::Named(id) => self.names.of(*id).0.clone(),
        }
    }

    /// Returns the JSON type of a schema's values, as the runtime calls it.
    fn json_type(&self, schema: &Schema, depth: usize) -> &'static str {
        match &schema.shape {
            Shape::Any => "Any",
            Shape::Boolean => "Boolean",
            Shape::Integer(_) => "Integer",
            Shape::Number(_) => "Number",
            Shape::String(_) => "String",
            Shape::List(_) | Shape::Tuple(_) => "Array",
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
                Kind::Union(union) if depth < MAX_UNION_DEPTH => {
                    let mut types = union
                        .variants
                        .iter()
                        .map(|variant| self.json_type(&variant.schema, depth + 1));
                    let first = types.next().unwrap_or("Any");
                    match types.all(|other| other == first) {
                        true => first,
                        false => "Any",
                    }
                }
                Kind::Union(_) => "Any",
                Kind::Wrapper(inner) if !inner.named().contains(id) => self.json_type(inner, depth),
                Kind::Wrapper(inner) => match inner.shape {
                    Shape::List(_) | Shape::Tuple(_) => "Array",
                    Shape::Map(_) => "Object",
                    _ => "Any",
                },
            },
        }
    }

    /// Returns what is known of the members of a schema's values.
    fn particulars(&self, schema: &Schema) -> Particulars {
        let Shape::Named(id) = schema.shape else {
            return Particulars::default();
        };
        let Kind::Object(object) = &self.api.definition(id).kind else {
            return Particulars::default();
        };
        let mut particulars = Particulars::default();
        for field in &object.fields {
            let keys = match field.required {
                true => &mut particulars.keys,
                false => &mut particulars.optional,
            };
            keys.push(field.name.clone());
            if let Some(only) = self.only_text(field) {
                particulars.constants.push((field.name.clone(), only));
            }
        }
        particulars
    }

    /// Returns the only text that a field may have.
    fn only_text(&self, field: &Field) -> Option<String> {
        if let Some(Literal::String(only)) = &field.constant {
            return Some(only.clone());
        }
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
                ] => Some(only.clone()),
                _ => None,
            },
            Kind::Object(_) | Kind::Union(_) | Kind::Wrapper(_) => None,
        }
    }
}

/// Returns a text that begins with a small letter; code stays as it is.
fn lowercase_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next();
    let first = first.into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// What is known of the members of objects.
#[derive(Default)]
struct Particulars {
    /// Those that must be there.
    keys: Vec<String>,
    /// Those that may be there.
    optional: Vec<String>,
    /// Those that can have one value only.
    constants: Vec<(String, String)>,
}
