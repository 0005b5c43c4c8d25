//! Forms: which of their properties are parts of bytes, and how each is written.

use indexmap::IndexMap;
use openapiv3::AnySchema;
use serde_json::Value;

use super::{
    Lowering, Pending,
    body::essence,
    object::{Additional, Described},
    schema::{MAX_DEPTH, extend, given_name, keywords, kind_of},
};
use crate::{
    api::{
        Encoding, Field, Kind, Name, Object, PropertyEncoding, Schema, Segment, Shape,
        StringFormat, Style, TypeId,
    },
    diagnostic::Pointer,
    load::read,
};

/// What a property is in a body of parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Content {
    /// A value, written as text or as JSON.
    Value,
    /// Bytes.
    Part,
    /// Several times bytes, a part each.
    Parts,
}

impl Content {
    /// Returns the schema of such a property, unless it is that of its value.
    fn schema(self) -> Option<Schema> {
        let part = Schema::of(Shape::String(StringFormat::Binary));
        match self {
            Self::Value => None,
            Self::Part => Some(part),
            Self::Parts => Some(Schema::of(Shape::List(Box::new(part)))),
        }
    }
}

impl Lowering<'_> {
    /// Lowers the schema of a body in parts; [`Shape::Any`] where the caller names the parts.
    ///
    /// An object with parts of bytes has a type of its own; any other has the type of the same
    /// as JSON.
    pub(super) fn parts(&mut self, media: &Pointer, name: &Name) -> Schema {
        let pointer = &media.join("schema");
        let at = read::follow(self.document, pointer);
        let Some((_, source)) = self.keywords_at(&at) else {
            return Schema::of(Shape::Any);
        };
        let keywords = keywords(&source);
        if !keywords.one_of.is_empty() || !keywords.any_of.is_empty() {
            return match self.has_part(&at, 0) {
                true => Schema::of(Shape::Any),
                false => self.object_schema(pointer, name),
            };
        }
        let members = self.members(&at);
        if members.properties.is_empty() {
            return Schema::of(Shape::Any);
        }
        let binary = self.opaque_properties(media);
        let mut has_part = match &members.additional {
            Some(Additional::Schema(at)) => self.content(at, false, 0) != Content::Value,
            Some(Additional::Any) | None => false,
        };
        for (key, described) in &members.properties {
            has_part |= self.content_of(described, binary.contains(key)) != Content::Value;
        }
        if !has_part {
            return self.object_schema(pointer, name);
        }
        let key = (at.clone(), binary.clone());
        if let Some(id) = self.in_parts.get(&key) {
            return Schema::of(Shape::Named(*id));
        }
        let name = given_name(self.document, &at).unwrap_or_else(|| name.clone());
        let docs = self.docs(&at);
        let id = self.reserve(name, at.clone(), docs);
        self.pending.push((id, Pending::Parts(at, binary)));
        self.in_parts.insert(key, id);
        Schema::of(Shape::Named(id))
    }

    /// Returns the properties whose media types are neither text nor JSON.
    fn opaque_properties(&self, media: &Pointer) -> Vec<String> {
        let at = read::follow(self.document, media).join("encoding");
        let encodings = self.document.get(&at).and_then(Value::as_object);
        let mut names: Vec<String> = encodings
            .into_iter()
            .flatten()
            .filter(|(_, node)| {
                let content_type = node.get("contentType").and_then(Value::as_str);
                content_type.is_some_and(|types| types.split(',').all(is_opaque))
            })
            .map(|(name, _)| name.clone())
            .collect();
        names.sort();
        names
    }

    /// Lowers a schema of objects without bytes; what turns out to be no type has parts that the
    /// caller names.
    fn object_schema(&mut self, pointer: &Pointer, name: &Name) -> Schema {
        let schema = self.schema(pointer, name);
        match schema.shape {
            Shape::Named(_) => Schema::of(schema.shape),
            Shape::Any
            | Shape::Boolean
            | Shape::Integer(_)
            | Shape::Number(_)
            | Shape::String(_)
            | Shape::List(_)
            | Shape::Tuple(_)
            | Shape::Map(_) => Schema::of(Shape::Any),
        }
    }

    /// Lowers the object at a pointer, which is sent in parts. `binary` are the properties that the
    /// media type makes parts of bytes.
    pub(super) fn object_in_parts(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        binary: &[String],
    ) -> Object {
        let members = self.members(pointer);
        self.report_bases(&members, pointer, pointer);
        let mut fields: Vec<Field> = Vec::new();
        for (key, described) in &members.properties {
            let mut field = self.field(key, described, members.required.contains(key), name);
            let content = self.content_of(described, binary.contains(key));
            if let Some(schema) = content.schema() {
                field.schema = schema;
                field.constraints = Default::default();
                field.docs.example = None;
                field.default = None;
            }
            // There is no null in parts: what is not there is left out.
            field.required &= !field.schema.nullable;
            field.schema.nullable = false;
            fields.push(field);
        }
        let rest = members.additional.map(|additional| match additional {
            Additional::Any => Schema::of(Shape::Any),
            Additional::Schema(at) => match self.content(&at, false, 0) {
                Content::Value => self.schema(&at, &extend(name, Segment::Value)),
                Content::Part | Content::Parts => Schema::of(Shape::String(StringFormat::Binary)),
            },
        });
        Object {
            fields,
            rest,
            in_parts: true,
        }
    }

    /// Tells types in parts by their name from the types of the same schemas as JSON.
    pub(super) fn name_parts(&mut self) {
        let own: Vec<(Pointer, TypeId)> = self
            .in_parts
            .iter()
            .map(|((pointer, _), id)| (pointer.clone(), *id))
            .collect();
        for (pointer, id) in own {
            let is_json_too = self.known.get(&pointer).is_some_and(|schema| {
                schema
                    .named()
                    .iter()
                    .any(|other| self.is_object_type(*other))
            });
            let definition = &mut self.types[id.index()];
            if is_json_too && let Name::Given(given) = &definition.name {
                definition.name = Name::Path(vec![Segment::Type(given.clone()), Segment::Parts]);
            }
        }
    }

    fn is_object_type(&self, id: TypeId) -> bool {
        matches!(self.types[id.index()].kind, Kind::Object(_))
    }

    /// Returns what a property is, however often it is described.
    fn content_of(&mut self, described: &Described, opaque: bool) -> Content {
        let mut most = self.content(&described.at, opaque, 0);
        for at in &described.or {
            most = most.max(self.content(at, opaque, 0));
        }
        most
    }

    /// Returns what the property at a pointer is; `opaque` where the media type says that it is
    /// neither text nor JSON.
    fn content(&mut self, pointer: &Pointer, opaque: bool, depth: usize) -> Content {
        let Some((at, source)) = self.keywords_at(pointer) else {
            return Content::Value;
        };
        let keywords = keywords(&source);
        let composed: Vec<Pointer> = [
            ("allOf", keywords.all_of.len()),
            ("oneOf", keywords.one_of.len()),
            ("anyOf", keywords.any_of.len()),
        ]
        .into_iter()
        .flat_map(|(key, count)| (0..count).map(move |index| (key, index)))
        .map(|(key, index)| at.join(key).join(index))
        .collect();
        if depth > MAX_DEPTH {
            return Content::Value;
        }
        if !composed.is_empty() {
            let mut most = Content::Value;
            for member in &composed {
                if !self.says_nothing(member) {
                    most = most.max(self.content(member, opaque, depth + 1));
                }
            }
            return most;
        }
        match kind_of(keywords) {
            Some("string") if keywords.format.as_deref() == Some("binary") => Content::Part,
            Some("string") if keywords.enumeration.is_empty() && opaque => Content::Part,
            Some("object") if opaque => Content::Part,
            Some("array") if keywords.items.is_some() => {
                match self.content(&at.join("items"), opaque, depth + 1) {
                    Content::Value => Content::Value,
                    Content::Part | Content::Parts => Content::Parts,
                }
            }
            // What nothing is said about is bytes (OpenAPI 3.1.1 section 4.8.15.1.1).
            None if is_silent(keywords) && !self.flag(&at, "nullable") => Content::Part,
            Some(_) | None => Content::Value,
        }
    }

    /// Returns whether a member of a composition describes no value.
    fn says_nothing(&mut self, pointer: &Pointer) -> bool {
        self.keywords_at(pointer).is_some_and(|(_, source)| {
            let keywords = keywords(&source);
            kind_of(keywords).is_none() && is_silent(keywords)
        })
    }

    /// Returns whether a schema has a property of bytes, in any of its variants.
    fn has_part(&mut self, pointer: &Pointer, depth: usize) -> bool {
        let Some((at, source)) = self.keywords_at(pointer) else {
            return false;
        };
        if depth > MAX_DEPTH {
            return false;
        }
        let keywords = keywords(&source);
        let variants = (0..keywords.one_of.len())
            .map(|index| at.join("oneOf").join(index))
            .chain((0..keywords.any_of.len()).map(|index| at.join("anyOf").join(index)));
        let variants: Vec<Pointer> = variants.collect();
        let parts = (0..keywords.all_of.len()).map(|index| at.join("allOf").join(index));
        let within: Vec<Pointer> = variants.into_iter().chain(parts).collect();
        let properties = self.own_properties(&at);
        properties
            .values()
            .any(|property| self.content(property, false, 0) != Content::Value)
            || within.iter().any(|it| self.has_part(it, depth + 1))
    }

    /// Returns the places of the properties that a schema has itself, apart from what it is composed of.
    pub(super) fn own_properties(&self, pointer: &Pointer) -> IndexMap<String, Pointer> {
        let at = read::follow(self.document, pointer).join("properties");
        let properties = self.document.get(&at).and_then(Value::as_object);
        let names = properties.into_iter().flat_map(|it| it.keys());
        names.map(|name| (name.clone(), at.join(name))).collect()
    }

    /// Returns how the properties of the form of a media type are written, of those that are not
    /// written as usual.
    pub(super) fn properties(
        &mut self,
        media: &Pointer,
        encoding: Encoding,
    ) -> Vec<PropertyEncoding> {
        let media = read::follow(self.document, media);
        let at = media.join("encoding");
        let Some(Value::Object(encodings)) = self.document.get(&at) else {
            return Vec::new();
        };
        let schemas = self.own_properties(&media.join("schema"));
        let mut properties = Vec::new();
        for (name, node) in encodings {
            let text = |key: &str| node.get(key).and_then(Value::as_str);
            let content_type = text("contentType").map(str::trim);
            let is_object = schemas.get(name).is_some_and(|schema| {
                self.keywords_at(schema).is_some_and(|(_, source)| {
                    kind_of(super::schema::keywords(&source)) == Some("object")
                })
            });
            let explode = node.get("explode").and_then(Value::as_bool);
            let style = match (text("style"), explode) {
                (None, None) => None,
                (Some("deepObject"), _) => Some(Style::DeepObject),
                (Some("spaceDelimited"), None | Some(false)) => Some(Style::SpaceDelimited),
                (Some("pipeDelimited"), None | Some(false)) => Some(Style::PipeDelimited),
                (_, Some(false)) => Some(Style::Form { explode: false }),
                // Lists are written so anyway.
                (_, None | Some(true)) => is_object.then_some(Style::Form { explode: true }),
            };
            let style = match (style, content_type, encoding) {
                (None, Some(content_type), Encoding::Form) if is_json(content_type) => {
                    Some(Style::Json)
                }
                (style, _, _) => style,
            };
            let is_multipart = encoding == Encoding::Multipart;
            let property = PropertyEncoding {
                name: name.clone(),
                style,
                content_type: content_type
                    .filter(|it| is_multipart && is_one(it))
                    .map(str::to_owned),
                headers: match is_multipart {
                    true => self.constant_headers(&at.join(name).join("headers")),
                    false => Vec::new(),
                },
            };
            if property.style.is_some()
                || property.content_type.is_some()
                || !property.headers.is_empty()
            {
                properties.push(property);
            }
        }
        properties
    }

    /// Returns the headers of a part that can have one value only.
    fn constant_headers(&self, pointer: &Pointer) -> Vec<(String, String)> {
        let Some(Value::Object(headers)) = self.document.get(pointer) else {
            return Vec::new();
        };
        let names = headers.keys().filter(|name| {
            // It is described by `contentType`, and the name of the part stands in the other.
            !name.eq_ignore_ascii_case("content-type")
                && !name.eq_ignore_ascii_case("content-disposition")
        });
        names
            .filter_map(|name| {
                let header = read::follow(self.document, &pointer.join(name));
                let schema = read::follow(self.document, &header.join("schema"));
                let node = self.document.get(&schema)?;
                let value = match node.get("enum").and_then(Value::as_array) {
                    Some(values) => match &values[..] {
                        [only] => only,
                        _ => node.get("default")?,
                    },
                    None => node.get("default")?,
                };
                let value = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(_) | Value::Bool(_) => value.to_string(),
                    Value::Null | Value::Array(_) | Value::Object(_) => return None,
                };
                Some((name.clone(), value))
            })
            .collect()
    }
}

/// Returns whether a schema without a type says nothing about values.
fn is_silent(keywords: &AnySchema) -> bool {
    keywords.enumeration.is_empty()
        && keywords.all_of.is_empty()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
        && keywords.not.is_none()
}

/// Returns whether this is one media type, not a list or a range of them.
fn is_one(media_type: &str) -> bool {
    !media_type.is_empty() && !media_type.contains([',', '*'])
}

fn is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Returns whether values of a media type are neither text nor JSON, so that the caller writes
/// them.
fn is_opaque(media_type: &str) -> bool {
    let essence = essence(media_type);
    !is_json(media_type) && !essence.starts_with("text/")
}
