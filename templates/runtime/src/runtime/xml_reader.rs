//! XML as JSON, by the table of a type.
//!
//! A tree enters, JSON leaves, which the codec then reads as a model. Elements and attributes are known by
//! their local names; where several members share one, the namespace decides. Elements that no member is
//! for are passed over, unless the object keeps other members.

use std::collections::BTreeMap;

use super::writer::Writer;
use super::xml::{Kind, Member, Name, Node};
use super::xml_candidate::{Element, Words};
use super::xml_tree::{NodeId, Tree, split};
use super::xml_union::{self, Candidate, Tag};

/// Where values are in JSON, and where in XML, both in bytes.
type Marks = Vec<(usize, usize)>;

/// Returns the JSON of the root element of a tree; `marks` takes note of the places.
pub(super) fn json(tree: &Tree<'_>, kind: Kind, marks: Option<&mut Marks>) -> Vec<u8> {
    let mut conversion = Conversion {
        tree,
        json: Writer::default(),
        marks,
    };
    conversion.element(tree.root(), kind, None);
    conversion.json.finish().unwrap_or_default()
}

struct Conversion<'t, 'x, 'm> {
    tree: &'t Tree<'x>,
    json: Writer,
    marks: Option<&'m mut Marks>,
}

/// What members of an object are made of.
#[derive(Default)]
struct Found<'t> {
    elements: Vec<NodeId>,
    attribute: Option<&'t str>,
}

impl<'t, 'x> Conversion<'t, 'x, '_> {
    fn mark(&mut self, id: NodeId) {
        if let Some(marks) = &mut self.marks {
            marks.push((self.json.length(), self.tree.at(id)));
        }
    }

    /// Writes an element of a kind; of a list, what its items are called, where that is known.
    fn element(&mut self, id: NodeId, kind: Kind, items: Option<Name<'_>>) {
        self.mark(id);
        if self.tree.is_nil(id) {
            return self.json.raw("null");
        }
        let tree = self.tree;
        let element = Element { tree, id };
        let (kind, tag) = xml_union::chosen(&element, kind);
        match kind {
            Kind::Text => self.json.string(&tree.text_of(id)),
            kind @ (Kind::Token | Kind::Bytes | Kind::Number | Kind::Boolean) => {
                self.scalar(&tree.text_of(id), kind);
            }
            Kind::List(kind) => {
                let is_item = |id: &NodeId| items.is_none_or(|name| self.is_called(*id, name));
                let items: Vec<NodeId> = tree.elements(id).filter(is_item).collect();
                self.list(&items, *kind);
            }
            Kind::Tuple(positions) => self.tuple(id, positions),
            Kind::Map(kind) => self.object(id, &[], Some(kind), None),
            Kind::Object { members, rest } => self.object(id, members, rest, tag),
            // A type was resolved, and of several kinds one was chosen.
            Kind::Any | Kind::Tagged { .. } | Kind::Union(_) | Kind::Type(_) => self.any(id),
        }
    }

    /// Writes a text of a kind.
    fn scalar(&mut self, text: &str, kind: Kind) {
        let word = text.trim_ascii();
        match kind.resolved() {
            Kind::Token | Kind::Bytes | Kind::Number | Kind::Boolean if word.is_empty() => {
                self.json.raw("null");
            }
            Kind::Token => self.json.string(word),
            Kind::Bytes => {
                let bytes: String = word.split_ascii_whitespace().collect();
                self.json.string(&bytes);
            }
            Kind::Number => match xml_union::number(word) {
                Some(number) => self.json.raw(&number),
                // Whoever reads it says that it is none.
                None => self.json.string(word),
            },
            Kind::Boolean => match xml_union::boolean(word) {
                Some(true) => self.json.raw("true"),
                Some(false) => self.json.raw("false"),
                None => self.json.string(word),
            },
            Kind::List(items) => {
                self.json.raw("[");
                for (index, word) in word.split_ascii_whitespace().enumerate() {
                    if index > 0 {
                        self.json.raw(",");
                    }
                    self.scalar(word, *items);
                }
                self.json.raw("]");
            }
            kind @ Kind::Union(_) => match xml_union::chosen(&Words(text), kind).0 {
                kind @ (Kind::Number | Kind::Boolean | Kind::Token | Kind::Bytes) => {
                    self.scalar(text, kind);
                }
                _ => self.json.string(text),
            },
            Kind::Any
            | Kind::Text
            | Kind::Tuple(_)
            | Kind::Map(_)
            | Kind::Object { .. }
            | Kind::Tagged { .. }
            | Kind::Type(_) => self.json.string(text),
        }
    }

    fn list(&mut self, items: &[NodeId], kind: Kind) {
        self.json.raw("[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.json.raw(",");
            }
            self.element(*item, kind, None);
        }
        self.json.raw("]");
    }

    /// Writes a tuple: elements count by their positions, texts are what is between these.
    fn tuple(&mut self, id: NodeId, positions: &[Member]) {
        let mut nodes = self.tree.children(id).peekable();
        self.json.raw("[");
        let mut is_first = true;
        for position in positions {
            let is_text = matches!(position.node, Node::Text | Node::CData);
            if !std::mem::take(&mut is_first) {
                self.json.raw(",");
            }
            if is_text {
                let text = nodes.next_if(|it| self.tree.own_text(*it).is_some());
                let text = text
                    .and_then(|it| self.tree.own_text(it))
                    .unwrap_or_default();
                self.scalar(text, position.kind);
                continue;
            }
            match nodes.by_ref().find(|it| self.tree.name(*it).is_some()) {
                Some(element) => self.element(element, position.kind, position.items),
                None => self.json.raw("null"),
            }
        }
        self.json.raw("]");
    }

    /// Writes what no table describes.
    fn any(&mut self, id: NodeId) {
        let is_text = self.tree.elements(id).next().is_none();
        if is_text && self.tree.attributes(id).next().is_none() {
            return self.json.string(&self.tree.text_of(id));
        }
        self.object(id, &[], Some(&Kind::Any), None);
    }

    /// Writes an object, with a member more where it has a tag.
    fn object(&mut self, id: NodeId, members: &[Member], rest: Option<&Kind>, tag: Tag<'_>) {
        self.json.raw("{");
        let mut is_first = true;
        if let Some((property, tag)) = tag {
            self.key(property, &mut is_first);
            self.json.string(&tag);
        }
        self.members(id, members, rest, &mut is_first);
        self.mark(id);
        self.json.raw("}");
    }

    fn key(&mut self, key: &str, is_first: &mut bool) {
        if !std::mem::take(is_first) {
            self.json.raw(",");
        }
        self.json.string(key);
        self.json.raw(":");
    }

    fn members(
        &mut self,
        id: NodeId,
        members: &[Member],
        rest: Option<&Kind>,
        is_first: &mut bool,
    ) {
        let tree = self.tree;
        let mut found: Vec<Found<'t>> = Vec::new();
        found.resize_with(members.len(), Found::default);
        let mut others: BTreeMap<&'x str, Vec<NodeId>> = BTreeMap::new();
        for element in tree.elements(id) {
            let name = tree.name(element).unwrap_or_default();
            match self.member_of(element, name, members, Node::Element) {
                Some(index) => found[index].elements.push(element),
                None => others.entry(split(name).1).or_default().push(element),
            }
        }
        let keeps_all = matches!(rest, Some(Kind::Any));
        let mut other_attributes = Vec::new();
        for attribute in tree.attributes(id) {
            match self.member_of(id, attribute.name, members, Node::Attribute) {
                Some(index) => found[index].attribute = Some(&attribute.value),
                None if keeps_all => other_attributes.push(attribute),
                None => {}
            }
        }
        for (member, found) in members.iter().zip(found) {
            self.member(id, member, &found, is_first);
        }
        let Some(rest) = rest else {
            return;
        };
        let is_key = |key: &str| members.iter().any(|member| member.key == key);
        for attribute in other_attributes {
            let key = format!("@{}", split(attribute.name).1);
            if !is_key(&key) {
                self.key(&key, is_first);
                self.json.string(&attribute.value);
            }
        }
        for (key, elements) in others {
            // What is another member under its name in JSON must not stand there twice.
            if is_key(key) {
                continue;
            }
            self.key(key, is_first);
            match (rest.resolved(), &elements[..]) {
                (Kind::List(items), elements) => self.list(elements, *items),
                (_, [element]) => self.element(*element, *rest, None),
                (Kind::Any, elements) => self.list(elements, Kind::Any),
                (_, [first, ..]) => self.element(*first, *rest, None),
                (_, []) => self.json.raw("null"),
            }
        }
        let has_text = members
            .iter()
            .any(|it| matches!(it.node, Node::Text | Node::CData));
        if keeps_all && !has_text && !is_key(TEXT) {
            let text = tree.text_of(id);
            if !text.trim_ascii().is_empty() {
                self.key(TEXT, is_first);
                self.json.string(&text);
            }
        }
    }

    fn member(&mut self, id: NodeId, member: &Member, found: &Found<'t>, is_first: &mut bool) {
        match member.node {
            Node::Attribute => match found.attribute {
                Some(value) => {
                    self.key(member.key, is_first);
                    self.scalar(value, member.kind);
                }
                None if member.nullable && member.required => {
                    self.key(member.key, is_first);
                    self.json.raw("null");
                }
                None => {}
            },
            Node::Text | Node::CData => {
                let tree = self.tree;
                let text = tree.text_of(id);
                // Between elements white space is there to be looked at.
                let is_mixed = tree.elements(id).next().is_some();
                let text = match is_mixed || member.node == Node::CData {
                    true => unpadded(&text, is_mixed),
                    false => &text,
                };
                if member.required || !text.is_empty() {
                    self.key(member.key, is_first);
                    self.scalar(text, member.kind);
                }
            }
            Node::Inline => self.inline(id, member, is_first),
            Node::Element => {
                let list = member.kind.item().filter(|_| member.items.is_none());
                match (list, &found.elements[..]) {
                    // No element is an empty list, which may have to be there.
                    (Some(items), elements) if member.required || !elements.is_empty() => {
                        self.key(member.key, is_first);
                        self.list(elements, *items);
                    }
                    (None, [first, ..]) => {
                        self.key(member.key, is_first);
                        self.element(*first, member.kind, member.items);
                    }
                    (Some(_) | None, _) => {}
                }
            }
        }
    }

    /// Writes an object that is no element of its own, where there is any of it.
    fn inline(&mut self, id: NodeId, member: &Member, is_first: &mut bool) {
        let Kind::Object { members, .. } = member.kind.resolved() else {
            return;
        };
        let candidate = Element {
            tree: self.tree,
            id,
        };
        if member.required || members.iter().any(|it| candidate.has(it)) {
            self.key(member.key, is_first);
            // What is beside its members belongs to what is around it.
            self.object(id, members, None, None);
        }
    }

    /// Returns the member that an element or an attribute is, given its name: of several, the one whose
    /// namespace it has.
    fn member_of(&self, id: NodeId, name: &str, members: &[Member], node: Node) -> Option<usize> {
        let (prefix, local) = split(name);
        let is_it = |member: &Member| member.node == node && member.name.local == local;
        let first = members.iter().position(is_it)?;
        let is_one = !members.iter().skip(first + 1).any(is_it);
        if is_one {
            return Some(first);
        }
        let namespace = match (node, prefix) {
            (Node::Attribute, "") => "",
            _ => self.tree.namespace(id, prefix).unwrap_or_default(),
        };
        let has_it = |member: &Member| is_it(member) && member.name.namespace == namespace;
        members.iter().position(has_it).or(Some(first))
    }

    fn is_called(&self, id: NodeId, name: Name<'_>) -> bool {
        let own = self.tree.name(id).unwrap_or_default();
        split(own).1 == name.local
    }
}

/// The key of the text beside elements and attributes that no table describes.
pub(super) const TEXT: &str = "#text";

/// Returns a text without the white space around a section of it.
fn unpadded(text: &str, is_mixed: bool) -> &str {
    match is_mixed || text.starts_with(['\n', '\r']) {
        true => text.trim_ascii(),
        false => text,
    }
}
