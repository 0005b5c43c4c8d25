//! Example values as text.
//!
//! What can fail is followed by what the place where it stands makes of failures.

use proc_macro2::TokenStream;

use crate::plan::{Expression, ExpressionRest, is_hidden};

use super::format::push_quoted;

/// How wide the arguments of a constructor on one line may be, with what is around them: `::new(..)`.
const MAX_ARGUMENTS: usize = 60 + 7;

/// How wide a line may be, less what ends it.
const MAX_LINE: usize = 100;

/// How wide a value on one line may be.
const WIDTH: usize = 72;

/// What becomes of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// It is returned.
    Returned,
    /// It ends the program.
    Fatal,
}

/// Returns an expression as lines, the first of which continues the line that it stands on.
pub(super) fn print(expression: &Expression, indent: usize, failure: Failure) -> String {
    let mut out = String::new();
    Printer {
        out: &mut out,
        failure,
    }
    .print(expression, indent);
    out
}

/// Returns an expression as one line.
pub(super) fn one_line(expression: &Expression, failure: Failure) -> String {
    let mut out = String::new();
    Printer {
        out: &mut out,
        failure,
    }
    .flat(expression, usize::MAX);
    out
}

/// Returns an expression as tokens.
///
/// # Panics
///
/// Never: what is printed is Rust.
pub(super) fn tokens(expression: &Expression) -> TokenStream {
    one_line(expression, Failure::Returned)
        .parse()
        .expect("a printed expression is made of tokens")
}

/// Returns a literal, raw where it holds quotes and nothing that a raw literal cannot.
pub(super) fn text_literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_literal(&mut out, text);
    out
}

fn push_literal(out: &mut String, text: &str) {
    let is_raw = text.contains(['"', '\\']) && !text.contains("\\u{") && !text.contains(is_hidden);
    if !is_raw {
        return push_quoted(out, text);
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    for part in ["r", &hashes, "\"", text, "\"", &hashes] {
        out.push_str(part);
    }
}

/// Prints expressions one after the other, so that what is in others is not copied for each that it is in.
struct Printer<'o> {
    out: &'o mut String,
    failure: Failure,
}

impl Printer<'_> {
    fn print(&mut self, expression: &Expression, indent: usize) {
        let width = WIDTH.checked_sub(indent);
        let start = self.out.len();
        if width.is_some_and(|width| self.fits(expression, width)) {
            if !self.out[start..].contains("..D") {
                return;
            }
            self.out.truncate(start);
        }
        match expression {
            Expression::Call(name, argument) => {
                self.push(&[name, "("]);
                match &**argument {
                    Expression::Text(_)
                    | Expression::Bare(_)
                    | Expression::Literal(_)
                    | Expression::Parsed(_)
                    | Expression::Json(_) => self.whole(argument),
                    argument => self.print(argument, indent),
                }
                self.push(&[")"]);
            }
            Expression::List(items) => {
                self.push(&["vec![\n"]);
                self.lines(items, indent);
                self.push(&["]"]);
            }
            Expression::Tuple(items) => {
                self.push(&["(\n"]);
                self.lines(items, indent);
                self.push(&[")"]);
            }
            Expression::Map(entries) => {
                self.push(&["[\n"]);
                for (key, value) in entries {
                    self.margin(indent + 4);
                    self.push(&["("]);
                    push_quoted(self.out, key);
                    self.push(&[".into(), "]);
                    self.print(value, indent + 4);
                    self.push(&["),\n"]);
                }
                self.margin(indent);
                self.push(&["]\n"]);
                self.margin(indent);
                self.push(&[".into()"]);
            }
            Expression::New(..) if self.constructor(expression, indent + "let body = ".len()) => {}
            Expression::New(name, arguments) => {
                self.push(&[name, "::new(\n"]);
                self.lines(arguments, indent);
                self.push(&[")"]);
            }
            Expression::Struct { name, fields, rest } => {
                self.push(&[name, " {\n"]);
                for (field, value) in fields {
                    self.margin(indent + 4);
                    self.push(&[field, ": "]);
                    self.print(value, indent + 4);
                    self.push(&[",\n"]);
                }
                match rest {
                    ExpressionRest::None => {}
                    ExpressionRest::Default => {
                        self.margin(indent + 4);
                        self.push(&["..Default::default()\n"]);
                    }
                    ExpressionRest::New(call) => {
                        self.margin(indent + 4);
                        self.push(&[".."]);
                        if !self.constructor(call, indent + 6) {
                            self.print(call, indent + 4);
                        }
                        self.push(&["\n"]);
                    }
                }
                self.margin(indent);
                self.push(&["}"]);
            }
            Expression::Literal(_)
            | Expression::Text(_)
            | Expression::Bare(_)
            | Expression::Path(_)
            | Expression::Parsed(_)
            | Expression::Part(_)
            | Expression::Json(_) => self.whole(expression),
        }
    }

    /// Writes items, a line each, and the margin of what ends them.
    fn lines(&mut self, items: &[Expression], indent: usize) {
        for item in items {
            self.margin(indent + 4);
            self.print(item, indent + 4);
            self.push(&[",\n"]);
        }
        self.margin(indent);
    }

    /// Writes a call of a constructor as one line, where rustfmt leaves it on the line at whose column it
    /// starts; returns whether that is so.
    fn constructor(&mut self, expression: &Expression, column: usize) -> bool {
        let (Expression::New(name, _), Some(width)) = (expression, MAX_LINE.checked_sub(column))
        else {
            return false;
        };
        self.fits(expression, width.min(name.len() + MAX_ARGUMENTS))
    }

    /// Writes an expression as one line of a width; returns whether that is wide enough, and writes nothing
    /// where it is not.
    fn fits(&mut self, expression: &Expression, width: usize) -> bool {
        let start = self.out.len();
        let fits = self.flat(expression, start + width);
        if !fits {
            self.out.truncate(start);
        }
        fits
    }

    fn whole(&mut self, expression: &Expression) {
        self.flat(expression, usize::MAX);
    }

    /// Writes an expression as one line; returns `false` as soon as all that is written is longer than
    /// `limit`.
    fn flat(&mut self, expression: &Expression, limit: usize) -> bool {
        match expression {
            Expression::Literal(text) | Expression::Path(text) => self.push(&[text]),
            Expression::Text(text) => return self.literal("", text, ".into()", limit),
            Expression::Bare(text) => return self.literal("", text, "", limit),
            Expression::Json(json) => {
                let end = match self.failure {
                    Failure::Returned => ")?",
                    Failure::Fatal => ").unwrap()",
                };
                return self.literal("serde_json::from_str(", json, end, limit);
            }
            // It is a constant that parses, and not every such error is one of the standard library's.
            Expression::Parsed(text) => return self.literal("", text, ".parse().unwrap()", limit),
            Expression::Part(text) => return self.literal("Part::bytes(", text, ")", limit),
            Expression::Call(name, argument) => {
                self.push(&[name, "("]);
                if !self.flat(argument, limit) {
                    return false;
                }
                self.push(&[")"]);
            }
            Expression::List(items) => {
                self.push(&["vec!["]);
                if !self.joined(items, limit) {
                    return false;
                }
                self.push(&["]"]);
            }
            Expression::Tuple(items) => {
                self.push(&["("]);
                if !self.joined(items, limit) {
                    return false;
                }
                self.push(&[if items.len() == 1 { ",)" } else { ")" }]);
            }
            Expression::Map(entries) => {
                self.push(&["["]);
                for (index, (key, value)) in entries.iter().enumerate() {
                    self.push(&[if index == 0 { "(" } else { ", (" }]);
                    push_quoted(self.out, key);
                    self.push(&[".into(), "]);
                    if !self.flat(value, limit) {
                        return false;
                    }
                    self.push(&[")"]);
                }
                self.push(&["].into()"]);
            }
            Expression::New(name, arguments) => {
                self.push(&[name, "::new("]);
                if !self.joined(arguments, limit) {
                    return false;
                }
                self.push(&[")"]);
            }
            Expression::Struct { name, fields, rest } => {
                self.push(&[name, " { "]);
                for (index, (field, value)) in fields.iter().enumerate() {
                    self.push(&[if index == 0 { "" } else { ", " }, field, ": "]);
                    if !self.flat(value, limit) {
                        return false;
                    }
                }
                let comma = if fields.is_empty() { "" } else { ", " };
                match rest {
                    ExpressionRest::None => {}
                    ExpressionRest::Default => self.push(&[comma, "..Default::default()"]),
                    ExpressionRest::New(call) => {
                        self.push(&[comma, ".."]);
                        if !self.flat(call, limit) {
                            return false;
                        }
                    }
                }
                self.push(&[" }"]);
            }
        }
        self.out.len() <= limit
    }

    /// Writes expressions with commas between them.
    fn joined(&mut self, items: &[Expression], limit: usize) -> bool {
        items.iter().enumerate().all(|(index, item)| {
            if index > 0 {
                self.push(&[", "]);
            }
            self.flat(item, limit)
        })
    }

    /// Writes a literal and what is around it.
    fn literal(&mut self, start: &str, text: &str, end: &str, limit: usize) -> bool {
        // Nothing of a text that is too long in any case.
        if self.out.len() + text.len() > limit {
            return false;
        }
        self.push(&[start]);
        push_literal(self.out, text);
        self.push(&[end]);
        self.out.len() <= limit
    }

    fn margin(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }
}
