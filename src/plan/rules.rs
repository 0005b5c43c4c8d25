//! What models are checked for.

use super::{
    sdk::{Model, ModelKind, UnionVariant},
    types::Names,
};
use crate::api::{Api, Constraints, Kind, NumberFormat, Schema, Shape, StringFormat, TypeId};

/// What a value must satisfy; each as the runtime's `validate::Rule` has it.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// A bound of numbers: the variant, and the bound as text.
    Number(&'static str, String),
    /// The least and the greatest size: the variant, and the sizes.
    Size(&'static str, u64, Option<u64>),
    /// A regular expression.
    Pattern(String),
    /// No item twice.
    Unique,
    /// What each item or value must satisfy.
    Each(Vec<Rule>),
    /// What the item at each position must satisfy.
    Positions(Vec<Vec<Rule>>),
    /// What a model must satisfy.
    Model(String),
    /// What members must satisfy.
    Fields(Vec<(String, Vec<Rule>)>),
    /// What all other members must satisfy than those that are named.
    Rest(Vec<String>, Vec<Rule>),
    /// What variants must satisfy, by the values of a member.
    Tagged(String, Vec<(Vec<String>, Vec<Rule>)>),
    /// What one of the variants must satisfy.
    Any(Vec<(UnionVariant, Vec<Rule>)>),
    /// The value is not to be shown.
    Hidden,
}

/// Works out what models are checked for.
pub(super) struct Rules<'a> {
    api: &'a Api,
    names: &'a Names,
    /// For each type whether there is something to check.
    constrained: Vec<bool>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(api: &'a Api, names: &'a Names) -> Self {
        let mut rules = Self {
            api,
            names,
            constrained: vec![false; api.types.len()],
        };
        let mut holders = vec![Vec::new(); api.types.len()];
        let mut queue = Vec::new();
        for id in (0..api.types.len()).map(TypeId::new) {
            let definition = api.definition(id);
            let own = definition.object().is_some_and(|object| {
                let mut fields = object.fields.iter();
                fields.any(|field| {
                    let of_field = rules.of(&field.schema, &field.constraints);
                    of_field.iter().any(|rule| *rule != Rule::Hidden)
                })
            });
            if own {
                queue.push(id);
            }
            for held in definition.schemas().into_iter().flat_map(Schema::named) {
                holders[held.index()].push(id);
            }
        }
        while let Some(id) = queue.pop() {
            if !std::mem::replace(&mut rules.constrained[id.index()], true) {
                queue.append(&mut holders[id.index()]);
            }
        }
        rules
    }

    /// Returns what a model is checked for; empty where there is nothing.
    pub(super) fn of_model(&self, id: TypeId, model: &Model) -> Vec<Rule> {
        if !self.constrained[id.index()] {
            return Vec::new();
        }
        let none = Constraints::default();
        match (&self.api.definition(id).kind, &model.kind) {
            (Kind::Object(object), _) => {
                let fields = object.fields.iter();
                let fields: Vec<_> = fields
                    .map(|it| (it.name.clone(), self.of(&it.schema, &it.constraints)))
                    .filter(|(_, rules)| rules.iter().any(|rule| *rule != Rule::Hidden))
                    .collect();
                let mut rules = Vec::new();
                if !fields.is_empty() {
                    rules.push(Rule::Fields(fields));
                }
                let rest = object.rest.as_ref().map(|rest| self.of(rest, &none));
                if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                    let known = object.fields.iter().map(|field| field.name.clone());
                    rules.push(Rule::Rest(known.collect(), rest));
                }
                rules
            }
            (
                Kind::Union(_),
                ModelKind::TaggedUnion {
                    property, variants, ..
                },
            ) => {
                let variants = variants.iter().filter_map(|variant| {
                    let rules = self.of_variant(variant);
                    (!rules.is_empty()).then(|| (variant.tags.clone(), rules))
                });
                vec![Rule::Tagged(property.clone(), variants.collect())]
            }
            (Kind::Union(_), ModelKind::UntaggedUnion { variants, .. }) => {
                let variants = variants.iter();
                vec![Rule::Any(
                    variants
                        .map(|it| (it.clone(), self.of_variant(it)))
                        .collect(),
                )]
            }
            (Kind::Wrapper(schema), _) => self.of(schema, &none),
            (Kind::Enumeration(_) | Kind::Union(_), _) => Vec::new(),
        }
    }

    fn of_variant(&self, variant: &UnionVariant) -> Vec<Rule> {
        let schema = variant.schema.clone();
        self.of(&schema, &Constraints::default())
    }

    /// Returns what values of a schema are checked for.
    fn of(&self, schema: &Schema, constraints: &Constraints) -> Vec<Rule> {
        let mut rules = Vec::new();
        let none = Constraints::default();
        let items = constraints.items.as_deref().unwrap_or(&none);
        match &schema.shape {
            Shape::Integer(_)
            | Shape::Number(NumberFormat::Float | NumberFormat::Double | NumberFormat::Decimal) => {
                numbers(&mut rules, constraints);
            }
            Shape::String(StringFormat::Plain) => texts(&mut rules, constraints),
            Shape::String(StringFormat::Password) => {
                rules.push(Rule::Hidden);
                texts(&mut rules, constraints);
            }
            Shape::List(inner) => {
                size(&mut rules, "Items", constraints);
                if constraints.unique_items {
                    rules.push(Rule::Unique);
                }
                each(&mut rules, self.of(inner, items));
            }
            Shape::Tuple(items) => {
                if constraints.unique_items {
                    rules.push(Rule::Unique);
                }
                let all = items.iter().enumerate();
                let of_each: Vec<_> = all
                    .map(|(position, item)| {
                        let own = constraints.positions.get(position);
                        self.of(item, own.unwrap_or(&none))
                    })
                    .collect();
                if of_each.iter().flatten().any(|rule| *rule != Rule::Hidden) {
                    rules.push(Rule::Positions(of_each));
                }
            }
            Shape::Map(inner) => {
                size(&mut rules, "Members", constraints);
                each(&mut rules, self.of(inner, items));
            }
            Shape::Named(id) if self.constrained[id.index()] => {
                rules.push(Rule::Model(self.names.of(*id).0.clone()));
            }
            Shape::Named(_)
            | Shape::Any
            | Shape::Boolean
            | Shape::String(
                StringFormat::DateTime
                | StringFormat::Date
                | StringFormat::Uuid
                | StringFormat::Byte
                | StringFormat::ByteUrl
                | StringFormat::Binary
                | StringFormat::Decimal,
            ) => {}
        }
        rules
    }
}

fn numbers(rules: &mut Vec<Rule>, constraints: &Constraints) {
    let least = match constraints.exclusive_minimum {
        true => "MoreThan",
        false => "Minimum",
    };
    let most = match constraints.exclusive_maximum {
        true => "LessThan",
        false => "Maximum",
    };
    let bounds = [
        (least, &constraints.minimum),
        (most, &constraints.maximum),
        ("MultipleOf", &constraints.multiple_of),
    ];
    for (variant, bound) in bounds {
        rules.extend(
            bound
                .as_ref()
                .map(|it| Rule::Number(variant, it.to_string())),
        );
    }
}

fn texts(rules: &mut Vec<Rule>, constraints: &Constraints) {
    size(rules, "Length", constraints);
    let pattern = constraints
        .pattern
        .as_ref()
        .filter(|pattern| pattern.checked);
    rules.extend(pattern.map(|pattern| Rule::Pattern(pattern.text.clone())));
}

fn size(rules: &mut Vec<Rule>, variant: &'static str, constraints: &Constraints) {
    let least = constraints.min_length.unwrap_or_default();
    if least > 0 || constraints.max_length.is_some() {
        rules.push(Rule::Size(variant, least, constraints.max_length));
    }
}

fn each(rules: &mut Vec<Rule>, of_each: Vec<Rule>) {
    if of_each.iter().any(|rule| *rule != Rule::Hidden) {
        rules.push(Rule::Each(of_each));
    }
}
