//! Example values as text.
//!
//! What can fail is followed by what the place where it stands makes of failures.

use proc_macro2::TokenStream;

use crate::plan::{Expression, ExpressionRest};

use super::format::quoted;

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

impl Failure {
    fn suffix(self) -> &'static str {
        match self {
            Self::Returned => "?",
            Self::Fatal => ".unwrap()",
        }
    }
}

/// Returns an expression as lines, the first of which continues the line that it stands on.
pub(super) fn print(expression: &Expression, indent: usize, failure: Failure) -> String {
    let print = |expression: &Expression, indent| print(expression, indent, failure);
    let flat = one_line(expression, failure);
    if flat.len() + indent <= WIDTH && !flat.contains("..D") {
        return flat;
    }
    let inner = " ".repeat(indent + 4);
    let outer = " ".repeat(indent);
    match expression {
        Expression::Call(name, argument) => match &**argument {
            Expression::Text(_)
            | Expression::Bare(_)
            | Expression::Literal(_)
            | Expression::Parsed(_)
            | Expression::Json(_) => flat,
            argument => format!("{name}({})", print(argument, indent)),
        },
        Expression::List(items) => {
            let items = items
                .iter()
                .map(|item| format!("{inner}{},\n", print(item, indent + 4)));
            format!("vec![\n{}{outer}]", items.collect::<String>())
        }
        Expression::Tuple(items) => {
            let items = items
                .iter()
                .map(|item| format!("{inner}{},\n", print(item, indent + 4)));
            format!("(\n{}{outer})", items.collect::<String>())
        }
        Expression::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| {
                format!(
                    "{inner}({}.into(), {}),\n",
                    quoted(key),
                    print(value, indent + 4)
                )
            });
            format!("[\n{}{outer}]\n{outer}.into()", entries.collect::<String>())
        }
        Expression::New(name, _) if is_one_line(name, &flat, indent + "let body = ".len()) => flat,
        Expression::New(name, arguments) => {
            let arguments = arguments
                .iter()
                .map(|argument| format!("{inner}{},\n", print(argument, indent + 4)));
            format!("{name}::new(\n{}{outer})", arguments.collect::<String>())
        }
        Expression::Struct { name, fields, rest } => {
            let fields = fields
                .iter()
                .map(|(field, value)| format!("{inner}{field}: {},\n", print(value, indent + 4)));
            let rest = match rest {
                ExpressionRest::None => String::new(),
                ExpressionRest::Default => format!("{inner}..Default::default()\n"),
                ExpressionRest::New(call) => {
                    let flat = one_line(call, failure);
                    let call = match &**call {
                        Expression::New(name, _) if is_one_line(name, &flat, indent + 6) => flat,
                        call => print(call, indent + 4),
                    };
                    format!("{inner}..{call}\n")
                }
            };
            format!("{name} {{\n{}{rest}{outer}}}", fields.collect::<String>())
        }
        Expression::Literal(_)
        | Expression::Text(_)
        | Expression::Bare(_)
        | Expression::Path(_)
        | Expression::Parsed(_)
        | Expression::Part(_)
        | Expression::Json(_) => flat,
    }
}

/// Returns whether rustfmt leaves a call of a constructor on the line at whose column it starts.
fn is_one_line(name: &str, call: &str, column: usize) -> bool {
    call.len() <= name.len() + MAX_ARGUMENTS && column + call.len() <= MAX_LINE
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

/// Returns an expression as one line.
pub(super) fn one_line(expression: &Expression, failure: Failure) -> String {
    let one_line = |expression: &Expression| one_line(expression, failure);
    let list = |items: Vec<String>| items.join(", ");
    match expression {
        Expression::Literal(text) | Expression::Path(text) => text.clone(),
        Expression::Text(text) => format!("{}.into()", text_literal(text)),
        Expression::Json(json) => {
            let suffix = failure.suffix();
            format!("serde_json::from_str({}){suffix}", text_literal(json))
        }
        // It is a constant that parses, and not every such error is one of the standard library's.
        Expression::Parsed(text) => format!("{}.parse().unwrap()", text_literal(text)),
        Expression::Part(content) => format!("Part::bytes({})", text_literal(content)),
        Expression::Call(name, argument) => format!("{name}({})", one_line(argument)),
        Expression::List(items) => {
            format!("vec![{}]", list(items.iter().map(one_line).collect()))
        }
        Expression::Tuple(items) => match &items[..] {
            [only] => format!("({},)", one_line(only)),
            items => format!("({})", list(items.iter().map(one_line).collect())),
        },
        Expression::Map(entries) => {
            let entries = entries
                .iter()
                .map(|(key, value)| format!("({}.into(), {})", quoted(key), one_line(value)));
            format!("[{}].into()", list(entries.collect()))
        }
        Expression::Bare(text) => text_literal(text),
        Expression::New(name, arguments) => {
            format!(
                "{name}::new({})",
                list(arguments.iter().map(one_line).collect())
            )
        }
        Expression::Struct { name, fields, rest } => {
            let fields = fields
                .iter()
                .map(|(field, value)| format!("{field}: {}", one_line(value)));
            let rest = match rest {
                ExpressionRest::None => None,
                ExpressionRest::Default => Some("..Default::default()".to_owned()),
                ExpressionRest::New(call) => Some(format!("..{}", one_line(call))),
            };
            format!("{name} {{ {} }}", list(fields.chain(rest).collect()))
        }
    }
}

/// Returns a literal, raw where it holds quotes and nothing that a raw literal cannot.
pub(super) fn text_literal(text: &str) -> String {
    let raw = text.contains(['"', '\\']) && !text.contains(char::is_control);
    if !raw || quoted(text).contains("\\u{") {
        return quoted(text);
    }
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}
