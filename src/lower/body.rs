//! Bodies of requests.

use super::{Lowering, media_range::sent, schema::extend};
use crate::{
    api::{Body, BodyVariant, Encoding, Name, Schema, Segment, Shape, StringFormat, TypeId},
    diagnostic::{Code, Diagnostic, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Lowers the request body at a pointer; `Err`, with the reason, where the operation
    /// cannot be sent.
    pub(super) fn body(
        &mut self,
        pointer: &Pointer,
        name: &Name,
    ) -> Result<Option<Body>, &'static Code> {
        let Some((at, body)) = read::request_body(self.document, pointer, self.report) else {
            return Err(codes::INVALID_KEYWORD);
        };
        let mut variants = Vec::new();
        let has_encoding = body.content.keys().any(|it| encoding(it).is_some());
        let sendable = body.content.iter().filter(|(key, _)| is_header_value(key));
        for (media_type, media) in sendable {
            let content = at.join("content").join(media_type);
            let schema_at = content.join("schema");
            let encoding = match self.encoding(media_type, &schema_at) {
                Some(encoding) => encoding,
                // There is something better.
                None if has_encoding => continue,
                None if media.schema.is_some() => {
                    let schema = self.schema(&schema_at, &extend(name, Segment::Request));
                    match self.is_structured(&schema) {
                        true => Encoding::Xml,
                        // Callers write it themselves.
                        false => Encoding::Text,
                    }
                }
                None => Encoding::Text,
            };
            let properties = match encoding {
                Encoding::Form | Encoding::Multipart => self.properties(&content, encoding),
                Encoding::Json | Encoding::Xml | Encoding::Text | Encoding::Bytes => Vec::new(),
            };
            let schema = match (&media.schema, encoding) {
                (Some(_), Encoding::Multipart) => {
                    self.parts(&content, &extend(name, Segment::Request))
                }
                // The caller names the parts.
                (None, Encoding::Multipart) => Schema::of(Shape::Any),
                (_, Encoding::Bytes) => Schema::of(Shape::String(StringFormat::Binary)),
                (_, Encoding::Text) => Schema::of(Shape::String(StringFormat::Plain)),
                (Some(_), Encoding::Json | Encoding::Form | Encoding::Xml) => {
                    self.schema(&schema_at, &extend(name, Segment::Request))
                }
                (None, Encoding::Json | Encoding::Form | Encoding::Xml) => Schema::of(Shape::Any),
            };
            let xml = (encoding == Encoding::Xml).then(|| self.xml_root(&schema_at, &schema, true));
            variants.push(BodyVariant {
                media_type: sent(media_type, encoding),
                encoding,
                schema,
                properties,
                xml,
                example: self.example_of_media(&content),
            });
        }
        if variants.is_empty() && !body.content.is_empty() {
            let offered: Vec<_> = body.content.keys().map(|key| format!("`{key}`")).collect();
            let diagnostic = Diagnostic::new(
                codes::UNSUPPORTED_BODY,
                format!("no body of type {} can be sent", offered.join(", ")),
            );
            self.report_at(diagnostic, &at.join("content"), "the operation is left out");
            return Err(codes::UNSUPPORTED_BODY);
        }
        self.share_equal_schemas(&mut variants);
        Ok((!variants.is_empty()).then_some(Body {
            required: body.required,
            description: body.description,
            variants,
        }))
    }

    /// Lets variants that describe the same anonymous schema twice share the first one's type.
    fn share_equal_schemas(&self, variants: &mut [BodyVariant]) {
        let Some((first, others)) = variants.split_first_mut() else {
            return;
        };
        let Shape::Named(first_type) = first.schema.shape else {
            return;
        };
        let origin = &self.types[first_type.index()].origin;
        for other in others {
            let Shape::Named(other_type) = other.schema.shape else {
                continue;
            };
            let other_origin = &self.types[other_type.index()].origin;
            let in_parts = |id: &TypeId| self.in_parts.values().any(|it| it == id);
            if in_parts(&first_type) != in_parts(&other_type) {
                continue;
            }
            if self.document.get(origin) == self.document.get(other_origin) {
                other.schema = first.schema.clone();
            }
        }
    }
}

/// Returns how a media type is written and read, or `None` where it cannot be.
pub(super) fn encoding(media_type: &str) -> Option<Encoding> {
    if is_xml(media_type) {
        return None;
    }
    match essence(media_type).as_str() {
        "application/json" | "text/json" => Some(Encoding::Json),
        "application/x-www-form-urlencoded" => Some(Encoding::Form),
        essence if essence.ends_with("+json") => Some(Encoding::Json),
        essence if essence.starts_with("multipart/") => Some(Encoding::Multipart),
        essence if essence.starts_with("text/") => Some(Encoding::Text),
        _ => Some(Encoding::Bytes),
    }
}

/// Returns whether a media type can stand in a header (RFC 9110 section 5.5).
fn is_header_value(media_type: &str) -> bool {
    !media_type.trim().is_empty() && media_type.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// Returns whether a media type is XML (RFC 7303).
pub(super) fn is_xml(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/xml") || essence.ends_with("+xml")
}

/// Returns a media type without its parameters, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
