//! The media types of a response beside the usual one, which callers can ask for instead.
//!
//! What says the same as one that is there is left out: JSON of the same schema, streams of the same
//! format and items, types such as `text/xml` and `application/xml`, and text of the schema of the JSON,
//! which is that JSON under another name.

use indexmap::IndexMap;
use openapiv3::MediaType;
use serde_json::Value;

use super::{
    Lowering,
    body::{essence, is_xml},
    schema::extend,
    stream,
};
use crate::{
    api::{
        Alternative, Content, Encoding, Name, Response, Segment, StreamFormat, media_type_names,
    },
    diagnostic::Pointer,
    load::{ITEM_SCHEMA_KEY, read},
};

/// How many media types a response may have beside its usual one; real documents have some ten.
const MOST: usize = 32;

/// What tells the bodies of two media types apart.
#[derive(PartialEq)]
enum Body<'a> {
    Json(Option<&'a Value>),
    Stream(StreamFormat, [Option<&'a Value>; 2]),
    /// By what is behind the slash, but for the character set, and its schema.
    Other(String, Option<&'a Value>),
}

impl Lowering<'_> {
    /// Lowers the media types of the response at a pointer beside those that it has already.
    pub(super) fn alternatives(
        &mut self,
        at: &Pointer,
        content: &IndexMap<String, MediaType>,
        response: &Response,
        name: &Name,
    ) -> Vec<Alternative> {
        let contents = at.join("content");
        let usual = response.content.as_ref().map(|it| &it.media_type);
        let stream = response.stream.as_ref().map(|it| &it.media_type);
        let document = self.document;
        let mut known: Vec<Body<'_>> = usual
            .into_iter()
            .chain(stream)
            .map(|it| {
                let encoding = self.alternative_encoding(it, &contents.join(it).join("schema"));
                body(document, &contents.join(it), it, encoding)
            })
            .collect();
        let json = match known.first() {
            Some(Body::Json(schema)) => Some(*schema),
            Some(Body::Stream(..) | Body::Other(..)) | None => None,
        };
        // No server tells types apart that differ in their character set only.
        let types = usual.into_iter().chain(stream);
        let mut types: Vec<String> = types.map(|it| whole(it)).collect();
        let mut alternatives = Vec::new();
        for (media_type, media) in content {
            if [usual, stream].contains(&Some(media_type)) || !is_media_type(media_type) {
                continue;
            }
            let place = contents.join(media_type);
            let schema = place.join("schema");
            let encoding = self.alternative_encoding(media_type, &schema);
            let body = body(document, &place, media_type, encoding);
            let is_that_json =
                essence(media_type) == "text/plain" && json == Some(raw(document, &schema));
            let [brief, .., whole] = media_type_names(media_type);
            let is_known = known.contains(&body) || types.contains(&whole);
            if is_known || is_that_json || alternatives.len() == MOST {
                continue;
            }
            known.push(body);
            types.push(whole);
            let name = extend(name, Segment::MediaType(brief));
            alternatives.extend(match stream::format(media_type) {
                Some(_) => self
                    .stream(&place, media_type, media, &name)
                    .map(Alternative::Stream),
                None => Some(Alternative::Content(Content {
                    media_type: media_type.clone(),
                    encoding,
                    schema: self.content_schema(encoding, media, &schema, &name),
                    xml: None,
                })),
            });
        }
        alternatives
    }

    /// Returns how bodies of a media type are read that is not the usual one. XML and YAML are text; a type of a vendor
    /// that has parts is JSON, as such types were before there were suffixes.
    fn alternative_encoding(&self, media_type: &str, schema: &Pointer) -> Encoding {
        let is_vendors = essence(media_type).starts_with("application/vnd.");
        match self.encoding(media_type, schema) {
            Some(Encoding::Bytes) if is_vendors && self.has_parts(schema) => Encoding::Json,
            Some(Encoding::Bytes) if is_text(media_type) => Encoding::Text,
            Some(encoding) => encoding,
            None if is_xml(media_type) => Encoding::Text,
            None => Encoding::Bytes,
        }
    }
}

fn body<'a>(
    document: &'a crate::load::Document,
    at: &Pointer,
    media_type: &str,
    encoding: Encoding,
) -> Body<'a> {
    let schema = raw(document, &at.join("schema"));
    match (stream::format(media_type), encoding) {
        (Some(format), _) => {
            let item = raw(document, &at.join(ITEM_SCHEMA_KEY));
            Body::Stream(format, [schema, item])
        }
        (None, Encoding::Json) => Body::Json(schema),
        (
            None,
            Encoding::Text | Encoding::Xml | Encoding::Bytes | Encoding::Form | Encoding::Multipart,
        ) => {
            let [_, name, _] = media_type_names(media_type);
            Body::Other(name, schema)
        }
    }
}

/// Returns all of a media type but for its character set.
fn whole(media_type: &str) -> String {
    let [.., whole] = media_type_names(media_type);
    whole
}

/// Returns a schema as the document has it, by whichever reference.
fn raw<'a>(document: &'a crate::load::Document, schema: &Pointer) -> Option<&'a Value> {
    document.get(&read::follow(document, schema))
}

/// Returns whether bodies of a type that is not called text are texts all the same.
fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type);
    let subtype = essence.strip_prefix("application/").unwrap_or_default();
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(subtype, "csv" | "javascript" | "yaml") || subtype.ends_with("+yaml")
}

/// Returns whether a text is a media type or a range of them (RFC 9110 sections 8.3.1 and 12.5.1), of
/// letters that mean nothing else in documentation: some documents have lists of types, and names of things
/// that are none.
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_~".contains(&byte);
    let is_token = |part: &str| !part.is_empty() && part.bytes().all(is_letter);
    let parts = essence.trim().split_once('/');
    let mut parameters = parameters.bytes();
    parts.is_some_and(|(one, other)| is_token(one) && is_token(other))
        && parameters.all(|byte| is_letter(byte) || b" ;=\"/:".contains(&byte))
}
