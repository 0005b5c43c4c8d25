//! What calls give: one type, an optional one, or an enum by status.

use crate::{
    api::{
        Content, Encoding, Operation as Source, Response, Schema, Shape, Status, Stream,
        StreamFormat,
    },
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
        let alternatives = self.alternatives(&successes, &source.responses);
        Outcome {
            kind,
            ty,
            variants,
            xml_error: error.clone().filter(|_| has_xml_errors(source)),
            error,
            stream,
            alternatives,
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

    pub(super) fn items(&self, stream: &Stream) -> (StreamKind, Type) {
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

    pub(super) fn kind(&self, response: &Response) -> (ResponseKind, Type) {
        // These statuses have no body, whatever the document says (RFC 9110 sections 15.3.5-6).
        let bodiless = matches!(response.status, Status::Code(204 | 205));
        match &response.content {
            Some(content) if !bodiless => self.content(content),
            Some(_) | None => (ResponseKind::Empty, Type::Unit),
        }
    }

    pub(super) fn content(&self, content: &Content) -> (ResponseKind, Type) {
        match content.encoding {
            Encoding::Json => (ResponseKind::Json, self.value(&content.schema)),
            Encoding::Xml => (ResponseKind::Xml, self.value(&content.schema)),
            Encoding::Text => (ResponseKind::Text, Type::Plain("String")),
            Encoding::Bytes | Encoding::Form | Encoding::Multipart => {
                (ResponseKind::Bytes, Type::Plain("bytes::Bytes"))
            }
        }
    }

    fn value(&self, schema: &Schema) -> Type {
        let ty = value_type(schema, self.names, self.config);
        match schema.nullable && schema.shape != Shape::Any {
            true => Type::Option(Box::new(ty)),
            false => ty,
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
    let failures = source.responses.iter().filter(|it| !it.status.is_success());
    let mut contents = failures.filter_map(|it| it.content.as_ref());
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
    if let Some(stream) = stream {
        return accept_first(&stream.media_type, responses);
    }
    let contents = responses
        .iter()
        .filter(|response| response.status.is_success())
        .filter_map(|response| response.content.as_ref());
    let mut types: Vec<&str> = Vec::new();
    for content in contents {
        if !types.contains(&content.media_type.as_str()) {
            types.push(&content.media_type);
        }
    }
    accepted(&types, responses)
}

/// Returns a media type of a success, and those of the failures.
fn accept_first(first: &str, responses: &[Response]) -> String {
    accepted(&[first], responses)
}

/// Returns the `Accept` header that asks for these media types of successes.
fn accepted(types: &[&str], responses: &[Response]) -> String {
    // What one success has to be may be the second choice of another.
    let is_second = |media_type: &str| {
        let successes = responses.iter().filter(|it| it.status.is_success());
        let mut others = successes.flat_map(|it| &it.alternatives);
        types.len() > 1 && others.any(|it| it.media_type() == media_type)
    };
    let mut all: Vec<String> = types.iter().map(|it| weighted(it, is_second(it))).collect();
    all.extend(failures(types, responses));
    all.join(", ")
}

/// Returns what the `Accept` header has behind the only media type that is asked for; may be empty.
pub(super) fn accept_of_failures(asked: &str, responses: &[Response]) -> String {
    failures(&[asked], responses).join(", ")
}

/// Returns the media types of failures beside those that are asked for: one that a success could have, too,
/// with a weight, so that the server does not choose it.
fn failures(asked: &[&str], responses: &[Response]) -> Vec<String> {
    let (mut successes, failures): (Vec<_>, Vec<_>) =
        responses.iter().partition(|it| it.status.is_success());
    if successes.is_empty() && !asked.is_empty() {
        successes.clone_from(&failures);
    }
    let offers = |media_type: &str| {
        successes.iter().any(|response| {
            let content = response.content.iter().map(|it| &it.media_type);
            let stream = response.stream.iter().map(|it| &it.media_type);
            let mut others = response.alternatives.iter();
            others.any(|it| it.media_type() == media_type)
                || content.chain(stream).any(|it| it == media_type)
        })
    };
    let mut types: Vec<&str> = Vec::new();
    let mut written = Vec::new();
    for content in failures.iter().filter_map(|it| it.content.as_ref()) {
        let media_type = content.media_type.as_str();
        if asked.contains(&media_type) || types.contains(&media_type) {
            continue;
        }
        types.push(media_type);
        written.push(weighted(media_type, offers(media_type)));
    }
    written
}

/// Returns a media type as it stands in an `Accept` header, with little weight if it is the last choice.
fn weighted(media_type: &str, is_last: bool) -> String {
    match is_last {
        true => format!("{media_type};q=0.1"),
        false => media_type.to_owned(),
    }
}
