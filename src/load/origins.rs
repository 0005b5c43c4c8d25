//! Where the nodes of a merged tree come from.
//!
//! Only the tops of what was put together are kept: the root, each file that was bundled in, each
//! node that an overlay added or replaced. Everything below them is found by its nearest ancestor.

use std::collections::BTreeMap;

use crate::diagnostic::{Place, Pointer, SourceId};

/// Where one node comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Origin {
    /// The text.
    pub(super) source: SourceId,
    /// The node there.
    pub(super) pointer: Pointer,
}

impl Origin {
    /// Returns the origin of a node below this one.
    pub(super) fn join(&self, token: impl std::fmt::Display) -> Self {
        Self {
            source: self.source,
            pointer: self.pointer.join(token),
        }
    }

    /// Returns the place of this node.
    pub(super) fn place(self) -> Place {
        Place::node(self.source, self.pointer)
    }
}

/// Where the nodes of a tree come from.
#[derive(Clone, Debug)]
pub(super) struct Origins {
    root: SourceId,
    tops: BTreeMap<Pointer, Origin>,
}

impl Origins {
    /// Returns the origins of a tree that is all of one source.
    pub(super) fn new(root: SourceId) -> Self {
        Self {
            root,
            tops: BTreeMap::new(),
        }
    }

    /// Returns where a node comes from.
    pub(super) fn origin(&self, pointer: &Pointer) -> Origin {
        let mut ancestor = (!self.tops.is_empty()).then(|| pointer.clone());
        while let Some(top) = ancestor {
            if let Some(origin) = self.tops.get(&top)
                && let Some(rest) = pointer.strip_prefix(&top)
            {
                return Origin {
                    source: origin.source,
                    pointer: origin.pointer.append(&rest),
                };
            }
            ancestor = top.parent();
        }
        Origin {
            source: self.root,
            pointer: pointer.clone(),
        }
    }

    /// Records that a node, with all that is below it, comes from elsewhere.
    pub(super) fn set(&mut self, pointer: Pointer, origin: Origin) {
        self.forget(&pointer);
        self.tops.insert(pointer, origin);
    }

    /// Records that the whole tree was rearranged: `place` says where a node is that was there
    /// before, `tops` are those that come from elsewhere than the nodes around them.
    pub(super) fn relocate(
        &mut self,
        place: impl Fn(&Pointer) -> Pointer,
        tops: impl IntoIterator<Item = (Pointer, Origin)>,
    ) {
        let before = std::mem::take(&mut self.tops);
        self.tops = tops.into_iter().collect();
        self.tops.extend(
            before
                .into_iter()
                .map(|(top, origin)| (place(&top), origin)),
        );
    }

    /// Records that a node was removed from its object.
    pub(super) fn remove_member(&mut self, pointer: &Pointer) {
        self.forget(pointer);
    }

    /// Records that an item was removed from an array that had `length` items, so that the items
    /// behind it moved up.
    pub(super) fn remove_item(&mut self, array: &Pointer, index: usize, length: usize) {
        for old in index + 1..length {
            let from = array.join(old);
            let to = array.join(old - 1);
            let origin = self.origin(&from);
            let below: Vec<_> = self
                .below(&from)
                .filter_map(|(pointer, origin)| {
                    let rest = pointer.strip_prefix(&from)?;
                    Some((to.append(&rest), origin.clone()))
                })
                .collect();
            self.set(to, origin);
            self.tops.extend(below);
        }
        if let Some(last) = length.checked_sub(1) {
            self.forget(&array.join(last));
        }
    }

    fn below<'a>(&'a self, top: &Pointer) -> impl Iterator<Item = (&'a Pointer, &'a Origin)> {
        // What starts with the same text is one run in the order of the map.
        let first = Pointer::parse(&format!("{top}/")).unwrap_or_default();
        let prefix = first.clone();
        self.tops
            .range(first..)
            .take_while(move |(pointer, _)| pointer.as_str().starts_with(prefix.as_str()))
    }

    fn forget(&mut self, top: &Pointer) {
        let below: Vec<_> = self
            .below(top)
            .map(|(pointer, _)| pointer.clone())
            .collect();
        for pointer in &below {
            self.tops.remove(pointer);
        }
        self.tops.remove(top);
    }
}

#[cfg(test)]
mod tests {
    use super::{Origin, Origins};
    use crate::diagnostic::{Pointer, SourceId, Sources};

    fn pointer(text: &str) -> Pointer {
        Pointer::parse(text).unwrap()
    }

    fn origin(source: SourceId, text: &str) -> Origin {
        Origin {
            source,
            pointer: pointer(text),
        }
    }

    #[test]
    fn the_nearest_top_decides() {
        let mut sources = Sources::default();
        let (root, overlay) = (sources.add("api.yaml", ""), sources.add("o.yaml", ""));
        let mut origins = Origins::new(root);
        origins.set(pointer("/info"), origin(overlay, "/actions/0/update"));
        assert_eq!(
            origins.origin(&pointer("/info/title")),
            origin(overlay, "/actions/0/update/title")
        );
        assert_eq!(
            origins.origin(&pointer("/information")),
            origin(root, "/information")
        );
    }

    #[test]
    fn removing_an_item_moves_the_origins_of_those_behind_it() {
        let mut sources = Sources::default();
        let (root, overlay) = (sources.add("api.yaml", ""), sources.add("o.yaml", ""));
        let mut origins = Origins::new(root);
        origins.set(pointer("/a/2/x"), origin(overlay, "/x"));
        origins.remove_item(&pointer("/a"), 0, 3);
        assert_eq!(origins.origin(&pointer("/a/0")), origin(root, "/a/1"));
        assert_eq!(origins.origin(&pointer("/a/1/y")), origin(root, "/a/2/y"));
        assert_eq!(
            origins.origin(&pointer("/a/1/x/z")),
            origin(overlay, "/x/z")
        );
    }
}
