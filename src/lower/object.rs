//! Objects and their fields.

use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};
use openapiv3::{AdditionalProperties, Discriminator};
use serde_json::Value;

use super::{
    Alternatives, Lowering,
    schema::{brief, extend},
};
use crate::{
    api::{Access, Field, Name, Object, Schema, Segment, Shape, TypeId},
    diagnostic::Pointer,
    load::{member, read},
};

/// What an object and everything that it is composed of say together.
#[derive(Default)]
pub(super) struct Members {
    /// The properties, the description of each that counts last.
    pub(super) properties: IndexMap<String, Described>,
    /// The names of required properties.
    pub(super) required: IndexSet<String>,
    /// What other members look like.
    pub(super) additional: Option<Additional>,
    /// What tells values of the schemas apart that this one is composed of.
    pub(super) discriminators: Vec<Discriminator>,
    /// The bases that stand for themselves, though values may be of what is composed of them.
    pub(super) bases: Vec<Pointer>,
    /// The schemas that say all this.
    pub(super) gathered: HashSet<Pointer>,
}

/// Where a property is described.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Described {
    /// The description that counts.
    pub(super) at: Pointer,
    /// Those of further variants of a union, any of which may count instead.
    pub(super) or: Vec<Pointer>,
}

impl Described {
    /// Returns the description of a property at a pointer.
    pub(super) fn at(pointer: Pointer) -> Self {
        Self {
            at: pointer,
            or: Vec::new(),
        }
    }
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
    pub(super) fn object(&mut self, id: TypeId, pointer: &Pointer, name: &Name) -> Object {
        let members = self.members(pointer);
        self.report_bases(&members, pointer, pointer);
        for discriminator in &members.discriminators {
            self.tag(id, pointer, discriminator);
        }
        self.object_of(members, name)
    }

    /// Lowers one variant of a union, with what stands beside the union.
    pub(super) fn combination(
        &mut self,
        id: TypeId,
        alternatives: &Alternatives,
        variant: &Pointer,
        name: &Name,
    ) -> Object {
        let members = self.members_combined(alternatives, variant);
        self.report_bases(&members, variant, &alternatives.union);
        let named = read::follow(self.document, variant);
        for discriminator in &members.discriminators {
            self.tag(id, &named, discriminator);
        }
        self.object_of(members, name)
    }

    fn object_of(&mut self, members: Members, name: &Name) -> Object {
        let fields = members
            .properties
            .iter()
            .map(|(key, described)| {
                self.field(key, described, members.required.contains(key), name)
            })
            .collect();
        let rest = members.additional.map(|additional| match additional {
            Additional::Any => Schema::of(Shape::Any),
            Additional::Schema(at) => self.schema(&at, &extend(name, Segment::Value)),
        });
        Object {
            fields,
            rest,
            in_parts: false,
        }
    }

    pub(super) fn field(
        &mut self,
        key: &str,
        described: &Described,
        required: bool,
        name: &Name,
    ) -> Field {
        let pointer = &described.at;
        // A property of a named schema that this object is composed of keeps that schema's name.
        let owner = pointer.parent().and_then(|properties| properties.parent());
        let owner = owner
            .as_ref()
            .filter(|_| described.or.is_empty())
            .and_then(|owner| super::schema::given_name(self.document, owner))
            .unwrap_or_else(|| name.clone());
        let path = extend(&owner, Segment::Field(brief(key)));
        let schema = match &described.or[..] {
            [] => self.schema(pointer, &path),
            others => self.one_for_all(pointer, others, &path),
        };
        let has_type = matches!(schema.shape, Shape::Named(_));
        let node = self.document.get(pointer);
        let (target, behind) = read::follow_from(self.document, pointer, node);
        let is_true = |node: Option<&Value>, key: &str| {
            let flag = node.and_then(|node| member(node, key));
            flag.and_then(Value::as_bool).unwrap_or_default()
        };
        let flag = |key: &str| is_true(node, key) || is_true(behind, key);
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
            docs: self.value_docs(
                (pointer, node),
                (target != *pointer && !has_type).then_some((&target, behind)),
            ),
            default: behind.and_then(|node| member(node, "default")).cloned(),
            constraints: self.constraints_of(&target, behind),
            constant: None,
            xml: None,
            indirect: false,
        }
    }

    /// Returns what values look like that are described in several places, of which one counts.
    fn one_for_all(&mut self, first: &Pointer, others: &[Pointer], name: &Name) -> Schema {
        let all: Vec<Pointer> = std::iter::once(first).chain(others).cloned().collect();
        if let Some(schema) = self.union_of_values(first, name, &all) {
            return schema;
        }
        let mut schemas = all.iter().map(|pointer| self.schema(pointer, name));
        let Some(mut common) = schemas.next() else {
            return Schema::of(Shape::Any);
        };
        for schema in schemas {
            if schema.shape != common.shape {
                return Schema::of(Shape::Any);
            }
            common.nullable |= schema.nullable;
        }
        common
    }

    /// Adds what one schema, without its composition, says about members.
    pub(super) fn own_members(
        &self,
        pointer: &Pointer,
        keywords: &openapiv3::AnySchema,
        members: &mut Members,
    ) {
        let properties = pointer.join("properties");
        for name in keywords.properties.keys() {
            let at = properties.join(name);
            members.properties.insert(name.clone(), Described::at(at));
        }
        members.required.extend(keywords.required.iter().cloned());
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
