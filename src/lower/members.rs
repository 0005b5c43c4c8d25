//! Everything that a schema is composed of, as one list of members.
//!
//! A pointer enters, [`Members`] leave. Each part of an `allOf` adds its properties; the variants of a
//! union that is no type of its own add theirs as properties that may be absent. A schema never adds
//! the variants of what it is itself a variant of.

use std::collections::HashSet;

use indexmap::IndexSet;
use openapiv3::AnySchema;

use super::{
    Alternatives, Lowering,
    object::{Additional, Members},
    one_of::{constrains_only, is_null},
    schema::{MAX_DEPTH, keywords, kind_of},
};
use crate::{
    diagnostic::{Diagnostic, Pointer, codes},
    load::read,
};

/// How many parts one type may be made of; real documents have types of some hundreds.
const MAX_PARTS: usize = 4_000;

/// How many parts all types of a document may be made of, each counted wherever it is one.
pub(super) const MAX_ALL_PARTS: usize = 4_000_000;

/// Where gathering has come to.
struct Walk<'w> {
    /// The schemas that contain each other, the outermost first.
    path: Vec<Pointer>,
    /// The union whose variants are not gathered.
    without: Option<&'w Pointer>,
    /// How many parts may follow.
    left: usize,
}

impl<'w> Walk<'w> {
    fn new(without: Option<&'w Pointer>) -> Self {
        Self {
            path: Vec::new(),
            without,
            left: MAX_PARTS,
        }
    }
}

impl Lowering<'_> {
    /// Gathers the members of a schema and of everything that it is composed of.
    pub(super) fn members(&mut self, pointer: &Pointer) -> Members {
        let mut members = Members::default();
        self.gather(pointer, &mut members, &mut Walk::new(None));
        members
    }

    /// Gathers what stands beside the variants of a union.
    pub(super) fn members_beside(&mut self, alternatives: &Alternatives) -> Members {
        let mut members = Members::default();
        let mut walk = Walk::new(Some(&alternatives.union));
        self.gather(&alternatives.whole, &mut members, &mut walk);
        members
    }

    /// Gathers what stands beside the variants of a union, and one of these variants.
    pub(super) fn members_combined(
        &mut self,
        alternatives: &Alternatives,
        variant: &Pointer,
    ) -> Members {
        let mut members = self.members_beside(alternatives);
        let mut walk = Walk::new(Some(&alternatives.union));
        self.gather(variant, &mut members, &mut walk);
        members
    }

    fn gather(&mut self, pointer: &Pointer, members: &mut Members, walk: &mut Walk<'_>) {
        let Some((at, source)) = self.keywords_at(pointer) else {
            return;
        };
        if walk.path.contains(&at) {
            let diagnostic = Diagnostic::new(
                codes::CYCLIC_COMPOSITION,
                format!("`{}` contains itself through `allOf`", at.last()),
            )
            .label(self.document.place(pointer), "ignored here")
            .label(self.document.place(&at), "contains itself");
            return self.report(diagnostic);
        }
        if walk.path.len() > MAX_DEPTH || walk.left == 0 || self.parts_left == 0 {
            let message = "schemas are composed of each other too deeply";
            let diagnostic = Diagnostic::new(codes::TOO_DEEP, message);
            return self.report_at(diagnostic, pointer, "ignored here");
        }
        // What is composed in twice says nothing new the second time, and each level may do so.
        if !members.gathered.insert(at.clone()) {
            return;
        }
        walk.left -= 1;
        self.parts_left -= 1;
        let keywords = keywords(&source);
        walk.path.push(at.clone());
        for index in 0..keywords.all_of.len() {
            self.gather(&at.join("allOf").join(index), members, walk);
        }
        let mut own = Members::default();
        self.own_members(&at, keywords, &mut own);
        self.report_conflicts(members, &own);
        members.properties.extend(own.properties);
        members.required.extend(own.required);
        members.additional = own.additional.or(members.additional.take());
        let is_part = walk.path.len() > 1;
        if let Some(discriminator) = &source.schema_data.discriminator
            && (is_part || self.hierarchies.is_base(self.document, &at))
        {
            // The base stands for itself here, not for what is composed of it.
            let is_base = !keywords.properties.is_empty() || keywords.one_of.is_empty();
            members.discriminators.push(discriminator.clone());
            let stands_alone = self.hierarchies.is_base(self.document, &at)
                && !walk
                    .path
                    .iter()
                    .any(|outer| self.hierarchies.is_descendant(&at, outer));
            if stands_alone && !members.bases.contains(&at) {
                members.bases.push(at.clone());
            }
            if is_part && is_base {
                walk.path.pop();
                return;
            }
        }
        if walk.without != Some(&at) {
            self.gather_variants(&at, keywords, members, walk);
        }
        walk.path.pop();
    }

    /// Gathers the variants of a union, as members that may be absent.
    fn gather_variants(
        &mut self,
        at: &Pointer,
        own: &AnySchema,
        members: &mut Members,
        walk: &mut Walk<'_>,
    ) {
        let variants = self.variants(at, own);
        let targets: Vec<Pointer> = variants
            .iter()
            .map(|variant| read::follow(self.document, variant))
            .collect();
        if targets.iter().any(|target| walk.path.contains(target)) {
            return;
        }
        let mut parts: Vec<Members> = Vec::new();
        let mut others = false;
        let mut known = HashSet::new();
        for (variant, target) in variants.iter().zip(targets) {
            if !known.insert(target) {
                continue;
            }
            let Some((_, source)) = self.keywords_at(variant) else {
                continue;
            };
            let keywords = keywords(&source);
            if is_null(keywords) || constrains_only(keywords) {
                continue;
            }
            let composed = !keywords.all_of.is_empty()
                || !keywords.one_of.is_empty()
                || !keywords.any_of.is_empty();
            if kind_of(keywords).map_or(composed, |kind| kind == "object") {
                let mut part = Members::default();
                self.gather(variant, &mut part, walk);
                parts.push(part);
            } else {
                others = true;
            }
        }
        if parts.is_empty() && !others {
            return;
        }
        if parts.len() > 1 || others {
            let diagnostic = Diagnostic::new(
                codes::UNSUPPORTED_COMPOSITION,
                "the variants of a union become members of one type, any of which may be absent",
            );
            self.report_at(diagnostic, at, "the union");
        }
        members.merge(parts, !others);
    }
}

impl Members {
    /// Adds the members of variants, one of which is there. `all` says whether these are all that
    /// there could be.
    fn merge(&mut self, parts: Vec<Self>, all: bool) {
        let mut required: Option<IndexSet<String>> = None;
        let known: Vec<String> = self.properties.keys().cloned().collect();
        for part in parts {
            required = Some(match required {
                None => part.required,
                Some(required) => required
                    .into_iter()
                    .filter(|name| part.required.contains(name))
                    .collect(),
            });
            for (name, described) in part.properties {
                if known.contains(&name) {
                    continue;
                }
                match self.properties.get_mut(&name) {
                    Some(first) => {
                        let further = std::iter::once(described.at).chain(described.or);
                        let at = first.at.clone();
                        first.or.extend(further.filter(|further| *further != at));
                    }
                    None => {
                        self.properties.insert(name, described);
                    }
                }
            }
            self.additional = self.additional.take().or(part.additional);
            self.bases.extend(part.bases);
        }
        if all {
            self.required.extend(required.unwrap_or_default());
        } else {
            // What is no object has no members.
            self.additional.get_or_insert(Additional::Any);
        }
    }
}
