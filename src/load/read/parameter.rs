//! Parameters (OpenAPI 3.0.3 section 4.7.12).

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle,
    QueryStyle,
};

use super::{Document, Node, child, open, operation::content};
use crate::diagnostic::{Diagnostic, Pointer, Report, codes};

/// Reads the parameter at a pointer; returns it with the pointer where its content stands.
///
/// `None`, with a diagnostic, where the parameter cannot be sent: without a name, in an unknown
/// place, or of an unknown style.
pub fn parameter(
    document: &Document,
    pointer: &Pointer,
    report: &mut Report,
) -> Option<(Pointer, Parameter)> {
    let node = open(document, pointer, report)?;
    let Some(name) = node.string("name", report) else {
        node.missing("name", report);
        return None;
    };
    let Some(location) = node.string("in", report) else {
        node.missing("in", report);
        return None;
    };
    let parameter_data = ParameterData {
        name,
        description: node.string("description", report),
        required: node.boolean("required", report).unwrap_or_default(),
        deprecated: node.boolean("deprecated", report),
        format: if node.raw("content").is_some() {
            ParameterSchemaOrContent::Content(content(&node, report))
        } else {
            ParameterSchemaOrContent::Schema(child(&node.at("schema")))
        },
        example: node.raw("example").cloned(),
        examples: IndexMap::new(),
        explode: node.boolean("explode", report),
        extensions: node.extensions(),
    };
    let style = node.string("style", report);
    let parameter = match location.as_str() {
        "path" => Parameter::Path {
            parameter_data,
            style: match style.as_deref() {
                None | Some("simple") => PathStyle::Simple,
                Some("label") => PathStyle::Label,
                Some("matrix") => PathStyle::Matrix,
                Some(other) => return unknown_style(document, &node, other, report),
            },
        },
        "query" => Parameter::Query {
            parameter_data,
            allow_reserved: node.boolean("allowReserved", report).unwrap_or_default(),
            style: match style.as_deref() {
                None | Some("form") => QueryStyle::Form,
                Some("spaceDelimited") => QueryStyle::SpaceDelimited,
                Some("pipeDelimited") => QueryStyle::PipeDelimited,
                Some("deepObject") => QueryStyle::DeepObject,
                Some(other) => return unknown_style(document, &node, other, report),
            },
            allow_empty_value: node.boolean("allowEmptyValue", report),
        },
        "header" => Parameter::Header {
            parameter_data,
            style: HeaderStyle::Simple,
        },
        "cookie" => Parameter::Cookie {
            parameter_data,
            style: CookieStyle::Form,
        },
        other => {
            report.push(
                Diagnostic::new(
                    codes::INVALID_PARAMETER,
                    format!("a parameter cannot be in `{other}`"),
                )
                .label(document.place(&node.at("in")), "not a place for parameters"),
            );
            return None;
        }
    };
    Some((node.pointer().clone(), parameter))
}

fn unknown_style<T>(
    document: &Document,
    node: &Node<'_>,
    style: &str,
    report: &mut Report,
) -> Option<T> {
    report.push(
        Diagnostic::new(
            codes::INVALID_PARAMETER,
            format!("`{style}` is not a style here"),
        )
        .label(
            document.place(&node.at("style")),
            "not a style for this place",
        ),
    );
    None
}
