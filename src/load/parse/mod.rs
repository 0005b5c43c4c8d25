//! Turns texts into value trees.
//!
//! A source enters; a tree of [`serde_json::Value`] leaves, with its keys in the order in which they
//! were written. What JSON cannot say (tags, infinities, keys that are not strings) and what nobody
//! can have meant (a key twice) is reported and never guessed at. Depth and size are bounded,
//! whatever the text says.

mod json;
mod plain;
mod tree;
mod usual;
mod yaml;

use serde_json::Value;

use super::format::Format;
use super::locate::Lines;
use crate::diagnostic::{
    Diagnostic, Place, Pointer, Report, Severity, Source, SourceId, Sources, codes,
};
pub(super) use tree::MERGE_KEY;
use tree::{Fault, FaultKind, Limit, Tree};

/// The greatest depth of objects and arrays in one file.
///
/// Below the limit of 128 of both parsers, so that it is this limit that is reported.
pub(super) const MAX_DEPTH: usize = 120;

/// The greatest number of values that one YAML file may expand to.
const MAX_NODES: usize = 5_000_000;

/// How many bytes a key has at most: everything below it is found by a pointer that holds the key.
const MAX_KEY: usize = 2_000;

/// How many bytes of text the aliases of one YAML file may copy.
const MAX_COPIED: usize = 64_000_000;

/// Why a text has no tree.
#[derive(Debug)]
enum SyntaxError {
    /// The text breaks the rules of its notation.
    Malformed {
        /// Which, without the place.
        message: String,
        /// Where.
        at: Position,
        /// What was being read, and where that began.
        context: Option<(String, Position)>,
    },
    /// A limit of this module was met.
    Limit(Limit, Position),
    /// There is a second YAML document.
    SeveralDocuments(Position),
}

/// A place as a parser gives it.
#[derive(Clone, Copy, Debug)]
enum Position {
    /// The parser does not know.
    Unknown,
    /// Line and column from 1, the column in characters.
    Characters { line: usize, column: usize },
    /// Line and column from 1, the column in bytes.
    Bytes { line: usize, column: usize },
}

/// Parses a source.
pub(super) fn parse(id: SourceId, sources: &Sources, report: &mut Report) -> Option<Value> {
    let source = sources.get(id);
    let format = Format::of(source);
    let mut tree = Tree::new(format, &source.text);
    let parsed = match format {
        Format::Json => json::parse(&source.text, &mut tree),
        Format::Yaml => yaml::parse(&source.text, &mut tree),
    };
    let mut value = match parsed {
        Ok(value) => value,
        Err(error) => {
            report.push(syntax_diagnostic(&error, id, source));
            return None;
        }
    };
    if value.is_null() {
        report.push(
            Diagnostic::new(codes::EMPTY_INPUT, format!("`{}` is empty", source.name))
                .at(Place::Source(id)),
        );
        return None;
    }
    let mut refused = false;
    for fault in tree.into_faults() {
        let diagnostic = fault_diagnostic(fault, id);
        refused |= diagnostic.severity == Severity::Error;
        report.push(diagnostic);
    }
    if format == Format::Yaml {
        plain::restore(&mut value, source);
    }
    (!refused).then_some(value)
}

fn syntax_diagnostic(error: &SyntaxError, id: SourceId, source: &Source) -> Diagnostic {
    let place = |at: Position| match at {
        Position::Unknown => Place::Source(id),
        Position::Characters { line, column } => Place::Position {
            source: id,
            line,
            column,
        },
        Position::Bytes { line, column } => Place::Position {
            source: id,
            line,
            column: Lines::of(&source.text).character_column(&source.text, line, column),
        },
    };
    match error {
        SyntaxError::Malformed {
            message,
            at,
            context,
        } => {
            let kind = match Format::of(source) {
                Format::Json => "JSON",
                Format::Yaml => "YAML",
            };
            let tab = stands_at_tab(&place(*at), source);
            let diagnostic = Diagnostic::new(
                codes::INVALID_SYNTAX,
                format!("this is not {kind}: {message}"),
            )
            .at(place(*at));
            let diagnostic = match context {
                Some((text, at)) => diagnostic.label(place(*at), text),
                None => diagnostic,
            };
            if tab {
                diagnostic.help("Indent with spaces; YAML does not allow tabs there.")
            } else {
                diagnostic
            }
        }
        SyntaxError::Limit(Limit::Depth, at) => Diagnostic::new(
            codes::NESTED_TOO_DEEP,
            format!("objects and arrays are nested deeper than {MAX_DEPTH} levels"),
        )
        .at(place(*at)),
        SyntaxError::Limit(Limit::Nodes, at) => Diagnostic::new(
            codes::EXPANDS_TOO_FAR,
            "the aliases of this document expand to many times what is written",
        )
        .at(place(*at)),
        SyntaxError::SeveralDocuments(at) => Diagnostic::new(
            codes::SEVERAL_DOCUMENTS,
            format!("`{}` holds more than one YAML document", source.name),
        )
        .label(place(*at), "the second one starts here"),
    }
}

fn stands_at_tab(place: &Place, source: &Source) -> bool {
    let Place::Position { line, column, .. } = place else {
        return false;
    };
    source
        .text
        .lines()
        .nth(line - 1)
        .and_then(|text| text.chars().nth(column - 1))
        == Some('\t')
}

fn fault_diagnostic(fault: Fault, source: SourceId) -> Diagnostic {
    let pointer = fault.pointer();
    let key = pointer.last();
    match fault.kind {
        FaultKind::DuplicateKey { occurrence } => {
            let place = |occurrence| Place::Node {
                source,
                pointer: pointer.clone(),
                occurrence,
            };
            Diagnostic::new(
                codes::DUPLICATE_KEY,
                format!("the key `{key}` stands in this object more than once"),
            )
            .label(place(occurrence), "again here")
            .label(place(0), "first here")
        }
        FaultKind::LongKey => Diagnostic::new(
            codes::LONG_KEY,
            format!("a key of {} bytes; {MAX_KEY} are allowed", key.len()),
        )
        .at(Place::node(source, pointer)),
        FaultKind::NotFinite => {
            Diagnostic::new(codes::NUMBER_NOT_FINITE, format!("`{key}` is not a number"))
                .at(value_of(source, pointer))
        }
        FaultKind::InvalidMerge => Diagnostic::new(
            codes::INVALID_MERGE,
            "the merge key `<<` takes an object or a list of objects",
        )
        .at(Place::node(source, pointer)),
        FaultKind::Tag(tag) => Diagnostic::new(
            codes::IGNORED_TAG,
            format!("the tag `!{tag}` means nothing in OpenAPI and is ignored"),
        )
        .at(value_of(source, pointer)),
    }
}

fn value_of(source: SourceId, pointer: Pointer) -> Place {
    Place::node(source, pointer).value()
}

#[cfg(test)]
mod tests;
