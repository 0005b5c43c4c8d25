//! Responses.

use openapiv3::{MediaType, ReferenceOr, Responses, StatusCode};

use super::{Lowering, body::is_xml, schema::extend};
use crate::{
    api::{Content, Encoding, Name, Response, Schema, Segment, Shape, Status, StringFormat},
    diagnostic::Pointer,
    load::read,
};

impl Lowering<'_> {
    /// Lowers the responses of an operation.
    pub(super) fn responses(&mut self, responses: &Responses, name: &Name) -> Vec<Response> {
        let mut all: Vec<(Status, Pointer)> = Vec::new();
        for (status, response) in &responses.responses {
            let status = match status {
                StatusCode::Code(code) => Status::Code(*code),
                StatusCode::Range(class) => Status::Range(*class),
            };
            all.push((status, pointer_of(response)));
        }
        if let Some(response) = &responses.default {
            all.push((Status::Default, pointer_of(response)));
        }
        // Without a success, the default is what a success looks like too.
        let has_success = all.iter().any(|(status, _)| status.is_success());
        let mut success_named = false;
        all.into_iter()
            .filter_map(|(status, pointer)| {
                let success = status.is_success() || (status == Status::Default && !has_success);
                let segment = if success && !success_named {
                    success_named = true;
                    Segment::Response
                } else {
                    Segment::Status(status.to_string())
                };
                self.response(status, &pointer, &extend(name, segment), success)
            })
            .collect()
    }

    fn response(
        &mut self,
        status: Status,
        pointer: &Pointer,
        name: &Name,
        is_success: bool,
    ) -> Option<Response> {
        let (at, response) = read::response(self.document, pointer, self.report)?;
        // What has types is the first choice. Only that is asked for; the others have methods.
        let rank = |encoding: Encoding| match encoding {
            Encoding::Json => 0,
            Encoding::Xml => 1,
            Encoding::Text => 2,
            Encoding::Bytes | Encoding::Multipart => 3,
            Encoding::Form => 4,
        };
        let is_stream = |media_type: &str| super::stream::format(media_type).is_some();
        let contents = at.join("content");
        let schema_of = |media_type: &str| contents.join(media_type).join("schema");
        let has_json = response.content.keys().any(|media_type| {
            self.encoding(media_type, &schema_of(media_type)) == Some(Encoding::Json)
        });
        let best = response
            .content
            .iter()
            .filter(|(media_type, _)| !is_stream(media_type))
            .map(|(media_type, media)| {
                let schema = schema_of(media_type);
                let encoding = match self.encoding(media_type, &schema) {
                    Some(encoding) => encoding,
                    None if has_json || media.schema.is_none() => Encoding::Bytes,
                    None => {
                        let schema = self.schema(&schema, name);
                        match is_xml(media_type) && self.is_structured(&schema) {
                            true => Encoding::Xml,
                            false => Encoding::Bytes,
                        }
                    }
                };
                (media_type, media, encoding)
            })
            .min_by_key(|(_, _, encoding)| rank(*encoding));
        let content = best.map(|(media_type, media, encoding)| {
            let schema_at = schema_of(media_type);
            let schema = self.content_schema(encoding, media, &schema_at, name);
            let xml =
                (encoding == Encoding::Xml).then(|| self.xml_root(&schema_at, &schema, false));
            Content {
                media_type: media_type.clone(),
                encoding,
                schema,
                xml,
            }
        });
        let stream = response
            .content
            .iter()
            .find(|(media_type, _)| is_stream(media_type))
            .and_then(|(media_type, media)| {
                self.stream(&contents.join(media_type), media_type, media, name)
            });
        let description = Some(response.description).filter(|text| !text.is_empty());
        let mut lowered = Response {
            status,
            description,
            headers: self.headers(&at),
            content,
            stream,
            alternatives: Vec::new(),
        };
        let has_body = !matches!(status, Status::Code(204 | 205));
        if is_success && has_body && response.content.len() > 1 {
            lowered.alternatives = self.alternatives(&at, &response.content, &lowered, name);
        }
        Some(lowered)
    }

    /// Lowers what the body of a response looks like, whose schema is at a pointer, if it has one.
    pub(super) fn content_schema(
        &mut self,
        encoding: Encoding,
        media: &MediaType,
        schema: &Pointer,
        name: &Name,
    ) -> Schema {
        match (encoding, &media.schema) {
            (Encoding::Json | Encoding::Xml, Some(_)) => self.schema(schema, name),
            (Encoding::Json | Encoding::Xml, None) => Schema::of(Shape::Any),
            (Encoding::Text, _) => Schema::of(Shape::String(StringFormat::Plain)),
            (Encoding::Bytes | Encoding::Form | Encoding::Multipart, _) => {
                Schema::of(Shape::String(StringFormat::Binary))
            }
        }
    }
}

fn pointer_of<T>(reference: &ReferenceOr<T>) -> Pointer {
    match reference {
        ReferenceOr::Reference { reference } => read::target(reference),
        ReferenceOr::Item(_) => Pointer::root(),
    }
}
