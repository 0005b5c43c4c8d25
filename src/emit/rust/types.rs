//! Types.

use proc_macro2::{TokenStream, TokenTree};

use crate::{
    emit::format::ident,
    plan::{Scope, Type},
};

/// Returns the tokens of a type.
///
/// # Panics
///
/// When a path of the plan is no type, which is a fault of the plan.
pub(super) fn tokens(ty: &Type, scope: Scope) -> TokenStream {
    let text = text(ty, scope);
    match text.chars().all(|it| it.is_ascii_alphanumeric()) {
        true => TokenStream::from(TokenTree::from(ident(&text))),
        false => parsed(&text),
    }
}

/// Returns the tokens of a text.
///
/// # Panics
///
/// When it is none of Rust, which is a fault of the code that wrote it.
pub(super) fn parsed(text: &str) -> TokenStream {
    text.parse().expect("what is written here are tokens")
}

/// Returns a type as it is written where it fits in a line.
pub(in crate::emit) fn text(ty: &Type, scope: Scope) -> String {
    let inner = |inner: &Type| text(inner, scope);
    match ty {
        Type::Unit => "()".to_owned(),
        Type::Plain(path) => (*path).to_owned(),
        Type::Runtime(name) => match scope {
            // Those of its parts are not imported by name.
            Scope::Models if !name.contains("::") => (*name).to_owned(),
            Scope::Models | Scope::Operations => format!("runtime::{name}"),
        },
        Type::Model { name, .. } => match scope {
            Scope::Models => name.clone(),
            Scope::Operations => format!("models::{name}"),
        },
        Type::Local(name) => name.clone(),
        Type::List(items) => format!("Vec<{}>", inner(items)),
        Type::Tuple(items) => match &items[..] {
            [only] => format!("({},)", inner(only)),
            items => {
                let items: Vec<String> = items.iter().map(inner).collect();
                format!("({})", items.join(", "))
            }
        },
        Type::Map(values) => format!("BTreeMap<String, {}>", inner(values)),
        Type::Option(value) => format!("Option<{}>", inner(value)),
        Type::Nullable(value) => match scope {
            Scope::Models => format!("Nullable<{}>", inner(value)),
            Scope::Operations => format!("runtime::Nullable<{}>", inner(value)),
        },
        Type::Boxed(value) => format!("Box<{}>", inner(value)),
    }
}
