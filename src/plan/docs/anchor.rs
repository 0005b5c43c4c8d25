//! Anchors of headings.

use std::collections::HashMap;

/// The anchors of a page, as GitHub, docs.rs and most others make them of its headings.
#[derive(Clone, Debug, Default)]
pub struct Anchors {
    counts: HashMap<String, usize>,
}

impl Anchors {
    /// Returns the anchor of the next heading of the page, whose text, markup aside, is given.
    pub fn next(&mut self, heading: &str) -> String {
        let base: String = heading
            .to_lowercase()
            .chars()
            .filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '_'))
            .map(|it| if it == ' ' { '-' } else { it })
            .collect();
        let mut anchor = base.clone();
        while self.counts.contains_key(&anchor) {
            let count = self.counts.entry(base.clone()).or_default();
            *count += 1;
            anchor = format!("{base}-{count}");
        }
        self.counts.insert(anchor.clone(), 0);
        anchor
    }
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[test]
    fn each_heading_has_its_own() {
        let mut anchors = Anchors::default();
        let headings = ["Fields", "`a_b`", "fields", "fields-1", "Fields", "Used by"];
        let found = headings.map(|heading| anchors.next(heading));
        assert_eq!(
            found,
            [
                "fields",
                "a_b",
                "fields-1",
                "fields-1-1",
                "fields-2",
                "used-by"
            ]
        );
    }
}
