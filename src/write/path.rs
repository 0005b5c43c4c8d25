//! Paths that every file system takes.

use std::{error::Error, fmt};

/// Why a text is not the path of a file in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathFault {
    /// It starts at the root.
    Absolute,
    /// It is empty, or has nothing between two slashes or after the last.
    EmptySegment,
    /// A segment is `.` or `..`.
    DotSegment,
    /// A segment holds a character that some file system refuses, such as `\` or `:`.
    Character(char),
    /// A segment ends with a dot or a space, which Windows drops.
    Trailing,
    /// A segment is the name of a device on Windows, such as `con` or `nul.rs`.
    Device,
    /// It is the name of the manifest.
    Manifest,
}

impl fmt::Display for PathFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Absolute => "it is absolute",
            Self::EmptySegment => "a segment of it is empty",
            Self::DotSegment => "a segment of it is `.` or `..`",
            Self::Character(character) => {
                return write!(formatter, "it holds the character {character:?}");
            }
            Self::Trailing => "a segment of it ends with a dot or a space",
            Self::Device => "a segment of it is the name of a Windows device",
            Self::Manifest => "it is the name of the manifest",
        })
    }
}

impl Error for PathFault {}

/// Returns what is wrong with a relative path of segments with `/` between them.
pub(super) fn check(path: &str) -> Result<(), PathFault> {
    if path.starts_with('/') {
        return Err(PathFault::Absolute);
    }
    if fold(path) == super::MANIFEST {
        return Err(PathFault::Manifest);
    }
    path.split('/').try_for_each(check_segment)
}

fn check_segment(segment: &str) -> Result<(), PathFault> {
    if segment.is_empty() {
        return Err(PathFault::EmptySegment);
    }
    if matches!(segment, "." | "..") {
        return Err(PathFault::DotSegment);
    }
    let refused = |letter: &char| letter.is_control() || r#"\:*?"<>|"#.contains(*letter);
    if let Some(character) = segment.chars().find(refused) {
        return Err(PathFault::Character(character));
    }
    if segment.ends_with(['.', ' ']) {
        return Err(PathFault::Trailing);
    }
    if is_device(segment) {
        return Err(PathFault::Device);
    }
    Ok(())
}

/// Returns whether Windows takes a name for that of a device, whatever its extension.
fn is_device(segment: &str) -> bool {
    let stem = segment.split('.').next().unwrap_or(segment);
    let stem = stem.trim_end().to_ascii_lowercase();
    let numbered = || {
        let number = stem
            .strip_prefix("com")
            .or_else(|| stem.strip_prefix("lpt"))?;
        let mut digits = number.chars();
        // Windows reads superscript digits as digits.
        let is_digit = digits
            .next()
            .is_some_and(|digit| "123456789¹²³".contains(digit));
        Some(is_digit && digits.next().is_none())
    };
    matches!(
        stem.as_str(),
        "con" | "prn" | "aux" | "nul" | "conin$" | "conout$"
    ) || numbered().unwrap_or(false)
}

/// Returns a path as file systems that ignore case compare it.
pub(super) fn fold(path: &str) -> String {
    path.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{PathFault, check};

    #[test]
    fn ordinary_paths_pass() {
        for path in [
            "Cargo.toml",
            "src/models/client.rs",
            ".gitignore",
            "docs/a b.md",
            "console.rs",
            "com10",
            "src/\u{E9}.md",
        ] {
            assert_eq!(check(path), Ok(()), "{path}");
        }
    }

    #[test]
    fn paths_that_leave_the_folder_are_refused() {
        assert_eq!(check("/etc/passwd"), Err(PathFault::Absolute));
        assert_eq!(check("C:/x"), Err(PathFault::Character(':')));
        assert_eq!(check("src/../../x"), Err(PathFault::DotSegment));
        assert_eq!(check("./x"), Err(PathFault::DotSegment));
        assert_eq!(check(r"..\x"), Err(PathFault::Character('\\')));
    }

    #[test]
    fn paths_that_some_system_refuses_are_refused() {
        assert_eq!(check(""), Err(PathFault::EmptySegment));
        assert_eq!(check("src//a.rs"), Err(PathFault::EmptySegment));
        assert_eq!(check("src/"), Err(PathFault::EmptySegment));
        assert_eq!(check("a\0b"), Err(PathFault::Character('\0')));
        assert_eq!(check("models/con.rs"), Err(PathFault::Device));
        assert_eq!(check("NUL"), Err(PathFault::Device));
        assert_eq!(check("lpt1.tar.gz"), Err(PathFault::Device));
        assert_eq!(check("com\u{B9}"), Err(PathFault::Device));
        assert_eq!(check("name./x"), Err(PathFault::Trailing));
        assert_eq!(check(".SdkWright"), Err(PathFault::Manifest));
    }
}
