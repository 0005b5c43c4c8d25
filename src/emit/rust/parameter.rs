//! Parameters: the types by which callers give them, and how they are given to a call.

use super::types::text;
use crate::{
    api::{Location, Style},
    emit::format::quoted,
    plan::{Scope, Tag, Type},
};

/// Returns the type by which callers give a parameter.
pub(super) fn parameter_type(ty: &Type) -> String {
    match ty {
        ty if ty.is_text() => "impl AsRef<str>".to_owned(),
        Type::List(items) => format!("&[{}]", text(items, Scope::Operations)),
        Type::Plain("bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64") => {
            text(ty, Scope::Operations)
        }
        _ => format!("&{}", text(ty, Scope::Operations)),
    }
}

/// Returns the call that gives a parameter its value.
pub(super) fn give(tag: &Tag, ty: &Type, name: &str) -> String {
    let wire = quoted(&tag.wire);
    let value = match ty.is_text() {
        true => format!("{name}.as_ref()"),
        false => name.to_owned(),
    };
    let plain = ty.is_text() || ty.is_plain_parameter();
    if tag.location == Location::QueryString {
        let is_reference = ty.is_text() || !plain || matches!(ty, Type::List(_));
        let borrow = if is_reference { "" } else { "&" };
        return match tag.style {
            Style::Json => format!(".query_string_json({borrow}{value})"),
            Style::Simple { .. } => format!(".query_string_text({value})"),
            Style::Form { .. }
            | Style::Matrix { .. }
            | Style::Label { .. }
            | Style::SpaceDelimited
            | Style::PipeDelimited
            | Style::DeepObject => format!(".query_string_form({borrow}{value})"),
        };
    }
    let described = |method: &str, value: &str| format!(".{method}({}, {value})", parameter(tag));
    if tag.style == Style::Json {
        return match plain {
            true => described("json_parameter", &format!("&{value}")),
            false => described("json_parameter", &value),
        };
    }
    if !plain {
        return described("serialized", &value);
    }
    match short(tag) {
        Some(method) => format!(".{method}({wire}, {value})"),
        None => described("parameter", &value),
    }
}

/// Returns whether giving a parameter its value takes a description of it.
pub(super) fn is_described(tag: &Tag, ty: &Type) -> bool {
    let plain = ty.is_text() || ty.is_plain_parameter();
    tag.location != Location::QueryString
        && (tag.style == Style::Json || !plain || short(tag).is_none())
}

/// Returns the method of calls for parameters of this place and style, which are those of most.
fn short(tag: &Tag) -> Option<&'static str> {
    match (tag.location, tag.style) {
        (Location::Path, Style::Simple { explode: false }) => Some("path"),
        (Location::Query, Style::Form { explode: true }) if !tag.allow_reserved => Some("query"),
        (Location::Header, Style::Simple { explode: false }) => Some("header_parameter"),
        (Location::Cookie, Style::Form { explode: true }) => Some("cookie"),
        _ => None,
    }
}

/// Returns the description of a parameter: its place, and how its style differs from the default.
pub(super) fn parameter(tag: &Tag) -> String {
    let wire = quoted(&tag.wire);
    let (base, explode) = match tag.location {
        Location::Path => (format!("path({wire})"), false),
        Location::Query => (format!("query({wire})"), true),
        Location::QueryString => ("query_string()".to_owned(), true),
        Location::Header => (format!("header({wire})"), false),
        Location::Cookie => (format!("cookie({wire})"), true),
    };
    let path = |style, explode| format!(".path_style(runtime::PathStyle::{style}, {explode})");
    let query = |style, explode| format!(".query_style(runtime::QueryStyle::{style}, {explode})");
    let style = match tag.style {
        Style::Simple { explode: it } | Style::Form { explode: it } if it != explode => {
            format!(".explode({it})")
        }
        Style::Simple { .. } | Style::Form { .. } | Style::Json => String::new(),
        Style::Label { explode } => path("Label", explode),
        Style::Matrix { explode } => path("Matrix", explode),
        Style::SpaceDelimited => query("SpaceDelimited", false),
        Style::PipeDelimited => query("PipeDelimited", false),
        Style::DeepObject => query("DeepObject", true),
    };
    let reserved = match tag.allow_reserved {
        true => ".allow_reserved()",
        false => "",
    };
    format!("Parameter::{base}{style}{reserved}")
}
