//! Says where in a JSON text decoding failed.
//!
//! The reader knows a byte. The way to it is found again by a walk over the text, only after a failure, so
//! that success pays nothing for it.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::problem::one_line;
use super::reader::JsonError;

/// A notation other than JSON, in which bodies of errors may be.
pub trait Notation: Send + Sync {
    /// Returns a body as JSON, or why it is none in this notation.
    fn json(&self, body: &[u8]) -> Result<Vec<u8>, String>;

    /// Returns the path at which reading the JSON of a body failed, and the reason, with the place in
    /// the body.
    fn explain(&self, body: &[u8], json: &[u8], error: &JsonError) -> (String, String);
}

/// Why the body of an error is no value of a type.
pub(super) struct Wrong {
    pub(super) path: String,
    pub(super) reason: String,
    pub(super) cause: Option<serde_json::Error>,
}

/// Reads the body of an error, in JSON or in another notation.
pub(super) fn error_body<T: DeserializeOwned>(
    body: &[u8],
    notation: Option<&dyn Notation>,
) -> Result<T, Wrong> {
    let json = match notation {
        None => Cow::Borrowed(body),
        Some(notation) => Cow::Owned(notation.json(body).map_err(|reason| Wrong {
            path: String::new(),
            reason,
            cause: None,
        })?),
    };
    serde_json::from_slice(&json).map_err(|cause| {
        let error = of_serde(&json, &cause);
        let (path, reason) = match notation {
            None => explain(body, &error),
            Some(notation) => notation.explain(body, &json, &error),
        };
        Wrong {
            path,
            reason,
            cause: Some(cause),
        }
    })
}

/// Returns the path at which decoding `text` failed, such as `client.grantTypes[2]` (empty at the
/// top), and the reason.
pub(super) fn explain(text: &[u8], error: &JsonError) -> (String, String) {
    if text.iter().all(u8::is_ascii_whitespace) {
        return (String::new(), "it is empty".to_owned());
    }
    let (line, column) = place(text, error.at());
    let reason = one_line(error.reason());
    (
        path(text, error.at()),
        format!("{reason} at line {line} column {column}"),
    )
}

/// Returns the line and the column of a byte, counted from 1.
pub(super) fn place(text: &[u8], at: usize) -> (usize, usize) {
    let at = at.min(text.len());
    let before = &text[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let begin = before.iter().rposition(|byte| *byte == b'\n');
    let column = at - begin.map_or(0, |newline| newline + 1) + 1;
    (line, column)
}

/// Returns what serde_json, which knows a line and a column, says about a text, as an error of a byte.
fn of_serde(text: &[u8], error: &serde_json::Error) -> JsonError {
    let begin = match error.line() {
        0 | 1 => 0,
        line => text
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(line - 2)
            .map_or(text.len(), |(at, _)| at + 1),
    };
    let at = match error.classify() {
        Category::Eof | Category::Io => text.len(),
        // The position is past the offending byte, which must not close what it stands in.
        Category::Syntax => (begin + error.column()).saturating_sub(1),
        Category::Data => begin + error.column(),
    };
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    JsonError::new(at, reason)
}

/// A container that is open.
enum Frame {
    /// The key of the member that is being read, quotes included.
    Object {
        key: Option<Range<usize>>,
        at_key: bool,
    },
    /// The index of the item that is being read.
    Array { index: usize },
}

/// Returns the path of the value that is being read, or was just read, `end` bytes into `text`.
///
/// Any bytes may come in: what is not JSON gives some path, never a panic. The walk does not recurse,
/// and what is deeper than the reader goes is counted only.
pub(super) fn path(text: &[u8], end: usize) -> String {
    let end = end.min(text.len());
    let mut frames: Vec<Frame> = Vec::new();
    let mut deeper = 0_usize;
    let mut at = 0;
    while at < end {
        match text[at] {
            b'{' | b'[' if deeper > 0 || frames.len() == DEEPEST => deeper += 1,
            b'}' | b']' if deeper > 0 => deeper -= 1,
            b'"' => {
                let past = past_string(text, at, end);
                if deeper == 0
                    && let Some(Frame::Object { key, at_key: true }) = frames.last_mut()
                {
                    *key = Some(at..past);
                }
                at = past;
                continue;
            }
            b':' | b',' if deeper > 0 => {}
            b':' => {
                if let Some(Frame::Object { at_key, .. }) = frames.last_mut() {
                    *at_key = false;
                }
            }
            b',' => match frames.last_mut() {
                Some(Frame::Object { key, at_key }) => {
                    *key = None;
                    *at_key = true;
                }
                Some(Frame::Array { index }) => *index += 1,
                None => {}
            },
            b'{' => frames.push(Frame::Object {
                key: None,
                at_key: true,
            }),
            b'[' => frames.push(Frame::Array { index: 0 }),
            b'}' | b']' => {
                frames.pop();
            }
            _ => {}
        }
        at += 1;
    }
    write(text, &frames)
}

/// Returns where the string that begins at `start` ends, its closing quote included.
fn past_string(text: &[u8], start: usize, end: usize) -> usize {
    let mut at = start + 1;
    while at < end {
        match text[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    end
}

/// The reader goes 128 deep.
const DEEPEST: usize = 256;

/// A path shows no more steps than this: the last ones, which tell the place.
const MOST_STEPS: usize = 32;

fn write(text: &[u8], frames: &[Frame]) -> String {
    let mut path = String::new();
    let skipped = frames.len().saturating_sub(MOST_STEPS);
    if skipped > 0 {
        path.push('…');
    }
    for frame in &frames[skipped..] {
        match frame {
            Frame::Array { index } => path.push_str(&format!("[{index}]")),
            Frame::Object { key: Some(key), .. } => {
                let name = key_text(&text[key.clone()]);
                if is_plain(&name) {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&name);
                } else {
                    path.push_str(&format!("[{name:?}]"));
                }
            }
            Frame::Object { key: None, .. } => {}
        }
    }
    path
}

fn key_text(quoted: &[u8]) -> String {
    let text = serde_json::from_slice::<String>(quoted).unwrap_or_else(|_| {
        let inner = quoted.strip_prefix(b"\"").unwrap_or(quoted);
        String::from_utf8_lossy(inner.strip_suffix(b"\"").unwrap_or(inner)).into_owned()
    });
    one_line(&text)
}

/// Returns whether a key reads well without quotes.
fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@'))
}
