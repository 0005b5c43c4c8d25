//! Operations: methods of their group, and the calls that these return.

use super::{
    alternative,
    method_docs::{self, Told},
    outcome, paging,
    parameter::{give, is_described, parameter, parameter_type},
    reading::{kind, stream_kind},
    types::text,
    xml,
};
use crate::{
    api::{Encoding, Location, PropertyEncoding, Style},
    emit::{
        format::{RustFile, quoted},
        item_text::ItemText,
    },
    plan::{BodyMethod, Group, Operation, Outcome, RequestBody, ResponseKind, Scope, Setter, Type},
};

/// Adds the methods that start a call, with an empty line before each; `models` is the path by which docs
/// name the models.
pub(super) fn methods(
    item: &mut ItemText,
    operation: &Operation,
    models: &str,
    example: &[String],
) {
    for body in &operation.bodies {
        item.line(0, "");
        method(item, operation, body, models, example);
    }
}

fn method(
    item: &mut ItemText,
    operation: &Operation,
    body: &BodyMethod,
    models: &str,
    example: &[String],
) {
    let lines = match &body.body {
        Some(sent) if body.method != operation.method => {
            method_docs::other_body(operation, &sent.media_type)
        }
        Some(_) | None => method_docs::method(operation, models, example),
    };
    let mut parameters = vec!["&self".to_owned()];
    for argument in &operation.arguments {
        let ty = parameter_type(&argument.ty);
        parameters.push(format!("{}: {ty}", argument.ident));
    }
    let sent = body.body.as_ref().map(|sent| body_of(sent, body.required));
    if let Some((parameter, _)) = &sent {
        parameters.push(parameter.clone());
    }
    let builder = &operation.builder;
    item.docs(4, &lines)
        .deprecated(4, operation.deprecated)
        .signature(4, &body.method, &parameters, builder)
        .statement(
            8,
            &format!(
                "let call = Call::new(self.client.core(), &{});",
                operation.constant
            ),
        );
    for argument in &operation.arguments {
        let given = give(&argument.tag, &argument.ty, &argument.ident);
        item.statement(8, &format!("let call = call{given};"));
    }
    if let (Some((_, call)), Some(sent)) = (&sent, &body.body) {
        for property in sent.properties.iter().flat_map(property) {
            item.statement(8, &format!("let call = call{property};"));
        }
        match sent.encoding {
            Encoding::Json | Encoding::Form | Encoding::Multipart | Encoding::Xml
                if !body.required =>
            {
                item.line(8, "let call = match body.into() {")
                    .line(12, &format!("Some(body) => {call},"))
                    .line(12, "None => call,")
                    .line(8, "};");
            }
            Encoding::Json
            | Encoding::Form
            | Encoding::Multipart
            | Encoding::Xml
            | Encoding::Text
            | Encoding::Bytes => {
                item.statement(8, &format!("let call = {call};"));
            }
        }
    }
    item.whole_line(8, &format!("{builder} {{ call }}"))
        .line(4, "}");
}

/// Returns the parameter for a body, and the expression that gives it to the call.
fn body_of(body: &RequestBody, required: bool) -> (String, String) {
    let media_type = quoted(&body.media_type);
    let owned = match &body.ty {
        Type::List(items) => format!("[{}]", text(items, Scope::Operations)),
        ty => text(ty, Scope::Operations),
    };
    let set = match body.encoding {
        Encoding::Json if body.media_type == "application/json" => "call.json(body)".to_owned(),
        Encoding::Json => format!("call.json_as({media_type}, body)"),
        Encoding::Form => "call.form(body)".to_owned(),
        Encoding::Xml => xml::call(&body.media_type, body.xml.as_ref()),
        Encoding::Multipart if body.in_parts => format!("call.multipart({media_type}, body)"),
        Encoding::Multipart => format!("call.multipart_object({media_type}, body)"),
        Encoding::Text if body.media_type == "text/plain" => "call.text(body)".to_owned(),
        Encoding::Text => format!("call.bytes({media_type}, body.into())"),
        Encoding::Bytes => format!("call.bytes({media_type}, body)"),
    };
    let ty = match body.encoding {
        Encoding::Json | Encoding::Form | Encoding::Multipart | Encoding::Xml if required => {
            format!("&{owned}")
        }
        Encoding::Json | Encoding::Form | Encoding::Multipart | Encoding::Xml => {
            format!("impl Into<Option<&'a {owned}>>")
        }
        Encoding::Text => "impl Into<String>".to_owned(),
        Encoding::Bytes => format!("impl Into<{owned}>"),
    };
    (format!("body: {ty}"), set)
}

/// Returns the calls that say how a property of a form is written.
pub(super) fn property(property: &PropertyEncoding) -> Vec<String> {
    let name = quoted(&property.name);
    let style = property.style.map(|style| {
        let style = match style {
            Style::Form { explode: true } => "Members",
            Style::Form { explode: false }
            | Style::Simple { .. }
            | Style::Label { .. }
            | Style::Matrix { .. } => "Comma",
            Style::SpaceDelimited => "Space",
            Style::PipeDelimited => "Pipe",
            Style::DeepObject => "DeepObject",
            Style::Json => "Json",
        };
        format!(".property_style({name}, runtime::PropertyStyle::{style})")
    });
    let content_type = property.content_type.as_ref();
    let content_type = content_type.map(|it| format!(".property_type({name}, {})", quoted(it)));
    let headers = property.headers.iter().map(|(header, value)| {
        let (header, value) = (quoted(header), quoted(value));
        format!(".property_header({name}, {header}, {value})")
    });
    style
        .into_iter()
        .chain(content_type)
        .chain(headers)
        .collect()
}

/// Returns whether the module of an operation names `Parameter`.
pub(super) fn names_parameter(operation: &Operation) -> bool {
    let arguments = operation
        .arguments
        .iter()
        .map(|argument| (&argument.tag, &argument.ty));
    let setters = operation
        .setters
        .iter()
        .map(|setter| (&setter.tag, &setter.ty));
    arguments
        .chain(setters)
        .any(|(tag, ty)| is_described(tag, ty))
        || operation
            .setters
            .iter()
            .any(|setter| defaulted(setter).is_some())
        || paging::names_parameter(operation)
}

/// Returns the description of a parameter that the client has a default for, unless it is part of
/// the path, which says so itself.
fn defaulted(setter: &Setter) -> Option<String> {
    let simple = matches!(
        (setter.tag.location, setter.tag.style),
        (Location::Path, Style::Simple { explode: false })
    );
    (setter.client_level && !simple).then(|| parameter(&setter.tag))
}

/// Adds the call of an operation, what it gives, and its description.
pub(super) fn items<'s>(
    file: &mut RustFile,
    group: &Group,
    operation: &'s Operation,
    told: &mut Told<'s>,
) {
    let builder = &operation.builder;
    let plain = operation.method.trim_start_matches("r#");
    let what = format!("A call of [`{plain}`]({}::{plain}).", group.handle);
    let stream = operation.outcome.stream.as_ref();
    let (completed, answer) = match stream {
        Some(stream) if stream.is_only => ("stream", stream_kind(stream)),
        Some(_) | None => ("operation", kind(&operation.outcome)),
    };
    file.lines([
        format!("{completed}! {{"),
        format!("    /// {what}"),
        format!("    {builder} => {answer}"),
        "}".to_owned(),
    ]);
    if !operation.setters.is_empty() {
        let mut item = ItemText::default();
        item.line(0, &format!("impl {builder} {{"));
        for (index, setter) in operation.setters.iter().enumerate() {
            if index > 0 {
                item.line(0, "");
            }
            let (name, ty) = (&setter.ident, parameter_type(&setter.ty));
            let value = give(&setter.tag, &setter.ty, name);
            item.docs(4, &method_docs::setter(told, operation, setter))
                .deprecated(4, setter.deprecated)
                .signature(
                    4,
                    name,
                    &["mut self".to_owned(), format!("{name}: {ty}")],
                    "Self",
                )
                .statement(8, &format!("self.call = self.call{value};"))
                .line(8, "self")
                .line(4, "}");
        }
        item.line(0, "}");
        file.text(item);
    }
    if let Some(stream) = stream.filter(|stream| !stream.is_only) {
        let (kind, accept) = (stream_kind(stream), quoted(&stream.accept));
        file.lines([format!("stream!({builder} => {kind}, {accept});")]);
    }
    if operation.outcome.kind == ResponseKind::ByStatus && !is_only_stream(&operation.outcome) {
        outcome::items(file, operation);
    }
    alternative::items(file, operation);
    paging::items(file, operation);
    file.text(description(operation));
}

/// Returns whether the module of an operation names the macro `stream`.
pub(super) fn names_stream(operation: &Operation) -> bool {
    operation.outcome.stream.is_some()
}

/// Returns whether the answer of an operation is a stream and nothing else.
fn is_only_stream(outcome: &Outcome) -> bool {
    outcome.stream.as_ref().is_some_and(|stream| stream.is_only)
}

/// Returns the static that says what is fixed about an operation.
fn description(operation: &Operation) -> ItemText {
    let mut item = ItemText::default();
    item.line(
        0,
        &format!("static {}: Operation = Operation {{", operation.constant),
    );
    let mut is_whole = true;
    for (name, value) in described(operation) {
        let line = format!("{name}: {value},");
        if USUAL.contains(&(name, value.as_str())) {
            is_whole = false;
            continue;
        }
        match name {
            "security" | "defaults" => item.line(4, &line),
            // Texts are not broken, however long they are.
            _ => item.whole_line(4, &line),
        };
    }
    if !is_whole {
        item.line(4, "..Operation::JSON");
    }
    item.line(0, "};");
    item
}

/// What the runtime's `Operation::JSON` says.
const USUAL: [(&str, &str); 4] = [
    ("server", "None"),
    ("security", "Security::None"),
    ("accept", "\"application/json\""),
    ("defaults", "&[]"),
];

/// Returns what is fixed about an operation: the members of its description and their values.
pub(super) fn described(operation: &Operation) -> [(&'static str, String); 7] {
    let server = match &operation.server {
        Some(url) => format!("Some({})", quoted(url)),
        None => "None".to_owned(),
    };
    let security = if operation.security.is_empty() {
        "Security::None".to_owned()
    } else {
        let alternatives = operation.security.iter().map(|schemes| {
            let schemes: Vec<_> = schemes.iter().map(|scheme| quoted(scheme)).collect();
            format!("&[{}]", schemes.join(", "))
        });
        let alternatives: Vec<_> = alternatives.collect();
        format!("Security::Any(&[{}])", alternatives.join(", "))
    };
    let defaults: Vec<String> = operation.setters.iter().filter_map(defaulted).collect();
    [
        ("id", quoted(&operation.id)),
        ("method", quoted(&operation.http_method)),
        ("path", quoted(&operation.path)),
        ("server", server),
        ("security", security),
        ("accept", quoted(&operation.accept)),
        ("defaults", format!("&[{}]", defaults.join(", "))),
    ]
}
