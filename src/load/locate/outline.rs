//! Where the nodes of a text are.
//!
//! A scanner of JSON or YAML opens and closes nodes; what leaves is an arena in which pointers can
//! be looked up. Scalars are not decoded, only their places are kept.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Pointer;
use crate::load::parse::MERGE_KEY;

/// The nodes of a text; the first is the root.
#[derive(Debug, Default)]
pub(super) struct Outline<'a> {
    nodes: Vec<Node<'a>>,
    /// The members of large objects, by their object and their key, from the first look-up on.
    index: OnceCell<HashMap<NodeId, Members>>,
}

/// The members of an object by their key; several where a key stands there more than once.
type Members = HashMap<String, Vec<NodeId>>;

/// Objects with more members than this are indexed: many findings may look into one.
const MANY: usize = 64;

/// Names a node of an [`Outline`].
pub(super) type NodeId = usize;

#[derive(Debug)]
struct Node<'a> {
    key: Option<Key<'a>>,
    value: Range<usize>,
    shape: Shape,
}

/// The key of a member.
#[derive(Clone, Debug)]
pub(super) struct Key<'a> {
    /// What it says.
    pub(super) text: Cow<'a, str>,
    /// Where it stands, with its quotes.
    pub(super) range: Range<usize>,
}

/// What kind of value a node is.
#[derive(Debug)]
pub(super) enum Shape {
    /// Neither an object nor an array.
    Scalar,
    /// An object.
    Object(Vec<NodeId>),
    /// An array.
    Array(Vec<NodeId>),
    /// A YAML alias of another node.
    Alias(NodeId),
}

/// A node that was found.
#[derive(Debug)]
pub(super) struct Found {
    /// Where its key is, for members.
    pub(super) key: Option<Range<usize>>,
    /// Where its value is.
    pub(super) value: Range<usize>,
    /// Whether it is the node that was looked for, rather than one around it.
    pub(super) exact: bool,
}

impl<'a> Outline<'a> {
    /// Adds a node to the one that is open, and returns its id.
    pub(super) fn add(
        &mut self,
        parent: Option<NodeId>,
        key: Option<Key<'a>>,
        value: Range<usize>,
        shape: Shape,
    ) -> NodeId {
        let id = self.nodes.len();
        self.nodes.push(Node { key, value, shape });
        if let Some(parent) = parent
            && let Shape::Object(children) | Shape::Array(children) = &mut self.nodes[parent].shape
        {
            children.push(id);
        }
        id
    }

    /// Sets where a node ends.
    pub(super) fn close(&mut self, id: NodeId, end: usize) {
        self.nodes[id].value.end = end;
    }

    /// Returns the node at a pointer, or the nearest one around it.
    pub(super) fn find(&self, pointer: &Pointer, occurrence: usize) -> Option<Found> {
        self.nodes.first()?;
        let mut node = 0;
        let mut exact = true;
        let mut tokens = pointer.tokens().peekable();
        while let Some(token) = tokens.next() {
            // Only the last key is told apart from its namesakes: the way there is the first.
            let occurrence = if tokens.peek().is_none() {
                occurrence
            } else {
                0
            };
            match self.child(node, &token, occurrence) {
                Some(child) => node = child,
                None => {
                    exact = false;
                    break;
                }
            }
        }
        let node = &self.nodes[node];
        Some(Found {
            key: node.key.as_ref().map(|key| key.range.clone()),
            value: node.value.clone(),
            exact,
        })
    }

    fn child(&self, node: NodeId, token: &str, occurrence: usize) -> Option<NodeId> {
        match &self.nodes[self.resolve(node)].shape {
            Shape::Object(children) if children.len() > MANY => self
                .indexed(self.resolve(node), token, occurrence)
                .or_else(|| self.merged(children, token)),
            Shape::Object(children) => self
                .member(children, token, occurrence)
                .or_else(|| self.merged(children, token)),
            Shape::Array(children) => children.get(token.parse::<usize>().ok()?).copied(),
            Shape::Scalar | Shape::Alias(_) => None,
        }
    }

    fn member(&self, children: &[NodeId], token: &str, occurrence: usize) -> Option<NodeId> {
        let mut namesakes = children.iter().copied().filter(|child| {
            self.nodes[*child]
                .key
                .as_ref()
                .is_some_and(|key| key.text == token)
        });
        namesakes.nth(occurrence)
    }

    fn indexed(&self, object: NodeId, token: &str, occurrence: usize) -> Option<NodeId> {
        let index = self.index.get_or_init(|| self.index());
        let namesakes = index.get(&object)?.get(token)?;
        namesakes.get(occurrence).copied()
    }

    fn index(&self) -> HashMap<NodeId, Members> {
        let mut index = HashMap::new();
        for (id, node) in self.nodes.iter().enumerate() {
            let Shape::Object(children) = &node.shape else {
                continue;
            };
            if children.len() <= MANY {
                continue;
            }
            let members: &mut Members = index.entry(id).or_default();
            for child in children {
                if let Some(key) = &self.nodes[*child].key {
                    let namesakes = members.entry(key.text.clone().into_owned()).or_default();
                    namesakes.push(*child);
                }
            }
        }
        index
    }

    /// Looks a key up in what the merge key of an object refers to.
    fn merged(&self, children: &[NodeId], token: &str) -> Option<NodeId> {
        let merge = self.resolve(self.member(children, MERGE_KEY, 0)?);
        let sources = match &self.nodes[merge].shape {
            Shape::Array(items) => items.iter().map(|item| self.resolve(*item)).collect(),
            Shape::Object(_) => vec![merge],
            Shape::Scalar | Shape::Alias(_) => Vec::new(),
        };
        sources.into_iter().find_map(|source| {
            // Not `child`: one level of merging is enough for a place, and cannot run in circles.
            match &self.nodes[source].shape {
                Shape::Object(members) => self.member(members, token, 0),
                Shape::Array(_) | Shape::Scalar | Shape::Alias(_) => None,
            }
        })
    }

    /// Follows an alias; the target of an alias is never an alias itself.
    fn resolve(&self, node: NodeId) -> NodeId {
        match self.nodes[node].shape {
            Shape::Alias(target) => target,
            Shape::Scalar | Shape::Object(_) | Shape::Array(_) => node,
        }
    }
}
