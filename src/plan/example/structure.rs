//! Values of models that are structs or enumerations.

use serde_json::{Map, Value};

use super::{
    Examples, MAX_DEPTH,
    contradiction::At,
    made::Made,
    value::{none, parsed_json},
    wrapped,
};
use crate::{
    api::{Field as Source, Literal},
    plan::{
        Expression, ExpressionRest as Filled,
        sdk::{Field, FieldKind, Model, ModelKind, Rest},
        types::Type,
    },
};

impl Examples<'_> {
    /// Returns a value of a model, from JSON.
    pub(super) fn of(
        &mut self,
        index: usize,
        value: &Value,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        if depth > MAX_DEPTH {
            return None;
        }
        let model = &self.models[index];
        match &model.kind {
            ModelKind::Struct { fields, rest, .. } => {
                let parsed = parsed_json(value).filter(Value::is_object);
                if parsed.is_some() {
                    self.coerce(at, value, "an object");
                }
                let Some(members) = parsed.as_ref().unwrap_or(value).as_object() else {
                    return self.refuse(at, value, "an object");
                };
                self.structure(index, fields, rest.as_ref(), Some(members), at, depth)
            }
            ModelKind::StringEnum { variants, .. } => {
                let Some(text) = value.as_str() else {
                    return self.refuse(at, value, "a text that is listed");
                };
                match variants.iter().find(|variant| variant.wire == text) {
                    Some(variant) => Some(variant_of(model, &variant.ident, value.clone())),
                    None => self.refuse(at, value, "a text that is listed"),
                }
            }
            ModelKind::IntegerEnum { variants, .. } => {
                let number = match value {
                    Value::String(text) => text.parse().ok(),
                    _ => value.as_i64(),
                };
                let known = variants.iter().find(|variant| Some(variant.wire) == number);
                let Some(variant) = known else {
                    return self.refuse(at, value, "an integer that is listed");
                };
                if value.is_string() {
                    self.coerce(at, value, "an integer");
                }
                Some(variant_of(model, &variant.ident, variant.wire.into()))
            }
            ModelKind::TaggedUnion {
                property, variants, ..
            } => self.tagged(model, property, variants, value, at, depth),
            ModelKind::UntaggedUnion { variants } => {
                self.untagged(model, variants, value, at, depth)
            }
            ModelKind::Wrapper { ty } => {
                let inner = self.value(ty, value, at, depth + 1)?;
                Some(inner.within(&model.name))
            }
        }
    }

    /// Returns a value of a struct with these members; without any, with the examples of its fields.
    pub(super) fn structure(
        &mut self,
        index: usize,
        fields: &[Field],
        rest: Option<&Rest>,
        members: Option<&Map<String, Value>>,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        let (model, object) = (&self.models[index], self.api.types[index].object()?);
        let mut given = Vec::new();
        let mut json = Map::new();
        let mut certain = !matches!(model.kind, ModelKind::Struct { in_parts: true, .. });
        for (field, source) in fields.iter().zip(&object.fields) {
            let Some(made) = self.member(field, source, members, at, depth)? else {
                if let Some(constant) = &source.constant {
                    json.insert(field.wire.clone(), literal(constant));
                }
                continue;
            };
            certain &= made.certain;
            // What is absent reads as `None`, too.
            if !(field.kind == FieldKind::Optional && made.json.is_null()) {
                json.insert(field.wire.clone(), made.json);
            } else if made.expression == none().expression {
                continue;
            }
            // What the constructor says need not be said again.
            if field.constant.as_ref() != Some(&made.expression) {
                given.push((field, made.expression));
            }
        }
        let mut others = None;
        if let (Some(rest), Some(members)) = (rest, members) {
            let unknown = members
                .iter()
                .filter(|(name, _)| fields.iter().all(|field| field.wire != **name));
            let entries = self.entries(&rest.ty, unknown, at, depth);
            if let Value::Object(more) = entries.json
                && !more.is_empty()
            {
                certain &= entries.certain;
                json.extend(more);
                others = Some((rest.ident.clone(), entries.expression));
            }
        }
        Some(Made {
            expression: expression(model, fields, rest, given, others),
            json: Value::Object(json),
            certain,
        })
    }

    /// Returns the value of a field; `Some(None)` where it is left out, `None` where it cannot be.
    fn member(
        &mut self,
        field: &Field,
        source: &Source,
        members: Option<&Map<String, Value>>,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Option<Made>> {
        let mut made = members
            .and_then(|it| it.get(&field.wire))
            .and_then(|value| {
                let at = At::Member(at, &field.wire);
                // A document that says nothing of null means a value that is not there.
                match (field.kind, value) {
                    (FieldKind::Optional, Value::Null) => None,
                    _ => self.of_field(field, value, &at, depth + 1),
                }
            });
        // An example as a whole may leave out what need not be there; the field's own is not lost.
        if made.is_none() && (members.is_none() || field.is_argument()) {
            let own = source.docs.example.as_ref();
            made = own.and_then(|own| self.of_field(field, &own.value, &At::Nowhere, depth + 1));
        }
        if made.is_none() && field.is_argument() {
            made = Some(self.sample_of_field(field, source, depth + 1)?);
        }
        Some(made)
    }

    /// Returns the value of a field.
    pub(super) fn of_field(
        &mut self,
        field: &Field,
        value: &Value,
        at: &At<'_>,
        depth: usize,
    ) -> Option<Made> {
        match (field.kind, value) {
            (FieldKind::Optional | FieldKind::RequiredNullable, Value::Null) => Some(none()),
            (FieldKind::Nullable, Value::Null) => Some(Made::new(
                Expression::Path("Nullable::Null".to_owned()),
                Value::Null,
            )),
            (kind, value) => Some(wrapped(kind, self.value(&field.value, value, at, depth)?)),
        }
    }
}

/// Returns the variant of an enumeration.
pub(super) fn variant_of(model: &Model, ident: &str, json: Value) -> Made {
    Made::new(Expression::Path(format!("{}::{ident}", model.name)), json)
}

/// Returns the JSON of the only value of a field.
fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::String(text) => Value::String(text.clone()),
        Literal::Integer(number) => Value::from(*number),
    }
}

/// Returns a struct with these fields: by its constructor where that says all of it.
fn expression(
    model: &Model,
    fields: &[Field],
    rest: Option<&Rest>,
    mut given: Vec<(&Field, Expression)>,
    others: Option<(String, Expression)>,
) -> Expression {
    let name = model.name.clone();
    if !model.is_constructed(fields) {
        return whole(model, fields, rest, &given, others);
    }
    let constructed = fields
        .iter()
        .any(|field| field.kind.is_required() || field.constant.is_some());
    let arguments: Vec<Expression> = given
        .iter()
        .filter(|(field, _)| field.is_argument())
        .map(|(field, value)| argument(field, value.clone()))
        .collect();
    let is_whole = given.len() == fields.len() && rest.is_none() == others.is_none();
    if given.len() == arguments.len() && others.is_none() && !(is_whole && fields.is_empty()) {
        return match constructed {
            true => Expression::New(name, arguments),
            false => Expression::Path(format!("{name}::default()")),
        };
    }
    let filled = if is_whole {
        Filled::None
    } else if arguments.is_empty() {
        // Only a model whose constructor asks for nothing has a default to fill up with.
        Filled::Default
    } else {
        given.retain(|(field, _)| !field.is_argument());
        Filled::New(Box::new(Expression::New(name.clone(), arguments)))
    };
    let fields = given
        .into_iter()
        .map(|(field, value)| (field.ident.clone(), value))
        .chain(others)
        .collect();
    Expression::Struct {
        name,
        fields,
        rest: filled,
    }
}

/// Returns a struct that has no constructor: every field is named.
fn whole(
    model: &Model,
    fields: &[Field],
    rest: Option<&Rest>,
    given: &[(&Field, Expression)],
    others: Option<(String, Expression)>,
) -> Expression {
    let value = |field: &Field| {
        let value = given.iter().find(|(given, _)| given.ident == field.ident);
        let absent = || match (&field.constant, field.kind) {
            (Some(constant), _) => constant.clone(),
            (None, FieldKind::Nullable) => Expression::Path("Nullable::Absent".to_owned()),
            (None, FieldKind::Required | FieldKind::RequiredNullable | FieldKind::Optional) => {
                none().expression
            }
        };
        value.map_or_else(absent, |(_, value)| value.clone())
    };
    let named = fields
        .iter()
        .map(|field| (field.ident.clone(), value(field)));
    let empty = rest.map(|rest| (rest.ident.clone(), Expression::Map(Vec::new())));
    Expression::Struct {
        name: model.name.clone(),
        fields: named.chain(others.or(empty)).collect(),
        rest: Filled::None,
    }
}

/// Returns a value as the constructor takes it, which converts texts and boxes what is held on the
/// heap.
fn argument(field: &Field, value: Expression) -> Expression {
    match (&field.ty, value) {
        (Type::Boxed(_), Expression::Call(_, inner)) => *inner,
        (_, value) => value.bare(),
    }
}
