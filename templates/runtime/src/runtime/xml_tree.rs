//! XML as a tree (XML 1.0, Namespaces in XML 1.0).
//!
//! Bytes enter; what leaves is a tree of elements, their attributes and their text, which borrows from
//! them. What never happens: an entity that the text itself defines, nesting without bound, work or memory
//! that grows faster than the text.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;
use quick_xml::events::attributes::Attributes;
use quick_xml::reader::Reader;

use super::reader::JsonError;
use super::xml_text::{decode, is_character, is_utf8};

/// The deepest nesting that is read: what is deeper could exhaust the stack.
const DEEPEST: usize = 128;

/// How many namespaces may be declared at one place: each name may be looked up among them.
const MOST_NAMESPACES: usize = 256;

/// An XML text that was read.
pub(super) struct Tree<'x> {
    nodes: Vec<Node<'x>>,
    /// The attributes of all elements, without declarations of namespaces.
    attributes: Vec<Attribute<'x>>,
    /// These declarations, by their prefixes.
    namespaces: Vec<Attribute<'x>>,
}

/// A node of a tree, by its place in it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct NodeId(u32);

struct Node<'x> {
    /// Where it begins, in bytes.
    at: u32,
    parent: Option<NodeId>,
    /// Of an element: the first node within.
    first: Option<NodeId>,
    /// The node after it, within the same element.
    next: Option<NodeId>,
    content: Content<'x>,
}

enum Content<'x> {
    Element {
        name: &'x str,
        /// From where to where its attributes are in the list of all.
        attributes: (u32, u32),
        /// The same of the namespaces that it declares.
        namespaces: (u32, u32),
    },
    Text(Cow<'x, str>),
}

/// An attribute.
pub(super) struct Attribute<'x> {
    pub(super) name: &'x str,
    pub(super) value: Cow<'x, str>,
}

/// The namespace of `nil`.
pub(super) const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// Splits a name into its prefix, which may be empty, and its local part.
pub(super) fn split(name: &str) -> (&str, &str) {
    name.split_once(':').unwrap_or(("", name))
}

/// Returns the prefix that an attribute declares, empty for the default namespace; `None` where it declares
/// none.
fn declared(name: &str) -> Option<&str> {
    match name.strip_prefix("xmlns")? {
        "" => Some(""),
        rest => rest.strip_prefix(':'),
    }
}

impl<'x> Tree<'x> {
    /// Reads a text.
    pub(super) fn read(bytes: &'x [u8]) -> Result<Self, JsonError> {
        let text = decode(bytes)?;
        if u32::try_from(text.len()).is_err() {
            return Err(JsonError::new(0, "it is longer than 4 GiB"));
        }
        let mut tree = Self {
            nodes: Vec::new(),
            attributes: Vec::new(),
            namespaces: Vec::new(),
        };
        tree.fill(text)?;
        match tree.nodes.is_empty() {
            false => Ok(tree),
            true => Err(JsonError::new(text.len(), "it has no element")),
        }
    }

    fn fill(&mut self, text: &'x str) -> Result<(), JsonError> {
        let mut reader = Reader::from_str(text);
        // What is open, and the last node within each.
        let mut open: Vec<(NodeId, Option<NodeId>)> = Vec::new();
        // How many namespaces are declared there.
        let mut declared = 0;
        loop {
            let at = position(reader.buffer_position());
            let event = reader.read_event().map_err(|error| {
                JsonError::new(position(reader.error_position()), error.to_string())
            })?;
            let end = position(reader.buffer_position());
            match event {
                Event::Start(start) => {
                    if open.len() == DEEPEST {
                        return Err(JsonError::new(at, format!("nested deeper than {DEEPEST}")));
                    }
                    let tag = text.get(at + 1..end - 1).unwrap_or_default();
                    let node = self.element(tag, start.name().0.len(), at, &mut open)?;
                    declared += self.declarations(node).len();
                    if declared > MOST_NAMESPACES {
                        let reason = format!("more than {MOST_NAMESPACES} namespaces");
                        return Err(JsonError::new(at, reason));
                    }
                    open.push((node, None));
                }
                Event::Empty(start) => {
                    let tag = text.get(at + 1..end - 2).unwrap_or_default();
                    self.element(tag, start.name().0.len(), at, &mut open)?;
                }
                Event::End(_) => {
                    let ended = open.pop();
                    declared -= ended.map_or(0, |(node, _)| self.declarations(node).len());
                }
                Event::Text(content) => self.text(content.xml10_content(), at, &mut open)?,
                Event::CData(content) => {
                    if open.is_empty() {
                        return Err(JsonError::new(at, "text outside of the root element"));
                    }
                    self.text(content.xml10_content(), at, &mut open)?;
                }
                Event::GeneralRef(reference) => {
                    let resolved = match reference.resolve_char_ref() {
                        Ok(Some(character)) if is_character(character) => {
                            Cow::Owned(character.to_string())
                        }
                        Ok(None) => match resolve_predefined_entity(&reference) {
                            Some(text) => Cow::Borrowed(text),
                            None => {
                                return Err(JsonError::new(at, "an entity that XML does not have"));
                            }
                        },
                        Ok(Some(_)) | Err(_) => {
                            return Err(JsonError::new(at, "a reference to no character of XML"));
                        }
                    };
                    self.text(resolved, at, &mut open)?;
                }
                Event::Decl(declaration) => match declaration.encoding() {
                    Some(Ok(encoding)) if !is_utf8(&encoding) => {
                        let reason = format!("encoded as {encoding:?}, and only UTF-8 is read");
                        return Err(JsonError::new(at, reason));
                    }
                    Some(Ok(_)) | None => {}
                    Some(Err(error)) => return Err(JsonError::new(at, error.to_string())),
                },
                Event::DocType(_) => {
                    return Err(JsonError::new(at, "a document type, which is not read"));
                }
                Event::Comment(_) | Event::PI(_) => {}
                Event::Eof => {
                    return match open.is_empty() {
                        true => Ok(()),
                        false => Err(JsonError::new(at, "an element does not end")),
                    };
                }
            }
        }
    }

    fn push(
        &mut self,
        content: Content<'x>,
        at: usize,
        open: &mut [(NodeId, Option<NodeId>)],
    ) -> NodeId {
        // The text has less than 2^32 bytes, and each node has one at least.
        let id = NodeId(self.nodes.len() as u32);
        let parent = open.last_mut().map(|(parent, last)| {
            match last.replace(id) {
                Some(before) => self.node_mut(before).next = Some(id),
                None => self.node_mut(*parent).first = Some(id),
            }
            *parent
        });
        self.nodes.push(Node {
            at: at as u32,
            parent,
            first: None,
            next: None,
            content,
        });
        id
    }

    fn element(
        &mut self,
        tag: &'x str,
        name: usize,
        at: usize,
        open: &mut [(NodeId, Option<NodeId>)],
    ) -> Result<NodeId, JsonError> {
        if open.is_empty() && !self.nodes.is_empty() {
            return Err(JsonError::new(at, "a second root element"));
        }
        let (first, first_namespace) = (self.attributes.len(), self.namespaces.len());
        for attribute in Attributes::new(tag, name).with_checks(false) {
            let attribute = attribute.map_err(|error| JsonError::new(at, error.to_string()))?;
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| JsonError::new(at, error.to_string()))?;
            let name = attribute.key.0;
            match declared(name) {
                Some(name) => self.namespaces.push(Attribute { name, value }),
                None => self.attributes.push(Attribute { name, value }),
            }
        }
        let namespaces = (first_namespace as u32, self.namespaces.len() as u32);
        let mut names: Vec<&str> = self.attributes[first..].iter().map(|it| it.name).collect();
        names.sort_unstable();
        if let Some([twice, _]) = names.windows(2).find(|pair| pair[0] == pair[1]) {
            return Err(JsonError::new(at, format!("two attributes {twice:?}")));
        }
        let attributes = (first as u32, self.attributes.len() as u32);
        let name = tag.get(..name).unwrap_or_default();
        let content = Content::Element {
            name,
            attributes,
            namespaces,
        };
        Ok(self.push(content, at, open))
    }

    fn text(
        &mut self,
        text: Cow<'x, str>,
        at: usize,
        open: &mut [(NodeId, Option<NodeId>)],
    ) -> Result<(), JsonError> {
        let Some((_, last)) = open.last() else {
            return match text.trim_ascii().is_empty() {
                true => Ok(()),
                false => Err(JsonError::new(at, "text outside of the root element")),
            };
        };
        if let Some(last) = *last
            && let Content::Text(before) = &mut self.node_mut(last).content
        {
            before.to_mut().push_str(&text);
        } else if !text.is_empty() {
            self.push(Content::Text(text), at, open);
        }
        Ok(())
    }

    fn node(&self, id: NodeId) -> &Node<'x> {
        &self.nodes[id.0 as usize]
    }

    fn node_mut(&mut self, id: NodeId) -> &mut Node<'x> {
        &mut self.nodes[id.0 as usize]
    }

    /// Returns the root element.
    pub(super) fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// Returns where a node begins, in bytes.
    pub(super) fn at(&self, id: NodeId) -> usize {
        self.node(id).at as usize
    }

    /// Returns the nodes within an element, in order.
    pub(super) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first, |id| self.node(*id).next)
    }

    /// Returns the elements within an element, in order.
    pub(super) fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        self.children(id).filter(|id| self.name(*id).is_some())
    }

    /// Returns the name of an element with its prefix; text has none.
    pub(super) fn name(&self, id: NodeId) -> Option<&'x str> {
        match self.node(id).content {
            Content::Element { name, .. } => Some(name),
            Content::Text(_) => None,
        }
    }

    /// Returns the text of a node that is text.
    pub(super) fn own_text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).content {
            Content::Element { .. } => None,
            Content::Text(text) => Some(text),
        }
    }

    /// Returns the text within an element, that of elements within it left out.
    pub(super) fn text_of(&self, id: NodeId) -> Cow<'_, str> {
        let mut texts = self.children(id).filter_map(|it| self.own_text(it));
        let first = texts.next().unwrap_or_default();
        match texts.next() {
            None => Cow::Borrowed(first),
            Some(second) => {
                let mut all = format!("{first}{second}");
                all.extend(texts);
                Cow::Owned(all)
            }
        }
    }

    fn all_attributes(&self, id: NodeId) -> &[Attribute<'x>] {
        match self.node(id).content {
            Content::Element {
                attributes: (first, end),
                ..
            } => &self.attributes[first as usize..end as usize],
            Content::Text(_) => &[],
        }
    }

    fn declarations(&self, id: NodeId) -> &[Attribute<'x>] {
        match self.node(id).content {
            Content::Element {
                namespaces: (first, end),
                ..
            } => &self.namespaces[first as usize..end as usize],
            Content::Text(_) => &[],
        }
    }

    /// Returns the attributes of an element that are data: no declarations of namespaces, and none of
    /// those by which XML Schema says what an element is.
    pub(super) fn attributes(&self, id: NodeId) -> impl Iterator<Item = &Attribute<'x>> {
        self.all_attributes(id).iter().filter(move |it| {
            let (prefix, _) = split(it.name);
            prefix.is_empty() || self.namespace(id, prefix) != Some(INSTANCE)
        })
    }

    /// Returns whether an element says that it is null (`xsi:nil`).
    pub(super) fn is_nil(&self, id: NodeId) -> bool {
        self.all_attributes(id).iter().any(|it| {
            let (prefix, local) = split(it.name);
            local == "nil"
                && matches!(it.value.trim_ascii(), "true" | "1")
                && self.namespace(id, prefix) == Some(INSTANCE)
        })
    }

    /// Returns the namespace that a prefix stands for at an element, the default one for the empty prefix.
    pub(super) fn namespace(&self, id: NodeId, prefix: &str) -> Option<&str> {
        let mut element = Some(id);
        while let Some(id) = element {
            let mut declarations = self.declarations(id).iter();
            if let Some(found) = declarations.find(|it| it.name == prefix) {
                return Some(&found.value);
            }
            element = self.node(id).parent;
        }
        None
    }
}

/// Returns a position of the reader, which is within memory.
fn position(position: u64) -> usize {
    position as usize
}
