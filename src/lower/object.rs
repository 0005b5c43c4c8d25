//! Objects and their fields.

use indexmap::IndexMap;
use openapiv3::AdditionalProperties;

use super::{Lowering, schema::extend};
use crate::{
    api::{Access, Field, Name, Object, Schema, Segment, Shape},
    diagnostic::Pointer,
    load::read,
};

/// What an object and everything that it is composed of say together.
#[derive(Default)]
pub(super) struct Members {
    /// The places that describe each property, the one that counts last.
    pub(super) properties: IndexMap<String, Pointer>,
    /// The names of required properties.
    pub(super) required: Vec<String>,
    /// What other members look like.
    pub(super) additional: Option<Additional>,
}

/// What members other than the properties look like.
pub(super) enum Additional {
    /// Anything.
    Any,
    /// The schema at a pointer.
    Schema(Pointer),
}

impl Lowering<'_> {
    /// Lowers the object at a pointer, with everything that it is composed of.
    pub(super) fn object(&mut self, pointer: &Pointer, name: &Name) -> Object {
        let members = self.members(pointer);
        let fields = members
            .properties
            .iter()
            .map(|(key, at)| self.field(key, at, members.required.contains(key), name))
            .collect();
        let rest = members.additional.map(|additional| match additional {
            Additional::Any => Schema::of(Shape::Any),
            Additional::Schema(at) => self.schema(&at, &extend(name, Segment::Value)),
        });
        Object { fields, rest }
    }

    fn field(&mut self, key: &str, pointer: &Pointer, required: bool, name: &Name) -> Field {
        // A property of a named schema that this object is composed of keeps that schema's name.
        let owner = pointer.parent().and_then(|properties| properties.parent());
        let name = owner
            .as_ref()
            .and_then(|owner| super::schema::given_name(self.document, owner))
            .unwrap_or_else(|| name.clone());
        let schema = self.schema(pointer, &extend(&name, Segment::Field(key.to_owned())));
        let has_type = matches!(schema.shape, Shape::Named(_));
        let target = read::follow(self.document, pointer);
        let flag = |key: &str| self.flag(pointer, key) || self.flag(&target, key);
        let access = match (flag("readOnly"), flag("writeOnly")) {
            (true, false) => Access::ReadOnly,
            (false, true) => Access::WriteOnly,
            (false, false) | (true, true) => Access::ReadWrite,
        };
        Field {
            name: key.to_owned(),
            origin: pointer.clone(),
            schema,
            required,
            access,
            docs: self.value_docs(pointer, has_type),
            default: self
                .document
                .get(&target)
                .and_then(|node| node.get("default"))
                .cloned(),
            constraints: self.constraints(pointer),
            indirect: false,
        }
    }

    /// Adds what one schema, without its composition, says about members.
    pub(super) fn own_members(
        &self,
        pointer: &Pointer,
        keywords: &openapiv3::AnySchema,
        members: &mut Members,
    ) {
        for name in keywords.properties.keys() {
            members
                .properties
                .insert(name.clone(), pointer.join("properties").join(name));
        }
        for name in &keywords.required {
            if !members.required.contains(name) {
                members.required.push(name.clone());
            }
        }
        match &keywords.additional_properties {
            Some(AdditionalProperties::Any(true)) => members.additional = Some(Additional::Any),
            Some(AdditionalProperties::Schema(_)) => {
                let at = pointer.join("additionalProperties");
                members.additional = Some(Additional::Schema(at));
            }
            // Members that are not allowed are still read past: servers grow.
            Some(AdditionalProperties::Any(false)) | None => {}
        }
    }
}
