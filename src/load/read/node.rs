//! One object of the document, read key by key.

use indexmap::IndexMap;
use serde_json::{Map, Value};

use super::super::document::find;
use super::Document;
use crate::diagnostic::{Diagnostic, Pointer, Report, codes};

/// One object of the document.
#[derive(Clone, Debug)]
pub struct Node<'d> {
    document: &'d Document,
    pointer: Pointer,
    object: &'d Map<String, Value>,
}

impl<'d> Node<'d> {
    /// Opens the object at a pointer; anything else than an object is reported.
    pub fn open(document: &'d Document, pointer: Pointer, report: &mut Report) -> Option<Self> {
        match document.get(&pointer) {
            Some(Value::Object(object)) => Some(Self {
                document,
                pointer,
                object,
            }),
            Some(other) => {
                wrong_type(document, &pointer, "an object", other, report);
                None
            }
            None => None,
        }
    }

    /// Returns where this object stands.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// Returns the pointer to a member.
    pub fn at(&self, key: &str) -> Pointer {
        self.pointer.join(key)
    }

    /// Returns the raw value of a member.
    pub fn raw(&self, key: &str) -> Option<&'d Value> {
        find(self.object, key)
    }

    /// Returns the keys.
    pub fn keys(&self) -> impl Iterator<Item = &'d String> {
        self.object.keys()
    }

    /// Returns a string.
    pub fn string(&self, key: &str, report: &mut Report) -> Option<String> {
        self.typed(key, "a string", report, |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// Returns a boolean.
    pub fn boolean(&self, key: &str, report: &mut Report) -> Option<bool> {
        self.typed(key, "`true` or `false`", report, Value::as_bool)
    }

    /// Returns a number.
    pub fn number(&self, key: &str, report: &mut Report) -> Option<f64> {
        self.typed(key, "a number", report, Value::as_f64)
    }

    /// Returns a size.
    pub fn size(&self, key: &str, report: &mut Report) -> Option<usize> {
        self.typed(key, "an integer that is not negative", report, |value| {
            // Documents made by some tools write `10.0`.
            let whole = value
                .as_f64()
                .filter(|number| number.fract() == 0.0 && *number >= 0.0);
            value
                .as_u64()
                .or(whole.map(|number| number as u64))
                .and_then(|size| size.try_into().ok())
        })
    }

    /// Returns a list.
    pub fn list(&self, key: &str, report: &mut Report) -> Option<&'d Vec<Value>> {
        self.typed(key, "a list", report, Value::as_array)
    }

    /// Returns a list of strings; items of another type are reported and left out.
    pub fn strings(&self, key: &str, report: &mut Report) -> Vec<String> {
        self.texts(key, report, |item| item.as_str().map(str::to_owned))
    }

    /// Returns a scalar as text: `default: 443` is as good as `default: '443'`.
    pub fn scalar(&self, key: &str, report: &mut Report) -> Option<String> {
        self.typed(key, "a string", report, plain)
    }

    /// Returns a list of scalars as texts; items of another type are reported and left out.
    pub fn scalars(&self, key: &str, report: &mut Report) -> Vec<String> {
        self.texts(key, report, plain)
    }

    fn texts(
        &self,
        key: &str,
        report: &mut Report,
        read: impl Fn(&Value) -> Option<String>,
    ) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, item) in self.list(key, report).into_iter().flatten().enumerate() {
            match read(item) {
                Some(text) => texts.push(text),
                None => {
                    wrong_type(
                        self.document,
                        &self.at(key).join(index),
                        "a string",
                        item,
                        report,
                    );
                }
            }
        }
        texts
    }

    /// Returns an object.
    pub fn object(&self, key: &str, report: &mut Report) -> Option<&'d Map<String, Value>> {
        self.typed(key, "an object", report, Value::as_object)
    }

    /// Opens an object member.
    pub fn open_member(&self, key: &str, report: &mut Report) -> Option<Self> {
        let object = self.object(key, report)?;
        Some(Self {
            document: self.document,
            pointer: self.at(key),
            object,
        })
    }

    /// Returns the extensions, the members whose names start with `x-`.
    pub fn extensions(&self) -> IndexMap<String, Value> {
        self.object
            .iter()
            .filter(|(key, _)| key.starts_with("x-"))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    }

    /// Reports that a required member is missing.
    pub fn missing(&self, key: &str, report: &mut Report) {
        report.push(
            Diagnostic::new(codes::MISSING_KEYWORD, format!("`{key}` is missing"))
                .label(self.document.place(&self.pointer), "here"),
        );
    }

    fn typed<T>(
        &self,
        key: &str,
        expected: &str,
        report: &mut Report,
        read: impl FnOnce(&'d Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.raw(key)?;
        let typed = read(value);
        // An empty YAML value (`description:`) means that there is none.
        if typed.is_none() && !value.is_null() {
            wrong_type(self.document, &self.at(key), expected, value, report);
        }
        typed
    }
}

/// Returns the text of a scalar.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Reports a value of the wrong type.
fn wrong_type(
    document: &Document,
    pointer: &Pointer,
    expected: &str,
    found: &Value,
    report: &mut Report,
) {
    if let Value::String(text) = found
        && is_out_of_range(text)
    {
        let message = format!("the number of `{}` is out of range", pointer.last());
        report.push(
            Diagnostic::new(codes::INVALID_KEYWORD, message)
                .label(document.place(pointer), "no 64-bit number is that large"),
        );
        return;
    }
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    report.push(
        Diagnostic::new(
            codes::INVALID_KEYWORD,
            format!("`{}` must be {expected}, not {found}", pointer.last()),
        )
        .label(document.place(pointer), format!("expected {expected}")),
    );
}

/// Returns whether a text was a number that no float holds: such numbers are kept as they were written.
fn is_out_of_range(text: &str) -> bool {
    text.starts_with(|first: char| matches!(first, '-' | '+' | '.' | '0'..='9'))
        && text.parse::<f64>().is_ok_and(f64::is_infinite)
}
