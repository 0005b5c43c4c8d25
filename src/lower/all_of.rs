//! `allOf`: one flat object, or the one member that says anything.

use openapiv3::AnySchema;

use super::{
    Lowering,
    object::{Additional, Members},
    one_of::{constrains_only, is_null},
    schema::{keywords, kind_of},
};
use crate::{
    api::{Name, Schema, Shape},
    diagnostic::{Diagnostic, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Lowers a schema that has an `allOf`.
    pub(super) fn all_of(&mut self, pointer: &Pointer, name: &Name, own: &AnySchema) -> Schema {
        let members: Vec<Pointer> = (0..own.all_of.len())
            .map(|index| pointer.join("allOf").join(index))
            .collect();
        let says_something: Vec<&Pointer> = members
            .iter()
            .filter(|member| !self.is_bare(member))
            .collect();

        // The usual way to describe a reference, or to make it nullable, in OpenAPI 3.0.
        if let ([only], true) = (&says_something[..], says_nothing(own))
            && !self.refines(&members, only)
            && !self
                .hierarchies
                .is_child(&read::follow(self.document, only), pointer)
        {
            return self.schema(only, name);
        }
        if let Some(union) = self.union_within(pointer, own) {
            return Schema::of(self.reserve_union(pointer, &union, name));
        }
        let gathered = self.members(pointer);
        if !gathered.properties.is_empty() {
            let shape = self.reserve_object(pointer, name);
            if let (Shape::Named(id), [only]) = (&shape, &says_something[..]) {
                // A refinement is told of as what it refines.
                let behind = self.docs(&read::follow(self.document, only));
                let docs = &mut self.types[id.index()].docs;
                docs.description = docs.description.take().or(behind.description);
                docs.example = docs.example.take().or(behind.example);
            }
            return Schema::of(shape);
        }
        match gathered.additional {
            Some(Additional::Any) => Schema::of(Shape::Map(Box::new(Schema::of(Shape::Any)))),
            Some(Additional::Schema(at)) => {
                let values = self.schema(&at, name);
                Schema::of(Shape::Map(Box::new(values)))
            }
            None => match says_something[..] {
                // Scalars with further constraints: the first member has the type.
                [first, ..] => self.schema(first, name),
                [] => Schema::of(self.plain_shape(pointer, name, own)),
            },
        }
    }

    /// Returns whether other members make properties of one member required.
    fn refines(&mut self, members: &[Pointer], only: &Pointer) -> bool {
        members
            .iter()
            .filter(|member| *member != only)
            .any(|member| {
                self.keywords_at(member)
                    .is_some_and(|(_, source)| !keywords(&source).required.is_empty())
            })
    }

    /// Returns whether a member describes no value of its own: only texts, or only `required`.
    fn is_bare(&mut self, pointer: &Pointer) -> bool {
        self.keywords_at(pointer).is_some_and(|(_, source)| {
            let keywords = keywords(&source);
            let typeless = matches!(keywords.typ.as_deref(), None | Some("object"));
            typeless
                && keywords.properties.is_empty()
                && keywords.additional_properties.is_none()
                && keywords.items.is_none()
                && keywords.enumeration.is_empty()
                && keywords.all_of.is_empty()
                && keywords.one_of.is_empty()
                && keywords.any_of.is_empty()
        })
    }

    /// Returns the union that a schema is composed of where each of its variants can be a type
    /// together with everything else that the schema says.
    fn union_within(&mut self, pointer: &Pointer, own: &AnySchema) -> Option<Pointer> {
        if !own.one_of.is_empty() || !own.any_of.is_empty() {
            return None;
        }
        let mut found = None;
        for index in 0..own.all_of.len() {
            let part = pointer.join("allOf").join(index);
            let (at, source) = self.keywords_at(&part)?;
            let part = keywords(&source);
            let variants: Vec<Pointer> = self
                .variants(&at, part)
                .into_iter()
                .filter(|variant| {
                    self.keywords_at(variant).is_none_or(|(_, source)| {
                        !is_null(keywords(&source)) && !constrains_only(keywords(&source))
                    })
                })
                .collect();
            if variants.is_empty() {
                continue;
            }
            let is_parent = variants
                .iter()
                .any(|variant| read::follow(self.document, variant) == *pointer);
            let keeps_own = !part.properties.is_empty() || !part.all_of.is_empty();
            if found.is_some() || is_parent || keeps_own || !self.may_combine(&at, part, &variants)
            {
                return None;
            }
            found = Some(at);
        }
        found
    }

    /// Reports properties that are described with different types.
    pub(super) fn report_conflicts(&mut self, members: &Members, own: &Members) {
        for (name, second) in &own.properties {
            let Some(first) = members.properties.get(name).map(|it| it.at.clone()) else {
                continue;
            };
            let second = &second.at;
            if first == *second {
                continue;
            }
            let kind = |lowering: &mut Self, pointer: &Pointer| {
                lowering
                    .keywords_at(pointer)
                    .and_then(|(_, source)| kind_of(keywords(&source)).map(str::to_owned))
            };
            let kinds = (kind(self, &first), kind(self, second));
            if let (Some(one), Some(other)) = kinds
                && one != other
            {
                let diagnostic = Diagnostic::new(
                    codes::CONFLICTING_PROPERTY,
                    format!("`{name}` is described as {one} and as {other}"),
                )
                .label(self.document.place(second), "this one is used")
                .label(self.document.place(&first), "also described here");
                self.report(diagnostic);
            }
        }
    }
}

/// Returns whether a schema says nothing about values besides its `allOf`.
fn says_nothing(keywords: &AnySchema) -> bool {
    keywords.properties.is_empty()
        && keywords.required.is_empty()
        && keywords.additional_properties.is_none()
        && keywords.one_of.is_empty()
        && keywords.any_of.is_empty()
}
