//! Settings files.
//!
//! What enters: TOML. What leaves: a [`Layer`] of all settings that could be read, and a finding
//! with line and column for each that could not. Relative paths are relative to the file. Several
//! mistakes are found in one go.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Layer, names, nearest, position::position, value::Value};
use crate::diagnostic::{Diagnostic, Place, Report, SourceId, Sources, codes};

impl Layer {
    /// Reads a settings file; what is wrong with it is reported, and the rest is returned.
    pub fn read(path: &Path, sources: &mut Sources, report: &mut Report) -> Self {
        let name = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => {
                let folder = path.parent().unwrap_or(Path::new(""));
                let source = sources.add(name, text);
                Self::parse(source, folder, sources, report)
            }
            Err(error) => {
                report.push(Diagnostic::new(
                    codes::UNREADABLE_INPUT,
                    format!("cannot read the settings file `{name}`: {error}"),
                ));
                Self::default()
            }
        }
    }

    /// Reads the text of a settings file; relative paths in it start at the folder.
    pub fn parse(source: SourceId, folder: &Path, sources: &Sources, report: &mut Report) -> Self {
        let mut reader = Reader {
            source,
            text: &sources.get(source).text,
            folder,
            report,
        };
        let mut layer = Self::default();
        let table = match DeTable::parse(reader.text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                let offset = error.span().map_or(0, |span| span.start);
                // What the parser found is a list of lines; a message is one.
                let message = error.message().trim().replace('\n', ", ");
                reader.report(codes::MALFORMED_SETTINGS, offset, message, None);
                return layer;
            }
        };
        // The table is sorted by key; findings read better in the order of the file.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let name = key.get_ref().as_ref();
            if names().any(|known| known == name) {
                layer.set_from_file(name, value, &mut reader);
            } else {
                let help = nearest(name, names()).map(|near| format!("did you mean `{near}`?"));
                let message = format!("there is no setting `{name}`");
                reader.report(codes::UNKNOWN_SETTING, key.span().start, message, help);
            }
        }
        layer
    }
}

/// What the reading of one file needs everywhere.
pub(super) struct Reader<'a> {
    source: SourceId,
    text: &'a str,
    folder: &'a Path,
    report: &'a mut Report,
}

impl Reader<'_> {
    /// Reads a single value, written as a text.
    pub(super) fn text<T: Value>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let Some(text) = value.get_ref().as_str() else {
            return self.mismatch("a text", value);
        };
        match T::parse(text) {
            Ok(parsed) => {
                let place = self.place(value.span().start);
                Some(parsed.in_folder(self.folder).written_at(place))
            }
            Err(invalid) => {
                let (message, help) = (invalid.to_string(), invalid.help());
                self.report(
                    codes::INVALID_SETTING,
                    value.span().start,
                    message,
                    Some(help),
                );
                None
            }
        }
    }

    /// Reads a list of texts.
    pub(super) fn list<T: Value>(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<T>> {
        let Some(items) = value.get_ref().as_array() else {
            return self.mismatch("a list of texts", value);
        };
        Some(items.iter().filter_map(|item| self.text(item)).collect())
    }

    /// Reads a table of texts.
    pub(super) fn table<T: Value>(
        &mut self,
        value: &Spanned<DeValue<'_>>,
    ) -> Option<BTreeMap<String, T>> {
        let Some(table) = value.get_ref().as_table() else {
            return self.mismatch("a table of texts", value);
        };
        let entries = table.iter().filter_map(|(key, value)| {
            let value: T = self.text(value)?;
            let place = self.place(key.span().start);
            Some((key.get_ref().to_string(), value.written_at(place)))
        });
        Some(entries.collect())
    }

    /// Reads `true` or `false`.
    pub(super) fn boolean(&mut self, value: &Spanned<DeValue<'_>>) -> Option<bool> {
        match value.get_ref().as_bool() {
            Some(boolean) => Some(boolean),
            None => self.mismatch("`true` or `false`", value),
        }
    }

    fn mismatch<T>(&mut self, expected: &str, value: &Spanned<DeValue<'_>>) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        let message = format!("expected {expected}, found {found}");
        self.report(codes::INVALID_SETTING, value.span().start, message, None);
        None
    }

    fn report(
        &mut self,
        code: &'static codes::Code,
        offset: usize,
        message: String,
        help: Option<String>,
    ) {
        let mut diagnostic = Diagnostic::new(code, message).at(self.place(offset));
        diagnostic.help = help;
        self.report.push(diagnostic);
    }

    fn place(&self, offset: usize) -> Place {
        let (line, column) = position(self.text, offset);
        Place::Position {
            source: self.source,
            line,
            column,
        }
    }
}
