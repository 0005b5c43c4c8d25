//! What calls give: one type, an optional one, or an enum by status.

use crate::{
    api::{Encoding, Operation as Source, Response, Shape, Status, Stream, StreamFormat},
    config::Config,
};

use super::{
    docs,
    ident::Taken,
    sdk::{Outcome, OutcomeVariant, ResponseKind, StreamKind, StreamOutcome},
    types::{Names, Type, item_type, value_type},
};

/// Plans what operations give.
pub(super) struct Outcomes<'a> {
    pub(super) config: &'a Config,
    pub(super) names: &'a Names,
}

impl Outcomes<'_> {
    /// Plans what an operation gives. The names of builders are those that an enum must not have.
    pub(super) fn outcome(&self, source: &Source, builder: &str, builders: &mut Taken) -> Outcome {
        let success = |response: &&Response| response.status.is_success();
        let mut successes: Vec<&Response> = source.responses.iter().filter(success).collect();
        if successes.is_empty() {
            let default = |response: &&Response| response.status == Status::Default;
            successes.extend(source.responses.iter().find(default));
        }
        let mut kinds: Vec<(ResponseKind, Type)> = Vec::new();
        for response in &successes {
            let kind = self.kind(response);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        let error = self.error(source);
        let empty = (ResponseKind::Empty, Type::Unit);
        let (kind, ty, variants) = match &kinds[..] {
            [] => (ResponseKind::Empty, Type::Unit, Vec::new()),
            [(kind, ty)] => (*kind, ty.clone(), Vec::new()),
            [(ResponseKind::Json, ty), other] | [other, (ResponseKind::Json, ty)]
                if *other == empty =>
            {
                let optional = Type::Option(Box::new(ty.clone()));
                (ResponseKind::OptionalJson, optional, Vec::new())
            }
            [(ResponseKind::Xml, ty), other] | [other, (ResponseKind::Xml, ty)]
                if *other == empty =>
            {
                let optional = Type::Option(Box::new(ty.clone()));
                (ResponseKind::OptionalXml, optional, Vec::new())
            }
            _ => {
                let name = builders.claim(&format!("{builder}Response"));
                let mut taken = Taken::default();
                let variants = successes
                    .iter()
                    .map(|response| self.outcome_variant(response, &mut taken))
                    .collect();
                (ResponseKind::ByStatus, Type::Local(name), variants)
            }
        };
        let stream = self.stream(&successes, &source.responses, kind);
        Outcome {
            kind,
            ty,
            variants,
            xml_error: error.clone().filter(|_| has_xml_errors(source)),
            error,
            stream,
        }
    }

    /// Plans the stream that successes are, or can be.
    fn stream(
        &self,
        successes: &[&Response],
        responses: &[Response],
        kind: ResponseKind,
    ) -> Option<StreamOutcome> {
        let is_only = successes.iter().all(|response| response.content.is_none());
        let stream = successes.iter().find_map(|it| it.stream.as_ref());
        if let Some(stream) = stream {
            let (kind, ty) = self.items(stream);
            return Some(StreamOutcome {
                kind,
                ty,
                accept: accept_first(&stream.media_type, responses),
                is_only,
            });
        }
        (kind == ResponseKind::Bytes).then(|| StreamOutcome {
            kind: StreamKind::Bytes,
            ty: Type::Unit,
            accept: accept(responses),
            is_only: false,
        })
    }

    fn items(&self, stream: &Stream) -> (StreamKind, Type) {
        let ty = item_type(&stream.schema, self.names, self.config);
        match stream.format {
            StreamFormat::Events => (StreamKind::Events, ty),
            StreamFormat::TextEvents => (StreamKind::TextEvents, Type::Plain("String")),
            StreamFormat::JsonTexts => (StreamKind::JsonTexts, ty),
        }
    }

    fn outcome_variant(&self, response: &Response, taken: &mut Taken) -> OutcomeVariant {
        let name = match response.status {
            Status::Code(200) => "Ok".to_owned(),
            Status::Code(201) => "Created".to_owned(),
            Status::Code(202) => "Accepted".to_owned(),
            Status::Code(203) => "NonAuthoritative".to_owned(),
            Status::Code(204) => "NoContent".to_owned(),
            Status::Code(205) => "ResetContent".to_owned(),
            Status::Code(206) => "PartialContent".to_owned(),
            Status::Code(code) => format!("Status{code}"),
            Status::Range(_) => "Success".to_owned(),
            Status::Default => "Default".to_owned(),
        };
        let (kind, ty) = self.kind(response);
        let described = response
            .description
            .as_deref()
            .map(|text| docs::markdown(text, 4));
        let mut lines = described.unwrap_or_default();
        if lines.is_empty() {
            lines.push(format!("Status {}.", response.status));
        }
        OutcomeVariant {
            variant: taken.claim(&name),
            status: response.status,
            kind,
            ty,
            docs: lines,
        }
    }

    fn kind(&self, response: &Response) -> (ResponseKind, Type) {
        // These statuses have no body, whatever the document says (RFC 9110 sections 15.3.5-6).
        let bodiless = matches!(response.status, Status::Code(204 | 205));
        match &response.content {
            Some(content) if !bodiless => match content.encoding {
                encoding @ (Encoding::Json | Encoding::Xml) => {
                    let kind = match encoding {
                        Encoding::Xml => ResponseKind::Xml,
                        _ => ResponseKind::Json,
                    };
                    let ty = value_type(&content.schema, self.names, self.config);
                    match content.schema.nullable && content.schema.shape != Shape::Any {
                        true => (kind, Type::Option(Box::new(ty))),
                        false => (kind, ty),
                    }
                }
                Encoding::Text => (ResponseKind::Text, Type::Plain("String")),
                Encoding::Bytes | Encoding::Form | Encoding::Multipart => {
                    (ResponseKind::Bytes, Type::Plain("bytes::Bytes"))
                }
            },
            Some(_) | None => (ResponseKind::Empty, Type::Unit),
        }
    }

    /// Returns the type of the bodies of errors, where all that have one have the same.
    fn error(&self, source: &Source) -> Option<Type> {
        let mut types = source
            .responses
            .iter()
            .filter(|response| !response.status.is_success())
            .filter_map(|response| response.content.as_ref())
            .filter(|content| matches!(content.encoding, Encoding::Json | Encoding::Xml))
            .map(|content| value_type(&content.schema, self.names, self.config));
        let first = types.next()?;
        types.all(|ty| ty == first).then_some(first)
    }
}

/// Returns whether the body of an error may be XML.
fn has_xml_errors(source: &Source) -> bool {
    let mut contents = failures(&source.responses).filter_map(|it| it.content.as_ref());
    contents.any(|content| content.encoding == Encoding::Xml)
}

/// Returns the media types of the responses, the first one of a success first; of streams only
/// where there is nothing else.
pub(super) fn accept(responses: &[Response]) -> String {
    let mut successes = responses.iter().filter(|it| it.status.is_success());
    let is_whole = successes.clone().any(|response| response.content.is_some());
    let stream = match is_whole {
        true => None,
        false => successes.find_map(|it| it.stream.as_ref()),
    };
    let Some(stream) = stream else {
        let successes = responses.iter().filter(|it| it.status.is_success());
        return joined(None, successes.chain(failures(responses)));
    };
    accept_first(&stream.media_type, responses)
}

/// Returns a media type of a success, and those of the failures.
fn accept_first(first: &str, responses: &[Response]) -> String {
    joined(Some(first), failures(responses))
}

fn failures(responses: &[Response]) -> impl Iterator<Item = &Response> {
    responses
        .iter()
        .filter(|response| !response.status.is_success())
}

fn joined<'r>(first: Option<&'r str>, responses: impl Iterator<Item = &'r Response>) -> String {
    let mut types: Vec<&str> = first.into_iter().collect();
    for content in responses.filter_map(|response| response.content.as_ref()) {
        if !types.contains(&content.media_type.as_str()) {
            types.push(&content.media_type);
        }
    }
    types.join(", ")
}
