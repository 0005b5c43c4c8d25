//! What stands beside the variants of a union, or beside a base: what does it change about them?
//!
//! Members that are gathered already enter; whether a variant needs a type of its own leaves, and what
//! no type can say is reported.

use openapiv3::AnySchema;
use serde_json::Value;

use super::{
    Alternatives, Lowering,
    object::Members,
    one_of::{constrains_only, is_null},
    schema::{keywords, kind_of},
};
use crate::{
    diagnostic::{Diagnostic, Pointer, codes},
    load::read,
};

impl Lowering<'_> {
    /// Returns whether each variant of a union can be a type together with what stands beside the
    /// union: only one of them is meant, and all are objects.
    pub(super) fn may_combine(
        &mut self,
        pointer: &Pointer,
        own: &AnySchema,
        variants: &[Pointer],
    ) -> bool {
        let told_apart = self
            .document
            .get(pointer)
            .is_some_and(|node| node.get("discriminator").is_some());
        variants.len() > 1
            && (own.any_of.is_empty() || told_apart)
            && variants.iter().all(|variant| self.is_object(variant))
    }

    /// Returns whether a schema is an object without variants of its own.
    pub(super) fn is_object(&mut self, pointer: &Pointer) -> bool {
        self.keywords_at(pointer).is_some_and(|(_, source)| {
            let keywords = keywords(&source);
            keywords.one_of.is_empty()
                && keywords.any_of.is_empty()
                && (kind_of(keywords) == Some("object")
                    || (keywords.typ.is_none() && !keywords.all_of.is_empty()))
        })
    }

    /// Returns whether what stands beside a union has properties that a variant has not, or requires
    /// some that the variant does not.
    pub(super) fn adds(&mut self, beside: &Members, variant: &Pointer) -> bool {
        (!beside.properties.is_empty() || self.is_plain_object(variant))
            && self.changes(beside, variant)
    }

    /// Returns whether what stands beside a union changes an object.
    pub(super) fn changes(&mut self, beside: &Members, variant: &Pointer) -> bool {
        if beside.properties.is_empty() && beside.required.is_empty() {
            return false;
        }
        let members = self.members(variant);
        let is_new = |name: &String| !members.properties.contains_key(name);
        let is_optional = |name: &String| !is_new(name) && !members.required.contains(name);
        beside.properties.keys().any(is_new) || beside.required.iter().any(is_optional)
    }

    /// Returns whether what stands beside a union changes any of its variants.
    pub(super) fn changes_variants(&mut self, alternatives: &Alternatives) -> bool {
        let beside = self.members_beside(alternatives);
        self.variants_of(&alternatives.union)
            .iter()
            .any(|variant| self.adds(&beside, variant))
    }

    /// Returns the variants of a union that have values of their own, or what is composed of a base.
    pub(super) fn variants_of(&mut self, union: &Pointer) -> Vec<Pointer> {
        let Some((at, source)) = self.keywords_at(union) else {
            return Vec::new();
        };
        let listed = self.variants(&at, keywords(&source));
        if listed.is_empty() {
            return self.hierarchies.descendants(self.document, &at);
        }
        let is_variant = |variant: &Pointer| {
            self.keywords_at(variant).is_none_or(|(_, source)| {
                !is_null(keywords(&source)) && !constrains_only(keywords(&source))
            })
        };
        listed.into_iter().filter(is_variant).collect()
    }

    /// Returns whether a schema is an object that is one type, not one of several.
    pub(super) fn is_plain_object(&mut self, pointer: &Pointer) -> bool {
        let at = read::follow(self.document, pointer);
        self.is_object(&at) && !self.hierarchies.is_base(self.document, &at)
    }

    /// Reports names that stand beside a union in `required` and change nothing: those that no variant
    /// has, and those that variants have which are unions themselves.
    pub(super) fn report_required(&mut self, beside: &Members, alternatives: &Alternatives) {
        let names: Vec<String> = beside
            .required
            .iter()
            .filter(|name| !beside.properties.contains_key(*name))
            .cloned()
            .collect();
        if names.is_empty() {
            return;
        }
        let mut objects = Vec::new();
        let mut within = Vec::new();
        for variant in self.variants_of(&alternatives.union) {
            let at = read::follow(self.document, &variant);
            if self.is_plain_object(&at) {
                objects.push(self.members(&at));
                continue;
            }
            for inner in self.variants_of(&at) {
                if self.is_plain_object(&inner) {
                    within.push(self.members(&inner));
                }
            }
        }
        for name in names {
            let has = |members: &Members| members.properties.contains_key(&name);
            let message = if within
                .iter()
                .any(|members| has(members) && !members.required.contains(&name))
            {
                format!("`{name}` stays optional in variants that are unions themselves")
            } else if !within.iter().chain(&objects).any(has) {
                format!("no variant has the member `{name}`, which is required")
            } else {
                continue;
            };
            let at = self.required_at(&alternatives.whole, &name);
            let diagnostic = Diagnostic::new(codes::IGNORED_KEYWORD, message);
            self.report_at(diagnostic, &at, "ignored here");
        }
    }

    /// Returns where a schema, or what it is composed of, requires a member.
    fn required_at(&self, whole: &Pointer, name: &str) -> Pointer {
        let parts = self.document.get(whole).and_then(|node| node.get("allOf"));
        let count = parts.and_then(Value::as_array).map_or(0, Vec::len);
        let parts = (0..count).map(|index| whole.join("allOf").join(index));
        std::iter::once(whole.clone())
            .chain(parts)
            .map(|part| read::follow(self.document, &part).join("required"))
            .find(|required| {
                let names = self.document.get(required).and_then(Value::as_array);
                names.is_some_and(|names| names.iter().any(|it| it == name))
            })
            .unwrap_or_else(|| whole.clone())
    }

    /// Returns the values by which a schema that is composed of a base says which of the schemas of that
    /// base it means: those that it lists for the property that tells them apart.
    pub(super) fn values_anew(&mut self, members: &Members, base: &Pointer) -> Vec<Value> {
        let property = self
            .document
            .get(base)
            .and_then(|node| node.pointer("/discriminator/propertyName")?.as_str());
        let described = property.and_then(|property| members.properties.get(property));
        let Some(described) = described.filter(|it| it.at.strip_prefix(base).is_none()) else {
            return Vec::new();
        };
        self.keywords_at(&described.at)
            .map(|(_, source)| keywords(&source).enumeration.clone())
            .unwrap_or_default()
    }

    /// Reports the bases of which an object has no more than their own members, though its values may
    /// be of any schema that is composed of them. `whole` is the schema of the object.
    pub(super) fn report_bases(&mut self, members: &Members, whole: &Pointer, union: &Pointer) {
        for base in members.bases.clone() {
            if base == *whole || base == *union || !self.values_anew(members, &base).is_empty() {
                continue;
            }
            let diagnostic = Diagnostic::new(
                codes::UNSUPPORTED_COMPOSITION,
                format!(
                    "`{}` is the base of other schemas, whose members are left out here",
                    base.last()
                ),
            )
            .label(
                self.document.place(whole),
                "has the base's own members only",
            )
            .label(self.document.place(&base), "the base");
            self.report(diagnostic);
        }
    }
}
