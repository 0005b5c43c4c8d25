//! What pages say beside what they are about: which operations use a model, which models hold it, and
//! which it reaches.

use std::collections::HashMap;

use super::sdk::{Group, Link, Model, ModelKind, Operation, Reach, Role, Use};
use super::types::Type;

/// How many operations, or models that hold it, the page of a model lists.
const MAX_LISTED: usize = 30;

/// How many models a diagram shows.
const MAX_SHOWN: usize = 30;

/// How many fields a line of a diagram names.
const MAX_NAMED: usize = 3;

/// Plans the pages of the models.
pub(super) fn fill(models: &mut [Model], groups: &[Group]) {
    let indices: HashMap<String, usize> = models
        .iter()
        .enumerate()
        .map(|(index, model)| (model.name.clone(), index))
        .collect();
    for group in groups {
        uses(group, &indices, models);
    }
    let held: Vec<Vec<(String, usize)>> = models
        .iter()
        .map(|model| members(model, &indices))
        .collect();
    for (index, members) in held.iter().enumerate() {
        let link = Link {
            name: models[index].name.clone(),
            module: models[index].module.clone(),
        };
        let mut seen = Vec::new();
        for (_, held) in members {
            if *held == index || seen.contains(held) {
                continue;
            }
            seen.push(*held);
            let page = &mut models[*held].page;
            match page.holders.len() < MAX_LISTED {
                true => page.holders.push(link.clone()),
                false => page.more_holders += 1,
            }
        }
    }
    for index in 0..models.len() {
        let reach = reach(index, &held, models);
        models[index].page.reach = reach;
    }
}

/// Adds the operations of a group, and of those within, to the models that they use.
fn uses(group: &Group, indices: &HashMap<String, usize>, models: &mut [Model]) {
    for operation in &group.operations {
        for (index, role) in used(operation, indices) {
            let page = &mut models[index].page;
            if page.uses.len() >= MAX_LISTED {
                page.more_uses += 1;
                continue;
            }
            page.uses.push(Use {
                call: format!("{}.{}", group.path, operation.method),
                page: group.page.clone(),
                anchor: operation.anchor.clone(),
                role,
            });
        }
    }
    for nested in &group.groups {
        uses(nested, indices, models);
    }
}

/// Returns the models that an operation uses, each once for each role.
fn used(operation: &Operation, indices: &HashMap<String, usize>) -> Vec<(usize, Role)> {
    let mut used = Vec::new();
    let mut add = |ty: &Type, role| {
        for name in ty.models() {
            if let Some(index) = indices.get(name)
                && !used.contains(&(*index, role))
            {
                used.push((*index, role));
            }
        }
    };
    for body in operation.bodies.iter().filter_map(|it| it.body.as_ref()) {
        add(&body.ty, Role::Body);
    }
    let arguments = operation.arguments.iter().map(|it| &it.ty);
    for ty in arguments.chain(operation.setters.iter().map(|it| &it.ty)) {
        add(ty, Role::Parameter);
    }
    add(&operation.outcome.ty, Role::Answer);
    for variant in &operation.outcome.variants {
        add(&variant.ty, Role::Answer);
    }
    if let Some(stream) = &operation.outcome.stream {
        add(&stream.ty, Role::Answer);
    }
    for alternative in &operation.outcome.alternatives {
        add(alternative.reading.ty(), Role::Answer);
    }
    for answer in &operation.answers {
        if let Some(ty) = &answer.ty
            && !answer.status.starts_with('2')
        {
            add(ty, Role::Failure);
        }
    }
    used
}

/// Returns the models that a model holds, with the fields or variants that do.
fn members(model: &Model, indices: &HashMap<String, usize>) -> Vec<(String, usize)> {
    let mut members = Vec::new();
    let mut add = |ident: &str, ty: &Type| {
        let held = ty.models().into_iter().filter_map(|name| indices.get(name));
        let ident = ident.trim_start_matches("r#");
        members.extend(held.map(|index| (ident.to_owned(), *index)));
    };
    match &model.kind {
        ModelKind::Struct { fields, rest, .. } => {
            fields.iter().for_each(|field| add(&field.ident, &field.ty));
            rest.iter().for_each(|rest| add(&rest.ident, &rest.ty));
        }
        ModelKind::TaggedUnion { variants, .. } | ModelKind::UntaggedUnion { variants } => {
            variants.iter().for_each(|it| add(&it.ident, &it.ty));
        }
        ModelKind::Wrapper { ty } => add("0", ty),
        ModelKind::StringEnum { .. } | ModelKind::IntegerEnum { .. } => {}
    }
    members
}

/// Returns what a model reaches, the nearest first.
fn reach(root: usize, held: &[Vec<(String, usize)>], models: &[Model]) -> Reach {
    let mut found = vec![root];
    let mut places = HashMap::from([(root, 0)]);
    let mut reach = Reach::default();
    let mut at = 0;
    while at < found.len() {
        let from = found[at];
        for (ident, to) in &held[from] {
            let place = match places.get(to) {
                Some(place) => *place,
                None if found.len() >= MAX_SHOWN => {
                    reach.is_cut = true;
                    continue;
                }
                None => {
                    found.push(*to);
                    places.insert(*to, found.len() - 1);
                    found.len() - 1
                }
            };
            let known = reach
                .edges
                .iter_mut()
                .rev()
                .take_while(|(from, ..)| *from == at)
                .find(|(_, to, _)| *to == place);
            match known {
                Some((_, _, idents)) if idents.len() == MAX_NAMED => idents.push("..".to_owned()),
                Some((_, _, idents)) if idents.len() > MAX_NAMED => {}
                Some((_, _, idents)) => idents.push(ident.clone()),
                None => reach.edges.push((at, place, vec![ident.clone()])),
            }
        }
        at += 1;
    }
    // One model more is seen in the table.
    if found.len() < 3 {
        return Reach::default();
    }
    reach.models = found
        .into_iter()
        .map(|index| models[index].name.clone())
        .collect();
    reach
}
