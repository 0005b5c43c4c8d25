//! Reads YAML.

use granit_parser::{ErrorKind, Event, Marker, Parser};
use serde::de::DeserializeSeed;
use serde_json::Value;

use super::tree::{Limit, Tree};
use super::usual::{self, Unusual};
use super::{MAX_DEPTH, Position, SyntaxError};

/// Parses a text into `tree`'s value.
pub(super) fn parse(text: &str, tree: &mut Tree) -> Result<Value, SyntaxError> {
    match usual::parse(text) {
        Ok(value) => Ok(value),
        Err(Unusual) => parse_any(text, tree),
    }
}

/// Parses a text, whatever it holds, into `tree`'s value.
pub(super) fn parse_any(text: &str, tree: &mut Tree) -> Result<Value, SyntaxError> {
    if looks_hostile(text)
        && let Some(at) = too_deep(text)
    {
        return Err(SyntaxError::Limit(Limit::Depth, at));
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(document) = documents.next() else {
        return Ok(Value::Null);
    };
    let value = tree
        .root()
        .deserialize(document)
        .map_err(|error| syntax_error(&error, tree))?;
    if documents.next().is_some() {
        return Err(SyntaxError::SeveralDocuments(second_document(text)));
    }
    Ok(value)
}

/// Returns whether so many brackets are open somewhere that the parser might need minutes: it reads
/// the whole text before it builds anything, and its time grows with the square of the depth.
///
/// Brackets in texts are counted too, so this alone does not condemn a document.
fn looks_hostile(text: &str) -> bool {
    let mut open = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > SUSPICIOUS_DEPTH
    })
}

/// More open brackets than this are looked at closely.
const SUSPICIOUS_DEPTH: usize = 1_000;

/// Returns where a text is nested too deep, by the other parser, which stops in time.
fn too_deep(text: &str) -> Option<Position> {
    let mut depth = 0_usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            // It reads ahead, so its own limit may come before the event that meets ours.
            Err(error) if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) => {
                return Some(position(error.marker()));
            }
            Err(_) => return None,
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth = depth.saturating_sub(1),
            // The others neither open nor close anything.
            _ => {}
        }
        if depth > MAX_DEPTH {
            return Some(position(&span.start));
        }
    }
    None
}

fn position(marker: &Marker) -> Position {
    Position::Characters {
        line: marker.line(),
        column: marker.col() + 1,
    }
}

fn syntax_error(error: &serde_yaml::Error, tree: &Tree) -> SyntaxError {
    let at = match error.location() {
        Some(location) => Position::Characters {
            line: location.line(),
            column: location.column(),
        },
        None => Position::Unknown,
    };
    let message = message(error);
    // The parser has a bound of its own on aliases, relative to the size of the text, and says so
    // by nothing but its words. A test holds these.
    let limit = match message.as_str() {
        "repetition limit exceeded" => Some(Limit::Nodes),
        "recursion limit exceeded" => Some(Limit::Depth),
        _ => tree.limit(),
    };
    if let Some(limit) = limit {
        return SyntaxError::Limit(limit, at);
    }
    let (message, context) = match message.rsplit_once(", while ") {
        Some((what, context)) => (what.to_owned(), Some(context_of(context))),
        None => (message, None),
    };
    SyntaxError::Malformed {
        message,
        at,
        // What begins where it goes wrong says nothing.
        context: context.and_then(|(text, start)| Some((text, start?))),
    }
}

/// Takes apart a text such as `parsing a flow sequence at line 7 column 10`.
fn context_of(text: &str) -> (String, Option<Position>) {
    let place = text.rsplit_once(" at line ").and_then(|(what, place)| {
        let (line, column) = place.split_once(" column ")?;
        let position = Position::Characters {
            line: line.parse().ok()?,
            column: column.parse().ok()?,
        };
        Some((what, position))
    });
    match place {
        Some((what, position)) => (format!("while {what} that starts here"), Some(position)),
        None => (String::new(), None),
    }
}

/// Returns where the second document starts: at the first `---` that follows content. In the first
/// column this means nothing else, not even in a block of text.
fn second_document(text: &str) -> Position {
    text.lines()
        .enumerate()
        .skip_while(|(_, line)| line.trim().is_empty() || line.starts_with(['#', '%', '-']))
        .find(|(_, line)| line.starts_with("---"))
        .map_or(Position::Unknown, |(index, _)| Position::Characters {
            line: index + 1,
            column: 1,
        })
}

/// Returns what is wrong without where, which is shown by other means.
fn message(error: &serde_yaml::Error) -> String {
    let text = error.to_string();
    match error.location() {
        Some(location) => text.replacen(
            &format!(" at line {} column {}", location.line(), location.column()),
            "",
            1,
        ),
        None => text,
    }
}
