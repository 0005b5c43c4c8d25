//! Programs of several calls, planned: which operation each step is, and what it takes of the answers
//! before it.

use crate::{
    api::{Api, Program as Source, Step as SourceStep},
    diagnostic::{Diagnostic, Place, Report, codes},
};

use super::{
    docs,
    expression::{Expression, Rest},
    ident::{self, Taken},
    sdk::{Field, FieldKind, Group, Model, ModelKind, Operation, Program, Step},
    types::Type,
};

/// Plans the programs; one that cannot be is reported and left out.
pub(super) fn programs(
    api: &Api,
    groups: &[Group],
    models: &[Model],
    report: &mut Report,
) -> Vec<Program> {
    let mut names = Taken::with(&["first_call"]);
    let mut programs = Vec::new();
    for source in &api.programs {
        match program(source, groups, models, &mut names) {
            Ok(program) => programs.push(program),
            Err((message, place)) => {
                let diagnostic = Diagnostic::new(codes::INVALID_EXAMPLE_PROGRAM, message);
                report.push(diagnostic.label(place, "the program is left out"));
            }
        }
    }
    programs
}

/// Why there is no program, and where that is said.
type Fault = (String, Place);

fn program(
    source: &Source,
    groups: &[Group],
    models: &[Model],
    names: &mut Taken,
) -> Result<Program, Fault> {
    let mut variables = Taken::with(&["body", "client", "main"]);
    let mut answers: Vec<(&str, String, &Operation)> = Vec::new();
    let mut steps = Vec::new();
    for step in &source.steps {
        let fault = |message: String| (message, step.place.clone());
        let (place, operation) = find(groups, &step.operation, Vec::new())
            .ok_or_else(|| fault(format!("`{}` is no operation of the SDK", step.operation)))?;
        let body = body(step, operation, &answers, models).map_err(fault)?;
        let variable = match &step.answer {
            Some(name) => variables.claim(&ident::value(name)),
            None => variables.claim("answer"),
        };
        if let Some(name) = &step.answer {
            answers.push((name, variable.clone(), operation));
        }
        steps.push(Step {
            group: place,
            operation: operation.id.clone(),
            answer: variable,
            body,
        });
    }
    Ok(Program {
        name: names.claim(&ident::module(&source.name)),
        docs: source
            .description
            .as_deref()
            .map(|text| docs::markdown(text, 0))
            .unwrap_or_default(),
        steps,
    })
}

/// Returns an operation by its id, and the indices of the group that it is in.
fn find<'g>(
    groups: &'g [Group],
    id: &str,
    path: Vec<usize>,
) -> Option<(Vec<usize>, &'g Operation)> {
    groups.iter().enumerate().find_map(|(index, group)| {
        let mut path = path.clone();
        path.push(index);
        match group.operations.iter().find(|operation| operation.id == id) {
            Some(operation) => Some((path, operation)),
            None => find(&group.groups, id, path),
        }
    })
}

/// Returns the body of a step that takes something of the answers before it.
fn body(
    step: &SourceStep,
    operation: &Operation,
    answers: &[(&str, String, &Operation)],
    models: &[Model],
) -> Result<Option<Expression>, String> {
    if step.taken.is_empty() {
        return Ok(None);
    }
    let sent = operation.bodies.first().and_then(|it| it.body.as_ref());
    let (Some(model), Some(mut body)) = (
        sent.and_then(|sent| model_of(&sent.ty, models)),
        sent.and_then(|sent| sent.example.clone()),
    ) else {
        return Err(format!("`{}` has no body with members", step.operation));
    };
    for (member, answer, from) in &step.taken {
        let known = answers.iter().find(|(name, ..)| name == answer);
        let (_, variable, source) =
            known.ok_or_else(|| format!("no answer before is called `{answer}`"))?;
        let given = model_of(&source.outcome.ty, models)
            .and_then(|model| field_of(model, from))
            .ok_or_else(|| format!("`{answer}` has no member `{from}`"))?;
        let target =
            field_of(model, member).ok_or_else(|| format!("the body has no member `{member}`"))?;
        let value = value(variable, given, target)
            .ok_or_else(|| format!("`{answer}.{from}` is of another type than `{member}`"))?;
        if !put(&mut body, model, target, value) {
            return Err(format!("`{member}` cannot be set"));
        }
    }
    Ok(Some(body))
}

fn model_of<'m>(ty: &Type, models: &'m [Model]) -> Option<&'m Model> {
    match ty {
        Type::Model { name, .. } => models.iter().find(|model| model.name == *name),
        _ => None,
    }
}

fn field_of<'m>(model: &'m Model, wire: &str) -> Option<&'m Field> {
    match &model.kind {
        ModelKind::Struct { fields, .. } => fields.iter().find(|field| field.wire == wire),
        _ => None,
    }
}

/// Returns a field of an answer as the value of a field of a body.
fn value(variable: &str, given: &Field, target: &Field) -> Option<Expression> {
    if given.value != target.value {
        return None;
    }
    let clone = format!("{variable}.{}.clone()", given.ident);
    let is_plain = matches!(
        given.value,
        Type::Plain("String" | "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64")
    );
    let text = match (given.kind, target.kind) {
        (FieldKind::Required, FieldKind::Required) => clone,
        (FieldKind::Required, FieldKind::Optional | FieldKind::RequiredNullable) => {
            format!("Some({clone})")
        }
        (
            FieldKind::Optional | FieldKind::RequiredNullable,
            FieldKind::Optional | FieldKind::RequiredNullable,
        ) => clone,
        (FieldKind::Optional | FieldKind::RequiredNullable, FieldKind::Required) if is_plain => {
            format!("{clone}.unwrap_or_default()")
        }
        _ => return None,
    };
    Some(Expression::Literal(text))
}

/// Puts a value into the expression of a struct; returns whether it has a place there.
fn put(body: &mut Expression, model: &Model, field: &Field, value: Expression) -> bool {
    let ModelKind::Struct { fields, .. } = &model.kind else {
        return false;
    };
    let arguments = fields.iter().filter(|field| field.is_argument());
    let position = arguments
        .into_iter()
        .position(|argument| argument.ident == field.ident);
    let call = match body {
        Expression::Struct { fields, rest, .. } => {
            if let Some((_, known)) = fields.iter_mut().find(|(ident, _)| *ident == field.ident) {
                *known = value;
                return true;
            }
            match (position, rest) {
                (Some(_), Rest::New(call)) => &mut **call,
                (None, Rest::New(_) | Rest::Default) => {
                    fields.push((field.ident.clone(), value));
                    return true;
                }
                _ => return false,
            }
        }
        Expression::New(..) => body,
        _ => return false,
    };
    let Expression::New(name, arguments) = call else {
        return false;
    };
    match position {
        Some(position) => match arguments.get_mut(position) {
            Some(argument) => {
                *argument = value;
                true
            }
            None => false,
        },
        None => {
            let (name, call) = (name.clone(), call.clone());
            *body = Expression::Struct {
                name,
                fields: vec![(field.ident.clone(), value)],
                rest: Rest::New(Box::new(call)),
            };
            true
        }
    }
}
