//! The known name that a mistyped one most likely means.

/// Returns the name that differs least from what was given, or `None` when none is near.
///
/// Near is a third of the letters at most, after `-` and capitals are levelled: `out-dir` and
/// `OutDir` are near `out_dir`, `folder` is not.
pub(crate) fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let given = level(given);
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, &level(name)), name))
        .filter(|(distance, name)| *distance <= (name.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

fn level(name: &str) -> String {
    // A name of a setting has no more than a few dozen letters; a longer text is near none, and is
    // not worth the quadratic comparison.
    name.chars()
        .take(64)
        .map(|letter| {
            if letter == '-' {
                '_'
            } else {
                letter.to_ascii_lowercase()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: [&str; 4] = ["spec", "out_dir", "include", "exclude"];

    #[test]
    fn finds_slips_of_the_hand() {
        assert_eq!(nearest("out-dir", KNOWN), Some("out_dir"));
        assert_eq!(nearest("Outdir", KNOWN), Some("out_dir"));
        assert_eq!(nearest("sepc", KNOWN), Some("spec"));
        assert_eq!(nearest("includes", KNOWN), Some("include"));
    }

    #[test]
    fn does_not_guess_wildly() {
        assert_eq!(nearest("folder", KNOWN), None);
        assert_eq!(nearest("", KNOWN), None);
        assert_eq!(nearest(&"a".repeat(100_000), KNOWN), None);
    }
}
