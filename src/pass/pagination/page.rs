//! What an answer has that is a page.

use super::names;
use crate::api::{Api, Field, PageInput, Schema, Shape, Way};

/// A member of a page that is no list.
pub(super) struct Member<'a> {
    pub(super) way: Way,
    /// The name without what names differ in.
    pub(super) name: String,
    pub(super) field: &'a Field,
}

/// Returns the members of an answer, those of objects about the page included, from the outside inward.
pub(super) fn members<'a>(api: &'a Api, answer: &'a Schema) -> Vec<Member<'a>> {
    let mut members = Vec::new();
    let mut level: Vec<(Way, &Schema)> = vec![(Way::new(), answer)];
    for _ in 0..3 {
        let mut next = Vec::new();
        for (way, schema) in level {
            for field in fields(api, schema) {
                let way: Way = way.iter().chain([&field.name]).cloned().collect();
                let name = names::plain(&field.name);
                if names::CONTAINERS.contains(&name.as_str()) {
                    next.push((way.clone(), &field.schema));
                }
                members.push(Member { way, name, field });
            }
        }
        level = next;
    }
    members
}

fn fields<'a>(api: &'a Api, schema: &'a Schema) -> &'a [Field] {
    match api.shape(schema) {
        Shape::Named(id) => match api.definition(*id).object() {
            Some(object) => &object.fields,
            None => &[],
        },
        Shape::Any
        | Shape::Boolean
        | Shape::Integer(_)
        | Shape::Number(_)
        | Shape::String(_)
        | Shape::List(_)
        | Shape::Tuple(_)
        | Shape::Map(_) => &[],
    }
}

/// Returns the way to the list of an answer, where there is no doubt which one it is.
pub(super) fn items(api: &Api, answer: &Schema) -> Option<Way> {
    let is_list = |schema: &Schema| matches!(api.shape(schema), Shape::List(_));
    if is_list(answer) {
        return Some(Way::new());
    }
    if let Some(name) = list_of(api, answer) {
        return name.map(|name| vec![name.to_owned()]);
    }
    // One level further in, where it is the only object that has lists.
    let mut inner = fields(api, answer)
        .iter()
        .filter_map(|field| Some((field, list_of(api, &field.schema)?)));
    match (inner.next(), inner.next()) {
        (Some((field, Some(name))), None) => Some(vec![field.name.clone(), name.to_owned()]),
        (Some(_) | None, _) => None,
    }
}

/// Returns the list among the members of an object: `None` where there is none, `Some(None)` where it
/// could be several.
fn list_of<'a>(api: &'a Api, schema: &'a Schema) -> Option<Option<&'a str>> {
    let lists: Vec<&Field> = fields(api, schema)
        .iter()
        .filter(|field| matches!(api.shape(&field.schema), Shape::List(_)))
        .collect();
    let only = |lists: &[&'a Field]| match lists {
        [field] => Some(field.name.as_str()),
        _ => None,
    };
    let of_objects = |field: &&&Field| match api.shape(&field.schema) {
        Shape::List(items) => matches!(api.shape(items), Shape::Named(_)),
        _ => false,
    };
    if lists.is_empty() {
        return None;
    }
    let usual: Vec<&Field> = lists
        .iter()
        .filter(|field| names::ITEMS.contains(&names::plain(&field.name).as_str()))
        .copied()
        .collect();
    let objects: Vec<&Field> = lists.iter().filter(of_objects).copied().collect();
    Some(
        only(&lists)
            .or_else(|| only(&usual))
            .or_else(|| only(&objects)),
    )
}

/// Returns the number of the first page or item, where the document tells it.
pub(super) fn first(input: PageInput<'_>) -> Option<u64> {
    if let Some(default) = input.default() {
        return match default.as_u64() {
            Some(number @ (0 | 1)) => Some(number),
            Some(_) | None => None,
        };
    }
    let minimum = input.constraints().minimum.as_ref();
    if minimum.and_then(|it| it.as_f64()) == Some(1.0) {
        return Some(1);
    }
    // The only number of the description.
    let text = input.docs().description.as_deref()?.to_ascii_lowercase();
    let mut numbers = text
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter_map(|word| match word {
            "zero" | "0" => Some(0),
            word if word.starts_with(|it: char| it.is_ascii_digit()) => word.parse().ok(),
            _ => None,
        });
    let number = numbers.next()?;
    let is_only = numbers.all(|other| other == number);
    (is_only && number <= 1).then_some(number)
}
