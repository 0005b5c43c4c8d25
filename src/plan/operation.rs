//! Operations.

use std::cell::RefCell;

use crate::{
    api::{Api, Encoding, Kind, Operation as Source, Parameter, Response, Schema, Shape},
    config::Config,
};

use super::{
    docs,
    example::Examples,
    header,
    ident::{self, Taken},
    outcome::{Outcomes, accept},
    paging,
    sdk::{Answer, Argument, BodyMethod, Group, Operation, RequestBody, Setter, Tag},
    server::Servers,
    types::{Names, Type, value_type},
    xml,
};

/// Methods that the runtime gives to every call.
const CALL: [&str; 9] = [
    "timeout",
    "retry",
    "header",
    "base_url",
    "idempotency_key",
    "send",
    "send_with_response",
    "into_request",
    "into_future",
];

/// Types that the modules of operations import.
const IMPORTED: [&str; 6] = [
    "BTreeMap",
    "Call",
    "Client",
    "Operation",
    "Parameter",
    "Security",
];

/// The heading of the list of operations on the page of a group.
pub const OPERATIONS: &str = "Operations";

/// Plans operations.
pub(super) struct Planner<'a, 'm> {
    pub(super) api: &'a Api,
    pub(super) config: &'a Config,
    pub(super) names: &'a Names,
    pub(super) servers: &'a Servers<'a>,
    pub(super) examples: &'a RefCell<Examples<'m>>,
}

impl Planner<'_, '_> {
    /// Plans the operations of a group whose nested groups are there already.
    pub(super) fn fill(&self, group: &mut Group, operations: &[&Source]) {
        let mut methods = Taken::with(&["clone", "new"]);
        let mut builders = Taken::with(&[&group.handle]);
        let mut anchors = docs::Anchors::default();
        anchors.next(&group.title);
        anchors.next(OPERATIONS);
        for nested in &group.groups {
            methods.claim(&nested.module);
        }
        for source in operations {
            let mut operation = self.operation(source, &mut methods, &mut builders);
            operation.anchor = anchors.next(operation.method.trim_start_matches("r#"));
            group.operations.push(operation);
        }
    }

    fn operation(&self, source: &Source, methods: &mut Taken, builders: &mut Taken) -> Operation {
        let name = match self.config.rename.get(&source.id) {
            Some(name) => name.as_str(),
            None => &source.name,
        };
        let bodies = self.bodies(source, name, methods);
        let method = bodies
            .first()
            .map(|body| body.method.clone())
            .unwrap_or_default();
        let mut builder = ident::type_name(name);
        if IMPORTED.contains(&builder.as_str()) {
            builder.push_str("Call");
        }
        let builder = builders.claim(&builder);
        let mut arguments_taken = Taken::with(&["body", "call", "self"]);
        let outcome = Outcomes {
            config: self.config,
            names: self.names,
        }
        .outcome(source, &builder, builders);
        let mut setters_taken = Taken::with(&CALL);
        if outcome.stream.as_ref().is_some_and(|it| !it.is_only) {
            setters_taken.claim("stream");
        }
        for alternative in &outcome.alternatives {
            setters_taken.claim(&alternative.method);
        }
        let paging = paging::paging(self.api, source, self.names, self.config);
        if paging.is_some() {
            setters_taken.claim("pages");
            setters_taken.claim("items");
        }
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for parameter in &source.parameters {
            let ty = value_type(&parameter.schema, self.names, self.config);
            let tag = tag(parameter);
            let base = ident::value(&parameter.name);
            if parameter.required && !parameter.client_level {
                let docs = &parameter.docs;
                let mut examples = self.examples.borrow_mut();
                arguments.push(Argument {
                    ident: arguments_taken.claim(&base),
                    tag,
                    example: examples
                        .of_parameter(&ty, docs, parameter.default.as_ref())
                        .or_else(|| examples.of_type(&ty, None, &parameter.name)),
                    ty,
                    summary: one_line(docs.description.as_deref()),
                });
            } else {
                setters.push(self.setter(parameter, tag, ty, setters_taken.claim(&base)));
            }
        }
        let mut lines = docs::lines(&source.docs, 4);
        let line = format!("{} {}", source.method.as_str(), source.path);
        docs::paragraph(&mut lines, vec![docs::code(&line)]);
        Operation {
            id: source.id.clone(),
            constant: ident::constant(&builder),
            http_method: source.method.as_str().to_owned(),
            path: source.path.clone(),
            server: source.server.as_ref().map(|it| self.servers.template(it)),
            security: source
                .security
                .iter()
                .map(|it| it.schemes.clone())
                .collect(),
            accept: accept(&source.responses),
            arguments,
            setters,
            bodies,
            outcome,
            paging,
            headers: header::headers(source, self.names, self.config),
            answers: source.responses.iter().map(|it| self.answer(it)).collect(),
            anchor: String::new(),
            docs: lines,
            deprecated: source.docs.deprecated,
            method,
            builder,
        }
    }

    fn answer(&self, response: &Response) -> Answer {
        let content = response.content.as_ref();
        let stream = response.stream.as_ref();
        let ty = content
            .filter(|content| matches!(content.encoding, Encoding::Json | Encoding::Xml))
            .map(|content| &content.schema)
            .or(stream.map(|stream| &stream.schema));
        let media_type = content
            .map(|content| &content.media_type)
            .or(stream.map(|stream| &stream.media_type));
        Answer {
            status: response.status.to_string(),
            ty: ty.map(|schema| value_type(schema, self.names, self.config)),
            media_type: media_type.cloned().unwrap_or_default(),
            alternatives: response
                .alternatives
                .iter()
                .map(|it| it.media_type().to_owned())
                .collect(),
            summary: one_line(response.description.as_deref()),
        }
    }

    fn setter(&self, parameter: &Parameter, tag: Tag, ty: Type, ident: String) -> Setter {
        let mut lines = docs::lines(&parameter.docs, 4);
        if lines.is_empty() {
            lines.push(format!("Sets {}.", docs::code(&parameter.name)));
        }
        let notes = docs::constraints(&parameter.constraints, parameter.default.as_ref());
        docs::paragraph(
            &mut lines,
            notes.map(|it| docs::markdown(&it, 4)).unwrap_or_default(),
        );
        if parameter.client_level {
            let default = "The client's value is sent where this is not called.".to_owned();
            docs::paragraph(&mut lines, vec![default]);
        }
        let default = parameter.default.as_ref();
        let mut examples = self.examples.borrow_mut();
        Setter {
            ident,
            tag,
            example: examples.of_parameter(&ty, &parameter.docs, default),
            ty,
            docs: lines,
            deprecated: parameter.docs.deprecated,
            client_level: parameter.client_level,
        }
    }

    /// Plans a method for each kind of body; bodies that are written alike count once.
    fn bodies(&self, source: &Source, name: &str, methods: &mut Taken) -> Vec<BodyMethod> {
        let base = ident::value(name);
        let Some(body) = &source.body else {
            return vec![BodyMethod {
                method: methods.claim(&base),
                body: None,
                required: false,
            }];
        };
        let mut seen: Vec<(Encoding, Type)> = Vec::new();
        let mut planned = Vec::new();
        for variant in &body.variants {
            let ty = match variant.encoding {
                Encoding::Bytes => Type::Runtime("Body"),
                Encoding::Multipart if variant.schema.shape == Shape::Any => Type::Runtime("Form"),
                Encoding::Json
                | Encoding::Form
                | Encoding::Multipart
                | Encoding::Xml
                | Encoding::Text => value_type(&variant.schema, self.names, self.config),
            };
            if seen.contains(&(variant.encoding, ty.clone())) {
                continue;
            }
            seen.push((variant.encoding, ty.clone()));
            let suffix = match (planned.is_empty(), variant.encoding) {
                (true, _) => "",
                (false, Encoding::Json) => "_json",
                (false, Encoding::Form) => "_form",
                (false, Encoding::Multipart) => "_multipart",
                (false, Encoding::Xml) => "_xml",
                (false, Encoding::Text) => "_text",
                (false, Encoding::Bytes) => "_bytes",
            };
            let plain = base
                .strip_prefix("r#")
                .filter(|_| !suffix.is_empty())
                .unwrap_or(&base);
            planned.push(BodyMethod {
                method: methods.claim(&format!("{plain}{suffix}")),
                body: Some(RequestBody {
                    encoding: variant.encoding,
                    media_type: variant.media_type.clone(),
                    in_parts: self.is_in_parts(&variant.schema),
                    xml: variant
                        .xml
                        .as_ref()
                        .and_then(|xml| xml::root(xml, &variant.schema, self.api, self.names)),
                    properties: variant.properties.clone(),
                    example: self.examples.borrow_mut().of_type(
                        &ty,
                        variant.example.as_ref(),
                        "body",
                    ),
                    ty,
                }),
                required: body.required,
            });
        }
        planned
    }

    /// Returns whether the type of a body knows its parts.
    fn is_in_parts(&self, schema: &Schema) -> bool {
        match schema.shape {
            Shape::Named(id) => match &self.api.definition(id).kind {
                Kind::Object(object) => object.in_parts,
                Kind::Enumeration(_) | Kind::Union(_) | Kind::Wrapper(_) => false,
            },
            // The caller names the parts.
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_) => true,
        }
    }
}

impl Type {
    /// Returns whether values are written into parameters by the runtime without serde.
    pub fn is_plain_parameter(&self) -> bool {
        match self {
            Self::Plain(name) => {
                matches!(
                    *name,
                    "String" | "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64"
                )
            }
            Self::List(items) => !matches!(**items, Self::List(_)) && items.is_plain_parameter(),
            // Those of parts of the runtime are made to be given for parameters.
            Self::Runtime(name) => name.contains("::"),
            Self::Unit
            | Self::Tuple(_)
            | Self::Model { .. }
            | Self::Local(_)
            | Self::Map(_)
            | Self::Option(_)
            | Self::Nullable(_)
            | Self::Boxed(_) => false,
        }
    }
}

/// Returns a description as one line.
fn one_line(text: Option<&str>) -> String {
    let text = text.unwrap_or_default();
    docs::brief(&docs::markdown(text, 4)).0
}

pub(super) fn tag(parameter: &Parameter) -> Tag {
    Tag {
        wire: parameter.name.clone(),
        location: parameter.location,
        style: parameter.style,
        allow_reserved: parameter.allow_reserved,
    }
}
