//! `allOf`: one flat object, a union with more in each variant, or the one member that says anything.

use openapiv3::AnySchema;
use serde_json::Value;

use super::{
    Alternatives, Lowering,
    object::{Additional, Members},
    one_of::Told,
    schema::{given_name, keywords, kind_of},
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
            return self.composed_union(pointer, name, union);
        }
        let gathered = self.members(pointer);
        if !gathered.properties.is_empty() {
            return Schema::of(match &says_something[..] {
                [only] => self.reserve_refinement(pointer, name, only),
                _ => self.reserve_object(pointer, name),
            });
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

    /// Reserves the type of the object at a pointer, which is told of as what it refines.
    pub(super) fn reserve_refinement(
        &mut self,
        pointer: &Pointer,
        name: &Name,
        refined: &Pointer,
    ) -> Shape {
        let shape = self.reserve_object(pointer, name);
        if let Shape::Named(id) = &shape {
            let behind = self.docs(&read::follow(self.document, refined));
            let docs = &mut self.types[id.index()].docs;
            docs.description = docs.description.take().or(behind.description);
            docs.example = docs.example.take().or(behind.example);
        }
        shape
    }

    /// Lowers a schema that is composed of a union, or of a base, and of something else.
    fn composed_union(&mut self, pointer: &Pointer, name: &Name, union: Pointer) -> Schema {
        let alternatives = Alternatives {
            whole: pointer.clone(),
            union,
        };
        let union = &alternatives.union;
        if self.hierarchies.is_base(self.document, union) {
            let members = self.members_beside(&alternatives);
            let values = self.values_anew(&members, union);
            match &self.meant_by(&values, union)[..] {
                _ if values.is_empty() => {}
                // A further schema of the base, which has no name.
                [] => return Schema::of(self.reserve_object(pointer, name)),
                [only] => return Schema::of(self.reserve_combination(&alternatives, only, name)),
                _ => {}
            }
        }
        let named = given_name(self.document, union);
        match named {
            Some(named) if !self.changes_variants(&alternatives) => {
                let beside = self.members_beside(&alternatives);
                self.report_required(&beside, &alternatives);
                self.schema(union, &named)
            }
            Some(_) | None => Schema::of(self.reserve_union(pointer, union, name)),
        }
    }

    /// Returns the schemas of a base that have one of some values in the property that tells them apart.
    fn meant_by(&mut self, values: &[Value], base: &Pointer) -> Vec<Pointer> {
        let Some((_, source)) = self.keywords_at(base) else {
            return Vec::new();
        };
        let Some(discriminator) = &source.schema_data.discriminator else {
            return Vec::new();
        };
        let mut meant = self.hierarchies.descendants(self.document, base);
        let told = Told::of(self.document, discriminator);
        meant.retain(|schema| {
            let tags = self.tags(&told, schema);
            values
                .iter()
                .any(|value| tags.iter().any(|tag| value == tag.as_str()))
        });
        meant
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

    /// Returns the union, or the base, that a schema is composed of where each of its variants can be a
    /// type together with everything else that the schema says.
    fn union_within(&mut self, pointer: &Pointer, own: &AnySchema) -> Option<Pointer> {
        if !own.one_of.is_empty() || !own.any_of.is_empty() {
            return None;
        }
        let mut found = None;
        for index in 0..own.all_of.len() {
            let part = pointer.join("allOf").join(index);
            let (at, source) = self.keywords_at(&part)?;
            let part = keywords(&source);
            let is_base = self.hierarchies.is_base(self.document, &at);
            let lists = !part.one_of.is_empty() || !part.any_of.is_empty();
            if !is_base && !lists || self.hierarchies.is_descendant(&at, pointer) {
                continue;
            }
            let variants = self.variants_of(&at);
            if is_base {
                if found.is_some() || !variants.iter().all(|it| self.is_plain_object(it)) {
                    return None;
                }
                found = Some(at);
                continue;
            }
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
