//! The statements of generated code whose calls rustfmt breaks at other places than prettyplease.
//!
//! They are of one form, `TARGET = RECEIVER.METHOD(ARGUMENTS);`, where the receiver is a variable or a
//! field, and there is no other call between it and the method; or the call of a function.

use super::format::{ARGUMENTS, WIDTH};

/// How wide a chain of calls on one line may be.
const CHAIN: usize = 60;

/// What such statements start with, and whether the receiver is a field, which makes a chain of the
/// call.
const STARTS: [(&str, bool); 4] = [
    ("self.call = self", true),
    ("self.core = self", true),
    ("let call = call", false),
    ("let call = Call::new", false),
];

/// Returns the statement that a line starts, as rustfmt prints it, and how many more lines it took.
pub(super) fn reprinted(line: &str, more: &[&str]) -> Option<(String, usize)> {
    let code = line.trim_start();
    let (_, is_chain) = STARTS.into_iter().find(|(start, _)| {
        code.strip_prefix(start)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '(']))
    })?;
    let end = match line.ends_with(';') {
        true => 0,
        false => 1 + more.iter().position(|line| line.ends_with(';'))?,
    };
    let mut statement = code.to_owned();
    for line in &more[..end] {
        append(&mut statement, line.trim_start());
    }
    let indent = &line[..line.len() - code.len()];
    let (target, call) = statement.strip_suffix(';')?.split_once(" = ")?;
    let open = call.find('(')?;
    let (path, arguments) = (&call[..open], call[open..].strip_prefix('(')?);
    let arguments = arguments.strip_suffix(')')?;

    let fits = arguments.len() <= ARGUMENTS;
    let one_line = format!("{indent}{target} = {call};");
    if fits && one_line.len() <= WIDTH && (!is_chain || call.len() <= CHAIN) {
        return Some((one_line, end));
    }
    if fits && is_chain {
        let links = path.replace('.', &format!("\n{indent}    ."));
        return Some((format!("{indent}{target} = {links}({arguments});"), end));
    }
    let arguments: String = split(arguments)
        .iter()
        .map(|argument| format!("{indent}    {argument},\n"))
        .collect();
    Some((
        format!("{indent}{target} = {path}(\n{arguments}{indent});"),
        end,
    ))
}

/// Appends what prettyplease put on a line of its own.
fn append(statement: &mut String, line: &str) {
    if line.starts_with(')') {
        let end = statement.trim_end_matches(',').len();
        statement.truncate(end);
    } else if !line.starts_with('.') && !statement.ends_with('(') {
        statement.push(' ');
    }
    statement.push_str(line);
}

/// Splits arguments at the commas between them.
pub(super) fn split(arguments: &str) -> Vec<&str> {
    let (mut depth, mut in_text, mut escaped, mut start) = (0, false, false, 0);
    let mut parts = Vec::new();
    for (at, byte) in arguments.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            _ if in_text => {}
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            b',' if depth == 0 => {
                parts.push(arguments[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(arguments[start..].trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::reprinted;

    #[test]
    fn short_calls_are_one_line() {
        let lines = ["    .call", "    .query(\"a\", a);", "self"];
        let (text, more) = reprinted("self.call = self", &lines).unwrap();
        assert_eq!(
            (text.as_str(), more),
            ("self.call = self.call.query(\"a\", a);", 2)
        );
    }

    #[test]
    fn long_chains_are_a_line_a_link() {
        let line =
            "    self.core = self.core.credential(\"session\", Credential::cookie(\"sid\", key));";
        let (text, more) = reprinted(line, &[]).unwrap();
        assert_eq!(
            (text.as_str(), more),
            (
                "    self.core = self\n        .core\n        \
                 .credential(\"session\", Credential::cookie(\"sid\", key));",
                0
            )
        );
    }

    #[test]
    fn long_arguments_are_a_line_each() {
        let lines = [
            "    .parameter(",
            "        Parameter::query(\"a, (b\").query_style(runtime::QueryStyle::DeepObject),",
            "        value,",
            "    );",
        ];
        let (text, more) = reprinted("let call = call", &lines).unwrap();
        assert_eq!(
            (text.as_str(), more),
            (
                "let call = call.parameter(\n    \
                 Parameter::query(\"a, (b\").query_style(runtime::QueryStyle::DeepObject),\n    \
                 value,\n);",
                4
            )
        );
    }

    #[test]
    fn functions_are_called_like_methods() {
        let lines = [
            "    self.client.core(),",
            "    &RETRIEVE_ALL_PAYMENT_CREDITOR_ACCOUNTS,",
            ");",
        ];
        let (text, more) = reprinted("let call = Call::new(", &lines).unwrap();
        assert_eq!(
            (text.as_str(), more),
            (
                "let call = Call::new(self.client.core(), &RETRIEVE_ALL_PAYMENT_CREDITOR_ACCOUNTS);",
                3
            )
        );
    }

    #[test]
    fn other_statements_are_left_alone() {
        assert_eq!(reprinted("let call = match body.into() {", &["}"]), None);
        assert_eq!(reprinted("self.call = other(1);", &[]), None);
    }
}
