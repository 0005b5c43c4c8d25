//! Names of files as other programs want them.
//!
//! A name as the user gave it and the folder where the program runs, as seen from the root of the
//! repository, enter; a path from that root leaves. No file is looked at.

use std::fmt::Write;
use std::path::Path;

use super::super::source::{STANDARD_INPUT, Source};

/// Returns the path of a file from the root of the repository, with `/` between its parts; absolute
/// paths stay what they are, and what is no file has none.
pub(super) fn path(source: &Source, folder: &str) -> Option<String> {
    let name = source.name.as_str();
    if name == STANDARD_INPUT {
        return None;
    }
    if is_absolute(name) {
        return Some(name.replace('\\', "/"));
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split(is_separator).chain(name.split(is_separator)) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Returns the same as a URI reference (RFC 3986).
pub(super) fn uri(source: &Source, folder: &str) -> String {
    let Some(path) = path(source, folder) else {
        return "stdin".to_owned();
    };
    let scheme = match (is_absolute(&path), path.starts_with('/')) {
        (true, true) => "file://",
        (true, false) => "file:///",
        (false, _) => "",
    };
    let mut uri = String::from(scheme);
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            // The drive of Windows; elsewhere a colon could be taken for the end of a scheme.
            b':' if !scheme.is_empty() => uri.push(':'),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
    uri
}

fn is_absolute(name: &str) -> bool {
    Path::new(name).is_absolute() || name.starts_with('/')
}

/// Returns whether a character stands between the parts of a path; on Unix, `\` is part of a name.
fn is_separator(character: char) -> bool {
    std::path::is_separator(character) || character == '/'
}

#[cfg(test)]
mod tests {
    use super::{STANDARD_INPUT, Source, path, uri};

    fn source(name: &str) -> Source {
        Source {
            name: name.to_owned(),
            text: String::new(),
        }
    }

    #[test]
    fn paths_start_at_the_root() {
        for (folder, name, expected) in [
            ("", "api.yaml", "api.yaml"),
            ("", "./specs//api.yaml", "specs/api.yaml"),
            ("sdk", "../specs/api.yaml", "specs/api.yaml"),
            ("a/b", "api.yaml", "a/b/api.yaml"),
            ("", "../../api.yaml", "../../api.yaml"),
            ("sdk", "/specs/api.yaml", "/specs/api.yaml"),
        ] {
            assert_eq!(path(&source(name), folder).as_deref(), Some(expected));
        }
        assert_eq!(path(&source(STANDARD_INPUT), ""), None);
    }

    #[test]
    fn uris_have_escapes() {
        for (name, expected) in [
            ("my pets/é#1.yaml", "my%20pets/%C3%A9%231.yaml"),
            ("a:b.yaml", "a%3Ab.yaml"),
            ("/srv/50%.yaml", "file:///srv/50%25.yaml"),
            (STANDARD_INPUT, "stdin"),
        ] {
            assert_eq!(uri(&source(name), ""), expected);
        }
    }
}
