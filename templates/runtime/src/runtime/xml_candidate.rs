//! Which of several kinds an element of XML, or a text in it, may be.

use std::borrow::Cow;

use super::xml::{Kind, Member, Node};
use super::xml_tree::{NodeId, Tree, split};
use super::xml_union::{self, Candidate};

/// An element that may be one of several kinds.
pub(super) struct Element<'t, 'x> {
    pub(super) tree: &'t Tree<'x>,
    pub(super) id: NodeId,
}

impl Candidate for Element<'_, '_> {
    fn fits(&self, kind: Kind) -> bool {
        let has_elements = self.tree.elements(self.id).next().is_some();
        let has_attributes = self.tree.attributes(self.id).next().is_some();
        match kind {
            Kind::Text | Kind::Token | Kind::Bytes | Kind::Number | Kind::Boolean => {
                !has_elements && !has_attributes && Words(&self.tree.text_of(self.id)).fits(kind)
            }
            Kind::List(_) | Kind::Tuple(_) => has_elements || !has_attributes,
            Kind::Any
            | Kind::Map(_)
            | Kind::Object { .. }
            | Kind::Tagged { .. }
            | Kind::Union(_)
            | Kind::Type(_) => true,
        }
    }

    fn has(&self, member: &Member) -> bool {
        match member.node {
            Node::Element => {
                let mut names = self
                    .tree
                    .elements(self.id)
                    .filter_map(|it| self.tree.name(it));
                // A list without items is there, too.
                let is_list = member.items.is_none() && member.kind.item().is_some();
                is_list || names.any(|name| split(name).1 == member.name.local)
            }
            Node::Attribute => {
                let mut attributes = self.tree.attributes(self.id);
                member.nullable || attributes.any(|it| split(it.name).1 == member.name.local)
            }
            Node::Text | Node::CData => true,
            Node::Inline => match member.kind.resolved() {
                Kind::Object { members, .. } => members.iter().any(|it| self.has(it)),
                _ => false,
            },
        }
    }

    fn text(&self, member: &Member) -> Option<Cow<'_, str>> {
        match member.node {
            Node::Element => {
                let mut elements = self.tree.elements(self.id);
                let found = elements.find(|it| {
                    let name = self.tree.name(*it).unwrap_or_default();
                    split(name).1 == member.name.local
                })?;
                Some(self.tree.text_of(found))
            }
            Node::Attribute => {
                let mut attributes = self.tree.attributes(self.id);
                let found = attributes.find(|it| split(it.name).1 == member.name.local)?;
                Some(Cow::Borrowed(&found.value))
            }
            Node::Text | Node::CData => Some(self.tree.text_of(self.id)),
            Node::Inline => None,
        }
    }

    fn has_others(&self, members: &[Member]) -> bool {
        let is_one = |name: &str, node: Node| {
            let local = split(name).1;
            let mut members = members.iter();
            members.any(|it| it.node == node && it.name.local == local || it.node == Node::Inline)
        };
        let mut names = self
            .tree
            .elements(self.id)
            .filter_map(|it| self.tree.name(it));
        names.any(|name| !is_one(name, Node::Element))
            || self
                .tree
                .attributes(self.id)
                .any(|it| !is_one(it.name, Node::Attribute))
    }
}

/// A text that may be one of several kinds.
pub(super) struct Words<'t>(pub(super) &'t str);

impl Candidate for Words<'_> {
    fn fits(&self, kind: Kind) -> bool {
        let word = self.0.trim_ascii();
        match kind {
            Kind::Number => xml_union::number(word).is_some(),
            Kind::Boolean => matches!(word, "true" | "false"),
            Kind::Token | Kind::Bytes => !word.is_empty(),
            Kind::Text | Kind::Any => true,
            Kind::List(_)
            | Kind::Tuple(_)
            | Kind::Map(_)
            | Kind::Object { .. }
            | Kind::Tagged { .. }
            | Kind::Union(_)
            | Kind::Type(_) => false,
        }
    }

    fn has(&self, _: &Member) -> bool {
        false
    }

    fn text(&self, _: &Member) -> Option<Cow<'_, str>> {
        None
    }

    fn has_others(&self, _: &[Member]) -> bool {
        false
    }
}
