//! The methods of calls that ask for other media types.

use super::reading::{name, reading_type, stream_type};
use crate::{
    emit::format::{RustFile, quoted},
    plan::{Alternative, Operation, Reading, code},
};

/// Adds the methods that ask for other media types.
pub(super) fn items(file: &mut RustFile, operation: &Operation) {
    let alternatives = operation.outcome.alternatives.iter();
    let lines: Vec<String> = alternatives.map(|it| line(operation, it)).collect();
    if !lines.is_empty() {
        file.lines(lines);
    }
}

fn line(operation: &Operation, alternative: &Alternative) -> String {
    let (builder, method) = (&operation.builder, &alternative.method);
    let kind = match &alternative.reading {
        Reading::Whole(kind, ty) => reading_type(*kind, ty),
        Reading::Stream(kind, ty) => format!("stream {}", stream_type(*kind, ty)),
    };
    let media_type = quoted(&alternative.media_type);
    let errors = match alternative.errors.as_str() {
        "" => String::new(),
        errors => format!(", {}", quoted(errors)),
    };
    format!("alternative!({builder}.{method} => {kind}, {media_type}{errors});")
}

/// Returns what the documentation of the method that starts a call says about them.
pub(super) fn docs(operation: &Operation) -> Vec<String> {
    let alternatives = &operation.outcome.alternatives;
    if alternatives.is_empty() {
        return Vec::new();
    }
    let mut lines = ["", "The answer in other media types:", ""]
        .map(str::to_owned)
        .to_vec();
    lines.extend(alternatives.iter().map(|alternative| {
        let (builder, method) = (&operation.builder, &alternative.method);
        let media_type = code(&alternative.media_type);
        let gives = match &alternative.reading {
            Reading::Whole(_, ty) => code(&name(ty)),
            Reading::Stream(..) => "a stream".to_owned(),
        };
        format!("- [`{method}`]({builder}::{method}) asks for {media_type} and gives {gives}")
    }));
    lines
}
