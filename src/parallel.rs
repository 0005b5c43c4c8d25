//! Doing the same to many things, on all cores where the feature `parallel` is there.
//!
//! What enters: things, and what to do to one. What leaves: what became of each, in their order, so that
//! nothing depends on how many cores there are.

/// Returns what a function makes of each item, in the order of the items.
#[cfg(feature = "parallel")]
pub(crate) fn map<'i, T: Sync, R: Send>(
    items: &'i [T],
    make: impl Fn(&'i T) -> R + Send + Sync,
) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(make).collect()
}

/// Returns what a function makes of each item, in the order of the items.
#[cfg(not(feature = "parallel"))]
pub(crate) fn map<'i, T: Sync, R: Send>(
    items: &'i [T],
    make: impl Fn(&'i T) -> R + Send + Sync,
) -> Vec<R> {
    items.iter().map(make).collect()
}
