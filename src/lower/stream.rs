//! Responses that are streams of items: server-sent events and JSON texts.

use openapiv3::MediaType;
use serde_json::Value;

use super::{
    Lowering,
    body::essence,
    schema::{extend, keywords, kind_of},
};
use crate::{
    api::{Name, Schema, Segment, Shape, Stream, StreamFormat, StringFormat},
    diagnostic::Pointer,
    load::{ITEM_SCHEMA_KEY, read},
};

/// The fields of an event (HTML Standard, section 9.2.6).
const EVENT_FIELDS: [&str; 5] = ["comment", "data", "event", "id", "retry"];

impl Lowering<'_> {
    /// Lowers what a media type says about a stream; `None` where it is of no stream.
    pub(super) fn stream(
        &mut self,
        at: &Pointer,
        media_type: &str,
        media: &MediaType,
        name: &Name,
    ) -> Option<Stream> {
        let format = format(media_type)?;
        let at = read::follow(self.document, at);
        let name = extend(name, Segment::Item);
        let item_schema = at.join(ITEM_SCHEMA_KEY);
        let has_item_schema = self.document.get(&item_schema).is_some();
        let schema = match (format, has_item_schema, &media.schema) {
            (StreamFormat::Events | StreamFormat::TextEvents, true, _) => {
                self.event_data(&item_schema, &name)
            }
            (StreamFormat::JsonTexts, true, _) => self.schema(&item_schema, &name),
            (_, false, Some(_)) => self.whole(&at.join("schema"), &name),
            (StreamFormat::Events | StreamFormat::TextEvents, false, None) => text(),
            (StreamFormat::JsonTexts, false, None) => Schema::of(Shape::Any),
        };
        let is_text = matches!(
            schema.shape,
            Shape::String(StringFormat::Plain | StringFormat::Binary)
        );
        let format = match format {
            StreamFormat::Events if is_text && !schema.nullable => StreamFormat::TextEvents,
            StreamFormat::Events | StreamFormat::TextEvents | StreamFormat::JsonTexts => format,
        };
        Some(Stream {
            media_type: media_type.to_owned(),
            format,
            schema,
        })
    }

    /// Lowers the items of a stream of which the document describes the whole: as a list, or, before
    /// OpenAPI 3.2 could say so, as one item.
    fn whole(&mut self, pointer: &Pointer, name: &Name) -> Schema {
        let schema = self.schema(pointer, name);
        if let Shape::List(items) = schema.shape {
            return *items;
        }
        schema
    }

    /// Lowers the data of events that a schema describes (OpenAPI 3.2.0 section 4.14.4): of the events
    /// as objects with the fields that events have, or else of the data itself.
    fn event_data(&mut self, pointer: &Pointer, name: &Name) -> Schema {
        let Some((at, source)) = self.keywords_at(pointer) else {
            return text();
        };
        let keywords = keywords(&source);
        let mut places = vec![at.clone()];
        for (key, count) in [
            ("allOf", keywords.all_of.len()),
            ("oneOf", keywords.one_of.len()),
            ("anyOf", keywords.any_of.len()),
        ] {
            places.extend((0..count).map(|index| at.join(key).join(index)));
        }
        let mut data: Vec<Pointer> = Vec::new();
        let mut has_fields = false;
        for place in &places {
            let properties = self.own_properties(place);
            let is_field = |key: &String| EVENT_FIELDS.contains(&key.as_str());
            if !properties.keys().all(is_field) {
                return self.schema(pointer, name);
            }
            has_fields |= !properties.is_empty();
            data.extend(properties.get("data").cloned());
        }
        if !has_fields {
            return self.schema(pointer, name);
        }
        let mut schemas: Vec<Schema> = Vec::new();
        for place in &data {
            // The schema of all events says nothing where those of each say more.
            if data.len() > 1
                && self.is_plain_text(place)
                && place.parent().and_then(|it| it.parent()).as_ref() == Some(&at)
            {
                continue;
            }
            schemas.push(self.data(place, name));
        }
        match &schemas[..] {
            [first, others @ ..] if others.iter().all(|other| other == first) => first.clone(),
            // What the data is depends on the event: the caller reads it.
            _ => text(),
        }
    }

    /// Lowers the data of an event: the JSON in it, or a text.
    fn data(&mut self, pointer: &Pointer, name: &Name) -> Schema {
        let at = read::follow(self.document, pointer);
        let content = at.join("contentSchema");
        if self.document.get(&content).is_some() {
            return self.schema(&content, name);
        }
        let media_type = self
            .document
            .get(&at)
            .and_then(|it| it.get("contentMediaType"));
        let media_type = media_type.and_then(Value::as_str).unwrap_or_default();
        if essence(media_type).ends_with("json") {
            return Schema::of(Shape::Any);
        }
        match self.kind_at(&at).as_deref() {
            Some("string") | None => text(),
            Some(_) => self.schema(pointer, name),
        }
    }

    fn is_plain_text(&mut self, pointer: &Pointer) -> bool {
        let at = read::follow(self.document, pointer);
        let has_content = self.document.get(&at.join("contentSchema")).is_some();
        !has_content && matches!(self.kind_at(&at).as_deref(), Some("string") | None)
    }

    fn kind_at(&mut self, pointer: &Pointer) -> Option<String> {
        let (_, source) = self.keywords_at(pointer)?;
        let keywords = keywords(&source);
        let is_composed = !keywords.all_of.is_empty()
            || !keywords.one_of.is_empty()
            || !keywords.any_of.is_empty();
        match is_composed {
            true => Some("object".to_owned()),
            false => kind_of(keywords).map(str::to_owned),
        }
    }
}

fn text() -> Schema {
    Schema::of(Shape::String(StringFormat::Plain))
}

/// Returns the format of streams of a media type.
pub(super) fn format(media_type: &str) -> Option<StreamFormat> {
    match essence(media_type).as_str() {
        "text/event-stream" => Some(StreamFormat::Events),
        "application/jsonl"
        | "application/jsonlines"
        | "application/x-jsonl"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json"
        | "application/json-seq" => Some(StreamFormat::JsonTexts),
        essence if essence.ends_with("+json-seq") => Some(StreamFormat::JsonTexts),
        _ => None,
    }
}
