//! Parameters.

use std::collections::HashMap;

use openapiv3::{
    Parameter as Source, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
};

use serde_json::Value;

use super::{
    Lowering,
    body::encoding,
    path::{Path, QueryVariable},
    schema::{brief, extend},
};
use crate::{
    api::{Docs, Encoding, Location, Name, Parameter, Schema, Segment, Shape, StringFormat, Style},
    diagnostic::{Code, Diagnostic, Pointer, codes},
    load::read,
};

/// Headers that are not parameters (OpenAPI 3.0.3 section 4.7.12.2.2).
const RESERVED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

impl Lowering<'_> {
    /// Lowers the parameters of an operation and of its path; `Err`, with the reason, where
    /// one cannot be sent.
    pub(super) fn parameters(
        &mut self,
        path: &Path,
        shared: &[Pointer],
        own: &[Pointer],
        name: &Name,
    ) -> Result<Vec<Parameter>, &'static Code> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for list in [shared, own] {
            // Where each parameter of this list stands, as far as they differ.
            let mut here: HashMap<(Location, String), &Pointer> = HashMap::new();
            for pointer in list {
                let Some(parameter) = self.parameter(pointer, name)? else {
                    continue;
                };
                let key = (parameter.location, parameter.name.clone());
                if let Some(first) = here.insert(key, pointer) {
                    self.report_duplicate(&parameter.name, pointer, first);
                }
                let same = parameters.iter_mut().find(|other| {
                    other.name == parameter.name && other.location == parameter.location
                });
                match same {
                    // What an operation says replaces what its path says.
                    Some(other) => *other = parameter,
                    None => parameters.push(parameter),
                }
            }
        }
        self.match_path(path, &mut parameters, name);
        Ok(parameters)
    }

    fn report_duplicate(&mut self, name: &str, second: &Pointer, first: &Pointer) {
        let diagnostic = Diagnostic::new(
            codes::DUPLICATE_PARAMETER,
            format!("`{name}` is described twice"),
        )
        .label(self.document.place(second), "this one is used")
        .label(self.document.place(first), "first here");
        self.report(diagnostic);
    }

    fn parameter(
        &mut self,
        pointer: &Pointer,
        name: &Name,
    ) -> Result<Option<Parameter>, &'static Code> {
        let Some((at, source)) = read::parameter(self.document, pointer, self.report) else {
            return Err(codes::INVALID_PARAMETER);
        };
        let (location, style) = place(&source);
        let allow_reserved = matches!(
            &source,
            Source::Query {
                allow_reserved: true,
                ..
            }
        );
        let data = source.parameter_data();
        let reserved = RESERVED_HEADERS.contains(&data.name.to_ascii_lowercase().as_str());
        if location == Location::Header && reserved {
            return Ok(None);
        }
        let (schema_at, style) = match &data.format {
            ParameterSchemaOrContent::Schema(_) => (at.join("schema"), style),
            ParameterSchemaOrContent::Content(content) => {
                let media_type = content.keys().next().map_or("", String::as_str);
                let style = match encoding(media_type) {
                    Some(Encoding::Json) => Style::Json,
                    Some(Encoding::Form | Encoding::Multipart | Encoding::Xml) | None => style,
                    Some(Encoding::Text | Encoding::Bytes) => match location {
                        Location::QueryString => Style::Simple { explode: false },
                        Location::Path | Location::Query | Location::Header | Location::Cookie => {
                            style
                        }
                    },
                };
                (at.join("content").join(media_type).join("schema"), style)
            }
        };
        if location == Location::Path
            && self.document.get(&at.join("required")) == Some(&Value::Bool(false))
        {
            let message = format!("`{}` is part of the path", data.name);
            let diagnostic = Diagnostic::new(codes::OPTIONAL_PATH_PARAMETER, message);
            self.report_at(diagnostic, &at.join("required"), "taken as required");
        }
        let name = extend(name, Segment::Field(brief(&data.name)));
        let schema = match self.document.get(&schema_at) {
            Some(_) => self.schema(&schema_at, &name),
            None => Schema::of(Shape::String(StringFormat::Plain)),
        };
        let target = read::follow(self.document, &schema_at);
        let default = self
            .document
            .get(&target)
            .and_then(|node| node.get("default"))
            .cloned();
        Ok(Some(Parameter {
            required: data.required || location == Location::Path,
            docs: self.parameter_docs(&at, &schema_at, &data),
            constraints: self.constraints(&schema_at),
            name: data.name,
            origin: at,
            location,
            schema,
            style,
            allow_reserved,
            client_level: false,
            default,
        }))
    }

    fn parameter_docs(&self, at: &Pointer, schema: &Pointer, data: &ParameterData) -> Docs {
        let behind = self.docs(schema);
        Docs {
            summary: None,
            description: self.docs(at).description.or(behind.description),
            example: self
                .example_of(at, self.document.get(at))
                .or(behind.example),
            deprecated: data.deprecated.unwrap_or_default() || behind.deprecated,
        }
    }

    /// Makes the parameters of path and query those that the path has.
    fn match_path(&mut self, path: &Path, parameters: &mut Vec<Parameter>, name: &Name) {
        for written in &path.query {
            self.match_query(path, written, parameters, name);
        }
        let variables = path.variables();
        let mut unused = Vec::new();
        parameters.retain(|parameter| {
            let used = parameter.location != Location::Path
                || variables.contains(&parameter.name.as_str());
            if !used {
                unused.push((parameter.name.clone(), parameter.origin.clone()));
            }
            used
        });
        for (parameter, origin) in unused {
            let diagnostic = Diagnostic::new(
                codes::PATH_PARAMETER_UNUSED,
                format!("`{parameter}` does not occur in `{}`", path.written),
            )
            .label(self.document.place(&origin), "left out")
            .label(
                self.document
                    .place(&Pointer::root().join("paths").join(&path.written)),
                "the path",
            );
            self.report(diagnostic);
        }
        for variable in variables {
            let known = parameters.iter().any(|parameter| {
                parameter.location == Location::Path && parameter.name == variable
            });
            if known {
                continue;
            }
            let at = self.undescribed(path, variable, name);
            let style = Style::Simple { explode: false };
            parameters.push(undeclared(variable, at, Location::Path, style));
        }
    }

    /// Reports a variable of a path that no parameter describes, and returns where it is.
    fn undescribed(&mut self, path: &Path, variable: &str, name: &Name) -> Pointer {
        let at = Pointer::root().join("paths").join(&path.written);
        let operation = match name {
            Name::Path(path) => match path.first() {
                Some(Segment::Operation(id)) => id.clone(),
                _ => String::new(),
            },
            Name::Given(given) => given.clone(),
        };
        let diagnostic = Diagnostic::new(
            codes::PATH_PARAMETER_UNDECLARED,
            format!("`{operation}` does not describe `{variable}`"),
        );
        self.report_at(diagnostic, &at, "a variable of this path");
        at
    }

    /// Makes a variable in the query of a path a parameter of the query.
    fn match_query(
        &mut self,
        path: &Path,
        written: &QueryVariable,
        parameters: &mut Vec<Parameter>,
        name: &Name,
    ) {
        let is_declared = |it: &Parameter| {
            it.location == Location::Query
                && (it.name == written.key || it.name == written.variable)
        };
        if parameters.iter().any(is_declared) {
            return;
        }
        let style = Style::Form { explode: true };
        let in_path = parameters
            .iter_mut()
            .find(|it| it.location == Location::Path && it.name == written.variable);
        match in_path {
            Some(parameter) if !path.variables().contains(&written.variable.as_str()) => {
                parameter.name.clone_from(&written.key);
                parameter.location = Location::Query;
                parameter.style = style;
            }
            Some(_) | None => {
                let at = self.undescribed(path, &written.variable, name);
                parameters.push(Parameter {
                    required: written.required,
                    ..undeclared(&written.key, at, Location::Query, style)
                });
            }
        }
    }
}

/// Returns a parameter of which nothing is known but where it goes.
fn undeclared(name: &str, origin: Pointer, location: Location, style: Style) -> Parameter {
    Parameter {
        name: name.to_owned(),
        origin,
        location,
        required: true,
        schema: Schema::of(Shape::String(StringFormat::Plain)),
        style,
        allow_reserved: false,
        client_level: false,
        docs: Docs::default(),
        default: None,
        constraints: Default::default(),
    }
}

/// Returns where a parameter goes and how it is written.
fn place(parameter: &Source) -> (Location, Style) {
    match parameter {
        Source::Path {
            parameter_data,
            style,
        } => {
            let explode = parameter_data.explode.unwrap_or_default();
            let style = match style {
                PathStyle::Simple => Style::Simple { explode },
                PathStyle::Label => Style::Label { explode },
                PathStyle::Matrix => Style::Matrix { explode },
            };
            (Location::Path, style)
        }
        Source::Query { parameter_data, .. } if is_query_string(parameter_data) => {
            (Location::QueryString, Style::Form { explode: true })
        }
        Source::Query {
            parameter_data,
            style,
            ..
        } => {
            let style = match style {
                // Only for this style is `explode` true by default.
                QueryStyle::Form => Style::Form {
                    explode: parameter_data.explode.unwrap_or(true),
                },
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (Location::Query, style)
        }
        Source::Header { parameter_data, .. } => {
            let explode = parameter_data.explode.unwrap_or_default();
            (Location::Header, Style::Simple { explode })
        }
        Source::Cookie { parameter_data, .. } => {
            let explode = parameter_data.explode.unwrap_or(true);
            (Location::Cookie, Style::Form { explode })
        }
    }
}

/// Returns whether a parameter of the query is all of it (OpenAPI 3.2.0 section 4.12.3).
fn is_query_string(data: &ParameterData) -> bool {
    data.extensions.contains_key("x-sdkwright-query-string")
}
