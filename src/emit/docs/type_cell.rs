//! Types as text, with links to the pages of models.

use crate::plan::Type;

/// Returns a type as text; `folder` leads to the pages of models.
pub(super) fn type_cell(ty: &Type, folder: &str) -> String {
    let cell = |ty: &Type| type_cell(ty, folder);
    match ty {
        Type::Unit => "`()`".to_owned(),
        Type::Plain(path) => {
            // The last segments say enough: `DateTime<Utc>`.
            let short = path
                .split('<')
                .map(|part| part.rsplit("::").next().unwrap_or(part));
            format!("`{}`", short.collect::<Vec<_>>().join("<"))
        }
        Type::Runtime(path) => format!("`{}`", path.rsplit("::").next().unwrap_or(path)),
        Type::Model { name, module } => format!("[`{name}`]({folder}{module}.md)"),
        Type::Local(name) => format!("`{name}`"),
        Type::List(inner) => wrapped("Vec", inner, folder),
        Type::Tuple(items) => {
            let items = items.iter().map(|item| match item {
                Type::Option(inner) => wrapped("Option", inner, folder),
                item => cell(item),
            });
            tuple_of(items.collect())
        }
        Type::Map(inner) => match inner.models()[..] {
            [_, ..] => format!("`BTreeMap` of {}", cell(inner)),
            [] => format!("`BTreeMap<String, {}>`", cell(inner).replace('`', "")),
        },
        Type::Option(inner) => cell(inner),
        Type::Nullable(inner) => wrapped("Nullable", inner, folder),
        Type::Boxed(inner) => cell(inner),
    }
}

/// Returns the type of a tuple; `items` are those of its items.
pub(in crate::emit) fn tuple_of(items: Vec<String>) -> String {
    let is_code =
        |item: &String| item.starts_with('`') && item[1..].find('`') == Some(item.len() - 2);
    if !items.iter().all(is_code) {
        return format!("tuple of {}", items.join(", "));
    }
    let items: Vec<_> = items.iter().map(|item| item.trim_matches('`')).collect();
    match &items[..] {
        [only] => format!("`({only},)`"),
        items => format!("`({})`", items.join(", ")),
    }
}

fn wrapped(outer: &str, inner: &Type, folder: &str) -> String {
    match inner.models()[..] {
        [_, ..] => format!("`{outer}` of {}", type_cell(inner, folder)),
        [] => format!("`{outer}<{}>`", type_cell(inner, folder).replace('`', "")),
    }
}
