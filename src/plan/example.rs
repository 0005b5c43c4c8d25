//! Examples: JSON of the document as expressions of Rust.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

use super::{
    sdk::{Field, FieldKind, Model, ModelKind, Rest as Others},
    types::Type,
};

/// An expression of Rust.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// As it stands, for example `true` or `1140735077`.
    Literal(String),
    /// A string literal with this content, converted where it has to be.
    Text(String),
    /// A string literal as it is.
    Bare(String),
    /// A path to a value, for example `GrantType::Ciba`.
    Path(String),
    /// A call, for example `Some(..)`.
    Call(String, Box<Expression>),
    /// A call of a constructor with what every value has.
    New(String, Vec<Expression>),
    /// `vec![..]`.
    List(Vec<Expression>),
    /// `(.., ..)`.
    Tuple(Vec<Expression>),
    /// `[(key, value), ..].into()`.
    Map(Vec<(String, Expression)>),
    /// A JSON text, read by `serde_json`.
    Json(String),
    /// A struct.
    Struct {
        /// Its name.
        name: String,
        /// Its fields.
        fields: Vec<(String, Expression)>,
        /// Where the other fields come from.
        rest: Rest,
    },
}

/// Where the fields of a struct come from that an expression does not give.
#[derive(Clone, Debug, PartialEq)]
pub enum Rest {
    /// There are none.
    None,
    /// From `Default`.
    Default,
    /// From the constructor, called as this expression says.
    New(Box<Expression>),
}

/// How deep examples go.
const MAX_DEPTH: usize = 24;

/// Makes examples of models.
pub(super) struct Examples<'m> {
    models: HashMap<&'m str, &'m Model>,
}

impl<'m> Examples<'m> {
    pub(super) fn new(models: &'m [Model]) -> Self {
        Self {
            models: models
                .iter()
                .map(|model| (model.name.as_str(), model))
                .collect(),
        }
    }

    /// Returns an example of a model: of the document, or made of the examples of its fields.
    ///
    /// `None` where the document says nothing that a reader could learn from.
    pub(super) fn of_model(&self, model: &Model, source: Option<&Value>) -> Option<Expression> {
        let given = source.and_then(|source| self.model(model, source, 0));
        given.or_else(|| self.model(model, &from_parts(model)?, 0))
    }

    fn model(&self, model: &Model, value: &Value, depth: usize) -> Option<Expression> {
        if depth > MAX_DEPTH {
            return None;
        }
        match &model.kind {
            ModelKind::Struct { in_parts: true, .. } => None,
            ModelKind::Struct { fields, rest, .. } => {
                let members = value.as_object()?;
                let constructed = fields
                    .iter()
                    .any(|field| field.is_argument() || field.constant.is_some());
                let mut given = Vec::new();
                for field in fields {
                    if let Some(value) = members.get(&field.wire) {
                        let value = self.field(field, value, depth)?;
                        // What the constructor says need not be said again.
                        if field.constant.as_ref() != Some(&value) {
                            given.push((field, value));
                        }
                    } else if field.is_argument() {
                        return None;
                    }
                }
                if !model.is_constructed(fields) {
                    return Some(whole(model, fields, rest.as_ref(), &given));
                }
                let arguments: Vec<Expression> = given
                    .iter()
                    .filter(|(field, _)| field.is_argument())
                    .map(|(_, value)| bare(value.clone()))
                    .collect();
                if constructed && given.len() == arguments.len() {
                    return Some(Expression::New(model.name.clone(), arguments));
                }
                let rest = if given.len() == fields.len() && rest.is_none() {
                    Rest::None
                } else if arguments.is_empty() {
                    // Only a model whose constructor asks for nothing has a default to fill up with.
                    Rest::Default
                } else {
                    given.retain(|(field, _)| !field.is_argument());
                    let call = Expression::New(model.name.clone(), arguments);
                    Rest::New(Box::new(call))
                };
                let given = given
                    .into_iter()
                    .map(|(field, value)| (field.ident.clone(), value))
                    .collect();
                Some(Expression::Struct {
                    name: model.name.clone(),
                    fields: given,
                    rest,
                })
            }
            ModelKind::StringEnum { variants, other } => {
                let text = value.as_str()?;
                let path = |variant: &str| format!("{}::{variant}", model.name);
                match (variants.iter().find(|variant| variant.wire == text), other) {
                    (Some(variant), _) => Some(Expression::Path(path(&variant.ident))),
                    (None, Some(other)) => Some(Expression::Call(
                        path(other),
                        Box::new(Expression::Text(text.to_owned())),
                    )),
                    (None, None) => None,
                }
            }
            ModelKind::IntegerEnum { variants, other } => {
                let number = value.as_i64()?;
                let path = |variant: &str| format!("{}::{variant}", model.name);
                let known = variants.iter().find(|variant| variant.wire == number);
                match (known, other) {
                    (Some(variant), _) => Some(Expression::Path(path(&variant.ident))),
                    (None, Some(other)) => Some(Expression::Call(
                        path(other),
                        Box::new(Expression::Literal(number.to_string())),
                    )),
                    (None, None) => None,
                }
            }
            ModelKind::TaggedUnion {
                property, variants, ..
            } => {
                let tag = value.get(property)?.as_str()?;
                let variant = variants
                    .iter()
                    .find(|variant| variant.tags.iter().any(|it| it == tag))?;
                let inner = self.value(&variant.ty, value, depth + 1)?;
                let path = format!("{}::{}", model.name, variant.ident);
                Some(Expression::Call(path, Box::new(inner)))
            }
            ModelKind::UntaggedUnion { .. } => None,
            ModelKind::Wrapper { ty } => {
                let inner = self.value(ty, value, depth + 1)?;
                Some(Expression::Call(model.name.clone(), Box::new(inner)))
            }
        }
    }

    fn field(&self, field: &Field, value: &Value, depth: usize) -> Option<Expression> {
        let some = |wrapper: &str, inner| Expression::Call(wrapper.to_owned(), Box::new(inner));
        match (field.kind, value) {
            (FieldKind::Required, value) => self.value(&field.value, value, depth + 1),
            (FieldKind::Optional | FieldKind::RequiredNullable, Value::Null) => {
                Some(Expression::Path("None".to_owned()))
            }
            (FieldKind::Optional | FieldKind::RequiredNullable, value) => {
                Some(some("Some", self.value(&field.value, value, depth + 1)?))
            }
            (FieldKind::Nullable, Value::Null) => {
                Some(Expression::Path("Nullable::Null".to_owned()))
            }
            (FieldKind::Nullable, value) => Some(some(
                "Nullable::Value",
                self.value(&field.value, value, depth + 1)?,
            )),
        }
    }

    /// Returns a value of a type; `None` where the JSON is of another type and cannot be made one
    /// without loss.
    fn value(&self, ty: &Type, value: &Value, depth: usize) -> Option<Expression> {
        if depth > MAX_DEPTH {
            return None;
        }
        match ty {
            Type::Plain("String") => match value {
                Value::String(text) => Some(Expression::Text(text.clone())),
                Value::Number(number) => Some(Expression::Text(number.to_string())),
                Value::Bool(flag) => Some(Expression::Text(flag.to_string())),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            },
            Type::Plain("bool") => Some(Expression::Literal(value.as_bool()?.to_string())),
            Type::Plain("i32" | "i64" | "u32" | "u64") => {
                let number = match value {
                    Value::String(text) => text.parse().ok()?,
                    _ => value.as_i64()?,
                };
                let fits = match ty {
                    Type::Plain("i32") => i32::try_from(number).is_ok(),
                    Type::Plain("u32") => u32::try_from(number).is_ok(),
                    Type::Plain("u64") => u64::try_from(number).is_ok(),
                    _ => true,
                };
                fits.then(|| Expression::Literal(grouped(number)))
            }
            Type::Plain("f32" | "f64") => {
                let number = value.as_f64()?;
                Some(Expression::Literal(format!("{number:?}")))
            }
            Type::Plain("serde_json::Value") => Some(Expression::Json(value.to_string())),
            Type::Runtime(_) if ty.is_exact() => value
                .is_number()
                .then(|| Expression::Json(value.to_string())),
            // Dates, identifiers and bytes are written as the JSON that they are read from.
            Type::Plain(_) | Type::Runtime(_) => {
                value.as_str().map(|_| Expression::Json(value.to_string()))
            }
            Type::Model { name, .. } => self.model(self.models.get(name.as_str())?, value, depth),
            Type::List(items) => value
                .as_array()?
                .iter()
                .map(|item| self.value(items, item, depth + 1))
                .collect::<Option<_>>()
                .map(Expression::List),
            Type::Tuple(items) => {
                let values = value.as_array().filter(|it| it.len() == items.len())?;
                let mut both = items.iter().zip(values);
                let each: Option<_> = both.try_fold(Vec::new(), |mut each, (item, value)| {
                    each.push(self.value(item, value, depth + 1)?);
                    Some(each)
                });
                each.map(Expression::Tuple)
            }
            Type::Map(values) => value
                .as_object()?
                .iter()
                .map(|(key, value)| Some((key.clone(), self.value(values, value, depth + 1)?)))
                .collect::<Option<_>>()
                .map(Expression::Map),
            Type::Option(_) if value.is_null() => Some(Expression::Path("None".to_owned())),
            Type::Option(inner) => {
                let inner = self.value(inner, value, depth + 1)?;
                Some(Expression::Call("Some".to_owned(), Box::new(inner)))
            }
            Type::Boxed(inner) => {
                let inner = self.value(inner, value, depth + 1)?;
                Some(Expression::Call("Box::new".to_owned(), Box::new(inner)))
            }
            Type::Unit | Type::Local(_) | Type::Nullable(_) => None,
        }
    }
}

impl Expression {
    /// Returns the models that the expression names.
    pub fn models(&self) -> BTreeSet<String> {
        let mut models = BTreeSet::new();
        self.collect(&mut models);
        models
    }

    fn collect(&self, models: &mut BTreeSet<String>) {
        let mut path = |path: &str| {
            let first = path.split("::").next().unwrap_or_default();
            if !matches!(first, "Some" | "None" | "Box") {
                models.insert(first.to_owned());
            }
        };
        match self {
            Self::Literal(_) | Self::Text(_) | Self::Bare(_) | Self::Json(_) => {}
            Self::New(name, arguments) => {
                path(name);
                arguments
                    .iter()
                    .for_each(|argument| argument.collect(models));
            }
            Self::Path(name) => path(name),
            Self::Call(name, inner) => {
                path(name);
                inner.collect(models);
            }
            Self::List(items) | Self::Tuple(items) => {
                items.iter().for_each(|item| item.collect(models))
            }
            Self::Map(entries) => entries.iter().for_each(|(_, value)| value.collect(models)),
            Self::Struct { name, fields, rest } => {
                path(name);
                if let Rest::New(call) = rest {
                    call.collect(models);
                }
                fields.iter().for_each(|(_, value)| value.collect(models));
            }
        }
    }
}

/// Returns the expression of a struct that has no constructor: every field is named.
fn whole(
    model: &Model,
    fields: &[Field],
    rest: Option<&Others>,
    given: &[(&Field, Expression)],
) -> Expression {
    let value = |field: &Field| {
        let value = given.iter().find(|(given, _)| given.ident == field.ident);
        let absent = || match (&field.constant, field.kind) {
            (Some(constant), _) => constant.clone(),
            (None, FieldKind::Nullable) => Expression::Path("Nullable::Absent".to_owned()),
            (None, FieldKind::Required | FieldKind::RequiredNullable | FieldKind::Optional) => {
                Expression::Path("None".to_owned())
            }
        };
        value.map_or_else(absent, |(_, value)| value.clone())
    };
    let named = fields
        .iter()
        .map(|field| (field.ident.clone(), value(field)));
    let rest = rest.map(|rest| (rest.ident.clone(), Expression::Map(Vec::new())));
    Expression::Struct {
        name: model.name.clone(),
        fields: named.chain(rest).collect(),
        rest: Rest::None,
    }
}

/// Returns an expression as an argument of a constructor, which takes text without conversion.
fn bare(expression: Expression) -> Expression {
    match expression {
        Expression::Text(text) => Expression::Bare(text),
        other => other,
    }
}

/// Returns an integer with its digits grouped, as clippy reads it best.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let sign = if number < 0 { "-" } else { "" };
    if digits.len() < 6 {
        return format!("{sign}{digits}");
    }
    let first = (digits.len() - 1) % 3 + 1;
    let mut groups = vec![&digits[..first]];
    groups.extend(
        (first..digits.len())
            .step_by(3)
            .map(|start| &digits[start..start + 3]),
    );
    format!("{sign}{}", groups.join("_"))
}

/// Returns JSON made of the examples of a model's fields, or of its first value.
fn from_parts(model: &Model) -> Option<Value> {
    match &model.kind {
        ModelKind::Struct { fields, .. } => {
            let members: serde_json::Map<_, _> = fields
                .iter()
                .filter_map(|field| {
                    let example = serde_json::from_str(field.example.as_ref()?).ok()?;
                    Some((field.wire.clone(), example))
                })
                .collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
        ModelKind::StringEnum { variants, .. } => variants
            .first()
            .map(|variant| Value::String(variant.wire.clone())),
        ModelKind::IntegerEnum { variants, .. } => {
            variants.first().map(|variant| variant.wire.into())
        }
        ModelKind::TaggedUnion { .. }
        | ModelKind::UntaggedUnion { .. }
        | ModelKind::Wrapper { .. } => None,
    }
}
