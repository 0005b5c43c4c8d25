//! Outlines YAML.
//!
//! By the events of a second parser, because the first, which builds the trees, keeps no places.
//! Where the two disagree about a text, the outline ends early and diagnostics point further out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, Span};

use super::outline::{Key, NodeId, Outline, Shape};

/// Returns the outline of the first document of a YAML text.
pub(super) fn outline(text: &str) -> Outline<'_> {
    let mut composer = Composer::default();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        if composer.event(event, &span).is_none() {
            break;
        }
    }
    composer.outline
}

#[derive(Default)]
struct Composer<'a> {
    outline: Outline<'a>,
    open: Vec<Open<'a>>,
    anchors: HashMap<usize, NodeId>,
    /// How many collections are open in a key that is itself a collection.
    inside_key: usize,
}

struct Open<'a> {
    node: NodeId,
    content: Content<'a>,
}

enum Content<'a> {
    Items,
    /// Members; the key whose value comes next.
    Members(Option<Key<'a>>),
}

impl<'a> Composer<'a> {
    /// Takes one event; `None` at the end of the document.
    fn event(&mut self, event: Event<'a>, span: &Span) -> Option<()> {
        let range = range(span)?;
        match event {
            Event::Scalar(text, _, anchor, _) => self.leaf(text, anchor, range, Shape::Scalar),
            Event::Alias(anchor) => {
                let shape = match self.anchors.get(&anchor) {
                    Some(target) => Shape::Alias(*target),
                    None => Shape::Scalar,
                };
                self.leaf(Cow::Borrowed(""), 0, range, shape);
            }
            Event::MappingStart(_, anchor, _) => {
                self.start(
                    anchor,
                    range,
                    Shape::Object(Vec::new()),
                    Content::Members(None),
                );
            }
            Event::SequenceStart(_, anchor, _) => {
                self.start(anchor, range, Shape::Array(Vec::new()), Content::Items);
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(range.end),
            Event::DocumentEnd => return None,
            // The others say nothing about nodes.
            _ => {}
        }
        Some(())
    }

    fn leaf(&mut self, text: Cow<'a, str>, anchor: usize, range: Range<usize>, shape: Shape) {
        if self.inside_key > 0 {
            return;
        }
        if let Some(pending) = self.awaited_key() {
            *pending = Some(Key { text, range });
            return;
        }
        self.add(anchor, range, shape);
    }

    fn start(&mut self, anchor: usize, range: Range<usize>, shape: Shape, content: Content<'a>) {
        if self.inside_key > 0 {
            self.inside_key += 1;
            return;
        }
        if let Some(pending) = self.awaited_key() {
            // No pointer can name such a member; an empty key keeps keys and values in step.
            *pending = Some(Key {
                text: Cow::Borrowed(""),
                range,
            });
            self.inside_key = 1;
            return;
        }
        let node = self.add(anchor, range, shape);
        self.open.push(Open { node, content });
    }

    fn end(&mut self, end: usize) {
        if self.inside_key > 0 {
            self.inside_key -= 1;
        } else if let Some(open) = self.open.pop() {
            self.outline.close(open.node, end);
        }
    }

    /// Returns the room for a key where the next node is one.
    fn awaited_key(&mut self) -> Option<&mut Option<Key<'a>>> {
        match self.open.last_mut() {
            Some(Open {
                content: Content::Members(pending @ None),
                ..
            }) => Some(pending),
            Some(_) | None => None,
        }
    }

    fn add(&mut self, anchor: usize, range: Range<usize>, shape: Shape) -> NodeId {
        let (parent, key) = match self.open.last_mut() {
            Some(open) => {
                let key = match &mut open.content {
                    Content::Members(pending) => pending.take(),
                    Content::Items => None,
                };
                (Some(open.node), key)
            }
            None => (None, None),
        };
        let node = self.outline.add(parent, key, range, shape);
        if anchor != 0 {
            self.anchors.insert(anchor, node);
        }
        node
    }
}

fn range(span: &Span) -> Option<Range<usize>> {
    Some(span.start.byte_offset()?..span.end.byte_offset()?)
}
