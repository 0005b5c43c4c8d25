//! Which anonymous objects and unions have the same structure?
//!
//! Documents that write everything where it stands say the same thing many times: each webhook of a
//! forge has a repository with an owner with permissions. Types without a name of the document that
//! have the same structure, down to all that they hold, and the same role, the name of the field that
//! holds them, become one type. Large ones are the same thing whatever their role is.
//!
//! What enters are types in no order that matters; what leaves is one type of each such group, the first
//! of the document, with a name of its role where no other type could be meant. Texts do not count:
//! those of the first place stay.

use std::collections::{BTreeMap, HashMap};

use super::{prune, role};
use crate::api::{Api, Definition, Kind, Name, Schema, Segment, Shape, TypeId};

/// Objects with as many fields are the same thing, whatever the fields are called that hold them.
const LARGE: usize = 10;

/// Makes one type of those with the same structure.
pub(super) fn run(api: &mut Api) {
    let classes = classes(api);
    let mut groups: BTreeMap<(usize, Vec<String>), Vec<TypeId>> = BTreeMap::new();
    for (index, definition) in api.types.iter().enumerate() {
        let Some(role) = role::of(&definition.name) else {
            continue;
        };
        let key = match &definition.kind {
            Kind::Object(object) if object.fields.len() >= LARGE => Vec::new(),
            Kind::Object(_) | Kind::Union(_) => role,
            Kind::Enumeration(_) | Kind::Wrapper(_) => continue,
        };
        let group = groups.entry((classes[index], key)).or_default();
        group.push(TypeId::new(index));
    }
    let mut groups: Vec<Vec<TypeId>> = groups.into_values().collect();
    groups.retain(|ids| ids.len() > 1);
    for ids in &mut groups {
        ids.sort_by_key(|id| &api.definition(*id).origin);
    }
    groups.sort_by_key(|ids| &api.definition(ids[0]).origin);
    let names = role::names(api, &groups);
    let mut target: Vec<TypeId> = (0..api.types.len()).map(TypeId::new).collect();
    let mut renamed: HashMap<Vec<Segment>, Segment> = HashMap::new();
    for (ids, name) in groups.iter().zip(names) {
        if let (Some(name), Name::Path(path)) = (name, &api.definition(ids[0]).name) {
            renamed.insert(path.clone(), Segment::Field(name));
        }
        for id in ids {
            target[id.index()] = ids[0];
        }
    }
    for definition in &mut api.types {
        if let Name::Path(path) = &mut definition.name {
            rebase(path, &renamed);
        }
    }
    prune::redirect(api, |id| target[id.index()]);
}

/// Lets a path begin at the nearest type on it that has another name now.
fn rebase(path: &mut Vec<Segment>, renamed: &HashMap<Vec<Segment>, Segment>) {
    let end = (1..=path.len())
        .rev()
        .find(|end| renamed.contains_key(&path[..*end]));
    if let Some(end) = end
        && let Some(name) = renamed.get(&path[..end])
    {
        path.splice(..end, [name.clone()]);
    }
}

/// Returns for each type the number of its structure: types of the same number look the same, down to
/// all that they hold. A type with a name of the document looks like no other.
fn classes(api: &Api) -> Vec<usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    let own: Vec<usize> = api
        .types
        .iter()
        .enumerate()
        .map(|(index, definition)| {
            let next = known.len();
            *known.entry(structure(definition, index)).or_insert(next)
        })
        .collect();
    let held: Vec<Vec<TypeId>> = api.types.iter().map(held).collect();
    let mut classes = own.clone();
    let mut count = known.len();
    // Types that look the same are told apart by what they hold, until no more are (Hopcroft, Moore).
    loop {
        let mut known: HashMap<(usize, Vec<usize>), usize> = HashMap::new();
        classes = own
            .iter()
            .zip(&held)
            .map(|(own, held)| {
                let held = held.iter().map(|id| classes[id.index()]).collect();
                let next = known.len();
                *known.entry((*own, held)).or_insert(next)
            })
            .collect();
        if known.len() == count {
            return classes;
        }
        count = known.len();
    }
}

/// Returns what a type looks like by itself, with gaps for the types that it holds.
fn structure(definition: &Definition, index: usize) -> String {
    if matches!(definition.name, Name::Given(_)) {
        return index.to_string();
    }
    match &definition.kind {
        Kind::Object(object) => {
            let mut fields: Vec<String> = object
                .fields
                .iter()
                .map(|field| {
                    let (required, deprecated) = (field.required, field.docs.deprecated);
                    let (access, constant) = (field.access, &field.constant);
                    let (name, looks) = (&field.name, looks(&field.schema));
                    let (constraints, xml) = (&field.constraints, &field.xml);
                    format!("{name:?} {looks} {required} {deprecated} {access:?} {constant:?} {constraints:?} {xml:?}")
                })
                .collect();
            fields.sort_unstable();
            let rest = object.rest.as_ref().map(looks);
            let (in_parts, xml) = (object.in_parts, &definition.xml);
            format!("object {fields:?} {rest:?} {in_parts} {xml:?}")
        }
        Kind::Enumeration(enumeration) => {
            let mut values: Vec<_> = enumeration
                .values
                .iter()
                .map(|value| (&value.literal, &value.name))
                .collect();
            values.sort_unstable();
            format!("enumeration {values:?}")
        }
        Kind::Union(union) => {
            let variants = union.variants.iter().map(|variant| {
                let looks = looks(&variant.schema);
                (&variant.name, looks, &variant.tags)
            });
            let variants: Vec<_> = variants.collect();
            format!("union {:?} {variants:?}", union.discriminator)
        }
        Kind::Wrapper(schema) => format!("wrapper {}", looks(schema)),
    }
}

/// Returns what a schema looks like, with gaps for types.
fn looks(schema: &Schema) -> String {
    let shape = match &schema.shape {
        Shape::Named(_) => "type".to_owned(),
        Shape::List(items) => format!("[{}]", looks(items)),
        Shape::Map(values) => format!("{{{}}}", looks(values)),
        Shape::Tuple(items) => format!("({})", items.iter().map(looks).collect::<String>()),
        shape @ (Shape::Any
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)) => format!("{shape:?}"),
    };
    match schema.nullable {
        true => format!("{shape}?"),
        false => shape,
    }
}

/// Returns the types that a type holds, in the order of what `structure` says.
fn held(definition: &Definition) -> Vec<TypeId> {
    match &definition.kind {
        Kind::Object(object) => {
            let mut fields: Vec<_> = object.fields.iter().collect();
            fields.sort_by_key(|field| &field.name);
            let schemas = fields.into_iter().map(|field| &field.schema);
            schemas
                .chain(&object.rest)
                .flat_map(Schema::named)
                .collect()
        }
        Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => {
            let schemas = definition.schemas().into_iter();
            schemas.flat_map(Schema::named).collect()
        }
    }
}
