//! What went where.
//!
//! Nodes are told here when they move, and whence those come that are new. In the end references are
//! told where their targets are now, and [`Origins`] where each node stood before. Pointers are those
//! of the tree before anything was rewritten, unless a name says otherwise; a move is told relative
//! to a node around it, which may itself move later or have moved before.

use std::collections::HashMap;

use super::super::origins::{Origin, Origins};
use super::super::reference;
use crate::diagnostic::Pointer;

/// A node of the new tree: a node that was there before, and the way from there.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spot {
    /// A node that was there before.
    pub(super) base: String,
    /// The way from it in the new tree.
    pub(super) rest: String,
}

/// What went where.
#[derive(Debug, Default)]
pub(super) struct Moves {
    moved: HashMap<String, Spot>,
    /// In the order in which they were told, so that later stages see no order of hashes.
    order: Vec<String>,
    made: Vec<(Spot, String)>,
}

impl Moves {
    /// Returns whether everything is where it was.
    pub(super) fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.made.is_empty()
    }

    /// Tells that the node at `base` + `from` moved to `rest` below `base`.
    pub(super) fn moved(&mut self, base: &str, from: &str, rest: &str) {
        let from = format!("{base}{from}");
        let spot = Spot {
            base: base.to_owned(),
            rest: rest.to_owned(),
        };
        if self.moved.insert(from.clone(), spot).is_none() {
            self.order.push(from);
        }
    }

    /// Tells that the new node at `rest` below `base` says what `from` below `base` said.
    pub(super) fn made(&mut self, base: &str, rest: &str, from: &str) {
        let spot = Spot {
            base: base.to_owned(),
            rest: rest.to_owned(),
        };
        self.made.push((spot, format!("{base}{from}")));
    }

    /// Returns where a node of the tree before is in the new tree.
    pub(super) fn place(&self, pointer: &str) -> String {
        if self.moved.is_empty() {
            return pointer.to_owned();
        }
        let mut cut = pointer.len();
        loop {
            let (top, rest) = pointer.split_at(cut);
            if let Some(spot) = self.moved.get(top) {
                return self.spot(spot) + rest;
            }
            match top.rfind('/') {
                Some(parent) => cut = parent,
                None => return pointer.to_owned(),
            }
        }
    }

    /// Returns where a spot is in the new tree.
    pub(super) fn spot(&self, spot: &Spot) -> String {
        // The base is a node around the one that moved, so this ends.
        self.place(&spot.base) + &spot.rest
    }

    /// Returns the reference to the same node in the new tree; `None` where it stays as it is.
    pub(super) fn reference(&self, text: &str) -> Option<String> {
        let before = reference::fragment(text.strip_prefix('#')?).ok()?;
        let after = self.place(before.as_str());
        (after != before.as_str()).then(|| format!("#{}", after.replace('%', "%25")))
    }

    /// Tells `origins` where each node of the new tree stood before.
    pub(super) fn tell(&self, origins: &mut Origins) {
        let pointer = |text: &str| Pointer::parse(text).unwrap_or_default();
        let moved = self.order.iter().filter_map(|from| {
            let spot = self.moved.get(from)?;
            Some((self.spot(spot), from))
        });
        let made = self.made.iter().map(|(spot, from)| (self.spot(spot), from));
        let tops: Vec<(Pointer, Origin)> = made
            .chain(moved)
            .map(|(to, from)| (pointer(&to), origins.origin(&pointer(from))))
            .collect();
        origins.relocate(|before| pointer(&self.place(before.as_str())), tops);
    }
}

#[cfg(test)]
mod tests {
    use super::Moves;

    #[test]
    fn moves_of_nodes_within_each_other_add_up_in_any_order() {
        for outer_first in [false, true] {
            let mut moves = Moves::default();
            let outer = |moves: &mut Moves| moves.moved("", "/definitions", "/components/schemas");
            if outer_first {
                outer(&mut moves);
            }
            moves.moved("/definitions/Pet", "/prefixItems", "/x-items");
            if !outer_first {
                outer(&mut moves);
            }
            assert_eq!(
                moves.place("/definitions/Pet/prefixItems/0"),
                "/components/schemas/Pet/x-items/0"
            );
            assert_eq!(moves.place("/definitionsPet"), "/definitionsPet");
        }
    }

    #[test]
    fn references_keep_their_escapes() {
        let mut moves = Moves::default();
        moves.moved("", "/definitions", "/components/schemas");
        assert_eq!(
            moves.reference("#/definitions/100%25~1a%20b").as_deref(),
            Some("#/components/schemas/100%25~1a b")
        );
        assert_eq!(moves.reference("#/info"), None);
        assert_eq!(moves.reference("other.yaml"), None);
    }
}
