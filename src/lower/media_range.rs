//! Media ranges in the place of media types: `*/*`, `application/*` (RFC 9110 section 12.5.1).
//!
//! Documents that are made of code have them where the code did not say what it writes. What is more
//! than text is JSON then, which is what such code writes.

use serde_json::Value;

use super::{Lowering, body::encoding};
use crate::{api::Encoding, diagnostic::Pointer, load::read};

impl Lowering<'_> {
    /// Returns how values of a media type, or of a range of them, are written and read, given where
    /// their schema stands; `None` where they cannot be.
    pub(super) fn encoding(&self, media_type: &str, schema: &Pointer) -> Option<Encoding> {
        if !is_range(media_type) {
            return encoding(media_type);
        }
        if media_type.starts_with("multipart/") {
            return Some(Encoding::Multipart);
        }
        let is_text = media_type.starts_with("text/");
        Some(match self.kind_of_content(schema) {
            Content::Structured if !is_text => Encoding::Json,
            Content::Structured | Content::Text => Encoding::Text,
            Content::Unknown if is_text => Encoding::Text,
            Content::Unknown => Encoding::Bytes,
        })
    }

    /// Returns whether a schema says that bodies have parts.
    pub(super) fn has_parts(&self, schema: &Pointer) -> bool {
        matches!(self.kind_of_content(schema), Content::Structured)
    }

    fn kind_of_content(&self, schema: &Pointer) -> Content {
        let schema = self.document.get(&read::follow(self.document, schema));
        let Some(Value::Object(schema)) = schema else {
            return Content::Unknown;
        };
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        match (text("type"), text("format")) {
            (Some("string"), Some("binary")) | (Some("file"), _) => Content::Unknown,
            (Some("string"), _) => Content::Text,
            (Some(_), _) => Content::Structured,
            (None, _) => {
                let structure = ["properties", "items", "allOf", "oneOf", "anyOf"];
                match structure.iter().any(|key| schema.contains_key(*key)) {
                    true => Content::Structured,
                    false => Content::Unknown,
                }
            }
        }
    }
}

/// What a schema says about a body.
enum Content {
    /// It has parts, or is a number or the like.
    Structured,
    /// It is text.
    Text,
    /// It may be anything.
    Unknown,
}

/// Returns the media type of a body that is written so, for one that may be of several.
pub(super) fn sent(media_type: &str, encoding: Encoding) -> String {
    match encoding {
        _ if !is_range(media_type) => media_type,
        Encoding::Json => "application/json",
        Encoding::Xml => "application/xml",
        Encoding::Text => "text/plain",
        Encoding::Form => "application/x-www-form-urlencoded",
        Encoding::Multipart => "multipart/form-data",
        Encoding::Bytes => "application/octet-stream",
    }
    .to_owned()
}

fn is_range(media_type: &str) -> bool {
    media_type.trim() == "*" || media_type.contains("/*")
}
