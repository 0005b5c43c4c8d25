//! Schemas to shapes.

use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema as Source, SchemaKind};
use serde_json::Value;

use super::{Alternatives, Lowering, Pending};
use crate::{
    api::{MAX_TUPLE, MAX_TUPLE_SIZE, Name, Schema, Segment, Shape},
    diagnostic::{Diagnostic, Pointer, codes},
    load::{Document, FILES_KEY, PREFIX_ITEMS_KEY, member, read},
};

/// How many schemas may stand in for each other, be composed of each other or be nested without a
/// name between them. Rust's own parser, which prints the code, needs much stack for each.
pub(super) const MAX_DEPTH: usize = 32;

impl Lowering<'_> {
    /// Lowers the schema at a pointer. `name` is what its type is called if it needs one and the
    /// document does not name it.
    pub(super) fn schema(&mut self, pointer: &Pointer, name: &Name) -> Schema {
        if let Some(known) = self.known.get(pointer) {
            return known.clone();
        }
        if let Some(stand_in) = self.open.get(pointer).copied() {
            // The shape holds itself without a type in between: give it one.
            let id = stand_in
                .unwrap_or_else(|| self.reserve(name.clone(), pointer.clone(), Default::default()));
            self.open.insert(pointer.clone(), Some(id));
            return Schema::of(Shape::Named(id));
        }
        if self.open.len() > MAX_DEPTH {
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, "schemas are nested too deeply");
            self.report_at(diagnostic, pointer, "taken for any JSON value");
            return Schema::of(Shape::Any);
        }
        self.open.insert(pointer.clone(), None);
        let mut schema = match read::schema(self.document, pointer, self.report) {
            Some(ReferenceOr::Reference { reference }) => {
                let target = read::target(&reference);
                let name = given_name(self.document, &target).unwrap_or_else(|| name.clone());
                let mut schema = self.schema(&target, &name);
                schema.nullable |= self.flag(pointer, "nullable");
                schema
            }
            Some(ReferenceOr::Item(source)) => self.inline(pointer, name, &source),
            None => Schema::of(Shape::Any),
        };
        if let Some(Some(id)) = self.open.remove(pointer) {
            self.types[id.index()].kind = crate::api::Kind::Wrapper(schema.clone());
            self.types[id.index()].docs = self.docs(pointer);
            schema = Schema {
                shape: Shape::Named(id),
                nullable: schema.nullable,
            };
        }
        self.known.insert(pointer.clone(), schema.clone());
        schema
    }

    /// Lowers a schema that is not a reference.
    fn inline(&mut self, pointer: &Pointer, name: &Name, source: &Source) -> Schema {
        let keywords = keywords(source);
        let is_base = source.schema_data.discriminator.is_some()
            && self.hierarchies.is_base(self.document, pointer);
        let mut schema = if is_base {
            Schema::of(self.reserve_union(pointer, pointer, name))
        } else {
            self.shape(pointer, name, keywords)
        };
        schema.nullable |= source.schema_data.nullable;
        schema.nullable |= keywords.enumeration.iter().any(Value::is_null);
        schema
    }

    fn shape(&mut self, pointer: &Pointer, name: &Name, keywords: &AnySchema) -> Schema {
        if !keywords.all_of.is_empty() {
            return self.all_of(pointer, name, keywords);
        }
        if !keywords.one_of.is_empty() || !keywords.any_of.is_empty() {
            return self.one_of(pointer, name, keywords);
        }
        if !keywords.enumeration.is_empty() {
            return self.enumeration(pointer, name, keywords);
        }
        Schema::of(self.plain_shape(pointer, name, keywords))
    }

    /// Lowers a schema without composition and without values of its own.
    pub(super) fn plain_shape(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        keywords: &AnySchema,
    ) -> Shape {
        match kind_of(keywords) {
            Some("object") => self.object_shape(pointer, name, keywords),
            Some("array") => {
                if let Some(tuple) = self.tuple(pointer, name) {
                    return tuple;
                }
                let items = match &keywords.items {
                    Some(_) => self.schema(&pointer.join("items"), &extend(name, Segment::Item)),
                    None => Schema::of(Shape::Any),
                };
                Shape::List(Box::new(items))
            }
            Some("string") => super::scalar::string(keywords.format.as_deref()),
            Some("integer") => super::scalar::integer(keywords),
            Some("number") => super::scalar::number(keywords),
            Some("boolean") => Shape::Boolean,
            None => Shape::Any,
            Some(other) => {
                let diagnostic =
                    Diagnostic::new(codes::UNKNOWN_TYPE, format!("`{other}` is not a type"));
                self.report_at(
                    diagnostic,
                    &pointer.join("type"),
                    "taken for any JSON value",
                );
                Shape::Any
            }
        }
    }

    /// Lowers an array of which the document describes each item, and whose length is fixed; `None`
    /// where it is not, or where a tuple would be too long.
    fn tuple(&mut self, pointer: &Pointer, name: &Name) -> Option<Shape> {
        let length = tuple_length(self.document.get(pointer)?)?;
        let at = pointer.join(PREFIX_ITEMS_KEY);
        let items = (0..length).map(|index| {
            let name = extend(name, Segment::Position(index + 1));
            self.schema(&at.join(index), &name)
        });
        let items: Vec<Schema> = items.collect();
        let size: usize = items.iter().map(Schema::size).sum();
        (size < MAX_TUPLE_SIZE).then_some(Shape::Tuple(items))
    }

    fn object_shape(&mut self, pointer: &Pointer, name: &Name, keywords: &AnySchema) -> Shape {
        if keywords.properties.is_empty() {
            match &keywords.additional_properties {
                None | Some(AdditionalProperties::Any(true)) => {
                    return Shape::Map(Box::new(Schema::of(Shape::Any)));
                }
                Some(AdditionalProperties::Schema(_)) => {
                    let values = pointer.join("additionalProperties");
                    let schema = self.schema(&values, &extend(name, Segment::Value));
                    return Shape::Map(Box::new(schema));
                }
                Some(AdditionalProperties::Any(false)) => {}
            }
        }
        self.reserve_object(pointer, name)
    }

    /// Reserves the type of the object at a pointer.
    pub(super) fn reserve_object(&mut self, pointer: &Pointer, name: &Name) -> Shape {
        let docs = self.docs(pointer);
        let id = self.reserve(name.clone(), pointer.clone(), docs);
        self.pending.push((id, Pending::Object(pointer.clone())));
        Shape::Named(id)
    }

    /// Reserves the type of the schema at a pointer whose variants are listed at another one, which
    /// it is composed of, or at the same.
    pub(super) fn reserve_union(
        &mut self,
        pointer: &Pointer,
        union: &Pointer,
        name: &Name,
    ) -> Shape {
        let docs = self.docs(pointer);
        let id = self.reserve(name.clone(), pointer.clone(), docs);
        let alternatives = Alternatives {
            whole: pointer.clone(),
            union: union.clone(),
        };
        self.pending.push((id, Pending::Union(alternatives)));
        Shape::Named(id)
    }

    /// Reserves the type of one variant together with what stands beside its union.
    pub(super) fn reserve_combination(
        &mut self,
        alternatives: &Alternatives,
        variant: &Pointer,
        name: &Name,
    ) -> Shape {
        let docs = self.docs(&read::follow(self.document, variant));
        let id = self.reserve(name.clone(), variant.clone(), docs);
        let pending = Pending::Combination(alternatives.clone(), variant.clone());
        self.pending.push((id, pending));
        Shape::Named(id)
    }

    /// Returns a boolean member of a node.
    pub(super) fn flag(&self, pointer: &Pointer, key: &str) -> bool {
        self.document
            .get(pointer)
            .and_then(|node| member(node, key))
            .and_then(Value::as_bool)
            .unwrap_or_default()
    }

    /// Reads the keywords of the schema at a pointer, following references; returns where it
    /// stands.
    pub(super) fn keywords_at(&mut self, pointer: &Pointer) -> Option<(Pointer, Source)> {
        let at = read::follow(self.document, pointer);
        match read::schema(self.document, &at, self.report)? {
            ReferenceOr::Item(source) => Some((at, source)),
            ReferenceOr::Reference { .. } => None,
        }
    }
}

/// Returns the length of the arrays of a schema that are tuples: each item is described, and no other
/// length allowed. `None` where that is not so, or where a tuple would be too long.
pub(super) fn tuple_length(schema: &Value) -> Option<usize> {
    let length = member(schema, PREFIX_ITEMS_KEY)?.as_array()?.len();
    let is_length = |key: &str| {
        let size = schema.get(key).and_then(Value::as_u64);
        size.and_then(|size| usize::try_from(size).ok()) == Some(length)
    };
    let is_fixed = is_length("minItems") && is_length("maxItems");
    (is_fixed && (1..=MAX_TUPLE).contains(&length)).then_some(length)
}

/// Returns the keywords of a schema.
///
/// # Panics
///
/// Never: [`read::schema`] makes no other kind.
pub(super) fn keywords(source: &Source) -> &AnySchema {
    match &source.schema_kind {
        SchemaKind::Any(keywords) => keywords,
        SchemaKind::Type(_)
        | SchemaKind::OneOf { .. }
        | SchemaKind::AllOf { .. }
        | SchemaKind::AnyOf { .. }
        | SchemaKind::Not { .. } => unreachable!("`read::schema` returns `SchemaKind::Any`"),
    }
}

/// Returns the type of a schema: as it says, or as its keywords imply.
pub(super) fn kind_of(keywords: &AnySchema) -> Option<&str> {
    if let Some(kind) = keywords.typ.as_deref() {
        return Some(kind);
    }
    if !keywords.properties.is_empty() || keywords.additional_properties.is_some() {
        Some("object")
    } else if keywords.items.is_some() {
        Some("array")
    } else {
        let mut kinds = keywords
            .enumeration
            .iter()
            .filter(|value| !value.is_null())
            .map(|value| match value {
                Value::String(_) => Some("string"),
                Value::Number(number) if number.is_i64() => Some("integer"),
                Value::Number(_) => Some("number"),
                Value::Bool(_) => Some("boolean"),
                Value::Null | Value::Array(_) | Value::Object(_) => None,
            });
        let first = kinds.next()??;
        let is_number = |kind: &str| matches!(kind, "integer" | "number");
        kinds.try_fold(first, |common, kind| match kind {
            Some(kind) if kind == common => Some(common),
            Some(kind) if is_number(kind) && is_number(common) => Some("number"),
            Some(_) | None => None,
        })
    }
}

/// Returns the name that the document gives to the schema at a pointer, where it gives one: that of
/// a definition, or of a file.
pub(super) fn given_name(document: &Document, pointer: &Pointer) -> Option<Name> {
    // From its end, as most pointers are asked and few have a name.
    let (parent, last) = pointer.as_str().rsplit_once('/')?;
    let (above, holder) = parent.rsplit_once('/').unwrap_or(("", parent));
    let name = match (above.rsplit_once('/'), holder) {
        (_, "schemas" | "definitions" | "$defs") => Pointer::unescape(last),
        // A file of nothing but definitions, or of one.
        (Some(("", FILES_KEY)), _) => Pointer::unescape(last),
        (None, FILES_KEY) => document
            .bundled(last.parse().ok()?)?
            .file_stem()?
            .to_str()?
            .to_owned(),
        _ => return None,
    };
    Some(Name::Given(name))
}

/// Returns the name of something that a type holds.
pub(super) fn extend(name: &Name, segment: Segment) -> Name {
    let mut path = match name {
        Name::Given(given) => vec![Segment::Type(brief(given))],
        Name::Path(path) => path.clone(),
    };
    path.push(segment);
    Name::Path(path)
}

/// Returns as much of a text of the document as names of types are made of: each type keeps it.
pub(super) fn brief(text: &str) -> String {
    // Most texts are shorter, even in bytes.
    match text.len() <= MAX_NAME {
        true => text.to_owned(),
        false => text.chars().take(MAX_NAME).collect(),
    }
}

/// How many characters of one text are part of the name of a type.
const MAX_NAME: usize = 200;
