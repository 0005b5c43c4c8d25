//! Names of options and commands, no two of which are alike.

use std::collections::BTreeSet;

/// How many characters a name has at most.
const MAX_NAME: usize = 60;

/// The options that every program has; those of `templates/cli/src/cli/arguments.rs`, and clap's own.
const SHARED: [&str; 13] = [
    "base-url",
    "timeout",
    "header",
    "print-request",
    "output",
    "compact",
    "body",
    "stream",
    "as",
    "all",
    "max-items",
    "help",
    "version",
];

/// Names that are taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Options {
    taken: BTreeSet<String>,
}

impl Options {
    /// Returns those that every program has.
    pub(super) fn shared() -> Self {
        Self {
            taken: SHARED.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    /// Lets a name that every program has be taken where nothing is called so.
    pub(super) fn release(&mut self, name: &str) {
        self.taken.remove(name);
    }

    /// Takes a name; one that is taken gets its role before it, and a number where that is taken, too.
    pub(super) fn claim(&mut self, name: &str, role: &str) -> String {
        let name: String = name.chars().take(MAX_NAME).collect();
        let name = match name.trim_matches('-') {
            "" => role.to_owned(),
            name => name.to_owned(),
        };
        if self.taken.insert(name.clone()) {
            return name;
        }
        let with_role = format!("{role}-{name}");
        let mut claimed = with_role.clone();
        let mut number = 2_usize;
        while !self.taken.insert(claimed.clone()) {
            claimed = format!("{with_role}-{number}");
            number += 1;
        }
        claimed
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn a_name_that_is_taken_says_what_it_is_of() {
        let mut options = Options::shared();
        assert_eq!(options.claim("name", "parameter"), "name");
        assert_eq!(options.claim("name", "body"), "body-name");
        assert_eq!(options.claim("name", "body"), "body-name-2");
        assert_eq!(options.claim("output", "body"), "body-output");
        assert_eq!(options.claim("", "parameter"), "parameter");
    }
}
